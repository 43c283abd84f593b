//! A plain HTTP client against a running demo.

use demo::{Demo, Flavour, Options, Release};
use serde_json::{Value, json};
use ureq::{Agent, Body, http::Response};

const TOKEN: &str = "Bearer token";

/// A demo with a runtime of its own and a client that shows every status and follows nothing.
pub struct Client {
    pub demo: Demo,
    flavour: Flavour,
    agent: Agent,
    _runtime: tokio::runtime::Runtime,
}

impl Client {
    pub fn new(flavour: Flavour) -> Self {
        Self::of(flavour, Release::default())
    }

    /// A client of a certain version.
    pub fn of(flavour: Flavour, release: Release) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let demo = runtime
            .block_on(demo::start(Options { flavour, release }))
            .unwrap();
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .into();
        Self {
            demo,
            flavour,
            agent,
            _runtime: runtime,
        }
    }

    pub fn get_raw(&self, url: &str) -> Response<Body> {
        self.agent
            .get(url)
            .header("Authorization", TOKEN)
            .call()
            .unwrap()
    }

    pub fn get_as(&self, url: &str, authorization: Option<&str>) -> (u16, String) {
        let mut request = self.agent.get(url);
        if let Some(authorization) = authorization {
            request = request.header("Authorization", authorization);
        }
        let mut response = request.call().unwrap();
        (
            response.status().as_u16(),
            response.body_mut().read_to_string().unwrap(),
        )
    }

    /// The answer's JSON, whatever its status.
    pub fn get(&self, url: &str) -> (u16, Value) {
        answer(self.get_raw(url))
    }

    pub fn post(&self, url: &str, body: Value) -> (u16, Value) {
        answer(
            self.agent
                .post(url)
                .header("Authorization", TOKEN)
                .send_json(body)
                .unwrap(),
        )
    }

    pub fn put(&self, url: &str, body: Value) -> (u16, Value) {
        answer(
            self.agent
                .put(url)
                .header("Authorization", TOKEN)
                .send_json(body)
                .unwrap(),
        )
    }

    pub fn delete(&self, url: &str) -> (u16, Value) {
        answer(
            self.agent
                .delete(url)
                .header("Authorization", TOKEN)
                .call()
                .unwrap(),
        )
    }

    pub fn post_raw(&self, url: &str, headers: &[(&str, &str)], body: &str) -> Response<Body> {
        let request = self.agent.post(url).header("Authorization", TOKEN);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        request.send(body).unwrap()
    }

    pub fn is_cloud(&self) -> bool {
        self.flavour == Flavour::Cloud
    }

    /// Jira's API root.
    pub fn jira(&self) -> String {
        let version = if self.flavour == Flavour::Cloud { 3 } else { 2 };
        format!("{}/rest/api/{version}", self.demo.jira_url())
    }
}

/// One paragraph in ADF.
pub fn doc(text: &str) -> Value {
    json!({"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]})
}

fn answer(mut response: Response<Body>) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string().unwrap();
    (
        status,
        if text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text).unwrap()
        },
    )
}
