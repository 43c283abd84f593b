//! Which proxy a request goes by. The program decides, not the HTTP client, which reads `NO_PROXY` more narrowly and none of it where
//! `REQUEST_METHOD` is set.

use std::fmt;

use percent_encoding::percent_decode_str;
use url::Url;

use super::exemptions::Exemptions;
use crate::config::address::is_loopback;
use crate::config::reader::Reader;
use crate::config::settings::{Each, table};
use crate::config::sources::Said;
use crate::product::Product;

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
        proxy.filter(|_| !is_loopback(url) && !self.exempt.hold(url))
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

    /// Users and passwords that the proxies want; a token may stand in place of a user, with no password.
    pub fn logins(&self) -> impl Iterator<Item = (String, String)> {
        let urls = self.http.iter().chain(&self.https);
        let named = urls.filter(|url| !url.username().is_empty());
        named.map(|url| {
            let password = url.password().unwrap_or_default();
            (decoded(url.username()), decoded(password))
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

/// The address of a proxy, or why there is none.
type Read = Result<Url, String>;

/// What a product's own settings say goes before what holds for all, and a proxy for the scheme before one for every scheme. What
/// holds for all and cannot be used is a problem only where the product's requests would go by it: such variables are often set for
/// other programs.
pub(super) fn read(product: Product, reader: &mut Reader) -> Proxies {
    let (own_http, http) = own_and_general(&table::HTTP_PROXY, product, proxy, reader);
    let (own_https, https) = own_and_general(&table::HTTPS_PROXY, product, proxy, reader);
    let (own_socks, socks) = own_and_general(&table::SOCKS_PROXY, product, socks, reader);
    let all = reader.said(&table::GLOBAL_ALL_PROXY);
    let all = all.map(|said| proxy(&said));
    let exempt = reader.said(table::NO_PROXY.of(product));
    let first = |own: &Option<Url>, general: &Option<Read>| {
        let own = own.as_ref().or(own_socks.as_ref()).cloned().map(Ok);
        own.or_else(|| {
            [general, &socks, &all]
                .into_iter()
                .flatten()
                .next()
                .cloned()
        })
    };
    let (to_http, to_https) = (first(&own_http, &http), first(&own_https, &https));
    let is_plain = is_plain(product, reader);
    let used = if is_plain { &to_http } else { &to_https };
    let used = used.as_ref().and_then(|used| used.as_ref().err());
    let general = [http, https, socks, all].into_iter().flatten();
    for why in general.filter_map(Result::err) {
        match used == Some(&why) {
            true => reader.problem(why),
            false => reader.warn(format!(
                "{why}. It is left out, since {product} is not reached by it"
            )),
        }
    }
    if own_http.is_some() && !is_plain {
        let [http, https] =
            [&table::HTTP_PROXY, &table::HTTPS_PROXY].map(|each| each.of(product).name);
        reader.warn(format!(
            "{http} has no effect, since the address of {product} begins with https://, where {https} counts"
        ));
    }
    Proxies {
        http: to_http.and_then(Result::ok),
        https: to_https.and_then(Result::ok),
        exempt: exempt.map_or_else(Exemptions::default, |said| exemptions(&said, reader)),
    }
}

/// Whether a product is reached by HTTP without TLS.
fn is_plain(product: Product, reader: &mut Reader) -> bool {
    let url = reader.text(table::URL.of(product)).unwrap_or_default();
    url.to_ascii_lowercase().starts_with("http://")
}

/// The proxy that a product's own setting names, or the one that the setting for all does. One of its own that cannot be used is a
/// problem.
fn own_and_general(
    each: &'static Each,
    product: Product,
    read: fn(&Said) -> Read,
    reader: &mut Reader,
) -> (Option<Url>, Option<Read>) {
    let setting = each.of(product);
    let Some(said) = reader.said(setting) else {
        return (None, None);
    };
    match (read(&said), setting.is_called(said.name)) {
        (Err(why), true) => {
            reader.problem(why);
            (None, None)
        }
        (Ok(url), true) => (Some(url), None),
        (general, false) => (None, Some(general)),
    }
}

fn exemptions(said: &Said, reader: &mut Reader) -> Exemptions {
    let (exemptions, unknown) = Exemptions::read(&said.text);
    if !unknown.is_empty() {
        reader.warn(format!(
            "{}: not understood and left out: {}; an entry is a host, .domain, host:port, an address, a network such as 10.0.0.0/8, or * for all",
            said.name,
            unknown.join(", ")
        ));
    }
    exemptions
}

fn proxy(said: &Said) -> Read {
    let mut schemes = ["http", "https"].into_iter().chain(SOCKS);
    let url = address("http", &said.text).filter(|url| schemes.any(|known| known == url.scheme()));
    url.ok_or_else(|| unusable(said, "http://proxy.example.com:8080"))
}

fn socks(said: &Said) -> Read {
    let url = address("socks5h", &said.text).filter(|url| SOCKS.contains(&url.scheme()));
    url.ok_or_else(|| unusable(said, "socks5h://proxy.example.com:1080"))
}

/// An address of nothing but a host, with the scheme that one without has.
fn address(usual: &str, text: &str) -> Option<Url> {
    let url = match text.split_once("://") {
        // Desktops write `socks://` and mean the version that is usual.
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("socks") => {
            Url::parse(&format!("socks5://{rest}"))
        }
        Some(_) => Url::parse(text),
        None => Url::parse(&format!("{usual}://{text}")),
    };
    url.ok().filter(|url| {
        // A `/`, `?` or `#` in a password that is not encoded ends the host too early.
        let is_bare =
            matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        is_bare && url.host_str().is_some_and(|host| !host.is_empty())
    })
}

/// Why there is no address, which does not repeat what was written: it may hold a password.
fn unusable(said: &Said, example: &str) -> String {
    let name = said.name;
    format!(
        "{name} is no address of a proxy that can be used, e.g. {name}={example}; what is special in its user and password (@ : / ? # %) is written as %40 and its like"
    )
}
