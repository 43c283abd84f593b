//! Sprints as Data Center prints them in an issue's field:
//! `com.atlassian.greenhopper.service.sprint.Sprint@1f[id=1,…,name=Sprint 1,…]`.

use serde_json::{Map, Value};

use super::slim::when;

/// All members that a version of Jira prints. Versions print them in different orders, so that each ends where another begins.
const MEMBERS: [&str; 13] = [
    "activatedDate",
    "autoStartStop",
    "completeDate",
    "endDate",
    "goal",
    "id",
    "incompleteIssuesDestinationId",
    "name",
    "rapidViewId",
    "sequence",
    "startDate",
    "state",
    "synced",
];

/// The members that a person wrote: they may hold anything, what looks like another member included.
const WRITTEN: [&str; 2] = ["name", "goal"];

/// What is shown, as Cloud's sprints call it.
const SHOWN: [&str; 7] = [
    "id",
    "name",
    "state",
    "goal",
    "startDate",
    "endDate",
    "completeDate",
];

/// The sprint that a text prints; none if it prints none.
pub fn read(text: &str) -> Option<Value> {
    let (class, members) = text.strip_suffix(']')?.split_once('[')?;
    let (class, _) = class.split_once('@')?;
    if !class.starts_with("com.atlassian.") || !class.ends_with(".Sprint") {
        return None;
    }
    let members = members_of(members);
    let said = |name: &str| {
        let (_, value) = members.iter().find(|(member, _)| *member == name)?;
        Some(*value).filter(|value| !value.is_empty() && *value != "<null>")
    };
    let id: u64 = said("id")?.parse().ok()?;
    said("name")?;
    let shown = SHOWN.iter().filter_map(|name| {
        let value = match *name {
            "id" => id.into(),
            "state" => said("state")?.to_lowercase().into(),
            name if name.ends_with("Date") => when(said(name)?).into(),
            name => said(name)?.into(),
        };
        Some(((*name).to_owned(), value))
    });
    Some(Value::Object(shown.collect::<Map<_, _>>()))
}

/// The members of a printed sprint with their values.
fn members_of(text: &str) -> Vec<(&'static str, &str)> {
    let starts = settled(starts(text));
    let ends = starts.iter().skip(1).map(|next| next.at);
    let ends = ends.map(|end| end.saturating_sub(1)).chain([text.len()]);
    let parts = starts.iter().zip(ends);
    parts
        .filter_map(|(start, end)| Some((start.member, text.get(start.value..end)?)))
        .collect()
}

/// Where a member seems to begin.
#[derive(Clone, Copy)]
struct Start {
    member: &'static str,
    at: usize,
    value: usize,
}

/// Every place, at the beginning or behind a comma, where a known member could begin.
fn starts(text: &str) -> Vec<Start> {
    let commas = text.match_indices(',').map(|(comma, _)| comma + 1);
    let places = std::iter::once(0).chain(commas);
    let start = |at: usize| {
        let (name, _) = text.get(at..)?.split_once('=')?;
        let member = MEMBERS.iter().find(|member| **member == name)?;
        let value = at + member.len() + 1;
        let is_plain = WRITTEN.contains(member) || is_plain(member, text.get(value..)?);
        is_plain.then_some(Start { member, at, value })
    };
    places.filter_map(start).collect()
}

/// Whether a value that no person wrote begins here: it has a form of its own and ends at a comma or with the text.
fn is_plain(member: &str, rest: &str) -> bool {
    let value = rest.split(',').next().unwrap_or_default();
    value == "<null>"
        || match member {
            "state" => ["ACTIVE", "CLOSED", "FUTURE"].contains(&value),
            "synced" | "autoStartStop" => ["true", "false"].contains(&value),
            "activatedDate" | "startDate" | "endDate" | "completeDate" => {
                value.as_bytes().get(10) == Some(&b'T')
            }
            _ => !value.is_empty() && value.bytes().all(|digit| digit.is_ascii_digit()),
        }
}

