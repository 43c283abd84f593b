//! The document is wrong: what the product does instead.

use serde_json::{Value, json};

use super::edit::{changed, declare, keep_members, node, operation, rewrite_parameters, swap};
use crate::node::text;

/// Query parameters declared as an object (`StringList`, or one without members) are lists, sent with commas, and a path
/// parameter declared as a `Group` is the group's name.
pub(super) fn objects_in_queries_are_lists(content: &mut Value) -> Result<(), String> {
    let count = retype(content, "object", "string");
    changed(count, "an object in a query or path")
}

/// `start` and `limit` are declared as numbers with a fraction, and would be sent as `25.0`.
pub(super) fn numbers_are_whole(content: &mut Value) -> Result<(), String> {
    let count = retype(content, "number", "integer");
    changed(count, "a number in a query")
}

fn retype(content: &mut Value, old: &str, new: &str) -> usize {
    rewrite_parameters(content, |_, _, schema| {
        (text(schema, "type") == old).then(|| json!({"type": new}))
    })
}

/// The lists of Bitbucket Cloud that our tools read.
const LISTS: [&str; 8] = [
    "GET /repositories/{workspace}",
    "GET /repositories/{workspace}/{repo_slug}/pullrequests",
    "GET /repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments",
    "GET /repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diffstat",
    "GET /repositories/{workspace}/{repo_slug}/diffstat/{spec}",
    "GET /repositories/{workspace}/{repo_slug}/refs/branches",
    "GET /user/workspaces",
    "GET /workspaces/{workspace}/projects",
];

/// Every list of Bitbucket Cloud is paged, but the document leaves `page` and `pagelen` to its introduction. A page is a text:
/// some lists name their pages by a token.
pub(super) fn lists_are_paged(content: &mut Value) -> Result<(), String> {
    let params = [("page", "string"), ("pagelen", "integer")];
    LISTS
        .iter()
        .try_for_each(|list| declare(content, list, &params))?;
    // This one declares how long its pages are, but not which of them is meant.
    let tasks = "GET /repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks";
    declare(content, tasks, &[("page", "string")])
}

/// `path` may be repeated, as the text says, but is declared as a single value.
pub(super) fn paths_can_be_repeated(content: &mut Value) -> Result<(), String> {
    let count = rewrite_parameters(content, |path, name, schema| {
        let repeated = path.ends_with("/diff/{spec}") && name == "path";
        let single = repeated && text(schema, "type") == "string";
        single.then(|| json!({"type": "array", "items": {"type": "string"}}))
    });
    changed(count, "a path of a diff that is one text")
}

/// A task is made of these; the document takes the whole of the comment that it belongs to, with a `type`.
pub(super) fn task_is_what_can_be_sent(content: &mut Value) -> Result<(), String> {
    keep_members(
        content,
        "pullrequest_task_create",
        &["content.raw", "comment.id", "pending"],
    )
}

/// The text of the document offers filtering and sorting for these lists, but it does not declare the parameters.
pub(super) fn lists_are_filtered_and_sorted(content: &mut Value) -> Result<(), String> {
    let (q, sort) = (("q", "string"), ("sort", "string"));
    let pull_requests = "GET /repositories/{workspace}/{repo_slug}/pullrequests";
    let comments =
        "GET /repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments";
    declare(content, pull_requests, &[q, sort])?;
    declare(content, comments, &[q, sort])?;
    declare(content, "GET /user/workspaces", &[q])
}

/// Bitbucket Cloud gives every JSON answer in part on demand (`fields`), which only the introduction says.
pub(super) fn answers_can_be_partial(content: &mut Value) -> Result<(), String> {
    let single = [
        "GET /repositories/{workspace}/{repo_slug}",
        "GET /repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}",
        "GET /workspaces/{workspace}/projects/{project_key}",
    ];
    let mut readable = LISTS.iter().chain(&single);
    readable.try_for_each(|name| declare(content, name, &[("fields", "string")]))
}

/// `state` may be repeated, as the text says, but is declared as a single value.
pub(super) fn state_can_be_repeated(content: &mut Value) -> Result<(), String> {
    let list = operation(
        content,
        "GET /repositories/{workspace}/{repo_slug}/pullrequests",
    )?
    .get_mut("parameters")
    .and_then(Value::as_array_mut)
    .ok_or("the pull requests have no parameters")?;
    let state = list.iter_mut().find(|param| text(param, "name") == "state");
    let state = state.ok_or("the pull requests have no state")?;
    swap(
        state,
        "/schema",
        &json!({"type": "string"}),
        json!({"type": "array", "items": {"type": "string"}}),
    )
}

/// A repository is created from these; the document takes the whole of what a repository answers, and demands its `type`.
pub(super) fn repository_is_what_can_be_sent(content: &mut Value) -> Result<(), String> {
    let members = [
        "scm",
        "name",
        "description",
        "is_private",
        "project.key",
        "fork_policy",
        "language",
        "has_issues",
        "has_wiki",
        "mainbranch.name",
    ];
    keep_members(content, "repository", &members)
}

/// A comment is made of these; the document takes the whole of what a comment answers, and demands its `type`.
pub(super) fn comment_is_what_can_be_sent(content: &mut Value) -> Result<(), String> {
    let members = [
        "content.raw",
        "parent.id",
        "inline.path",
        "inline.from",
        "inline.to",
        "inline.start_from",
        "inline.start_to",
        "pending",
    ];
    keep_members(content, "pullrequest_comment", &members)
}

