//! `HTTP_PROXY` and its like, of a product and of all.

use super::pki::Pki;
use super::wire::{ANSWER, Kind, Server, header};
use super::{ask, configured, problems, send, session, warnings};
use reqwest::Method;

/// Nobody has this name, so that an answer can only come from a proxy.
const HTTP: &str = "http://jira.example.test";
const HTTPS: &str = "https://jira.example.test";

/// Whether a proxy is asked, for a Jira at this address, and nobody else answers.
async fn is_asked(proxy: &Server, url: &str, settings: &[(&str, &str)]) -> bool {
    let before = proxy.heads().len();
    // What is no read is not tried again, which would take its time.
    let answer = send(&session(url, settings), Method::PUT).await;
    let asked = proxy.heads().len() > before;
    assert_eq!(answer.is_ok(), asked, "{settings:?}: {answer:?}");
    asked
}

#[tokio::test]
async fn every_name_of_a_proxy_for_http_leads_to_it() {
    let proxy = Server::start().await;
    let url = proxy.url("http");
    for name in [
        "JIRA_HTTP_PROXY",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
    ] {
        assert!(is_asked(&proxy, HTTP, &[(name, &url)]).await, "{name}");
    }
    // Without a scheme it is one for HTTP.
    let bare = proxy.address.to_string();
    assert!(is_asked(&proxy, HTTP, &[("JIRA_HTTP_PROXY", &bare)]).await);
    for name in ["JIRA_HTTPS_PROXY", "HTTPS_PROXY", "CONFLUENCE_HTTP_PROXY"] {
        assert!(!is_asked(&proxy, HTTP, &[(name, &url)]).await, "{name}");
    }
    let asked = proxy.asked();
    assert!(
        asked
            .iter()
            .all(|line| line == "PUT http://jira.example.test/x HTTP/1.1"),
        "{asked:?}"
    );
}

#[tokio::test]
async fn what_a_product_says_goes_before_what_holds_for_all() {
    let (own, all) = (Server::start().await, Server::start().await);
    let socks = Server::of(Kind::socks(false)).await;
    let (own_url, all_url) = (own.url("http"), all.url("http"));
    let settings = [
        ("JIRA_HTTP_PROXY", &*own_url),
        ("HTTP_PROXY", &all_url),
        ("ALL_PROXY", &all_url),
    ];
    assert!(is_asked(&own, HTTP, &settings).await);
    let socks_url = socks.url("socks5h");
    assert!(
        is_asked(
            &socks,
            HTTP,
            &[("JIRA_SOCKS_PROXY", &socks_url), ("HTTP_PROXY", &all_url)]
        )
        .await
    );
    assert!(
        is_asked(
            &all,
            HTTP,
            &[("SOCKS_PROXY", &socks_url), ("HTTP_PROXY", &all_url)]
        )
        .await
    );
    assert_eq!(all.heads().len(), 1);
}

#[tokio::test]
async fn https_goes_through_a_tunnel_with_the_proxys_password_on_it_alone() {
    let pki = Pki::new();
    let proxy = Server::of(Kind {
        in_tunnel: Some(pki.server("jira.example.test", false)),
        ..Kind::default()
    })
    .await;
    let ca = pki.file("ca.pem", &pki.ca());
    let url = format!("http://me:p%40ss%2Fw0rd@{}", proxy.address);
    for name in [
        "JIRA_HTTPS_PROXY",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
    ] {
        let settings = [(name, &*url), ("JIRA_CA_FILE", &ca)];
        assert_eq!(ask(HTTPS, &settings).await.unwrap(), ANSWER, "{name}");
    }
    let heads = proxy.heads();
    assert_eq!(heads.len(), 8);
    // me:p@ss/w0rd
    let login = Some("Basic bWU6cEBzcy93MHJk");
    for pair in heads.chunks(2) {
        assert!(
            pair[0].starts_with("CONNECT jira.example.test:443 "),
            "{pair:?}"
        );
        assert_eq!(header(&pair[0], "proxy-authorization"), login);
        assert_eq!(header(&pair[0], "authorization"), None);
        assert!(pair[1].starts_with("GET /x "), "{pair:?}");
        assert_eq!(header(&pair[1], "proxy-authorization"), None);
        assert_eq!(header(&pair[1], "authorization"), Some("Bearer pers0nal"));
    }
}

#[tokio::test]
async fn a_proxys_password_goes_along_with_plain_requests_and_is_never_shown() {
    let echo = "you are me:p@ss/w0rd, that is bWU6cEBzcy93MHJk, sir!";
    let proxy = Server::of(Kind::answering(
        "500 Oops",
        "content-type: text/plain",
        echo,
    ))
    .await;
    let url = format!("http://me:p%40ss%2Fw0rd@{}", proxy.address);
    let settings = [("JIRA_HTTP_PROXY", &*url)];
    let error = ask(HTTP, &settings).await.unwrap_err().to_string();
    assert_eq!(
        header(&proxy.heads()[0], "proxy-authorization"),
        Some("Basic bWU6cEBzcy93MHJk")
    );
    assert!(
        error.contains("you are me:[secret], that is [secret], sir!"),
        "{error}"
    );
    let told = format!("{:?}", configured(HTTP, &settings).unwrap());
    assert!(!told.contains("p%40ss") && !told.contains("p@ss"), "{told}");
    assert!(told.contains(&proxy.url("http")), "{told}");
}

