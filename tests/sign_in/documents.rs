//! Clients whose id is the address of a document.

use std::net::SocketAddr;
use std::sync::Arc;

use atlassian_mcp::server::Reach;
use reqwest::Certificate;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde_json::{Value, json};

use super::desk::{Desk, PUBLIC, Program, REDIRECT, Setup, free_port, query, text};
use crate::network::pki::Pki;
use crate::network::wire::{Kind, Server};

/// Where it is known.
const NAME: &str = "client.example";

/// A client that describes itself, at a host that only these tests know.
pub struct Described {
    pub id: String,
    pub web: Server,
    pki: Pki,
}

/// Every name is this machine's.
struct Here;

impl Resolve for Here {
    fn resolve(&self, _: Name) -> Resolving {
        let here = SocketAddr::from(([127, 0, 0, 1], 0));
        Box::pin(async move { Ok(Box::new(std::iter::once(here)) as Addrs) })
    }
}

impl Described {
    pub async fn start() -> Self {
        let pki = Pki::new();
        let port = free_port();
        let id = format!("https://{NAME}:{port}/client.json");
        let document = json!({
            "client_id": id,
            "client_name": "Described",
            "redirect_uris": ["http://127.0.0.1/callback"],
            "token_endpoint_auth_method": "none",
        });
        let json = "content-type: application/json";
        let kind = Kind {
            tls: Some(pki.server(NAME, false)),
            ..Kind::answering("200 OK", json, &document.to_string())
        };
        let web = Server::at(port, kind).await;
        Self { id, web, pki }
    }

    /// A server that gets at it.
    pub fn known_to(&self, setup: Setup) -> Setup {
        let authority = Certificate::from_pem(self.pki.ca().as_bytes()).unwrap();
        Setup {
            reach: Reach {
                names: Arc::new(Here),
                admits: |address| address.is_loopback(),
                authorities: vec![authority],
            },
            ..setup
        }
    }
}

/// A program of that id.
fn program(id: &str) -> Program {
    Program {
        id: id.to_owned(),
        redirect: REDIRECT.to_owned(),
        verifier: "v".repeat(43),
        scope: None,
        issuer: PUBLIC.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_describes_itself_need_not_register() {
    let client = Described::start().await;
    let desk = Desk::of(client.known_to(Setup::default())).await;
    let program = program(&client.id);
    let mut browser = desk.browser();
    let page = browser.open(program.address().as_str(), REDIRECT).await;
    let page = page.unwrap().text;
    // Any program on this computer could name that document.
    let named = "Unverified: it says it is the program that is described at <b>client.example";
    assert!(page.contains(named), "{page}");
    let url = program.sign_in(&mut browser).await;
    let code = query(&url, "code");
    let given = desk.post("/token", &program.exchange(&code)).await;
    let given: Value = given.json().await.unwrap();
    let renewal = program.renewal(text(&given, "refresh_token"));
    assert_eq!(desk.post("/token", &renewal).await.status(), 200);
    assert_eq!(client.web.asked(), ["GET /client.json HTTP/1.1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_that_it_does_not_name_is_not_gone_to() {
    let client = Described::start().await;
    let desk = Desk::of(client.known_to(Setup::default())).await;
    let program = Program {
        redirect: "https://evil.example/callback".to_owned(),
        ..program(&client.id)
    };
    let address = program.address();
    let page = desk.browser().open(address.as_str(), "https://evil").await;
    assert_eq!(page.unwrap().status, 400);
}

/// As it is in production: the document is within reach of this machine alone.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_within_the_servers_own_network_is_asked() {
    let client = Described::start().await;
    let known = client.known_to(Setup::default());
    let reach = Reach {
        admits: Reach::public().admits,
        ..known.reach
    };
    let desk = Desk::of(Setup { reach, ..known }).await;
    let port = client.web.address.port();
    for (id, told) in [
        (client.id.clone(), "public Internet"),
        (format!("https://127.0.0.1:{port}/client.json"), "name"),
        (format!("https://[::1]:{port}/client.json"), "name"),
        ("https://169.254.169.254/latest".to_owned(), "name"),
    ] {
        let address = program(&id).address();
        let page = desk.browser().open(address.as_str(), REDIRECT).await;
        let page = page.unwrap();
        assert_eq!(page.status, 400, "{id}");
        assert!(page.text.contains(told), "{id}: {}", page.text);
    }
    assert!(client.web.asked().is_empty(), "{:?}", client.web.asked());
}

/// Where the Internet is out of reach, clients must not be led to name what cannot be read.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_has_clients_register() {
    let client = Described::start().await;
    let setup = Setup::with(&[("ATLASSIAN_OAUTH_CLIENT_DOCUMENTS", "false")]);
    let desk = Desk::of(client.known_to(setup)).await;
    let told = desk.get("/.well-known/oauth-authorization-server").await;
    let told: Value = told.json().await.unwrap();
    assert_eq!(told["client_id_metadata_document_supported"], false);
    let address = program(&client.id).address();
    let page = desk.browser().open(address.as_str(), REDIRECT).await;
    let page = page.unwrap();
    assert_eq!(page.status, 400);
    assert!(page.text.contains("must register"), "{}", page.text);
    assert!(client.web.asked().is_empty());
    Program::register(&desk).await.tokens(&desk).await;
}
