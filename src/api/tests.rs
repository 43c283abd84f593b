//! What leaves for every request that is generated, whatever is put into its path.

use std::sync::{Arc, Mutex};

use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

use crate::config::{Credentials, Service};
use crate::error::Error;
use crate::http::Session;
use crate::product::{Deployment, Product};

/// A body that has what any of the operations requires.
pub fn body<T: DeserializeOwned>() -> T {
    let full = json!({ "name": "x", "prefix": "global", "object": { "title": "x", "url": "https://x.example" }, "content": { "raw": "x" } });
    let read = serde_json::from_value(full.clone());
    read.or_else(|_| serde_json::from_value(json!([full])))
        .or_else(|_| serde_json::from_value(json!({})))
        .unwrap()
}

/// A server that notes the path of each request as it came, before any parser could tidy it.
async fn listening() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/base", listener.local_addr().unwrap());
    let paths = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&paths);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut line = String::new();
            BufReader::new(&mut stream)
                .read_line(&mut line)
                .await
                .unwrap();
            let target = line.split(' ').nth(1).unwrap_or_default();
            let path = target.split('?').next().unwrap_or_default();
            noted.lock().unwrap().push(path.to_owned());
            let answer = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    (base, paths)
}

fn session(base: &str) -> Session {
    let service = Service::plain(Product::Jira, Deployment::Cloud, base.parse().unwrap());
    Session::new(service.signed_in(Credentials::Bearer("t".into()))).unwrap()
}

/// Whether the path is the documented one with `value` in place of each placeholder for text, and digits for numbers.
fn is(path: &str, documented: &str, value: &str) -> bool {
    let below = path.strip_prefix("/base").unwrap();
    // What stands before the documented path is the document's own root.
    let count = documented.split('/').count() - 1;
    let parts: Vec<_> = below.split('/').skip(1).collect();
    let parts = &parts[parts.len().saturating_sub(count)..];
    documented
        .split('/')
        .skip(1)
        .zip(parts)
        .all(|(expected, part)| {
            let decoded = percent_decode_str(part).decode_utf8_lossy();
            match expected.split_once('}') {
                Some((_, after)) => {
                    decoded == format!("{value}{after}") || decoded == format!("0{after}")
                }
                None => *part == expected,
            }
        })
}

/// What the root of the documents adds to the number of a path's parts.
const DEEPEST_ROOT: usize = 3;

#[tokio::test]
async fn no_value_reaches_another_path() {
    let (base, paths) = listening().await;
    let session = session(&base);
    let values = [
        "A-1",
        "\\",
        "..\\issue\\A-1",
        "a\\..\\b",
        "..",
        ".",
        "../x",
        "a/../../x",
        "a/b",
        "/",
        "//evil.example",
        "?x=1",
        "#x",
        "%",
        "%2e%2e",
        "%2E%2E",
        "%5c",
        "..%5cx",
        "..%2fx",
        "%2e%2e%2fx",
        "..;",
        "..;/x",
        ";x",
        "@evil",
        ":80",
        "a:b@c",
        "\n",
        "a\tb",
        "\0",
        "\u{7f}",
        "a\u{85}",
        "\u{2025}",
        "．．",
        "",
        " ",
    ];
    for value in values {
        paths.lock().unwrap().clear();
        let sent = super::probe_all(&session, value).await;
        assert!(sent.len() > 40, "{}", sent.len());
        let mut arrived = std::mem::take(&mut *paths.lock().unwrap()).into_iter();
        for (documented, answer) in sent {
            match answer.unwrap_err() {
                Error::Arguments(why) => {
                    assert!(
                        value != "A-1" && why.contains('`'),
                        "{documented}, {value:?}: {why}"
                    );
                }
                Error::Upstream { .. } => {
                    let path = arrived.next().unwrap();
                    let surplus = path.split('/').count() - "/base".split('/').count();
                    assert!(
                        surplus <= documented.split('/').count() - 1 + DEEPEST_ROOT,
                        "{path}"
                    );
                    assert!(
                        is(&path, documented, value),
                        "{documented}, {value:?}: {path}"
                    );
                }
                other => panic!("{documented}, {value:?}: {other}"),
            }
        }
        assert_eq!(arrived.next(), None);
    }
}
