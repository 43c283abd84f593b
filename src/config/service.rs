//! One product's set-up: where it is, who we are there, and how patient we are.

use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::address::{self, Address};
use super::filter;
use super::network::{self, Network};
use super::oauth::{self, Found, Hosts, OAuth};
use super::reader::Reader;
use super::settings::Setting;
use super::settings::table::{
    API_TOKEN, BITBUCKET_WORKSPACE, CONNECT_TIMEOUT, DEPLOYMENT, FILTER, OAUTH_CLOUD_ID,
    PERSONAL_TOKEN, SSL_VERIFY, TIMEOUT, URL, USERNAME,
};
use super::sign_in;
use crate::product::{Deployment, Product};

/// What is needed to speak to one product. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Service {
    /// Which product this is.
    pub product: Product,
    /// Which REST API it speaks.
    pub deployment: Deployment,
    /// Where REST calls start; see [`Service::base_url`].
    pub base: Url,
    /// Who we are there; none where each caller signs in himself.
    pub credentials: Option<Credentials>,
    /// `ATLASSIAN_OAUTH_CLOUD_ID`: the id of the site that OAuth tokens are for.
    pub cloud_id: Option<String>,
    /// For a site of Jira or Confluence at Atlassian: where its people sign in, and the gateway in front of it.
    pub hosts: Option<Hosts>,
    /// `…_SSL_VERIFY`: whether the server's certificate is checked.
    pub ssl_verify: bool,
    /// The project keys (Jira, Bitbucket Data Center), `workspace/PROJECT` (Bitbucket Cloud) or space keys (Confluence) this
    /// server is limited to; empty is no limit.
    pub filter: Vec<String>,
    /// Bitbucket Cloud's default workspace.
    pub workspace: Option<String>,
    /// How long establishing a connection may take.
    pub connect_timeout: Duration,
    /// How long one request may take, from connecting to the end of the body.
    pub timeout: Duration,
    /// By which proxy, trusting whom, with which headers, how fast.
    pub network: Network,
}

impl Service {
    /// A product at an address, with nothing else set.
    pub fn plain(product: Product, deployment: Deployment, base: Url) -> Self {
        Self {
            product,
            deployment,
            base,
            credentials: None,
            cloud_id: None,
            hosts: None,
            network: Network::default(),
            ssl_verify: true,
            filter: Vec::new(),
            workspace: None,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(75),
        }
    }

