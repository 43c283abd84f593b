//! Signing in over HTTP: what this server must know to be an authorization server in front of Atlassian's.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use url::Url;

use super::listener::{self, Listener, below, is_loopback};
use super::oauth::{Flow, OAuth};
use super::reader::Reader;
use super::settings::table;
use super::{AllowedRedirects, Credentials, Service};
use crate::product::Product;

/// The path, below the address of this server, at which people come back from Atlassian, unless it is said.
const CALLBACK: &str = "/callback";

/// The other paths of the sign-in, below the address of this server.
pub mod paths {
    /// Where clients send people.
    pub const AUTHORIZE: &str = "/authorize";
    /// Where their decision goes.
    pub const CONSENT: &str = "/consent";
    /// Where their choice of a site goes.
    pub const SITE: &str = "/site";
    /// Where clients get tokens.
    pub const TOKEN: &str = "/token";
    /// Where clients register.
    pub const REGISTER: &str = "/register";
    /// All of them.
    pub const ALL: [&str; 5] = [AUTHORIZE, CONSENT, SITE, TOKEN, REGISTER];
}

/// What else is below the address of this server, in either transport.
const OTHERS: [&str; 3] = ["/healthz", "/readyz", "/messages"];
/// Below which there is what clients read before they sign anybody in.
const WELL_KNOWN: &str = "/.well-known";

/// What the sign-in needs to know.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// `PUBLIC_BASE_URL` without a slash at its end: what this authorization server is known by (RFC 8414 §2, `issuer`).
    pub issuer: String,
    /// Where people come back to from Atlassian's authorization servers, letter for letter.
    pub callback: String,
    /// `SEALING_KEY`: the first seals, all open. There is at least one.
    pub keys: Vec<SealingKey>,
    /// Atlassian's authorization servers, and what they are asked for. There is at least one.
    pub upstreams: Vec<Upstream>,
    /// `ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS`; `None` is any that is harmless.
    pub allowed_redirects: Option<AllowedRedirects>,
    /// `ATLASSIAN_OAUTH_CLIENT_DOCUMENTS`: whether clients may name themselves by the address of a document on the Internet.
    pub reads_documents: bool,
}

/// A client of an authorization server of Atlassian's.
#[derive(Clone, Debug)]
pub struct Upstream {
    /// Who we are there. People come back to [`SignIn::callback`].
    pub client: OAuth,
    /// What its tokens are for.
    pub products: Vec<Product>,
}

/// A key of 256 bits. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct SealingKey([u8; 32]);

impl SignIn {
    /// The address that clients know the MCP endpoint at a path by (RFC 8707), where `base_path` is that of the issuer, which the
    /// path may begin with.
    pub fn resource(&self, path: &str, base_path: &str) -> String {
        let origin = self.issuer.strip_suffix(base_path);
        let origin = origin.filter(|_| !base_path.is_empty() && below(path, base_path).is_some());
        format!("{}{path}", origin.unwrap_or(&self.issuer))
    }
}

impl SealingKey {
    /// 32 bytes in base64, of either alphabet.
    fn read(text: &str) -> Option<Self> {
        let text = text
            .trim()
            .trim_end_matches('=')
            .replace('-', "+")
            .replace('_', "/");
        STANDARD_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// Its bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey")
    }
}

/// Whether people sign in here, so that a product's OAuth client is for them and not for an account of the server's own.
pub(super) fn is_on(reader: &mut Reader) -> bool {
    reader.flag(&table::OAUTH_SIGN_IN)
}

