//! A wrong entry in `tools.toml` does not build, and the message names the tool and the remedy.
//!
//! Each case is the project's own manifest with one thing made wrong.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::path::Path;

use codegen::build;

/// The project's manifest with `from` replaced by `to`, once.
fn altered(from: &str, to: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("tools.toml")).unwrap();
    assert!(
        text.contains(from),
        "tools.toml no longer says {from:?}: choose another place for this case"
    );
    text.replacen(from, to, 1)
}

/// What the build says of it.
fn faults(from: &str, to: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let built =
        build::parse(&altered(from, to)).and_then(|manifest| build::sources_of(&root, &manifest));
    built
        .map(|_| "it builds".to_owned())
        .unwrap_or_else(|error| error.to_string())
}

/// Fails unless the message names everything in `parts`.
#[track_caller]
fn names(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(
            message.contains(part),
            "the message does not say {part:?}:\n{message}"
        );
    }
}

#[test]
fn the_manifest_is_right_as_it_is() {
    assert_eq!(faults("[toolsets]", "[toolsets]"), "it builds");
}

#[test]
fn unknown_operation() {
    let message = faults(
        "\"GET /rest/api/3/issue/{issueIdOrKey}\",\n  \"GET /rest/api/3/issue/{issueIdOrKey}/comment\",",
        "\"GET /rest/api/3/isue/{issueIdOrKey}\",",
    );
    names(
        &message,
        &[
            "tool `jira_get_issue`",
            "no cloud document has `GET /rest/api/3/isue/{issueIdOrKey}`",
            "did you mean GET /rest/api/3/issue/{issueIdOrKey}?",
            "import",
        ],
    );
}

#[test]
fn unknown_argument() {
    let message = faults(
        "expand = \"=transitions.fields\"",
        "expnd = \"=transitions.fields\"",
    );
    names(
        &message,
        &[
            "tool `jira_get_transitions`",
            "has no argument `expnd`; did you mean expand?",
        ],
    );
}

#[test]
fn unmapped_argument_and_parameter() {
    let message = faults(
        "args = { issueIdOrKey = \"issue_key\", expand = \"=transitions.fields\" }",
        "args = { expand = \"=transitions.fields\" }",
    );
    names(
        &message,
        &[
            "tool `jira_get_transitions`",
            "requires the argument `issueIdOrKey`",
            "map a parameter to it in `args`",
        ],
    );
}

#[test]
fn argument_from_nowhere() {
    let message = faults(
        "issueIdOrKey = \"issue_key\", expand",
        "issueIdOrKey = \"isue_key\", expand",
    );
    names(
        &message,
        &[
            "tool `jira_get_transitions`",
            "comes from `isue_key`, which is no parameter; did you mean issue_key?",
        ],
    );
}

#[test]
fn long_text_in_an_address() {
    let message = faults(
        "[tools.jira_get_transitions.params]\nissue_key = { type = \"issue_key\"",
        "[tools.jira_get_transitions.params]\nissue_key = { type = \"text\"",
    );
    names(
        &message,
        &[
            "tool `jira_get_transitions`",
            "`issue_key` goes into an address and is of type `text`",
            "make it `line`",
        ],
    );
}

#[test]
fn missing_access() {
    let message = faults(
        "toolset     = \"jira_issues\"\naccess      = \"read\"",
        "toolset     = \"jira_issues\"",
    );
    names(
        &message,
        &[
            "tool `jira_search`",
            "`access` is missing; add `access = \"read\"`",
        ],
    );
}

#[test]
fn read_tool_with_a_writing_operation() {
    let message = faults(
        "cloud = [\"POST /rest/api/3/search/jql\",",
        "cloud = [\"POST /rest/api/3/issue\", \"POST /rest/api/3/search/jql\",",
    );
    names(
        &message,
        &[
            "tool `jira_search`",
            "a read tool may not use `POST /rest/api/3/issue`, which writes",
            "`access = \"write\"`",
        ],
    );
}

#[test]
fn missing_handler() {
    let message = faults(
        "handler     = \"jira::search::search\"",
        "handler     = \"jira::search::serch\"",
    );
    names(
        &message,
        &[
            "tool `jira_search`",
            "the handler `jira::search::serch` does not exist",
            "write `pub async fn serch` in the module `jira::search` of src/tools",
        ],
    );
    let message = faults("handler     = \"jira::search::search\"\n", "");
    names(
        &message,
        &["tool `jira_search`", "neither `handler` nor `call`"],
    );
}

#[test]
fn unused_request() {
    let message = faults(
        "\"DELETE /rest/api/3/issueLink/{linkId}\"",
        "\"GET /rest/api/3/myself\"",
    );
    names(
        &message,
        &[
            "specs/jira-cloud.json: no tool uses `DELETE /rest/api/3/issueLink/{linkId}`",
            "import the document again to drop it",
        ],
    );
}

#[test]
fn deprecated_request() {
    let request =
        "\"GET /api/latest/projects/{projectKey}/repos/{repositorySlug}/branches/default\",\n]";
    names(
        &faults(request, "]"),
        &[
            "tool `bitbucket_get_repository`",
            "Atlassian has deprecated `GET /api/latest/projects/{projectKey}/repos/{repositorySlug}/branches/default`",
            "name it under `deprecated`",
        ],
    );
    names(
        &faults(request, "\"GET /rest/api/3/myself\",\n]"),
        &["`deprecated`: no document says so of `GET /rest/api/3/myself`; remove it"],
    );
}

