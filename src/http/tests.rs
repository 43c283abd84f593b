//! What a session puts on the wire and makes of what comes back.

mod answers;
mod redirects;
mod retries;
mod sent;

use std::time::Duration;

use http::Method;
use url::Url;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::config::{Credentials, Service};
use crate::error::Result;
use crate::product::{Deployment, Product};

fn session(base: &str) -> Session {
    session_with(Product::Jira, Deployment::DataCenter, base)
}

fn session_with(product: Product, deployment: Deployment, base: &str) -> Session {
    Session::new(Service {
        product,
        deployment,
        base: Url::parse(base).unwrap(),
        credentials: Some(Credentials::Bearer("s3cret".into())),
        cloud_id: None,
        hosts: None,
        ssl_verify: true,
        filter: Vec::new(),
        workspace: None,
        connect_timeout: Duration::from_secs(5),
        timeout: Duration::from_secs(5),
        network: Default::default(),
    })
    .unwrap()
}

async fn ask(session: &Session, method: Method) -> Result<Answer> {
    session
        .send("GET /x", session.request(method, ["x"])?)
        .await
}

/// A server that gives every request the same answer.
async fn serving(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}
