//! Other people's clients sign somebody in, by what they know of OAuth alone. `.ci/clients` says where they are.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use atlassian_mcp::server::Reach;
use reqwest::Certificate;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Url;

use super::desk::{Desk, Program, Setup, free_port};

use super::outside::Outside;
use crate::chromium::clicked;
use crate::network::pki::Pki;
use crate::network::wire::{Kind, Server};

const HOUR: Duration = Duration::from_secs(3_600);

/// The host of the client that describes itself.
const DESCRIBED: &str = "client.example";

fn script(name: &str) -> String {
    format!("{}/tests/clients/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn set(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; see .ci/clients"))
}

fn python(folder: &str) -> Command {
    let mut command = Command::new(format!("{folder}/bin/python"));
    command.arg(script("sign_in.py"));
    command
}

fn typescript(major: &str) -> Command {
    let mut command = Command::new("node");
    command.args([&script("sign_in.mjs"), &set("NODE_MODULES"), major]);
    command
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the TypeScript SDKs; .ci/clients runs it"]
async fn the_typescript_sdks() {
    for major in ["1", "2"] {
        registers(typescript(major)).await;
        describes_itself(typescript(major)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the Python SDK; .ci/clients runs it"]
async fn the_python_sdks() {
    for folder in set("PYTHONS").split(' ') {
        registers(python(folder)).await;
        describes_itself(python(folder)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium; .ci/clients runs it"]
async fn a_real_browser() {
    let back = Kind::answering("200 OK", "content-type: text/plain", "Back at the program.");
    let back = Server::of(back).await;
    let desk = Desk::of(Setup::local()).await;
    let program = Program {
        redirect: format!("{}/callback", back.url("http")),
        ..Program::register(&desk).await
    };
    let mut address = Url::parse(&desk.running.url("/authorize")).unwrap();
    let usual = program.address();
    let asked = usual.query_pairs().filter(|(name, _)| name != "resource");
    address.query_pairs_mut().extend_pairs(asked);
    let shown = clicked(address, &["button[value=allow]", "#accept"]).await;
    assert!(shown.contains("Back at the program."), "{shown}");
    assert!(
        back.asked()[0].starts_with("GET /callback?code="),
        "{:?}",
        back.asked()
    );
}

/// A client that registers.
async fn registers(command: Command) {
    let desk = Desk::of(Setup::local()).await;
    comes_and_goes(&desk, command, None).await;
}

/// A client whose id is the address of a document.
async fn describes_itself(command: Command) {
    let pki = Pki::new();
    let answer = |body: &str| Kind {
        tls: Some(pki.server(DESCRIBED, false)),
        ..Kind::answering("200 OK", "content-type: application/json", body)
    };
    let port = free_port();
    let id = format!("https://{DESCRIBED}:{port}/client.json");
    let document = serde_json::json!({
        "client_id": id,
        "client_name": "Described",
        "redirect_uris": ["http://127.0.0.1/callback"],
        "token_endpoint_auth_method": "none",
    });
    let _web = Server::at(port, answer(&document.to_string())).await;
    let desk = Desk::of(Setup {
        reach: Reach {
            names: Arc::new(Here),
            admits: |address| address.is_loopback(),
            authorities: vec![Certificate::from_pem(pki.ca().as_bytes()).unwrap()],
        },
        ..Setup::local()
    })
    .await;
    comes_and_goes(&desk, command, Some(id)).await;
}

/// Every name is this machine's.
struct Here;

impl Resolve for Here {
    fn resolve(&self, _: Name) -> Resolving {
        let here = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
        Box::pin(async move { Ok(Box::new(std::iter::once(here)) as Addrs) })
    }
}

/// Somebody signs in, works, works on after his token has ended without being asked, takes his consent back, and signs in again.
async fn comes_and_goes(desk: &Desk, mut command: Command, document: Option<String>) {
    let mut client = Outside::start(command.arg(desk.running.url("/mcp")).args(document));
    let mut browser = desk.browser();
    let renewed = || {
        let requests = desk.cloud.token_requests().into_iter();
        requests
            .filter(|sent| sent.body.contains("\"refresh_token\""))
            .count()
    };

    client.is_signed_in(&mut browser).await;
    assert_eq!(client.says("called").await, "SHOP-7");
    assert_eq!(renewed(), 0);

    desk.cloud.advance(HOUR);
    client.go_on();
    assert_eq!(client.says("called").await, "SHOP-7");
    assert_eq!(renewed(), 1);

    desk.cloud.revoke();
    client.go_on();
    client.is_signed_in(&mut browser).await;
    assert_eq!(client.says("called").await, "SHOP-7");
}
