//! `health`: whether the server of these settings answers, for whatever watches over a container.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::time::Duration;

use clap::{Args, Parser as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Cli, Outcome, configure};
use crate::config::{Listener, Transport};
use crate::error::{Error, Result};

/// How long the answer may take. Nothing that it says has to be asked for elsewhere.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Debug, Args)]
pub(super) struct Health {
    /// Take the flags that the process with this id was started with (Linux alone); in a container it is 1
    #[arg(long, value_name = "ID")]
    process: Option<u32>,
}

impl Health {
    /// The exit status is 1 if the server does not answer, as Docker and systemd want it.
    pub(super) async fn run(self, typed: Cli) -> Result<Outcome> {
        let cli = match self.process {
            Some(id) => started_as(id)?,
            None => typed,
        };
        match configure(&cli, None)?.transport {
            Transport::Stdio => Ok(
                "ok: over standard input and output it runs as long as its client wants"
                    .to_owned()
                    .into(),
            ),
            Transport::Http(listener) => Ok(answered(&listener).await),
        }
    }
}

async fn answered(listener: &Listener) -> Outcome {
    let (host, port) = (reached_at(&listener.host), listener.port);
    let asked = timeout(PATIENCE, status(&host, port)).await;
    let (code, said) = match asked {
        Ok(Ok(status)) if status == "200" => (0, "ok".to_owned()),
        Ok(Ok(status)) => (1, format!("it answers {status}")),
        Ok(Err(error)) => (1, error.to_string()),
        Err(_) => (1, format!("no answer within {} s", PATIENCE.as_secs())),
    };
    Outcome {
        stdout: format!("http://{host}:{port}/healthz: {said}"),
        code,
    }
}

/// Where this machine reaches a server that listens there: "any address" is none that can be asked.
fn reached_at(host: &str) -> String {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse() {
        Ok(IpAddr::V4(Ipv4Addr::UNSPECIFIED)) => Ipv4Addr::LOCALHOST.to_string(),
        Ok(IpAddr::V6(Ipv6Addr::UNSPECIFIED)) => format!("[{}]", Ipv6Addr::LOCALHOST),
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        Ok(IpAddr::V4(_)) | Err(_) => host.to_owned(),
    }
}

/// The status of `GET /healthz`. No client of `http` is needed for it: it is this program's own answer.
async fn status(host: &str, port: u16) -> io::Result<String> {
    let mut connection = TcpStream::connect(format!("{host}:{port}")).await?;
    let question =
        format!("GET /healthz HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n");
    connection.write_all(question.as_bytes()).await?;
    let mut answer = String::new();
    connection.take(1024).read_to_string(&mut answer).await?;
    let status = answer.split(' ').nth(1).unwrap_or_default();
    Ok(status.to_owned())
}

/// What a process was told when it was started. In a container it may be this program's parent (`docker run --init`), whose
/// arguments end with ours.
fn started_as(process: u32) -> Result<Cli> {
    let wrong = |why: String| Error::Config(format!("--process {process}: {why}"));
    let told = std::fs::read(format!("/proc/{process}/cmdline"));
    let told = told.map_err(|error| wrong(format!("its arguments cannot be read: {error}")))?;
    let told = String::from_utf8_lossy(&told);
    let own = std::env::current_exe().unwrap_or_default();
    let is_own = |argument: &&str| Path::new(argument).file_name() == own.file_name();
    let arguments = told
        .split_terminator('\0')
        .skip_while(|argument| !is_own(argument));
    let arguments: Vec<_> = arguments.collect();
    if arguments.is_empty() {
        return Err(wrong("it is no mcp-atlassian".to_owned()));
    }
    Cli::try_parse_from(arguments).map_err(|error| wrong(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_listens_everywhere_is_asked_at_the_loopback() {
        for (host, at) in [
            ("0.0.0.0", "127.0.0.1"),
            ("::", "[::1]"),
            ("[::]", "[::1]"),
            ("::1", "[::1]"),
            ("10.1.2.3", "10.1.2.3"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(reached_at(host), at);
        }
    }
}
