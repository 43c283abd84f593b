//! Field values without what no reader needs: links to icons, empty members, wrappers around a name.

use serde_json::{Map, Value, json};

use markup::Format;

use super::people::People;
use super::{kinds, sprint_text};

/// How deep a value is looked into; Jira's own values are far shallower.
const DEEPEST: usize = 12;

/// Members that carry nothing for a reader.
const NOISE: [&str; 14] = [
    "self",
    "avatarUrls",
    "iconUrl",
    "expand",
    "avatarId",
    "entityId",
    "hierarchyLevel",
    "_links",
    "thumbnail",
    "jsdPublic",
    // What fields say that are switched off, or not paid for.
    "hasEpicLinkFieldDependency",
    "nonEditableReason",
    "shouldDisplay",
    "showField",
];

/// The largest wiki markup that is converted, in bytes: its tree takes two hundred times as much, and a reply shows far less.
const LARGEST_WIKI: usize = 256 << 10;

/// How rich text is shown to the caller.
#[derive(Debug, Clone, Copy)]
pub struct RichText<'a> {
    /// Who is who among those that the texts mention.
    pub people: &'a People,
}

impl RichText<'_> {
    /// Rich text as Markdown: ADF given as JSON, wiki markup given as text, as Data Center has it and Cloud's boards and
    /// sprints may. What cannot be read, or only at the cost of much memory, stays as it is.
    pub fn markdown(self, value: &Value) -> Value {
        let options = self.people.options();
        let read = match value {
            Value::Object(_) => markup::adf_to_markdown(value, options),
            Value::String(text) if text.len() > LARGEST_WIKI => return value.clone(),
            Value::String(text) => markup::to_markdown(Format::Wiki, text, options),
            _ => return value.clone(),
        };
        read.map_or_else(|_| value.clone(), |text| text.trim_end().into())
    }

    /// A field's value in its shortest form; none if it says nothing.
    pub fn slim(self, value: &Value) -> Option<Value> {
        self.shorten(value, DEEPEST)
            .filter(|value| !crate::blank::is_blank(value))
    }

    fn shorten(self, value: &Value, depth: usize) -> Option<Value> {
        match value {
            Value::Null => None,
            Value::Array(_) | Value::Object(_) if depth == 0 => Some("…".into()),
            Value::Array(items) => Some(
                items
                    .iter()
                    .filter_map(|item| self.shorten(item, depth - 1))
                    .collect(),
            ),
            Value::Object(map) => Some(self.object(map, depth)),
            Value::String(text) => {
                Some(sprint_text::read(text).unwrap_or_else(|| when(text).into()))
            }
            other => Some(other.clone()),
        }
    }

    fn object(self, map: &Map<String, Value>, depth: usize) -> Value {
        let has = |name: &str| map.contains_key(name);
        let text = |name: &str| map.get(name).cloned().unwrap_or_default();
        if text("type") == "doc" && has("content") {
            return self.markdown(&Value::Object(map.clone()));
        }
        if has("displayName") && (has("accountId") || has("name") || has("key")) {
            let id = ["accountId", "name", "key"]
                .iter()
                .map(|name| text(name))
                .find(Value::is_string);
            return json!({ "name": text("displayName"), "id": id });
        }
        if let (Some(Value::String(_)), Some(Value::Object(fields))) =
            (map.get("key"), map.get("fields"))
        {
            let mut issue = Map::from_iter([("key".to_owned(), text("key"))]);
            issue.extend(self.members(fields, depth));
            return issue.into();
        }
        if has("projectTypeKey") || (has("key") && has("avatarUrls")) {
            return text("key");
        }
        // Service management gives moments and durations in four forms each, one of them for people.
        if has("epochMillis") && has("iso8601") {
            return self
                .shorten(&text("iso8601"), depth - 1)
                .unwrap_or_default();
        }
        if has("millis") && has("friendly") {
            return text("friendly");
        }
        kinds::name(map).unwrap_or_else(|| self.members(map, depth).into())
    }

    fn members(self, map: &Map<String, Value>, depth: usize) -> Map<String, Value> {
        let kept = map
            .iter()
            .filter(|(name, _)| !NOISE.contains(&name.as_str()));
        let kept =
            kept.filter_map(|(name, value)| Some((name.clone(), self.shorten(value, depth - 1)?)));
        kept.filter(|(_, value)| !crate::blank::is_blank(value))
            .collect()
    }
}

