//! Changes to issues.

use futures_util::future::try_join;
use serde_json::{Map, Value, json};

use super::home::Home;
use super::replacements::{self, FieldEdit};
use super::{edits, texts};
use crate::api::params::JiraUpdateIssue;
use crate::args::IssueKey;
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::reply::Reply;
use crate::tools::jira::fields::coerce::{self, Coerced};
use crate::tools::jira::fields::meta::{self, Screen};
use crate::tools::jira::transitions::moves::Move;
use crate::tools::jira::transitions::{self, By};
use crate::tools::jira::{attachments, comments, issues, rich};
use crate::tools::names::folded;

/// What a caller wants of one issue or of several.
struct Wish {
    status: Option<Value>,
    /// The other fields, by id or name.
    given: Vec<(String, Value)>,
    comment: Option<Value>,
    /// Pieces of texts with what takes their place.
    replacements: Vec<FieldEdit>,
    /// Files to be attached.
    paths: Vec<String>,
    /// Whether it is only to be told what would be done.
    dry_run: bool,
}

/// What is to be done to one issue: all of it is checked.
struct Plan {
    key: IssueKey,
    /// The fields in the caller's words.
    names: Vec<String>,
    /// Those of them that are edited; the others travel with the change of status.
    edited: Vec<String>,
    edits: Coerced,
    /// What becomes of rich text.
    texts: texts::Changes,
    moving: Option<Move>,
}

/// `jira_update_issue`
///
/// Everything is checked before anything is sent, for all issues if there are several. Of rich text only what differs from what
/// is stored is replaced. A status is changed after the other
/// fields, since an issue may not be editable any more where it arrives; fields of the transition's screen travel with it.
///
/// # Errors
/// [`Error::Arguments`] for fields, values and statuses that do not exist, and if there is nothing to change; what Jira
/// refuses, with a note of what had been changed before. Of several issues each has its own result, and only if all of them
/// failed is that an error.
pub async fn update(ctx: &WriteCtx, params: JiraUpdateIssue) -> Result<Reply> {
    let keys = params.issue_key.0.clone();
    let wish = Wish::read(ctx, params).await?;
    let mut plans = Vec::with_capacity(keys.len());
    for key in keys.iter().cloned() {
        let named = (keys.len() > 1).then(|| key.to_string());
        let plan = Plan::checked(ctx, key, &wish).await;
        plans.push(plan.map_err(|error| match named {
            Some(key) => error.noting(&format!("This is about {key}; no issue was changed")),
            None => error,
        })?);
    }
    match <[Plan; 1]>::try_from(plans) {
        Ok([plan]) if wish.dry_run => Reply::json(&plan.preview(ctx, &wish).await),
        Ok([plan]) => Reply::json(&plan.carry_out(ctx, &wish).await?),
        Err(plans) if wish.dry_run => {
            let mut previews = Vec::with_capacity(plans.len());
            for plan in plans {
                previews.push(plan.preview(ctx, &wish).await);
            }
            Reply::json(&json!({ "dry_run": true, "results": previews }))
        }
        Err(plans) => all_of(ctx, plans, &wish).await,
    }
}

/// Changes several issues one after the other; what would meet all of them ends it.
async fn all_of(ctx: &WriteCtx, plans: Vec<Plan>, wish: &Wish) -> Result<Reply> {
    let total = plans.len();
    let mut results = Vec::with_capacity(total);
    let mut ended = None;
    for (index, plan) in plans.into_iter().enumerate() {
        let key = plan.key.to_string();
        if let Some(by) = &ended {
            let why = format!("not sent, since {by} failed");
            results.push(json!({ "key": key, "error": why }));
            continue;
        }
        results.push(match plan.carry_out(ctx, wish).await {
            Ok(mut done) => {
                done.remove("changed");
                done.into()
            }
            Err(error) => {
                ended = error.ends_a_batch().then(|| key.clone());
                json!({ "key": key, "error": error.to_string() })
            }
        });
        ctx.progress().report(index + 1, total);
    }
    let failed = results
        .iter()
        .filter(|result| result.get("error").is_some())
        .count();
    let report = json!({ "changed": total - failed, "failed": failed, "results": results });
    Reply::unless_all_failed(&report, failed == total)
}

