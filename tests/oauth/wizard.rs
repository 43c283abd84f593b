//! `--oauth-setup` from the first question to the settings at the end, with a script in the place of browser and person.

use std::io::Write;
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use atlassian_mcp::cli::oauth_setup::{Console, Input, sign_in};
use atlassian_mcp::config::{Defaults, Sources};
use atlassian_mcp::error::Result;
use demo::authorization::App;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use secrecy::ExposeSecret as _;
use tokio::sync::mpsc as told;
use tokio::task::JoinHandle;
use url::Url;

use super::Signing;
use crate::chromium::clicked;

/// What somebody types, line by line.
struct Typed(mpsc::Receiver<String>);

impl Input for Typed {
    fn line(&mut self) -> Option<String> {
        self.0.recv().ok()
    }
}

/// What he sees.
struct Screen(told::UnboundedSender<String>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        // The test may have seen enough.
        let _ = self.0.send(text);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A wizard that runs, and whoever sits before it.
struct Sitting {
    wizard: JoinHandle<Result<String>>,
    typed: mpsc::Sender<String>,
    screen: told::UnboundedReceiver<String>,
    seen: String,
}

impl Sitting {
    fn begin(defaults: Defaults, lines: &[&str]) -> Self {
        let (typed, input) = mpsc::channel();
        let (shows, screen) = told::unbounded_channel();
        lines
            .iter()
            .for_each(|line| typed.send((*line).to_owned()).unwrap());
        let wizard = tokio::spawn(async move {
            let mut console = Console::of(Typed(input), Screen(shows), None);
            sign_in(&defaults, &mut console).await
        });
        Self {
            wizard,
            typed,
            screen,
            seen: String::new(),
        }
    }

    /// Reads until a text is on the screen.
    async fn until(&mut self, text: &str) {
        while !self.seen.contains(text) {
            let more = self.screen.recv().await;
            self.seen += &more.unwrap_or_else(|| panic!("no {text:?} in {}", self.seen));
        }
    }

    /// The address to open.
    async fn address(&mut self) -> Url {
        self.until("Open this address").await;
        self.until("paste the address").await;
        let line = self.seen.lines().find(|line| line.contains("/authorize?"));
        line.unwrap().parse().unwrap()
    }

    /// How it ended, and all that was on the screen.
    async fn end(mut self) -> (Result<String>, String) {
        drop(self.typed);
        let outcome = self.wizard.await.unwrap();
        while let Ok(more) = self.screen.try_recv() {
            self.seen += &more;
        }
        (outcome, self.seen)
    }
}

/// A browser that is told where to go.
fn browser() -> Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .build()
        .unwrap()
}

/// Clicks a button of the consent page, and gives the address that it leads to.
async fn click(address: &Url, decision: &str) -> Url {
    let page = browser().get(address.clone()).send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("asks for access"));
    let mut form = address.clone();
    form.set_query(None);
    let body = format!("{}&decision={decision}", address.query().unwrap());
    let request = browser().post(form).body(body);
    let answer = request
        .header("content-type", "application/x-www-form-urlencoded")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 302);
    answer.headers()["location"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap()
}

