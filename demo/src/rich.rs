//! Rich text: the seed writes Jira's wiki markup; Cloud stores and shows the same text as an ADF document.

use serde_json::{Value, json};

use crate::people::People;

/// The seed's markup as an ADF document.
pub(crate) fn adf(markup: &str, people: &People) -> Value {
    let mut lines = markup.trim().lines().peekable();
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        let mut while_starting = |prefix: &str| {
            let mut taken = vec![line.to_owned()];
            while let Some(next) = lines.next_if(|next| next.starts_with(prefix)) {
                taken.push(next.to_owned());
            }
            taken
        };
        let block = if line.trim().is_empty() {
            continue;
        } else if let Some(language) = line.strip_prefix("{code") {
            let language = language.trim_matches([':', '}']);
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| *line != "{code}")
                .collect();
            json!({"type": "codeBlock", "attrs": {"language": language}, "content": [{"type": "text", "text": code.join("\n")}]})
        } else if line.starts_with("{panel") {
            let inner: Vec<&str> = lines
                .by_ref()
                .take_while(|line| *line != "{panel}")
                .collect();
            json!({"type": "panel", "attrs": {"panelType": "info"}, "content": [paragraph(&inner.join("\n"), people)]})
        } else if let Some((level, text)) = heading(line) {
            json!({"type": "heading", "attrs": {"level": level}, "content": inline(text, people)})
        } else if line.starts_with("* ") {
            list("bulletList", &while_starting("* "), people)
        } else if line.starts_with("# ") {
            list("orderedList", &while_starting("# "), people)
        } else if line.starts_with('|') {
            table(&while_starting("|"), people)
        } else if let Some(text) = line.strip_prefix("bq. ") {
            json!({"type": "blockquote", "content": [paragraph(text, people)]})
        } else {
            paragraph(line, people)
        };
        blocks.push(block);
    }
    json!({"type": "doc", "version": 1, "content": blocks})
}

fn heading(line: &str) -> Option<(u32, &str)> {
    let (level, text) = line.strip_prefix('h')?.split_once(". ")?;
    Some((level.parse().ok()?, text))
}

fn paragraph(text: &str, people: &People) -> Value {
    json!({"type": "paragraph", "content": inline(text, people)})
}

fn list(kind: &str, lines: &[String], people: &People) -> Value {
    let item = |line: &String| json!({"type": "listItem", "content": [paragraph(line.get(2..).unwrap_or_default(), people)]});
    json!({"type": kind, "content": lines.iter().map(item).collect::<Vec<_>>()})
}

fn table(lines: &[String], people: &People) -> Value {
    let row = |line: &String| {
        let (kind, bar) = if line.starts_with("||") {
            ("tableHeader", "||")
        } else {
            ("tableCell", "|")
        };
        let cells = line.trim_matches('|').split(bar);
        let cell = |text: &str| json!({"type": kind, "attrs": {}, "content": [paragraph(text.trim(), people)]});
        json!({"type": "tableRow", "content": cells.map(cell).collect::<Vec<_>>()})
    };
    json!({"type": "table", "content": lines.iter().map(row).collect::<Vec<_>>()})
}

/// `*strong*`, `{{code}}`, `[text|url]` and `[~person]` within a line.
fn inline(text: &str, people: &People) -> Vec<Value> {
    const MARKS: [(&str, &str); 3] = [("{{", "}}"), ("[", "]"), ("*", "*")];
    let mut nodes = Vec::new();
    let mut rest = text;
    loop {
        let next = MARKS
            .iter()
            .filter_map(|(open, close)| Some((rest.split_once(open)?, *open, *close)));
        let Some(((before, after), open, close)) =
            next.min_by_key(|((before, _), ..)| before.len())
        else {
            break;
        };
        let Some((marked, tail)) = after.split_once(close) else {
            break;
        };
        nodes.extend(plain(before));
        nodes.push(marked_node(open, marked, people));
        rest = tail;
    }
    nodes.extend(plain(rest));
    nodes
}

fn plain(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!({"type": "text", "text": text}))
}

fn marked_node(open: &str, text: &str, people: &People) -> Value {
    match (open, text.strip_prefix('~'), text.split_once('|')) {
        ("{{", ..) => json!({"type": "text", "text": text, "marks": [{"type": "code"}]}),
        ("*", ..) => json!({"type": "text", "text": text, "marks": [{"type": "strong"}]}),
        (_, Some(name), _) => {
            let person = people.get(name);
            json!({"type": "mention", "attrs": {"id": person.account_id, "text": format!("@{}", person.display_name)}})
        }
        (_, _, link) => {
            let (title, url) = link.unwrap_or((text, text));
            json!({"type": "text", "text": title, "marks": [{"type": "link", "attrs": {"href": url}}]})
        }
    }
}

/// The bare words of a rich text, for searching: those of an ADF document, or the markup itself.
pub(crate) fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(" "),
        Value::Object(node) => {
            let own = node
                .get("text")
                .or_else(|| node.get("attrs").and_then(|attrs| attrs.get("text")));
            let inner = node.get("content").map(words).unwrap_or_default();
            format!("{}{inner}", own.and_then(Value::as_str).unwrap_or_default())
        }
        _ => String::new(),
    }
}

/// The bare words of a storage-format body: its texts without elements.
pub(crate) fn bare(body: &str) -> String {
    let pieces = body
        .split('<')
        .map(|piece| match piece.strip_prefix("![CDATA[") {
            Some(data) => data.trim_end_matches("]]>"),
            None => piece.split_once('>').map_or(piece, |(_, text)| text),
        });
    pieces
        .collect::<Vec<_>>()
        .join(" ")
        .replace("]]>", "")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}

/// Nodes of an ADF document, the document itself apart.
const NODES: &str = "blockCard blockquote bulletList caption codeBlock date decisionItem decisionList embedCard emoji expand hardBreak heading \
    inlineCard inlineExtension bodiedExtension extension layoutColumn layoutSection listItem media mediaGroup mediaInline mediaSingle mention \
    nestedExpand orderedList panel paragraph placeholder rule status table tableCell tableHeader tableRow taskItem taskList blockTaskItem text";

/// Documents nested deeper are refused.
const DEEPEST: usize = 40;

/// Whether a value is an ADF document as far as its node types, marks and texts go.
pub(crate) fn is_adf(value: &Value) -> bool {
    let known = |kind: &str| NODES.split_whitespace().any(|name| name == kind);
    is_document(value, &known)
}

/// Whether a value is an ADF document of nodes that are known, and of texts that are not empty.
pub(crate) fn is_document(value: &Value, known: &dyn Fn(&str) -> bool) -> bool {
    value.get("type").is_some_and(|kind| kind == "doc")
        && value.get("version").is_some_and(|version| version == 1)
        && value
            .get("content")
            .and_then(Value::as_array)
            .is_some_and(|content| content.iter().all(|node| is_node(node, DEEPEST, known)))
}

fn is_node(node: &Value, depth: usize, known: &dyn Fn(&str) -> bool) -> bool {
    let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
    let text = kind != "text"
        || node
            .get("text")
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty());
    let inner = node.get("content").is_none_or(|content| {
        content.as_array().is_some_and(|nodes| {
            depth > 0 && nodes.iter().all(|node| is_node(node, depth - 1, known))
        })
    });
    known(kind) && text && inner
}