    /// The base as text without a slash at its end: what generated clients put before their paths. Confluence Cloud's
    /// ends in `/wiki`; Bitbucket Cloud's is what `/2.0` comes after; Data Center's keeps a context path (`/jira`).
    pub fn base_url(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// It, reached as is set for its product: how patiently, by which proxy, trusting whom.
    pub(super) fn reached(mut self, reader: &mut Reader) -> Self {
        let product = self.product;
        self.ssl_verify = reader.flag(SSL_VERIFY.of(product));
        self.timeout = reader.seconds(TIMEOUT.of(product));
        self.connect_timeout = reader.seconds(CONNECT_TIMEOUT.of(product));
        self.network = network::read(product, reader);
        self
    }

    /// It, for somebody else.
    #[must_use]
    pub fn signed_in(&self, credentials: Credentials) -> Self {
        Self {
            credentials: Some(credentials),
            ..self.clone()
        }
    }

    /// Whether OAuth tokens do not work at its own address: Atlassian's sites take them at the gateway alone.
    pub const fn needs_gateway(&self) -> bool {
        self.hosts.is_some()
    }

    /// Whether it has no other address than the gateway's, for whichever site a caller names.
    pub fn is_behind_gateway(&self) -> bool {
        let hosts = self.hosts.as_ref();
        hosts.is_some_and(|hosts| hosts.gateway.origin() == self.base.origin())
    }

    /// The id of the site that its address is for, if that is the gateway's (`https://api.atlassian.com/ex/jira/{id}`).
    pub fn site_at_gateway(&self) -> Option<&str> {
        let mut path = self.base.path_segments()?;
        (path.next() == Some("ex")).then(|| path.nth(1))?
    }

    /// Where the gateway has it, for the site of that id (a UUID).
    pub fn at_gateway(&self, cloud_id: &str) -> Option<Url> {
        self.hosts.as_ref()?.at(self.product, cloud_id)
    }

    /// It, called at Atlassian's gateway for the site of that id (a UUID), wherever people see that.
    #[must_use]
    pub fn behind_gateway(mut self, cloud_id: &str) -> Self {
        if let Some(base) = self.at_gateway(cloud_id) {
            self.base = base;
            self.hosts = None;
        }
        self
    }

    /// Whether an address is its own, in whatever form people give it.
    pub fn is_at(&self, url: &Url) -> bool {
        let address = address::read(self.product, url.as_str(), Some(self.deployment));
        address.is_ok_and(|address| address.base == self.base)
    }

    /// Whether it runs on this machine (`localhost`, `127.0.0.1`, `::1`), where no proxy leads.
    pub fn is_local(&self) -> bool {
        address::is_loopback(&self.base)
    }
}

/// How requests are signed in.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// HTTP Basic: e-mail and API token on Cloud, user name and password on Data Center.
    Basic {
        /// The e-mail address or user name.
        username: String,
        /// The API token or password.
        token: SecretString,
    },
    /// `Authorization: Bearer`: a personal access token (Data Center), an access token (Bitbucket Cloud), or an OAuth 2.0 token that
    /// somebody else renews.
    Bearer(SecretString),
    /// OAuth 2.0 tokens that this server renews.
    OAuth(Box<OAuth>),
}

/// Reads the variables of one product. Problems go to the reader; `None` without a problem is a product not set up.
pub(super) fn read(product: Product, needs_login: bool, reader: &mut Reader) -> Option<Service> {
    let forced = forced_deployment(DEPLOYMENT.of(product), reader);
    let login = Login::read(product, reader);
    let ssl_verify = reader.flag(SSL_VERIFY.of(product));
    let timeout = reader.seconds(TIMEOUT.of(product));
    let connect_timeout = reader.seconds(CONNECT_TIMEOUT.of(product));
    let workspace = if product == Product::Bitbucket {
        reader.text(&BITBUCKET_WORKSPACE)
    } else {
        None
    };

    let cloud_id = reader.text(&OAUTH_CLOUD_ID);
    let (address, hosts) = match minimal(product, cloud_id.as_deref(), reader) {
        Some(minimal) => minimal,
        None => read_address(product, forced, &login, reader)?,
    };
    // Not before it is known that there is something to restrict.
    let entries = reader.list(FILTER.of(product)).unwrap_or_default();
    if product != Product::Bitbucket && address.deployment == Deployment::Cloud {
        oauth::check_cloud_id(reader);
    }
    let oauth = oauth::read(product, address.deployment, &address.base, reader);
    let is_given = login.is_given() || !matches!(oauth, Found::Nothing);
    let credentials = match is_given || needs_login {
        true => Some(choose(product, address.deployment, login, oauth, reader)?),
        false => None,
    };
    warn_of_risks(product, &address.base, ssl_verify, reader);
    let network = network::read(product, reader);
    let workspace = workspace.or(address.workspace);
    let filter = match product {
        Product::Bitbucket => {
            filter::of_bitbucket(entries, address.deployment, workspace.as_deref(), reader)
        }
        Product::Jira | Product::Confluence => entries,
    };
    Some(Service {
        product,
        deployment: address.deployment,
        base: address.base,
        credentials,
        cloud_id,
        hosts,
        ssl_verify,
        filter,
        workspace,
        connect_timeout,
        timeout,
        network,
    })
}

