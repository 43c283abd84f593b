//! Fields by the names people use, and their values: as people write them, in the form that Jira takes.

pub mod choices;
pub mod coerce;
pub mod estimates;
pub mod meta;
pub mod teams;

use std::sync::Arc;

use super::paged;
use crate::api::params::JiraSearchFields;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::likeness;
use crate::reply::Reply;
use crate::tools::either;
use crate::tools::names::{OF_FIELDS, called, id_of_number, meaning};
use crate::views::Items;
use crate::views::jira::Field;

/// How alike a keyword and a name must be for the field to be shown.
const ALIKE: f64 = 0.86;
/// How alike a keyword and a name are that mean the same (`SP`, `Story Points`).
const MEANT: f64 = 0.995;

/// `jira_search_fields`: the likest first; without a keyword all, in Jira's order.
///
/// # Errors
/// If Jira does not give its fields.
pub async fn search(ctx: &Ctx, params: JiraSearchFields) -> Result<Reply> {
    if params.refresh == Some(true) {
        ctx.caller().cache().jira_fields.forget().await;
    }
    let fields = all(ctx).await?;
    let keyword = params
        .keyword
        .map(|keyword| keyword.trim().to_lowercase())
        .unwrap_or_default();
    let mut ranked: Vec<_> = fields
        .iter()
        .map(|field| (likeness(field, &keyword), field))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let rows: Vec<_> = ranked.into_iter().map(|(_, field)| field).collect();
    let start = params.start_at.unwrap_or_default();
    paged::listed("fields", &paged::cut(rows, start, params.limit))
}

/// How well a keyword in lower case fits a field, from 0 to 1: by its id, its name or what JQL calls it.
fn likeness(field: &Field, keyword: &str) -> f64 {
    let names = [&field.id, &field.name]
        .into_iter()
        .chain(&field.clause_names);
    let fits = names.map(|name| match meaning(name) == meaning(keyword) {
        true => MEANT,
        false => fit(&name.to_lowercase(), keyword),
    });
    fits.fold(0.0, f64::max)
}

/// The same is best, then what begins so, then what holds it, then what is written alike, as a whole or in one word.
fn fit(name: &str, keyword: &str) -> f64 {
    let words = name
        .split_whitespace()
        .map(|word| likeness::likeness(word, keyword) * 0.95);
    match name.find(keyword) {
        Some(0) if name.len() == keyword.len() => 1.0,
        Some(0) => 0.99,
        Some(_) => 0.97,
        None => words.fold(likeness::likeness(name, keyword) * 0.96, f64::max),
    }
}

/// All fields of the instance, remembered for the caller.
///
/// # Errors
/// If Jira does not give them.
pub async fn all(ctx: &Ctx) -> Result<Arc<Vec<Field>>> {
    let load = async {
        let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_field())?;
        answer.view().map(|Items(all)| all)
    };
    ctx.caller().cache().jira_fields.get(load).await
}

/// The ids of fields asked for by id or name, as Jira's `fields` parameter takes them. Ids, `*all`, `*navigable` and
/// exclusions (`-comment`) cost no request; a name does.
///
/// # Errors
/// [`Error::Arguments`] for a name that no field has, with the nearest.
pub async fn ids(ctx: &Ctx, asked: &[String]) -> Result<Vec<String>> {
    if asked.iter().all(|name| is_id(name)) {
        return Ok(asked.to_vec());
    }
    let fields = all(ctx).await?;
    asked.iter().map(|name| id(&fields, name)).collect()
}

/// The id of one field that is asked for, or with `-` asked to be left out.
fn id(fields: &[Field], name: &str) -> Result<String> {
    match name.strip_prefix('-') {
        _ if is_id(name) => Ok(name.to_owned()),
        Some(excluded) => named(fields, excluded).map(|field| format!("-{}", field.id)),
        None => named(fields, name).map(|field| field.id.clone()),
    }
}

/// The field that a caller means by an id, a name, what JQL calls it or what everyone does ([`names`](crate::tools::names)).
///
/// # Errors
/// [`Error::Arguments`] if no field is called so, with the nearest name, or if several custom fields share the name.
pub fn named<'a>(fields: &'a [Field], name: &str) -> Result<&'a Field> {
    let wanted = name.trim();
    let id = id_of_number(wanted);
    let id = id.as_deref().unwrap_or(wanted);
    if let Some(field) = fields
        .iter()
        .find(|field| field.id.eq_ignore_ascii_case(id))
    {
        return Ok(field);
    }
    let mut found = called(&OF_FIELDS, fields.iter(), wanted, |field| {
        let clauses = field.clause_names.iter().map(String::as_str);
        [field.id.as_str(), field.name.as_str()]
            .into_iter()
            .chain(clauses)
            .collect()
    });
    if found.is_empty() && meaning(wanted) == "epiclink" {
        // Cloud has folded epic links into the parent.
        found.extend(fields.iter().find(|field| field.id == "parent"));
    }
    match found.as_slice() {
        [field] => Ok(field),
        [] => Err(Error::Arguments(format!(
            "no field is called \"{wanted}\"{}",
            nearest(fields, wanted)
        ))),
        several => {
            let ids: Vec<_> = several.iter().map(|field| field.id.as_str()).collect();
            Err(Error::Arguments(format!(
                "several fields are called \"{wanted}\": use an id, one of {}",
                ids.join(", ")
            )))
        }
    }
}

fn nearest(fields: &[Field], name: &str) -> String {
    let name = name.to_lowercase();
    let likeness = |field: &Field| likeness::likeness(&name, &field.name.to_lowercase());
    let near = fields
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    near.filter(|field| likeness(field) > 0.75).map_or_else(
        || "; jira_search_fields finds fields".into(),
        |field| format!("; did you mean \"{}\" ({})?", field.name, field.id),
    )
}

/// What Jira itself understands: system fields are lower camel case, custom ones `customfield_N`, patterns start with `*` or `-`.
fn is_id(name: &str) -> bool {
    let plain = name.trim_start_matches('-');
    plain.starts_with('*') || plain.starts_with("customfield_") || SYSTEM.contains(&plain)
}

/// The system fields of every Jira.
const SYSTEM: [&str; 36] = [
    "summary",
    "description",
    "status",
    "assignee",
    "reporter",
    "creator",
    "labels",
    "priority",
    "created",
    "updated",
    "issuetype",
    "project",
    "resolution",
    "resolutiondate",
    "duedate",
    "parent",
    "subtasks",
    "components",
    "fixVersions",
    "versions",
    "environment",
    "comment",
    "attachment",
    "worklog",
    "issuelinks",
    "timetracking",
    "timespent",
    "timeestimate",
    "timeoriginalestimate",
    "aggregatetimespent",
    "votes",
    "watches",
    "security",
    "statusCategory",
    "progress",
    "workratio",
];
