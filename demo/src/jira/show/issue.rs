//! Issues with the fields that were asked for.

use serde_json::{Map, Value, json};

use super::{attachment, comment, item, link_type, project_short, sprint_dates, version, worklog};
use crate::{
    Flavour, Release,
    jira::{
        duration,
        fields::{FIELDS, Field, Kind, field},
        model::{Issue, Link, Sprint},
    },
    json::{merged, put},
    request::Request,
    time::Moment,
    world::World,
};

/// Which fields of issues were asked for.
pub(crate) struct Selection {
    names: Vec<String>,
}

impl Selection {
    /// The fields named in a `fields` parameter, or the operation's default.
    pub(crate) fn of(names: Vec<&str>, default: &str) -> Self {
        let names = if names.is_empty() {
            vec![default]
        } else {
            names
        };
        Self {
            names: names.into_iter().map(str::to_owned).collect(),
        }
    }

    pub(crate) fn of_request(request: &Request, default: &str) -> Self {
        Self::of(request.list("fields"), default)
    }

    /// Only `id` was asked for, or nothing but what to leave out: Cloud's search answers that without keys.
    pub(crate) fn ids_only(&self) -> bool {
        self.names
            .iter()
            .all(|name| name == "id" || name.starts_with('-'))
    }

    /// The ids of the flavour's fields that were asked for.
    pub(crate) fn ids(&self, flavour: Flavour) -> impl Iterator<Item = &'static str> {
        FIELDS
            .iter()
            .filter_map(move |field| field.id(flavour).filter(|id| self.includes(field, id)))
    }

    fn includes(&self, field: &Field, id: &str) -> bool {
        let named = |name: &str| name == id;
        if self
            .names
            .iter()
            .any(|name| name.strip_prefix('-').is_some_and(named))
        {
            return false;
        }
        let only_exclusions = self.names.iter().all(|name| name.starts_with('-'));
        only_exclusions
            || self.names.iter().any(|name| match name.as_str() {
                "*all" => true,
                "*navigable" => field.navigable,
                name => named(name),
            })
    }
}

/// An issue with the chosen fields.
pub(crate) fn issue(world: &World, issue: &Issue, chosen: &Selection) -> Value {
    json!({
        "expand": "operations,versionedRepresentations,editmeta,changelog,renderedFields",
        "id": issue.id,
        "self": format!("{}/issue/{}", world.jira_api(), issue.id),
        "key": issue.key,
        "fields": fields(world, issue, chosen),
    })
}

/// The fields of an issue that were asked for: those without a value as `null`.
pub(crate) fn fields(world: &World, issue: &Issue, chosen: &Selection) -> Map<String, Value> {
    let mut shown = Map::new();
    for field in FIELDS {
        let Some(id) = field
            .id(world.flavour)
            .filter(|id| chosen.includes(field, id))
        else {
            continue;
        };
        let empty_parent = field.kind == Kind::Parent && issue.text("parent").is_empty();
        if !empty_parent {
            shown.insert(id.to_owned(), value(world, issue, field));
        }
    }
    shown
}

/// A field's value as Jira shows it.
pub(crate) fn value(world: &World, issue: &Issue, field: &Field) -> Value {
    let Some(stored) = issue.fields.get(field.name) else {
        return unset(world, issue, field);
    };
    let text = stored.as_str().unwrap_or_default();
    let texts = || issue.texts(field.name);
    let project = world.jira.project(&issue.project);
    match field.kind {
        Kind::Text
        | Kind::Rich
        | Kind::Number
        | Kind::Date
        | Kind::Moment
        | Kind::Labels
        | Kind::Epic
        | Kind::Made(_) => stored.clone(),
        Kind::Person => world.jira_user(text),
        Kind::Choice => world
            .jira
            .item(field.name, text)
            .map(|entry| item(world, field.name, entry))
            .unwrap_or_default(),
        Kind::Choices => texts()
            .filter_map(|id| Some(item(world, field.name, world.jira.item(field.name, id)?)))
            .collect(),
        Kind::Cascade => cascade(world, field, &texts().collect::<Vec<_>>()),
        Kind::Project => project
            .map(|project| project_short(world, project))
            .unwrap_or_default(),
        Kind::Components => {
            let known = project
                .map(|project| project.components.as_slice())
                .unwrap_or_default();
            texts()
                .filter_map(|id| known.iter().find(|entry| entry.id == id))
                .map(|entry| item(world, "component", entry))
                .collect()
        }
        Kind::Versions => {
            let known = project
                .map(|project| project.versions.as_slice())
                .unwrap_or_default();
            texts()
                .filter_map(|id| known.iter().find(|entry| entry.id == id))
                .map(|entry| version(world, entry))
                .collect()
        }
        Kind::Sprints => stored
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|id| sprint_value(world, id.as_u64()?))
            .collect(),
        Kind::Parent => world
            .jira
            .issue(text)
            .map(|parent| issue_short(world, parent))
            .unwrap_or_default(),
        Kind::Estimates => estimates(issue, stored),
    }
}

