//! A server that people sign in at, in front of a demo's authorization servers; and a program that has somebody sign in.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::time::Duration;

use atlassian_mcp::config::{Config, Hosts, Provider, Service, Sources, Transport};
use atlassian_mcp::product::Deployment;
use atlassian_mcp::server::Reach;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use demo::authorization::{self, App, Authorization, Kind};
use demo::{Demo, Flavour, Options};
use reqwest::Response;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::browser::{Browser, Page};
use crate::http::Running;

/// Where clients know the server.
pub const HOST: &str = "mcp.example.com";
pub const PUBLIC: &str = "https://mcp.example.com";

/// Where the usual program has people sent back to.
pub const REDIRECT: &str = "http://127.0.0.1:7777/callback";

/// A server, and what is behind it.
pub struct Desk {
    pub demo: Demo,
    /// Of Jira and Confluence.
    pub cloud: Authorization,
    /// Of Bitbucket, whose tokens are for itself alone.
    pub bitbucket: Authorization,
    pub running: Running,
}

/// How it is set up.
#[derive(Clone)]
pub struct Setup {
    pub cloud: App,
    pub settings: Vec<(&'static str, String)>,
    /// How it gets at documents of clients.
    pub reach: Reach,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            cloud: App {
                redirect_uri: format!("{PUBLIC}/callback"),
                ..App::default()
            },
            settings: Vec::new(),
            reach: Reach::public(),
        }
    }
}

