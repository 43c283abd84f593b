//! Histories of issues: Cloud gives those of many at once, Data Center those of one with the issue.

mod cloud;
mod data_center;
mod wanted;

use serde_json::{Value, json};

use self::wanted::Wanted;
use super::outsiders::{self, SiteKinds};
use crate::api::params::JiraBatchGetChangelogs;
use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::{self, Page, Reply};
use crate::scope::Key;
use crate::tools::site;
use crate::views::jira::{ChangedField, History};

/// The most issues of one call: what Cloud looks up at once.
const MAX_ISSUES: usize = 100;

/// Which of an issue's edits are shown, counted from the newest.
struct Part {
    start: usize,
    limit: usize,
}

/// One issue with its edits.
struct Changed {
    /// What the caller called it, if it is neither its id nor its key: a key that it had.
    former: Option<String>,
    id: String,
    key: String,
    histories: Vec<History>,
}

/// `jira_batch_get_changelogs`
///
/// # Errors
/// Keys that are none, or outside of the projects filter; fields that do not exist; if none of the issues can be seen.
pub async fn batch_get(ctx: &Ctx, params: JiraBatchGetChangelogs) -> Result<Reply> {
    let asked = asked(ctx, &params.issue_ids_or_keys.0).await?;
    let wanted = Wanted::named(ctx, &params.fields.unwrap_or_default().0).await?;
    let (mut found, failed) = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => (cloud::fetched(ctx, &asked, &wanted).await?, Vec::new()),
        Deployment::DataCenter => data_center::fetched(ctx, &asked).await,
    };
    if found.is_empty() {
        let first = failed.into_iter().next().map(|(_, error)| error);
        return Err(first.unwrap_or_else(|| {
            Error::Arguments("none of these issues exists, or you may not see them".into())
        }));
    }
    let kinds = SiteKinds::of(ctx).await?;
    let histories = found.iter_mut().flat_map(|issue| &mut issue.histories);
    histories.for_each(|history| {
        let admitted =
            |change: &ChangedField| outsiders::admits(ctx.policy(), kinds.kinds(), change);
        history.items.retain(admitted);
    });
    let part = Part {
        start: usize::try_from(params.start_at.unwrap_or_default()).unwrap_or(usize::MAX),
        limit: usize::try_from(params.limit).unwrap_or(usize::MAX),
    };
    let row = |key: &IssueKey| match found.iter().find(|issue| issue.is(key)) {
        Some(issue) => issue.shown(&wanted, &part),
        None => match failed.iter().find(|(failed, _)| *failed == key) {
            Some((_, error)) => json!({ "asked": &**key, "error": error.brief() }),
            None => missing(key, &asked, &found),
        },
    };
    let rows: Vec<Value> = asked.iter().map(row).collect();
    let resume = |shown: usize| {
        let left: Vec<&str> = asked.iter().skip(shown).map(|key| &**key).collect();
        (!left.is_empty()).then(|| json!({ "issue_ids_or_keys": left.join(",") }))
    };
    Reply::list(Page {
        name: "issues",
        items: &rows,
        total: Some(rows.len() as u64),
        next: None,
        resume: &resume,
    })
}

/// The row of an issue that was not found, with those that it may have become: they were found though nobody asked for them.
fn missing(key: &IssueKey, asked: &[IssueKey], found: &[Changed]) -> Value {
    let unasked = found
        .iter()
        .filter(|issue| !asked.iter().any(|key| issue.is(key)));
    let unasked: Vec<_> = unasked.map(|issue| &issue.key).collect();
    let mut row = json!({ "asked": &**key, "error": "there is no such issue, it has another key now, or you may not see it", "perhaps": unasked });
    if let Some(row) = row.as_object_mut() {
        row.retain(|_, value| !crate::blank::is_blank(value));
    }
    row
}

/// The issues that are asked for, each once.
async fn asked(ctx: &Ctx, given: &[String]) -> Result<Vec<IssueKey>> {
    let mut asked: Vec<IssueKey> = Vec::new();
    for text in given {
        let key = IssueKey::new(text)
            .map_err(|why| Error::Arguments(format!("`issue_ids_or_keys`: {why}")))?;
        ctx.policy().check_key(Key::Issue(&key))?;
        site::check(ctx, Product::Jira, key.address()).await?;
        if !asked.contains(&key) {
            asked.push(key);
        }
    }
    match asked.len() {
        0 => Err(Error::Arguments(
            "`issue_ids_or_keys`: give at least one issue, e.g. PROJ-1, PROJ-2".into(),
        )),
        1..=MAX_ISSUES => Ok(asked),
        many => Err(Error::Arguments(format!(
            "`issue_ids_or_keys`: at most {MAX_ISSUES} issues a call, got {many}"
        ))),
    }
}

impl Changed {
    fn is(&self, asked: &IssueKey) -> bool {
        self.id == **asked || self.key == **asked || self.former.as_deref() == Some(asked)
    }

    /// A part of the edits, oldest of them first, as far as it fits into one reply.
    fn shown(&self, wanted: &Wanted, part: &Part) -> Value {
        let kept = self.histories.iter().filter_map(|history| {
            let items = history.items.iter().filter(|item| wanted.includes(item));
            history.shown(items)
        });
        let all: Vec<Value> = kept.rev().collect();
        let total = all.len();
        let mut newest: Vec<Value> = all.into_iter().skip(part.start).take(part.limit).collect();
        newest.truncate(reply::fitting(&newest));
        let end = part.start.saturating_add(newest.len());
        newest.reverse();
        let older = (end < total && part.limit > 0)
            .then(|| json!({ "issue_ids_or_keys": self.key, "start_at": end }));
        let mut shown = json!({
            "key": self.key, "id": self.id, "asked": self.former,
            "total": total, "shown": newest.len(), "changes": newest, "next": older,
        });
        if let Some(row) = shown.as_object_mut() {
            row.retain(|_, value| !value.is_null());
        }
        shown
    }
}
