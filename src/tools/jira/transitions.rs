//! Status changes.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{coerce, issues, rich};
use crate::access::Write;
use crate::api::params::JiraTransitionIssue;
use crate::api::{jira_cloud, jira_dc};
use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::views::jira::{Transition, Transitions};

/// `jira_transition_issue`: fields and comment travel in the request that moves the issue, so that all of it happens or none.
///
/// # Errors
/// A transition that is not offered now (those that are, are listed), required fields that are missing, what Jira refuses.
pub async fn perform(ctx: &Ctx<Write>, params: JiraTransitionIssue) -> Result<Reply> {
    issues::check_project(ctx, &params.issue_key).await?;
    let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_transitions(&params.issue_key).expand("transitions.fields"))?;
    let offered: Transitions = answer.view()?;
    let transition = wanted(&offered.transitions, &params.transition_id)?;
    let given = params.fields.unwrap_or_default().0;
    let fields = coerce::all(ctx, &given).await?;
    complete(transition, &fields)?;
    let comment = match &params.comment {
        Some(comment) => Some(rich::written(ctx, comment).await?),
        None => None,
    };
    send(ctx, &params.issue_key, transition, fields, comment).await?;
    Reply::json(
        &json!({ "key": &*params.issue_key, "transition": transition.name, "status": transition.to.name }),
    )
}

/// The transition of that id, name or target status.
fn wanted<'a>(offered: &'a [Transition], asked: &str) -> Result<&'a Transition> {
    let asked = asked.trim();
    let is = |text: &str| text.eq_ignore_ascii_case(asked);
    let by_id = offered.iter().find(|transition| transition.id == asked);
    let by_name = || offered.iter().find(|transition| is(&transition.name));
    let to_status: Vec<_> = offered
        .iter()
        .filter(|transition| is(&transition.to.name))
        .collect();
    if let Some(transition) = by_id.or_else(by_name) {
        return Ok(transition);
    }
    match to_status.as_slice() {
        [transition] => Ok(transition),
        [] => Err(Error::Arguments(format!(
            "no transition \"{asked}\" is offered for this issue now; there are {}",
            listed(offered.iter())
        ))),
        several => Err(Error::Arguments(format!(
            "several transitions lead to \"{asked}\": choose {}",
            listed(several.iter().copied())
        ))),
    }
}

fn listed<'a>(transitions: impl Iterator<Item = &'a Transition>) -> String {
    let shown: Vec<_> = transitions
        .map(|t| format!("{} \"{}\" (to {})", t.id, t.name, t.to.name))
        .collect();
    if shown.is_empty() {
        "none, for this user".into()
    } else {
        shown.join(", ")
    }
}

/// Refuses a transition whose required fields are not all given, before anything is sent.
fn complete(transition: &Transition, given: &Map<String, Value>) -> Result<()> {
    let missing = transition
        .fields
        .iter()
        .filter(|(id, field)| field.must_be_given() && !given.contains_key(*id));
    let missing: Vec<_> = missing
        .map(|(id, field)| match field.choices().as_slice() {
            [] => format!("{} ({id})", field.name),
            choices => format!("{} ({id}: {})", field.name, choices.join(" | ")),
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::Arguments(format!(
        "\"{}\" requires {}; give them in `fields`",
        transition.name,
        missing.join(", ")
    )))
}

async fn send(
    ctx: &Ctx<Write>,
    key: &IssueKey,
    transition: &Transition,
    fields: Map<String, Value>,
    comment: Option<Value>,
) -> Result<()> {
    let update = comment.map(|body| ("comment".to_owned(), json!([{ "add": { "body": body } }])));
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_cloud::types::IssueUpdateDetails {
                transition: Some(jira_cloud::types::IssueTransition {
                    id: Some(transition.id.clone()),
                    ..Default::default()
                }),
                fields: fields.into_iter().collect(),
                update: operations(update)?,
                ..Default::default()
            };
            ctx.jira_cloud()?
                .post_issue_transitions(key, &body)
                .send()
                .await?;
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::IssueUpdateBean {
                transition: Some(jira_dc::types::TransitionBean {
                    id: Some(transition.id.clone()),
                    ..Default::default()
                }),
                fields: fields.into_iter().collect(),
                update: operations(update)?,
                ..Default::default()
            };
            ctx.jira_dc()?
                .post_issue_transitions(key, &body)
                .send()
                .await?;
        }
    }
    Ok(())
}

/// Update operations in the type of either document.
fn operations<T: serde::de::DeserializeOwned>(
    update: Option<(String, Value)>,
) -> Result<HashMap<String, T>> {
    let typed = |(name, value)| {
        Ok((
            name,
            serde_json::from_value(value).map_err(|e| Error::Internal(e.to_string()))?,
        ))
    };
    update.into_iter().map(typed).collect()
}