/// Reads what is set, if people shall sign in, and takes the accounts away that are nobody's then. All that is missing is told at once.
pub(super) fn read<'a>(
    listener: Option<&Listener>,
    services: impl Iterator<Item = &'a mut Service>,
    reader: &mut Reader,
) -> Option<SignIn> {
    let requires_consent = reader.flag(&table::OAUTH_REQUIRE_CONSENT);
    let allowed_redirects = allowed_redirects(reader);
    let reads_documents = reader.flag(&table::OAUTH_CLIENT_DOCUMENTS);
    let keys = keys(reader);
    if !is_on(reader) {
        return None;
    }
    if !requires_consent {
        reader.problem("ATLASSIAN_OAUTH_REQUIRE_CONSENT=false cannot be: Atlassian knows all clients of this server as one, so that without a page of its own any web site could have itself signed in unseen; take it away");
    }
    let upstreams = upstreams(services, reader);
    let Some(listener) = listener else {
        reader.problem("ATLASSIAN_OAUTH_SIGN_IN is for a server over HTTP: set TRANSPORT=streamable-http, or take it away");
        return None;
    };
    check_callers(listener, reader);
    let issuer = issuer(reader);
    let keys = keys.or_else(|| missing_key(reader));
    let issuer = issuer?;
    let callback = callback(&issuer, listener, reader);
    Some(SignIn {
        keys: keys?,
        upstreams: led_to(&callback, upstreams),
        issuer,
        callback,
        allowed_redirects,
        reads_documents,
    })
}

/// What would let somebody in who did not sign in, or keep those out who did.
fn check_callers(listener: &Listener, reader: &mut Reader) {
    if listener.shares_credentials {
        reader.problem("ALLOW_GLOBAL_CRED_FALLBACK and ATLASSIAN_OAUTH_SIGN_IN exclude each other: whoever brings no credentials is asked to sign in; take one of them away");
    }
    if listener.ignores_authorization {
        reader.problem("IGNORE_HEADER_AUTH and ATLASSIAN_OAUTH_SIGN_IN exclude each other: whoever signed in is known by the Authorization header; take one of them away");
    }
    let taken = [Some(&listener.path), listener.sse.as_ref()];
    let mut taken = taken.into_iter().flatten();
    let is_of_sign_in = |path: &str| paths::ALL.contains(&path) || path == CALLBACK;
    if let Some(path) = taken.find(|path| is_of_sign_in(path)) {
        reader.problem(format!(
            "STREAMABLE_HTTP_PATH={path} is a path of the sign-in; set another one, e.g. STREAMABLE_HTTP_PATH=/mcp"
        ));
    }
}

/// The clients that people sign in with, one for each authorization server and client id. No service keeps an account of its own.
fn upstreams<'a>(
    services: impl Iterator<Item = &'a mut Service>,
    reader: &mut Reader,
) -> Vec<Upstream> {
    let mut upstreams: Vec<Upstream> = Vec::new();
    for service in services {
        let product = service.product;
        let prefix = product.env_prefix();
        match service.credentials.take() {
            Some(Credentials::OAuth(client)) if client.flow == Flow::Code => {
                let same = |known: &&mut Upstream| {
                    known.client.provider == client.provider
                        && known.client.client_id == client.client_id
                };
                match upstreams.iter_mut().find(same) {
                    Some(known) => known.products.push(product),
                    None => upstreams.push(Upstream {
                        client: *client,
                        products: vec![product],
                    }),
                }
            }
            Some(Credentials::OAuth(_)) => reader.problem(format!("{product} has an OAuth client with {prefix}_OAUTH_GRANT_TYPE or ATLASSIAN_OAUTH_GRANT_TYPE=client_credentials, which is for a service account; people sign in with authorization_code")),
            Some(_) => reader.warn(format!("the server's own credentials for {product} are not used, since callers sign in (ATLASSIAN_OAUTH_SIGN_IN)")),
            None => {}
        }
    }
    if upstreams.is_empty() {
        reader.problem("ATLASSIAN_OAUTH_SIGN_IN needs an OAuth client of at least one product: set ATLASSIAN_OAUTH_CLIENT_ID and ATLASSIAN_OAUTH_CLIENT_SECRET (or JIRA_OAUTH_CLIENT_ID and its like) beside the address of the product");
    }
    upstreams
}

fn led_to(callback: &str, mut upstreams: Vec<Upstream>) -> Vec<Upstream> {
    for upstream in &mut upstreams {
        callback.clone_into(&mut upstream.client.redirect_uri);
    }
    upstreams
}