/// With `ATLASSIAN_OAUTH_ENABLE` and no address at all, Jira and Confluence are where the gateway has them, for whichever site a
/// caller names.
fn minimal(
    product: Product,
    cloud_id: Option<&str>,
    reader: &mut Reader,
) -> Option<(Address, Option<Hosts>)> {
    if !oauth::is_minimal(product, reader) {
        return None;
    }
    let hosts = Hosts::atlassian()?;
    let base = cloud_id.and_then(|cloud_id| hosts.at(product, cloud_id));
    let address = Address {
        deployment: Deployment::Cloud,
        base: base.unwrap_or_else(|| hosts.gateway.clone()),
        workspace: None,
    };
    Some((address, Some(hosts)))
}

/// Which of the credentials that are set sign in. On Cloud OAuth comes first, on Data Center last: its variables are often meant for
/// Cloud, and must not take a token's place that works, unless it is for people who sign in. What is not used, or not enough, is told.
fn choose(
    product: Product,
    deployment: Deployment,
    login: Login,
    oauth: Found,
    reader: &mut Reader,
) -> Option<Credentials> {
    let prefix = product.env_prefix();
    match oauth {
        Found::Complete(credentials)
            if !login.is_given() || deployment == Deployment::Cloud || sign_in::is_on(reader) =>
        {
            if login.is_given() {
                reader.warn(format!("{prefix}_API_TOKEN and {prefix}_PERSONAL_TOKEN are not used: {product} is signed in to by OAuth"));
            }
            Some(credentials)
        }
        Found::Complete(_) => {
            reader.warn(format!("OAuth is not used for {product}: {prefix}_PERSONAL_TOKEN or {prefix}_API_TOKEN signs in"));
            login.choose(product, deployment, reader)
        }
        Found::Incomplete(line) if !login.is_given() => {
            reader.missing(product, line);
            None
        }
        Found::Incomplete(line) => {
            reader.warn(line);
            login.choose(product, deployment, reader)
        }
        Found::Nothing if !login.is_given() && oauth::is_minimal(product, reader) => {
            reader.missing(product, MINIMAL_IS_FOR_HTTP.to_owned());
            None
        }
        Found::Nothing => login.choose(product, deployment, reader),
    }
}

const MINIMAL_IS_FOR_HTTP: &str = "ATLASSIAN_OAUTH_ENABLE lets callers over HTTP (TRANSPORT=streamable-http) bring their own tokens; over stdio there is one caller, so set ATLASSIAN_OAUTH_ACCESS_TOKEN and ATLASSIAN_OAUTH_CLOUD_ID, too";

/// Tells of settings with which others on the way can read along.
fn warn_of_risks(product: Product, base: &Url, ssl_verify: bool, reader: &mut Reader) {
    let prefix = product.env_prefix();
    if base.scheme() == "http" && !address::is_loopback(base) {
        reader.warn(format!("{prefix}_URL begins with http://, so that whoever is on the way can read the credentials; use https://"));
    }
    if !ssl_verify {
        reader.warn(format!("{prefix}_SSL_VERIFY=false: nothing tells {product} from somebody in between, who could read the credentials"));
    }
}

pub(super) fn forced_deployment(
    setting: &'static Setting,
    reader: &mut Reader,
) -> Option<Deployment> {
    match reader.choice(setting)? {
        "cloud" => Some(Deployment::Cloud),
        _ => Some(Deployment::DataCenter),
    }
}

fn read_address(
    product: Product,
    forced: Option<Deployment>,
    login: &Login,
    reader: &mut Reader,
) -> Option<(Address, Option<Hosts>)> {
    let setting = URL.of(product);
    let (name, example) = (setting.name, setting.example);
    let Some(text) = reader.text(setting) else {
        if login.is_given() || oauth::is_given(product, reader) {
            let line = format!(
                "{name} is missing, though {product} has credentials; e.g. {name}={example}"
            );
            reader.missing(product, line);
        }
        return None;
    };
    let address = address::read(product, &text, forced)
        .map_err(|problem| reader.problem(format!("{name} {problem}, e.g. {name}={example}")))
        .ok()?;
    let hosts = match address.deployment {
        Deployment::Cloud => address::hosts(product, &address.base),
        Deployment::DataCenter => None,
    };
    Some((address, hosts))
}

