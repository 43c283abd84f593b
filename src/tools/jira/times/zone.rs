//! Times in the zone of whoever asks: people plan sprints and log work in days, and a day begins elsewhere in another zone.

use std::collections::HashMap;

use chrono_tz::Tz;
use serde_json::Value;

use super::moments;
use crate::ctx::Ctx;
use crate::shortfall::OrTold as _;
use crate::tools::jira::users;
use crate::views::jira::{FieldSchema, Issue, Sprint, sprint_text};

/// The members of a sprint that are times.
const OF_SPRINT: [&str; 4] = ["startDate", "endDate", "completeDate", "activatedDate"];

/// The caller's own zone. None if Jira does not say it: times are right as they stand, since each names its zone.
pub async fn own(ctx: &Ctx) -> Option<Tz> {
    let me = users::me(ctx).await.or_told("your time zone")?;
    me.time_zone.as_deref()?.parse().ok()
}

/// A time of Jira's in the zone; as it stands if there is no zone, or if it is no time.
pub fn local(text: &str, zone: Option<Tz>) -> String {
    let time = moments::zoned(text).zip(zone);
    time.map_or_else(
        || text.to_owned(),
        |(time, zone)| {
            time.with_timezone(&zone)
                .format(moments::JIRA_TIME)
                .to_string()
        },
    )
}

/// A sprint with its times in the zone.
pub fn of_sprint(mut sprint: Sprint, zone: Option<Tz>) -> Sprint {
    let times = [
        &mut sprint.start_date,
        &mut sprint.end_date,
        &mut sprint.complete_date,
    ];
    for time in times.into_iter().flatten() {
        *time = local(time, zone);
    }
    sprint
}

/// Puts the times of sprints and of logged work among the fields of issues into the caller's zone, which is asked for only if
/// there are any. What fields are say the issues themselves, or `schema` of the page they came in.
pub async fn of_issues(ctx: &Ctx, issues: &mut [Issue], schema: &HashMap<String, FieldSchema>) {
    let times: Vec<_> = issues
        .iter_mut()
        .flat_map(|issue| times(issue, schema))
        .collect();
    if times.is_empty() {
        return;
    }
    let zone = own(ctx).await;
    for time in times {
        if let Some(text) = time.as_str() {
            *time = local(text, zone).into();
        }
    }
}

fn times<'a>(issue: &'a mut Issue, schema: &HashMap<String, FieldSchema>) -> Vec<&'a mut Value> {
    let own = &issue.schema;
    let is_sprint = |id: &str| {
        let kind = own.get(id).or_else(|| schema.get(id));
        kind.is_some_and(|kind| kind.custom_kind() == Some("gh-sprint"))
    };
    let mut times = Vec::new();
    for (id, value) in &mut issue.fields {
        let (items, named): (_, &[&str]) = match id.as_str() {
            "worklog" => (value.get_mut("worklogs"), &["started"]),
            id if is_sprint(id) => (Some(value), &OF_SPRINT),
            _ => continue,
        };
        let items = items.and_then(Value::as_array_mut).into_iter().flatten();
        times.extend(items.flat_map(|item| members(item, named)));
    }
    times
}

/// The members of these names that are text. A sprint that is printed is read first.
fn members<'a>(item: &'a mut Value, named: &'a [&str]) -> impl Iterator<Item = &'a mut Value> {
    if let Some(sprint) = item.as_str().and_then(sprint_text::read) {
        *item = sprint;
    }
    let members = item.as_object_mut().into_iter().flatten();
    members
        .filter(|(name, value)| named.contains(&name.as_str()) && value.is_string())
        .map(|(_, value)| value)
}
