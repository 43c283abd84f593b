//! Status changes.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::meta::Screen;
use super::{coerce, comments, issues, rich};
use crate::access::{Access, Write};
use crate::api::params::JiraTransitionIssue;
use crate::api::{jira_cloud, jira_dc};
use crate::args::{IssueKey, not_blank};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::tools::names::{self, OF_VALUES};
use crate::views::is_blank;
use crate::views::jira::{Issue, Transition, Transitions};

/// What a caller may call a transition by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Its own id.
    Id,
    /// Its own name.
    Name,
    /// The id of the status that it leads to.
    StatusId,
    /// The name of the status that it leads to.
    Status,
}

impl By {
    fn of(self, transition: &Transition) -> &str {
        match self {
            Self::Id => &transition.id,
            Self::Name => &transition.name,
            Self::StatusId => &transition.to.id,
            Self::Status => &transition.to.name,
        }
    }
}

/// What is said of a comment that is not found although others are new.
const UNCERTAIN: &str = "others commented at the same moment, and none of their comments is this one: look with jira_get_comments whether it is there before you add it";

/// `jira_transition_issue`: fields travel in the request that moves the issue, so that all of it happens or none. So does a
/// comment if the transition has a screen; without one Jira would drop it, so that it is added after the move.
///
/// # Errors
/// A transition that is not offered now (those that are, are listed), required fields that are missing, what Jira refuses.
pub async fn perform(ctx: &Ctx<Write>, params: JiraTransitionIssue) -> Result<Reply> {
    let key = &params.issue_key;
    issues::check_project(ctx, key).await?;
    let offered = offered(ctx, key).await?;
    let called = [By::Id, By::Name, By::Status];
    let transition = wanted(&offered.transitions, &params.transition_id, &called)?;
    let given: Vec<_> = params.fields.unwrap_or_default().0.into_iter().collect();
    let fields = coerce::all(ctx, &Screen::of_transition(transition), &given).await?;
    complete(ctx, key, transition, &fields).await?;
    let comment = match not_blank(params.comment) {
        Some(comment) => Some(rich::written(ctx, &comment).await?),
        None => None,
    };
    let is_comment = comment.is_some();
    let commented = match comment {
        Some(body) => move_with(ctx, key, transition, fields, body).await?,
        None => {
            send(ctx, key, transition, fields, None).await?;
            None
        }
    };
    let mut reply = issues::named(ctx, key).await;
    reply.insert("transition".into(), json!(transition.name));
    reply.insert("status".into(), json!(transition.to.name));
    match commented {
        Some(id) => drop(reply.insert("comment_id".into(), id.into())),
        None if is_comment => drop(reply.insert("note".into(), UNCERTAIN.into())),
        None => {}
    }
    Reply::json(&reply)
}

/// Moves the issue with a comment, and gives the comment's id if it can be told.
async fn move_with(
    ctx: &Ctx<Write>,
    key: &IssueKey,
    transition: &Transition,
    fields: Map<String, Value>,
    body: Value,
) -> Result<Option<String>> {
    let moved = format!("{key} was moved to \"{}\"", transition.to.name);
    if transition.has_screen() {
        let before = comments::newest_id(ctx, key).await?;
        send(ctx, key, transition, fields, Some(body.clone())).await?;
        let sent_along = comments::ensure(ctx, key, &before, body).await;
        return sent_along.map_err(|error| {
            error.noting(&format!(
                "{moved}, but it is not certain that the comment is there: look, and add it if it is not"
            ))
        });
    }
    send(ctx, key, transition, fields, None).await?;
    let added = comments::post(ctx, key, body).await.map_err(|error| {
        error.noting(&format!(
            "{moved}, but the comment failed: only that is left to do, with jira_add_comment"
        ))
    })?;
    Ok(Some(added.id))
}

/// The transitions that the caller may do now, with the fields of their screens.
///
/// # Errors
/// If Jira does not give them.
pub async fn offered<A: Access>(ctx: &Ctx<A>, key: &str) -> Result<Transitions> {
    either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_transitions(key).expand("transitions.fields"))?.view()
}

/// The transition that is called so by the first of `called` that fits any; the others decide among several.
///
/// # Errors
/// [`Error::Arguments`] lists those that are offered, or those among which the caller must choose.
pub fn wanted<'a>(offered: &'a [Transition], asked: &str, called: &[By]) -> Result<&'a Transition> {
    let asked = asked.trim();
    let mut left: Vec<_> = offered.iter().collect();
    let mut found = false;
    for by in called {
        let fitting = names::called(&OF_VALUES, left.iter().copied(), asked, |transition| {
            vec![by.of(transition)]
        });
        match fitting.as_slice() {
            [] => {}
            [transition] => return Ok(transition),
            _ => (left, found) = (fitting, true),
        }
    }
    let choices = listed(&left);
    Err(Error::Arguments(if found {
        format!(
            "several transitions are called or lead to \"{asked}\": choose by id, as a number or text, {choices}"
        )
    } else {
        format!("no transition \"{asked}\" is offered for this issue now; there are {choices}")
    }))
}

fn listed(transitions: &[&Transition]) -> String {
    let shown: Vec<_> = transitions
        .iter()
        .map(|t| format!("{} \"{}\" (to {})", t.id, t.name, t.to.name))
        .collect();
    if shown.is_empty() {
        "none, for this user".into()
    } else {
        shown.join(", ")
    }
}

/// Refuses a transition before it is sent if a required field is neither given nor filled in on the issue, which is asked for
/// just these fields.
///
/// # Errors
/// [`Error::Arguments`] names the fields and their choices.
pub async fn complete<A: Access>(
    ctx: &Ctx<A>,
    key: &IssueKey,
    transition: &Transition,
    given: &Map<String, Value>,
) -> Result<()> {
    let required = transition
        .fields
        .iter()
        .filter(|(_, field)| field.must_be_given());
    let (cleared, absent): (Vec<_>, Vec<_>) = required
        .filter(|(id, _)| given.get(*id).is_none_or(is_blank))
        .partition(|(id, _)| given.contains_key(*id));
    let now = if absent.is_empty() {
        Map::new()
    } else {
        let ids: Vec<_> = absent.iter().map(|(id, _)| id.as_str()).collect();
        let ids = ids.join(",");
        let issue: Issue = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(key).fields(ids.as_str()))?.view()?;
        issue.fields
    };
    let missing: Vec<_> = absent
        .into_iter()
        .filter(|(id, _)| now.get(*id).is_none_or(is_blank))
        .chain(cleared)
        .map(|(id, field)| field.wanted(id))
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
