//! Atlassian as it is measured against: the demo's answers, remembered and compressed, so that they cost next to nothing.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::serve::ListenerExt as _;
use demo::{Demo, Flavour, Options};
use flate2::{Compression, write::GzEncoder};
use reqwest::{Client, RequestBuilder};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::Result;

/// How many custom fields a site has; most are empty on most issues.
const CUSTOM_FIELDS: usize = 120;

/// The largest request.
const MOST: usize = 1 << 20;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// Its method.
    pub method: Method,
    /// Its path and query.
    pub address: String,
    /// Its body.
    pub body: Bytes,
}

/// An answer that is given again and again.
#[derive(Clone)]
struct Remembered {
    status: StatusCode,
    kind: HeaderValue,
    plain: Bytes,
    gzip: Bytes,
}

/// What connections share.
struct Shared {
    demo: Demo,
    base: String,
    client: Client,
    answers: Mutex<HashMap<Asked, Remembered>>,
    log: Mutex<Vec<Asked>>,
    bytes: AtomicUsize,
    delay: Duration,
}

impl Shared {
    /// A request as the demo takes it, which knows searches on Data Center by POST alone.
    fn request(&self, asked: &Asked) -> RequestBuilder {
        let url = format!("{}{}", self.base, at_demo(&asked.address));
        let query = asked.address.split_once("/rest/api/2/search?");
        let Some((_, query)) = query.filter(|_| asked.method == Method::GET) else {
            let request = self.client.request(asked.method.clone(), url);
            return request.body(asked.body.clone());
        };
        let given = |(name, value): (Cow<'_, str>, Cow<'_, str>)| {
            let value = match (&*name, value.parse::<u32>()) {
                ("fields" | "expand", _) => value.split(',').collect(),
                (_, Ok(number)) => number.into(),
                (_, Err(_)) => Value::from(&*value),
            };
            (name.into_owned(), value)
        };
        let query = url::form_urlencoded::parse(query.as_bytes()).map(given);
        let body = Value::Object(query.filter(|(_, value)| !is_nothing(value)).collect());
        let url = url.split_once('?').map_or(&*url, |(path, _)| path);
        let request = self
            .client
            .post(url)
            .header(header::CONTENT_TYPE, "application/json");
        request.body(body.to_string())
    }
}

fn is_nothing(value: &Value) -> bool {
    value.as_str() == Some("")
        || value
            .as_array()
            .is_some_and(|items| items.iter().all(|item| item == ""))
}

