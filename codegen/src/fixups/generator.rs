//! The document is right, but progenitor or a caller needs it otherwise.

use serde_json::{Value, json};

use super::edit::{changed, node, retain_operations, rewrite_parameters, swap};
use crate::import::reached;
use crate::node::{at, each_object, referred, text};
use crate::spec::operation_id;

/// Methods are named after method and path: the documents' own ids are unstable, repeated or missing, and not even vendored.
pub(super) fn ids_come_from_paths(content: &mut Value) -> Result<(), String> {
    let named = set_everywhere(content, "operationId", |method, path| {
        operation_id(method, path).into()
    });
    changed(named, "an operation without our name")
}

/// Every operation has one answer, bytes: schemas of answers are too often wrong to let them decide whether a call succeeds,
/// progenitor accepts one success type and one error type only, and an undeclared error keeps its body.
pub(super) fn answers_are_bytes(content: &mut Value) -> Result<(), String> {
    let answer = json!({"2XX": {"description": "", "content": {"application/octet-stream": {}}}});
    let answers = set_everywhere(content, "responses", |_, _| answer.clone());
    changed(answers, "an answer with a type")
}

/// Sets a member of every operation; gives the number of those in which it was different.
fn set_everywhere(content: &mut Value, key: &str, value: impl Fn(&str, &str) -> Value) -> usize {
    let mut count = 0;
    retain_operations(content, |method, path, operation| {
        let new = value(method, path);
        count += usize::from(operation.get(key) != Some(&new));
        operation.insert(key.to_owned(), new);
        true
    });
    count
}

/// progenitor wants a title, and sends the version with every request.
pub(super) fn version_is_short(content: &mut Value) -> Result<(), String> {
    let info = node(content, "/info")?;
    let long = std::mem::replace(info, json!({"title": "", "version": "1"}));
    changed(usize::from(*info != long), "a long version")
}

/// A type is generated for every component; those that only answers reached are of no use.
pub(super) fn unreached_components_go(content: &mut Value) -> Result<(), String> {
    let components = at(content, "components");
    let kept = reached(at(content, "paths"), components)?;
    if json!(kept) == *components {
        return changed(0, "an unused component");
    }
    *node(content, "/components")? = json!(kept);
    Ok(())
}

/// progenitor has no multipart/form-data.
pub(super) fn uploads_are_hand_written(content: &mut Value) -> Result<(), String> {
    let gone = retain_operations(content, |_, _, operation| {
        let body = operation.get("requestBody").map(|body| at(body, "content"));
        body.is_none_or(|content| content.get("multipart/form-data").is_none())
    });
    changed(gone, "an upload")
}

/// A path parameter is encoded as one segment, but a file's path has many.
pub(super) fn file_paths_are_hand_written(content: &mut Value) -> Result<(), String> {
    let gone = retain_operations(content, |_, path, _| !path.ends_with("/{path}"));
    changed(gone, "an operation on a file's path")
}

/// Parameters are plain types: progenitor makes a type of every enumeration (and fails on `+name` beside `-name`) and every
/// limit, but new values must pass through, and the server words its limits better than a failed conversion.
pub(super) fn parameters_are_plain(content: &mut Value) -> Result<(), String> {
    let document = content.clone();
    let bare = |schema: &Value| {
        let schema = referred(&document, schema).unwrap_or(schema);
        json!({"type": schema.get("type").unwrap_or(&json!("object"))})
    };
    let count = rewrite_parameters(content, |_, _, schema| {
        let plain = bare(schema);
        Some(match text(&plain, "type") {
            "array" => json!({"type": "array", "items": bare(at(schema, "items"))}),
            _ => plain,
        })
    });
    changed(
        count,
        "an enumeration, a limit or a reference in a parameter",
    )
}

/// Lists that the product reads from repeated keys, as its documentation says.
const REPEATED: [(&str, &str); 4] = [
    ("/rest/api/3/project/search", "id"),
    ("/rest/api/3/project/search", "keys"),
    ("/rest/api/3/project/search", "status"),
    ("/rest/api/content/{id}/child/comment", "location"),
];