fn unset(world: &World, issue: &Issue, field: &Field) -> Value {
    match field.kind {
        Kind::Made(_) => made(world, issue, field.name),
        Kind::Labels | Kind::Components | Kind::Versions => json!([]),
        Kind::Estimates => estimates(issue, &Value::Null),
        _ => Value::Null,
    }
}

/// Fields that follow from the rest of the issue.
fn made(world: &World, issue: &Issue, name: &str) -> Value {
    let estimate = |which: &str| {
        issue
            .fields
            .get("timetracking")
            .and_then(|stored| stored.get(which))
            .cloned()
            .unwrap_or_default()
    };
    let all = |total: usize, items: Vec<Value>, name: &str| json!({"startAt": 0, "maxResults": total, "total": total, name: items});
    match name {
        "creator" => world.jira_user(&issue.creator),
        "created" => issue.created.jira().into(),
        "updated" => issue.updated.jira().into(),
        "statuscategorychangedate" => issue
            .history
            .last()
            .map_or(issue.created, |change| change.at)
            .jira()
            .into(),
        "resolutiondate" => issue
            .resolved
            .map(|moment| moment.jira().into())
            .unwrap_or_default(),
        "subtasks" => world
            .jira
            .subtasks(issue)
            .map(|child| issue_short(world, child))
            .collect(),
        "issuelinks" => links(world, issue),
        "timespent" => Some(issue.spent())
            .filter(|spent| *spent > 0)
            .map(Value::from)
            .unwrap_or_default(),
        "timeoriginalestimate" => estimate("original"),
        "timeestimate" => estimate("remaining"),
        "votes" => {
            json!({"self": format!("{}/issue/{}/votes", world.jira_api(), issue.key), "votes": 0, "hasVoted": false})
        }
        "watches" => {
            json!({"self": format!("{}/issue/{}/watchers", world.jira_api(), issue.key), "watchCount": 1, "isWatching": false})
        }
        "comment" => all(
            issue.comments.len(),
            issue
                .comments
                .iter()
                .map(|entry| comment(world, issue, entry))
                .collect(),
            "comments",
        ),
        "worklog" => all(
            issue.worklogs.len(),
            issue
                .worklogs
                .iter()
                .map(|entry| worklog(world, issue, entry))
                .collect(),
            "worklogs",
        ),
        "attachment" => issue
            .attachments
            .iter()
            .map(|entry| attachment(world, entry))
            .collect(),
        _ => Value::Null,
    }
}

fn estimates(issue: &Issue, stored: &Value) -> Value {
    let mut shown = Map::new();
    let mut put = |name: &str, seconds: Option<u64>| {
        if let Some(seconds) = seconds {
            shown.insert(name.to_owned(), duration::show(seconds).into());
            shown.insert(format!("{name}Seconds"), seconds.into());
        }
    };
    let stored = |which: &str| stored.get(which).and_then(Value::as_u64);
    put("originalEstimate", stored("original"));
    put("remainingEstimate", stored("remaining"));
    put("timeSpent", Some(issue.spent()).filter(|spent| *spent > 0));
    shown.into()
}

fn cascade(world: &World, field: &Field, ids: &[&str]) -> Value {
    let option = |id: &&str| {
        world
            .jira
            .item(field.name, id)
            .map(|entry| item(world, field.name, entry))
    };
    let mut shown = ids.first().and_then(option).unwrap_or_default();
    if let Some(child) = ids.get(1).and_then(option) {
        put(&mut shown, "child", child);
    }
    shown
}

