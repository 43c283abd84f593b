//! Small servers that note what comes in.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// What every request is answered with.
pub const ANSWER: &str = "{\"ok\":true}";

/// A server, with the heads of all requests in the order in which they came; what SOCKS says is among them, in words.
pub struct Server {
    pub address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

/// What a server is.
#[derive(Clone, Default)]
pub struct Kind {
    /// Speaks TLS from the start.
    pub tls: Option<Arc<ServerConfig>>,
    /// Speaks SOCKS5 first; if there is a user, it asks who.
    pub socks: Option<bool>,
    /// In a tunnel, it is the other end itself and speaks TLS.
    pub in_tunnel: Option<Arc<ServerConfig>>,
    /// The whole answer, in place of the usual one.
    pub answer: Option<String>,
}

impl Kind {
    /// One that answers with this in place of success.
    pub fn answering(status: &str, header: &str, body: &str) -> Self {
        let answer = format!(
            "HTTP/1.1 {status}\r\n{header}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        Self {
            answer: Some(answer),
            ..Self::default()
        }
    }

    /// One that sends everybody elsewhere.
    pub fn leading_to(url: &str) -> Self {
        Self::answering("302 Found", &format!("location: {url}"), "")
    }

    /// A SOCKS5 proxy.
    pub fn socks(asks_who: bool) -> Self {
        Self {
            socks: Some(asks_who),
            ..Self::default()
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Server {
    /// Plain HTTP, as a product or as a proxy that answers itself.
    pub async fn start() -> Self {
        Self::of(Kind::default()).await
    }

    pub async fn of(kind: Kind) -> Self {
        Self::at(0, kind).await
    }

    /// At a port.
    pub async fn at(port: u16, kind: Kind) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::default();
        let noted = Arc::clone(&heads);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Whoever leaves in the middle has left.
                let (kind, noted) = (kind.clone(), Arc::clone(&noted));
                tokio::spawn(async move { greet(stream, &kind, &noted).await });
            }
        });
        Self {
            address,
            heads,
            serving,
        }
    }

    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// The heads as they came.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// The first lines alone.
    pub fn asked(&self) -> Vec<String> {
        let first = |head: &String| head.lines().next().unwrap_or_default().to_owned();
        self.heads().iter().map(first).collect()
    }
}

/// The value of a header in a head.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (given, value) = line.split_once(": ")?;
        given.eq_ignore_ascii_case(name).then_some(value)
    })
}

async fn greet(mut stream: TcpStream, kind: &Kind, noted: &Mutex<Vec<String>>) -> io::Result<()> {
    if let Some(asks_who) = kind.socks {
        let said = socks(&mut stream, asks_who).await?;
        noted.lock().unwrap().push(said);
    }
    match &kind.tls {
        Some(tls) => {
            let stream = TlsAcceptor::from(Arc::clone(tls)).accept(stream).await?;
            speak(stream, kind, noted).await
        }
        None => speak(stream, kind, noted).await,
    }
}

async fn speak<S: AsyncRead + AsyncWrite + Unpin + Send>(
    mut stream: S,
    kind: &Kind,
    noted: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let head = head(&mut stream).await?;
    let is_tunnel = head.starts_with("CONNECT ");
    noted.lock().unwrap().push(head);
    if let (true, Some(tls)) = (is_tunnel, &kind.in_tunnel) {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
        let mut stream = TlsAcceptor::from(Arc::clone(tls)).accept(stream).await?;
        let head = self::head(&mut stream).await?;
        noted.lock().unwrap().push(head);
        return answer(&mut stream, kind).await;
    }
    answer(&mut stream, kind).await
}

async fn answer(stream: &mut (impl AsyncWrite + Unpin), kind: &Kind) -> io::Result<()> {
    let usual = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{ANSWER}",
        ANSWER.len()
    );
    let answer = kind.answer.as_ref().unwrap_or(&usual);
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await
}

async fn head(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// The server's side of SOCKS5 (RFC 1928, RFC 1929); what was asked for.
async fn socks(stream: &mut TcpStream, asks_who: bool) -> io::Result<String> {
    let _version = stream.read_u8().await?;
    let _methods = text(stream).await?;
    stream.write_all(&[5, if asks_who { 2 } else { 0 }]).await?;
    let mut who = String::new();
    if asks_who {
        let _version = stream.read_u8().await?;
        who = format!(" as {} with {}", text(stream).await?, text(stream).await?);
        stream.write_all(&[1, 0]).await?;
    }
    let mut request = [0; 4];
    stream.read_exact(&mut request).await?;
    let host = match request[3] {
        1 => {
            let mut address = [0; 4];
            stream.read_exact(&mut address).await?;
            format!("address {}", std::net::Ipv4Addr::from(address))
        }
        3 => format!("name {}", text(stream).await?),
        other => format!("kind {other}"),
    };
    let port = stream.read_u16().await?;
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    Ok(format!("SOCKS {host}:{port}{who}"))
}

/// A text with its length before it.
async fn text(stream: &mut TcpStream) -> io::Result<String> {
    let length = stream.read_u8().await?;
    let mut text = vec![0; length.into()];
    stream.read_exact(&mut text).await?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
