//! Every setting there is. A line says what it is; what is not said is as `Setting::new` has it: no secret, no default, nothing
//! that a found `.env` may say.
//!
//! To add one: a row here, and a reader of it below `src/config`.

use super::Kind::{Choice, Count, File, Folder, Headers, List, Rate, Seconds, Switch, Text, Url};
use super::May::{Account, Log, Restrict};
use super::{Each, Group, Setting};
use crate::product::Product;

const fn one(name: &'static str, kind: super::Kind, help: &'static str) -> Setting {
    Setting::new(name, kind, help)
}

/// The same setting for each product: the end of its name, its kind and meaning, and what else is said of all three: the ends of
/// a flag (of a switch that is on by default: of two) and of other names, and then as of one setting.
macro_rules! each {
    ($end:literal, $kind:expr, $help:literal $(, flag $flag:literal)? $(, switch $switch:literal)? $(, also $alias:literal)*; $($more:tt)*) => {
        Each([
            one(concat!("JIRA_", $end), $kind, $help)
                .product(Product::Jira)$(.flag(concat!("jira-", $flag)))?
                $(.flag(concat!("jira-", $switch)).off(concat!("no-jira-", $switch)))?
                .aliases(&[$(concat!("JIRA_", $alias)),*])$($more)*,
            one(concat!("CONFLUENCE_", $end), $kind, $help)
                .product(Product::Confluence)$(.flag(concat!("confluence-", $flag)))?
                $(.flag(concat!("confluence-", $switch)).off(concat!("no-confluence-", $switch)))?
                .aliases(&[$(concat!("CONFLUENCE_", $alias)),*])$($more)*,
            one(concat!("BITBUCKET_", $end), $kind, $help)
                .product(Product::Bitbucket)$(.flag(concat!("bitbucket-", $flag)))?
                $(.flag(concat!("bitbucket-", $switch)).off(concat!("no-bitbucket-", $switch)))?
                .aliases(&[$(concat!("BITBUCKET_", $alias)),*])$($more)*,
        ])
    };
}