impl Setup {
    /// With further settings.
    pub fn with(settings: &[(&'static str, &str)]) -> Self {
        let settings = settings.iter();
        let settings = settings.map(|(name, value)| (*name, (*value).to_owned()));
        Self {
            settings: settings.collect(),
            ..Self::default()
        }
    }

    /// Where other programs reach it by the address that it really has.
    pub fn local() -> Self {
        let port = free_port();
        let mut setup = Self::behind(port);
        setup.settings.push(("PORT", port.to_string()));
        setup
    }

    /// Where other programs reach it at a port of this machine.
    pub fn behind(port: u16) -> Self {
        let url = format!("http://127.0.0.1:{port}");
        let mut setup = Self::with(&[("PUBLIC_BASE_URL", &url), ("ALLOWED_HOSTS", HOST)]);
        setup.cloud.redirect_uri = format!("{url}/callback");
        setup
    }

    /// Jira on Data Center, and nothing else.
    pub fn data_center() -> Self {
        let mut setup = Self::with(&[
            ("JIRA_DEPLOYMENT", "datacenter"),
            ("JIRA_OAUTH_CLIENT_ID", "demo-client"),
            ("JIRA_OAUTH_CLIENT_SECRET", "demo-client-secret"),
            ("ATLASSIAN_OAUTH_CLIENT_ID", ""),
            ("ATLASSIAN_OAUTH_CLIENT_SECRET", ""),
            ("CONFLUENCE_URL", ""),
            ("BITBUCKET_URL", ""),
        ]);
        setup.cloud.kind = Kind::DataCenter;
        setup
    }

    /// Bitbucket on Data Center, and nothing else.
    pub fn bitbucket_data_center() -> Self {
        let setup = Self::data_center();
        let bitbucket = Self::with(&[
            ("JIRA_URL", ""),
            ("JIRA_OAUTH_CLIENT_ID", ""),
            ("JIRA_OAUTH_CLIENT_SECRET", ""),
            ("BITBUCKET_DEPLOYMENT", "datacenter"),
            ("BITBUCKET_WORKSPACE", ""),
            ("BITBUCKET_OAUTH_CLIENT_ID", "demo-client"),
            ("BITBUCKET_OAUTH_CLIENT_SECRET", "demo-client-secret"),
        ]);
        let others = setup.settings.into_iter();
        let others = others.filter(|(name, _)| *name != "BITBUCKET_URL");
        Self {
            settings: others.chain(bitbucket.settings).collect(),
            ..setup
        }
    }

    /// With access tokens that are good for so many seconds.
    pub fn lasting(seconds: u64) -> Self {
        let mut setup = Self::default();
        setup.cloud.lifetime = Duration::from_secs(seconds);
        setup
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// A key, by a number.
pub fn key(number: u8) -> String {
    STANDARD.encode([number; 32])
}

impl Desk {
    pub async fn start() -> Self {
        Self::of(Setup::default()).await
    }

    pub async fn of(setup: Setup) -> Self {
        let flavour = match setup.cloud.kind {
            Kind::DataCenter => Flavour::DataCenter,
            Kind::Cloud | Kind::Bitbucket => Flavour::Cloud,
        };
        let demo = demo::start(Options {
            flavour,
            ..Options::default()
        });
        let demo = demo.await.unwrap();
        let cloud = authorization::start(&demo, setup.cloud.clone())
            .await
            .unwrap();
        let bitbucket = App {
            kind: Kind::Bitbucket,
            ..setup.cloud.clone()
        };
        let bitbucket = authorization::start(&demo, bitbucket).await.unwrap();
        let config = config(&demo, &cloud, &bitbucket, &setup);
        Self {
            running: Running::reaching(config, setup.reach).await,
            demo,
            cloud,
            bitbucket,
        }
    }

    /// Another process with these settings, in front of the same authorization servers.
    pub async fn replica(&self, setup: &Setup) -> Running {
        Running::with(config(&self.demo, &self.cloud, &self.bitbucket, setup)).await
    }

    pub fn browser(&self) -> Browser {
        Browser::new(HOST, &self.running.url(""))
    }

    pub async fn get(&self, path: &str) -> Response {
        self.running
            .get(path)
            .header("host", HOST)
            .send()
            .await
            .unwrap()
    }

    /// Sends a form to an endpoint.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        post(&self.running, path, fields).await
    }

    /// Calls a method of MCP with a token.
    pub async fn ask(&self, token: &str, message: &Value) -> Response {
        ask(&self.running, token, message).await
    }
}

pub async fn post(running: &Running, path: &str, fields: &[(&str, &str)]) -> Response {
    let request = running.post_to(path).header("host", HOST);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(encoded(fields)).send().await.unwrap()
}

/// The body of a form.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields).finish()
}

pub async fn ask(running: &Running, token: &str, message: &Value) -> Response {
    let request = running.post(message).header("host", HOST);
    let request = request.header("authorization", format!("Bearer {token}"));
    request.send().await.unwrap()
}

/// Jira and Confluence by one OAuth client, Bitbucket by its own if it is set up.
fn config(demo: &Demo, cloud: &Authorization, bitbucket: &Authorization, setup: &Setup) -> Config {
    let set = [
        ("TRANSPORT", "streamable-http".to_owned()),
        ("PORT", "0".to_owned()),
        ("PUBLIC_BASE_URL", PUBLIC.to_owned()),
        ("SEALING_KEY", key(1)),
        ("ATLASSIAN_OAUTH_SIGN_IN", "true".to_owned()),
        ("ATLASSIAN_OAUTH_CLIENT_ID", "demo-client".to_owned()),
        (
            "ATLASSIAN_OAUTH_CLIENT_SECRET",
            "demo-client-secret".to_owned(),
        ),
        ("JIRA_URL", demo.jira_url()),
        ("JIRA_DEPLOYMENT", "cloud".to_owned()),
        ("CONFLUENCE_URL", demo.confluence_url()),
        ("CONFLUENCE_DEPLOYMENT", "cloud".to_owned()),
        ("BITBUCKET_URL", demo.bitbucket_url()),
        ("BITBUCKET_DEPLOYMENT", "cloud".to_owned()),
        ("BITBUCKET_WORKSPACE", "harbour".to_owned()),
    ];
    let set = set.into_iter().chain(setup.settings.clone());
    let set: BTreeMap<_, _> = set.map(|(name, value)| (name.to_owned(), value)).collect();
    let mut config = Config::load(&Sources {
        flags: BTreeMap::new(),
        environment: set,
        env_file: None,
        directory: None,
    })
    .unwrap();
    let url = |server: &Authorization| Url::parse(server.url()).unwrap();
    let hosts = Hosts {
        sign_in: url(cloud),
        gateway: url(cloud),
    };
    let sites = [&mut config.jira, &mut config.confluence];
    let on_cloud = |site: &&mut Service| site.deployment == Deployment::Cloud;
    for site in sites.into_iter().flatten().filter(on_cloud) {
        // At the gateway already, where no address is set.
        if site.hosts.is_some() {
            site.base = hosts.gateway.clone();
        }
        site.hosts = Some(hosts.clone());
    }
    if let Transport::Http(listener) = &mut config.transport
        && let Some(sign_in) = &mut listener.sign_in
    {
        for upstream in &mut sign_in.upstreams {
            upstream.client.provider = match &upstream.client.provider {
                Provider::Cloud(_) => Provider::Cloud(hosts.clone()),
                Provider::DataCenter(_) => Provider::DataCenter(url(cloud)),
                Provider::Bitbucket(_) => Provider::Bitbucket(url(bitbucket)),
            };
        }
    }
    config
}

/// An MCP client: it registers, has somebody sign in, and gets tokens.
pub struct Program {
    pub id: String,
    pub redirect: String,
    pub verifier: String,
    pub scope: Option<&'static str>,
    /// Where it has somebody sign in.
    pub issuer: String,
}

impl Program {
    /// One that registers here.
    pub async fn register(desk: &Desk) -> Self {
        let told = register(
            desk,
            &json!({ "client_name": "Probe", "redirect_uris": [REDIRECT] }),
        )
        .await;
        let told: Value = told.json().await.unwrap();
        Self {
            id: told["client_id"]
                .as_str()
                .unwrap_or_else(|| panic!("{told}"))
                .to_owned(),
            redirect: REDIRECT.to_owned(),
            verifier: "v".repeat(43),
            scope: None,
            issuer: PUBLIC.to_owned(),
        }
    }

    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(&self.verifier))
    }

