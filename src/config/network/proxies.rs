//! Which proxy a request goes by. The program decides, not the HTTP client, which reads `NO_PROXY` more narrowly and none of it where
//! `REQUEST_METHOD` is set.

use std::fmt;

use percent_encoding::percent_decode_str;
use url::Url;

use super::exemptions::Exemptions;
use super::{Given, given};
use crate::config::address;
use crate::config::reader::Reader;

/// The proxies of one product. `Debug` shows no user and no password.
#[derive(Clone, Default)]
pub struct Proxies {
    http: Option<Url>,
    https: Option<Url>,
    exempt: Exemptions,
}

impl Proxies {
    /// The proxy that leads to a URL, as a URL with user and password if it wants some; none for this machine and what `NO_PROXY`
    /// names.
    pub fn leading_to(&self, url: &Url) -> Option<&Url> {
        let proxy = match url.scheme() {
            "http" => self.http.as_ref(),
            _ => self.https.as_ref(),
        };
        // A proxy would look for this machine on its own.
        proxy.filter(|_| !address::is_loopback(url) && !self.exempt.hold(url))
    }

    /// The address of the proxy that leads to a URL, without user and password.
    pub fn shown_leading_to(&self, url: &Url) -> Option<String> {
        self.leading_to(url).map(shown)
    }

    /// Whether there is any; if not, nothing but the operating system may name one.
    pub const fn is_empty(&self) -> bool {
        self.http.is_none() && self.https.is_none()
    }

    /// Whether `NO_PROXY` names a URL's host.
    pub fn exempt(&self, url: &Url) -> bool {
        self.exempt.hold(url)
    }

    /// Users and passwords that the proxies want.
    pub fn logins(&self) -> impl Iterator<Item = (String, String)> {
        self.http.iter().chain(&self.https).filter_map(|url| {
            let password = decoded(url.password()?);
            Some((decoded(url.username()), password))
        })
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxies")
            .field("http", &self.http.as_ref().map(shown))
            .field("https", &self.https.as_ref().map(shown))
            .field("exempt", &self.exempt)
            .finish()
    }
}

/// A proxy's address without the user and the password.
fn shown(url: &Url) -> String {
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    format!(
        "{}://{}{port}",
        url.scheme(),
        url.host_str().unwrap_or_default()
    )
}

const SOCKS: [&str; 4] = ["socks5h", "socks5", "socks4a", "socks4"];

/// What a product's own variables say goes before what holds for all, and a proxy for the scheme before one for every scheme.
pub(super) fn read(prefix: &str, reader: &mut Reader) -> Proxies {
    let own = |name: &str| vec![format!("{prefix}_{name}")];
    let own_http = proxy(given(reader, own("HTTP_PROXY")), reader);
    let own_https = proxy(given(reader, own("HTTPS_PROXY")), reader);
    let own_socks = socks(given(reader, own("SOCKS_PROXY")), reader);
    let http = proxy(given(reader, both_cases("HTTP_PROXY")), reader);
    let https = proxy(given(reader, both_cases("HTTPS_PROXY")), reader);
    let all = socks(given(reader, both_cases("SOCKS_PROXY")), reader)
        .or_else(|| proxy(given(reader, both_cases("ALL_PROXY")), reader));
    let exempt = given(reader, own("NO_PROXY")).or_else(|| given(reader, both_cases("NO_PROXY")));
    let any = |own: Option<Url>, general: Option<Url>| {
        let own = own.or_else(|| own_socks.clone());
        own.or(general).or_else(|| all.clone())
    };
    Proxies {
        http: any(own_http, http),
        https: any(own_https, https),
        exempt: exempt.map_or_else(Exemptions::default, |list| exemptions(&list, reader)),
    }
}

/// As curl and its like name them, of which some read one spelling alone.
fn both_cases(name: &str) -> [String; 2] {
    [name.to_owned(), name.to_ascii_lowercase()]
}

fn exemptions(given: &Given, reader: &mut Reader) -> Exemptions {
    let (exemptions, unknown) = Exemptions::read(&given.value);
    if !unknown.is_empty() {
        reader.warn(format!(
            "{}: not understood and left out: {}; an entry is a host, .domain, host:port, an address, a network such as 10.0.0.0/8, or * for all",
            given.name,
            unknown.join(", ")
        ));
    }
    exemptions
}

fn proxy(given: Option<Given>, reader: &mut Reader) -> Option<Url> {
    let schemes = ["http", "https"].into_iter().chain(SOCKS);
    address(given?, schemes, "http://proxy.example.com:8080", reader)
}

fn socks(given: Option<Given>, reader: &mut Reader) -> Option<Url> {
    address(
        given?,
        SOCKS.into_iter(),
        "socks5h://proxy.example.com:1080",
        reader,
    )
}

/// A proxy's address; one without a scheme has that of the example. It may hold a password, so that no message repeats it.
fn address(
    given: Given,
    mut schemes: impl Iterator<Item = &'static str>,
    example: &str,
    reader: &mut Reader,
) -> Option<Url> {
    let Given { name, value } = given;
    let usual = example.split("://").next().unwrap_or_default();
    let text = match value.contains("://") {
        true => value,
        false => format!("{usual}://{value}"),
    };
    let url = Url::parse(&text).ok().filter(|url| {
        // A `/`, `?` or `#` in a password that is not encoded ends the host too early.
        let bare =
            matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        bare && url.host_str().is_some_and(|host| !host.is_empty())
            && schemes.any(|scheme| scheme == url.scheme())
    });
    if url.is_none() {
        reader.problem(format!(
            "{name} is no address of a proxy that can be used, e.g. {name}={example}; what is special in its user and password (@ : / ? # %) is written as %40 and its like"
        ));
    }
    url
}
