//! Other servers, and what the same calls are there.

use std::path::Path;
use std::process::Command;

use demo::Flavour;
use serde_json::{Value, json};

use crate::scenario::{Call, ISSUE, JQL, ONE_ISSUE, PAGE_OF_200_KIB, SEARCH, Scenario};
use crate::server::settings;
use crate::upstream::Upstream;

/// A server that is compared.
pub struct Peer {
    /// What it is called, with its version.
    pub name: String,
    /// Whether it is this one.
    pub is_own: bool,
    /// How it is started, against an upstream.
    start: Box<dyn Fn(&Upstream) -> Command>,
    /// Scenario → call, for what it has.
    call: fn(&Scenario) -> Option<Call>,
}

impl Peer {
    /// The command that starts it.
    pub fn command(&self, upstream: &Upstream) -> Command {
        (self.start)(upstream)
    }

    /// Its call for a scenario, if it has one.
    pub fn call(&self, scenario: &Scenario) -> Option<Call> {
        (self.call)(scenario)
    }
}

/// This server, and those that speak to a deployment and can be led to a local upstream.
pub fn all(program: &str, folder: &Path, flavour: Flavour) -> Vec<Peer> {
    let own = program.to_owned();
    let own = Peer {
        name: concat!("this server ", env!("CARGO_PKG_VERSION")).to_owned(),
        is_own: true,
        start: Box::new(move |upstream| {
            let mut command = Command::new(&own);
            command.env_clear().envs(settings(upstream));
            command
        }),
        call: |scenario| Some(scenario.call.clone()),
    };
    let others = match flavour {
        Flavour::Cloud => vec![npm_mcp_atlassian(folder), npm_jira(folder)],
        // It takes whatever is at a loopback address for Data Center.
        Flavour::DataCenter => vec![python(folder)],
    };
    std::iter::once(own).chain(others).collect()
}

fn python(folder: &Path) -> Peer {
    let program = folder.join("python/bin/mcp-atlassian");
    let version = std::fs::read_to_string(folder.join("python/version")).unwrap_or_default();
    Peer {
        name: format!("PyPI mcp-atlassian {}", version.trim()),
        is_own: false,
        start: Box::new(move |upstream| {
            let mut command = Command::new(&program);
            let [(_, jira), (_, confluence), _] = upstream.urls();
            command.envs([
                ("JIRA_URL", jira.as_str()),
                ("JIRA_PERSONAL_TOKEN", "measured"),
                ("CONFLUENCE_URL", confluence.as_str()),
                ("CONFLUENCE_PERSONAL_TOKEN", "measured"),
            ]);
            command
        }),
        // Its tools have the names that this server took over.
        call: |scenario| {
            let is_there = !scenario.call.tool.starts_with("bitbucket");
            is_there.then(|| scenario.call.clone())
        },
    }
}

fn npm_mcp_atlassian(folder: &Path) -> Peer {
    npm(
        folder,
        "mcp-atlassian",
        "dist/index.js",
        [
            "ATLASSIAN_BASE_URL",
            "ATLASSIAN_EMAIL",
            "ATLASSIAN_API_TOKEN",
        ],
        |scenario| {
            let (tool, arguments) = match scenario.name {
                ONE_ISSUE => ("read_jira_issue", json!({ "issueKey": ISSUE })),
                SEARCH => (
                    "search_jira_issues",
                    json!({ "jql": JQL, "maxResults": 50 }),
                ),
                PAGE_OF_200_KIB => {
                    let page = &scenario.call.arguments["page_id"];
                    let arguments = json!({ "pageId": page, "format": "markdown" });
                    ("read_confluence_page", arguments)
                }
                _ => return None,
            };
            Some(Call { tool, arguments })
        },
    )
}

fn npm_jira(folder: &Path) -> Peer {
    npm(
        folder,
        "@nexus2520/jira-mcp-server",
        "build/index.js",
        ["JIRA_BASE_URL", "JIRA_EMAIL", "JIRA_API_TOKEN"],
        |scenario| {
            let (tool, arguments) = match scenario.name {
                ONE_ISSUE => ("jira_issues", json!({ "action": "get", "issueKey": ISSUE })),
                SEARCH => {
                    let fields = [
                        "summary",
                        "issuetype",
                        "status",
                        "priority",
                        "assignee",
                        "parent",
                        "labels",
                        "updated",
                    ];
                    let arguments = json!({ "action": "issues", "jql": JQL, "maxResults": 50, "fields": fields });
                    ("jira_search", arguments)
                }
                _ => return None,
            };
            Some(Call { tool, arguments })
        },
    )
}

/// A package for Cloud, which is told of a site, a user and a token.
fn npm(
    folder: &Path,
    package: &'static str,
    main: &str,
    variables: [&'static str; 3],
    call: fn(&Scenario) -> Option<Call>,
) -> Peer {
    let package_folder = folder.join("node/node_modules").join(package);
    let described = std::fs::read(package_folder.join("package.json")).unwrap_or_default();
    let described: Value = serde_json::from_slice(&described).unwrap_or_default();
    let version = described["version"].as_str().unwrap_or_default();
    let main = package_folder.join(main);
    Peer {
        name: format!("npm {package} {version}"),
        is_own: false,
        start: Box::new(move |upstream| {
            let mut command = Command::new("node");
            let [url, user, token] = variables;
            command.arg(&main).envs([
                (url, upstream.base()),
                (user, "demo@example.com"),
                (token, "measured"),
            ]);
            command
        }),
        call,
    }
}
