//! Against a web server with a certificate of its own, under names that a resolver of the test's makes up.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rcgen::{CertificateParams, KeyPair};
use reqwest::Certificate;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::public::is_public;
use super::{Documents, Reach};

const NAME: &str = "client.example";

/// A web server that gives every request the same answer.
struct Web {
    port: u16,
    authority: Certificate,
    /// The first line and the headers of each request.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    async fn answering(answer: impl FnOnce(u16) -> String) -> Self {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = socket.local_addr().unwrap().port();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([NAME.to_owned()]).unwrap();
        let certificate = params.self_signed(&key).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            );
        let tls = TlsAcceptor::from(Arc::new(tls.unwrap()));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, heard) = (answer(port), Arc::clone(&asked));
        tokio::spawn(async move {
            while let Ok((connection, _)) = socket.accept().await {
                // Whoever speaks no TLS, or goes away, is of no interest here.
                let Ok(mut connection) = tls.accept(connection).await else {
                    continue;
                };
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    request.push(connection.read_u8().await.unwrap());
                }
                heard
                    .lock()
                    .unwrap()
                    .push(String::from_utf8(request).unwrap());
                let _ = connection.write_all(answer.as_bytes()).await;
                let _ = connection.shutdown().await;
            }
        });
        Self {
            port,
            authority: Certificate::from_der(certificate.der()).unwrap(),
            asked,
        }
    }

    /// Documents that are read from here, whatever name is asked for.
    fn documents(&self) -> Documents {
        self.documents_by(&Arc::new(Names::always(&["127.0.0.1"])), |address| {
            address == Ipv4Addr::LOCALHOST
        })
    }

    fn documents_by(&self, names: &Arc<Names>, admits: fn(IpAddr) -> bool) -> Documents {
        Documents::new(Reach {
            names: Arc::clone(names) as Arc<dyn Resolve>,
            admits,
            authorities: vec![self.authority.clone()],
        })
    }

    fn address(&self) -> String {
        address(self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn address(port: u16) -> String {
    format!("https://{NAME}:{port}/client.json")
}

/// An answer of JSON, with more headers.
fn json(more: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{more}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn document(port: u16) -> String {
    let id = address(port);
    format!(
        r#"{{"client_id":"{id}","client_name":"Some client","redirect_uris":["http://localhost/cb","myapp:/cb"]}}"#
    )
}

/// Gives these addresses, each time the next ones; the last ones go on.
struct Names {
    addresses: Vec<&'static [&'static str]>,
    looked_up: AtomicUsize,
}

impl Names {
    fn always(addresses: &'static [&'static str]) -> Self {
        Self::each_time(vec![addresses])
    }

    const fn each_time(addresses: Vec<&'static [&'static str]>) -> Self {
        Self {
            addresses,
            looked_up: AtomicUsize::new(0),
        }
    }
}

