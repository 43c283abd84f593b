//! Other people's clients sign somebody in, by what they know of OAuth alone. `.ci/clients` says where they are.

use std::process::Command;
use std::time::Duration;

use super::desk::{Desk, Program, Setup, free_port};
use super::documents::Described;
use super::outside::Outside;
use super::replicas::Balancer;
use crate::chromium::clicked;
use crate::network::wire::{Kind, Server};

const HOUR: Duration = Duration::from_secs(3_600);

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
async fn the_python_sdk() {
    let folder = set("PYTHON");
    registers(python(&folder)).await;
    describes_itself(python(&folder)).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium; .ci/clients runs it"]
async fn a_real_browser() {
    let back = Kind::answering("200 OK", "content-type: text/plain", "Back at the program.");
    let back = Server::of(back).await;
    let desk = Desk::of(Setup::local()).await;
    let program = Program {
        redirect: format!("{}/callback", back.url("http")),
        issuer: desk.running.url(""),
        ..Program::register(&desk).await
    };
    let shown = clicked(program.address(), &["button[value=allow]", "#accept"]).await;
    assert!(shown.contains("Back at the program."), "{shown}");
    assert!(
        back.asked()[0].starts_with("GET /callback?code="),
        "{:?}",
        back.asked()
    );
}

/// Each request is another replica's, and nothing is shared.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the SDKs; .ci/clients runs it"]
async fn behind_a_load_balancer() {
    for command in [typescript("2"), python(&set("PYTHON"))] {
        let port = free_port();
        let setup = Setup::behind(port);
        let desk = Desk::of(setup.clone()).await;
        let second = desk.replica(&setup).await;
        let replicas = vec![desk.running.url(""), second.url("")];
        let _balancer = Balancer::start(port, replicas).await;
        let url = format!("http://127.0.0.1:{port}/mcp");
        comes_and_goes(&desk, &url, command, None).await;
    }
}

/// A client that registers.
async fn registers(command: Command) {
    let desk = Desk::of(Setup::local()).await;
    comes_and_goes(&desk, &desk.running.url("/mcp"), command, None).await;
}

/// A client whose id is the address of a document.
async fn describes_itself(command: Command) {
    let client = Described::start().await;
    let desk = Desk::of(client.known_to(Setup::local())).await;
    let id = Some(client.id.as_str());
    comes_and_goes(&desk, &desk.running.url("/mcp"), command, id).await;
    assert_eq!(client.web.asked().len(), 1);
}

/// Somebody signs in, works, works on after his token has ended without being asked, takes his consent back, and signs in again.
async fn comes_and_goes(desk: &Desk, url: &str, mut command: Command, document: Option<&str>) {
    let mut client = Outside::start(command.arg(url).args(document));
    let mut browser = desk.browser();
    let renewed = || {
        let requests = desk.cloud.token_requests().into_iter();
        let renewing = requests.filter(|sent| sent.body.contains("\"refresh_token\""));
        renewing.count()
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
