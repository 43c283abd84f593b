//! Calls, and what came of them.

use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Map, Value, json};

use crate::Result;

/// What is called in turn: reads of all products, short and long, and one write.
const CALLS: [(&str, &str); 8] = [
    ("jira_get_issue", r#"{"issue_key":"SHOP-9"}"#),
    (
        "jira_search",
        r#"{"jql":"project = SHOP ORDER BY key","limit":50}"#,
    ),
    ("jira_get_transitions", r#"{"issue_key":"SHOP-9"}"#),
    ("confluence_search", r#"{"query":"till"}"#),
    (
        "bitbucket_list_branches",
        r#"{"project_key":"SHOP","repository_slug":"order-service"}"#,
    ),
    ("discover_tools", r#"{"task":"move an issue to done"}"#),
    ("jira_get_comments", r#"{"issue_key":"SHOP-9"}"#),
    (
        "jira_update_issue",
        r#"{"issue_key":"SHOP-9","fields":{"priority":"High"}}"#,
    ),
];

/// The message of the call that is the next after so many.
pub fn message(id: usize) -> Value {
    let (tool, arguments) = CALLS.get(id % CALLS.len()).copied().unwrap_or_default();
    call(id, tool, arguments)
}

/// The message of one call.
pub fn call(id: usize, tool: &str, arguments: &str) -> Value {
    let arguments: Value = serde_json::from_str(arguments).unwrap_or_default();
    let params = json!({ "name": tool, "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })
}

/// How long answers took, and which were none.
#[derive(Debug, Default)]
pub struct Tally {
    times: Vec<Duration>,
    /// How many calls failed.
    pub errors: usize,
    /// What the first of them said.
    pub first: Option<String>,
}

impl Tally {
    /// Counts the outcome of a call that began then.
    pub fn count(&mut self, began: Instant, outcome: Result<()>) {
        self.times.push(began.elapsed());
        if let Err(problem) = outcome {
            self.errors += 1;
            self.first.get_or_insert(problem);
        }
    }

    /// Takes in what another one counted.
    pub fn add(&mut self, other: Self) {
        self.times.extend(other.times);
        self.errors += other.errors;
        self.first = self.first.take().or(other.first);
    }

    /// How many calls there were.
    pub fn calls(&self) -> usize {
        self.times.len()
    }

    /// How long all but so many hundredths of the calls took at most, in milliseconds.
    pub fn percentile(&mut self, hundredths: usize) -> f64 {
        self.times.sort_unstable();
        let at = self.times.len().saturating_sub(1) * hundredths / 100;
        let time = self.times.get(at).copied().unwrap_or_default();
        time.as_secs_f64() * 1_000.0
    }
}

/// A client over HTTP with a token of its own.
pub struct Caller {
    client: Client,
    url: String,
    token: String,
}

impl Caller {
    /// The client of that number.
    ///
    /// # Errors
    /// If no HTTP client can be made.
    pub fn new(url: &str, number: usize) -> Result<Self> {
        // Only the first counts; another one is the same.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder().no_proxy().build();
        Ok(Self {
            client: client.map_err(|error| error.to_string())?,
            url: url.to_owned(),
            token: format!("Token of-client-{number}"),
        })
    }

    /// Sends a message and looks at the answer.
    ///
    /// # Errors
    /// If it is none, or tells an error.
    pub async fn ask(&self, message: &Value) -> Result<()> {
        let request = self
            .client
            .post(&self.url)
            .header("authorization", &self.token);
        let request = request
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .body(message.to_string());
        let answer = request.send().await.map_err(|error| error.to_string())?;
        let status = answer.status();
        let body = answer.text().await.map_err(|error| error.to_string())?;
        check(&body).map_err(|problem| format!("{status}: {problem}"))
    }
}

/// Makes sure that an answer tells no error.
///
/// # Errors
/// What it tells.
pub fn check(answer: &str) -> Result<()> {
    let parsed: Value =
        serde_json::from_str(answer).map_err(|error| format!("{error}: {answer}"))?;
    let result = parsed.get("result").and_then(Value::as_object);
    let is_error = |result: &Map<String, Value>| result.get("isError") == Some(&Value::Bool(true));
    match result.is_some_and(|result| !is_error(result)) {
        true => Ok(()),
        false => Err(answer.chars().take(300).collect()),
    }
}