impl Wish {
    async fn read(ctx: &WriteCtx, params: JiraUpdateIssue) -> Result<Self> {
        let paths = params.attachments.unwrap_or_default().0;
        attachments::check_files(ctx, &paths).await?;
        let objects = [params.fields, params.additional_fields]
            .into_iter()
            .flatten();
        let given: Vec<_> = objects.flat_map(|object| object.0).collect();
        let (status, mut given): (Vec<_>, Vec<_>) = given
            .into_iter()
            .partition(|(name, _)| folded(name) == "status");
        let comment = comments::given(None, &mut given)?;
        let replacements = replacements::read(params.edits.unwrap_or_default().0)?;
        let mut status = status.into_iter().map(|(_, value)| value);
        let (status, twice) = (status.next(), status.next());
        if twice.is_some() {
            return Err(Error::Arguments(
                "the status is given twice; give it once".into(),
            ));
        }
        let is_something = status.is_some() || comment.is_some();
        let is_change = !(given.is_empty() && replacements.is_empty() && paths.is_empty());
        if !is_something && !is_change {
            let keys: Vec<_> = params
                .issue_key
                .0
                .iter()
                .map(|key| key.to_string())
                .collect();
            return Err(Error::Arguments(format!(
                "nothing to change on {}: give `fields`, `edits` or `attachments`",
                keys.join(", ")
            )));
        }
        Ok(Self {
            status,
            given,
            comment,
            replacements,
            paths,
            dry_run: params.dry_run,
        })
    }
}

impl Plan {
    async fn checked(ctx: &WriteCtx, key: IssueKey, wish: &Wish) -> Result<Self> {
        issues::check_project(ctx, &key).await?;
        let mut given = wish.given.clone();
        let mut comment = wish.comment.clone();
        let mut names: Vec<String> = given.iter().map(|(name, _)| name.clone()).collect();
        for edit in &wish.replacements {
            if !names.contains(&edit.field) {
                names.push(edit.field.clone());
            }
        }
        let moving = match &wish.status {
            Some(status) => movement(ctx, &key, status, &mut given, &mut comment).await?,
            None => None,
        };
        let (mut edits, texts) = match given.is_empty() && wish.replacements.is_empty() {
            true => Default::default(),
            false => coerced(ctx, &key, &given, wish.replacements.clone()).await?,
        };
        names.retain(|name| !texts.unchanged.contains(name));
        if let Some(comment) = comment {
            edits
                .update
                .extend([comments::operation(rich::of_value(ctx, &comment).await?)]);
        }
        let is_edited = |name: &&String| {
            given.iter().any(|(given, _)| given == *name) || texts.diffs.contains_key(*name)
        };
        let edited = names.iter().filter(is_edited).cloned().collect();
        Ok(Self {
            key,
            names,
            edited,
            edits,
            texts,
            moving,
        })
    }

    /// What would be done.
    async fn preview(self, ctx: &WriteCtx, wish: &Wish) -> Map<String, Value> {
        let mut reply = issues::named(ctx, &self.key).await;
        reply.insert("dry_run".into(), true.into());
        reply.insert("would_change".into(), json!(self.names));
        reply.extend(self.edits.understood);
        match self.moving {
            Some(moving) => {
                drop(reply.insert("would_move_to".into(), moving.status().into()));
            }
            None if wish.status.is_some() => {
                drop(reply.insert("note".into(), transitions::IN_IT_ALREADY.into()));
            }
            None => {}
        }
        if wish.comment.is_some() {
            reply.insert("would_comment".into(), true.into());
        }
        if !wish.paths.is_empty() {
            reply.insert("would_attach".into(), json!(wish.paths));
        }
        if !self.texts.diffs.is_empty() {
            reply.insert("diff".into(), self.texts.diffs.into());
        }
        reply.extend(self.texts.notes);
        reply
    }

