//! What lies between this server and a product: proxies, certificates, headers of the operator's, limits. Each setting is looked at
//! where it has its effect, on the wire.

mod headers;
mod limits;
pub mod pki;
mod proxies;
mod timeouts;
mod tls;
pub mod wire;

use std::collections::BTreeMap;

use atlassian_mcp::config::{Config, Sources};
use atlassian_mcp::error::Error;
use atlassian_mcp::http::Session;
use reqwest::Method;

/// A Jira at this address, with further settings.
fn configured(url: &str, more: &[(&str, &str)]) -> Result<Config, Error> {
    let own = [
        ("JIRA_URL", url),
        ("JIRA_DEPLOYMENT", "datacenter"),
        ("JIRA_PERSONAL_TOKEN", "pers0nal"),
    ];
    let environment: BTreeMap<_, _> = own
        .iter()
        .chain(more)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Config::load(&Sources {
        flags: BTreeMap::new(),
        environment,
        env_file: None,
        directory: None,
    })
}

fn session(url: &str, more: &[(&str, &str)]) -> Session {
    let config = configured(url, more).unwrap();
    Session::new(config.jira.unwrap()).unwrap()
}

/// What is wrong with these settings.
fn problems(more: &[(&str, &str)]) -> String {
    let url = "https://jira.example.test";
    configured(url, more).unwrap_err().to_string()
}

/// What is warned of with these settings.
fn warnings(more: &[(&str, &str)]) -> String {
    let config = configured("https://jira.example.test", more).unwrap();
    config.warnings.join("\n")
}

async fn send(session: &Session, method: Method) -> Result<String, Error> {
    let request = session.request(method, ["x"])?;
    let answer = session.send("GET /x", request).await?;
    Ok(answer.text()?.to_string())
}

/// Asks once, by settings that are made anew.
async fn ask(url: &str, more: &[(&str, &str)]) -> Result<String, Error> {
    send(&session(url, more), Method::GET).await
}
