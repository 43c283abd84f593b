//! Histories of issues: Cloud gives those of many at once, Data Center those of one with the issue.

use std::collections::BTreeMap;

use futures_util::{StreamExt as _, stream};
use serde::Deserialize as _;
use serde_json::{Value, json};

use super::outsiders::{self, SiteKinds};
use crate::access::Read;
use crate::api::jira_cloud;
use crate::api::params::JiraBatchGetChangelogs;
use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::{self, Page, Reply};
use crate::scope::Key;
use crate::tools::jira::fields;
use crate::tools::names::meaning;
use crate::tools::paging;
use crate::tools::site;
use crate::views::jira::{
    BulkChangelog, ChangedField, Changelog, History, Issue, SearchPage, in_time,
};

/// The most issues of one call: what Cloud looks up at once.
const MAX_ISSUES: usize = 100;

/// Edits a page on Cloud.
const PAGE: i32 = 1_000;

/// The most fields that Cloud's operation filters by.
const MAX_FIELDS: usize = 10;

/// How many issues Data Center is asked for at a time.
const AT_ONCE: usize = 4;

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
pub async fn batch_get(ctx: &Ctx<Read>, params: JiraBatchGetChangelogs) -> Result<Reply> {
    let asked = asked(ctx, &params.issue_ids_or_keys.0).await?;
    let wanted = Wanted::named(ctx, &params.fields.unwrap_or_default().0).await?;
    let (mut found, failed) = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => (on_cloud(ctx, &asked, &wanted).await?, Vec::new()),
        Deployment::DataCenter => on_data_center(ctx, &asked).await,
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
async fn asked(ctx: &Ctx<Read>, given: &[String]) -> Result<Vec<IssueKey>> {
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

/// The fields whose changes are asked for; none named are all.
struct Wanted {
    ids: Vec<String>,
    names: Vec<String>,
}

impl Wanted {
    /// Cloud's histories say a field's id. Data Center's say a name, which for system fields is much like the id.
    async fn named(ctx: &Ctx<Read>, asked: &[String]) -> Result<Self> {
        let ids = fields::ids(ctx, asked).await?;
        let ids: Vec<String> = ids.into_iter().flat_map(recorded).collect();
        let custom = ids.iter().any(|id| id.starts_with("customfield_"));
        let names = if custom && ctx.deployment(Product::Jira)? == Deployment::DataCenter {
            let known = fields::all(ctx).await?;
            known
                .iter()
                .filter(|field| ids.contains(&field.id))
                .map(|field| meaning(&field.name))
                .collect()
        } else {
            Vec::new()
        };
        Ok(Self {
            names: ids
                .iter()
                .flat_map(|id| spoken(id))
                .map(|name| meaning(&name))
                .chain(names)
                .collect(),
            ids,
        })
    }

    fn includes(&self, changed: &ChangedField) -> bool {
        let by_id = || {
            changed
                .field_id
                .as_ref()
                .is_some_and(|id| self.ids.contains(id))
        };
        self.ids.is_empty() || by_id() || self.names.contains(&meaning(&changed.field))
    }
}

/// The fields under which histories keep a change of this one: time tracking is three.
fn recorded(id: String) -> Vec<String> {
    match id.as_str() {
        "timetracking" => ["timeoriginalestimate", "timeestimate", "timespent"]
            .map(str::to_owned)
            .to_vec(),
        _ => vec![id],
    }
}

/// What histories call a field, where that is not much like its id.
const SPOKEN: [(&str, &[&str]); 2] = [
    ("issuelinks", &["Link"]),
    ("parent", &["Parent Issue", "IssueParentAssociation"]),
];

/// What histories may call a field.
fn spoken(id: &str) -> Vec<String> {
    let others = SPOKEN.iter().filter(|(known, _)| *known == id);
    let others = others.flat_map(|(_, names)| *names);
    std::iter::once(id.to_owned())
        .chain(others.map(|name| (*name).to_owned()))
        .collect()
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

async fn on_cloud(ctx: &Ctx<Read>, asked: &[IssueKey], wanted: &Wanted) -> Result<Vec<Changed>> {
    let mut found = identified(ctx, asked).await?;
    if found.is_empty() {
        return Ok(found);
    }
    // What histories call otherwise they need not say the id of.
    let is_spoken = |id: &String| SPOKEN.iter().any(|(known, _)| known == id);
    let field_ids = if wanted.ids.len() > MAX_FIELDS || wanted.ids.iter().any(is_spoken) {
        Vec::new()
    } else {
        wanted.ids.clone()
    };
    let body = jira_cloud::types::BulkChangelogRequestBean {
        issue_ids_or_keys: found.iter().map(|issue| issue.id.clone()).collect(),
        field_ids,
        max_results: Some(PAGE),
        next_page_token: None,
    };
    let of_all = (
        "edits of these issues",
        "ask for fewer issues, or name the fields",
    );
    let (edits, _) = paging::walk(of_all, usize::MAX, |token, so_far| {
        let body = jira_cloud::types::BulkChangelogRequestBean {
            next_page_token: token,
            ..body.clone()
        };
        async move {
            if so_far > 0 {
                ctx.progress().report(so_far, paging::MAX_ITEMS);
            }
            let request = ctx.jira_cloud()?;
            let sent = request.post_changelog_bulkfetch(&body).send().await?;
            let page: BulkChangelog = sent.view()?;
            Ok(page.part())
        }
    })
    .await?;
    let mut histories: BTreeMap<String, Vec<History>> = BTreeMap::new();
    for (issue, history) in edits {
        histories.entry(issue).or_default().push(history);
    }
    for issue in &mut found {
        issue.histories = histories.remove(&issue.id).unwrap_or_default();
        in_time(&mut issue.histories);
    }
    Ok(found)
}

/// The ids and keys of the issues that exist: Cloud's histories say only ids, and pass over issues that are not there.
async fn identified(ctx: &Ctx<Read>, asked: &[IssueKey]) -> Result<Vec<Changed>> {
    let body = jira_cloud::types::BulkFetchIssueRequestBean {
        issue_ids_or_keys: asked.iter().map(ToString::to_string).collect(),
        fields: vec!["id".into()],
        fields_by_keys: None,
        expand: Vec::new(),
        properties: Vec::new(),
    };
    let page: SearchPage = ctx
        .jira_cloud()?
        .post_issue_bulkfetch(&body)
        .send()
        .await?
        .view()?;
    let check = |issue: Issue| {
        ctx.policy().check_found(&issue.key)?;
        Ok(Changed {
            id: issue.id,
            key: issue.key,
            former: None,
            histories: Vec::new(),
        })
    };
    let mut found = page
        .issues
        .into_iter()
        .map(check)
        .collect::<Result<Vec<_>>>()?;
    pair(asked, &mut found);
    Ok(found)
}

/// Says of the one issue that nobody asked for that it is the one asked for and not found: it was moved. With several of
/// them, nothing says which is which.
fn pair(asked: &[IssueKey], found: &mut [Changed]) {
    let missing: Vec<_> = asked
        .iter()
        .filter(|key| !found.iter().any(|issue| issue.is(key)))
        .map(ToString::to_string)
        .collect();
    let mut others: Vec<_> = found
        .iter_mut()
        .filter(|issue| !asked.iter().any(|key| issue.is(key)))
        .collect();
    if let ([former], [issue]) = (missing.as_slice(), others.as_mut_slice()) {
        issue.former = Some(former.clone());
    }
}

/// The issues that could be had, and why others could not: one that fails takes nothing from the others.
async fn on_data_center<'a>(
    ctx: &Ctx<Read>,
    asked: &'a [IssueKey],
) -> (Vec<Changed>, Vec<(&'a IssueKey, Error)>) {
    let fetched = asked.iter().map(async |key| (key, one(ctx, key).await));
    let mut fetching = stream::iter(fetched.collect::<Vec<_>>()).buffered(AT_ONCE);
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    while let Some((key, issue)) = fetching.next().await {
        match issue {
            Ok(issue) => found.extend(issue),
            Err(error) => failed.push((key, error)),
        }
        ctx.progress()
            .report(found.len() + failed.len(), asked.len());
    }
    (found, failed)
}

/// One issue with its whole history; none if it cannot be seen.
async fn one(ctx: &Ctx<Read>, key: &IssueKey) -> Result<Option<Changed>> {
    let sent = ctx
        .jira_dc()?
        .get_issue_by_issue_id_or_key(key)
        .fields("id")
        .expand("changelog")
        .send()
        .await;
    let mut issue: Issue = match sent {
        Err(error) if error.is_not_found() => return Ok(None),
        sent => sent?.view()?,
    };
    ctx.policy().check_found(&issue.key)?;
    let changelog = issue.expanded.remove("changelog").unwrap_or_default();
    let changelog =
        Option::<Changelog>::deserialize(changelog).map_err(|error| Error::Unexpected {
            product: Product::Jira,
            operation: "GET /api/2/issue/{issueIdOrKey}",
            what: format!("the history of {} cannot be read ({error})", issue.key),
            excerpt: String::new(),
        })?;
    let mut histories = changelog.unwrap_or_default().histories;
    in_time(&mut histories);
    let as_asked = issue.id == **key || issue.key == **key;
    Ok(Some(Changed {
        former: (!as_asked).then(|| key.to_string()),
        id: issue.id,
        key: issue.key,
        histories,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known_by_what_the_history_calls_them() {
        for (id, name) in [
            ("fixVersions", "Fix Version"),
            ("issuetype", "Issue Type"),
            ("components", "Component"),
            ("status", "status"),
        ] {
            assert_eq!(meaning(id), meaning(name));
        }
        assert_ne!(meaning("status"), meaning("statusCategory"));
    }
}