    async fn carry_out(self, ctx: &WriteCtx, wish: &Wish) -> Result<Map<String, Value>> {
        let Self {
            key,
            names,
            edited,
            mut edits,
            texts,
            moving,
        } = self;
        let nothing_else = names.is_empty() && wish.status.is_none() && wish.comment.is_none();
        let key = &key;
        let understood = std::mem::take(&mut edits.understood);
        if !edits.is_empty() {
            edits::change(ctx, key, edits).await?;
        }
        let mut reply = issues::named(ctx, key).await;
        if !names.is_empty() {
            reply.insert("changed".into(), json!(names));
        }
        reply.extend(understood);
        reply.extend(texts.notes);
        match moving {
            Some(moving) => {
                let moved = moving.carry_out(ctx, key, &mut reply).await;
                moved.map_err(|error| after(&edited, &wish.paths, error))?;
            }
            None if wish.status.is_some() => {
                drop(reply.insert("note".into(), transitions::IN_IT_ALREADY.into()))
            }
            None => {}
        }
        if !wish.paths.is_empty() {
            let files = attachments::upload(ctx, key, &wish.paths).await?;
            let failed = files.iter().all(|file| file.get("error").is_some());
            if failed && nothing_else {
                return Err(Error::Arguments(format!(
                    "nothing was attached to {key}: {}",
                    json!(files)
                )));
            }
            reply.insert("attachments".into(), files.into());
        }
        if let Some(key) = reply.get("key").and_then(Value::as_str) {
            let url = issues::browse_url(ctx, key).await?;
            reply.insert("url".into(), url.into());
        }
        Ok(reply)
    }
}

/// The transition to the wanted status, with those of the given fields that its screen holds and the comment; none if the issue
/// is there already.
async fn movement(
    ctx: &WriteCtx,
    key: &IssueKey,
    status: &Value,
    given: &mut Vec<(String, Value)>,
    comment: &mut Option<Value>,
) -> Result<Option<Move>> {
    let (asked, called) = status_asked(status)?;
    let offered = transitions::offered(ctx, key).await?.transitions;
    let transition = match transitions::wanted(&offered, &asked, called) {
        Ok(transition) => transition,
        Err(_) if transitions::is_in_status(ctx, key, &asked, called).await? => return Ok(None),
        Err(error) => return Err(error),
    };
    let screen = Screen::of_transition(transition);
    let on_screen =
        |(name, _): &mut (String, Value)| screen.find(name).is_ok_and(|found| found.is_some());
    let with_it: Vec<_> = given.extract_if(.., on_screen).collect();
    let comment = comment.take();
    Move::checked(ctx, key, transition, &with_it, comment.as_ref())
        .await
        .map(Some)
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

/// The fields as Jira takes them, and what becomes of its texts; the edit screen is asked for only if a field is not plain.
async fn coerced(
    ctx: &WriteCtx,
    key: &IssueKey,
    given: &[(String, Value)],
    edits: Vec<FieldEdit>,
) -> Result<(Coerced, texts::Changes)> {
    let home = Home::Issue(key);
    let plain = Screen::plain(ctx.deployment(Product::Jira)?);
    let of_edits = edits.iter().map(|edit| (edit.field.clone(), Value::Null));
    let screen = if plain.has_all(given) && plain.has_all(&of_edits.collect::<Vec<_>>()) {
        plain
    } else {
        let people = coerce::meet(ctx, home, given);
        try_join(meta::edit_screen(ctx, key), people).await?.0
    };
    let (texts, rest) = texts::wanted(ctx, &screen, given, edits).await?;
    let mut coerced = coerce::all(ctx, &screen, home, &rest).await?;
    if texts.is_empty() {
        return Ok((coerced, texts::Changes::default()));
    }
    let mut texts = texts::changes(ctx, key, texts).await?;
    coerced.fields.append(&mut texts.fields);
    Ok((coerced, texts))
}

/// What went wrong when the status was to change, with what had been done before and what was not done after it.
fn after(edited: &[String], files: &[String], error: Error) -> Error {
    let mut notes = Vec::new();
    if !edited.is_empty() {
        let edited = edited.join(", ");
        notes.push(format!("These fields were changed before: {edited}"));
    }
    if !files.is_empty() {
        let files = files.join(", ");
        notes.push(format!("These files were not attached: {files}"));
    }
    error.noting(&notes.join(". "))
}
