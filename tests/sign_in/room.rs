//! Whoever sends nothing takes nothing from those who work.

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::desk::{Desk, HOST, Program, Setup, text};
use crate::http::{list, names};

/// A request whose body is waited for.
async fn unfinished(desk: &Desk, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(desk.running.address).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {HOST}\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server says so as it begins to read.
    let mut told = [0; 12];
    stream.read_exact(&mut told).await.unwrap();
    assert_eq!(&told, b"HTTP/1.1 100");
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_without_their_bodies_take_no_place_of_a_call() {
    let desk = Desk::of(Setup::with(&[("MCP_HTTP_CALLS", "2")])).await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    let mut waiting = Vec::new();
    for _ in 0..4 {
        waiting.push(unfinished(&desk, "/token").await);
    }
    let listed = names(desk.ask(text(&given, "access_token"), &list(1)).await).await;
    assert!(!listed.is_empty());
    let renewal = program.renewal(text(&given, "refresh_token"));
    assert_eq!(desk.post("/token", &renewal).await.status(), 200);
}

/// Clients take what is not in the words of OAuth for the end of their refresh token.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_unread_is_told_in_the_words_of_oauth() {
    let desk = Desk::of(Setup::with(&[("MCP_HTTP_READ_TIMEOUT", "1")])).await;
    for path in ["/token", "/register"] {
        let mut stream = unfinished(&desk, path).await;
        let mut told = String::new();
        stream.read_to_string(&mut told).await.unwrap();
        // It comes in chunks, whose lengths stand around it.
        let (begin, end) = (told.find('{').unwrap(), told.rfind('}').unwrap());
        let (head, body) = (&told[..begin], &told[begin..=end]);
        assert!(head.contains("HTTP/1.1 408"), "{told}");
        let head = head.to_ascii_lowercase();
        for header in ["cache-control: no-store", "access-control-allow-origin: *"] {
            assert!(head.contains(header), "{told}");
        }
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(text(&body, "error"), "invalid_request");
    }
}
