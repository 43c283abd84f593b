//! Changes to issues.

use futures_util::future::try_join;
use serde_json::{Map, Value, json};

use super::meta::{self, Screen};
use super::replacements::{self, Replacement};
use super::transitions::{self, By};
use super::{attachments, coerce, issues, texts};
use crate::access::Write;
use crate::api::params::JiraUpdateIssue;
use crate::api::{jira_cloud, jira_dc};
use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::tools::names::{folded, same};
use crate::views::jira::{Issue, Transition};

/// A status change together with the fields that travel with it.
struct Move {
    transition: Transition,
    fields: Map<String, Value>,
}

/// `jira_update_issue`
///
/// Everything is checked before anything is sent. Of rich text only what differs from what is stored is replaced. A status is changed after the other fields, since an issue may not be
/// editable any more where it arrives; fields of the transition's screen travel with it.
///
/// # Errors
/// [`Error::Arguments`] for fields, values and statuses that do not exist, and if there is nothing to change; what Jira
/// refuses, with a note of what had been changed before.
pub async fn update(ctx: &Ctx<Write>, params: JiraUpdateIssue) -> Result<Reply> {
    let paths = params.attachments.unwrap_or_default().0;
    attachments::check_files(ctx, &paths).await?;
    let key = &params.issue_key;
    let objects = [params.fields, params.additional_fields]
        .into_iter()
        .flatten();
    let given: Vec<_> = objects.flat_map(|object| object.0).collect();
    let (status, mut given): (Vec<_>, Vec<_>) = given
        .into_iter()
        .partition(|(name, _)| folded(name) == "status");
    let replacements = replacements::read(params.edits.unwrap_or_default().0)?;
    if status.is_empty() && given.is_empty() && paths.is_empty() && replacements.is_empty() {
        return Err(Error::Arguments(format!(
            "nothing to change on {key}: give `fields`, `edits` or `attachments`"
        )));
    }
    issues::check_project(ctx, key).await?;
    let mut names: Vec<String> = given.iter().map(|(name, _)| name.clone()).collect();
    for edit in &replacements {
        if !names.contains(&edit.field) {
            names.push(edit.field.clone());
        }
    }
    let moving = movement(ctx, key, &status, &mut given).await?;
    let (fields, texts) = match given.is_empty() && replacements.is_empty() {
        true => Default::default(),
        false => coerced(ctx, key, &given, replacements).await?,
    };
    names.retain(|name| !texts.unchanged.contains(name));
    if params.dry_run {
        let mut reply = issues::named(ctx, key).await;
        reply.insert("dry_run".into(), true.into());
        reply.insert("would_change".into(), json!(names));
        reply.extend(
            moving.map(|moving| ("would_move_to".into(), moving.transition.to.name.into())),
        );
        if !texts.diffs.is_empty() {
            reply.insert("diff".into(), texts.diffs.into());
        }
        reply.extend(texts.notes);
        return Reply::json(&reply);
    }
    let edited: Vec<_> = names
        .iter()
        .map(String::as_str)
        .filter(|name| {
            given.iter().any(|(given, _)| given == name) || texts.diffs.contains_key(*name)
        })
        .collect();
    if !fields.is_empty() {
        change(ctx, key, fields).await?;
    }
    let mut reply = issues::named(ctx, key).await;
    if !names.is_empty() {
        reply.insert("changed".into(), json!(names));
    }
    reply.extend(texts.notes);
    match moving {
        Some(moving) => {
            let sent = transitions::send(ctx, key, &moving.transition, moving.fields, None).await;
            sent.map_err(|error| after(&edited, &paths, error))?;
            reply.insert("status".into(), moving.transition.to.name.into());
        }
        None if !status.is_empty() => {
            drop(reply.insert("note".into(), "it was in that status already".into()))
        }
        None => {}
    }
    if !paths.is_empty() {
        let files = attachments::upload(ctx, key, &paths).await?;
        let failed = files.iter().all(|file| file.get("error").is_some());
        if failed && names.is_empty() && status.is_empty() {
            return Err(Error::Arguments(format!(
                "nothing was attached to {key}: {}",
                json!(files)
            )));
        }
        reply.insert("attachments".into(), files.into());
    }
    if let Some(key) = reply.get("key").and_then(Value::as_str) {
        let url = issues::browse_url(ctx, key)?;
        reply.insert("url".into(), url.into());
    }
    Reply::json(&reply)
}

