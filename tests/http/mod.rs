//! The server over HTTP: what a client may send, from where, and as whom.

mod callers;
mod limits;
mod messages;
mod metrics;
mod sessions;
pub mod sse;

use std::collections::BTreeMap;
use std::net::SocketAddr;

use atlassian_mcp::caller::Caller;
use atlassian_mcp::config::{Config, Sources, Transport};
use atlassian_mcp::server::{Http, Reach, Server};
use reqwest::{Client, RequestBuilder, Response};
use rmcp::ServerHandler;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

pub use self::limits::started;
use crate::harness::Site;
use demo::Flavour;

/// A server that listens on a free port of the loopback.
pub struct Running {
    pub address: SocketAddr,
    client: Client,
    serving: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Running {
    /// A server with these settings.
    pub async fn start<'a>(settings: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        Self::over("streamable-http", settings).await
    }

    /// A server over that transport, with these settings.
    pub async fn over<'a>(
        transport: &str,
        settings: impl IntoIterator<Item = (&'a str, String)>,
    ) -> Self {
        Self::with(configured(transport, settings)).await
    }

    /// A server of that configuration.
    pub async fn with(config: Config) -> Self {
        Self::reaching(config, Reach::public()).await
    }

    /// A server of that configuration that reads documents of clients by those means.
    pub async fn reaching(config: Config, reach: Reach) -> Self {
        Self::serving(Server::new, config, reach).await
    }

    /// What that server makes of callers, over the transport of that configuration.
    pub async fn serving<S: ServerHandler>(
        server: fn(Caller) -> S,
        config: Config,
        reach: Reach,
    ) -> Self {
        let Transport::Http(listener) = config.transport.clone() else {
            panic!("a listener was asked for")
        };
        let http = Http::bind_with(server, config, &listener, reach)
            .await
            .unwrap();
        Self {
            address: http.address(),
            client: client(),
            serving: tokio::spawn(http.serve()),
        }
    }

    /// A server of a demo, with further settings.
    pub async fn of(site: &Site, flavour: Flavour, more: &[(&'static str, &str)]) -> Self {
        let settings = own(site, flavour);
        let more = more
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        Self::start(settings.into_iter().chain(more)).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    /// A message, to be sent with whatever else it needs.
    pub fn post(&self, message: &Value) -> RequestBuilder {
        self.send(message.to_string())
    }

    /// What a browser asks before it sends something for another site.
    pub fn options(&self, path: &str) -> RequestBuilder {
        self.client
            .request(reqwest::Method::OPTIONS, self.url(path))
    }

    /// Something else than a message.
    pub fn post_to(&self, path: &str) -> RequestBuilder {
        self.client.post(self.url(path))
    }

    /// Any body, as JSON.
    pub fn send(&self, body: impl Into<reqwest::Body>) -> RequestBuilder {
        let request = self.client.post(self.url("/mcp")).body(body);
        request
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
    }
}

/// The configuration of a listener on a free port, with these settings.
pub fn configured<'a>(
    transport: &str,
    settings: impl IntoIterator<Item = (&'a str, String)>,
) -> Config {
    let set = [
        ("TRANSPORT", transport.to_owned()),
        ("PORT", "0".to_owned()),
    ];
    let environment = set.into_iter().chain(settings);
    let environment = environment.map(|(name, value)| (name.to_owned(), value));
    let config = Config::load(&Sources {
        flags: BTreeMap::new(),
        environment: environment.collect(),
        env_file: None,
        directory: None,
    });
    config.unwrap()
}

/// A client that no proxy stands before.
pub fn client() -> Client {
    // Only the first counts; another one is the same.
    drop(rustls::crypto::ring::default_provider().install_default());
    Client::builder().no_proxy().build().unwrap()
}

/// The settings of a product's own account there.
pub fn own(site: &Site, flavour: Flavour) -> Vec<(&'static str, String)> {
    let deployment = match flavour {
        Flavour::Cloud => "cloud",
        Flavour::DataCenter => "datacenter",
    };
    vec![
        ("JIRA_URL", site.demo.jira_url()),
        ("JIRA_DEPLOYMENT", deployment.to_owned()),
        ("JIRA_USERNAME", "mira".to_owned()),
        ("JIRA_API_TOKEN", "own-token".to_owned()),
    ]
}

/// A call of a tool.
pub fn call(id: u64, tool: &str, arguments: Value) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })
}

/// The list of tools.
pub fn list(id: u64) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/list" })
}

/// What a call of a tool gave, as text.
pub async fn said(response: Response) -> String {
    let answer: Value = response.json().await.unwrap();
    answer["result"]["content"][0]["text"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

/// The names of the tools in a list.
pub async fn names(response: Response) -> Vec<String> {
    let answer: Value = response.json().await.unwrap();
    let tools = answer["result"]["tools"].as_array();
    let tools = tools.unwrap_or_else(|| panic!("{answer}"));
    let name = |tool: &Value| tool["name"].as_str().unwrap().to_owned();
    tools.iter().map(name).collect()
}
