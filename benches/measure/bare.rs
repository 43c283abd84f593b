//! A bare HTTP client, which fetches the same bodies as a server and does nothing with them, and a bare proxy.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::serve::ListenerExt as _;
use reqwest::Client;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use crate::Result;
use crate::timing::Times;
use crate::upstream::Asked;

/// The client.
///
/// # Errors
/// If none can be made.
pub fn client() -> Result<Client> {
    Ok(Client::builder().no_proxy().build()?)
}

/// Fetches what a call of a server fetches, so many times, one after the other.
///
/// # Errors
/// If one fails.
pub async fn fetch(base: &str, asked: &[Asked], times: usize) -> Result<Times> {
    let (client, mut taken) = (client()?, Times::default());
    for _ in 0..times {
        let began = Instant::now();
        once(&client, base, asked).await?;
        taken.add(began.elapsed());
    }
    Ok(taken)
}

/// How many times a second that is done with so many under way at once.
///
/// # Errors
/// If one fails.
pub async fn rate(base: &str, asked: &[Asked], times: usize, in_flight: usize) -> Result<f64> {
    let (client, began) = (client()?, Instant::now());
    let mut running = JoinSet::new();
    for _ in 0..in_flight {
        let (client, base, asked) = (client.clone(), base.to_owned(), asked.to_vec());
        running.spawn(async move {
            for _ in 0..times / in_flight {
                once(&client, &base, &asked).await?;
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
        });
    }
    while let Some(ended) = running.join_next().await {
        ended??;
    }
    Ok((times / in_flight * in_flight) as f64 / began.elapsed().as_secs_f64())
}

async fn once(client: &Client, base: &str, asked: &[Asked]) -> Result<()> {
    for Asked {
        method,
        address,
        body,
    } in asked
    {
        let request = client.request(method.clone(), format!("{base}{address}"));
        let request = request
            .basic_auth("demo", Some("demo"))
            .header("content-type", "application/json")
            .body(body.clone());
        request.send().await?.error_for_status()?.bytes().await?;
    }
    Ok(())
}

/// A proxy that asks an upstream and gives on what it says.
pub struct Proxy {
    /// Where it is.
    pub base: String,
    serving: JoinHandle<()>,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Proxy {
    /// Starts one.
    ///
    /// # Errors
    /// If it cannot listen.
    pub async fn start(upstream: &str) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let base = format!("http://{}", listener.local_addr()?);
        let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
        let state = Arc::new((client()?, upstream.to_owned()));
        let app = Router::new().fallback(forward).with_state(state);
        let serving = tokio::spawn(async move { drop(axum::serve(listener, app).await) });
        Ok(Self { base, serving })
    }
}

async fn forward(State(to): State<Arc<(Client, String)>>, request: Request) -> Response {
    let (client, upstream) = &*to;
    let address = request.uri().path_and_query().map_or("/", |it| it.as_str());
    let forwarded = client
        .request(request.method().clone(), format!("{upstream}{address}"))
        .basic_auth("demo", Some("demo"));
    let body = async { forwarded.send().await?.bytes().await };
    let failed = |error: reqwest::Error| (StatusCode::BAD_GATEWAY, error.to_string());
    body.await.map_err(failed).into_response()
}
