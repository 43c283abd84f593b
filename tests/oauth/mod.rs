//! OAuth 2.0 against a strict fake of Atlassian's authorization servers: tokens that are renewed, calls through the gateway, the wizard.

mod calls;
mod grant;
mod many;
mod scoped;
mod settings;
mod store;
mod wizard;

use std::path::PathBuf;

use atlassian_mcp::auth::oauth::{Grant, Store, Tokens, no_keyring};
use atlassian_mcp::caller::Caller;
use atlassian_mcp::config::{Config, Credentials, Flow, Hosts, OAuth, Provider};
use demo::authorization::{self, App, Authorization, Kind};
use demo::{Demo, Flavour, Options};
use reqwest::Client;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

use crate::harness;
use crate::http::client as plain_client;

/// A demo, its authorization server, and the folder of whoever signs in there.
pub struct Signing {
    pub demo: Demo,
    pub server: Authorization,
    pub folder: TempDir,
    pub app: App,
}

impl Signing {
    /// With the usual app on Cloud.
    pub async fn start() -> Self {
        Self::of(App::default()).await
    }

    /// Of a kind of server.
    pub async fn at(kind: Kind) -> Self {
        Self::of(App {
            kind,
            ..App::default()
        })
        .await
    }

    /// With an app.
    pub async fn of(app: App) -> Self {
        let flavour = match app.kind {
            Kind::DataCenter => Flavour::DataCenter,
            Kind::Cloud | Kind::Bitbucket => Flavour::Cloud,
        };
        let options = Options {
            flavour,
            ..Options::default()
        };
        let demo = demo::start(options).await.unwrap();
        let server = authorization::start(&demo, app.clone()).await.unwrap();
        Self {
            demo,
            server,
            app,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Both hosts, which are one here.
    pub fn hosts(&self) -> Hosts {
        let url = self.server.url();
        Hosts {
            sign_in: url.parse().unwrap(),
            gateway: url.parse().unwrap(),
        }
    }

    pub fn provider(&self) -> Provider {
        match self.app.kind {
            Kind::Cloud => Provider::Cloud(self.hosts()),
            Kind::DataCenter => Provider::DataCenter(self.server.url().parse().unwrap()),
            Kind::Bitbucket => Provider::Bitbucket(self.server.url().parse().unwrap()),
        }
    }

    /// The client that is registered there.
    pub fn client(&self) -> OAuth {
        OAuth {
            provider: self.provider(),
            flow: Flow::Code,
            client_id: self.app.client_id.clone(),
            client_secret: self.app.client_secret.clone().into(),
            redirect_uri: self.app.redirect_uri.clone(),
            scope: None,
            folder: self.path(),
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("kept")
    }

    /// A grant in what might be a process of its own: nothing but the folder is shared.
    pub fn grant(&self) -> Arc<Grant> {
        Grant::new(self.client(), no_keyring())
    }

    pub fn store(&self) -> Store {
        Store::of(&self.client(), no_keyring())
    }

    /// Somebody signed in a while ago: the access token is over.
    pub fn signed_in(&self, scope: &str) {
        self.keep(scope, Duration::ZERO);
    }

    /// Somebody signed in just now.
    pub fn keep(&self, scope: &str, lifetime: Duration) -> Tokens {
        let (access, refresh) = self.server.grant(scope);
        let tokens = Tokens {
            cloud_id: Some(demo::CLOUD_ID.to_owned()),
            ..Tokens::given(access.into(), Some(refresh.into()), lifetime)
        };
        self.store().write(&tokens).unwrap();
        tokens
    }

    /// How often tokens were asked for.
    pub fn asked(&self) -> usize {
        self.server.token_requests().len()
    }

    /// A configuration of the demo's Cloud, whose sites have this gateway.
    pub fn config(&self, more: &[(&str, &str)]) -> Config {
        let mut config = harness::config(&self.demo, Flavour::Cloud, more);
        for service in [&mut config.jira, &mut config.confluence]
            .into_iter()
            .flatten()
        {
            service.hosts = Some(self.hosts());
        }
        config
    }

    /// A caller of the demo's Cloud with these credentials for Jira and Confluence.
    pub fn caller(&self, credentials: &Credentials) -> Caller {
        let mut config = self.config(&[]);
        for service in [&mut config.jira, &mut config.confluence]
            .into_iter()
            .flatten()
        {
            service.credentials = Some(credentials.clone());
        }
        Caller::configured(&config).unwrap()
    }

    /// The paths of the requests at the gateway.
    pub fn through_the_gateway(&self) -> Vec<String> {
        let requests = self.server.requests().into_iter();
        let through = requests.filter(|sent| sent.path.starts_with("/ex/"));
        through.map(|sent| sent.path).collect()
    }
}

pub fn http() -> Client {
    plain_client()
}

/// What most calls need.
pub const WORK: &str = "read:jira-work write:jira-work read:jira-user offline_access";