    /// Where it sends somebody.
    pub fn address(&self) -> Url {
        let mut url = Url::parse(&format!("{}/authorize", self.issuer)).unwrap();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.id)
            .append_pair("redirect_uri", &self.redirect)
            .append_pair("state", "s & t")
            .append_pair("resource", &format!("{}/mcp", self.issuer))
            .append_pair("code_challenge", &self.challenge())
            .append_pair("code_challenge_method", "S256")
            .extend_pairs(self.scope.map(|scope| ("scope", scope)));
        url
    }

    /// Somebody consents on all pages; where he is sent back to.
    pub async fn sign_in(&self, browser: &mut Browser) -> Url {
        let page = browser.open(self.address().as_str(), &self.redirect).await;
        let mut form = page
            .unwrap_or_else(|url| panic!("{url}"))
            .form("decision", "allow");
        loop {
            match browser.send(&form, &self.redirect).await {
                Ok(page) => form = page.form("decision", "accept"),
                Err(url) => return url,
            }
        }
    }

    /// The tokens of somebody who signs in.
    pub async fn tokens(&self, desk: &Desk) -> Value {
        let url = self.sign_in(&mut desk.browser()).await;
        let given = desk
            .post("/token", &self.exchange(&query(&url, "code")))
            .await;
        assert_eq!(given.status(), 200);
        given.json().await.unwrap()
    }

    /// What it asks for with a code.
    pub fn exchange<'a>(&'a self, code: &'a str) -> Vec<(&'a str, &'a str)> {
        vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("client_id", &self.id),
            ("redirect_uri", &self.redirect),
            ("code_verifier", &self.verifier),
        ]
    }

    /// What it asks for with a refresh token.
    pub fn renewal<'a>(&'a self, token: &'a str) -> Vec<(&'a str, &'a str)> {
        vec![
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("client_id", &self.id),
        ]
    }
}

pub async fn register(desk: &Desk, client: &Value) -> Response {
    let request = desk.running.post_to("/register").header("host", HOST);
    let request = request.header("content-type", "application/json");
    request.body(client.to_string()).send().await.unwrap()
}

/// A parameter of an address.
pub fn query(url: &Url, name: &str) -> String {
    let found = url.query_pairs().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("{url}")).1.into_owned()
}

/// A text of an answer.
pub fn text<'a>(told: &'a Value, name: &str) -> &'a str {
    told[name].as_str().unwrap_or_else(|| panic!("{told}"))
}

/// The page that asks for consent.
pub async fn consent_page(program: &Program, browser: &mut Browser) -> Page {
    let page = browser
        .open(program.address().as_str(), &program.redirect)
        .await;
    page.unwrap_or_else(|url| panic!("{url}"))
}
