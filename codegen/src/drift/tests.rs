use super::*;
use crate::spec::DOCUMENTS;
use serde_json::{Value, json};

fn vendored() -> Value {
    let note = json!({"$ref": "#/components/schemas/Note"});
    json!({
        "openapi": "3.0.1",
        "paths": {
            "/note": {"get": {"parameters": [{"in": "query", "name": "q", "schema": {"type": "string"}}], "responses": {}}},
            "/note/{id}": {"put": {
                "parameters": [
                    {"in": "path", "name": "id", "required": true, "schema": {"type": "string"}},
                    {"in": "query", "name": "quiet", "schema": {"type": "boolean"}},
                    {"in": "query", "name": "startAt", "schema": {"type": "integer", "maximum": 100, "default": 0}},
                    {"in": "query", "name": "unsaid", "schema": {"type": "string"}},
                    {"in": "query", "name": "order", "schema": {"type": "string", "enum": ["up", "down"]}},
                ],
                "requestBody": {"content": {"application/json": {"schema": note}}},
                "responses": {"200": {"content": {"application/json": {"schema": {
                    "allOf": [note, {"properties": {"seen": {"type": "boolean"}}}],
                }}}}},
            }},
        },
        "components": {"schemas": {"Note": {"type": "object", "properties": {
            "text": {"type": "string"},
            "tags": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
            "replies": {"type": "array", "items": note},
            "unsaid": {"type": "object", "properties": {"name": {"type": "string"}}},
        }}}},
    })
}

fn manifest() -> Manifest {
    let text = r#"
        toolsets = {}
        server.cloud = ["PUT /note/{id}"]
        [tools.find]
        title = ""
        description = ""
        toolset = ""
        operations = { cloud = ["GET /note"], dc = ["PUT /note/{id}"] }
        [tools.write]
        title = ""
        description = ""
        toolset = ""
        operations = { cloud = ["GET /note", "PUT /note/{id}"] }
    "#;
    toml::from_str(text).unwrap()
}

fn against(change: impl FnOnce(&mut Value)) -> Drift {
    let parse = |content: &Value| Spec::parse(&DOCUMENTS[0], &content.to_string()).unwrap();
    let mut upstream = vendored();
    change(&mut upstream);
    let mut used = Used::default();
    used.add("q quiet start_at order text tags name replies seen");
    drift(&parse(&vendored()), &parse(&upstream), &manifest(), &used)
}

/// The changes of the one operation that changes, a line each.
#[track_caller]
fn lines(drift: &Drift, operation: &str) -> Vec<String> {
    let [changed] = &drift.operations[..] else {
        panic!("{drift:#?}")
    };
    assert_eq!(changed.operation, operation);
    let line = |change: &Change| {
        let parts = [
            Some(change.kind.to_string()),
            Some(change.place.clone()),
            change.before.clone(),
            change.after.clone(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" | ")
    };
    changed.changes.iter().map(line).collect()
}

#[test]
fn what_touches_nothing_of_ours_changes_nothing() {
    assert_eq!(against(|_| {}).count(), (0, 0));
    let elsewhere = against(|upstream| {
        upstream["paths"]["/new"] = json!({"get": {"responses": {}}});
        let put = &mut upstream["paths"]["/note/{id}"]["put"];
        put["parameters"][3]["schema"]["type"] = json!("integer");
        let answer = &mut put["responses"]["200"]["content"]["application/json"]["schema"];
        answer["allOf"][1]["properties"]["colour"] = json!({"type": "string"});
        let note = &mut upstream["components"]["schemas"]["Note"]["properties"];
        note["unsaid"]["properties"]["name"]["type"] = json!("integer");
    });
    assert_eq!(elsewhere.operations, []);
}

#[test]
fn an_operation_that_is_gone_is_named_with_what_is_like_it_and_who_uses_it() {
    let moved = |to: &'static str| {
        move |upstream: &mut Value| {
            let paths = upstream["paths"].as_object_mut().unwrap();
            let from = if to.contains('{') {
                "/note/{id}"
            } else {
                "/note"
            };
            let note = paths.remove(from).unwrap();
            paths.insert(to.to_owned(), note);
        }
    };
    let gone = against(moved("/notes"));
    assert_eq!(
        lines(&gone, "GET /note"),
        ["gone | operation | did you mean GET /notes?"]
    );
    assert_eq!(gone.operations[0].tools, ["find", "write"]);
    let renamed = against(moved("/note/{noteId}"));
    assert_eq!(
        lines(&renamed, "PUT /note/{id}"),
        ["renamed | operation | PUT /note/{noteId}"]
    );
    assert_eq!(renamed.operations[0].tools, ["write", Manifest::SERVER]);
}