/// The transition to the wanted status, with those of the given fields that its screen holds; none if the issue is there
/// already.
async fn movement(
    ctx: &Ctx<Write>,
    key: &IssueKey,
    status: &[(String, Value)],
    given: &mut Vec<(String, Value)>,
) -> Result<Option<Move>> {
    let (asked, called) = match status {
        [] => return Ok(None),
        [(_, value)] => status_asked(value)?,
        _ => {
            return Err(Error::Arguments(
                "the status is given twice; give it once".into(),
            ));
        }
    };
    let offered = transitions::offered(ctx, key).await?.transitions;
    let transition = match transitions::wanted(&offered, &asked, called) {
        Ok(transition) => transition.clone(),
        Err(_) if is_in_status(ctx, key, &asked, called).await? => return Ok(None),
        Err(error) => return Err(error),
    };
    let screen = Screen::of_transition(&transition);
    let on_screen =
        |(name, _): &mut (String, Value)| screen.find(name).is_ok_and(|found| found.is_some());
    let with_it: Vec<_> = given.extract_if(.., on_screen).collect();
    let fields = coerce::all(ctx, &screen, &with_it).await?;
    transitions::complete(ctx, key, &transition, &fields).await?;
    Ok(Some(Move { transition, fields }))
}

/// What a caller calls a status, and by what it is to be found. The id in Jira's object is a status's, a bare number is a
/// transition's, and a name is a status's before it is a transition's.
fn status_asked(value: &Value) -> Result<(String, &'static [By])> {
    let (named, called): (_, &[By]) = match (value.get("id"), value.get("name")) {
        (Some(id), _) => (id, &[By::StatusId]),
        (None, Some(name)) => (name, &[By::Status, By::Name]),
        (None, None) => (value, &[By::Id, By::Status, By::Name]),
    };
    let text = match named {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => {
            return Err(Error::Arguments(format!(
                "`status` must be a status's name, got {value}"
            )));
        }
    };
    Ok((text, called))
}

async fn is_in_status(
    ctx: &Ctx<Write>,
    key: &IssueKey,
    asked: &str,
    called: &[By],
) -> Result<bool> {
    let issue: Issue = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(key).fields("status"))?.view()?;
    let member = if called.contains(&By::StatusId) {
        "id"
    } else {
        "name"
    };
    let now = issue
        .fields
        .get("status")
        .and_then(|status| status.get(member))
        .and_then(Value::as_str);
    Ok(now.is_some_and(|now| same(now, asked)))
}

/// The fields as Jira takes them, and what becomes of its texts; the edit screen is asked for only if a field is not plain.
async fn coerced(
    ctx: &Ctx<Write>,
    key: &IssueKey,
    given: &[(String, Value)],
    edits: Vec<Replacement>,
) -> Result<(Map<String, Value>, texts::Changes)> {
    let plain = Screen::plain(ctx.deployment(Product::Jira)?);
    let of_edits = edits.iter().map(|edit| (edit.field.clone(), Value::Null));
    let screen = if plain.has_all(given) && plain.has_all(&of_edits.collect::<Vec<_>>()) {
        plain
    } else {
        let people = coerce::meet(ctx, given);
        try_join(meta::edit_screen(ctx, key), people).await?.0
    };
    let (texts, rest) = texts::wanted(ctx, &screen, given, edits).await?;
    let mut fields = coerce::all(ctx, &screen, &rest).await?;
    if texts.is_empty() {
        return Ok((fields, texts::Changes::default()));
    }
    let mut texts = texts::changes(ctx, key, texts).await?;
    fields.append(&mut texts.fields);
    Ok((fields, texts))
}

/// Edits fields; a refusal is explained by the edit screen.
async fn change(ctx: &Ctx<Write>, key: &IssueKey, mut fields: Map<String, Value>) -> Result<()> {
    let mut update = Map::new();
    if ctx.deployment(Product::Jira)? == Deployment::Cloud
        && fields.get("parent").is_some_and(Value::is_null)
    {
        // What Cloud wants in place of a null, by the description of `PUT /rest/api/3/issue/{issueIdOrKey}`.
        fields.remove("parent");
        update.insert("parent".into(), json!([{ "set": { "none": true } }]));
    }
    match edit(ctx, key, fields, update).await {
        Err(error) if error.is_bad_request() => match meta::edit_screen(ctx, key).await {
            Ok(screen) => Err(screen.explain(error)),
            Err(_) => Err(error),
        },
        done => done,
    }
}

/// Sends an edit.
///
/// # Errors
/// What Jira refuses.
pub async fn edit(
    ctx: &Ctx<Write>,
    key: &IssueKey,
    fields: Map<String, Value>,
    update: Map<String, Value>,
) -> Result<()> {
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_cloud::types::IssueUpdateDetails {
                fields,
                update: transitions::operations(update)?,
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
                update: transitions::operations(update)?,
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

/// Why the status did not change, with what had been done before and what was not done after it.
fn after(edited: &[&str], files: &[String], error: Error) -> Error {
    let mut notes = Vec::new();
    if !edited.is_empty() {
        let edited = edited.join(", ");
        notes.push(format!(
            "The change of status failed; these fields were changed before: {edited}"
        ));
    }
    if !files.is_empty() {
        let files = files.join(", ");
        notes.push(format!("These files were not attached: {files}"));
    }
    error.noting(&notes.join(". "))
}
