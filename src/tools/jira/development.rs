//! Pull requests, branches, commits and builds that Jira links to an issue.

use crate::api::params::JiraGetDevelopmentInformation;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Seen;
use crate::reply::Reply;
use crate::tools::either;
use crate::views::jira::{DevelopmentDetail, DevelopmentSummary, Issue, development};
use futures_util::{StreamExt as _, stream};
use serde_json::{Map, Value, json};

/// The data types that are asked for, as the summary names them; `repository` holds the commits.
const KINDS: [&str; 4] = ["pullrequest", "branch", "repository", "build"];

/// The most details of one call: kinds of data times applications.
const MAX_SOURCES: usize = 40;

/// What the summary calls deployments.
const DEPLOYMENTS: &str = "deployment-environment";

/// How many details are fetched at a time.
const AT_ONCE: usize = 4;

/// `jira_get_development_information`: the summary says which applications have what, and each is asked for that.
///
/// # Errors
/// What Jira refuses of the issue or the summary; an application that has nothing. A detail that fails is listed under
/// `errors` and hides nothing else.
pub async fn get(ctx: &Ctx, params: JiraGetDevelopmentInformation) -> Result<Reply> {
    let key = &params.issue_key;
    let issue: Issue = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(key).fields("id"))?.view()?;
    ctx.policy().check_found(&issue.key)?;
    let answer = ctx
        .jira_dev_status()?
        .get_dev_status_issue_summary(&issue.id)
        .send()
        .await?;
    let summary: DevelopmentSummary = match answer.view_or_raw()? {
        Seen::View(summary) => summary,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let sources = sources(&summary);
    let others = others(&summary, &sources);
    let mut problems: Vec<String> = summary.problems.all().collect();
    if sources.is_empty() && others.is_empty() && !problems.is_empty() {
        let unknown = json!({ "key": issue.key, "note": "nothing is known of pull requests, branches, commits and builds", "errors": problems });
        return Reply::json(&unknown);
    }
    if sources.is_empty() && others.is_empty() {
        return Ok(Reply::text(
            &format!("No development information is linked to {}.", issue.key),
            0,
        ));
    }
    let mut sources = of_application(sources, params.application_type.as_deref())?;
    if sources.len() > MAX_SOURCES {
        problems.push(format!(
            "only the first {MAX_SOURCES} of {} kinds and applications were asked for; name one with application_type",
            sources.len()
        ));
        sources.truncate(MAX_SOURCES);
    }
    let known = gathered(ctx, &issue.id, sources, problems).await;
    let mut shown = Map::from_iter([
        ("key".to_owned(), issue.key.into()),
        ("pull_requests".to_owned(), known.pull_requests.into()),
        ("branches".to_owned(), known.branches.into()),
        ("commits".to_owned(), known.commits.into()),
        ("builds".to_owned(), known.builds.into()),
        ("errors".to_owned(), known.errors.into()),
    ]);
    shown.retain(|_, value| !crate::blank::is_blank(value));
    shown.extend(others);
    Reply::json(&shown)
}

/// What Jira knows of an issue's code, as rows.
#[derive(Debug, Default)]
pub struct Known {
    /// Pull requests.
    pub pull_requests: Vec<Value>,
    /// Branches.
    pub branches: Vec<Value>,
    /// Commits.
    pub commits: Vec<Value>,
    /// Builds.
    pub builds: Vec<Value>,
    /// What could not be learnt.
    pub errors: Vec<String>,
}

/// How much Jira knows of an issue's code, and from which applications.
///
/// # Errors
/// What Jira refuses.
pub async fn summary(ctx: &Ctx, issue_id: &str) -> Result<DevelopmentSummary> {
    let api = ctx.jira_dev_status()?;
    api.get_dev_status_issue_summary(issue_id)
        .send()
        .await?
        .view()
}

/// What the summary alone says: of deployments, reviews and whatever else has no details here.
pub fn others(summary: &DevelopmentSummary, sources: &[Source]) -> Map<String, Value> {
    let asked = |kind: &str| sources.iter().any(|source| source.kind == kind);
    let others = summary.summary.iter().filter(|(kind, _)| !asked(kind));
    let shown = others.filter_map(|(kind, counts)| {
        let name = if kind == DEPLOYMENTS {
            "deployments"
        } else {
            kind
        };
        Some((name.to_owned(), counts.shown()?))
    });
    shown.collect()
}

/// An application that has something of a kind: one request.
pub struct Source {
    application: String,
    kind: &'static str,
}

/// Who is to be asked for details.
pub fn sources(summary: &DevelopmentSummary) -> Vec<Source> {
    let of_kind = |kind: &'static str| {
        let instances = summary
            .summary
            .get(kind)
            .into_iter()
            .flat_map(|counts| &counts.by_instance_type);
        let filled = instances.filter(|(_, count)| count.count > 0);
        filled.map(move |(application, _)| Source {
            application: application.clone(),
            kind,
        })
    };
    KINDS.into_iter().flat_map(of_kind).collect()
}

/// Narrows to one application, whatever the letter case.
fn of_application(sources: Vec<Source>, asked: Option<&str>) -> Result<Vec<Source>> {
    let Some(asked) = asked.map(str::trim).filter(|asked| !asked.is_empty()) else {
        return Ok(sources);
    };
    let (kept, others): (Vec<_>, Vec<_>) = sources
        .into_iter()
        .partition(|source| source.application.eq_ignore_ascii_case(asked));
    if kept.is_empty() && !others.is_empty() {
        let mut names: Vec<_> = others
            .into_iter()
            .map(|source| source.application)
            .collect();
        names.sort();
        names.dedup();
        return Err(Error::Arguments(format!(
            "`application_type`: \"{asked}\" has nothing on this issue; these have: {}",
            names.join(", ")
        )));
    }
    Ok(kept)
}

/// The details, some at a time; what fails is added to the errors.
pub async fn gathered(ctx: &Ctx, id: &str, sources: Vec<Source>, errors: Vec<String>) -> Known {
    let total = sources.len();
    let asked = sources
        .into_iter()
        .map(|source| async move { (detail(ctx, id, &source).await, source) });
    let mut asking = stream::iter(asked).buffered(AT_ONCE);
    let mut known = Known {
        errors,
        ..Known::default()
    };
    let mut done = 0;
    while let Some((detail, source)) = asking.next().await {
        done += 1;
        ctx.progress().report(done, total);
        let failed = |why: String| format!("{} of {}: {why}", source.kind, source.application);
        let detail = match detail {
            Ok(detail) => detail,
            Err(error) => {
                known.errors.push(failed(error.to_string()));
                continue;
            }
        };
        known.errors.extend(detail.problems.all().map(failed));
        for instance in detail.detail {
            match source.kind {
                "pullrequest" => {
                    let rows = instance.pull_requests.iter().map(development::pull_request);
                    known.pull_requests.extend(rows);
                }
                "branch" => {
                    let rows = instance.branches.iter().map(development::branch);
                    known.branches.extend(rows);
                }
                "repository" => {
                    let rows = instance.repositories.iter().flat_map(development::commits);
                    known.commits.extend(rows);
                }
                _ => {
                    let builds = instance.builds.iter().map(development::build);
                    let plans = instance.projects.iter().flat_map(development::plans);
                    known.builds.extend(builds.chain(plans));
                }
            }
        }
    }
    known
}

async fn detail(ctx: &Ctx, issue_id: &str, source: &Source) -> Result<DevelopmentDetail> {
    let api = ctx.jira_dev_status()?;
    api.get_dev_status_issue_detail(&source.application, source.kind, issue_id)
        .send()
        .await?
        .view()
}