/// A list in a query is sent as one comma-separated text; progenitor would repeat the key, which Atlassian's products read
/// in a few places only.
pub(super) fn lists_are_comma_separated(content: &mut Value) -> Result<(), String> {
    let count = rewrite_parameters(content, |path, name, schema| {
        let repeated = REPEATED.contains(&(path, name));
        match (text(schema, "type"), repeated) {
            ("array", true) => Some(json!({"type": "array", "items": {"type": "string"}})),
            ("array", false) => Some(json!({"type": "string"})),
            _ => None,
        }
    });
    changed(count, "a list in a query")
}

/// Members that the server makes up are never sent; without them a request's type is what a caller can say.
pub(super) fn members_made_by_the_server_go(content: &mut Value) -> Result<(), String> {
    let mut gone = Vec::new();
    each_object(content, &mut |schema| {
        let Some(Value::Object(properties)) = schema.get_mut("properties") else {
            return;
        };
        properties.retain(|name, member| {
            let sent = at(member, "readOnly") != true;
            if !sent {
                gone.push(name.clone());
            }
            sent
        });
        let kept: Vec<String> = properties.keys().cloned().collect();
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|name| kept.iter().any(|kept| name == kept));
        }
    });
    changed(gone.len(), "a member that only the server sets")
}

/// Dates stay as the caller writes them: chrono would write `…Z` where Jira wants milliseconds and `+0000`, and where the
/// document says date-time the server takes a date.
pub(super) fn texts_have_no_format(content: &mut Value) -> Result<(), String> {
    let mut gone = 0;
    each_object(content, &mut |schema| {
        if schema.get("type").is_some_and(|kind| kind == "string") {
            gone += usize::from(schema.remove("format").is_some());
        }
    });
    changed(gone, "a text with a format")
}

/// Limits become wrapper types and defaults would be sent though nobody asked for them; both are the server's to apply.
pub(super) fn limits_and_defaults_are_the_servers(content: &mut Value) -> Result<(), String> {
    const KEYS: [&str; 9] = [
        "default",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "pattern",
        "uniqueItems",
    ];
    let mut gone = 0;
    each_object(content, &mut |schema| {
        let before = schema.len();
        schema.retain(|key, _| !KEYS.contains(&key.as_str()));
        gone += before - schema.len();
    });
    changed(gone, "a limit or default")
}

/// Labels may be sent as one or as a list; a list says both, and spares an untagged enum.
pub(super) fn labels_are_sent_as_a_list(content: &mut Value) -> Result<(), String> {
    let (list, one) = (reference("LabelCreateArray"), reference("LabelCreate"));
    let body = "/paths/~1wiki~1rest~1api~1content~1{id}~1label/post/requestBody/content/application~1json/schema";
    swap(content, body, &json!({"oneOf": [list, one]}), list)
}

/// A body may be sent as `{representation, value}` or under a member named for its representation. All members of both are
/// optional, so that an untagged enum would read the second as an empty first and lose the text.
pub(super) fn bodies_are_sent_in_one_shape(content: &mut Value) -> Result<(), String> {
    let bodies = [
        (
            "requestBodies/PageCreateRequest/content/application~1json/schema",
            "Page",
        ),
        (
            "requestBodies/PageUpdateRequest/content/application~1json/schema",
            "Page",
        ),
        ("schemas/CreateFooterCommentModel", "Comment"),
        ("schemas/CreateInlineCommentModel", "Comment"),
    ];
    for (holder, kind) in bodies {
        let flat = reference(&format!("{kind}BodyWrite"));
        let nested = reference(&format!("{kind}NestedBodyWrite"));
        let pointer = format!("/components/{holder}/properties/body");
        swap(content, &pointer, &json!({"oneOf": [flat, nested]}), flat)?;
    }
    Ok(())
}

fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}
