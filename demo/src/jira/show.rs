//! How the model's values look in Jira's answers.

mod issue;

use serde_json::{Map, Value, json};

use super::{
    duration,
    model::{
        Attachment, Change, Comment, Issue, Item, LinkType, Project, Sprint, Version, Worklog,
    },
};
use crate::{
    Flavour,
    json::{merged, put},
    world::World,
};
pub(crate) use issue::{Selection, described, issue, link, value};

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

pub(crate) fn link_type(world: &World, kind: &LinkType) -> Value {
    json!({
        "id": kind.id, "name": kind.name, "inward": kind.inward, "outward": kind.outward,
        "self": format!("{}/issueLinkType/{}", world.jira_api(), kind.id),
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
