//! Confluence's macros that Markdown has a form for, both ways. All others are carried.

use serde_json::{Map, Value, json};

use super::{
    super::{
        Atl, Attrs, What,
        tree::{Href, Inline, Link, plain_text},
    },
    elements::param,
    node::{Node, attrs, leaf},
};

const CORE: &str = "com.atlassian.confluence.macro.core";
/// Macros with simple parameters, and their labels.
const KNOWN: [(&str, &str); 4] = [
    ("toc", "TOC"),
    ("children", "Children"),
    ("anchor", "Anchor"),
    ("jira", "Jira"),
];

/// Reads a macro whose parameters are all text. What Confluence itself keeps of it (ids, version) is left out.
pub(super) fn read(node: Node<'_>) -> Option<Inline> {
    let key = node.text_attr("extensionKey")?;
    let (_, label) = KNOWN.iter().find(|(known, _)| *known == key)?;
    let plain = node.marks().is_empty()
        && node.has_only(&["extensionType", "extensionKey", "parameters", "layout"])
        && node.text_attr("extensionType") == Some(CORE)
        && matches!(
            node.attr("layout").and_then(Value::as_str),
            None | Some("default")
        );
    let params = plain.then(|| params(node.attr("parameters")))??;
    let value = |name| {
        param(&params, name)
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    };
    let without = |name: &str| {
        params
            .iter()
            .filter(|(key, _)| key != name)
            .cloned()
            .collect::<Attrs>()
    };
    let (label, what, params) = match (key, params.as_slice()) {
        ("anchor", [(name, anchor)]) if name.is_empty() => {
            (String::new(), What::Anchor(anchor.clone()), Attrs::new())
        }
        ("jira", _) => {
            let issue = value("key")?;
            (issue.clone(), What::Issue(issue), without("key"))
        }
        _ => (
            (*label).to_owned(),
            What::Macro(key.to_owned()),
            params.clone(),
        ),
    };
    let content = if label.is_empty() {
        Vec::new()
    } else {
        vec![Inline::Text(label)]
    };
    Some(Inline::Link(Link {
        content,
        ..Link::atl("", Atl { what, params })
    }))
}

fn params(parameters: Option<&Value>) -> Option<Attrs> {
    let Some(parameters) = parameters else {
        return Some(Attrs::new());
    };
    let parameters = parameters.as_object()?;
    if parameters
        .keys()
        .any(|key| key != "macroParams" && key != "macroMetadata")
    {
        return None;
    }
    let Some(params) = parameters.get("macroParams") else {
        return Some(Attrs::new());
    };
    let param = |(key, value): (&String, &Value)| {
        let object = value.as_object().filter(|object| object.len() == 1)?;
        Some((key.clone(), object.get("value")?.as_str()?.to_owned()))
    };
    params.as_object()?.iter().map(param).collect()
}

/// Writes the macro that a link is; `kind` is `extension` or `inlineExtension`.
pub(super) fn write(link: &Link, kind: &str) -> Option<Value> {
    let Href::Atl(atl) = &link.href else {
        return None;
    };
    let issue =
        |key: &String| (plain_text(&link.content) == *key).then(|| ("key".to_owned(), key.clone()));
    let (key, own) = match &atl.what {
        What::Macro(name) => (name.as_str(), None),
        What::Anchor(name) => ("anchor", Some((String::new(), name.clone()))),
        What::Issue(key) => ("jira", Some(issue(key)?)),
        _ => return None,
    };
    let pairs = own.iter().chain(&atl.params);
    let params: Map<String, Value> = pairs
        .map(|(key, value)| (key.clone(), json!({"value": value})))
        .collect();
    let attributes = attrs([
        ("extensionType", CORE.into()),
        ("extensionKey", key.into()),
        ("parameters", json!({"macroParams": params})),
    ]);
    (!key.is_empty()).then(|| leaf(kind, attributes))
}
