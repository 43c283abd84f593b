//! A node of ADF as it stands in JSON.

use serde_json::{Map, Value};

use super::super::{Attrs, Format, Source, tree::Inline};

/// The longest label of a carrier, in characters.
const LABEL: usize = 200;

/// A node, read leniently.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a>(&'a Value);

impl<'a> Node<'a> {
    pub fn new(value: &'a Value) -> Self {
        Self(value)
    }

    pub fn value(self) -> &'a Value {
        self.0
    }

    /// Its `type`; empty if it has none.
    pub fn kind(self) -> &'a str {
        self.0
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    pub fn attr(self, key: &str) -> Option<&'a Value> {
        self.0.get("attrs")?.get(key)
    }

    pub fn text_attr(self, key: &str) -> Option<&'a str> {
        self.attr(key)?.as_str()
    }

    /// The text of a text node.
    pub fn text(self) -> &'a str {
        self.0
            .get("text")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    pub fn content(self) -> impl Iterator<Item = Node<'a>> + Clone {
        array(self.0.get("content")).iter().map(Node)
    }

    pub fn marks(self) -> &'a [Value] {
        array(self.0.get("marks"))
    }

    /// Whether it has no attribute but these and what editors put in for themselves, and no member that ADF does not know.
    pub fn has_only(self, keys: &[&str]) -> bool {
        const MEMBERS: [&str; 5] = ["type", "attrs", "content", "marks", "text"];
        let known =
            |object: &Map<String, Value>| object.keys().all(|key| MEMBERS.contains(&key.as_str()));
        self.0.as_object().is_some_and(known)
            && match self.0.get("attrs") {
                None | Some(Value::Null) => true,
                Some(Value::Object(attrs)) => attrs
                    .keys()
                    .all(|key| keys.contains(&key.as_str()) || is_of_editors(key)),
                Some(_) => false,
            }
    }

    /// These attributes as text, where they are set; `None` if one would not come back as it is. One of an editor's own that
    /// is null says nothing.
    pub fn readable(self, keys: &[&str]) -> Option<Attrs> {
        let set = keys.iter().filter_map(|key| Some((*key, self.attr(key)?)));
        let set = set.filter(|(key, value)| !(is_of_editors(key) && value.is_null()));
        set.map(|(key, value)| Some((key.to_owned(), word(value)?)))
            .collect()
    }

    /// All of it, exactly.
    pub fn source(self) -> Source {
        Source {
            format: Format::Adf,
            text: self.0.to_string(),
        }
    }

    /// All of it but its content, exactly.
    pub fn opening(self) -> Source {
        let mut node = Map::new();
        for (key, value) in self.0.as_object().into_iter().flatten() {
            if key != "content" {
                node.insert(key.clone(), value.clone());
            }
        }
        Source {
            format: Format::Adf,
            text: Value::Object(node).to_string(),
        }
    }

    pub fn carrier(self) -> Inline {
        Inline::Carrier(self.label(), self.source())
    }

    /// What it is and what it shows, in a few words.
    pub fn label(self) -> String {
        let title = self.attr("parameters").and_then(|parameters| {
            parameters
                .pointer("/macroMetadata/title")
                .or_else(|| parameters.get("extensionTitle"))
        });
        let name = title
            .and_then(Value::as_str)
            .or_else(|| self.text_attr("extensionKey"));
        let shown = ["text", "title", "url", "shortName", "alt"];
        let shown = shown
            .iter()
            .find_map(|key| self.text_attr(key))
            .map(str::to_owned);
        let shown = shown.unwrap_or_else(|| {
            let alts = self
                .content()
                .filter_map(|child| child.text_attr("alt").map(str::to_owned));
            let all: Vec<String> = alts.chain(texts(self.0)).collect();
            all.join(" ")
        });
        let kind = if self.kind().is_empty() {
            "element"
        } else {
            self.kind()
        };
        if kind == "mention" {
            return format!("@{}", shown.trim_start_matches('@'));
        }
        let label = format!("{}: {shown}", name.unwrap_or(kind));
        shortened(label.trim_end_matches(": "))
    }
}

/// Whether an attribute says nothing: editors keep such for themselves, some outside of the schema.
fn is_of_editors(key: &str) -> bool {
    matches!(key, "localId" | "uniqueId") || key.starts_with("__")
}

fn array(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LABEL) {
        Some((end, _)) => format!("{}…", text.split_at(end).0.trim_end()),
        None => text,
    }
}

/// A scalar as text; `None` if [`value`] would read something else.
pub(super) fn word(scalar: &Value) -> Option<String> {
    let text = match scalar {
        Value::String(text) if text.trim() == text => text.clone(),
        Value::Number(_) | Value::Bool(_) => scalar.to_string(),
        _ => return None,
    };
    (value(&text) == *scalar).then_some(text)
}

/// What [`word`] was made from: a number, a Boolean, or else text.
pub(super) fn value(word: &str) -> Value {
    match word {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => number(word).unwrap_or_else(|| Value::String(word.to_owned())),
    }
}

/// A number, if that is what the text says.
pub(super) fn number(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    value.is_number().then_some(value)
}

/// Makes a node; `attrs` are left out if there are none.
pub(super) fn make(kind: &str, attrs: Map<String, Value>, content: Vec<Value>) -> Value {
    let mut node = leaf(kind, attrs);
    if let Value::Object(node) = &mut node {
        node.insert("content".to_owned(), Value::Array(content));
    }
    node
}

/// Makes a node without content.
pub(super) fn leaf(kind: &str, attrs: Map<String, Value>) -> Value {
    let mut node = Map::new();
    node.insert("type".to_owned(), kind.into());
    if !attrs.is_empty() {
        node.insert("attrs".to_owned(), Value::Object(attrs));
    }
    Value::Object(node)
}

/// Attributes of these keys and values.
pub(super) fn attrs<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// A text with these marks.
pub(super) fn text(text: &str, marks: Vec<Value>) -> Value {
    let mut node = leaf("text", Map::new());
    if let Value::Object(node) = &mut node {
        node.insert("text".to_owned(), text.into());
        if !marks.is_empty() {
            node.insert("marks".to_owned(), marks.into());
        }
    }
    node
}

/// A paragraph.
pub(super) fn paragraph(content: Vec<Value>) -> Value {
    make("paragraph", Map::new(), content)
}

/// Whether arrays and objects nest deeper than `limit`. Takes no more stack however deep they are.
pub(super) fn is_deeper(value: &Value, limit: usize) -> bool {
    let mut open = vec![(value, 1)];
    while let Some((value, depth)) = open.pop() {
        if depth > limit {
            return true;
        }
        open.extend(members(value).map(|member| (member, depth + 1)));
    }
    false
}

/// The texts below a value in order, without recursion.
pub(super) fn texts(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        found.extend(value.get("text").and_then(Value::as_str).map(str::to_owned));
        let mut below: Vec<_> = members(value).collect();
        below.reverse();
        open.append(&mut below);
    }
    found
}

fn members(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter().filter(|item| nests(item))),
        Value::Object(object) => Box::new(object.values().filter(|item| nests(item))),
        _ => Box::new(std::iter::empty()),
    }
}

fn nests(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

/// The values of all `"text"` members of JSON that is too deep to be parsed.
pub(super) fn texts_of_json(json: &str) -> Vec<String> {
    let after_key = json.split("\"text\"").skip(1);
    let value = |rest: &str| {
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        serde_json::Deserializer::from_str(rest)
            .into_iter::<String>()
            .next()?
            .ok()
    };
    after_key.filter_map(value).collect()
}
