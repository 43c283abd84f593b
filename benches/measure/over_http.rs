//! A server that serves MCP over streamable HTTP, and clients that call it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::scenario::Call;
use crate::{Result, bare};

/// A running server, which ends with its owner.
pub struct OverHttp {
    process: Child,
    url: String,
}

impl Drop for OverHttp {
    fn drop(&mut self) {
        // It has ended if it cannot be killed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl OverHttp {
    /// Starts this server.
    ///
    /// # Errors
    /// If it does not say where it listens.
    pub fn start(command: &mut Command) -> Result<Self> {
        command.args(["--transport", "streamable-http", "--port", "0"]);
        let pipes = command.stdin(Stdio::null()).stdout(Stdio::null());
        let mut process = pipes.stderr(Stdio::piped()).spawn()?;
        let log = process.stderr.take().ok_or("no log")?;
        let mut lines = BufReader::new(log).lines().map_while(std::io::Result::ok);
        let url = lines.find_map(|line| Some(line.split_once("MCP at ")?.1.trim().to_owned()));
        // A log that nobody reads would stop the server.
        std::thread::spawn(move || lines.for_each(drop));
        let url = url.ok_or("it does not say where it listens")?;
        Ok(Self { process, url })
    }

    /// How many calls a second it answers to so many clients.
    ///
    /// # Errors
    /// If one fails.
    pub async fn rate(&self, call: &Call, times: usize, clients: usize) -> Result<f64> {
        let (message, client) = (message(call), bare::client()?);
        once(&self.request(&client, &message)).await?;
        let began = Instant::now();
        let mut running = JoinSet::new();
        for _ in 0..clients {
            let request = self.request(&client, &message);
            running.spawn(async move {
                for _ in 0..times / clients {
                    once(&request).await?;
                }
                Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
            });
        }
        while let Some(ended) = running.join_next().await {
            ended??;
        }
        Ok((times / clients * clients) as f64 / began.elapsed().as_secs_f64())
    }

    /// The share of calls, one after the other, that took so long or longer.
    ///
    /// # Errors
    /// If one fails.
    pub async fn took_as_long_as(&self, long: Duration, call: &Call, times: usize) -> Result<f64> {
        let request = self.request(&bare::client()?, &message(call));
        once(&request).await?;
        let mut slow = 0;
        for _ in 0..times {
            let began = Instant::now();
            once(&request).await?;
            slow += usize::from(began.elapsed() >= long);
        }
        Ok(slow as f64 / times as f64)
    }

    fn request(&self, client: &Client, message: &str) -> RequestBuilder {
        client
            .post(&self.url)
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .body(message.to_owned())
    }
}

fn message(call: &Call) -> String {
    let params = json!({ "name": call.tool, "arguments": call.arguments });
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params }).to_string()
}

async fn once(request: &RequestBuilder) -> Result<()> {
    let request = request
        .try_clone()
        .ok_or("a request that cannot be sent again")?;
    let text = request.send().await?.text().await?;
    let answer: Value = serde_json::from_str(&text)?;
    match answer["result"].is_object() && answer["result"]["isError"] != true {
        true => Ok(()),
        false => Err(text.into()),
    }
}
