//! A server under measurement: a process, spoken to over standard input and output.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use demo::Flavour;
use serde_json::{Value, json};

use crate::Result;
use crate::scenario::Call;
use crate::upstream::Upstream;

/// The settings that lead a server to an upstream; as many requests leave as are asked for.
pub fn settings(upstream: &Upstream) -> Vec<(String, String)> {
    let deployment = match upstream.flavour {
        Flavour::Cloud => "cloud",
        Flavour::DataCenter => "datacenter",
    };
    let of_product = |(product, url): (&str, String)| {
        [
            ("URL", url),
            ("DEPLOYMENT", deployment.to_owned()),
            ("USERNAME", "demo".to_owned()),
            // As long as Atlassian's are, since answers are searched for it.
            ("API_TOKEN", "measured".repeat(24)),
            ("RATE_LIMIT_REQUESTS_PER_SECOND", "0".to_owned()),
        ]
        .map(|(name, value)| (format!("{product}_{name}"), value))
    };
    let workspace = ("BITBUCKET_WORKSPACE".to_owned(), "harbour".to_owned());
    let products = upstream.urls().into_iter().flat_map(of_product);
    products.chain([workspace]).collect()
}

/// A running server, which ends with its owner.
pub struct Server {
    /// The process.
    pub process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    last: usize,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended if it cannot be killed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// Starts it, and a session.
    ///
    /// # Errors
    /// If it does not start or answer.
    pub fn start(command: &mut Command) -> Result<Self> {
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = pipes.stderr(Stdio::null()).spawn()?;
        let input = process.stdin.take();
        let output = process.stdout.take().ok_or("no output")?;
        let mut server = Self {
            process,
            input,
            output: BufReader::new(output),
            last: 0,
        };
        let hello = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "measure", "version": "1" } });
        server.ask("initialize", &hello)?;
        server.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }))?;
        Ok(server)
    }

    /// The result of a call.
    ///
    /// # Errors
    /// If the server says that it failed.
    pub fn call(&mut self, call: &Call) -> Result<Value> {
        let params = json!({ "name": call.tool, "arguments": call.arguments });
        call.checked(self.ask("tools/call", &params)?)
    }

    /// Makes a call so many times, of which so many at most are under way at once.
    ///
    /// # Errors
    /// As [`Server::call`].
    pub fn call_often(&mut self, call: &Call, times: usize, in_flight: usize) -> Result<()> {
        let params = json!({ "name": call.tool, "arguments": call.arguments });
        for number in 0..times {
            self.begin("tools/call", &params)?;
            if number >= in_flight {
                call.checked(self.next()?.1)?;
            }
        }
        for _ in 0..times.min(in_flight) {
            call.checked(self.next()?.1)?;
        }
        Ok(())
    }

    /// The result of a request.
    ///
    /// # Errors
    /// If there is none.
    pub fn ask(&mut self, method: &str, params: &Value) -> Result<Value> {
        let id = self.begin(method, params)?;
        loop {
            let (answered, result) = self.next()?;
            if answered == id {
                return Ok(result);
            }
        }
    }

    fn begin(&mut self, method: &str, params: &Value) -> Result<usize> {
        self.last += 1;
        let message =
            json!({ "jsonrpc": "2.0", "id": self.last, "method": method, "params": params });
        self.send(&message)?;
        Ok(self.last)
    }

    /// The next answer, with the id of its request.
    fn next(&mut self) -> Result<(usize, Value)> {
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                return Err("the server ended without an answer".into());
            }
            // Some servers log to standard output.
            let Ok(mut answer) = serde_json::from_str::<Value>(&line) else {
                continue;
            };
            let Some(id) = answer["id"].as_u64() else {
                continue;
            };
            let result = answer["result"].take();
            return match result.is_null() {
                true => Err(answer.to_string().into()),
                false => Ok((usize::try_from(id)?, result)),
            };
        }
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let input = self.input.as_mut().ok_or("the input is closed")?;
        // At once: a pipe takes what a message is.
        input.write_all(format!("{message}\n").as_bytes())?;
        Ok(input.flush()?)
    }

    /// Closes its input, upon which it ends.
    ///
    /// # Errors
    /// If it ends with a failure.
    pub fn end(mut self) -> Result<()> {
        drop(self.input.take());
        let status = self.process.wait()?;
        match status.success() {
            true => Ok(()),
            false => Err(format!("the server ended with {status}").into()),
        }
    }
}
