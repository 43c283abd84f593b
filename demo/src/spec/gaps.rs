//! Where the documents are silent or wrong about what the products do.

use serde_json::{Value, json};

use crate::{Flavour, server::Product};

/// Paths that the products serve but no document names.
pub(super) fn is_undocumented(product: Product, flavour: Flavour, path: &str) -> bool {
    match (product, flavour) {
        // Where `attachment/content` redirects to.
        (Product::Jira, Flavour::Cloud) => path.starts_with("/media/"),
        // The address in an attachment's `content`.
        (Product::Jira, Flavour::DataCenter) => path.starts_with("/secure/attachment/"),
        // What answers 410 since v1 was left.
        (Product::Confluence, Flavour::Cloud) => path
            .strip_prefix("/wiki/rest/api/content")
            .is_some_and(|rest| !rest.trim_start_matches('/').contains('/')),
        (Product::Bitbucket, Flavour::Cloud) => is_undocumented_on_bitbucket(path),
        _ => false,
    }
}

/// What Bitbucket Cloud redirects to, a repository's root folder, and what is gone.
fn is_undocumented_on_bitbucket(path: &str) -> bool {
    const GONE: [&str; 4] = [
        "/2.0/workspaces",
        "/2.0/repositories",
        "/2.0/user/permissions/workspaces",
        "/2.0/user/permissions/repositories",
    ];
    let below = path.strip_prefix("/2.0/repositories/").unwrap_or_default();
    let parts: Vec<&str> = below.split('/').skip(2).collect();
    match parts.as_slice() {
        ["diff" | "diffstat", ..] | ["src", _, ""] => true,
        _ => path.starts_with("/media/") || GONE.contains(&path),
    }
}

/// Corrects a document in the places where the products are known to accept more than it says.
pub(super) fn mend(product: Product, flavour: Flavour, document: &mut Value) {
    match (product, flavour) {
        // The values of fields are said to be objects: no summary could be sent.
        (Product::Jira, Flavour::DataCenter) => {
            set(
                document,
                "/components/schemas/IssueUpdateBean/properties/fields/additionalProperties",
                json!({}),
            );
            // Named in the operation's description alone.
            declare(
                document,
                |path| path == "/api/2/issue/{issueIdOrKey}/transitions",
                &["expand"],
            );
        }
        // Labels are said to be one object; a list is what is meant.
        (Product::Confluence, Flavour::DataCenter) => {
            let label = json!({"$ref": "#/components/schemas/Label"});
            let one_or_many = json!({"oneOf": [label, {"type": "array", "items": label}]});
            set(
                document,
                "/paths/~1rest~1api~1content~1{id}~1label/post/requestBody/content/application~1json/schema",
                one_or_many,
            );
        }
        // A comment's place names its file by a text and its lines on one side, whatever answers have.
        (Product::Bitbucket, Flavour::DataCenter) => {
            let anchor = "/components/schemas/RestComment/properties/anchor/properties";
            for member in ["path", "srcPath"] {
                set(
                    document,
                    &format!("{anchor}/{member}"),
                    json!({"type": "string"}),
                );
            }
            set(
                document,
                &format!("{anchor}/multilineSpan/required"),
                json!([]),
            );
            // Lines of files and entries of folders are paged.
            declare(
                document,
                |path| path.contains("/browse"),
                &["start", "limit"],
            );
        }
        // Neither paging nor the filtering that all lists understand is declared, and what is sent is said to need a type.
        (Product::Bitbucket, Flavour::Cloud) => {
            untype(document);
            declare(
                document,
                |_| true,
                &["page", "pagelen", "fields", "q", "sort"],
            );
        }
        _ => {}
    }
}

/// Takes `type` out of what schemas require.
fn untype(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::Array(required)) = members.get_mut("required") {
                required.retain(|name| name != "type");
            }
            members.values_mut().for_each(untype);
        }
        Value::Array(items) => items.iter_mut().for_each(untype),
        _ => {}
    }
}

fn set(document: &mut Value, pointer: &str, value: Value) {
    if let Some(place) = document.pointer_mut(pointer) {
        *place = value;
    }
}

/// Adds query parameters to the GET operations of these paths.
fn declare(document: &mut Value, wanted: impl Fn(&str) -> bool, names: &[&str]) {
    let paths = document
        .get_mut("paths")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten();
    let gets = paths
        .filter(|(path, _)| wanted(path))
        .filter_map(|(_, path)| path.get_mut("get"));
    for get in gets.filter_map(Value::as_object_mut) {
        let declared = get.entry("parameters").or_insert_with(|| json!([]));
        if let Some(declared) = declared.as_array_mut() {
            declared.extend(
                names
                    .iter()
                    .map(|name| json!({"in": "query", "name": name, "schema": {"type": "string"}})),
            );
        }
    }
}