#[tokio::test]
async fn socks_is_told_the_name_or_the_address() {
    let proxy = Server::of(Kind::socks(false)).await;
    let (remote, local) = (proxy.url("socks5h"), proxy.url("socks5"));
    let bare = proxy.address.to_string();
    for (name, url) in [
        ("JIRA_SOCKS_PROXY", &remote),
        ("SOCKS_PROXY", &remote),
        ("socks_proxy", &remote),
        ("JIRA_HTTP_PROXY", &remote),
        ("ALL_PROXY", &remote),
        ("SOCKS_PROXY", &bare),
    ] {
        assert_eq!(ask(HTTP, &[(name, url)]).await.unwrap(), ANSWER, "{name}");
    }
    // As desktops write it.
    let unnumbered = format!("socks://{}/", proxy.address);
    for (name, url) in [("SOCKS_PROXY", &local), ("ALL_PROXY", &unnumbered)] {
        let answer = ask("http://192.0.2.7:81", &[(name, url)]).await;
        assert_eq!(answer.unwrap(), ANSWER, "{name}");
    }
    let asked = proxy.asked();
    let (by_name, by_address) = asked.split_at(12);
    for pair in by_name.chunks(2) {
        assert_eq!(pair, ["SOCKS name jira.example.test:80", "GET /x HTTP/1.1"]);
    }
    assert_eq!(by_address.len(), 4);
    for pair in by_address.chunks(2) {
        assert_eq!(pair, ["SOCKS address 192.0.2.7:81", "GET /x HTTP/1.1"]);
    }
}

#[tokio::test]
async fn socks_is_told_who_asks() {
    let proxy = Server::of(Kind::socks(true)).await;
    let url = format!("socks5h://me:p%40ss@{}", proxy.address);
    assert_eq!(
        ask(HTTP, &[("JIRA_SOCKS_PROXY", &url)]).await.unwrap(),
        ANSWER
    );
    assert_eq!(
        proxy.asked()[0],
        "SOCKS name jira.example.test:80 as me with p@ss"
    );
}

#[tokio::test]
async fn no_proxy_names_what_goes_without() {
    let proxy = Server::start().await;
    let url = proxy.url("http");
    // Nobody is at this name, so that what goes without a proxy fails.
    for (no_proxy, goes_by_it) in [
        ("", true),
        ("other.test", true),
        ("jira.example.test:8080", true),
        ("10.0.0.0/8", true),
        ("jira.example.test", false),
        ("localhost .example.test", false),
        ("*.example.test,x", false),
        ("jira.example.test:80", false),
        ("*", false),
    ] {
        for name in ["JIRA_NO_PROXY", "NO_PROXY", "no_proxy"] {
            let settings = [("HTTP_PROXY", &*url), (name, no_proxy)];
            let asked = is_asked(&proxy, HTTP, &settings).await;
            assert_eq!(asked, goes_by_it, "{name}={no_proxy}");
        }
    }
    // What a product says takes the place of what holds for all.
    let settings = [
        ("HTTP_PROXY", &*url),
        ("NO_PROXY", "*"),
        ("JIRA_NO_PROXY", "other.test"),
    ];
    assert!(is_asked(&proxy, HTTP, &settings).await);
}

#[tokio::test]
async fn addresses_and_networks_go_without() {
    let proxy = Server::start().await;
    let url = proxy.url("http");
    let settings = [
        ("HTTP_PROXY", &*url),
        ("NO_PROXY", "192.0.2.0/24"),
        ("JIRA_CONNECT_TIMEOUT", "1"),
    ];
    assert!(is_asked(&proxy, "http://198.51.100.7", &settings).await);
    assert!(!is_asked(&proxy, "http://192.0.2.7", &settings).await);
}

#[tokio::test]
async fn this_machine_is_never_looked_for_by_a_proxy_but_what_it_redirects_to_is() {
    let proxy = Server::start().await;
    let url = proxy.url("http");
    let settings = [
        ("HTTP_PROXY", &*url),
        ("ALL_PROXY", &url),
        ("JIRA_HTTP_PROXY", &url),
    ];
    let jira = Server::start().await;
    ask(&jira.url("http"), &settings).await.unwrap();
    assert_eq!((jira.heads().len(), proxy.heads().len()), (1, 0));
    let jira = Server::of(Kind::leading_to("http://media.example.test/file")).await;
    assert_eq!(ask(&jira.url("http"), &settings).await.unwrap(), ANSWER);
    assert_eq!(
        proxy.asked(),
        ["GET http://media.example.test/file HTTP/1.1"]
    );
    assert_eq!(header(&proxy.heads()[0], "authorization"), None);
}

