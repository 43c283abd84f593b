//! From the URL that people have at hand to the one that REST calls start from.

use url::{Host, Url};

use super::oauth::Hosts;
use crate::product::{Deployment, Product};

/// The domains under which Atlassian hosts Jira and Confluence.
const CLOUD_DOMAINS: [&str; 7] = [
    "atlassian.net",
    GATEWAY,
    "jira.com",
    "jira-dev.com",
    GOVERNMENT,
    GOVERNMENT_GATEWAY,
    // No gateway is known for it.
    "atlassian-us-gov.net",
];
const GOVERNMENT: &str = "atlassian-us-gov-mod.net";
const GOVERNMENT_GATEWAY: &str = "api.atlassian-us-gov-mod.com";
const BITBUCKET_DOMAIN: &str = "bitbucket.org";
/// Where the paths of calls go through Atlassian's gateway, so that a path in front of them is part of the base.
const GATEWAY: &str = "api.atlassian.com";

/// What a `…_URL` variable says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) deployment: Deployment,
    pub(super) base: Url,
    /// The workspace in `https://bitbucket.org/{workspace}`.
    pub(super) workspace: Option<String>,
}

/// Understands a product's URL. A `forced` deployment makes any URL the product's own base, a loopback one too.
/// The error says what is wrong, to be put after the variable's name.
pub(super) fn read(
    product: Product,
    text: &str,
    forced: Option<Deployment>,
) -> Result<Address, &'static str> {
    let mut url = parse(text)?;
    let official = is_cloud_host(product, url.host_str().unwrap_or_default());
    let detected = if official {
        Deployment::Cloud
    } else {
        Deployment::DataCenter
    };
    let deployment = forced.unwrap_or(detected);
    let mut workspace = None;
    if deployment == Deployment::Cloud {
        if official {
            workspace = tidy_official(product, &mut url);
        }
        set_api_root(product, &mut url);
    }
    Ok(Address {
        deployment,
        base: url,
        workspace,
    })
}

fn parse(text: &str) -> Result<Url, &'static str> {
    let mut url = Url::parse(text).map_err(|_| "is not a URL that begins with https://")?;
    if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none_or(str::is_empty) {
        return Err("is not a URL that begins with https://");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user name or password; they have variables of their own");
    }
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// Decides by the end of the host at a dot: `x.atlassian.net.example.com` is not Atlassian's.
fn is_cloud_host(product: Product, host: &str) -> bool {
    let domains: &[&str] = if product == Product::Bitbucket {
        &[BITBUCKET_DOMAIN]
    } else {
        &CLOUD_DOMAINS
    };
    domains.iter().any(|domain| is_within(host, domain))
}

fn is_within(host: &str, domain: &str) -> bool {
    let host = host.trim_end_matches('.');
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether a URL is of Atlassian's Cloud.
pub(super) fn is_cloud(url: &Url) -> bool {
    is_cloud_host(Product::Jira, url.host_str().unwrap_or_default())
}

/// The authorization server and the gateway that belong to a site of Jira or Confluence at Atlassian; none for other addresses, and
/// for the gateway's own.
pub(super) fn hosts(product: Product, url: &Url) -> Option<Hosts> {
    let host = url.host_str().unwrap_or_default();
    if product == Product::Bitbucket || !is_cloud_host(product, host) || is_gateway(host) {
        return None;
    }
    match host {
        host if is_within(host, "atlassian-us-gov.net") => None,
        host if is_within(host, GOVERNMENT) => Hosts::government(),
        _ => Hosts::atlassian(),
    }
}

fn is_gateway(host: &str) -> bool {
    [GATEWAY, GOVERNMENT_GATEWAY].contains(&host)
}

/// Whether a URL leads to this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_within(name, "localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        None => false,
    }
}

/// Brings a URL at Atlassian's own hosts to its one right form: people paste addresses of pages, and plain `http`
/// would be redirected, which turns a POST into a GET.
fn tidy_official(product: Product, url: &mut Url) -> Option<String> {
    // Neither fails: the URL has a host, and both schemes are web schemes.
    let _ = url.set_scheme("https");
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_owned();
    let first = url
        .path_segments()
        .and_then(|mut segments| segments.next())
        .unwrap_or_default()
        .to_owned();
    if product == Product::Bitbucket {
        let _ = url.set_host(Some("api.bitbucket.org"));
        url.set_path("");
        return (host == BITBUCKET_DOMAIN && !first.is_empty()).then_some(first);
    }
    if !is_gateway(&host) {
        url.set_path("");
    }
    None
}

