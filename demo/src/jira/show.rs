//! How the model's values look in Jira's answers.

use serde_json::{Map, Value, json};

use super::{
    duration,
    fields::{FIELDS, Field, Kind, field},
    model::{
        Attachment, Change, Comment, Issue, Item, Link, LinkType, Project, Sprint, Version, Worklog,
    },
};
use crate::{
    Flavour,
    json::{merged, put},
    request::Request,
    world::World,
};

impl World {
    /// Jira's API root: `…/rest/api/3` or `…/rest/api/2`.
    pub(crate) fn jira_api(&self) -> String {
        let version = if self.flavour == Flavour::Cloud { 3 } else { 2 };
        format!("{}/rest/api/{version}", self.jira_base())
    }

    pub(crate) fn jira_user(&self, id: &str) -> Value {
        self.people.get(id).jira(self.flavour, &self.jira_base())
    }
}

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

    /// Only `id` was asked for.
    pub(crate) fn ids_only(&self) -> bool {
        self.names.iter().all(|name| name == "id")
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
    if chosen.ids_only() {
        return json!({"id": issue.id});
    }
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

/// An entry of one of the site's lists.
pub(crate) fn item(world: &World, list: &str, item: &Item) -> Value {
    let api = world.jira_api();
    let named =
        json!({"self": format!("{api}/{list}/{}", item.id), "id": item.id, "name": item.name});
    let described = || merged(named.clone(), json!({"description": item.description}));
    match list {
        "status" => merged(
            described(),
            json!({"iconUrl": format!("{api}/images/status.png"), "statusCategory": category(world, &item.category)}),
        ),
        "issuetype" => merged(
            described(),
            json!({"iconUrl": format!("{api}/images/type.png"), "subtask": item.level < 0, "hierarchyLevel": item.level}),
        ),
        "priority" => merged(
            named,
            json!({"iconUrl": format!("{api}/images/priority.svg")}),
        ),
        "resolution" => described(),
        "component" => named,
        _ => {
            json!({"self": format!("{api}/customFieldOption/{}", item.id), "value": item.name, "id": item.id})
        }
    }
}

fn category(world: &World, key: &str) -> Value {
    let (id, name, color) = match key {
        "new" => (2, "To Do", "blue-gray"),
        "done" => (3, "Done", "green"),
        _ => (4, "In Progress", "yellow"),
    };
    json!({"self": format!("{}/statuscategory/{id}", world.jira_api()), "id": id, "key": key, "colorName": color, "name": name})
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

pub(crate) fn project_short(world: &World, project: &Project) -> Value {
    json!({
        "self": format!("{}/project/{}", world.jira_api(), project.id), "id": project.id, "key": project.key,
        "name": project.name, "projectTypeKey": "software", "simplified": false,
        "avatarUrls": {"48x48": format!("{}/secure/projectavatar?pid={}", world.jira_base(), project.id)},
    })
}

pub(crate) fn version(world: &World, version: &Version) -> Value {
    let mut shown = json!({
        "self": format!("{}/version/{}", world.jira_api(), version.id), "id": version.id, "name": version.name,
        "description": version.description, "archived": version.archived, "released": version.released,
    });
    for (name, date) in [
        ("startDate", &version.start),
        ("releaseDate", &version.release),
    ] {
        if let Some(date) = date {
            put(&mut shown, name, date.as_str());
        }
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
        Flavour::DataCenter => {
            let date = |moment: Option<crate::time::Moment>| {
                moment.map_or_else(|| "<null>".to_owned(), |moment| moment.iso())
            };
            format!(
                "com.atlassian.greenhopper.service.sprint.Sprint@{:x}[id={},rapidViewId={},state={},name={},startDate={},endDate={},\
                 completeDate={},activatedDate={},sequence={},goal={},synced=false,autoStartStop=false]",
                sprint.id * 7919,
                sprint.id,
                sprint.board,
                sprint.state.to_uppercase(),
                sprint.name,
                date(sprint.start),
                date(sprint.end),
                date(sprint.completed),
                date(sprint.start),
                sprint.id,
                sprint.goal,
            )
            .into()
        }
    })
}

/// The dates that a sprint has.
pub(crate) fn sprint_dates(sprint: &Sprint) -> Value {
    let dates = [
        ("startDate", sprint.start),
        ("endDate", sprint.end),
        ("completeDate", sprint.completed),
    ];
    dates
        .into_iter()
        .filter_map(|(name, moment)| Some((name.to_owned(), moment?.iso().into())))
        .collect::<Map<_, _>>()
        .into()
}

/// Another issue as links, parents and sub-tasks show it.
pub(crate) fn issue_short(world: &World, other: &Issue) -> Value {
    let chosen = Selection::of(vec!["summary", "status", "priority", "issuetype"], "");
    json!({
        "id": other.id, "key": other.key, "self": format!("{}/issue/{}", world.jira_api(), other.id),
        "fields": fields(world, other, &chosen),
    })
}

pub(crate) fn link_type(world: &World, kind: &LinkType) -> Value {
    json!({
        "id": kind.id, "name": kind.name, "inward": kind.inward, "outward": kind.outward,
        "self": format!("{}/issueLinkType/{}", world.jira_api(), kind.id),
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

/// A link by itself: both its ends.
pub(crate) fn link(world: &World, link: &Link) -> Value {
    let mut types = world.jira.link_types.iter();
    let end = |id: &str| world.jira.issue(id).map(|issue| issue_short(world, issue));
    json!({
        "id": link.id, "self": format!("{}/issueLink/{}", world.jira_api(), link.id),
        "type": types.find(|kind| kind.name == link.kind).map(|kind| link_type(world, kind)),
        "inwardIssue": end(&link.inward), "outwardIssue": end(&link.outward),
    })
}

pub(crate) fn comment(world: &World, issue: &Issue, comment: &Comment) -> Value {
    let mut shown = json!({
        "self": format!("{}/issue/{}/comment/{}", world.jira_api(), issue.id, comment.id), "id": comment.id,
        "author": world.jira_user(&comment.author), "body": comment.body, "updateAuthor": world.jira_user(&comment.author),
        "created": comment.created.jira(), "updated": comment.updated.jira(),
    });
    if world.flavour == Flavour::Cloud {
        put(&mut shown, "jsdPublic", true);
    }
    if let Some(visibility) = &comment.visibility {
        put(&mut shown, "visibility", visibility.clone());
    }
    shown
}

pub(crate) fn worklog(world: &World, issue: &Issue, log: &Worklog) -> Value {
    let mut shown = json!({
        "self": format!("{}/issue/{}/worklog/{}", world.jira_api(), issue.id, log.id), "id": log.id, "issueId": issue.id,
        "author": world.jira_user(&log.author), "updateAuthor": world.jira_user(&log.author),
        "created": log.created.jira(), "updated": log.created.jira(), "started": log.started,
        "timeSpent": duration::show(log.seconds), "timeSpentSeconds": log.seconds,
    });
    if let Some(comment) = &log.comment {
        put(&mut shown, "comment", comment.clone());
    }
    shown
}

/// An attachment's metadata. Its content is under the API on Cloud, under `/secure` on Data Center.
pub(crate) fn attachment(world: &World, attachment: &Attachment) -> Value {
    let content = match world.flavour {
        Flavour::Cloud => format!("{}/attachment/content/{}", world.jira_api(), attachment.id),
        Flavour::DataCenter => format!(
            "{}/secure/attachment/{}/{}",
            world.jira_base(),
            attachment.id,
            encoded(&attachment.name)
        ),
    };
    json!({
        "self": format!("{}/attachment/{}", world.jira_api(), attachment.id), "id": attachment.id, "filename": attachment.name,
        "author": world.jira_user(&attachment.author), "created": attachment.created.jira(), "size": attachment.bytes.len(),
        "mimeType": attachment.mime, "content": content,
    })
}

/// A path segment, percent-encoded.
pub(crate) fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// An entry of an issue's history; without `fieldId` on Data Center.
pub(crate) fn change(world: &World, change: &Change) -> Value {
    let mut items = change.items.clone();
    if world.flavour == Flavour::DataCenter {
        items
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .for_each(|item| drop(item.remove("fieldId")));
    }
    json!({"id": change.id, "author": world.jira_user(&change.author), "created": change.at.jira(), "items": items})
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
