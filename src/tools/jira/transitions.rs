//! Status changes.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::meta::Screen;
use super::{coerce, issues, rich};
use crate::access::{Access, Write};
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
    let offered = offered(ctx, &params.issue_key).await?;
    let transition = wanted(&offered.transitions, &params.transition_id)?;
    let given: Vec<_> = params.fields.unwrap_or_default().0.into_iter().collect();
    let fields = coerce::all(ctx, &Screen::of_transition(transition), &given).await?;
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

/// The transitions that the caller may do now, with the fields of their screens.
///
/// # Errors
/// If Jira does not give them.
pub async fn offered<A: Access>(ctx: &Ctx<A>, key: &str) -> Result<Transitions> {
    either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_transitions(key).expand("transitions.fields"))?.view()
}

/// The transition of that id, name or target status.
///
/// # Errors
/// [`Error::Arguments`] lists those that are offered, or those among which the caller must choose.
pub fn wanted<'a>(offered: &'a [Transition], asked: &str) -> Result<&'a Transition> {
    let asked = asked.trim();
    let is = |text: &str| text.to_lowercase() == asked.to_lowercase();
    let tiers: [&dyn Fn(&Transition) -> bool; 3] =
        [&|t| t.id == asked, &|t| is(&t.name), &|t| is(&t.to.name)];
    for is_meant in tiers {
        match offered
            .iter()
            .filter(|transition| is_meant(transition))
            .collect::<Vec<_>>()
            .as_slice()
        {
            [] => {}
            [transition] => return Ok(transition),
            several => {
                let choices = listed(several.iter().copied());
                return Err(Error::Arguments(format!(
                    "several transitions are called or lead to \"{asked}\": choose by id, {choices}"
                )));
            }
        }
    }
    Err(Error::Arguments(format!(
        "no transition \"{asked}\" is offered for this issue now; there are {}",
        listed(offered.iter())
    )))
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
///
/// # Errors
/// [`Error::Arguments`] names them and their choices.
pub fn complete(transition: &Transition, given: &Map<String, Value>) -> Result<()> {
    let missing = transition
        .fields
        .iter()
        .filter(|(id, field)| field.must_be_given() && given.get(*id).is_none_or(Value::is_null));
    let missing: Vec<_> = missing.map(|(id, field)| field.wanted(id)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::Arguments(format!(
        "\"{}\" requires {}; give them in `fields`",
        transition.name,
        missing.join(", ")
    )))
}

/// Moves the issue, with fields of the transition's screen and a comment.
///
/// # Errors
/// What Jira refuses, with the choices of the fields it complains about.
pub async fn send(
    ctx: &Ctx<Write>,
    key: &IssueKey,
    transition: &Transition,
    fields: Map<String, Value>,
    comment: Option<Value>,
) -> Result<()> {
    let update = comment.map(|body| ("comment".to_owned(), json!([{ "add": { "body": body } }])));
    let sent = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_cloud::types::IssueUpdateDetails {
                transition: Some(jira_cloud::types::IssueTransition {
                    id: Some(transition.id.clone()),
                    ..Default::default()
                }),
                fields,
                update: operations(update)?,
                ..Default::default()
            };
            ctx.jira_cloud()?
                .post_issue_transitions(key, &body)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::IssueUpdateBean {
                transition: Some(jira_dc::types::TransitionBean {
                    id: Some(transition.id.clone()),
                    ..Default::default()
                }),
                fields,
                update: operations(update)?,
                ..Default::default()
            };
            ctx.jira_dc()?
                .post_issue_transitions(key, &body)
                .send()
                .await
        }
    };
    sent.map(|_| ())
        .map_err(|error| Screen::of_transition(transition).explain(error))
}

/// Update operations in the type of either document.
pub(super) fn operations<T: DeserializeOwned>(
    update: impl IntoIterator<Item = (String, Value)>,
) -> Result<HashMap<String, T>> {
    let typed = |(name, value)| {
        Ok((
            name,
            serde_json::from_value(value).map_err(|e| Error::Internal(e.to_string()))?,
        ))
    };
    update.into_iter().map(typed).collect()
}