#[test]
fn write_tool_without_flags_and_read_tool_with() {
    let message = faults(
        "access      = \"write\"\ndestructive = ",
        "access      = \"write\"\n#destructive = ",
    );
    names(
        &message,
        &["a write tool must state `destructive` and `idempotent`"],
    );
    let message = faults(
        "access      = \"read\"\n",
        "access      = \"read\"\nidempotent  = true\n",
    );
    names(
        &message,
        &[
            "tool `jira_search`",
            "a read tool has no `destructive` or `idempotent`",
        ],
    );
}

#[test]
fn unknown_toolset_parameter_type_and_key() {
    let message = faults(
        "toolset     = \"jira_issues\"",
        "toolset     = \"jira_isues\"",
    );
    names(
        &message,
        &[
            "tool `jira_search`",
            "there is no toolset `jira_isues`; did you mean jira_issues?",
        ],
    );
    let message = faults(
        "jql             = { type = \"jql\"",
        "jql             = { type = \"jlq\"",
    );
    names(
        &message,
        &[
            "tool `jira_search`",
            "parameter `jql`",
            "unknown variant `jlq`",
        ],
    );
    let message = faults(
        "jql             = { type = \"jql\", required = true",
        "jql             = { type = \"jql\", required = true, default = \"x\"",
    );
    names(
        &message,
        &["tool `jira_search`", "`jql` is required and has a default"],
    );
    let message = faults("keywords    = [\"jql\"", "keyword     = [\"jql\"");
    names(&message, &["tools.toml", "unknown field `keyword`"]);
}

#[test]
fn parameters_that_are_not_listed() {
    let message = faults(
        "jql             = { type = \"jql\", required = true",
        "jql             = { type = \"jql\", listed = false, required = true",
    );
    names(
        &message,
        &[
            "tool `jira_search`",
            "`jql` is required and not listed everywhere",
            "remove `required`",
        ],
    );
    let message = faults(
        "name_filter = { type = \"line\"",
        "name_filter = { type = \"line\", on = \"dc\"",
    );
    names(
        &message,
        &[
            "tool `jira_get_link_types`",
            "it lists no parameter on cloud",
            "add a useful optional one",
        ],
    );
    let message = faults("on = \"dc\"", "on = \"server\"");
    names(
        &message,
        &["parameter `start_at`", "unknown variant `server`"],
    );
    let message = faults(
        "additional_fields = { type = \"object_or_json\"",
        "additional_fields = { type = \"object_or_json\", items = [\"a\"]",
    );
    names(
        &message,
        &["`additional_fields`: `items` belong to type `array_or_json`"],
    );
}

#[test]
fn faults_are_reported_together() {
    let mut text = altered(
        "handler     = \"jira::search::search\"",
        "handler     = \"jira::search::serch\"",
    );
    text = text.replacen("toolset     = \"jira_issues\"", "toolset     = \"none\"", 1);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let message = build::sources_of(&root, &build::parse(&text).unwrap())
        .unwrap_err()
        .to_string();
    names(
        &message,
        &["no toolset `none`", "`jira::search::serch` does not exist"],
    );
}

#[test]
fn what_leads_to_tools() {
    let message = faults(
        "[tools.call_read.params]\nname      = {",
        "[tools.call_read.params]\ntool_name = {",
    );
    names(
        &message,
        &["tool `call_read`", "has the parameters `name` (line)"],
    );
    let message = faults(
        "relays      = true",
        "handler     = \"describe::tools\"\nrelays      = true",
    );
    names(
        &message,
        &["tool `call_read`", "it `relays` and does something itself"],
    );
    let message = faults(
        "needs       = []\nsurfaces    = [\"full\", \"progressive\"]",
        "surfaces    = [\"full\", \"progressive\"]",
    );
    names(&message, &["tool `discover_tools`", "state `needs = []`"]);
}

#[test]
fn a_resource_of_what_is_not_there() {
    let message = faults(
        "args     = { issue_key = \"{key}\" }",
        "args     = { isue_key = \"{key}\" }",
    );
    names(
        &message,
        &[
            "resource `issue`: `jira_get_issue` has no parameter `isue_key`; did you mean issue_key?",
            "`jira_get_issue` requires `issue_key`",
        ],
    );
    let message = faults(
        "tool     = \"jira_get_issue\"",
        "tool     = \"jira_delete_issue\"",
    );
    names(&message, &["resource `issue`: `jira_delete_issue` writes"]);
    let message = faults("jira://issue/{key}", "jira://issue/{id}");
    names(
        &message,
        &[
            "resource `issue`",
            "{\"id\"}",
            "{\"key\"}",
            "must be the same",
        ],
    );
    let message = faults("{repository}/{+path}", "{repository}/{+path}/x");
    names(
        &message,
        &["resource `file`", "only its last value may have slashes"],
    );
}

#[test]
fn a_prompt_of_what_is_not_there() {
    let message = faults(
        "Read it with jira_get_issue, and",
        "Read it with jira_get_isue, and",
    );
    names(
        &message,
        &[
            "prompt `triage_issue`",
            "`jira_get_isue`, which is no tool; did you mean jira_get_issue?",
        ],
    );
    let message = faults(
        "Triage the Jira issue {issue_key}.",
        "Triage the Jira issue {key}.",
    );
    names(&message, &["prompt `triage_issue`", "must be the same"]);
    let message = faults("complete = \"versions\"", "complete = \"version\"");
    names(
        &message,
        &[
            "prompt `release_notes`: there is no completion `version`; did you mean versions?",
            "completion `versions`: nothing is completed by it",
        ],
    );
    let message = faults(
        "args = { project_key = \"{project_key}\" }",
        "args = { project_key = \"{project}\" }",
    );
    names(
        &message,
        &["the completion `versions` of `version` needs `project`"],
    );
}
