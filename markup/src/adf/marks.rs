//! Marks, both ways: styles where Markdown has them, else containers named after the mark.

use serde_json::{Map, Value, json};

use super::{
    super::{
        Attrs, Source, is_color,
        tree::{Block, Container, Href, Inline, Link, Style},
    },
    cards,
    node::{Node, attrs, leaf, value, word},
};

/// A mark and the name of its container, its attributes being readable.
const NAMES: [(&str, &str); 7] = [
    ("annotation", "comment"),
    ("border", "border"),
    ("alignment", "align"),
    ("indentation", "indent"),
    ("fontSize", "size"),
    ("breakout", "breakout"),
    ("fragment", "fragment"),
];
/// The name of a container for any other mark.
const OTHER: &str = "mark";
/// The order in which Atlassian's editor writes marks.
const ORDER: [&str; 10] = [
    "link",
    "em",
    "strong",
    "textColor",
    "backgroundColor",
    "subsup",
    "underline",
    "strike",
    "code",
    "annotation",
];
/// Colours by name, as ADF knows hexadecimal ones only.
const COLORS: [(&str, &str); 18] = [
    ("black", "#000000"),
    ("silver", "#c0c0c0"),
    ("gray", "#808080"),
    ("grey", "#808080"),
    ("white", "#ffffff"),
    ("maroon", "#800000"),
    ("red", "#ff0000"),
    ("purple", "#800080"),
    ("fuchsia", "#ff00ff"),
    ("green", "#008000"),
    ("lime", "#00ff00"),
    ("olive", "#808000"),
    ("yellow", "#ffff00"),
    ("navy", "#000080"),
    ("blue", "#0000ff"),
    ("teal", "#008080"),
    ("aqua", "#00ffff"),
    ("orange", "#ffa500"),
];

/// Which of two marks over the same text is the outer one in Markdown: the lower.
pub(super) fn rank(mark: &Value) -> u8 {
    match Node::new(mark).kind() {
        "textColor" => 1,
        "backgroundColor" => 2,
        "underline" => 3,
        "subsup" => 4,
        "strike" => 5,
        "strong" => 6,
        "em" => 7,
        "link" => 8,
        "code" => 9,
        _ => 0,
    }
}

/// Puts a mark around inlines.
pub(super) fn around(mark: &Value, content: Vec<Inline>) -> Inline {
    let node = Node::new(mark);
    if let Some(style) = style(node) {
        return Inline::Styled(style, content);
    }
    match cards::href(node).filter(|_| node.kind() == "link" && node.has_only(&["href", "title"])) {
        Some(href) if cards::is_title(node.text_attr("title").unwrap_or_default()) => {
            Inline::Link(Link {
                href: Href::Url(href.to_owned()),
                title: node.text_attr("title").unwrap_or_default().to_owned(),
                content,
            })
        }
        _ => Inline::Container(container(mark, content)),
    }
}

/// Puts a block's marks around it.
pub(super) fn around_block(marks: &[Value], block: Block) -> Block {
    let wrap = |block, mark| Block::Container(container(mark, vec![block]));
    marks.iter().rev().fold(block, wrap)
}

fn style(mark: Node<'_>) -> Option<Style> {
    let plain = mark.has_only(&[]);
    let color = || {
        let color = mark.text_attr("color")?.to_ascii_lowercase();
        (mark.has_only(&["color"]) && color.len() == 7 && is_color(&color)).then_some(color)
    };
    Some(match mark.kind() {
        "strong" if plain => Style::Strong,
        "em" if plain => Style::Emph,
        "strike" if plain => Style::Strike,
        "underline" if plain => Style::Underline,
        "textColor" => Style::Color(color()?),
        "backgroundColor" => Style::Background(color()?),
        "subsup" if mark.has_only(&["type"]) => match mark.text_attr("type")? {
            "sub" => Style::Sub,
            "sup" => Style::Sup,
            _ => return None,
        },
        _ => return None,
    })
}

fn container<T>(mark: &Value, content: Vec<T>) -> Container<T> {
    let node = Node::new(mark);
    let name = NAMES
        .iter()
        .find(|(kind, _)| *kind == node.kind())
        .map(|(_, name)| *name);
    let readable = name.and_then(|_| readable(mark));
    Container {
        name: name.unwrap_or(OTHER).to_owned(),
        source: readable.is_none().then(|| node.source()),
        attrs: readable.unwrap_or_default(),
        content,
    }
}