async fn open(address: Url) -> Response {
    browser().get(address).send().await.unwrap()
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

async fn signing() -> Signing {
    signing_of(App::default()).await
}

async fn signing_of(app: App) -> Signing {
    Signing::of(App {
        redirect_uri: format!("http://localhost:{}/callback", free_port()),
        ..app
    })
    .await
}

/// What is set before, for the app of a fake server.
fn defaults(signing: &Signing) -> Defaults {
    let sources = Sources {
        flags: [].into(),
        environment: [].into(),
        env_file: None,
        directory: None,
    };
    let mut defaults = Defaults::load(&sources, None).unwrap();
    defaults.provider = signing.provider();
    defaults.folder = signing.path();
    defaults.client_id = Some(signing.app.client_id.clone());
    defaults.client_secret = Some(signing.app.client_secret.clone().into());
    defaults.redirect_uri = signing.app.redirect_uri.clone();
    defaults
}

/// Enter for each question.
const ENTER: [&str; 4] = [""; 4];

#[tokio::test]
async fn from_the_first_question_to_the_settings() {
    let signing = signing().await;
    let mut before = defaults(&signing);
    before.client_id = None;
    before.client_secret = None;
    let mut sitting = Sitting::begin(before, &["demo-client", "demo-client-secret", "", ""]);
    let address = sitting.address().await;
    let pairs: std::collections::HashMap<_, _> = address.query_pairs().into_owned().collect();
    assert_eq!(pairs["code_challenge_method"], "S256");
    assert_eq!(
        (pairs["audience"].as_str(), pairs["prompt"].as_str()),
        ("127.0.0.1", "consent")
    );
    for scope in [
        "read:jira-work",
        "write:page:confluence",
        "write:sprint:jira-software",
        "offline_access",
    ] {
        assert!(pairs["scope"].split(' ').any(|one| one == scope), "{scope}");
    }
    let back = click(&address, "accept").await;
    let page = open(back).await;
    assert_eq!(
        page.headers()["content-security-policy"],
        "default-src 'none'; frame-ancestors 'none'"
    );
    assert!(page.text().await.unwrap().contains("<h1>Signed in</h1>"));

    let (outcome, seen) = sitting.end().await;
    let settings = outcome.unwrap();
    assert!(
        seen.contains("Jira: signed in as Mira Halonen.")
            && seen.contains("Confluence: signed in as"),
        "{seen}"
    );
    for expected in [
        format!("ATLASSIAN_OAUTH_CLOUD_ID='{}'", demo::CLOUD_ID),
        "CONFLUENCE_URL='https://harbour.atlassian.net/wiki'".to_owned(),
        "ATLASSIAN_OAUTH_CLIENT_SECRET='the client secret'".to_owned(),
        "\"mcpServers\"".to_owned(),
        "\"inputs\"".to_owned(),
    ] {
        assert!(settings.contains(&expected), "{expected}: {settings}");
    }
    // Files like .mcp.json are shared, so that no secret is to be put there.
    let entry = settings.split("\"mcpServers\"").nth(1).unwrap();
    let entry = entry.split("VS Code").next().unwrap();
    assert!(
        entry.contains("--env-file") && !entry.contains("CLIENT_SECRET"),
        "{entry}"
    );
    let tokens = signing.store().read().unwrap().unwrap();
    assert_eq!(tokens.cloud_id.as_deref(), Some(demo::CLOUD_ID));
    let refresh = tokens.refresh.unwrap();
    for secret in [
        "demo-client-secret",
        tokens.access.expose_secret(),
        refresh.expose_secret(),
    ] {
        assert!(
            !seen.contains(secret) && !settings.contains(secret),
            "{secret} is shown"
        );
    }
}

#[tokio::test]
#[ignore = "needs Chromium; .ci/clients runs it"]
async fn a_real_browser_clicks_through() {
    let signing = signing().await;
    let mut sitting = Sitting::begin(defaults(&signing), &ENTER);
    let shown = clicked(sitting.address().await, &["#accept"]).await;
    assert!(shown.contains("You are signed in"), "{shown}");
    assert!(sitting.end().await.0.is_ok());
    assert!(signing.store().read().unwrap().is_some());
}

#[tokio::test]
async fn only_the_one_who_was_sent_may_come_back_and_only_there() {
    let signing = signing().await;
    let mut sitting = Sitting::begin(defaults(&signing), &ENTER);
    let address = sitting.address().await;
    let back = click(&address, "accept").await;
    for path in ["/", "/callback/", "/callback/x", "/favicon.ico"] {
        let mut elsewhere = back.clone();
        elsewhere.set_path(path);
        assert_eq!(open(elsewhere).await.status(), 404, "{path}");
    }
    let posted = browser().post(back.clone()).send().await.unwrap();
    assert_eq!(posted.status(), 404);
    let mut forged = back.clone();
    forged.set_query(Some("code=stolen&state=forged"));
    let page = open(forged).await.text().await.unwrap();
    assert!(page.contains("Not signed in"), "{page}");
    assert_eq!(signing.asked(), 0);
    assert!(open(back).await.text().await.unwrap().contains("Signed in"));
    assert!(sitting.end().await.0.is_ok());
}

#[tokio::test]
async fn what_comes_from_outside_is_escaped_and_told() {
    let signing = signing().await;
    let mut sitting = Sitting::begin(defaults(&signing), &ENTER);
    let address = sitting.address().await;
    let state = address
        .query_pairs()
        .find(|(name, _)| name == "state")
        .unwrap()
        .1
        .into_owned();
    let mut back: Url = signing.app.redirect_uri.parse().unwrap();
    back.query_pairs_mut()
        .append_pair("error", "<script>alert(1)</script>")
        .append_pair("error_description", "\"><img src=x>")
        .append_pair("state", &state);
    let page = open(back).await.text().await.unwrap();
    assert!(
        page.contains("&lt;script&gt;") && !page.contains("<script") && !page.contains("<img"),
        "{page}"
    );
    let error = sitting.end().await.0.unwrap_err().to_string();
    assert!(error.contains("alert(1)"), "{error}");
    assert!(!signing.store().path().exists());
}

#[tokio::test]
async fn a_consent_that_is_declined_ends_it() {
    let signing = signing().await;
    let mut sitting = Sitting::begin(defaults(&signing), &ENTER);
    let back = click(&sitting.address().await, "deny").await;
    let page = open(back).await.text().await.unwrap();
    assert!(page.contains("access_denied"), "{page}");
    let error = sitting.end().await.0.unwrap_err().to_string();
    assert!(
        error.contains("did not authorize") && error.contains("accept"),
        "{error}"
    );
}

#[tokio::test]
async fn a_wrong_secret_is_told_in_atlassians_words_in_both_places() {
    let signing = signing().await;
    let mut before = defaults(&signing);
    before.client_secret = Some("not-the-secret".into());
    let mut sitting = Sitting::begin(before, &ENTER);
    let back = click(&sitting.address().await, "accept").await;
    let page = open(back).await.text().await.unwrap();
    assert!(
        page.contains("access_denied: Unauthorized") && !page.contains("not-the-secret"),
        "{page}"
    );
    let (outcome, seen) = sitting.end().await;
    assert!(outcome.unwrap_err().to_string().contains("client secret"));
    assert!(!seen.contains("not-the-secret"), "{seen}");
}

#[tokio::test]
async fn an_address_can_be_pasted_where_no_browser_comes_back() {
    let signing = Signing::of(App {
        redirect_uri: "https://sign-in.example.com/back".to_owned(),
        ..App::default()
    })
    .await;
    let mut sitting = Sitting::begin(defaults(&signing), &ENTER);
    let address = sitting.address().await;
    assert!(
        sitting.seen.contains("leads to sign-in.example.com"),
        "{}",
        sitting.seen
    );
    let back = click(&address, "accept").await;
    sitting
        .typed
        .send("https://sign-in.example.com/back".to_owned())
        .unwrap();
    sitting.until("paste all of it").await;
    sitting.typed.send(back.to_string()).unwrap();
    assert!(sitting.end().await.0.is_ok());
}

#[tokio::test]
async fn a_port_that_is_taken_is_told_and_an_address_can_be_pasted() {
    let signing = signing().await;
    let redirect: Url = signing.app.redirect_uri.parse().unwrap();
    let port = redirect.port().unwrap();
    let _taken = (
        TcpListener::bind(("127.0.0.1", port)).unwrap(),
        TcpListener::bind(("::1", port)),
    );
    let mut sitting = Sitting::begin(defaults(&signing), &ENTER);
    let address = sitting.address().await;
    assert!(
        sitting.seen.contains("Nothing can listen"),
        "{}",
        sitting.seen
    );
    let back = click(&address, "accept").await;
    sitting.typed.send(back.to_string()).unwrap();
    assert!(sitting.end().await.0.is_ok());
}

/// A browser tries both addresses of localhost, and takes the one that answers first.
#[tokio::test]
async fn another_program_at_one_of_two_addresses_is_told() {
    let signing = signing().await;
    let redirect: Url = signing.app.redirect_uri.parse().unwrap();
    let port = redirect.port().unwrap();
    let _taken = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let mut sitting = Sitting::begin(defaults(&signing), &ENTER);
    let address = sitting.address().await;
    assert!(
        sitting.seen.contains(&format!("127.0.0.1:{port}")),
        "{}",
        sitting.seen
    );
    let back = click(&address, "accept").await;
    sitting.typed.send(back.to_string()).unwrap();
    assert!(sitting.end().await.0.is_ok());
}

#[tokio::test]
async fn tokens_are_kept_though_no_site_can_be_chosen() {
    let signing = signing_of(App {
        sites: Vec::new(),
        ..App::default()
    })
    .await;
    let mut sitting = Sitting::begin(defaults(&signing), &ENTER);
    let back = click(&sitting.address().await, "accept").await;
    drop(open(back).await);
    let error = sitting.end().await.0.unwrap_err().to_string();
    assert!(error.contains("has no site"), "{error}");
    assert!(signing.store().read().unwrap().is_some());
}

#[tokio::test]
async fn tokens_are_not_written_while_another_process_renews() {
    let signing = signing().await;
    let lock = {
        let store = signing.store();
        drop(store.prepare().unwrap());
        store.try_lock().unwrap().unwrap()
    };
    let mut sitting = Sitting::begin(defaults(&signing), &ENTER);
    let back = click(&sitting.address().await, "accept").await;
    drop(open(back).await);
    sitting.until("Another process is renewing").await;
    assert!(!signing.store().path().exists());
    drop(lock);
    assert!(sitting.end().await.0.is_ok());
    assert!(signing.store().read().unwrap().is_some());
}

#[tokio::test]
async fn one_of_several_sites_is_chosen() {
    let site = |id: &str, name: &str| {
        (
            id.to_owned(),
            format!("https://{name}.atlassian.net"),
            name.to_owned(),
        )
    };
    let signing = signing_of(App {
        sites: vec![site("0000", "other"), site(demo::CLOUD_ID, "harbour")],
        ..App::default()
    })
    .await;
    let mut before = defaults(&signing);
    before.cloud_id = Some(demo::CLOUD_ID.to_owned());
    let mut sitting = Sitting::begin(before, &ENTER);
    let back = click(&sitting.address().await, "accept").await;
    drop(open(back).await);
    sitting.until("Which one [2]").await;
    sitting.typed.send("7".to_owned()).unwrap();
    sitting.until("from 1 to 2").await;
    sitting.typed.send(String::new()).unwrap();
    let (outcome, seen) = sitting.end().await;
    assert!(outcome.unwrap().contains("harbour.atlassian.net"));
    assert!(seen.contains("The site is harbour"), "{seen}");
}

#[tokio::test]
async fn without_a_refresh_token_nothing_is_kept() {
    let signing = signing().await;
    let mut before = defaults(&signing);
    before.scope = Some("read:jira-work".to_owned());
    let mut sitting = Sitting::begin(before, &ENTER);
    let back = click(&sitting.address().await, "accept").await;
    drop(open(back).await);
    let error = sitting.end().await.0.unwrap_err().to_string();
    assert!(error.contains("offline_access"), "{error}");
    assert!(!signing.store().path().exists());
}

#[tokio::test]
async fn a_product_on_data_center_and_bitbucket_cloud_sign_in_too() {
    use demo::authorization::Kind;
    for (kind, scope) in [(Kind::DataCenter, "WRITE"), (Kind::Bitbucket, "repository")] {
        let signing = signing_of(App {
            kind,
            ..App::default()
        })
        .await;
        let mut before = defaults(&signing);
        before.products = Vec::new();
        before.scope = Some(scope.to_owned());
        let mut sitting = Sitting::begin(before, &ENTER);
        let back = click(&sitting.address().await, "accept").await;
        assert!(open(back).await.text().await.unwrap().contains("Signed in"));
        let settings = sitting.end().await.0.unwrap();
        let told = settings.contains("ATLASSIAN_OAUTH_INSTANCE_URL='http://127.0.0.1");
        assert_eq!(told, kind == Kind::DataCenter, "{settings}");
        assert!(signing.store().read().unwrap().is_some());
    }
}

/// In a container nobody types and nothing opens.
#[test]
fn whoever_answers_nothing_is_told_what_is_needed() {
    let home = tempfile::tempdir().unwrap();
    let mut command = assert_cmd::Command::cargo_bin("mcp-atlassian").unwrap();
    let command = command
        .env_clear()
        .env("HOME", home.path())
        .current_dir(home.path());
    let output = command
        .arg("--oauth-setup")
        .write_stdin("")
        .timeout(Duration::from_secs(60));
    let output = output.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("Client ID is needed"), "{told}");
    assert!(output.stdout.is_empty());
}
