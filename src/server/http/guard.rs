//! Which Host and Origin a request may name. A web page can have a browser send requests to any address, this machine's too, and
//! a name server of its owner's can make them look as if they were to his own site (DNS rebinding; MCP, "Transports": Origin
//! must be validated).

use http::header::{HOST, ORIGIN};
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, StatusCode};
use url::{Origin, Url};

use super::refused::Refused;
use crate::config::{Listener, is_loopback};

/// What may be named.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    hosts: Vec<Authority>,
    origins: Vec<Origin>,
}

impl Guard {
    pub(super) fn new(listener: &Listener) -> Self {
        Self {
            hosts: listener.hosts.clone(),
            origins: listener.origins.clone(),
        }
    }

    /// Refuses what comes by way of another site.
    pub(super) fn check(&self, request: &Parts) -> Result<(), Refused> {
        self.check_host(request)?;
        match origin(&request.headers) {
            None => Ok(()),
            Some(origin)
                if origin
                    .as_ref()
                    .is_some_and(|origin| self.admits_origin(origin)) =>
            {
                Ok(())
            }
            Some(_) => Err(Refused::new(
                StatusCode::FORBIDDEN,
                "web pages of this origin may not use this server; its operator can allow it with ALLOWED_ORIGINS",
            )),
        }
    }

    /// Refuses what is not to this server.
    pub(super) fn check_host(&self, request: &Parts) -> Result<(), Refused> {
        let host = host(request).ok_or_else(|| {
            Refused::new(
                StatusCode::BAD_REQUEST,
                "the Host header is missing or says no host",
            )
        })?;
        match self.admits_host(&host) {
            true => Ok(()),
            false => Err(Refused::new(
                StatusCode::FORBIDDEN,
                format!(
                    "the host {host} is not one of this server's; its operator can allow it with ALLOWED_HOSTS or PUBLIC_BASE_URL"
                ),
            )),
        }
    }

    /// The origin of a request, if the operator named it.
    pub(super) fn named_origin(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let named = origin(headers)??.origin();
        self.origins
            .contains(&named)
            .then(|| headers.get(ORIGIN).cloned())?
    }

    fn admits_host(&self, host: &Authority) -> bool {
        if self.hosts.is_empty() {
            return is_loopback(host.host());
        }
        self.hosts.iter().any(|allowed| {
            let port = allowed
                .port_u16()
                .is_none_or(|port| host.port_u16() == Some(port));
            port && allowed.host().eq_ignore_ascii_case(host.host())
        })
    }

    fn admits_origin(&self, origin: &Url) -> bool {
        if self.origins.is_empty() {
            return origin.host_str().is_some_and(is_loopback);
        }
        self.origins.contains(&origin.origin())
    }
}

/// The host that a request is to: the one Host header there is, which an address in its first line may only repeat. Others on the
/// way may have gone by either.
pub(super) fn host(request: &Parts) -> Option<Authority> {
    let mut given = request.headers.get_all(HOST).iter();
    let host = given.next()?.to_str().ok()?.parse::<Authority>().ok()?;
    let addressed = request.uri.authority();
    let plain = given.next().is_none()
        && !host.as_str().contains('@')
        && addressed.is_none_or(|addressed| *addressed == host);
    plain.then_some(host)
}

/// The origin that a browser names; `Some(None)` for one that is none of a site (`null`), or more than one.
fn origin(headers: &HeaderMap) -> Option<Option<Url>> {
    let mut given = headers.get_all(ORIGIN).iter();
    let origin = given.next()?;
    let url = origin.to_str().ok().and_then(|text| Url::parse(text).ok());
    let only = given.next().is_none();
    Some(url.filter(|url| only && matches!(url.scheme(), "http" | "https")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(hosts: &[&str], origins: &[&str]) -> Guard {
        Guard {
            hosts: hosts.iter().map(|host| host.parse().unwrap()).collect(),
            origins: origins
                .iter()
                .map(|origin| Url::parse(origin).unwrap().origin())
                .collect(),
        }
    }

    fn status(guard: &Guard, headers: &[(&str, &str)]) -> Option<u16> {
        let mut request = http::Request::builder().uri("/mcp");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        guard
            .check(&parts)
            .err()
            .map(|refused| refused.status().as_u16())
    }

    #[test]
    fn only_this_machine_unless_told_otherwise() {
        let guard = guard(&[], &[]);
        for host in [
            "localhost",
            "LOCALHOST:8000",
            "127.0.0.1:1",
            "[::1]:8000",
            "127.9.9.9",
        ] {
            assert_eq!(status(&guard, &[("host", host)]), None, "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "0.0.0.0",
            "10.0.0.1",
        ] {
            assert_eq!(status(&guard, &[("host", host)]), Some(403), "{host}");
        }
        for host in ["", "a b", "user@localhost"] {
            assert_eq!(status(&guard, &[("host", host)]), Some(400), "{host:?}");
        }
        assert_eq!(status(&guard, &[]), Some(400));
        assert_eq!(
            status(&guard, &[("host", "localhost"), ("host", "evil.example")]),
            Some(400)
        );
    }

    #[test]
    fn an_address_in_the_first_line_says_the_same_host() {
        let guard = guard(&[], &[]);
        let check = |uri: &str, host: &str| {
            let request = http::Request::builder().uri(uri).header("host", host);
            guard
                .check(&request.body(()).unwrap().into_parts().0)
                .is_ok()
        };
        assert!(check("http://localhost:1/mcp", "localhost:1"));
        for (uri, host) in [
            ("http://localhost/mcp", "evil.example"),
            ("http://evil.example/mcp", "localhost"),
            ("http://evil.example@localhost/mcp", "localhost"),
        ] {
            assert!(!check(uri, host), "{uri} {host}");
        }
    }

    #[test]
    fn origins_are_those_of_this_machine_unless_told_otherwise() {
        let own = guard(&[], &[]);
        let with =
            |guard: &Guard, origin| status(guard, &[("host", "localhost"), ("origin", origin)]);
        for origin in [
            "http://localhost:6274",
            "http://127.0.0.1",
            "https://[::1]:1",
        ] {
            assert_eq!(with(&own, origin), None, "{origin}");
        }
        for origin in [
            "null",
            "",
            "https://evil.example",
            "http://localhost.evil.example",
            "file:///x",
            "vscode://x",
        ] {
            assert_eq!(with(&own, origin), Some(403), "{origin:?}");
        }
        let told = guard(&["localhost"], &["https://app.example.com"]);
        assert_eq!(with(&told, "https://app.example.com"), None);
        assert_eq!(with(&told, "https://app.example.com:443"), None);
        for origin in [
            "http://app.example.com",
            "https://app.example.com:444",
            "http://localhost",
        ] {
            assert_eq!(with(&told, origin), Some(403), "{origin}");
        }
    }

    #[test]
    fn a_port_counts_where_it_is_told() {
        let guard = guard(&["mcp.example.com", "other.example.com:8443"], &[]);
        for (host, expected) in [
            ("mcp.example.com", None),
            ("MCP.example.com:9", None),
            ("other.example.com:8443", None),
            ("other.example.com", Some(403)),
            ("localhost", Some(403)),
        ] {
            assert_eq!(status(&guard, &[("host", host)]), expected, "{host}");
        }
    }
}
