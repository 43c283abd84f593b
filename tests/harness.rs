//! An Atlassian in memory, a caller of it, and a record of what went over the wire between them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use atlassian_mcp::caller::Caller;
use atlassian_mcp::config::{Config, Sources};
use atlassian_mcp::error::Error;
use atlassian_mcp::registry::{self, Accompaniment};
use atlassian_mcp::reply::Reply;
use demo::{Demo, Flavour, Options, Recorded};
use serde_json::Value;

use crate::secrets::PLANTED;

/// Both flavours, with the suffix of their snapshots.
pub const FLAVOURS: [(Flavour, &str); 2] = [(Flavour::Cloud, "cloud"), (Flavour::DataCenter, "dc")];

/// A demo and a caller whose configuration points at it.
pub struct Site {
    /// The Atlassian.
    pub demo: Demo,
    /// Who calls its tools.
    pub caller: Caller,
}

impl Site {
    /// A site of the flavour with the plain configuration.
    pub async fn start(flavour: Flavour) -> Self {
        Self::with(flavour, &[]).await
    }

    /// A site with further variables set, such as `READ_ONLY_MODE`.
    pub async fn with(flavour: Flavour, variables: &[(&str, &str)]) -> Self {
        let demo = demo::start(Options {
            flavour,
            ..Options::default()
        })
        .await
        .unwrap();
        let config = config(&demo, flavour, variables);
        Self {
            caller: Caller::configured(&config).unwrap(),
            demo,
        }
    }

    /// Calls a tool.
    pub async fn call(&self, tool: &str, arguments: Value) -> Result<String, Error> {
        let Value::Object(arguments) = arguments else {
            panic!("arguments are an object")
        };
        let reply = registry::call(&self.caller, tool, arguments, Accompaniment::default()).await;
        printed(reply)
    }

    /// Calls a tool and gives the whole story: the arguments, every request, and the reply. What a snapshot is made of.
    pub async fn story(&self, tool: &str, arguments: Value) -> String {
        self.told(tool, arguments, |_| {}).await
    }

    /// [`Site::story`] of a call that makes requests side by side, which arrive in any order and are told in that of their paths.
    pub async fn story_of_many(&self, tool: &str, arguments: Value) -> String {
        let by_path = |requests: &mut Vec<Recorded>| {
            requests.sort_by_key(|sent| (sent.method != "GET", sent.path.clone()));
        };
        self.told(tool, arguments, by_path).await
    }

    async fn told(
        &self,
        tool: &str,
        arguments: Value,
        order: impl Fn(&mut Vec<Recorded>),
    ) -> String {
        self.demo.clear_requests();
        let reply = self.call(tool, arguments.clone()).await;
        let mut story = format!("{tool} {arguments}\n\n");
        let mut requests = self.demo.requests();
        order(&mut requests);
        for request in requests {
            writeln!(story, "> {}", shown(&request)).unwrap();
        }
        match reply {
            Ok(text) => match serde_json::from_str::<Value>(&text) {
                Ok(json) => writeln!(story, "\n{json:#}").unwrap(),
                Err(_) => writeln!(story, "\n{text}").unwrap(),
            },
            Err(error) => writeln!(story, "\nError: {error}").unwrap(),
        }
        assert!(
            self.demo.violations().is_empty(),
            "{tool}: {:#?}",
            self.demo.violations()
        );
        self.without_port(&story)
    }

    /// The same text on every machine: the demo's port is left out.
    pub fn without_port(&self, text: &str) -> String {
        let origin = self.demo.jira_url().trim_end_matches("/jira").to_owned();
        let host = origin.trim_start_matches("http://");
        text.replace(host, "demo")
    }

    /// How many requests the last calls made.
    pub fn request_count(&self) -> usize {
        self.demo.requests().len()
    }
}

/// A caller of a Jira at this address that is no demo.
pub fn caller_of(jira: &str, flavour: Flavour, more: &[(&str, &str)]) -> Caller {
    caller_at("JIRA", jira, flavour, more)
}

/// A caller of one product (`JIRA`, `CONFLUENCE`, `BITBUCKET`) at this address that is no demo.
pub fn caller_at(product: &str, url: &str, flavour: Flavour, more: &[(&str, &str)]) -> Caller {
    let urls = [(product, url.to_owned())];
    Caller::configured(&configured(&urls, flavour, more)).unwrap()
}

/// A caller of all products at addresses where nobody is.
pub fn caller_of_all(flavour: Flavour, more: &[(&str, &str)]) -> Caller {
    let urls = ["JIRA", "CONFLUENCE", "BITBUCKET"]
        .map(|product| (product, "https://atlassian.example.com".to_owned()));
    Caller::configured(&configured(&urls, flavour, more)).unwrap()
}

/// What is printed of a reply; one that tells a failure is an error.
fn printed(reply: Result<Reply, Error>) -> Result<String, Error> {
    let reply = reply?;
    match reply.is_failure() {
        true => Err(Error::Arguments(reply.printed())),
        false => Ok(reply.printed()),
    }
}

/// Calls a tool of a caller and gives what is printed, or the error.
pub async fn said(caller: &Caller, tool: &str, arguments: Value) -> Result<String, String> {
    let arguments = arguments.as_object().unwrap().clone();
    let reply = registry::call(caller, tool, arguments, Accompaniment::default()).await;
    printed(reply).map_err(|error| error.to_string())
}

/// A caller of a Confluence at this address that is no demo.
pub fn caller_of_confluence(confluence: &str, flavour: Flavour) -> Caller {
    let urls = [("CONFLUENCE", confluence.to_owned())];
    Caller::configured(&configured(&urls, flavour, &[])).unwrap()
}

/// The configuration that an operator would set for this demo.
pub fn config(demo: &Demo, flavour: Flavour, more: &[(&str, &str)]) -> Config {
    let urls = [
        ("JIRA", demo.jira_url()),
        ("CONFLUENCE", demo.confluence_url()),
        ("BITBUCKET", demo.bitbucket_url()),
    ];
    configured(&urls, flavour, more)
}

fn configured(urls: &[(&str, String)], flavour: Flavour, more: &[(&str, &str)]) -> Config {
    let deployment = if flavour == Flavour::Cloud {
        "cloud"
    } else {
        "datacenter"
    };
    let mut variables = BTreeMap::new();
    for (product, url) in urls {
        variables.insert(format!("{product}_URL"), url.to_string());
        variables.insert(format!("{product}_DEPLOYMENT"), deployment.to_owned());
        variables.insert(format!("{product}_USERNAME"), "mira".to_owned());
        variables.insert(format!("{product}_API_TOKEN"), format!("{PLANTED}harness"));
        // What a test is not about takes no time.
        let pace = format!("{product}_RATE_LIMIT_REQUESTS_PER_SECOND");
        variables.insert(pace, "0".to_owned());
    }
    variables.insert("BITBUCKET_WORKSPACE".into(), "harbour".into());
    variables.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let sources = Sources {
        flags: BTreeMap::new(),
        environment: variables,
        env_file: None,
        directory: None,
    };
    Config::load(&sources).unwrap()
}

/// A request as it left: method, path and query, and the body if there is one.
fn shown(request: &Recorded) -> String {
    let query = if request.query.is_empty() {
        String::new()
    } else {
        format!("?{}", request.query)
    };
    let body = match request.json() {
        Some(body) => format!("\n{body:#}"),
        None if request.body.is_empty() => String::new(),
        None => format!("\n{}", request.body),
    };
    format!("{} {}{query}{body}", request.method, request.path)
}
