//! `NO_PROXY`: what is asked for without a proxy. There is no standard; this takes what curl, Python and Go take.

use std::net::IpAddr;

use ipnet::IpNet;
use url::{Host, Url};

/// The entries of one list.
#[derive(Clone, Debug, Default)]
pub(super) struct Exemptions(Vec<Rule>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Everything,
    /// A domain with all below it, or an address; at one port, or at any.
    Host(Host, Option<u16>),
    Net(IpNet),
}

impl Exemptions {
    /// Reads entries separated by commas or blanks: `*`, `example.com`, `.example.com` and `*.example.com` (which all mean the
    /// domain and what is below it), addresses, `host:port`, networks (`10.0.0.0/8`). Gives those that it does not understand,
    /// too.
    pub(super) fn read(list: &str) -> (Self, Vec<String>) {
        let entries = list.split(|letter: char| letter == ',' || letter.is_whitespace());
        let mut rules = Vec::new();
        let mut unknown = Vec::new();
        for entry in entries.filter(|entry| !entry.is_empty()) {
            match rule(entry) {
                Some(rule) => rules.push(rule),
                None => unknown.push(entry.to_owned()),
            }
        }
        (Self(rules), unknown)
    }

    /// Whether a URL's host, with its port, is among them.
    pub(super) fn hold(&self, url: &Url) -> bool {
        let Some(host) = url.host() else {
            return false;
        };
        let port = url.port_or_known_default();
        self.0.iter().any(|rule| match rule {
            Rule::Everything => true,
            Rule::Host(exempt, at) => (at.is_none() || *at == port) && is_within(&host, exempt),
            Rule::Net(net) => address(&host).is_some_and(|address| net.contains(&address)),
        })
    }
}

fn rule(entry: &str) -> Option<Rule> {
    let entry = entry.split_once("://").map_or(entry, |(_, rest)| rest);
    let entry = entry.trim_end_matches('/');
    if entry == "*" {
        return Some(Rule::Everything);
    }
    let entry = entry.strip_prefix('*').unwrap_or(entry);
    let entry = entry.trim_start_matches('.');
    if let Ok(net) = entry.parse::<IpNet>() {
        return Some(Rule::Net(net));
    }
    if let Some(host) = host(entry) {
        return Some(Rule::Host(host, None));
    }
    let (name, port) = entry.rsplit_once(':')?;
    Some(Rule::Host(host(name)?, Some(port.parse().ok()?)))
}

/// A host in the form that URLs have it in: lower case, punycode, addresses as such.
fn host(text: &str) -> Option<Host> {
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    if let Ok(address) = inner.unwrap_or(text).parse::<IpAddr>() {
        return Some(match address.to_canonical() {
            IpAddr::V4(address) => Host::Ipv4(address),
            IpAddr::V6(address) => Host::Ipv6(address),
        });
    }
    let text = text.trim_end_matches('.');
    if text.is_empty() || text.contains(['*', '/', ':']) {
        return None;
    }
    Host::parse(text).ok()
}

fn is_within(host: &Host<&str>, exempt: &Host) -> bool {
    match (host, exempt) {
        (Host::Domain(name), Host::Domain(domain)) => {
            let name = name.trim_end_matches('.');
            let before = name.strip_suffix(domain.as_str());
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        }
        (_, Host::Domain(_)) => false,
        (_, Host::Ipv4(exempt)) => address(host) == Some(IpAddr::V4(*exempt)),
        (_, Host::Ipv6(exempt)) => address(host) == Some(IpAddr::V6(*exempt)),
    }
}

fn address(host: &Host<&str>) -> Option<IpAddr> {
    match host {
        Host::Domain(_) => None,
        Host::Ipv4(address) => Some(IpAddr::V4(*address)),
        Host::Ipv6(address) => Some(IpAddr::V6(*address).to_canonical()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(list: &str, url: &str) -> bool {
        let (exemptions, unknown) = Exemptions::read(list);
        assert_eq!(unknown, [""; 0], "{list}");
        exemptions.hold(&Url::parse(url).unwrap())
    }

    #[test]
    fn every_form_that_other_programs_take() {
        for (list, url) in [
            ("*", "https://jira.example.com"),
            ("jira.example.com", "https://jira.example.com/x"),
            ("JIRA.Example.com.", "https://jira.example.com"),
            ("jira.example.com", "https://jira.example.com."),
            ("example.com", "https://jira.example.com"),
            (".example.com", "https://jira.example.com"),
            (".example.com", "https://example.com"),
            ("*.example.com", "https://a.jira.example.com"),
            ("a.b, example.com", "https://example.com"),
            ("a.b example.com", "https://example.com"),
            (" a.b ,\texample.com, ", "https://example.com"),
            ("jira.example.com:8443", "https://jira.example.com:8443"),
            ("jira.example.com:443", "https://jira.example.com"),
            (".example.com:80", "http://jira.example.com"),
            ("https://jira.example.com/", "https://jira.example.com"),
            ("müller.example", "https://jira.m%C3%BCller.example"),
            ("10.1.2.3", "http://10.1.2.3:8080"),
            ("10.1.2.3:8080", "http://10.1.2.3:8080"),
            ("10.0.0.0/8", "http://10.1.2.3"),
            ("10.0.0.0/8", "http://[::ffff:10.1.2.3]"),
            ("2001:db8::1", "http://[2001:db8::1]"),
            ("[2001:db8::1]:8080", "http://[2001:db8::1]:8080"),
            ("2001:db8::/32", "http://[2001:db8::7]"),
        ] {
            assert!(holds(list, url), "{list}: {url}");
        }
    }

    #[test]
    fn what_only_looks_alike_goes_by_the_proxy() {
        for (list, url) in [
            ("", "https://jira.example.com"),
            ("example.com", "https://notexample.com"),
            ("jira.example.com", "https://example.com"),
            ("example.com", "https://example.com.evil.net"),
            ("jira.example.com:8443", "https://jira.example.com"),
            ("10.1.2.3", "http://110.1.2.3"),
            ("10.0.0.0/8", "http://11.1.2.3"),
            ("10.0.0.0/8", "http://10.example.com"),
            ("2.3", "http://10.1.2.3"),
        ] {
            assert!(!holds(list, url), "{list}: {url}");
        }
    }

    #[test]
    fn what_is_not_understood_is_told() {
        let (exemptions, unknown) = Exemptions::read("<local>,10.*,a.*.com,example.com,x:y,.");
        assert_eq!(unknown, ["<local>", "10.*", "a.*.com", "x:y", "."]);
        assert!(exemptions.hold(&Url::parse("http://example.com").unwrap()));
    }
}
