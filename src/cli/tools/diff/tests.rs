use super::*;
use serde_json::{Value, json};

fn tool() -> Value {
    json!({
        "name": "find", "title": "Find", "description": "Finds.", "toolset": "things", "access": "read", "destructive": false,
        "parameters": {
            "type": "object",
            "properties": {
                "query": {"type": "string", "maxLength": 255},
                "limit": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10},
                "order": {"type": "string", "enum": ["up", "down"]},
                "rows": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
            },
            "required": ["query"],
        },
        "listed": ["query", "limit"],
        "aliases": {"query": ["text", "q"]},
    })
}

/// The changes as lines: `!` breaks.
fn lines(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut after = json!([tool()]);
    change(&mut after);
    let read = |tools: Value| serde_json::from_value::<Manifest>(tools).unwrap();
    let diff = Diff::between(&read(json!([tool()])), &read(after));
    assert_eq!(
        diff.breaking,
        diff.changes.iter().any(|change| change.breaking)
    );
    let line = |change: &Change| {
        let mark = if change.breaking { "!" } else { "" };
        let place = match change.parameter.as_str() {
            "" => change.tool.clone(),
            parameter => parameter.to_owned(),
        };
        format!("{mark}{place} {}", change.told())
    };
    diff.changes.iter().map(line).collect()
}

#[test]
fn the_same_tools_have_no_changes() {
    assert_eq!(lines(|_| {}), [""; 0]);
}

#[test]
fn tools_that_go_break_and_tools_that_come_do_not() {
    assert_eq!(
        lines(|tools| tools[0]["name"] = json!("search")),
        ["!find removed", "search added"]
    );
}

#[test]
fn what_narrows_breaks() {
    let changes = lines(|tools| {
        let parameters = &mut tools[0]["parameters"];
        parameters["required"] = json!(["query", "limit", "site"]);
        let properties = &mut parameters["properties"];
        properties["query"]["maxLength"] = json!(100);
        properties["limit"]["minimum"] = json!(2);
        properties["limit"]["maximum"] = json!(49);
        properties["order"]["enum"] = json!(["up", "sideways"]);
        properties["rows"]["items"]["properties"]["name"]["type"] = json!("integer");
        properties["site"] = json!({"type": "string"});
        tools[0]["aliases"] = json!({"query": ["text"]});
    });
    assert_eq!(
        changes,
        [
            "!query type: maxLength 255 → maxLength 100",
            "!limit required",
            "!limit type: minimum 1 → minimum 2",
            "!limit type: maximum 50 → maximum 49",
            "!order type: up, down → up, sideways",
            "!rows[].name type: string → integer",
            "!site added: required",
            "!query aliases: q → none",
        ]
    );
    let gone = lines(|tools| {
        let properties = tools[0]["parameters"]["properties"]
            .as_object_mut()
            .unwrap();
        properties.remove("limit");
        properties.insert("order".into(), json!({"type": "boolean"}));
        properties.insert(
            "query".into(),
            json!({"type": "string", "maxLength": 255, "enum": ["a"]}),
        );
    });
    assert_eq!(
        gone,
        [
            "!query type: any value → a",
            "!limit removed",
            "!order type: string → boolean"
        ]
    );
}

#[test]
fn what_widens_or_is_told_otherwise_does_not_break() {
    let changes = lines(|tools| {
        let tool = &mut tools[0];
        tool["description"] = json!("Finds it.");
        tool["listed"] = json!(["query", "order"]);
        let parameters = &mut tool["parameters"];
        parameters["required"] = json!([]);
        let properties = &mut parameters["properties"];
        properties["query"]["maxLength"] = json!(300);
        properties["query"]["description"] = json!("What to find");
        properties["limit"] = json!({"type": "integer", "minimum": 1, "default": 20});
        properties["order"]["enum"] = json!(["up", "down", "none"]);
        properties["rows"]["items"]["properties"]["more"] = json!({"type": "string"});
        properties["site"] = json!({"type": "string"});
    });
    assert_eq!(
        changes,
        [
            "find text",
            "query optional",
            "query type: maxLength 255 → maxLength 300",
            "query text",
            "limit type: maximum 50 → maximum none",
            "limit default: 10 → 20",
            "order type: up, down → up, down, none",
            "rows[].more added: optional",
            "site added: optional",
            "limit listing: listed → accepted, not listed",
            "order listing: accepted, not listed → listed",
        ]
    );
}

#[test]
fn a_parameter_whose_former_name_is_still_taken_is_renamed() {
    let renamed = |aliases: Value| {
        move |tools: &mut Value| {
            let parameters = &mut tools[0]["parameters"];
            let properties = parameters["properties"].as_object_mut().unwrap();
            let query = properties.remove("query").unwrap();
            properties.insert("words".into(), query);
            parameters["required"] = json!(["words"]);
            tools[0]["listed"] = json!(["words", "limit"]);
            tools[0]["aliases"] = aliases;
        }
    };
    assert_eq!(
        lines(renamed(json!({"words": ["query", "text", "q"]}))),
        ["query renamed: query → words"]
    );
    assert_eq!(
        lines(renamed(json!({"words": ["text", "q"]}))),
        ["!query removed", "!words added: required"]
    );
}

#[test]
fn more_access_breaks_and_less_does_not() {
    let access = |access: &'static str, destructive: bool| {
        move |tools: &mut Value| {
            tools[0]["access"] = json!(access);
            tools[0]["destructive"] = json!(destructive);
        }
    };
    assert_eq!(
        lines(access("write", false)),
        ["!find access: read → write"]
    );
    assert_eq!(
        lines(access("write", true)),
        ["!find access: read → write, may overwrite or delete"]
    );
    let mut before = tool();
    before["access"] = json!("write");
    let read = |tool: Value| serde_json::from_value::<Manifest>(json!([tool])).unwrap();
    let diff = Diff::between(&read(before), &read(tool()));
    assert!(!diff.breaking);
    assert_eq!(diff.changes[0].told(), "access: write → read");
}
