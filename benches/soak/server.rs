//! The server under load, as a process of its own.

use std::io::{self, BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use demo::Demo;

use crate::Result;

/// The settings that lead a server to a demo. Without `limits` as many requests leave as are asked for.
pub fn settings(demo: &Demo, limits: bool) -> Vec<(String, String)> {
    let mut settings = Vec::new();
    for (product, url) in [
        ("JIRA", demo.jira_url()),
        ("CONFLUENCE", demo.confluence_url()),
        ("BITBUCKET", demo.bitbucket_url()),
    ] {
        settings.push((format!("{product}_URL"), url));
        settings.push((format!("{product}_DEPLOYMENT"), "datacenter".to_owned()));
        settings.push((format!("{product}_PERSONAL_TOKEN"), "soak".to_owned()));
        if !limits {
            let rate = format!("{product}_RATE_LIMIT_REQUESTS_PER_SECOND");
            settings.push((rate, "0".to_owned()));
        }
    }
    settings
}

/// A running server, which ends with its owner.
pub struct Server(pub Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended if it cannot be killed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server over HTTP, and the address of its endpoint.
///
/// # Errors
/// If it does not say where it listens.
pub fn over_http(program: &str, settings: &[(String, String)]) -> Result<(Server, String)> {
    let mut command = command(program, settings);
    command.args(["--transport", "streamable-http", "--port", "0"]);
    let mut server = started(program, command.stdin(Stdio::null()).stderr(Stdio::piped()))?;
    let log = server.0.stderr.take().ok_or("no log")?;
    let mut lines = BufReader::new(log).lines().map_while(io::Result::ok);
    let address = lines.find_map(|line| Some(line.split_once("MCP at ")?.1.trim().to_owned()));
    // A log that nobody reads would stop the server.
    std::thread::spawn(move || lines.for_each(drop));
    let address = address.ok_or("it does not say where it listens")?;
    Ok((server, address))
}

/// A server over standard input and output.
///
/// # Errors
/// If it does not start.
pub fn over_stdio(program: &str, settings: &[(String, String)]) -> Result<Server> {
    let mut command = command(program, settings);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    started(program, command.stderr(Stdio::null()))
}

fn command(program: &str, settings: &[(String, String)]) -> Command {
    let mut command = Command::new(program);
    let settings = settings.iter().map(|(name, value)| (name, value));
    command.env_clear().envs(settings);
    command
}

fn started(program: &str, command: &mut Command) -> Result<Server> {
    let started = command.spawn().map(Server);
    started.map_err(|error| format!("{program} does not start: {error}"))
}
