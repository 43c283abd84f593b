//! `check`: whether each product that is set up lets us in, and as whom; and whether people can sign in.

mod sign_in;

use std::fmt::Display;
use std::time::Instant;

use futures_util::future::join_all;
use http::Method;
use serde::Deserialize;

use self::sign_in::Step;
use super::{Outcome, table};
use crate::config::{Config, Credentials, Service, Transport};
use crate::error::{Error, Result};
use crate::http::{Answer, Session};
use crate::product::{Deployment, Product};

const UNKNOWN: &str = "-";

/// Asks all products at once. The exit status is 1 if anything fails.
pub(super) async fn run(config: &Config) -> Outcome {
    match &config.transport {
        // No product has an account of the server's own then.
        Transport::Http(listener) if let Some(sign_in) = &listener.sign_in => {
            signing_in(&sign_in::steps(config, listener, sign_in).await)
        }
        Transport::Http(_) | Transport::Stdio => products(config).await,
    }
}

async fn products(config: &Config) -> Outcome {
    let checks = join_all(config.services().map(check)).await;
    let rows = checks.iter().map(Check::row).collect();
    let headings = [
        "PRODUCT",
        "DEPLOYMENT",
        "STATE",
        "SIGNED IN AS",
        "VERSION",
        "LATENCY",
        "ADDRESS",
    ];
    let failures = checks.iter().filter_map(|check| check.found.as_ref().err());
    outcome(table::render(headings, rows, None), failures)
}

fn signing_in(steps: &[Step]) -> Outcome {
    let rows = steps.iter().map(|step| {
        let state = state(step.problem.is_none());
        vec![step.what.to_owned(), state, step.address.clone()]
    });
    let table = table::render(["SIGNING IN", "STATE", "ADDRESS"], rows.collect(), None);
    let problems = steps.iter().filter_map(|step| {
        let problem = step.problem.as_ref()?;
        Some(format!("{}: {problem}", step.address))
    });
    outcome(table, problems)
}

/// A table, and below it what failed.
fn outcome(mut stdout: String, failures: impl Iterator<Item = impl Display>) -> Outcome {
    let mut code = 0;
    for failure in failures {
        code = 1;
        stdout.push_str(&format!("\n{failure}"));
    }
    Outcome { stdout, code }
}

fn state(is_fine: bool) -> String {
    if is_fine { "ok" } else { "failed" }.to_owned()
}

struct Check<'a> {
    service: &'a Service,
    found: Result<Found>,
}

struct Found {
    identity: String,
    version: Option<String>,
    milliseconds: u128,
}

impl Check<'_> {
    fn row(&self) -> Vec<String> {
        let Service {
            product,
            deployment,
            ..
        } = self.service;
        let or_unknown = |text: Option<String>| text.unwrap_or_else(|| UNKNOWN.to_owned());
        let found = self.found.as_ref().ok();
        vec![
            product.to_string(),
            deployment.to_string(),
            state(found.is_some()),
            or_unknown(found.map(|found| found.identity.clone())),
            or_unknown(found.and_then(|found| found.version.clone())),
            or_unknown(found.map(|found| format!("{} ms", found.milliseconds))),
            self.service.base_url().to_owned(),
        ]
    }
}

async fn check(service: &Service) -> Check<'_> {
    Check {
        service,
        found: find(service).await,
    }
}

/// Who we are at a product, by one request.
pub(super) async fn who(service: &Service) -> Result<String> {
    let session = Session::new(service.clone())?;
    Ok(identity(&session).await?.0)
}

/// The latency is that of the identity request, with the connection it opens.
async fn find(service: &Service) -> Result<Found> {
    let session = Session::new(service.clone())?;
    let start = Instant::now();
    let (identity, answer) = identity(&session).await?;
    let milliseconds = start.elapsed().as_millis();
    let version = version(&session, &answer).await?;
    Ok(Found {
        identity,
        version,
        milliseconds,
    })
}

/// The names of a user, which each product spells its own way.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    #[serde(alias = "display_name")]
    display_name: Option<String>,
    #[serde(alias = "username")]
    name: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

impl User {
    /// Nobody for the user that Confluence takes those for whom it does not know.
    fn name(self) -> Option<String> {
        let known = self.kind.as_deref() != Some("anonymous");
        self.display_name.or(self.name).filter(|_| known)
    }
}