/// A time without the parts of a second and with a readable offset: `2026-01-02T03:04:05.000+0000` → `2026-01-02T03:04:05Z`.
pub fn when(text: &str) -> String {
    let short = || {
        let (seconds, rest) = text.split_at_checked(19)?;
        let timed = seconds.as_bytes().get(10) == Some(&b'T')
            && seconds.starts_with(|c: char| c.is_ascii_digit());
        let zone = rest
            .strip_prefix('.')?
            .trim_start_matches(|c: char| c.is_ascii_digit());
        let zone = if matches!(zone, "+0000" | "+00:00" | "Z") {
            "Z"
        } else {
            zone
        };
        (timed && zone.len() <= 6).then(|| format!("{seconds}{zone}"))
    };
    short().unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slim(value: &Value) -> Option<Value> {
        let people = &People::default();
        RichText { people }.slim(value)
    }

    #[test]
    fn wrappers_around_a_name_fall_away() {
        let cases = [
            (
                json!({ "self": "x", "id": "3", "name": "High", "iconUrl": "y" }),
                json!("High"),
            ),
            (
                json!({ "accountId": "5b", "displayName": "Jane", "avatarUrls": {} }),
                json!({ "name": "Jane", "id": "5b" }),
            ),
            (
                json!([{ "value": "A", "id": "1", "child": { "value": "B" } }]),
                json!(["A > B"]),
            ),
            (
                json!({ "id": "1", "key": "SHOP", "name": "Shop", "avatarUrls": {}, "projectTypeKey": "software" }),
                json!("SHOP"),
            ),
            (
                json!({ "id": "9", "key": "A-1", "self": "x", "fields": { "summary": "S", "status": { "name": "Open" } } }),
                json!({ "key": "A-1", "summary": "S", "status": "Open" }),
            ),
            (
                json!({ "id": 4, "name": "Sprint 4", "state": "active", "boardId": 1, "goal": "" }),
                json!({ "id": 4, "name": "Sprint 4", "state": "active", "boardId": 1 }),
            ),
            (
                json!({ "self": "x", "name": "jira-users", "groupId": "5f" }),
                json!("jira-users"),
            ),
            (
                json!({ "_expands": [], "id": "31", "name": "Get help", "issueTypeId": "1", "serviceDeskId": "4" }),
                json!("Get help"),
            ),
            (
                json!([{ "id": "3", "name": "1.0", "released": false }]),
                json!(["1.0"]),
            ),
            (
                json!("2026-01-02T03:04:05.000+0000"),
                json!("2026-01-02T03:04:05Z"),
            ),
            (
                json!("2026-01-02T03:04:05.123+0200"),
                json!("2026-01-02T03:04:05+0200"),
            ),
        ];
        for (value, expected) in cases {
            assert_eq!(slim(&value), Some(expected));
        }
        for blank in [
            json!(null),
            json!(""),
            json!([]),
            json!([null]),
            json!({ "self": "x" }),
        ] {
            assert_eq!(slim(&blank), None, "{blank}");
        }
    }

    #[test]
    fn a_text_that_would_cost_much_memory_stays_as_it_is() {
        let people = &People::default();
        let markdown = |text: &str| RichText { people }.markdown(&json!(text));
        let long = "*b* ".repeat(LARGEST_WIKI / 4);
        assert_eq!(markdown("*b*"), "**b**");
        assert_ne!(markdown(&long), json!(long));
        let longer = long + "*b*";
        assert_eq!(markdown(&longer), json!(longer));
    }

    #[test]
    fn sprints_of_data_center_become_readable() {
        let text = "com.atlassian.greenhopper.service.sprint.Sprint@5c[id=7,rapidViewId=1,state=ACTIVE,name=Sprint 7, the last,startDate=<null>]";
        assert_eq!(
            slim(&json!(text)),
            Some(json!({ "id": 7, "name": "Sprint 7, the last", "state": "active" }))
        );
    }

    #[test]
    fn objects_that_say_more_than_their_name_keep_it() {
        let cases = [
            json!([{ "name": "Item A", "checked": true }, { "name": "Item B", "checked": false }]),
            json!({ "id": "36885b3c-1bf0", "name": "Platform" }),
            json!({ "value": "5", "displayValue": "5 of 8", "max": 8 }),
            json!({ "id": "1", "name": "Waiting for approval", "finalDecision": "pending", "approvers": [{ "approver": { "name": "Jane", "id": "5b" }, "approverDecision": "pending" }] }),
            json!({ "objectKey": "ITSM-5", "name": "Server 1", "objectType": { "id": 7, "name": "Server", "objectSchemaId": 1 } }),
            json!({ "id": "9", "name": "Acme", "uuid": "0a" }),
        ];
        for value in cases {
            assert_eq!(slim(&value), Some(value.clone()), "{value}");
        }
    }

    #[test]
    fn service_levels_are_told_in_peoples_forms() {
        let moment = json!({ "iso8601": "2026-01-02T03:04:05+0100", "jira": "2026-01-02T03:04:05.000+0100", "friendly": "Today", "epochMillis": 1 });
        let lasting = |text: &str| json!({ "millis": 1, "friendly": text });
        let level = json!({
            "id": "1", "name": "Time to resolution", "_links": { "self": "x" }, "completedCycles": [],
            "ongoingCycle": { "startTime": moment, "breached": true, "paused": false, "goalDuration": lasting("4h"), "remainingTime": lasting("-1h 10m") },
        });
        let shown = json!({
            "id": "1", "name": "Time to resolution",
            "ongoingCycle": { "startTime": "2026-01-02T03:04:05+0100", "breached": true, "paused": false, "goalDuration": "4h", "remainingTime": "-1h 10m" },
        });
        assert_eq!(slim(&level), Some(shown));
    }

    #[test]
    fn fields_that_are_switched_off_say_nothing() {
        let unlicensed = json!({ "hasEpicLinkFieldDependency": false, "showField": false, "nonEditableReason": { "reason": "PLUGIN_LICENSE_ERROR", "message": "The Parent Link is only available to Jira Premium users." } });
        assert_eq!(slim(&unlicensed), None);
        assert_eq!(
            slim(&json!({ "issuerestrictions": {}, "shouldDisplay": false })),
            None
        );
    }

    #[test]
    fn deep_values_end_somewhere() {
        let deep = (0..1000).fold(json!(1), |inner, _| json!([inner]));
        assert!(slim(&deep).unwrap().to_string().len() < 100);
    }
}
