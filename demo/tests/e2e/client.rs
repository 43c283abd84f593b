//! A plain HTTP client against a running demo.

use demo::{Demo, Flavour, Options};
use serde_json::Value;
use ureq::{Agent, Body, http::Response};

/// A demo with a runtime of its own and a client that shows every status and follows nothing.
pub struct Client {
    pub demo: Demo,
    agent: Agent,
    _runtime: tokio::runtime::Runtime,
}

impl Client {
    pub fn new(flavour: Flavour) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let demo = runtime.block_on(demo::start(Options { flavour })).unwrap();
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .into();
        Self {
            demo,
            agent,
            _runtime: runtime,
        }
    }

    pub fn get_raw(&self, url: &str) -> Response<Body> {
        self.agent
            .get(url)
            .header("Authorization", "Bearer token")
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
        json(self.get_raw(url))
    }

    pub fn post(&self, url: &str, body: Value) -> (u16, Value) {
        json(
            self.agent
                .post(url)
                .header("Authorization", "Bearer token")
                .send_json(body)
                .unwrap(),
        )
    }
}

fn json(mut response: Response<Body>) -> (u16, Value) {
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
