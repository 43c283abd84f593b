//! Pull requests, branches, commits and builds that Jira links to an issue.

use futures_util::{StreamExt as _, stream};
use serde_json::{Map, Value, json};

use crate::access::Read;
use crate::api::params::JiraGetDevelopmentInformation;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Seen;
use crate::reply::Reply;
use crate::tools::either;
use crate::views::jira::{DevelopmentDetail, DevelopmentSummary, Issue, development};

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
pub async fn get(ctx: &Ctx<Read>, params: JiraGetDevelopmentInformation) -> Result<Reply> {
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
    let mut shown = gathered(ctx, &issue, sources, problems).await;
    if let Some(members) = shown.as_object_mut() {
        members.extend(others);
    }
    Reply::json(&shown)
}

/// What the summary alone says: of deployments, reviews and whatever else has no details here.
fn others(summary: &DevelopmentSummary, sources: &[Source]) -> Map<String, Value> {
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

/// An application that has something of a kind.
struct Source {
    application: String,
    kind: &'static str,
}

fn sources(summary: &DevelopmentSummary) -> Vec<Source> {
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

async fn gathered(
    ctx: &Ctx<Read>,
    issue: &Issue,
    sources: Vec<Source>,
    mut errors: Vec<String>,
) -> Value {
    let total = sources.len();
    let id = issue.id.as_str();
    let asked = sources
        .into_iter()
        .map(|source| async move { (detail(ctx, id, &source).await, source) });
    let mut asking = stream::iter(asked).buffered(AT_ONCE);
    let (mut pulls, mut branches, mut commits, mut builds) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut done = 0;
    while let Some((detail, source)) = asking.next().await {
        done += 1;
        ctx.progress().report(done, total);
        let failed = |why: String| format!("{} of {}: {why}", source.kind, source.application);
        let detail = match detail {
            Ok(detail) => detail,
            Err(error) => {
                errors.push(failed(error.to_string()));
                continue;
            }
        };
        errors.extend(detail.problems.all().map(failed));
        for instance in detail.detail {
            match source.kind {
                "pullrequest" => {
                    pulls.extend(instance.pull_requests.iter().map(development::pull_request))
                }
                "branch" => branches.extend(instance.branches.iter().map(development::branch)),
                "repository" => {
                    commits.extend(instance.repositories.iter().flat_map(development::commits))
                }
                _ => {
                    builds.extend(instance.builds.iter().map(development::build));
                    builds.extend(instance.projects.iter().flat_map(development::plans));
                }
            }
        }
    }
    let mut shown = json!({ "key": issue.key, "pull_requests": pulls, "branches": branches, "commits": commits, "builds": builds, "errors": errors });
    if let Some(map) = shown.as_object_mut() {
        map.retain(|_, value| !crate::views::is_blank(value));
    }
    shown
}

async fn detail(ctx: &Ctx<Read>, issue_id: &str, source: &Source) -> Result<DevelopmentDetail> {
    let api = ctx.jira_dev_status()?;
    api.get_dev_status_issue_detail(&source.application, source.kind, issue_id)
        .send()
        .await?
        .view()
}
