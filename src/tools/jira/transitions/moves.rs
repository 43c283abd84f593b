//! Changes of status as they are sent: checked first, with all that travels with them.

use std::collections::HashMap;

use crate::api::{jira_cloud, jira_dc};
use crate::args::IssueKey;
use crate::blank::is_blank;
use crate::ctx::{Ctx, WriteCtx};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::either;
use crate::tools::jira::fields::coerce::{self, Coerced};
use crate::tools::jira::fields::meta::Screen;
use crate::tools::jira::issues::home::Home;
use crate::tools::jira::{comments, rich};
use crate::views::jira::{Issue, Transition};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What is said of a comment that is not found although others are new.
const UNCERTAIN: &str = "others commented at the same moment, and none of their comments is this one: look with jira_get_comments whether it is there before you add it";

/// A change of status that can be sent: all of it is checked.
#[derive(Debug)]
pub struct Move {
    transition: Transition,
    fields: Coerced,
    comment: Option<Value>,
}

impl Move {
    /// Checks what is to travel with a transition.
    ///
    /// # Errors
    /// [`Error::Arguments`] for fields and values that do not fit its screen, and for what it requires.
    pub async fn checked(
        ctx: &WriteCtx,
        key: &IssueKey,
        transition: &Transition,
        given: &[(String, Value)],
        comment: Option<&Value>,
    ) -> Result<Self> {
        let screen = Screen::of_transition(transition);
        let fields = coerce::all(ctx, &screen, Home::Issue(key), given).await?;
        complete(ctx, key, transition, &fields, comment.is_some()).await?;
        let comment = match comment {
            Some(comment) => Some(rich::of_value(ctx, comment).await?),
            None => None,
        };
        Ok(Self {
            transition: transition.clone(),
            fields,
            comment,
        })
    }

    /// The name of the status that it leads to.
    pub fn status(&self) -> &str {
        &self.transition.to.name
    }

    /// Moves the issue, and tells the reply its new status, its comment and whoever was understood from a first name.
    ///
    /// # Errors
    /// What Jira refuses.
    pub async fn carry_out(
        self,
        ctx: &WriteCtx,
        key: &IssueKey,
        reply: &mut Map<String, Value>,
    ) -> Result<()> {
        let Self {
            transition,
            mut fields,
            comment,
        } = self;
        let understood = std::mem::take(&mut fields.understood);
        let is_comment = comment.is_some();
        let commented = match comment {
            Some(body) => move_with(ctx, key, &transition, fields, body).await?,
            None => {
                send(ctx, key, &transition, fields, None).await?;
                None
            }
        };
        reply.insert("status".into(), transition.to.name.into());
        reply.extend(understood);
        match commented {
            Some(id) => drop(reply.insert("comment_id".into(), id.into())),
            None if is_comment => drop(reply.insert("note".into(), UNCERTAIN.into())),
            None => {}
        }
        Ok(())
    }
}

/// Moves the issue with a comment, and gives the comment's id if it can be told.
async fn move_with(
    ctx: &WriteCtx,
    key: &IssueKey,
    transition: &Transition,
    fields: Coerced,
    body: Value,
) -> Result<Option<String>> {
    let noted = |error: Error, comment: &str| {
        error.noting(&format!(
            "{key} was moved to \"{}\", but {comment}",
            transition.to.name
        ))
    };
    let unsure = "it is not certain that the comment is there: look, and add it only if it is not";
    if transition.has_screen() {
        let before = comments::newest_id(ctx, key).await?;
        send(ctx, key, transition, fields, Some(body.clone())).await?;
        let sent_along = comments::ensure(ctx, key, &before, body).await;
        return sent_along.map_err(|error| noted(error, unsure));
    }
    send(ctx, key, transition, fields, None).await?;
    let posted = comments::post(ctx, key, body).await;
    let added = posted.map_err(|error| match error.is_refusal() {
        true => noted(
            error,
            "the comment failed: only that is left to do, with jira_add_comment",
        ),
        false => noted(error, unsure),
    })?;
    Ok(Some(added.id))
}

/// Refuses a transition before it is sent if a required comment is missing, or a required field is neither given nor filled in
/// on the issue, which is asked for just these fields.
///
/// # Errors
/// [`Error::Arguments`] names the fields and their choices.
async fn complete(
    ctx: &Ctx,
    key: &IssueKey,
    transition: &Transition,
    given: &Coerced,
    is_comment: bool,
) -> Result<()> {
    let required = transition
        .fields
        .iter()
        .filter(|(_, field)| field.must_be_given());
    let (comment, required): (Vec<_>, Vec<_>) = required.partition(|(id, _)| *id == "comment");
    if !is_comment && !comment.is_empty() {
        return Err(Error::Arguments(format!(
            "\"{}\" requires a comment; give it in `comment`",
            transition.name
        )));
    }
    let unsaid =
        |id: &str| !given.update.contains_key(id) && given.fields.get(id).is_none_or(is_blank);
    let (cleared, absent): (Vec<_>, Vec<_>) = required
        .into_iter()
        .filter(|(id, _)| unsaid(id))
        .partition(|(id, _)| given.fields.contains_key(*id));
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
async fn send(
    ctx: &WriteCtx,
    key: &IssueKey,
    transition: &Transition,
    given: Coerced,
    comment: Option<Value>,
) -> Result<()> {
    let Coerced {
        fields, mut update, ..
    } = given;
    update.extend(comment.map(comments::operation));
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
pub fn operations<T: DeserializeOwned>(
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