/// A sprint in the Sprint field: an object on Cloud, a described string on Data Center.
fn sprint_value(world: &World, id: u64) -> Option<Value> {
    let sprint = world.jira.sprints.iter().find(|sprint| sprint.id == id)?;
    Some(match world.flavour {
        Flavour::Cloud => merged(
            json!({"id": sprint.id, "name": sprint.name, "state": sprint.state, "boardId": sprint.board, "goal": sprint.goal}),
            sprint_dates(sprint),
        ),
        Flavour::DataCenter => printed(world, sprint).into(),
    })
}

/// A sprint as Data Center prints it: Jira 10 by the names of the members, older ones in an order of their own.
fn printed(world: &World, sprint: &Sprint) -> String {
    let date = |moment: Option<Moment>| moment.map(Moment::iso);
    let mut members = [
        ("id", Some(sprint.id.to_string())),
        ("rapidViewId", Some(sprint.board.to_string())),
        ("state", Some(sprint.state.to_uppercase())),
        ("name", Some(sprint.name.clone())),
        ("startDate", date(sprint.start)),
        ("endDate", date(sprint.end)),
        ("completeDate", date(sprint.completed)),
        ("activatedDate", date(sprint.start)),
        ("sequence", Some(sprint.id.to_string())),
        ("goal", Some(sprint.goal.clone())),
        ("synced", Some("false".to_owned())),
        ("autoStartStop", Some("false".to_owned())),
        ("incompleteIssuesDestinationId", None),
    ];
    if world.release == Release::Current {
        members.sort_unstable_by_key(|(name, _)| *name);
    }
    let members = members.map(|(name, value)| {
        let value = value.unwrap_or_else(|| "<null>".to_owned());
        format!("{name}={value}")
    });
    format!(
        "com.atlassian.greenhopper.service.sprint.Sprint@{:x}[{}]",
        sprint.id * 7919,
        members.join(",")
    )
}

/// Another issue as links, parents and sub-tasks show it.
pub(crate) fn issue_short(world: &World, other: &Issue) -> Value {
    let chosen = Selection::of(vec!["summary", "status", "priority", "issuetype"], "");
    json!({
        "id": other.id, "key": other.key, "self": format!("{}/issue/{}", world.jira_api(), other.id),
        "fields": fields(world, other, &chosen),
    })
}

fn links(world: &World, issue: &Issue) -> Value {
    world
        .jira
        .links
        .iter()
        .filter_map(|link| link_seen_from(world, link, issue))
        .collect()
}

/// A link by itself, with both ends.
pub(crate) fn link(world: &World, link: &Link) -> Value {
    let end = |id: &str| world.jira.issue(id).map(|issue| issue_short(world, issue));
    let kind = world
        .jira
        .link_types
        .iter()
        .find(|kind| kind.name == link.kind);
    json!({
        "id": link.id, "self": format!("{}/issueLink/{}", world.jira_api(), link.id),
        "type": kind.map(|kind| link_type(world, kind)),
        "inwardIssue": end(&link.inward), "outwardIssue": end(&link.outward),
    })
}

fn link_seen_from(world: &World, link: &Link, issue: &Issue) -> Option<Value> {
    let (name, other) = if link.inward == issue.id {
        ("outwardIssue", &link.outward)
    } else if link.outward == issue.id {
        ("inwardIssue", &link.inward)
    } else {
        return None;
    };
    let kind = world
        .jira
        .link_types
        .iter()
        .find(|kind| kind.name == link.kind)?;
    Some(json!({
        "id": link.id, "self": format!("{}/issueLink/{}", world.jira_api(), link.id), "type": link_type(world, kind),
        name: issue_short(world, world.jira.issue(other)?),
    }))
}

/// `names` and `schema` of the fields that an answer holds.
pub(crate) fn described<'a>(
    flavour: Flavour,
    ids: impl Iterator<Item = &'a str>,
) -> (Value, Value) {
    let known: Vec<_> = ids
        .filter_map(|id| Some((id.to_owned(), field(flavour, id)?)))
        .collect();
    let names: Map<_, _> = known
        .iter()
        .map(|(id, field)| (id.clone(), field.title.into()))
        .collect();
    let schema: Map<_, _> = known
        .into_iter()
        .map(|(id, field)| (id, field.schema(flavour)))
        .collect();
    (names.into(), schema.into())
}
