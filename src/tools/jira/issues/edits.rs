//! Edits of an issue's fields.

use crate::api::{jira_cloud, jira_dc};
use crate::args::IssueKey;
use crate::ctx::WriteCtx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::tools::jira::fields::coerce::Coerced;
use crate::tools::jira::fields::meta;
use crate::tools::jira::transitions::moves;
use crate::tools::jira::users::assignees;
use serde_json::{Map, Value, json};

/// Edits fields; a refusal is explained by the edit screen. An assignee that this does not show is given past it.
///
/// # Errors
/// What Jira refuses.
pub async fn change(ctx: &WriteCtx, key: &IssueKey, edits: Coerced) -> Result<()> {
    let Coerced {
        mut fields,
        mut update,
        ..
    } = edits;
    if ctx.deployment(Product::Jira)? == Deployment::Cloud
        && fields.get("parent").is_some_and(Value::is_null)
    {
        // What Cloud wants in place of a null, by the description of `PUT /rest/api/3/issue/{issueIdOrKey}`.
        fields.remove("parent");
        update.insert("parent".into(), json!([{ "set": { "none": true } }]));
    }
    let error = match edit(ctx, key, fields.clone(), update.clone()).await {
        Err(error) if error.is_bad_request() => error,
        done => return done,
    };
    let Ok(screen) = meta::edit_screen(ctx, key).await else {
        return Err(error);
    };
    let Some(assignee) = fields
        .get("assignee")
        .cloned()
        .filter(|_| screen.lacks_assignee)
    else {
        return Err(screen.explain(error));
    };
    fields.remove("assignee");
    let others = !fields.is_empty() || !update.is_empty();
    if others {
        edit(ctx, key, fields, update)
            .await
            .map_err(|error| screen.explain(error))?;
    }
    let assigned = assignees::assign(ctx, key, &assignee).await;
    assigned.map_err(|error| match others {
        true if error.is_refusal() => {
            error.noting("The other fields were changed; the assignee was not")
        }
        true => error.noting("The other fields were changed"),
        false => error,
    })
}

/// Sends an edit.
///
/// # Errors
/// What Jira refuses.
pub async fn edit(
    ctx: &WriteCtx,
    key: &IssueKey,
    fields: Map<String, Value>,
    update: Map<String, Value>,
) -> Result<()> {
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_cloud::types::IssueUpdateDetails {
                fields,
                update: moves::operations(update)?,
                ..Default::default()
            };
            ctx.jira_cloud()?
                .put_issue_by_issue_id_or_key(key, &body)
                .send()
                .await?;
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::IssueUpdateBean {
                fields,
                update: moves::operations(update)?,
                ..Default::default()
            };
            ctx.jira_dc()?
                .put_issue_by_issue_id_or_key(key, &body)
                .send()
                .await?;
        }
    }
    Ok(())
}
