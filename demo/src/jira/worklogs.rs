//! Work logged on issues.

use chrono::DateTime;
use serde_json::{Value, json};

use super::{
    duration, error, field_error, issue,
    model::{Issue, Worklog},
    show,
};
use crate::{
    Flavour,
    paging::Page,
    reply::{Answer, Reply},
    request::Request,
    rich,
    world::World,
};

/// More seconds than a working life has.
const LONGEST: u64 = 1_000_000_000;

/// `GET issue/{issue}/worklog`: Cloud pages, Data Center gives all.
pub(crate) fn list(world: &mut World, request: &Request) -> Answer {
    let issue = issue(world, request)?;
    let page = match world.flavour {
        Flavour::Cloud => Page::jira(&issue.worklogs, request, 5000, 5000),
        Flavour::DataCenter => Page::cut(&issue.worklogs, 0, issue.worklogs.len()),
    };
    Ok(Reply::ok(
        page.map(|log| show::worklog(world, issue, log))
            .jira_json("worklogs"),
    ))
}

/// `POST issue/{issue}/worklog`
pub(crate) fn add(world: &mut World, request: &Request) -> Answer {
    let before = issue(world, request)?.clone();
    let seconds = spent(request)?;
    let remaining = remaining(request, &before, seconds)?;
    let (started, comment) = (started(world, request)?, comment(world, request)?);
    let now = world.tick();
    let id = world.jira.new_id().to_string();
    let log = Worklog {
        id,
        author: request.caller.clone(),
        comment,
        started,
        seconds,
        created: now,
    };
    if let Some(stored) = world.jira.issue_mut(&before.key) {
        stored.worklogs.push(log.clone());
        stored.updated = now;
        if let Some(remaining) = remaining {
            let original = before
                .fields
                .get("timetracking")
                .and_then(|stored| stored.get("original"))
                .cloned();
            stored.fields.insert(
                "timetracking",
                json!({"original": original, "remaining": remaining}),
            );
        }
    }
    Ok(Reply::json(201, show::worklog(world, &before, &log)))
}

fn spent(request: &Request) -> Result<u64, Reply> {
    let sent = request.body_text("/timeSpent").map(duration::parse);
    match sent.or_else(|| request.body("/timeSpentSeconds").map(Value::as_u64)) {
        Some(Some(seconds)) if (1..=LONGEST).contains(&seconds) => Ok(seconds),
        Some(_) => Err(field_error("timeLogged", "Invalid time duration entered.")),
        None => Err(field_error(
            "timeLogged",
            "You must indicate the time spent working.",
        )),
    }
}

/// The start as Jira demands it: `2026-11-16T10:00:00.000+0200`, the zone without a colon.
fn started(world: &World, request: &Request) -> Result<String, Reply> {
    let Some(sent) = request.body_text("/started") else {
        return Ok(world.now().jira());
    };
    let zone = sent
        .chars()
        .rev()
        .take(4)
        .all(|character| character.is_ascii_digit());
    let read = DateTime::parse_from_str(sent, "%Y-%m-%dT%H:%M:%S%.3f%z")
        .ok()
        .filter(|_| zone);
    read.map(|_| sent.to_owned()).ok_or_else(|| {
        error(400, &format!("Invalid date format. Please enter the date in the format \"yyyy-MM-dd'T'HH:mm:ss.SSSZ\", not '{sent}'."))
    })
}

fn comment(world: &World, request: &Request) -> Result<Option<Value>, Reply> {
    let Some(sent) = request.body("/comment") else {
        return Ok(None);
    };
    let valid = match world.flavour {
        Flavour::Cloud => rich::is_adf(sent),
        Flavour::DataCenter => sent.is_string(),
    };
    if valid {
        Ok(Some(sent.clone()))
    } else {
        Err(field_error("comment", "Comment body is not valid!"))
    }
}

/// The remaining estimate after this work, as `adjustEstimate` says; `None` leaves it.
fn remaining(request: &Request, issue: &Issue, spent: u64) -> Result<Option<u64>, Reply> {
    let before = issue
        .fields
        .get("timetracking")
        .and_then(|stored| stored.get("remaining"))
        .and_then(Value::as_u64);
    let given = |name: &str| {
        let sent = request
            .arg(name)
            .ok_or_else(|| field_error(name, &format!("You must supply a valid {name}.")))?;
        duration::parse(sent).ok_or_else(|| field_error(name, "Invalid time duration entered."))
    };
    match request.arg("adjustEstimate") {
        Some("new") => given("newEstimate").map(Some),
        Some("manual") => {
            given("reduceBy").map(|by| before.map(|before| before.saturating_sub(by)))
        }
        Some("leave") => Ok(None),
        _ => Ok(before.map(|before| before.saturating_sub(spent))),
    }
}