/// A token that goes into a header as it is, so that it must hold nothing that a header cannot.
pub(super) fn bearer_token(setting: &'static Setting, reader: &mut Reader) -> Option<SecretString> {
    let token = reader.text(setting)?;
    let name = setting.name;
    if !token.chars().all(|character| character.is_ascii_graphic()) {
        reader.problem(format!(
            "{name} has a space, a line break or a letter in it that no token has; copy it again"
        ));
    }
    Some(token.into())
}

/// The credentials as they were set, before it is known which of them fit.
struct Login {
    username: Option<String>,
    api_token: Option<SecretString>,
    personal_token: Option<SecretString>,
}

impl Login {
    fn read(product: Product, reader: &mut Reader) -> Self {
        Self {
            username: reader.text(USERNAME.of(product)),
            api_token: reader.text(API_TOKEN.of(product)).map(SecretString::from),
            personal_token: bearer_token(PERSONAL_TOKEN.of(product), reader),
        }
    }

    const fn is_given(&self) -> bool {
        self.api_token.is_some() || self.personal_token.is_some()
    }

    /// A personal token comes first on Data Center and last on Cloud, where only Bitbucket knows such a thing.
    fn choose(
        self,
        product: Product,
        deployment: Deployment,
        reader: &mut Reader,
    ) -> Option<Credentials> {
        let prefix = product.env_prefix();
        match (
            deployment,
            self.username,
            self.api_token,
            self.personal_token,
        ) {
            (Deployment::DataCenter, _, _, Some(token)) => Some(Credentials::Bearer(token)),
            (Deployment::Cloud, Some(username), Some(token), Some(_)) => {
                reader.warn(format!("{prefix}_PERSONAL_TOKEN is not used: {prefix}_USERNAME and {prefix}_API_TOKEN sign in to Cloud"));
                Some(Credentials::Basic { username, token })
            }
            (_, Some(username), Some(token), None) => Some(Credentials::Basic { username, token }),
            (Deployment::Cloud, _, _, Some(token)) if product == Product::Bitbucket => {
                Some(Credentials::Bearer(token))
            }
            (_, username, api_token, personal_token) => {
                let has = (
                    username.is_some(),
                    api_token.is_some(),
                    personal_token.is_some(),
                );
                reader.missing(product, missing_credentials(product, deployment, has));
                None
            }
        }
    }
}

fn missing_credentials(
    product: Product,
    deployment: Deployment,
    has: (bool, bool, bool),
) -> String {
    let prefix = product.env_prefix();
    let account = if deployment == Deployment::Cloud {
        "the account's e-mail address"
    } else {
        "the user name"
    };
    match has {
        (true, false, _) => format!(
            "{prefix}_API_TOKEN is missing: {prefix}_USERNAME needs a token to sign in to {product} {deployment}"
        ),
        (false, true, _) => format!(
            "{prefix}_USERNAME is missing: set it to {account} that {prefix}_API_TOKEN belongs to"
        ),
        (_, _, true) => format!(
            "{prefix}_PERSONAL_TOKEN is for Data Center only: for {product} Cloud set {prefix}_USERNAME (an e-mail address) and {prefix}_API_TOKEN (or {prefix}_DEPLOYMENT=datacenter if this is no Cloud site)"
        ),
        _ if deployment == Deployment::DataCenter => {
            format!(
                "{prefix}_URL has no credentials: set {prefix}_PERSONAL_TOKEN (or {prefix}_USERNAME and {prefix}_API_TOKEN)"
            )
        }
        _ if product == Product::Bitbucket => format!(
            "{prefix}_URL has no credentials: set {prefix}_USERNAME (an e-mail address) and {prefix}_API_TOKEN, or {prefix}_PERSONAL_TOKEN (an access token)"
        ),
        _ => format!(
            "{prefix}_URL has no credentials: set {prefix}_USERNAME (an e-mail address) and {prefix}_API_TOKEN"
        ),
    }
}