impl Resolve for Names {
    fn resolve(&self, _: Name) -> Resolving {
        let turn = self.looked_up.fetch_add(1, Ordering::Relaxed);
        let addresses = self.addresses[turn.min(self.addresses.len() - 1)];
        Box::pin(async move {
            let addresses = addresses
                .iter()
                .map(|address| SocketAddr::new(address.parse().unwrap(), 0));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}

#[tokio::test]
async fn a_document_is_read_once_and_says_who_the_client_is() {
    let web = Web::answering(|port| json("Cache-Control: max-age=600\r\n", &document(port))).await;
    let documents = web.documents();
    for _ in 0..2 {
        let client = documents.client(&web.address()).await.unwrap();
        assert_eq!(client.name.as_deref(), Some("Some client"));
        // The other one is of no use here.
        let redirects: Vec<_> = client
            .redirects
            .iter()
            .map(super::super::redirect::Redirect::as_str)
            .collect();
        assert_eq!(redirects, ["http://localhost/cb"]);
    }
    let asked = web.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    let request = asked[0].to_ascii_lowercase();
    assert!(
        request.starts_with("get /client.json http/1.1"),
        "{request}"
    );
    for header in ["cookie", "authorization", "referer"] {
        assert!(!request.contains(header), "{request}");
    }
}

#[tokio::test]
async fn an_address_is_written_in_one_way_and_names_its_host() {
    let web = Web::answering(|port| json("", &document(port))).await;
    let documents = web.documents();
    for (id, told) in [
        ("http://client.example/c", "https://"),
        ("https://client.example", "normal form"),
        ("https://client.example/", "path"),
        ("https://client.example/a/../c", "normal form"),
        ("https://client.example/a/%2e%2e/c", "normal form"),
        ("https://CLIENT.example/c", "normal form"),
        ("https://client.example:443/c", "normal form"),
        ("https://client.example\\@evil.example/c", "normal form"),
        ("https://client.example/c#x", "fragment"),
        ("https://user@client.example/c", "user name"),
        ("https://:x@client.example/c", "user name"),
        ("https://127.0.0.1/c", "not at a name"),
        ("https://8.8.8.8/c", "not at a name"),
        ("https://2130706433/c", "normal form"),
        ("https://[::1]/c", "not at a name"),
        ("https://[::ffff:10.0.0.1]/c", "normal form"),
        ("https://", "cannot be read"),
    ] {
        let why = documents.client(id).await.expect_err(id);
        assert!(
            why.contains(told) || told == "cannot be read" && why.contains("can be read"),
            "{id}: {why}"
        );
    }
    let long = format!("https://client.example/{}", "x".repeat(1_000));
    assert!(documents.client(&long).await.unwrap_err().len() < 200);
    assert!(web.asked().is_empty());
}

/// By name, and by a name server that says one thing and then another.
#[tokio::test]
async fn what_points_inward_is_not_asked() {
    let web = Web::answering(|port| json("", &document(port))).await;
    let inward: [&'static [&'static str]; 7] = [
        &["127.0.0.1"],
        &["8.8.8.8", "127.0.0.1"],
        &["::1"],
        &["::ffff:127.0.0.1"],
        &["169.254.169.254"],
        &["64:ff9b::7f00:1"],
        &[],
    ];
    for addresses in inward {
        let names = Arc::new(Names::always(addresses));
        let documents = web.documents_by(&names, is_public);
        let why = documents.client(&web.address()).await.unwrap_err();
        assert!(why.contains("public Internet"), "{addresses:?}: {why}");
        assert_eq!(names.looked_up.load(Ordering::Relaxed), 1);
    }
    assert!(web.asked().is_empty());
}

/// What was looked at is what is spoken to: a second look would have found the wrong machine, at which nothing listens.
#[tokio::test]
async fn a_name_is_looked_up_once_for_each_document() {
    let web = Web::answering(|port| json("", &document(port))).await;
    let names = Arc::new(Names::each_time(vec![&["127.0.0.1"], &["127.0.0.2"]]));
    let documents = web.documents_by(&names, |address| address == Ipv4Addr::LOCALHOST);
    assert!(documents.client(&web.address()).await.is_ok());
    assert_eq!(names.looked_up.load(Ordering::Relaxed), 1);
    let other = format!("{}?other", web.address());
    let why = documents.client(&other).await.unwrap_err();
    assert!(why.contains("public Internet"), "{why}");
    assert_eq!(web.asked().len(), 1);
}

#[tokio::test]
async fn what_is_no_document_of_that_client_is_told_and_not_asked_for_again() {
    let with = |change: fn(String) -> String| move |port: u16| json("", &change(document(port)));
    type Answer = Box<dyn FnOnce(u16) -> String>;
    let cases: Vec<(&str, Answer)> = vec![
        (
            "redirects",
            Box::new(|port| {
                format!(
                    "HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n",
                    address(port)
                )
            }),
        ),
        (
            "404",
            Box::new(|_| "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned()),
        ),
        (
            "201",
            Box::new(|port| json("", &document(port)).replace("200 OK", "201 Created")),
        ),
        (
            "Content-Type",
            Box::new(|port| json("", &document(port)).replace("application/json", "text/html")),
        ),
        (
            "another client",
            Box::new(with(|text| text.replace("client.json", "other.json"))),
        ),
        (
            "larger",
            Box::new(with(|text| text + &" ".repeat(64 << 10))),
        ),
        (
            "not what it should be",
            Box::new(with(|text| text.get(1..).unwrap().to_owned())),
        ),
        (
            "not what it should be",
            Box::new(with(|text| text.replace("client_id", "id"))),
        ),
        (
            "redirect_uris",
            Box::new(with(|text| text.replace("redirect_uris", "uris"))),
        ),
        (
            "myapp:",
            Box::new(with(|text| text.replace("\"http://localhost/cb\",", ""))),
        ),
        (
            "secret",
            Box::new(with(|text| {
                text.replace(
                    "\"client_name\":",
                    "\"token_endpoint_auth_method\":\"client_secret_post\",\"client_name\":",
                )
            })),
        ),
    ];
    for (told, answer) in cases {
        let web = Web::answering(answer).await;
        let documents = web.documents();
        for _ in 0..2 {
            let why = documents.client(&web.address()).await.unwrap_err();
            assert!(why.contains(told) && why.contains(NAME), "{told}: {why}");
        }
        assert_eq!(web.asked().len(), 1, "{told}");
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let web = Web::answering(|port| json("", &document(port))).await;
    let stranger = Web::answering(|_| String::new()).await;
    let documents = stranger.documents();
    let why = documents.client(&web.address()).await.unwrap_err();
    assert!(why.contains("certificate"), "{why}");
    assert!(web.asked().is_empty());
}

/// A server that takes connections and says nothing.
async fn silent() -> (TcpListener, u16) {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = socket.local_addr().unwrap().port();
    (socket, port)
}

/// Anybody can name an address that does not answer, as often as he likes.
#[tokio::test]
async fn a_site_that_does_not_answer_holds_up_no_other_one() {
    let web = Web::answering(|port| json("", &document(port))).await;
    let documents = Arc::new(web.documents());
    let own = std::ptr::from_ref(documents.share_of(&web.address().parse().unwrap()));
    let (_silent, port) = silent().await;
    let of = |n: usize| format!("slow{n}.example");
    let is_apart = |host: &String| {
        let url = format!("https://{host}/").parse().unwrap();
        !std::ptr::eq(documents.share_of(&url), own)
    };
    let domain = (0..).map(of).find(is_apart).unwrap();
    let hanging: Vec<_> = (0..100)
        .map(|n| {
            let (documents, id) = (
                Arc::clone(&documents),
                format!("https://host{n}.{domain}:{port}/{n}"),
            );
            tokio::spawn(async move { documents.client(&id).await.is_ok() })
        })
        .collect();
    tokio::task::yield_now().await;
    assert!(documents.client(&web.address()).await.is_ok());
    assert!(hanging.iter().all(|hanging| !hanging.is_finished()));
    hanging.iter().for_each(tokio::task::JoinHandle::abort);
}

/// Waiting in vain is no fault of the one who waits.
#[tokio::test]
async fn who_does_not_get_a_turn_is_not_remembered_as_failed() {
    let web = Web::answering(|port| json("", &document(port))).await;
    let documents = web.documents();
    let url = web.address().parse().unwrap();
    let all = u32::try_from(super::AT_ONCE).unwrap();
    let taken = documents.share_of(&url).acquire_many(all).await.unwrap();
    let why = documents.client(&web.address()).await.unwrap_err();
    assert!(why.contains("Try again"), "{why}");
    drop(taken);
    assert!(documents.client(&web.address()).await.is_ok());
    // One that is known and has run out is used meanwhile.
    if let Some(mut known) = documents.known.lock().unwrap().get_mut(&web.address()) {
        known.until = std::time::Instant::now();
    }
    let _taken = documents.share_of(&url).acquire_many(all).await.unwrap();
    assert!(documents.client(&web.address()).await.is_ok());
    assert_eq!(web.asked().len(), 1);
}

/// What strangers have remembered here is short.
#[test]
fn no_more_of_a_document_is_kept_than_of_a_registration() {
    let id = "https://client.example/c";
    let read = |redirects: Vec<String>| {
        let told = serde_json::json!({
            "client_id": id,
            "client_name": "n".repeat(10_000),
            "redirect_uris": redirects,
        });
        super::document::read(told.to_string().as_bytes(), id).unwrap()
    };
    let many = read(
        (0..3_000)
            .map(|port| format!("http://localhost:{}/", port + 1))
            .collect(),
    );
    assert_eq!(many.redirects.len(), 20);
    assert_eq!(many.name.unwrap().len(), 200);
    let long = format!("http://localhost/{}", "x".repeat(1_500));
    assert_eq!(read(vec![long; 5]).redirects.len(), 2);
}
