//! `…_TIMEOUT` and `…_CONNECT_TIMEOUT`.

use reqwest::Method;
use tokio::net::TcpListener;

use super::{send, session};

/// A server that takes connections and says nothing.
async fn silent() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

async fn error_at(url: &str, name: &str) -> String {
    let session = session(url, &[(name, "1")]);
    send(&session, Method::GET).await.unwrap_err().to_string()
}

#[tokio::test]
async fn an_answer_may_take_so_long() {
    let (_listener, port) = silent().await;
    let error = error_at(&format!("http://127.0.0.1:{port}"), "JIRA_TIMEOUT").await;
    assert!(error.contains("no complete answer in time"), "{error}");
    assert!(error.contains("raise JIRA_TIMEOUT"), "{error}");
}

/// A connection is there once TLS is, which a silent server never comes to.
#[tokio::test]
async fn a_connection_may_take_so_long() {
    let (_listener, port) = silent().await;
    let url = format!("https://127.0.0.1:{port}");
    let error = error_at(&url, "JIRA_CONNECT_TIMEOUT").await;
    assert!(error.contains("no connection in time"), "{error}");
    assert!(error.contains("raise JIRA_CONNECT_TIMEOUT"), "{error}");
}