/// Makes each declaration a static of its own, by which it is read, and a row of the group under whose heading it stands.
macro_rules! table {
    ($($heading:literal { $($name:ident: $type:ident = $declared:expr;)* })*) => {
        $($(#[doc = concat!("`", stringify!($name), "`: ", $heading, ".")] pub static $name: $type = $declared;)*)*

        /// All settings, by what they are about.
        pub static GROUPS: &[Group] = &[$(Group { heading: $heading, rows: &[$($name.row()),*] }),*];
    };
}

table! {
"Products and accounts" {
    URL: Each = each!("URL", Url, "Where it is: the address of the site, with the path that it is under", flag "url"; .may(Account).found())
        .examples(["https://your-company.atlassian.net", "https://your-company.atlassian.net/wiki", "https://bitbucket.org/your-workspace"]);
    USERNAME: Each = each!("USERNAME", Text("NAME"), "E-mail address (Cloud) or user name (Data Center)", flag "username";
        .may(Account).found().example("you@your-company.com"));
    API_TOKEN: Each = each!("API_TOKEN", Text("TOKEN"), "API token (Cloud) or password (Data Center)", flag "token";
        .may(Account).found().secret().example("your-api-token"));
    PERSONAL_TOKEN: Each = each!("PERSONAL_TOKEN", Text("TOKEN"), "Personal access token (Data Center); for Bitbucket Cloud an access token", flag "personal-token";
        .may(Account).found().secret().example("your-personal-token"));
    DEPLOYMENT: Each = each!("DEPLOYMENT", Choice(&["cloud", "datacenter"]), "Which of both it is, where the host name does not tell";
        .may(Account).found().example("datacenter"));
    BITBUCKET_WORKSPACE: Setting = one("BITBUCKET_WORKSPACE", Text("NAME"), "Bitbucket Cloud: the workspace of calls that name none; else that in BITBUCKET_URL, else the user's only one. With an access token it must be set")
        .product(Product::Bitbucket).flag("bitbucket-workspace").may(Account).found().example("your-workspace");
}
"What may be seen and done" {
    READ_ONLY_MODE: Setting = one("READ_ONLY_MODE", Switch, "Neither list nor call tools that write; nothing is changed, not even the list of recently viewed issues")
        .flag("read-only").default("false").may(Restrict).found();
    TOOLSETS: Setting = one("TOOLSETS", List("NAMES"), "List and call only the tools of these toolsets, separated by commas; mcp-atlassian tools --json tells them")
        .flag("toolsets").example("jira_issues,jira_comments").may(Restrict).found();
    ENABLED_TOOLS: Setting = one("ENABLED_TOOLS", List("NAMES"), "List and call only these tools, separated by commas")
        .flag("enabled-tools").example("jira_search,jira_get_issue").may(Restrict).found();
    TOOL_SURFACE: Setting = one("TOOL_SURFACE", Choice(&["full", "progressive"]), "Which tools are listed: all of these, or few by which models find, read and call them")
        .flag("tool-surface").default("full");
    STRUCTURED_OUTPUT: Setting = one("STRUCTURED_OUTPUT", Switch, "Give replies as structured content instead of text, and their schemas in the list of tools; only for clients that hand these to their model (docs/surface.md)")
        .default("false");
    FILTER: Each = Each([
        one("JIRA_PROJECTS_FILTER", List("KEYS"), "Stay within these projects, separated by commas").product(Product::Jira).flag("jira-projects-filter")
            .example("SHOP,OPS").may(Restrict).found(),
        one("CONFLUENCE_SPACES_FILTER", List("KEYS"), "Stay within these spaces, separated by commas").product(Product::Confluence).flag("confluence-spaces-filter")
            .example("DEV,OPS").may(Restrict).found(),
        one("BITBUCKET_PROJECTS_FILTER", List("KEYS"), "Stay within these projects, separated by commas; on Cloud workspace/PROJECT, or PROJECT of BITBUCKET_WORKSPACE")
            .product(Product::Bitbucket).flag("bitbucket-projects-filter").example("your-workspace/SHOP").may(Restrict).found(),
    ]);
    MCP_FILES_ROOT: Setting = one("MCP_FILES_ROOT", Folder, "The only folder that attachments are saved to and uploaded from; without it, and in read-only mode, no file is touched")
        .example("/home/me/jira-files").may(Account);
    MCP_CALL_TIMEOUT: Setting = one("MCP_CALL_TIMEOUT", Seconds, "How long one call of a tool may take; some clients drop a call after 240 s")
        .default("230");
    MCP_REPLY_TOKENS: Setting = one("MCP_REPLY_TOKENS", Count, "The most tokens (as estimated) that a reply has, from 500; a call may say otherwise by max_tokens").default("20000");
    MCP_REPLY_CHARACTERS: Setting = one("MCP_REPLY_CHARACTERS", Count, "The most characters that a reply has, from 2000").default("50000");
}
"Logging" {
    MCP_VERBOSE: Setting = one("MCP_VERBOSE", Switch, "Log what happens (INFO), as -v does").default("false").may(Log).found();
    MCP_VERY_VERBOSE: Setting = one("MCP_VERY_VERBOSE", Switch, "Log each request, too (DEBUG), as -vv does").default("false").may(Log).found();
    MCP_LOGGING_STDOUT: Setting = one("MCP_LOGGING_STDOUT", Switch, "Log to standard output; only over HTTP, since over stdio it carries the protocol")
        .default("false").may(Log).found();
}
"Connections" {
    SSL_VERIFY: Each = each!("SSL_VERIFY", Switch, "Check the server's certificate", switch "ssl-verify"; .default("true"));
    TIMEOUT: Each = each!("TIMEOUT", Seconds, "How long one request may take, from connecting to the end of the answer"; .default("75"));
    CONNECT_TIMEOUT: Each = each!("CONNECT_TIMEOUT", Seconds, "How long connecting may take"; .default("10"));
    CA_FILE: Each = each!("CA_FILE", File, "Certificates (PEM) to trust beside the machine's own", also "CA_BUNDLE";
        .or(&ATLASSIAN_CA_FILE).example("/etc/ssl/your-company.pem"));
    ATLASSIAN_CA_FILE: Setting = one("ATLASSIAN_CA_FILE", File, "The same for all products. SSL_CERT_FILE says which certificates this machine trusts")
        .aliases(&["REQUESTS_CA_BUNDLE"]).example("/etc/ssl/your-company.pem");
    CLIENT_CERT: Each = each!("CLIENT_CERT", File, "The certificate (PEM), with its chain, that this server shows where it is asked for one"; .may(Account).example("/etc/ssl/mcp.pem"));
    CLIENT_KEY: Each = each!("CLIENT_KEY", File, "Its key (PEM), encrypted or not"; .may(Account).example("/etc/ssl/mcp.key"));
    CLIENT_KEY_PASSWORD: Each = each!("CLIENT_KEY_PASSWORD", Text("PASSWORD"), "What the key is encrypted with, if it is"; .may(Account).secret().example("your-password"));
    HTTP_PROXY: Each = each!("HTTP_PROXY", Url, "The proxy for http:// addresses"; .or(&GLOBAL_HTTP_PROXY).example("http://proxy.your-company.com:8080"));
    HTTPS_PROXY: Each = each!("HTTPS_PROXY", Url, "The proxy for https:// addresses"; .or(&GLOBAL_HTTPS_PROXY).example("http://proxy.your-company.com:8080"));
    SOCKS_PROXY: Each = each!("SOCKS_PROXY", Url, "The SOCKS5 proxy for both; socks5h:// has it look up names"; .or(&GLOBAL_SOCKS_PROXY).example("socks5h://proxy.your-company.com:1080"));
    NO_PROXY: Each = each!("NO_PROXY", List("HOSTS"), "Hosts that no proxy is for: names, .ends, addresses, networks, host:port, *"; .or(&GLOBAL_NO_PROXY).example("localhost,.your-company.com,10.0.0.0/8"));
    GLOBAL_HTTP_PROXY: Setting = one("HTTP_PROXY", Url, "The same for all products").aliases(&["http_proxy"]).example("http://proxy.your-company.com:8080");
    GLOBAL_HTTPS_PROXY: Setting = one("HTTPS_PROXY", Url, "The same for all products").aliases(&["https_proxy"]).example("http://proxy.your-company.com:8080");
    GLOBAL_SOCKS_PROXY: Setting = one("SOCKS_PROXY", Url, "The same for all products").aliases(&["socks_proxy"]).example("socks5h://proxy.your-company.com:1080");
    GLOBAL_ALL_PROXY: Setting = one("ALL_PROXY", Url, "The proxy of all products for addresses that no other one is for").aliases(&["all_proxy"]).example("http://proxy.your-company.com:8080");
    GLOBAL_NO_PROXY: Setting = one("NO_PROXY", List("HOSTS"), "The same for all products").aliases(&["no_proxy"]).example("localhost,.your-company.com");
    CUSTOM_HEADERS: Each = each!("CUSTOM_HEADERS", Headers, r"Headers to send with each request, as Name=value,Name=value; a comma within a value is \,"; .may(Account).example("X-Company-Service=mcp"));
    RATE_LIMIT: Each = each!("RATE_LIMIT_REQUESTS_PER_SECOND", Rate, "The most requests a second; 0 is no limit", also "RATE_LIMIT_RPS";
        .or(&GLOBAL_RATE_LIMIT).default("10"));
    GLOBAL_RATE_LIMIT: Setting = one("ATLASSIAN_RATE_LIMIT_RPS", Rate, "The same for all products").aliases(&["ATLASSIAN_RATE_LIMIT_REQUESTS_PER_SECOND"]).default("10");
    RATE_LIMIT_BURST: Each = each!("RATE_LIMIT_BURST", Count, "How many requests may leave at once after a rest"; .or(&GLOBAL_RATE_LIMIT_BURST).default("20"));
    GLOBAL_RATE_LIMIT_BURST: Setting = one("ATLASSIAN_RATE_LIMIT_BURST", Count, "The same for all products").default("20");
    RATE_LIMIT_MAX_RETRIES: Each = each!("RATE_LIMIT_MAX_RETRIES", Count, "How often a request is sent again that the product had no time for"; .or(&GLOBAL_RATE_LIMIT_MAX_RETRIES).default("3"));
    GLOBAL_RATE_LIMIT_MAX_RETRIES: Setting = one("RATE_LIMIT_MAX_RETRIES", Count, "The same for all products").aliases(&["ATLASSIAN_RATE_LIMIT_MAX_RETRIES"]).default("3");
    RATE_LIMIT_BACKOFF_BASE: Each = each!("RATE_LIMIT_BACKOFF_BASE", Rate, "Seconds before the first of them, where the product names none; each further wait is twice as long"; .or(&GLOBAL_RATE_LIMIT_BACKOFF_BASE).default("1"));
    GLOBAL_RATE_LIMIT_BACKOFF_BASE: Setting = one("RATE_LIMIT_BACKOFF_BASE", Rate, "The same for all products").aliases(&["ATLASSIAN_RATE_LIMIT_BACKOFF_BASE"]).default("1");
    RATE_LIMIT_RETRY_AFTER_DEFAULT: Setting = one("RATE_LIMIT_RETRY_AFTER_DEFAULT", Seconds, "The longest of these waits, where the product names none").default("60");
}
"OAuth 2.0" {
    OAUTH_CLOUD_ID: Setting = one("ATLASSIAN_OAUTH_CLOUD_ID", Text("ID"), "The id (a UUID) of the site that OAuth tokens are for, unless a caller over HTTP sends X-Atlassian-Cloud-Id").flag("oauth-cloud-id")
        .example("11223344-a1b2-3b33-c444-def123456789");
    OAUTH_CLIENT_ID: Setting = one("ATLASSIAN_OAUTH_CLIENT_ID", Text("ID"), "The client id of your OAuth app (docs/oauth.md), for Jira and Confluence on Cloud").flag("oauth-client-id").may(Account).example("your-client-id");
    OAUTH_CLIENT_SECRET: Setting = one("ATLASSIAN_OAUTH_CLIENT_SECRET", Text("SECRET"), "Its secret").flag("oauth-client-secret").may(Account).secret().example("your-client-secret");
    OAUTH_GRANT_TYPE: Setting = one("ATLASSIAN_OAUTH_GRANT_TYPE", Choice(&["authorization_code", "client_credentials"]), "Whose tokens they are: those of whoever signed in by --oauth-setup, or of a service account").may(Account).default("authorization_code");
    OAUTH_REDIRECT_URI: Setting = one("ATLASSIAN_OAUTH_REDIRECT_URI", Url, "Its callback address, letter for letter").flag("oauth-redirect-uri").may(Account).default("http://localhost:8080/callback");
    OAUTH_SCOPE: Setting = one("ATLASSIAN_OAUTH_SCOPE", Text("SCOPES"), "What people who sign in are asked for, separated by blanks; without it, what the enabled tools need").flag("oauth-scope").may(Account).example("read:jira-work write:jira-work offline_access");
    OAUTH_ACCESS_TOKEN: Setting = one("ATLASSIAN_OAUTH_ACCESS_TOKEN", Text("TOKEN"), "An access token for Jira and Confluence on Cloud that another program renews").flag("oauth-access-token").may(Account).secret().example("your-access-token");
    OAUTH_ENABLE: Setting = one("ATLASSIAN_OAUTH_ENABLE", Switch, "Serve Jira and Confluence on Cloud over HTTP to callers who bring OAuth tokens, without any address set").may(Account).default("false");
    OAUTH_INSTANCE_URL: Setting = one("ATLASSIAN_OAUTH_INSTANCE_URL", Url, "The product on Data Center that the OAuth app is registered at").may(Account).example("https://jira.your-company.com");
    OAUTH_CALLBACK_HOST: Setting = one("ATLASSIAN_OAUTH_CALLBACK_HOST", Text("ADDRESS"), "Where --oauth-setup listens for the browser that comes back, in a container 0.0.0.0; without it, this machine alone").example("0.0.0.0");
    PRODUCT_OAUTH_CLIENT_ID: Each = each!("OAUTH_CLIENT_ID", Text("ID"), "The client id of an OAuth app for this product alone"; .may(Account).example("your-client-id"));
    PRODUCT_OAUTH_CLIENT_SECRET: Each = each!("OAUTH_CLIENT_SECRET", Text("SECRET"), "Its secret"; .may(Account).secret().example("your-client-secret"));
    PRODUCT_OAUTH_GRANT_TYPE: Each = each!("OAUTH_GRANT_TYPE", Choice(&["authorization_code", "client_credentials"]), "Whose tokens they are"; .may(Account).default("authorization_code"));
    PRODUCT_OAUTH_REDIRECT_URI: Each = each!("OAUTH_REDIRECT_URI", Url, "Its callback address"; .may(Account).default("http://localhost:8080/callback"));
    PRODUCT_OAUTH_SCOPE: Each = each!("OAUTH_SCOPE", Text("SCOPES"), "What is asked for, separated by blanks"; .may(Account).example("WRITE"));
    PRODUCT_OAUTH_ACCESS_TOKEN: Each = each!("OAUTH_ACCESS_TOKEN", Text("TOKEN"), "An access token for this product that another program renews"; .may(Account).secret().example("your-access-token"));
}
"Signing in over HTTP" {
    OAUTH_SIGN_IN: Setting = one("ATLASSIAN_OAUTH_SIGN_IN", Switch, "Let people sign in to Atlassian from any MCP client, in the browser, as themselves (docs/sign-in.md); needs PUBLIC_BASE_URL, SEALING_KEY and an OAuth client")
        .aliases(&["ATLASSIAN_OAUTH_PROXY_ENABLE"]).default("false");
    SEALING_KEY: Setting = one("SEALING_KEY", Text("KEY"), "What clients' tokens are sealed with: 32 random bytes in base64 (openssl rand -base64 32); several separated by commas: the first seals, all open")
        .secret().example("your-sealing-key");
    OAUTH_ALLOWED_CLIENT_REDIRECT_URIS: Setting = one("ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS", List("URIS"), "Which clients may have people sign in, by where they are sent back to; * stands for a port or for the last part of a path")
        .example("http://localhost:*,http://127.0.0.1:*,https://claude.ai/*").may(Restrict).found();
    OAUTH_CLIENT_DOCUMENTS: Setting = one("ATLASSIAN_OAUTH_CLIENT_DOCUMENTS", Switch, "Read what clients say of themselves on the Internet; without it, or by a proxy, they register").default("true");
    OAUTH_REQUIRE_CONSENT: Setting = one("ATLASSIAN_OAUTH_REQUIRE_CONSENT", Switch, "Ask people before a client may act for them; it cannot be turned off").default("true");
}
"Serving over HTTP" {
    TRANSPORT: Setting = one("TRANSPORT", Choice(&["stdio", "streamable-http", "sse"]), "How clients connect").flag("transport").default("stdio");
    HOST: Setting = one("HOST", Text("NAME"), "Where to listen").flag("host").default("127.0.0.1");
    PORT: Setting = one("PORT", Count, "The port to listen at; 0 is any that is free").flag("port").default("8000");
    STREAMABLE_HTTP_PATH: Setting = one("STREAMABLE_HTTP_PATH", Text("PATH"), "The path of MCP there, or of SSE with that transport (else /sse)").flag("path").default("/mcp");
    PUBLIC_BASE_URL: Setting = one("PUBLIC_BASE_URL", Url, "The address under which clients know this server, which allows its host and origin")
        .example("https://mcp.your-company.com");
    ALLOWED_HOSTS: Setting = one("ALLOWED_HOSTS", List("HOSTS"), "What the Host header may say; without it and PUBLIC_BASE_URL, this machine's own names")
        .example("mcp.your-company.com,localhost:8000");
    ALLOWED_ORIGINS: Setting = one("ALLOWED_ORIGINS", List("ORIGINS"), "Which web pages may send requests; without it and PUBLIC_BASE_URL, those of this machine")
        .example("https://app.your-company.com");
    ALLOW_GLOBAL_CRED_FALLBACK: Setting = one("ALLOW_GLOBAL_CRED_FALLBACK", Switch, "Let whoever brings no credentials work with the server's own").default("false");
    IGNORE_HEADER_AUTH: Setting = one("IGNORE_HEADER_AUTH", Switch, "Authorization is a gateway's own and says nothing of the caller").default("false");
    MCP_HTTP_CONNECTIONS: Setting = one("MCP_HTTP_CONNECTIONS", Count, "The most connections at once").default("1000");
    MCP_HTTP_CALLS: Setting = one("MCP_HTTP_CALLS", Count, "The most requests under way at once").default("256");
    MCP_HTTP_READ_TIMEOUT: Setting = one("MCP_HTTP_READ_TIMEOUT", Seconds, "How long the headers, and then the body, of a request may take to come").default("30");
    MCP_HTTP_STOP_TIMEOUT: Setting = one("MCP_HTTP_STOP_TIMEOUT", Seconds, "How long requests may go on after the signal to stop").default("8");
    MCP_HTTP_SESSIONS: Setting = one("MCP_HTTP_SESSIONS", Count, "The most sessions of clients that want some; 0 is none").default("0");
    MCP_HTTP_SESSION_IDLE: Setting = one("MCP_HTTP_SESSION_IDLE", Seconds, "How long a session may rest before it ends").default("1800");
    METRICS_PORT: Setting = one("METRICS_PORT", Count, "The port of /metrics (Prometheus); 0 is none").default("0");
}
}
