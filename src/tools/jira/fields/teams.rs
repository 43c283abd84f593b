//! Teams: Jira shows their names and takes their ids alone.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::either;
use crate::tools::jira::fields;
use crate::tools::names::{OF_VALUES, called};
use crate::views::jira::Suggestions;
use serde_json::Value;

/// A team by id, by Jira's object, or by the name under which JQL's editor suggests it.
///
/// # Errors
/// [`Error::Arguments`] if no team or several are suggested, with where ids are to be seen.
pub async fn id(ctx: &Ctx, field: &str, value: Value) -> Result<Value> {
    let named = ["id", "name", "title"]
        .iter()
        .find_map(|member| value.get(member))
        .cloned();
    let asked = match named.unwrap_or(value) {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        other => return Err(Error::Arguments(format!("expected a team, got {other}"))),
    };
    if asked.bytes().any(|byte| byte.is_ascii_digit())
        && asked
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
    {
        return Ok(asked.into());
    }
    let all = fields::all(ctx).await?;
    let clauses = all
        .iter()
        .find(|known| known.id == field)
        .map(|known| known.clause_names.as_slice());
    let clause = clauses
        .into_iter()
        .flatten()
        .find(|name| !name.starts_with("cf["));
    let clause = clause.map_or("Team", String::as_str);
    let suggested: Suggestions = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_jql_autocompletedata_suggestions().field_name(clause).field_value(asked.as_str()))?.view()?;
    let shown: Vec<_> = suggested
        .results
        .iter()
        .map(|team| (team.shown(), &team.value))
        .collect();
    match called(&OF_VALUES, shown.iter(), &asked, |(name, _)| {
        vec![name.as_str()]
    })
    .as_slice()
    {
        [(_, id)] => Ok(id.trim_matches('"').into()),
        found => {
            let place = match ctx.deployment(Product::Jira)? {
                Deployment::Cloud => "it ends the address of the team's page (…/people/team/ID)",
                Deployment::DataCenter => "an administrator sees it under Plans, Shared teams",
            };
            let what = if found.is_empty() {
                "no team"
            } else {
                "no team alone"
            };
            Err(Error::Arguments(format!(
                "{what} is called \"{asked}\"; give the team's id: {place}"
            )))
        }
    }
}
