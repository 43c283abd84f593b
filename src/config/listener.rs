//! How clients connect: over standard input and output, or over HTTP, and then from where and how many.

use std::time::Duration;

use http::uri::Authority;
use url::Url;

use super::reader::Reader;
use super::settings::table;
use super::sign_in::SignIn;

/// How clients connect.
#[derive(Clone, Debug)]
pub enum Transport {
    /// Over standard input and output: one client, which started this program.
    Stdio,
    /// Over Streamable HTTP: anyone who may (MCP, "Transports").
    Http(Box<Listener>),
}

/// A server on a port.
#[derive(Clone, Debug)]
pub struct Listener {
    /// `HOST`: the name or address to listen at.
    pub host: String,
    /// `PORT`; 0 is any that is free.
    pub port: u16,
    /// `STREAMABLE_HTTP_PATH`: the path of the MCP endpoint, without a slash at its end.
    pub path: String,
    /// `TRANSPORT=sse`: the path at which older clients listen to events, without a slash at its end.
    pub sse: Option<String>,
    /// The path of `PUBLIC_BASE_URL`, without a slash at its end: what a proxy in front takes off.
    pub base_path: String,
    /// `ALLOWED_HOSTS` and the host of `PUBLIC_BASE_URL`: what the Host header may say. Empty: a name of this machine's loopback.
    pub hosts: Vec<Authority>,
    /// `ALLOWED_ORIGINS` and the origin of `PUBLIC_BASE_URL`: which web pages may send requests. Empty: those of this machine.
    pub origins: Vec<url::Origin>,
    /// Whether `PUBLIC_BASE_URL` or `ALLOWED_HOSTS` says that others reach this server, so that it is no private one.
    pub is_public: bool,
    /// `ALLOW_GLOBAL_CRED_FALLBACK`: who brings no credentials works with the server's own.
    pub shares_credentials: bool,
    /// `IGNORE_HEADER_AUTH`: `Authorization` is a gateway's, not the caller's.
    pub ignores_authorization: bool,
    /// `ATLASSIAN_OAUTH_SIGN_IN`: people sign in here; none if they do not.
    pub sign_in: Option<SignIn>,
    /// `MCP_HTTP_CONNECTIONS`: the most connections at once; more are closed at once.
    pub connections: usize,
    /// `MCP_HTTP_CALLS`: the most requests under way at once; more are told to come again.
    pub calls: usize,
    /// `MCP_HTTP_SESSIONS`: the most sessions of older clients at once; 0 is to keep none.
    pub sessions: usize,
    /// `MCP_HTTP_SESSION_IDLE`: how long a session is kept in which nothing is asked.
    pub session_idle: Duration,
    /// `METRICS_PORT`: where metrics are read; none is nowhere.
    pub metrics: Option<u16>,
    /// `MCP_HTTP_READ_TIMEOUT`: how long the headers, and then the body, of a request may take to come.
    pub read_timeout: Duration,
    /// `MCP_HTTP_STOP_TIMEOUT`: how long requests may go on after the signal to stop.
    pub stop_timeout: Duration,
}

impl Listener {
    /// Tells of what the server's own credentials do, or do not, for whoever brings none, where that may surprise.
    pub(super) fn tell_whom_it_serves(&self, has_own: bool, reader: &mut Reader) {
        let is_private = is_loopback(&self.host) && !self.is_public && !self.ignores_authorization;
        match (has_own && !is_private, self.shares_credentials) {
            (true, false) => reader.warn("whoever brings no credentials is refused with 401, since others than this machine reach this server; ALLOW_GLOBAL_CRED_FALLBACK=true lets all of them work with the server's own"),
            (true, true) => reader.warn("ALLOW_GLOBAL_CRED_FALLBACK=true: whoever reaches this server and brings no credentials works with the server's own"),
            (false, _) => {}
        }
    }
}

/// Where older clients listen to events, unless it is said.
const DEFAULT_SSE_PATH: &str = "/sse";

/// Reads `TRANSPORT`, and what belongs to it.
pub(super) fn read(reader: &mut Reader) -> Transport {
    let named = reader.text(&table::TRANSPORT);
    match named.as_deref().map(str::to_ascii_lowercase).as_deref() {
        None | Some("stdio") => Transport::Stdio,
        Some("streamable-http" | "streamable_http" | "http") => {
            Transport::Http(Box::new(listener(reader, false)))
        }
        Some("sse") => Transport::Http(Box::new(listener(reader, true))),
        Some(_) => {
            reader.problem(
                "TRANSPORT must be stdio, streamable-http or sse, e.g. TRANSPORT=streamable-http",
            );
            Transport::Stdio
        }
    }
}