#[test]
fn changes_of_parameters_are_named() {
    let drift = against(|upstream| {
        let put = &mut upstream["paths"]["/note/{id}"]["put"];
        put["deprecated"] = json!(true);
        put["security"] = json!([{"oauth": ["write:note"]}]);
        put["parameters"] = json!([
            {"in": "path", "name": "id", "required": true, "deprecated": true, "schema": {"type": "integer"}},
            {"in": "query", "name": "start_at", "schema": {"type": "integer"}},
            {"in": "query", "name": "unsaid", "schema": {"type": "string", "default": "x"}},
            {"in": "query", "name": "order", "required": true, "schema": {"type": "string", "enum": ["up"], "maxLength": 9}},
            {"in": "query", "name": "site", "required": true, "schema": {"type": "string"}},
            {"in": "query", "name": "limit", "schema": {"type": "string"}},
        ]);
    });
    let expected = [
        "deprecated | operation",
        "scopes | operation |  | write:note",
        "scopes | operation, by an API token |  | write:note",
        "deprecated | parameter id",
        "retyped | parameter id | string | integer",
        "default | parameter unsaid | none | \"x\"",
        "required | parameter order",
        "narrowed | parameter order | maxLength none | 9",
        "narrowed | parameter order | down | up",
        "gone | parameter quiet",
        "renamed | parameter startAt | startAt | start_at",
        "required | parameter site | string",
        "new | parameter limit | string",
    ];
    assert_eq!(lines(&drift, "PUT /note/{id}"), expected);
    assert_eq!(drift.count(), (13, 12));
}

#[test]
fn changes_of_bodies_and_answers_are_named_and_recursion_ends() {
    let drift = against(|upstream| {
        let note = &mut upstream["components"]["schemas"]["Note"];
        note["required"] = json!(["text", "site"]);
        note["properties"]["site"] = json!({"type": "string"});
        note["properties"]["text"]["deprecated"] = json!(true);
        note["properties"]["tags"]["items"]["properties"]["name"] = json!({"type": "integer"});
        let put = &mut upstream["paths"]["/note/{id}"]["put"];
        put["requestBody"]["required"] = json!(true);
        let parts = put.pointer_mut("/responses/200/content/application~1json/schema/allOf");
        *parts.unwrap() = json!([{"type": "object", "properties": {"texts": {"type": "string"}}}]);
    });
    let expected = [
        "required | body",
        "retyped | body.tags[].name | string | integer",
        "required | body.text",
        "deprecated | body.text",
        "required | body.site | string",
        "gone | answer.replies",
        "gone | answer.seen",
        "gone | answer.tags",
        "renamed | answer.text | text | texts",
    ];
    assert_eq!(lines(&drift, "PUT /note/{id}"), expected);
}

#[test]
fn the_report_is_a_table_or_json() {
    let drift = against(|upstream| {
        upstream["info"] = json!({"version": "8"});
        let put = &mut upstream["paths"]["/note/{id}"]["put"];
        put["parameters"][1]["schema"]["type"] = json!("string");
        let more = json!({"in": "query", "name": "limit", "schema": {"type": "integer"}});
        put["parameters"].as_array_mut().unwrap().push(more);
    });
    let expected = "\
jira-cloud (version 8, we have ): 2 changes for us, 1 of them need work (!)

PUT /note/{id}
  used by write, the server itself
  ! retyped     parameter quiet  boolean → string
    new         parameter limit  integer
";
    let drifts = [drift];
    assert_eq!(table(&drifts), expected);
    let json: Value = serde_json::from_str(&json(&drifts).unwrap()).unwrap();
    assert_eq!(
        json[0]["operations"][0]["changes"][0],
        json!({"kind": "retyped", "place": "parameter quiet", "before": "boolean", "after": "string", "needs_work": true})
    );
    assert_eq!(
        json[0]["operations"][0]["tools"],
        json!(["write", Manifest::SERVER])
    );
}