/// The attributes as text, but for the one that says of a comment no more than its name.
fn readable(mark: &Value) -> Option<Attrs> {
    let object = mark
        .as_object()
        .filter(|object| object.keys().all(|key| key == "type" || key == "attrs"))?;
    let Some(attrs) = object.get("attrs") else {
        return Some(Attrs::new());
    };
    let set = attrs.as_object()?.iter();
    let set = set.filter(|(key, value)| (key.as_str(), value.as_str()) != COMMENT_TYPE);
    set.map(|(key, value)| Some((key.clone(), word(value)?)))
        .collect()
}

const COMMENT_TYPE: (&str, Option<&str>) = ("annotationType", Some("inlineComment"));

/// The mark that a container says; `None` if it is no mark's, or not one that the schema knows.
pub(super) fn from_container(
    name: &str,
    readable: &Attrs,
    source: Option<&Source>,
) -> Option<Value> {
    let (kind, _) = NAMES
        .iter()
        .find(|(_, known)| *known == name)
        .unwrap_or(&("", OTHER));
    if let Some(source) = source {
        return (name == OTHER || !kind.is_empty())
            .then(|| serde_json::from_str(&source.text).ok())?;
    }
    let mut attrs: Map<String, Value> = readable
        .iter()
        .map(|(key, text)| (key.clone(), value(text)))
        .collect();
    if *kind == "annotation" {
        attrs.insert(COMMENT_TYPE.0.to_owned(), "inlineComment".into());
    }
    let mark = leaf(kind, attrs);
    is_valid(Node::new(&mark)).then_some(mark)
}

fn is_valid(mark: Node<'_>) -> bool {
    let number = |key, range: std::ops::RangeInclusive<f64>| {
        mark.attr(key)
            .and_then(Value::as_f64)
            .is_some_and(|number| range.contains(&number))
    };
    let one_of = |key, words: &[&str]| {
        mark.text_attr(key)
            .is_some_and(|text| words.contains(&text))
    };
    let text = |key| mark.text_attr(key).is_some_and(|text| !text.is_empty());
    match mark.kind() {
        "annotation" => text("id") && mark.has_only(&["id", "annotationType"]),
        "alignment" => one_of("align", &["center", "end"]) && mark.has_only(&["align"]),
        "indentation" => number("level", 1.0..=6.0) && mark.has_only(&["level"]),
        "fontSize" => one_of("fontSize", &["small"]) && mark.has_only(&["fontSize"]),
        "breakout" => {
            one_of("mode", &["wide", "full-width"])
                && mark.attr("width").is_none_or(Value::is_number)
                && mark.has_only(&["mode", "width"])
        }
        "fragment" => {
            text("localId")
                && mark.attr("name").is_none_or(Value::is_string)
                && mark.has_only(&["name"])
        }
        _ => false,
    }
}

/// The mark of a style, if ADF has one.
pub(super) fn of_style(style: &Style) -> Option<Value> {
    let subsup = |kind: &str| leaf("subsup", attrs([("type", kind.into())]));
    let colored =
        |kind, color: &str| Some(leaf(kind, attrs([("color", hexadecimal(color)?.into())])));
    match style {
        Style::Strong => Some(json!({"type": "strong"})),
        Style::Emph => Some(json!({"type": "em"})),
        Style::Strike => Some(json!({"type": "strike"})),
        Style::Underline => Some(json!({"type": "underline"})),
        Style::Sub => Some(subsup("sub")),
        Style::Sup => Some(subsup("sup")),
        Style::Color(color) => colored("textColor", color),
        Style::Background(color) => colored("backgroundColor", color),
    }
}

/// `#rrggbb` for any colour of the dialect that is known.
pub(super) fn hexadecimal(color: &str) -> Option<String> {
    let Some(digits) = color.strip_prefix('#') else {
        return COLORS
            .iter()
            .find(|(name, _)| *name == color)
            .map(|(_, color)| (*color).to_owned());
    };
    match digits.len() {
        3 => Some(digits.chars().fold("#".to_owned(), |color, digit| {
            format!("{color}{digit}{digit}")
        })),
        _ => digits.get(..6).map(|digits| format!("#{digits}")),
    }
}

/// The marks of a text, each kind once (the inner one counts), in the editor's order.
pub(super) fn settled(marks: &[Value]) -> Vec<Value> {
    let kind = |mark: &Value| Node::new(mark).kind().to_owned();
    let mut settled: Vec<Value> = Vec::new();
    for mark in marks {
        settled.retain(|other| kind(other) != kind(mark));
        settled.push(mark.clone());
    }
    let order = |mark: &Value| {
        ORDER
            .iter()
            .position(|known| *known == kind(mark))
            .unwrap_or(ORDER.len())
    };
    settled.sort_by_key(order);
    if settled.iter().any(|mark| kind(mark) == "code") {
        settled.retain(|mark| {
            matches!(kind(mark).as_str(), "code" | "link" | "annotation")
                || order(mark) == ORDER.len()
        });
    }
    settled
}