fn listener(reader: &mut Reader, with_sse: bool) -> Listener {
    let (path, sse) = paths(reader, with_sse);
    let public = public(reader);
    let mut hosts = hosts(reader);
    let mut origins = origins(reader);
    let is_public = public.is_some() || hosts.iter().any(|host| !is_loopback(host.host()));
    let base_path = public
        .as_ref()
        .map(|url| url.path().trim_end_matches('/').to_owned());
    if let Some(public) = public {
        // Proxies leave the port out, or not.
        hosts.extend(
            public
                .host_str()
                .map(str::parse::<Authority>)
                .into_iter()
                .flatten(),
        );
        origins.push(public.origin());
    }
    Listener {
        host: reader
            .text(&table::HOST)
            .unwrap_or_else(|| table::HOST.default.to_owned()),
        port: reader.number(&table::PORT, 0),
        path,
        sse,
        base_path: base_path.unwrap_or_default(),
        hosts,
        origins,
        is_public,
        shares_credentials: reader.flag(&table::ALLOW_GLOBAL_CRED_FALLBACK),
        ignores_authorization: reader.flag(&table::IGNORE_HEADER_AUTH),
        // Depends on the products.
        sign_in: None,
        connections: reader.number(&table::MCP_HTTP_CONNECTIONS, 1),
        calls: reader.number(&table::MCP_HTTP_CALLS, 1),
        sessions: reader.number(&table::MCP_HTTP_SESSIONS, 0),
        session_idle: reader.seconds(&table::MCP_HTTP_SESSION_IDLE),
        metrics: metrics(reader),
        read_timeout: reader.seconds(&table::MCP_HTTP_READ_TIMEOUT),
        stop_timeout: reader.seconds(&table::MCP_HTTP_STOP_TIMEOUT),
    }
}

/// The address under which clients know this server.
pub(super) fn public(reader: &mut Reader) -> Option<Url> {
    let text = reader.text(&table::PUBLIC_BASE_URL)?;
    let url = Url::parse(&text).ok();
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if url.is_none() {
        reader.problem("PUBLIC_BASE_URL is not a URL that begins with https://, e.g. PUBLIC_BASE_URL=https://mcp.your-company.com");
    }
    url
}

fn hosts(reader: &mut Reader) -> Vec<Authority> {
    let entries = reader.list(&table::ALLOWED_HOSTS).unwrap_or_default();
    let host = |entry: String| {
        let host = entry.parse::<Authority>().ok();
        let host = host.filter(|host| !host.as_str().contains(['*', '@']));
        if host.is_none() {
            reader.problem(format!("ALLOWED_HOSTS: {entry} is no host name, e.g. ALLOWED_HOSTS=mcp.your-company.com,localhost:8000"));
        }
        host
    };
    entries.into_iter().flat_map(host).collect()
}

fn origins(reader: &mut Reader) -> Vec<url::Origin> {
    let entries = reader.list(&table::ALLOWED_ORIGINS).unwrap_or_default();
    let origin = |entry: String| {
        let origin = Url::parse(&entry).ok().map(|url| url.origin());
        let origin = origin.filter(url::Origin::is_tuple);
        if origin.is_none() {
            reader.problem(format!("ALLOWED_ORIGINS: {entry} is no origin, e.g. ALLOWED_ORIGINS=https://app.your-company.com"));
        }
        origin
    };
    entries.into_iter().filter_map(origin).collect()
}

/// The paths of the MCP endpoint and of SSE. As in the server that people come from, the one setting names that of the
/// transport that is chosen.
fn paths(reader: &mut Reader, with_sse: bool) -> (String, Option<String>) {
    let default = table::STREAMABLE_HTTP_PATH.default;
    let named = path(reader);
    let or = |default: &str| named.clone().unwrap_or_else(|| default.to_owned());
    match with_sse {
        true => (default.to_owned(), Some(or(DEFAULT_SSE_PATH))),
        false => (or(default), None),
    }
}

fn metrics(reader: &mut Reader) -> Option<u16> {
    match reader.number(&table::METRICS_PORT, 0) {
        0 => None,
        port => Some(port),
    }
}

fn path(reader: &mut Reader) -> Option<String> {
    let text = reader.text(&table::STREAMABLE_HTTP_PATH)?;
    let path = text.trim_end_matches('/');
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/-_.~".contains(letter);
    let taken = ["/healthz", "/readyz", "/messages"].contains(&path);
    if !path.starts_with('/') || !path.chars().all(plain) || taken {
        reader.problem("STREAMABLE_HTTP_PATH must be a path of its own that begins with a slash, e.g. STREAMABLE_HTTP_PATH=/mcp");
        return None;
    }
    Some(path.to_owned())
}

/// The rest of a path that is below another one: empty, or with a slash at its beginning.
pub fn below<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(base)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

/// Whether a host name or address is one of this machine's own loopback.
pub fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<std::net::IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => bare.trim_end_matches('.').eq_ignore_ascii_case("localhost"),
    }
}
