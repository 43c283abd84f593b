//! The issues below an epic, and how far they are.

use crate::api::{jira_cloud, jira_dc};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::tools::jira::fields;
use crate::views::jira::{Field, FieldSchema, Issue, IssueType, SearchPage};
use serde_json::{Value, json};

/// Issues a page, and how many pages are read.
const PAGE: i32 = 100;
const MAX_PAGES: i32 = 5;

/// How many issues are listed; all that were read are counted.
const LISTED: usize = 50;

/// What the fields are called that say how big an issue is.
const POINTS: [&str; 2] = ["Story Points", "Story point estimate"];

/// What is below an issue: none if it is no epic or has nothing below it, unless it was `asked` for.
///
/// # Errors
/// What Jira refuses of children that were asked for; of others, the text of the error stands in their place.
pub async fn of(ctx: &Ctx, issue: &Issue, asked: bool) -> Result<Option<Value>> {
    if !asked && !is_epic(issue) {
        return Ok(None);
    }
    match tally(ctx, issue).await {
        Err(error) if !asked => Ok(Some(json!({ "error": error.to_string() }))),
        tally => tally.map(|tally| {
            tally
                .filter(|(total, _)| asked || *total > 0)
                .map(|(_, tally)| tally)
        }),
    }
}

/// Cloud says the level of a type. Data Center does not, but its epics have a name of their own.
fn is_epic(issue: &Issue) -> bool {
    let kind = issue.fields.get("issuetype").cloned().unwrap_or_default();
    let kind: IssueType = serde_json::from_value(kind).unwrap_or_default();
    let names_it = |(id, value): (&String, &Value)| {
        let kind = issue.schema.get(id).and_then(FieldSchema::custom_kind);
        !value.is_null() && kind == Some("gh-epic-label")
    };
    let is_named = || issue.fields.iter().any(names_it);
    kind.hierarchy_level == Some(1) || (kind.hierarchy_level.is_none() && is_named())
}

async fn tally(ctx: &Ctx, epic: &Issue) -> Result<Option<(usize, Value)>> {
    let fields = fields::all(ctx).await?;
    let points: Vec<&str> = fields
        .iter()
        .filter(|field| {
            POINTS
                .iter()
                .any(|name| field.name.eq_ignore_ascii_case(name))
        })
        .map(|field| field.id.as_str())
        .collect();
    let jql = below(ctx, epic, &fields)?;
    let narrowed = ctx.policy().jql(&jql, &[])?;
    let wanted: Vec<String> = ["summary", "status"]
        .iter()
        .chain(&points)
        .map(ToString::to_string)
        .collect();
    let (children, complete) = found(ctx, &narrowed, wanted).await?;
    let done: Vec<&Issue> = children.iter().filter(|child| child.is_done()).collect();
    let sized = |issue: &&Issue| size(issue, &points).is_some();
    let sum =
        |issues: &[&Issue]| -> f64 { issues.iter().filter_map(|issue| size(issue, &points)).sum() };
    let all: Vec<&Issue> = children.iter().collect();
    let rows: Vec<_> = children.iter().take(LISTED).map(Issue::brief).collect();
    let mut shown = json!({ "total": children.len(), "done": done.len() });
    if let Some(members) = shown.as_object_mut() {
        if all.iter().any(sized) {
            members.insert(
                "points".into(),
                json!({ "total": whole(sum(&all)), "done": whole(sum(&done)) }),
            );
        }
        if rows.len() < children.len() || !complete {
            let counted = if complete {
                ""
            } else {
                "; more than these were not counted"
            };
            members.insert(
                "note".into(),
                format!("jira_search with `{jql}` has all{counted}").into(),
            );
        }
        members.insert("issues".into(), rows.into());
    }
    Ok(Some((children.len(), shown)))
}

/// JQL for what is below an issue. On Data Center, `parent` finds sub-tasks alone.
fn below(ctx: &Ctx, issue: &Issue, fields: &[Field]) -> Result<String> {
    let key = &issue.key;
    let epic_link = fields.iter().find(|field| {
        let schema = field.schema.as_ref();
        schema.is_some_and(|schema| schema.custom_kind() == Some("gh-epic-link"))
    });
    Ok(match (ctx.deployment(Product::Jira)?, epic_link) {
        (Deployment::DataCenter, Some(link)) if is_epic(issue) => {
            format!("\"{}\" = {key}", link.name.replace('"', "\\\""))
        }
        _ => format!("parent = {key}"),
    })
}

/// The issues that a query finds, and whether these are all.
async fn found(ctx: &Ctx, jql: &str, fields: Vec<String>) -> Result<(Vec<Issue>, bool)> {
    let (mut found, mut token) = (Vec::new(), None);
    for page in 0..MAX_PAGES {
        let answer = match ctx.deployment(Product::Jira)? {
            Deployment::Cloud => {
                let body = jira_cloud::types::SearchAndReconcileRequestBean {
                    jql: Some(jql.to_owned()),
                    fields: fields.clone(),
                    max_results: Some(PAGE),
                    next_page_token: token.take(),
                    ..Default::default()
                };
                ctx.jira_cloud()?.post_search_jql(&body).send().await?
            }
            Deployment::DataCenter => {
                let body = jira_dc::types::SearchRequestBean {
                    jql: Some(jql.to_owned()),
                    fields: fields.clone(),
                    max_results: Some(PAGE),
                    start_at: Some(page * PAGE),
                    ..Default::default()
                };
                ctx.jira_dc()?.post_search(&body).send().await?
            }
        };
        let mut page: SearchPage = answer.view()?;
        let admitted = |issue: &Issue| ctx.policy().check_found(&issue.key).is_ok();
        let read = page.issues.len();
        found.extend(page.issues.drain(..).filter(admitted));
        token = page.next_page_token.filter(|_| page.is_last != Some(true));
        let more = page
            .total
            .is_some_and(|total| page.start_at.unwrap_or_default() + (read as u64) < total);
        if read == 0 || (token.is_none() && !more) {
            return Ok((found, true));
        }
    }
    Ok((found, false))
}

fn size(issue: &Issue, points: &[&str]) -> Option<f64> {
    points.iter().find_map(|id| issue.fields.get(*id)?.as_f64())
}

/// A sum as people write it: without a fraction, if it has none.
fn whole(sum: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "points are few, and the fraction is known to be none"
    )]
    let rounded = sum as i64;
    if sum.fract() == 0.0 {
        rounded.into()
    } else {
        sum.into()
    }
}