/// Each member once. What stands before anything that a person wrote is Jira's own; of several places behind it, only the last
/// can be, since a person's words end before it.
fn settled(starts: Vec<Start>) -> Vec<Start> {
    let written = starts
        .iter()
        .position(|start| WRITTEN.contains(&start.member))
        .unwrap_or(starts.len());
    let is_own = |(place, start): &(usize, &Start)| {
        let same = |other: &Start| other.member == start.member;
        let mut places = starts.iter().enumerate().filter(|(_, other)| same(other));
        let first = places.next().map(|(place, _)| place);
        let last = places.next_back().map(|(place, _)| place).or(first);
        let by_first = WRITTEN.contains(&start.member) || first.is_some_and(|at| at < written);
        Some(*place) == if by_first { first } else { last }
    };
    let own = starts.iter().enumerate().filter(is_own);
    own.map(|(_, start)| *start).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sprint(members: &str) -> Option<Value> {
        let text = format!("com.atlassian.greenhopper.service.sprint.Sprint@4f[{members}]");
        read(&text)
    }

    #[test]
    fn members_are_read_in_the_order_of_every_version() {
        let printed = [
            ("id", "1"),
            ("rapidViewId", "1"),
            ("state", "ACTIVE"),
            ("name", "Sprint 1, the last"),
            ("startDate", "2026-11-02T09:00:00.000+02:00"),
            ("endDate", "<null>"),
            ("completeDate", "<null>"),
            ("activatedDate", "2026-11-02T09:00:00.000+02:00"),
            ("sequence", "1"),
            ("goal", "grid=2, rename=x, state=ok"),
            ("synced", "false"),
            ("autoStartStop", "false"),
            ("incompleteIssuesDestinationId", "<null>"),
        ];
        let expected = json!({
            "id": 1, "name": "Sprint 1, the last", "state": "active", "goal": "grid=2, rename=x, state=ok",
            "startDate": "2026-11-02T09:00:00+02:00",
        });
        let mut alphabetical = printed;
        alphabetical.sort_unstable();
        let mut orders = vec![printed, alphabetical];
        for by in 1..printed.len() {
            let mut turned = printed;
            turned.rotate_left(by);
            orders.push(turned);
        }
        for order in orders {
            let text: Vec<_> = order
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            assert_eq!(sprint(&text.join(",")), Some(expected.clone()), "{text:?}");
        }
    }

    #[test]
    fn goals_that_look_like_members_are_goals() {
        let of_11 = |goal: &str| {
            let text = format!(
                "activatedDate=<null>,goal={goal},id=7,incompleteIssuesDestinationId=<null>,name=S,rapidViewId=1,sequence=3,startDate=<null>,state=FUTURE,synced=false"
            );
            sprint(&text).unwrap()
        };
        for goal in [
            "a,id=5",
            "a,state=ok",
            "a,state=ACTIVE",
            "x\ny",
            "[a]",
            "a=b",
            "id=1,id=2",
        ] {
            let read = of_11(goal);
            assert_eq!(
                (&read["goal"], &read["id"], &read["state"]),
                (&json!(goal), &json!(7), &json!("future")),
                "{goal}"
            );
        }
        let of_7 = |goal: &str| {
            let text = format!(
                "id=7,rapidViewId=1,state=CLOSED,name=S,goal={goal},startDate=<null>,endDate=<null>,completeDate=<null>,sequence=7"
            );
            sprint(&text).unwrap()
        };
        for goal in ["a,id=5", "a,state=ACTIVE", "a,sequence=9"] {
            let read = of_7(goal);
            assert_eq!(
                (&read["goal"], &read["id"], &read["state"]),
                (&json!(goal), &json!(7), &json!("closed")),
                "{goal}"
            );
        }
    }

    #[test]
    fn other_text_is_no_sprint() {
        for text in ["", "id=1,name=x", "state=ACTIVE"] {
            assert_eq!(
                sprint(text),
                text.contains("id=1")
                    .then(|| json!({ "id": 1, "name": "x" }))
            );
        }
        assert_eq!(read("Sprint@4f[id=1,name=x]"), None);
        assert_eq!(read("we met [id=1]"), None);
    }
}