/// A running upstream.
pub struct Upstream {
    /// Which products it speaks for.
    pub flavour: Flavour,
    shared: Arc<Shared>,
    base: String,
    serving: JoinHandle<()>,
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Upstream {
    /// Starts one, which answers after a delay.
    ///
    /// # Errors
    /// If it cannot listen.
    pub async fn start(flavour: Flavour, delay: Duration) -> Result<Self> {
        // Only the first counts; another one is the same.
        drop(rustls::crypto::ring::default_provider().install_default());
        let demo = demo::start(Options {
            flavour,
            ..Options::default()
        });
        let demo = demo.await?;
        let base = demo.jira_url().trim_end_matches("/jira").to_owned();
        let shared = Arc::new(Shared {
            demo,
            base,
            client: Client::builder().no_proxy().build()?,
            answers: Mutex::default(),
            log: Mutex::default(),
            bytes: AtomicUsize::new(0),
            delay,
        });
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let base = format!("http://{}", listener.local_addr()?);
        let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
        let app = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&shared));
        let serving = tokio::spawn(async move { drop(axum::serve(listener, app).await) });
        Ok(Self {
            flavour,
            shared,
            base,
            serving,
        })
    }

    /// The base URLs of Jira, Confluence and Bitbucket.
    pub fn urls(&self) -> [(&'static str, String); 3] {
        let demo = &self.shared.demo;
        let here = |url: String| url.replacen(&self.shared.base, &self.base, 1);
        [
            ("JIRA", here(demo.jira_url())),
            ("CONFLUENCE", here(demo.confluence_url())),
            ("BITBUCKET", here(demo.bitbucket_url())),
        ]
    }

    /// Has something made in the demo, by a POST to a path below the address of all products.
    ///
    /// # Errors
    /// If the demo refuses.
    pub async fn make(&self, path: &str, what: &Value) -> Result<Value> {
        let url = format!("{}{path}", self.shared.base);
        let request = self
            .shared
            .client
            .post(url)
            .basic_auth("demo", Some("demo"));
        let answer = request
            .header(header::CONTENT_TYPE, "application/json")
            .body(what.to_string())
            .send()
            .await?;
        let (status, text) = (answer.status(), answer.text().await?);
        match status.is_success() {
            true => Ok(serde_json::from_str(&text)?),
            false => Err(format!("POST {path}: {status} {text}").into()),
        }
    }

    /// Where it is.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The requests that came since this was asked the last time, and how many bytes went back.
    pub fn taken(&self) -> (Vec<Asked>, usize) {
        let log = std::mem::take(&mut *locked(&self.shared.log));
        (log, self.shared.bytes.swap(0, Relaxed))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    tokio::time::sleep(shared.delay).await;
    let answered = answered(&shared, request).await;
    answered.unwrap_or_else(|error| (StatusCode::BAD_GATEWAY, error.to_string()).into_response())
}

async fn answered(shared: &Shared, request: Request) -> Result<Response> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, MOST).await?;
    let address = parts.uri.path_and_query().map_or("/", |it| it.as_str());
    let asked = Asked {
        method: parts.method,
        address: address.to_owned(),
        body,
    };
    locked(&shared.log).push(asked.clone());
    let remembered = locked(&shared.answers).get(&asked).cloned();
    let remembered = match remembered {
        Some(remembered) => remembered,
        None => {
            let request = shared.request(&asked);
            let given = request.headers(forwarded(&parts.headers)).send().await?;
            let status = given.status();
            let kind = given.headers().get(header::CONTENT_TYPE).cloned();
            let plain = dressed(&given.bytes().await?);
            let gzip = compressed(&plain)?;
            let remembered = Remembered {
                status,
                kind: kind.unwrap_or(HeaderValue::from_static("text/plain")),
                plain,
                gzip,
            };
            locked(&shared.answers).insert(asked, remembered.clone());
            remembered
        }
    };
    let accepted = parts.headers.get(header::ACCEPT_ENCODING);
    let is_gzip =
        accepted.is_some_and(|coding| coding.to_str().is_ok_and(|it| it.contains("gzip")));
    let (body, coding) = match is_gzip {
        true => (remembered.gzip, "gzip"),
        false => (remembered.plain, "identity"),
    };
    shared.bytes.fetch_add(body.len(), Relaxed);
    let headers = [
        (header::CONTENT_TYPE, remembered.kind),
        (header::CONTENT_ENCODING, HeaderValue::from_static(coding)),
    ];
    Ok((remembered.status, headers, Body::from(body)).into_response())
}

/// Where the demo has what a site of Cloud has at its root: Jira, and Confluence below `/wiki`.
fn at_demo(address: &str) -> String {
    let product = match address {
        _ if address.starts_with("/wiki/") => "/confluence",
        _ if address.starts_with("/rest/") => "/jira",
        _ => "",
    };
    format!("{product}{address}")
}

/// What the demo looks at.
fn forwarded(headers: &HeaderMap) -> HeaderMap {
    let names = [header::AUTHORIZATION, header::CONTENT_TYPE, header::ACCEPT];
    let found = names
        .into_iter()
        .filter_map(|name| Some((name.clone(), headers.get(name)?.clone())));
    found.collect()
}

fn compressed(plain: &[u8]) -> std::io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain)?;
    encoder.finish().map(Bytes::from)
}

/// An issue with the fields that sites have besides those of the demo: named, described and empty. What is none stays as it is.
fn dressed(plain: &Bytes) -> Bytes {
    let read = serde_json::from_slice(plain);
    let Some(mut issue) = read.ok().filter(|it: &Map<_, _>| it.contains_key("fields")) else {
        return plain.clone();
    };
    let numbers = 20_000..20_000 + CUSTOM_FIELDS;
    let mut add = |member: &str, of: &dyn Fn(usize) -> Value| {
        if let Some(Value::Object(members)) = issue.get_mut(member) {
            let added = numbers
                .clone()
                .map(|number| (format!("customfield_{number}"), of(number)));
            members.extend(added.collect::<Map<_, _>>());
        }
    };
    add("fields", &|_| Value::Null);
    add("names", &|number| {
        format!("Field {number} of an app").into()
    });
    add("schema", &|number| {
        let custom = "com.atlassian.jira.plugin.system.customfieldtypes:select";
        json!({ "type": "option", "custom": custom, "customId": number })
    });
    Value::Object(issue).to_string().into()
}
