//! Properties of ADF: what holds for every document, and for any input at all.

use markup::{Format, ReadOptions, WriteOptions, adf_from_markdown, adf_to_markdown, to_markdown};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::adf_schema::assert_valid;

fn shown(document: &Value) -> String {
    adf_to_markdown(document, &ReadOptions::default()).unwrap()
}

fn written(markdown: &str) -> Value {
    adf_from_markdown(markdown, &WriteOptions::default()).unwrap()
}

fn node(kind: &str, content: Vec<Value>) -> Value {
    json!({"type": kind, "content": content})
}

/// Words with much of what Markdown gives a meaning.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        3 => "[a-z]{1,6}",
        2 => r"[-*_`~\[\]<>!#&|\\(){}.:+=^a-z0-9]{1,5}",
        1 => prop::sample::select(vec!["__init__", "<u>", "atl:x/", "1.", "&amp;", "https://x.org", "é", "東京", "[^1]", "[~x]"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

fn mark() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!({"type": "link", "attrs": {"href": "https://example.org/a_(b)?c=d&e"}}),
        json!({"type": "em"}),
        json!({"type": "strong"}),
        json!({"type": "textColor", "attrs": {"color": "#bf2600"}}),
        json!({"type": "backgroundColor", "attrs": {"color": "#fedec8"}}),
        json!({"type": "subsup", "attrs": {"type": "sub"}}),
        json!({"type": "underline"}),
        json!({"type": "strike"}),
        json!({"type": "annotation", "attrs": {"id": "a-1", "annotationType": "inlineComment"}}),
    ])
}

fn text() -> impl Strategy<Value = Value> {
    let marked = (words(), prop::collection::vec(mark(), 0..4))
        .prop_map(|(text, marks)| json!({"type": "text", "text": text, "marks": marks}));
    let code =
        words().prop_map(|text| json!({"type": "text", "text": text, "marks": [{"type": "code"}]}));
    prop_oneof![4 => marked, 1 => code]
}

fn element() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!({"type": "mention", "attrs": {"id": "5b10a2844c20165700ede21g", "text": "@Jane [Doe]"}}),
        json!({"type": "status", "attrs": {"text": "A*B", "color": "blue"}}),
        json!({"type": "date", "attrs": {"timestamp": "1795305600000"}}),
        json!({"type": "emoji", "attrs": {"shortName": ":a:", "id": "x-1", "text": ":a:"}}),
        json!({"type": "inlineCard", "attrs": {"url": "https://example.org/x?y=*"}}),
        json!({"type": "mediaInline", "attrs": {"type": "file", "id": "i", "collection": "c"}}),
        json!({"type": "placeholder", "attrs": {"text": "say"}}),
    ])
}

/// Text and elements, no two texts side by side, a break only between two others.
fn inlines() -> impl Strategy<Value = Vec<Value>> {
    let pair = (
        text(),
        prop_oneof![element(), Just(json!({"type": "hardBreak"}))],
    );
    (prop::collection::vec(pair, 0..3), text()).prop_map(|(pairs, last)| {
        let pairs = pairs
            .into_iter()
            .flat_map(|(text, element)| [text, element]);
        pairs.chain([last]).collect()
    })
}

fn paragraph() -> impl Strategy<Value = Value> {
    inlines().prop_map(|content| node("paragraph", content))
}

fn leaf_block() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => paragraph(),
        1 => (r"[ -~\n]{1,40}", "[a-z+#]{1,8}").prop_map(|(text, language)| json!({"type": "codeBlock", "attrs": {"language": language}, "content": [{"type": "text", "text": text}]})),
        1 => Just(json!({"type": "mediaSingle", "attrs": {"layout": "center"}, "content": [{"type": "media", "attrs": {"type": "file", "id": "m", "collection": ""}}]})),
        1 => Just(json!({"type": "extension", "attrs": {"extensionType": "x", "extensionKey": "k", "parameters": {"a": [1, null]}}})),
    ]
}

fn list(item: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    let content = (paragraph(), prop::collection::vec(item, 0..2))
        .prop_map(|(first, rest)| node("listItem", [first].into_iter().chain(rest).collect()));
    (
        prop::collection::vec(content, 1..4),
        prop::option::of(2_u32..50),
    )
        .prop_map(|(items, order)| match order {
            None => node("bulletList", items),
            Some(order) => {
                json!({"type": "orderedList", "attrs": {"order": order}, "content": items})
            }
        })
}

fn in_item() -> impl Strategy<Value = Value> {
    leaf_block().prop_recursive(3, 12, 3, |inner| list(inner).boxed())
}

fn cells() -> impl Strategy<Value = Value> {
    let cell = |kind: &'static str| {
        prop_oneof![4 => paragraph(), 1 => in_item()].prop_map(move |block| node(kind, vec![block]))
    };
    let row =
        move |kind| prop::collection::vec(cell(kind), 2).prop_map(|cells| node("tableRow", cells));
    (
        row("tableHeader"),
        prop::collection::vec(row("tableCell"), 1..3),
    )
        .prop_map(|(head, rows)| node("table", [head].into_iter().chain(rows).collect()))
}

