//! Which objects say no more than their name: those of Jira's own kinds. What apps and other products put into fields may look
//! alike and say more.

use serde_json::{Map, Value};

/// The members of Jira's own named kinds: statuses, priorities, types, resolutions, versions, components, security levels,
/// groups, request types.
const OF_NAMED: [&str; 37] = [
    "_expands",
    "_links",
    "archived",
    "assignee",
    "assigneeType",
    "avatarId",
    "color",
    "colorName",
    "description",
    "entityId",
    "expand",
    "groupId",
    "groupIds",
    "helpText",
    "hierarchyLevel",
    "icon",
    "iconUrl",
    "id",
    "isAssigneeTypeValid",
    "issueTypeId",
    "lead",
    "name",
    "overdue",
    "portalId",
    "project",
    "projectId",
    "realAssignee",
    "realAssigneeType",
    "releaseDate",
    "released",
    "scope",
    "self",
    "serviceDeskId",
    "startDate",
    "statusCategory",
    "subtask",
    "userReleaseDate",
];

/// Members of which one at least is with every named kind of Jira's: others are called `id` and `name`, too.
const MARKS: [&str; 6] = [
    "self",
    "iconUrl",
    "released",
    "statusCategory",
    "groupId",
    "issueTypeId",
];

/// The members of an option.
const OF_OPTION: [&str; 5] = ["self", "id", "value", "child", "disabled"];

/// The name or value that stands for an object of one of Jira's own kinds, recognised by its members.
pub fn name(map: &Map<String, Value>) -> Option<Value> {
    let within = |known: &[&str]| map.keys().all(|name| known.contains(&name.as_str()));
    if within(&OF_OPTION) {
        return option(map);
    }
    let marked = map.len() == 1 || MARKS.iter().any(|mark| map.contains_key(*mark));
    let is_category = map.contains_key("colorName");
    let name = map.get("name").filter(|name| name.is_string());
    name.filter(|_| is_category || (marked && within(&OF_NAMED)))
        .cloned()
}

/// The name or value of an object that is known to be of one of Jira's own kinds, whatever else it says.
pub fn name_of_own(value: &Value) -> Option<Value> {
    match value {
        Value::Array(items) => items.iter().map(name_of_own).collect(),
        Value::Object(map) => {
            let name = || map.get("name").filter(|name| name.is_string()).cloned();
            option(map).or_else(name)
        }
        _ => None,
    }
}

/// An option, with the one below it: `A > B`.
fn option(map: &Map<String, Value>) -> Option<Value> {
    let value = map.get("value")?.as_str()?;
    let child = map
        .get("child")
        .and_then(|child| child.get("value")?.as_str());
    Some(child.map_or_else(|| value.into(), |child| format!("{value} > {child}").into()))
}
