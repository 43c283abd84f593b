//! What Jira's refusal of JQL leaves out: which values a field has, and what a field is called in JQL.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::likeness::likeness;
use crate::product::{Deployment, Product};
use crate::tools::either;
use crate::tools::jira::fields;
use crate::tools::names::{OF_VALUES, called, meaning};
use crate::views::jira::{Field, Suggestions};
use std::sync::Arc;

/// Fields whose values are the same in all projects, so that a projects filter does not hide them.
const OF_ALL_PROJECTS: [&str; 5] = [
    "status",
    "priority",
    "resolution",
    "issuetype",
    "statuscategory",
];

/// What Data Center's `parent` does not find.
pub const PARENT: &str = "on Jira Data Center `parent` finds sub-tasks alone; the issues of an epic are found by \"Epic Link\" = KEY";

/// The refusal of a query with what it leaves out.
pub async fn explained(ctx: &Ctx, jql: &str, error: Error) -> Error {
    let message = match &error {
        Error::Upstream {
            status: 400,
            message,
            ..
        } => message.clone(),
        _ => return error,
    };
    let mut notes = Vec::new();
    for (value, field) in wrong_values(&message) {
        notes.extend(
            values(ctx, field)
                .await
                .ok()
                .and_then(|known| choices(field, value, &known)),
        );
    }
    for field in wrong_fields(&message) {
        notes.extend(field_meant(ctx, field).await);
    }
    if asks_for_parent(ctx, jql) && message.contains("parent") {
        notes.push(PARENT.to_owned());
    }
    error.noting(&notes.join(". "))
}

/// Whether a query on Data Center asks for what is below an issue, as Cloud finds it.
pub fn asks_for_parent(ctx: &Ctx, jql: &str) -> bool {
    let deployment = ctx.deployment(Product::Jira);
    deployment.is_ok_and(|deployment| deployment == Deployment::DataCenter) && names_parent(jql)
}

/// Whether a clause is about the parent: the word, and an operator behind it.
fn names_parent(jql: &str) -> bool {
    let lower = jql.to_lowercase();
    let parts = lower.match_indices("parent").filter_map(|(at, word)| {
        let (before, rest) = lower.split_at_checked(at)?;
        let begins = !before.ends_with(|c: char| c.is_alphanumeric() || "_\"'".contains(c));
        begins.then(|| rest.get(word.len()..))?
    });
    let operators = ["=", "!=", "in ", "in(", "not in"];
    parts
        .map(str::trim_start)
        .any(|rest| operators.iter().any(|operator| rest.starts_with(operator)))
}

/// `The value 'Doing' does not exist for the field 'status'.`
fn wrong_values(message: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = message.split("The value '").skip(1);
    parts.filter_map(|part| {
        let (value, rest) = part.split_once("' does not exist for the field '")?;
        Some((value, rest.split('\'').next()?))
    })
}

/// `Field 'pionts' does not exist or you do not have permission to view it.`
fn wrong_fields(message: &str) -> impl Iterator<Item = &str> {
    let parts = message.split("Field '").skip(1);
    parts.filter_map(|part| part.split_once("' does not exist").map(|(field, _)| field))
}

fn choices(field: &str, value: &str, known: &[String]) -> Option<String> {
    let meant = called(&OF_VALUES, known.iter(), value, |known| {
        vec![known.as_str()]
    });
    let likeness = |known: &str| likeness(&known.to_lowercase(), &value.to_lowercase());
    let nearest = || {
        known
            .iter()
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
    };
    let nearest = meant.first().copied().or_else(nearest)?;
    let hint = match likeness(nearest) > 0.75 {
        true => format!("; did you mean \"{nearest}\"?"),
        false => String::new(),
    };
    Some(format!("{field} takes {}{hint}", known.join(" | ")))
}

/// The values of a field as JQL's own editor suggests them, without those of other projects where a filter must be kept.
async fn values(ctx: &Ctx, field: &str) -> Result<Arc<Vec<String>>> {
    let narrows = ctx.policy().narrows_jira();
    let name = meaning(field);
    if narrows && name == "project" {
        let allowed = ctx.policy().jira_projects(None);
        return Ok(Arc::new(allowed.into_iter().map(str::to_owned).collect()));
    }
    if narrows && !OF_ALL_PROJECTS.iter().any(|known| meaning(known) == name) {
        return Ok(Arc::default());
    }
    let load = async {
        let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_jql_autocompletedata_suggestions().field_name(field))?;
        let suggested: Suggestions = answer.view()?;
        let values = suggested
            .results
            .into_iter()
            .map(|one| unquoted(&one.value));
        Ok(Arc::new(values.collect::<Vec<_>>()))
    };
    let remembered = &ctx.caller().cache().jira_suggestions;
    remembered.get(&name, load).await
}

/// A value as people write it: JQL's editor quotes those that hold blanks.
fn unquoted(value: &str) -> String {
    let inner = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    inner.map_or_else(|| value.to_owned(), |inner| inner.replace("\\\"", "\""))
}

/// What JQL calls the field that is meant.
async fn field_meant(ctx: &Ctx, asked: &str) -> Option<String> {
    let all = fields::all(ctx).await.ok()?;
    match fields::named(&all, asked) {
        Ok(field) => {
            let name = clause(field)?;
            Some(format!(
                "JQL calls \"{asked}\" {}",
                crate::query::quoted(name)
            ))
        }
        Err(error) => Some(error.to_string()),
    }
}

fn clause(field: &Field) -> Option<&str> {
    let by_name = field
        .clause_names
        .iter()
        .find(|name| !name.starts_with("cf["));
    by_name.or(field.clause_names.first()).map(String::as_str)
}