#[tokio::test]
async fn each_host_of_a_redirect_has_its_own_proxy() {
    let media = Server::start().await;
    let proxy = Server::of(Kind::leading_to(&format!("{}/file", media.url("http")))).await;
    let url = format!("http://me:p%40ss@{}", proxy.address);
    assert_eq!(ask(HTTP, &[("HTTP_PROXY", &url)]).await.unwrap(), ANSWER);
    assert_eq!((proxy.heads().len(), media.heads().len()), (1, 1));
    assert_eq!(media.asked(), ["GET /file HTTP/1.1"]);
    assert_eq!(header(&media.heads()[0], "proxy-authorization"), None);
}

#[tokio::test]
async fn a_proxy_that_wants_to_know_who_asks_is_told_of() {
    let who = Kind::answering("407 Who?", "proxy-authenticate: Basic", "");
    let proxy = Server::of(who).await;
    let url = proxy.url("http");
    let plain = ask(HTTP, &[("HTTP_PROXY", &url)])
        .await
        .unwrap_err()
        .to_string();
    let tunnel = ask(HTTPS, &[("HTTPS_PROXY", &url)])
        .await
        .unwrap_err()
        .to_string();
    for error in [plain, tunnel] {
        assert!(
            error.contains("Put a user and password into the proxy's address"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named() {
    let address = Server::start().await.address;
    let url = format!("http://me:p%40ss@{address}");
    let error = ask(HTTPS, &[("JIRA_HTTPS_PROXY", &url)])
        .await
        .unwrap_err()
        .to_string();
    let named = format!("the proxy http://{address}");
    assert!(
        error.contains(&named) && !error.contains("p%40ss"),
        "{error}"
    );
}

#[test]
fn a_malformed_proxy_is_named_by_its_variable_and_not_shown() {
    for (name, value) in [
        ("JIRA_HTTPS_PROXY", "ftp://s3cret.example.com"),
        ("JIRA_HTTP_PROXY", "http://"),
        ("HTTPS_PROXY", "http://me:s3cret#1@proxy.example.com:8080"),
        ("all_proxy", "http://s3cret.example.com:port"),
        ("JIRA_SOCKS_PROXY", "http://s3cret.example.com:1080"),
        ("SOCKS_PROXY", "socks5h://s3cret.example.com:1080?x"),
    ] {
        let told = problems(&[(name, value)]);
        assert!(
            told.starts_with(&format!("{name} is no address of a proxy")),
            "{told}"
        );
        assert!(!told.contains("s3cret"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

/// Such variables are often there for other programs.
#[test]
fn a_general_proxy_that_leads_nowhere_is_warned_of() {
    let good = ("JIRA_HTTPS_PROXY", "http://proxy.example.com");
    let value = "http://me:s3cret/1@proxy.example.com:8080";
    for settings in [
        &[("HTTP_PROXY", value)][..],
        &[("ALL_PROXY", value), good],
        &[("SOCKS_PROXY", value), good],
    ] {
        let told = warnings(settings);
        let name = settings[0].0;
        assert!(
            told.starts_with(&format!("{name} is no address")) && told.contains("left out"),
            "{told}"
        );
        assert!(!told.contains("s3cret"), "{told}");
    }
}

#[test]
fn a_proxy_for_the_other_scheme_is_warned_of() {
    let told = warnings(&[("JIRA_HTTP_PROXY", "http://proxy.example.com")]);
    assert!(told.contains("JIRA_HTTP_PROXY has no effect"), "{told}");
    let told = warnings(&[("HTTP_PROXY", "http://proxy.example.com")]);
    assert!(!told.contains("HTTP_PROXY"), "{told}");
}

#[test]
fn entries_of_no_proxy_that_mean_nothing_are_told() {
    let told = warnings(&[("NO_PROXY", "<local>,a.test,10.*")]);
    assert!(
        told.contains("NO_PROXY: not understood and left out: <local>, 10.*;"),
        "{told}"
    );
}

/// reqwest itself heeds no proxy of the environment there.
#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_of_the_environment_counts_whatever_else_is_in_it() {
    let proxy = Server::start().await;
    let url = proxy.url("http");
    for request_method in [None, Some("GET")] {
        let mut command = assert_cmd::Command::cargo_bin("mcp-atlassian").unwrap();
        command.env_clear().arg("check");
        command.envs([
            ("JIRA_URL", HTTP),
            ("JIRA_PERSONAL_TOKEN", "t"),
            ("http_proxy", &url),
        ]);
        command.envs(request_method.map(|method| ("REQUEST_METHOD", method)));
        let before = proxy.heads().len();
        let run = tokio::task::spawn_blocking(move || command.output());
        let output = run.await.unwrap().unwrap();
        assert!(proxy.heads().len() > before, "{output:?}");
    }
    let asked = proxy.asked();
    assert_eq!(
        asked[0],
        "GET http://jira.example.test/rest/api/2/myself HTTP/1.1"
    );
}
