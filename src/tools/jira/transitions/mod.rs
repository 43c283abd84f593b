//! Changes of status: which there are, and what travels with one.

pub mod moves;

use serde_json::{Value, json};

use self::moves::Move;
use super::{comments, issues};
use crate::api::params::JiraTransitionIssue;
use crate::args::{IssueKey, not_blank};
use crate::ctx::{Ctx, WriteCtx};
use crate::error::{Error, Result};
use crate::reply::Reply;
use crate::tools::either;
use crate::tools::names::{self, OF_VALUES};
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

/// `jira_transition_issue`: fields travel in the request that moves the issue, so that all of it happens or none. So does a
/// comment if the transition has a screen; without one Jira would drop it, so that it is added after the move.
///
/// # Errors
/// A transition that is not offered now (those that are, are listed), required fields that are missing, what Jira refuses.
pub async fn perform(ctx: &WriteCtx, params: JiraTransitionIssue) -> Result<Reply> {
    let key = &params.issue_key;
    issues::check_project(ctx, key).await?;
    let offered = offered(ctx, key).await?;
    let called = [By::Id, By::Name, By::Status];
    let mut given: Vec<_> = params.fields.unwrap_or_default().0.into_iter().collect();
    let comment = not_blank(params.comment).map(Value::from);
    let comment = comments::given(comment, &mut given)?;
    let transition = match wanted(&offered.transitions, &params.transition_id, &called) {
        Ok(transition) => transition,
        Err(error) => {
            let there = is_in_status(ctx, key, &params.transition_id, &called).await?;
            return match there && given.is_empty() && comment.is_none() {
                true => in_it_already(ctx, key).await,
                false if there => Err(error.noting(IN_IT_ALREADY)),
                false => Err(error),
            };
        }
    };
    let moving = Move::checked(ctx, key, transition, &given, comment.as_ref()).await?;
    let mut reply = issues::named(ctx, key).await;
    reply.insert("transition".into(), json!(transition.name));
    moving.carry_out(ctx, key, &mut reply).await?;
    Reply::json(&reply)
}

/// What is said of an issue that need not be moved.
pub const IN_IT_ALREADY: &str = "it was in that status already";

async fn in_it_already(ctx: &WriteCtx, key: &IssueKey) -> Result<Reply> {
    let mut reply = issues::named(ctx, key).await;
    reply.insert("note".into(), IN_IT_ALREADY.into());
    Reply::json(&reply)
}

/// Whether an issue is in the status that is asked for.
///
/// # Errors
/// If Jira does not give the issue.
pub async fn is_in_status(
    ctx: &WriteCtx,
    key: &IssueKey,
    asked: &str,
    called: &[By],
) -> Result<bool> {
    let issue: Issue = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(key).fields("status"))?.view()?;
    let member = match called.contains(&By::StatusId) {
        true => "id",
        false => "name",
    };
    let status = issue.fields.get("status");
    let now = status.and_then(|status| status.get(member)?.as_str());
    Ok(now.is_some_and(|now| names::same(now, asked)))
}

/// The transitions that the caller may do now, with the fields of their screens.
///
/// # Errors
/// If Jira does not give them.
pub async fn offered(ctx: &Ctx, key: &str) -> Result<Transitions> {
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