async fn identity(session: &Session) -> Result<(String, Answer)> {
    use {Deployment::*, Product::*};
    let is_token = matches!(session.service().credentials, Some(Credentials::Bearer(_)));
    if (session.product(), session.deployment(), is_token) == (Bitbucket, Cloud, true) {
        return with_access_token(session).await;
    }
    let (operation, path): (_, &[&str]) = match (session.product(), session.deployment()) {
        (Jira, Cloud) => ("GET /rest/api/3/myself", &["rest", "api", "3", "myself"]),
        (Jira, DataCenter) => ("GET /api/2/myself", &["rest", "api", "2", "myself"]),
        (Confluence, Cloud) => (
            "GET /wiki/rest/api/user/current",
            &["rest", "api", "user", "current"],
        ),
        (Confluence, DataCenter) => (
            "GET /rest/api/user/current",
            &["rest", "api", "user", "current"],
        ),
        (Bitbucket, Cloud) => ("GET /user", &["2.0", "user"]),
        (Bitbucket, DataCenter) => (
            "GET /api/latest/application-properties",
            &["rest", "api", "latest", "application-properties"],
        ),
    };
    let answer = session
        .send(operation, session.request(Method::GET, path)?)
        .await?;
    let name = match (session.product(), session.deployment()) {
        // It has no request for oneself, but refuses wrong credentials, and names the user in a header of its answers
        // if no proxy takes that away.
        (Bitbucket, DataCenter) => Some(answer.header("x-ausername").unwrap_or(UNKNOWN).to_owned()),
        _ => answer.view::<User>()?.name(),
    };
    name.map(|name| (name, answer))
        .ok_or_else(|| anonymous(session.product(), operation))
}

/// Bitbucket Cloud: behind an access token there is no user to ask for, but something to read.
async fn with_access_token(session: &Session) -> Result<(String, Answer)> {
    let Some(workspace) = &session.service().workspace else {
        return Err(Error::Config("Bitbucket: set BITBUCKET_WORKSPACE, since behind an access token there is no user whose workspaces could be looked up".into()));
    };
    let request = session.request(Method::GET, ["2.0", "repositories", workspace])?;
    let request = request.query(&[("pagelen", "1")]);
    let answer = session
        .send("GET /repositories/{workspace}", request)
        .await?;
    Ok(("access token".to_owned(), answer))
}

fn anonymous(product: Product, operation: &'static str) -> Error {
    let prefix = product.env_prefix();
    let what = format!(
        "it takes us for an anonymous user, so the sign-in did not work; check {prefix}_PERSONAL_TOKEN, or {prefix}_USERNAME and {prefix}_API_TOKEN"
    );
    Error::Unexpected {
        product,
        operation,
        what,
        excerpt: String::new(),
    }
}

#[derive(Deserialize)]
struct Versioned {
    version: Option<String>,
}

/// The product's version, where it has one and tells it.
async fn version(session: &Session, identity: &Answer) -> Result<Option<String>> {
    use {Deployment::*, Product::*};
    let (operation, path) = match (session.product(), session.deployment()) {
        (Jira, Cloud) => (
            "GET /rest/api/3/serverInfo",
            ["rest", "api", "3", "serverInfo"],
        ),
        (Jira, DataCenter) => ("GET /api/2/serverInfo", ["rest", "api", "2", "serverInfo"]),
        (Confluence, DataCenter) => return confluence_version(session).await,
        (Bitbucket, DataCenter) => return Ok(identity.view::<Versioned>()?.version),
        (Confluence | Bitbucket, Cloud) => return Ok(None),
    };
    let answer = session
        .send(operation, session.request(Method::GET, path)?)
        .await?;
    Ok(answer.view::<Versioned>()?.version)
}

/// Not every version of Confluence tells it.
async fn confluence_version(session: &Session) -> Result<Option<String>> {
    let request = session.request(Method::GET, ["rest", "api", "server-information"])?;
    match session
        .send("GET /rest/api/server-information", request)
        .await
    {
        Ok(answer) => Ok(answer.view::<Versioned>()?.version),
        Err(error) if error.is_not_found() || error.is_forbidden() => Ok(None),
        Err(error) => Err(error),
    }
}