/// The same on Data Center, which moreover marks `description`, `forkable` and `public` as read-only though it takes them.
pub(super) fn dc_repository_is_what_can_be_sent(content: &mut Value) -> Result<(), String> {
    let members = [
        "name",
        "scmId",
        "description",
        "forkable",
        "public",
        "defaultBranch",
    ];
    keep_members(content, "RestRepository", &members)?;
    for name in ["description", "forkable", "public"] {
        let member = node(
            content,
            &format!("/components/schemas/RestRepository/properties/{name}"),
        )?;
        let read_only = member
            .as_object_mut()
            .and_then(|member| member.remove("readOnly"));
        changed(
            usize::from(read_only.is_some()),
            &format!("a read-only {name}"),
        )?;
    }
    Ok(())
}

/// A comment on Data Center is made of these; the document takes all that a comment answers.
pub(super) fn dc_comment_is_what_can_be_sent(content: &mut Value) -> Result<(), String> {
    let members = [
        "text",
        "severity",
        "state",
        "parent.id",
        "anchor.path",
        "anchor.srcPath",
        "anchor.line",
        "anchor.lineType",
        "anchor.fileType",
        "anchor.diffType",
        "anchor.fromHash",
        "anchor.toHash",
        "anchor.multilineMarker.startLine",
        "anchor.multilineMarker.startLineType",
        "anchor.multilineSpan.srcSpanStart",
        "anchor.multilineSpan.srcSpanEnd",
        "anchor.multilineSpan.dstSpanStart",
        "anchor.multilineSpan.dstSpanEnd",
    ];
    keep_members(content, "RestComment", &members)
}

/// A comment on several lines is about one side; the document demands line numbers of both.
pub(super) fn dc_comment_spans_one_side(content: &mut Value) -> Result<(), String> {
    let span = "/components/schemas/RestComment/properties/anchor/properties/multilineSpan";
    let span = node(content, span)?.as_object_mut();
    let required = span.and_then(|span| span.remove("required"));
    changed(usize::from(required.is_some()), "a demand for both sides")
}

/// The paths of a comment's anchor are declared as the object that answers have; requests take a text.
pub(super) fn dc_comment_paths_are_texts(content: &mut Value) -> Result<(), String> {
    let texts = json!({"type": "string"});
    let path = json!({"type": "object", "properties": {
        "components": {"type": "array", "items": texts},
        "extension": texts,
        "name": texts,
        "parent": texts,
    }});
    for name in ["path", "srcPath"] {
        let pointer =
            format!("/components/schemas/RestComment/properties/anchor/properties/{name}");
        swap(content, &pointer, &path, texts.clone())?;
    }
    Ok(())
}

/// The ids in an update of a page carry a format but no type.
pub(super) fn page_ids_have_a_type(content: &mut Value) -> Result<(), String> {
    let properties =
        "/components/requestBodies/PageUpdateRequest/content/application~1json/schema/properties";
    for id in ["ownerId", "parentId", "spaceId"] {
        let pointer = format!("{properties}/{id}");
        swap(
            content,
            &pointer,
            &json!({"format": "string"}),
            json!({"type": "string"}),
        )?;
    }
    Ok(())
}

/// The text tells to ask for the fields of a transition's screen with `expand`, but does not declare it.
pub(super) fn transitions_can_be_expanded(content: &mut Value) -> Result<(), String> {
    let transitions = "GET /api/2/issue/{issueIdOrKey}/transitions";
    declare(content, transitions, &[("expand", "string")])
}

/// The fields of an issue are declared to be objects; a summary is a text, a due date too, labels are a list.
pub(super) fn fields_hold_anything(content: &mut Value) -> Result<(), String> {
    let values = "/components/schemas/IssueUpdateBean/properties/fields/additionalProperties";
    swap(content, values, &json!({"type": "object"}), json!({}))
}

/// A change of a field is `{"add": …}`, `{"set": …}` or the like, not the `{operation, value}` of the declaration.
pub(super) fn field_operations_are_verbs(content: &mut Value) -> Result<(), String> {
    let declared = json!({"type": "object", "properties": {"operation": {"type": "string"}, "value": {"type": "object"}}});
    let verbs = json!({"type": "object", "additionalProperties": {}});
    swap(
        content,
        "/components/schemas/FieldOperation",
        &declared,
        verbs,
    )
}

/// The value of an entity property is any JSON, not a text.
pub(super) fn property_values_hold_anything(content: &mut Value) -> Result<(), String> {
    let value = "/components/schemas/EntityPropertyBean/properties/value";
    swap(content, value, &json!({"type": "string"}), json!({}))
}

/// A GET has no body.
pub(super) fn search_has_no_body(content: &mut Value) -> Result<(), String> {
    let body = operation(content, "GET /rest/api/search")?.remove("requestBody");
    changed(
        usize::from(body.is_some()),
        "a body in GET /rest/api/search",
    )
}

/// Labels are sent as a list; the document declares a single one.
pub(super) fn labels_are_a_list(content: &mut Value) -> Result<(), String> {
    let body = "/paths/~1rest~1api~1content~1{id}~1label/post/requestBody/content/application~1json/schema";
    let label = json!({"$ref": "#/components/schemas/Label"});
    swap(
        content,
        body,
        &label,
        json!({"type": "array", "items": label}),
    )?;
    keep_members(content, "Label", &["prefix", "name"])
}

/// Content is written from these; the document takes all that content answers, with `links` and `_links` clashing in Rust.
pub(super) fn content_is_what_can_be_sent(content: &mut Value) -> Result<(), String> {
    let members = [
        "id",
        "type",
        "title",
        "status",
        "space.key",
        "ancestors.id",
        "container",
        "body",
        "extensions",
        "metadata",
        "version.number",
        "version.message",
        "version.minorEdit",
    ];
    keep_members(content, "Content", &members)
}