fn block() -> impl Strategy<Value = Value> {
    let held = || prop::collection::vec(in_item(), 1..3);
    prop_oneof![
        4 => in_item(),
        1 => (1_u8..7, inlines()).prop_map(|(level, content)| json!({"type": "heading", "attrs": {"level": level}, "content": content})),
        1 => Just(json!({"type": "rule"})),
        1 => held().prop_map(|content| node("blockquote", content)),
        1 => (prop::sample::select(vec!["info", "note", "error", "tip"]), held()).prop_map(|(kind, content)| json!({"type": "panel", "attrs": {"panelType": kind}, "content": content})),
        1 => held().prop_map(|content| json!({"type": "expand", "attrs": {"title": "A & <b>"}, "content": content})),
        1 => cells(),
    ]
}

fn document() -> impl Strategy<Value = Value> {
    prop::collection::vec(block(), 0..5)
        .prop_map(|content| json!({"type": "doc", "version": 1, "content": content}))
}

/// Marks are a set, and side by side, texts with the same marks are one.
fn normal(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut out: Vec<Value> = Vec::new();
            for item in items.iter().map(normal) {
                match out.last_mut() {
                    Some(last)
                        if is_text(last)
                            && is_text(&item)
                            && last.get("marks") == item.get("marks") =>
                    {
                        last["text"] = format!(
                            "{}{}",
                            last["text"].as_str().unwrap(),
                            item["text"].as_str().unwrap()
                        )
                        .into();
                    }
                    _ => out.push(item),
                }
            }
            Value::Array(out)
        }
        Value::Object(object) => {
            let mut object: serde_json::Map<String, Value> = object
                .iter()
                .map(|(key, value)| (key.clone(), normal(value)))
                .collect();
            if let Some(Value::Array(marks)) = object.get_mut("marks") {
                marks.sort_by_key(Value::to_string);
                marks.dedup();
            }
            object.retain(|key, value| {
                key != "marks" || value.as_array().is_some_and(|marks| !marks.is_empty())
            });
            Value::Object(object)
        }
        other => other.clone(),
    }
}

fn is_text(value: &Value) -> bool {
    value["type"] == "text"
}

/// JSON of any shape with the names that ADF uses.
fn odd_json() -> impl Strategy<Value = Value> {
    let names = [
        "doc",
        "paragraph",
        "text",
        "table",
        "tableRow",
        "tableCell",
        "listItem",
        "bulletList",
        "taskList",
        "taskItem",
        "panel",
        "expand",
        "mediaSingle",
        "media",
        "heading",
        "codeBlock",
        "hardBreak",
        "status",
        "date",
        "layoutSection",
        "layoutColumn",
        "strong",
        "x",
        "",
    ];
    let scalar = prop_oneof![
        prop::sample::select(names.to_vec()).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        words().prop_map(Value::from),
    ];
    let keys = [
        "type",
        "attrs",
        "content",
        "marks",
        "text",
        "level",
        "title",
        "color",
        "timestamp",
        "id",
        "url",
        "order",
        "state",
        "panelType",
    ];
    scalar.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => (prop::sample::select(names.to_vec()), prop::collection::hash_map(prop::sample::select(keys.to_vec()), inner, 0..5)).prop_map(|(kind, members)| {
                let mut node = json!({"type": kind});
                members.into_iter().for_each(|(key, value)| node[key] = value);
                node
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_come_back(document in document()) {
        assert_valid(&document);
        let markdown = shown(&document);
        let written = written(&markdown);
        assert_valid(&written);
        prop_assert_eq!(normal(&written), normal(&document), "{}", markdown);
    }

    #[test]
    fn markdown_comes_back(document in document()) {
        let markdown = shown(&document);
        prop_assert_eq!(shown(&written(&markdown)), markdown);
    }

    #[test]
    fn any_markdown_gives_a_valid_document(markdown in r"([-*_`~\[\]<>!#&|\\(){}.:+=^ \n\ta-z0-9]|- \[ \] |\n> |<details>|<u>|\n\| a \| b \|\n\|---\|---\|\n|<!--atl:td colspan=2-->|<!--atl:td rowspan=2-->|<!--atl:p a=b-->|!\[a\]\(b\)|\n {2,6}- |> \[!NOTE\]\n){0,60}") {
        if let Ok(document) = adf_from_markdown(&markdown, &WriteOptions::default()) {
            assert_valid(&document);
        }
    }

    #[test]
    fn any_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let source = String::from_utf8_lossy(&bytes);
        let _ = to_markdown(Format::Adf, &source, &ReadOptions::default());
    }

    #[test]
    fn any_json_can_be_read_and_written(value in odd_json()) {
        if let Ok(markdown) = adf_to_markdown(&value, &ReadOptions::default()) {
            prop_assert!(adf_from_markdown(&markdown, &WriteOptions::default()).is_ok(), "{}", markdown);
        }
    }
}
