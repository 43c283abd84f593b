//! Versions of projects.

use crate::api::params::{JiraBatchCreateVersions, JiraCreateVersion};
use crate::api::{jira_cloud, jira_dc};
use crate::args::{Text, not_blank};
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::jira::projects;
use crate::views::jira::Version;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A version to be made.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Plan {
    name: Text,
    description: Option<Text>,
    #[serde(alias = "start_date")]
    start_date: Option<Text>,
    #[serde(alias = "release_date")]
    release_date: Option<Text>,
}

impl Plan {
    /// Refuses what Jira would, or what would not be read as it was meant.
    fn check(&self) -> Result<()> {
        if self.name.trim().is_empty() {
            return Err(Error::Arguments("`name` is empty".into()));
        }
        let start = day("start_date", self.start_date.as_ref())?;
        let release = day("release_date", self.release_date.as_ref())?;
        match (start, release) {
            (Some(start), Some(release)) if release < start => Err(Error::Arguments(format!(
                "`release_date`: {release} is before the start, {start}"
            ))),
            _ => Ok(()),
        }
    }
}

fn day(parameter: &str, text: Option<&Text>) -> Result<Option<NaiveDate>> {
    let text = text.filter(|text| !text.trim().is_empty());
    let wrong = |text: &str| {
        Error::Arguments(format!(
            "`{parameter}`: expected a date like 2026-03-31, got \"{text}\""
        ))
    };
    let read = |text: &str| {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .filter(|_| text.len() == "YYYY-MM-DD".len())
    };
    text.map(|text| read(text).ok_or_else(|| wrong(text)))
        .transpose()
}

/// `jira_create_version`
///
/// # Errors
/// Dates that are none or in the wrong order; what Jira refuses, such as a taken name.
pub async fn create(ctx: &WriteCtx, params: JiraCreateVersion) -> Result<Reply> {
    let plan = Plan {
        name: params.name,
        description: params.description,
        start_date: params.start_date,
        release_date: params.release_date,
    };
    plan.check()?;
    Reply::of(
        send(ctx, &params.project_key, plan).await?,
        |version: Version| Reply::json(&version),
    )
}

/// `jira_batch_create_versions`: one request each, since Jira has none for several. What can be seen to be wrong is not sent.
///
/// # Errors
/// An empty list. What becomes of an item stands with the item.
pub async fn batch_create(ctx: &WriteCtx, params: JiraBatchCreateVersions) -> Result<Reply> {
    let items = params.versions.0;
    if items.is_empty() {
        return Err(Error::Arguments(
            "`versions` is empty; give at least one, e.g. [{\"name\": \"2.1\"}]".into(),
        ));
    }
    let total = items.len();
    // All are read before the first is sent: what is wrong with an item is told whatever becomes of those before it.
    let plans: Vec<_> = items.into_iter().map(planned).collect();
    let mut results = Vec::with_capacity(total);
    let mut ended = None;
    for (index, (name, plan)) in plans.into_iter().enumerate() {
        let made = match (plan, ended) {
            (Ok(_), Some(by)) => Err(Error::Arguments(format!(
                "not sent, since item {by} failed"
            ))),
            (Ok(plan), None) => made(ctx, &params.project_key, plan).await,
            (Err(error), _) => Err(error),
        };
        results.push(match made {
            Ok(version) => json!({ "index": index, "created": version }),
            Err(error) => {
                ended = ended.or(error.ends_a_batch().then_some(index));
                json!({ "index": index, "name": name, "error": error.to_string() })
            }
        });
        ctx.progress().report(index + 1, total);
    }
    let created = results
        .iter()
        .filter(|result| result.get("created").is_some())
        .count();
    let report = json!({ "created": created, "failed": total - created, "results": results });
    Reply::unless_all_failed(&report, created == 0)
}

/// What an item calls its version, and the version that it asks for.
fn planned(item: Map<String, Value>) -> (Value, Result<Plan>) {
    let name = item.get("name").cloned().unwrap_or("(none)".into());
    let read: Result<Plan, _> = serde_json::from_value(item.into());
    let plan = read.map_err(|e| Error::Arguments(e.to_string()));
    (name, plan.and_then(|plan| plan.check().map(|()| plan)))
}

async fn made(ctx: &WriteCtx, project: &str, plan: Plan) -> Result<Version> {
    send(ctx, project, plan).await?.view()
}

async fn send(ctx: &WriteCtx, project: &str, plan: Plan) -> Result<Answer> {
    let Plan {
        name,
        description,
        start_date,
        release_date,
    } = plan;
    let name = Some(name.trim().to_owned());
    let (description, start_date, release_date) = (
        not_blank(description),
        not_blank(start_date),
        not_blank(release_date),
    );
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let id = projects::cloud_id(ctx, project);
            let project_id = ctx.unless_failed(format!("project {project}"), id).await?;
            let body = jira_cloud::types::Version {
                name,
                description,
                start_date,
                release_date,
                project_id,
                ..Default::default()
            };
            ctx.jira_cloud()?.post_version(&body).send().await
        }
        Deployment::DataCenter => {
            let project = Some(project.to_owned());
            let body = jira_dc::types::VersionBean {
                name,
                description,
                start_date,
                release_date,
                project,
                ..Default::default()
            };
            ctx.jira_dc()?.post_version(&body).send().await
        }
    }
}