/// Confluence Cloud lives under `/wiki`; Bitbucket Cloud's base is what `/2.0` comes after.
fn set_api_root(product: Product, url: &mut Url) {
    let path = url.path().trim_end_matches('/').to_owned();
    match product {
        Product::Jira => {}
        Product::Confluence if path.ends_with("/wiki") => {}
        Product::Confluence => url.set_path(&format!("{path}/wiki")),
        Product::Bitbucket => url.set_path(path.strip_suffix("/2.0").unwrap_or(&path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Deployment::{Cloud, DataCenter};
    use Product::{Bitbucket, Confluence, Jira};

    fn base(product: Product, text: &str, forced: Option<Deployment>) -> (Deployment, String) {
        let address = read(product, text, forced).unwrap();
        (address.deployment, address.base.to_string())
    }

    #[test]
    fn cloud_is_decided_by_the_end_of_the_host_at_a_dot() {
        let hosts = [
            ("https://acme.atlassian.net", Cloud),
            ("https://acme.atlassian.net.", Cloud),
            ("https://ACME.Atlassian.NET", Cloud),
            ("https://acme.jira-dev.com", Cloud),
            ("https://acme.atlassian-us-gov-mod.net", Cloud),
            ("https://acme.atlassian.net.evil.com", DataCenter),
            ("https://evilatlassian.net", DataCenter),
            ("https://evil.com/acme.atlassian.net", DataCenter),
            ("https://bitbucket.org", DataCenter),
            ("http://127.0.0.1:8080", DataCenter),
        ];
        for (text, expected) in hosts {
            assert_eq!(
                read(Jira, text, None).unwrap().deployment,
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn loopback_is_decided_by_the_whole_host() {
        let local = |text: &str| is_loopback(&Url::parse(text).unwrap());
        for text in [
            "http://127.0.0.1:1",
            "http://127.9.9.9",
            "http://[::1]",
            "http://[::ffff:127.0.0.1]",
            "http://LOCALHOST:8080/jira",
            "http://jira.localhost",
        ] {
            assert!(local(text), "{text}");
        }
        for text in [
            "http://127.0.0.1.example.com",
            "http://notlocalhost",
            "http://10.0.0.1",
            "http://[2001:db8::1]",
        ] {
            assert!(!local(text), "{text}");
        }
    }

    #[test]
    fn a_pasted_page_address_on_cloud_becomes_the_site() {
        let site = |text| base(Jira, text, None).1;
        assert_eq!(
            site("http://acme.atlassian.net/jira/software/projects/A?x=1#y"),
            "https://acme.atlassian.net/"
        );
        assert_eq!(
            site("https://api.atlassian.com/ex/jira/123/"),
            "https://api.atlassian.com/ex/jira/123"
        );
        assert_eq!(
            base(Confluence, "https://acme.atlassian.net/wiki/spaces/A", None).1,
            "https://acme.atlassian.net/wiki"
        );
        assert_eq!(
            base(Confluence, "https://acme.atlassian.net", None).1,
            "https://acme.atlassian.net/wiki"
        );
    }

    #[test]
    fn data_center_keeps_its_context_path_and_port() {
        assert_eq!(
            base(Jira, " https://tools.example.com:8443/jira// ".trim(), None),
            (DataCenter, "https://tools.example.com:8443/jira".into())
        );
    }

    #[test]
    fn a_forced_deployment_takes_any_url() {
        assert_eq!(
            base(Confluence, "http://127.0.0.1:9/c", Some(Cloud)),
            (Cloud, "http://127.0.0.1:9/c/wiki".into())
        );
        assert_eq!(
            base(Bitbucket, "http://127.0.0.1:9/b/2.0/", Some(Cloud)),
            (Cloud, "http://127.0.0.1:9/b".into())
        );
        assert_eq!(
            base(Jira, "https://acme.atlassian.net/x", Some(DataCenter)),
            (DataCenter, "https://acme.atlassian.net/x".into())
        );
    }

    #[test]
    fn bitbucket_cloud_has_one_base_and_finds_the_workspace() {
        let urls = [
            ("https://bitbucket.org/acme/shop/src/main", Some("acme")),
            ("https://bitbucket.org", None),
            ("https://api.bitbucket.org/2.0", None),
            ("https://api.bitbucket.org", None),
        ];
        for (text, workspace) in urls {
            let address = read(Bitbucket, text, None).unwrap();
            assert_eq!(
                address.base.as_str(),
                "https://api.bitbucket.org/",
                "{text}"
            );
            assert_eq!(address.workspace.as_deref(), workspace, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_web_address_or_holds_a_password_is_refused() {
        for text in [
            "acme.atlassian.net",
            "jira.example.com:8080",
            "ftp://x",
            "https://",
            "file:///etc",
        ] {
            assert!(
                read(Jira, text, None).unwrap_err().contains("https://"),
                "{text}"
            );
        }
        assert!(
            read(Jira, "https://me:secret@x.example.com", None)
                .unwrap_err()
                .contains("password")
        );
    }
}
