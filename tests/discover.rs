//! Whether `discover_tools` finds the tool for tasks told as people tell them (`fixtures/tasks*.txt`).

use atlassian_mcp::tools::discover::ranked;
use demo::Flavour;
use serde_json::{Value, json};

use crate::harness::Site;
use crate::wire::{replied, story};

const TOOL: &str = "discover_tools";

/// How many tasks put the expected tool first, and among the first three, in percent.
#[derive(Debug, PartialEq)]
struct Score {
    first: f64,
    first_three: f64,
}

/// The tool that is wanted, and the task.
type Expected = (&'static str, &'static str);

/// The tasks of a fixture, in their order.
fn tasks(fixture: &'static str) -> Vec<Expected> {
    let lines = fixture.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(": ").unwrap()).collect()
}

/// Those whose number is a multiple of `nth`, if they are `kept_aside`, or else the others.
fn every(nth: usize, kept_aside: bool, tasks: Vec<Expected>) -> Vec<Expected> {
    let all = tasks.into_iter().zip(1..);
    let part = all.filter(|(_, number)| (number % nth == 0) == kept_aside);
    part.map(|(task, _)| task).collect()
}

fn score(tasks: &[Expected]) -> Score {
    let (mut first, mut first_three) = (0, 0);
    for (tool, task) in tasks {
        let found = ranked(task).into_iter().take(3);
        let names: Vec<_> = found.map(|(found, _)| found.name).collect();
        if names.first() != Some(tool) {
            println!("{tool}: {task}\n    {names:?}");
        }
        first += usize::from(names.first() == Some(tool));
        first_three += usize::from(names.contains(tool));
    }
    let percent = |count: usize| 100.0 * count as f64 / tasks.len() as f64;
    Score {
        first: percent(first),
        first_three: percent(first_three),
    }
}

/// Holds tasks against what the search has reached; what it misses is printed.
fn hold(tasks: &[Expected], count: usize, first: f64, first_three: f64) {
    assert_eq!(tasks.len(), count);
    let score = score(tasks);
    let floor = Score { first, first_three };
    assert!(
        score.first >= first && score.first_three >= first_three,
        "{score:?} where {floor:?} was reached"
    );
}

const FIRST: &str = include_str!("fixtures/tasks.txt");
const MORE: &str = include_str!("fixtures/tasks_more.txt");

#[test]
fn tasks_that_it_was_tuned_on() {
    hold(&every(3, false, tasks(FIRST)), 100, 96.0, 100.0);
    hold(&every(2, false, tasks(MORE)), 50, 94.0, 100.0);
    let rounds = tasks(include_str!("fixtures/tasks_rounds.txt"));
    hold(&rounds, 634, 91.1, 96.8);
}

/// Once held out, at 70 % and 90 %; known since, and tuned on.
#[test]
fn tasks_that_were_held_out() {
    hold(&every(3, true, tasks(FIRST)), 50, 94.0, 100.0);
}

/// 76 % and 92 % before they were known; tuned on since.
#[test]
fn tasks_by_somebody_who_did_not_know_the_search() {
    let fresh = tasks(include_str!("fixtures/tasks_fresh.txt"));
    hold(&fresh, 50, 100.0, 100.0);
}

/// Scored once, as it stood, when nothing was changed any more.
#[test]
fn tasks_of_a_last_round() {
    let last = tasks(include_str!("fixtures/tasks_last.txt"));
    hold(&last, 50, 85.0, 95.0);
}

/// By whoever tuned it, but never looked at while it was: their score alone was, 70 % and 86 % before.
#[test]
fn tasks_that_are_kept_aside() {
    hold(&every(2, true, tasks(MORE)), 50, 90.0, 98.0);
}

#[tokio::test]
async fn the_best_tools_come_first() {
    story(
        TOOL,
        TOOL,
        json!({ "task": "find issues assigned to me", "service_filter": "jira" }),
    )
    .await;
    let site = Site::start(Flavour::Cloud).await;
    let found = replied(
        &site,
        TOOL,
        json!({ "task": "find issues assigned to me", "service_filter": "JIRA", "limit": 1 }),
    )
    .await;
    assert_eq!(found["tools"][0]["name"], "jira_search");
    assert_eq!(found["tools"].as_array().unwrap().len(), 1);
    assert_eq!(site.request_count(), 0);
}

#[tokio::test]
async fn only_tools_that_can_be_called_are_named() {
    let comment = json!({ "task": "add a comment to the ticket", "limit": 20 });
    let names = async |variables: &[(&str, &str)], arguments: Value| {
        let site = Site::with(Flavour::Cloud, variables).await;
        let found = replied(&site, TOOL, arguments).await;
        found["tools"]
            .as_array()
            .unwrap()
            .iter()
            .map(|tool| tool["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&[], comment.clone()).await[0], "jira_add_comment");
    let read_only = names(&[("READ_ONLY_MODE", "true")], comment.clone()).await;
    assert_eq!(read_only[0], "jira_get_comments");
    assert!(!read_only.contains(&"jira_add_comment".to_owned()));
    let few = names(
        &[("ENABLED_TOOLS", "discover_tools,jira_get_comments")],
        comment.clone(),
    )
    .await;
    assert_eq!(few, ["jira_get_comments"]);
    let reads = json!({ "task": "add a comment to the ticket", "include_write_tools": false });
    assert_eq!(
        names(&[], reads).await,
        names(
            &[("READ_ONLY_MODE", "true")],
            json!({ "task": "add a comment to the ticket" })
        )
        .await
    );
    let other = json!({ "task": "add a comment to the ticket", "service_filter": "confluence", "limit": 20 });
    assert!(
        names(&[], other)
            .await
            .iter()
            .all(|name| name.starts_with("confluence_"))
    );
}

#[tokio::test]
async fn a_task_that_nothing_fits_is_said_to_be_one() {
    let site = Site::start(Flavour::Cloud).await;
    let found = replied(&site, TOOL, json!({ "task": "xyzzy plugh" })).await;
    assert_eq!(found["tools"], json!([]));
    assert!(found["note"].as_str().unwrap().contains("other"));
    site.call(TOOL, json!({ "task": "  " })).await.unwrap_err();
}
