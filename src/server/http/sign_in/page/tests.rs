//! The pages as they are, and as those who ask would like them.

use http_body_util::BodyExt as _;
use url::Url;

use super::*;
use crate::auth::oauth::Site;

const HOSTILE: &str = "</b><script>alert(1)</script>\"'&\u{202e}\n\u{200b}x";

fn server() -> Url {
    Url::parse("https://auth.atlassian.com").unwrap()
}

fn account<'a>(value: &'a str, name: &'a str, server: &'a Url) -> Account<'a> {
    Account {
        value,
        name,
        server,
    }
}

/// The page that asks for one account.
fn asks(client: Client<'_>, redirect: &str) -> Page {
    consent(&Consent {
        action: "/consent",
        request: "sealed",
        client,
        redirect: &Redirect::read(redirect).unwrap(),
        writes: true,
        accounts: &[account(
            "cloud",
            "Jira and Confluence at harbour.atlassian.net",
            &server(),
        )],
    })
}

#[tokio::test]
async fn the_consent_page() {
    let redirect = Redirect::read("https://claude.ai/api/mcp/auth_callback").unwrap();
    let (cloud, jira) = (server(), Url::parse("http://jira.example:8080/x").unwrap());
    let page = consent(&Consent {
        action: "/atlassian/consent",
        request: "sealed",
        client: Client {
            name: Some("Claude"),
            host: Some("claude.ai"),
        },
        redirect: &redirect,
        writes: false,
        accounts: &[
            account("cloud", "Confluence at harbour.atlassian.net", &cloud),
            account("jira", "Jira at jira.example", &jira),
        ],
    });
    let response = page.response(StatusCode::OK);
    let headers: String = response
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()))
        .collect();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let body = String::from_utf8(body.to_vec()).unwrap();
    insta::assert_snapshot!(format!("{headers}\n{}", lines(&body)));
}

#[test]
fn a_program_on_this_computer_that_registered_itself() {
    let client = Client {
        name: Some("Some program"),
        host: None,
    };
    insta::assert_snapshot!(text(&asks(client, "http://localhost:8787/callback").html));
}

#[test]
fn a_program_with_a_scheme_and_without_a_name() {
    let client = Client {
        name: Some(" \u{200b} "),
        host: None,
    };
    insta::assert_snapshot!(text(&asks(client, "cursor://anysphere.cursor-mcp/cb").html));
}

#[test]
fn the_page_that_asks_for_a_site() {
    let site = |id: &str, name: &str| Site {
        id: id.to_owned(),
        url: format!("https://{id}.atlassian.net"),
        name: name.to_owned(),
        scopes: Default::default(),
    };
    let page = sites(&Sites {
        action: "/site",
        request: "sealed",
        redirect: &Redirect::read("http://localhost:1/cb").unwrap(),
        servers: &[&server()],
        sites: &[site("harbour", "Harbour"), site("other", HOSTILE)],
    });
    assert_eq!(page.form_action, "'self' https: http://localhost:1");
    insta::assert_snapshot!(lines(&page.html));
}

#[test]
fn the_page_of_a_problem() {
    let page = problem("Not signed in", HOSTILE);
    assert_eq!(page.form_action, "'none'");
    assert!(!page.html.contains("<script"), "{}", page.html);
    insta::assert_snapshot!(text(&page.html));
}

#[test]
fn names_stay_names() {
    let client = Client {
        name: Some(HOSTILE),
        host: None,
    };
    let page = asks(
        client,
        "https://claude.ai/cb?x='\"&y".replace('"', "").as_str(),
    );
    assert!(!page.html.contains("<script"), "{}", page.html);
    assert!(
        !page.html.contains(['\u{202e}', '\u{200b}']),
        "{}",
        page.html
    );
    let page = consent(&Consent {
        action: "\"><script>",
        request: "\"><script>",
        client,
        redirect: &Redirect::read("https://claude.ai/cb").unwrap(),
        writes: true,
        accounts: &[
            account("\"><script>", HOSTILE, &server()),
            account("b", "<script>", &server()),
        ],
    });
    assert_eq!(page.html.matches("<script").count(), 0, "{}", page.html);
}

#[test]
fn a_name_is_short_and_of_what_is_seen() {
    for (name, shown) in [
        ("Claude", "Claude".to_owned()),
        ("  a\r\n\tb  ", "a b".to_owned()),
        ("a\u{202e}b\u{2066}\u{feff}c", "abc".to_owned()),
        ("\u{200b}\u{3164}", String::new()),
        (&"é".repeat(60), "é".repeat(60)),
        (&"é".repeat(61), format!("{}…", "é".repeat(60))),
    ] {
        assert_eq!(named(name), shown, "{name:?}");
    }
}

#[test]
fn the_style_is_the_one_that_is_allowed() {
    let page = problem("x", "y");
    let style = page.html.split("<style>").nth(1).unwrap();
    let style = style.split("</style>").next().unwrap();
    let hash = STANDARD.encode(Sha256::digest(style));
    assert!(page.policy().to_str().unwrap().contains(&hash));
    assert!(!page.html.contains("style="), "{}", page.html);
}

/// A page with a line for each element, without its style.
fn lines(html: &str) -> String {
    html.replace(STYLE, "…")
        .replace('<', "\n<")
        .replace("\n</", "</")
}

/// What is read of a page.
fn text(html: &str) -> String {
    let body = html.split("<main>").nth(1).unwrap();
    let words = body
        .split('<')
        .skip(1)
        .map(|part| part.split_once('>').unwrap().1.trim());
    words
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