fn issuer(reader: &mut Reader) -> Option<String> {
    let url = listener::public(reader);
    if url.is_none() && reader.text(&table::PUBLIC_BASE_URL).is_none() {
        reader.problem("PUBLIC_BASE_URL is missing: for ATLASSIAN_OAUTH_SIGN_IN set it to the address under which clients know this server, e.g. PUBLIC_BASE_URL=https://mcp.your-company.com");
    }
    let url = url?;
    let is_safe = url.scheme() == "https" || url.host_str().is_some_and(is_loopback);
    let is_plain = url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if !is_safe || !is_plain {
        reader.problem("PUBLIC_BASE_URL must begin with https:// for ATLASSIAN_OAUTH_SIGN_IN (or http:// on this machine), and have no user name, query or fragment, e.g. PUBLIC_BASE_URL=https://mcp.your-company.com");
        return None;
    }
    Some(url.as_str().trim_end_matches('/').to_owned())
}

fn keys(reader: &mut Reader) -> Option<Vec<SealingKey>> {
    let text = reader.text(&table::SEALING_KEY)?;
    let keys: Option<Vec<_>> = text.split(',').map(SealingKey::read).collect();
    if keys.is_none() {
        reader.problem(format!("SEALING_KEY must be 32 random bytes in base64, or several such keys separated by commas: {HOW_TO_MAKE_ONE}"));
    }
    keys
}

const HOW_TO_MAKE_ONE: &str = "openssl rand -base64 32 makes one";

/// Only where there is none at all; what is wrong with one is told already.
fn missing_key(reader: &mut Reader) -> Option<Vec<SealingKey>> {
    if reader.text(&table::SEALING_KEY).is_none() {
        reader.problem(format!("SEALING_KEY is missing: ATLASSIAN_OAUTH_SIGN_IN seals with it what clients keep; {HOW_TO_MAKE_ONE}"));
    }
    None
}

fn allowed_redirects(reader: &mut Reader) -> Option<AllowedRedirects> {
    let entries = reader.list(&table::OAUTH_ALLOWED_CLIENT_REDIRECT_URIS)?;
    match AllowedRedirects::read(&entries) {
        Ok(allowed) => Some(allowed),
        Err(unknown) => {
            reader.problem(format!(
                "ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS: {} is no address with * as its port or last part, e.g. ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS={}",
                unknown.join(", "),
                table::OAUTH_ALLOWED_CLIENT_REDIRECT_URIS.example
            ));
            None
        }
    }
}

/// `ATLASSIAN_OAUTH_REDIRECT_URI` if that leads here. It is also what `--oauth-setup` listens at, and then leads elsewhere.
fn callback(issuer: &str, listener: &Listener, reader: &mut Reader) -> String {
    let usual = format!("{issuer}{CALLBACK}");
    let Some(given) = reader.text(&table::OAUTH_REDIRECT_URI) else {
        return usual;
    };
    let below = given
        .strip_prefix(issuer)
        .filter(|path| path.starts_with('/'));
    let plain =
        Url::parse(&given).is_ok_and(|url| url.query().is_none() && url.fragment().is_none());
    let Some(path) = below.filter(|_| plain) else {
        reader.warn(format!("people who sign in come back to {usual}, since ATLASSIAN_OAUTH_REDIRECT_URI is not below PUBLIC_BASE_URL; register that address with the OAuth app"));
        return usual;
    };
    let taken = [Some(&listener.path), listener.sse.as_ref()];
    let mut taken = taken
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain(paths::ALL)
        .chain(OTHERS);
    let plain = path.trim_end_matches('/');
    if taken.any(|taken| taken == plain) || self::below(plain, WELL_KNOWN).is_some() {
        reader.problem(format!("ATLASSIAN_OAUTH_REDIRECT_URI leads to {path}, where this server has something else; set e.g. ATLASSIAN_OAUTH_REDIRECT_URI={usual}"));
    }
    given
}
