//! A load balancer that sends each request to another replica than the one before.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use reqwest::Client;
use reqwest::redirect::Policy;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub struct Balancer(JoinHandle<()>);

impl Drop for Balancer {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct Replicas {
    addresses: Vec<String>,
    turn: AtomicUsize,
    client: Client,
}

impl Balancer {
    /// One at that port, before the replicas at these addresses.
    pub async fn start(port: u16, addresses: Vec<String>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let client = Client::builder().no_proxy().redirect(Policy::none());
        let client = client.build().unwrap();
        let replicas = Arc::new(Replicas {
            addresses,
            turn: AtomicUsize::new(0),
            client,
        });
        Self(tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let replicas = Arc::clone(&replicas);
                let service = service_fn(move |request| {
                    let replicas = Arc::clone(&replicas);
                    async move { Ok::<_, Infallible>(replicas.answer(request).await) }
                });
                let connection = http1::Builder::new();
                tokio::spawn(connection.serve_connection(TokioIo::new(stream), service));
            }
        }))
    }
}

impl Replicas {
    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let replica = &self.addresses[turn % self.addresses.len()];
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let answer = self
            .client
            .request(parts.method, format!("{replica}{}", parts.uri))
            .headers(parts.headers)
            .body(body);
        let mut answer = answer.send().await.unwrap();
        let mut response = Response::new(());
        *response.status_mut() = answer.status();
        std::mem::swap(response.headers_mut(), answer.headers_mut());
        for of_the_connection in [CONTENT_LENGTH, TRANSFER_ENCODING] {
            response.headers_mut().remove(of_the_connection);
        }
        let body = answer.bytes().await.unwrap();
        response.map(|()| Full::new(body))
    }
}
