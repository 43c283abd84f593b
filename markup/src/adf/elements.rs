//! Mentions, dates, statuses and emoji, both ways.

use chrono::{DateTime, NaiveDate};
use serde_json::Value;

use super::{
    super::{
        Atl, Attrs, UserKind, What, people,
        tree::{Href, Inline, Link, plain_text},
    },
    marks::hexadecimal,
    node::{Node, attrs, leaf},
};

const COLORS: [&str; 6] = ["neutral", "purple", "blue", "red", "yellow", "green"];

/// Reads one of these, if its attributes can be said.
pub(super) fn read(node: Node<'_>) -> Option<Inline> {
    match node.kind() {
        _ if !node.marks().is_empty() => None,
        "mention" => mention(node),
        "date" if node.has_only(&["timestamp"]) => date(node.text_attr("timestamp")?),
        "status" if node.has_only(&["text", "color", "style"]) => status(node),
        "emoji" if node.has_only(&["shortName", "id", "text"]) => emoji(node),
        _ => None,
    }
}

fn element(label: &str, what: What, params: Attrs) -> Option<Inline> {
    Some(Inline::atl(label, Atl { what, params }))
}

fn label<'a>(node: Node<'a>, key: &str) -> Option<&'a str> {
    let label = node.text_attr(key)?;
    let plain =
        !label.contains(|c: char| c.is_control()) && label.trim() == label && !label.is_empty();
    plain.then_some(label)
}

/// An empty access level, which Jira writes, says nothing. An id that does not look like one (`all`) would be
/// taken for a name when it is written.
fn mention(node: Node<'_>) -> Option<Inline> {
    let id = node
        .text_attr("id")
        .filter(|id| !people::is_unresolved(UserKind::AccountId, id))?;
    let mut params = node.readable(&["accessLevel", "userType"])?;
    params.retain(|(_, value)| !value.is_empty());
    let text = match node.attr("text") {
        None => format!("@{id}"),
        Some(_) => label(node, "text")?.to_owned(),
    };
    let known = node.has_only(&["id", "text", "accessLevel", "userType"]);
    known.then(|| {
        element(
            &text,
            What::User(UserKind::AccountId, id.to_owned()),
            params,
        )
    })?
}

/// The parameter keeps the time of a date that is not midnight.
fn date(timestamp: &str) -> Option<Inline> {
    let day = DateTime::from_timestamp_millis(timestamp.parse().ok()?)?.date_naive();
    let label = day.format("%Y-%m-%d").to_string();
    let exact = millis(&label).as_deref() == Some(timestamp);
    let params = if exact {
        Attrs::new()
    } else {
        vec![("timestamp".to_owned(), timestamp.to_owned())]
    };
    day_of(&label).and_then(|_| element(&label, What::Date, params))
}

fn day_of(label: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(label.trim(), "%Y-%m-%d").ok()
}

fn millis(label: &str) -> Option<String> {
    let midnight = day_of(label)?.and_hms_opt(0, 0, 0)?;
    Some(midnight.and_utc().timestamp_millis().to_string())
}

fn status(node: Node<'_>) -> Option<Inline> {
    let color = node
        .text_attr("color")
        .filter(|color| color_of(color) == *color)?;
    let mut params = node.readable(&["style"])?;
    params.retain(|(_, value)| !value.is_empty());
    element(label(node, "text")?, What::Status(color.to_owned()), params)
}

fn color_of(color: &str) -> String {
    let color = color.to_ascii_lowercase();
    let known = COLORS.contains(&color.as_str());
    let hex = || {
        color
            .starts_with('#')
            .then(|| hexadecimal(&color))
            .flatten()
    };
    if known {
        color
    } else {
        hex().unwrap_or_else(|| "neutral".to_owned())
    }
}

/// An emoji of Unicode is its character. `text` of the others is mostly their short name again.
fn emoji(node: Node<'_>) -> Option<Inline> {
    let short = label(node, "shortName");
    match node.text_attr("text") {
        Some(text) if is_unicode(text) => return Some(Inline::text(text)),
        Some(text) if Some(text) != short && !text.is_empty() => return None,
        _ => {}
    }
    let id = node.text_attr("id").filter(|id| !id.is_empty()).or(short)?;
    element(short?, What::Emoji(id.to_owned()), Attrs::new())
}

fn is_unicode(text: &str) -> bool {
    !text.is_ascii()
        && !text.contains(|c: char| c.is_alphabetic() || c.is_whitespace() || c.is_control())
}

/// Writes the element that a link of the dialect is, if ADF has one for it.
pub(super) fn write(link: &Link) -> Option<Value> {
    let Href::Atl(atl) = &link.href else {
        return None;
    };
    let text = plain_text(&link.content);
    let text = text.trim();
    let node = match &atl.what {
        What::User(UserKind::AccountId, id) => written_mention(id, text, &atl.params),
        What::Date => {
            let kept = param(&atl.params, "timestamp")
                .filter(|kept| date(kept).is_some_and(|date| shows(&date, text)));
            leaf(
                "date",
                attrs([(
                    "timestamp",
                    kept.map(str::to_owned).or_else(|| millis(text))?.into(),
                )]),
            )
        }
        What::Status(color) if !text.is_empty() => {
            let mut attrs = attrs([("text", text.into()), ("color", color_of(color).into())]);
            attrs.extend(
                param(&atl.params, "style").map(|style| ("style".to_owned(), style.into())),
            );
            leaf("status", attrs)
        }
        What::Emoji(id) if id == text || text.is_empty() => {
            leaf("emoji", attrs([("shortName", id.as_str().into())]))
        }
        What::Emoji(id) => {
            let (text, id) = (Value::from(text), Value::from(id.as_str()));
            leaf(
                "emoji",
                attrs([("shortName", text.clone()), ("id", id), ("text", text)]),
            )
        }
        _ => return None,
    };
    Some(node)
}

fn shows(date: &Inline, text: &str) -> bool {
    plain_text(std::slice::from_ref(date)) == text
}

fn written_mention(id: &str, text: &str, params: &Attrs) -> Value {
    let mut attrs = attrs([("id", id.into())]);
    if !text.is_empty() && text.strip_prefix('@') != Some(id) {
        attrs.insert("text".to_owned(), text.into());
    }
    let level = param(params, "accessLevel").map(|level| ("accessLevel".to_owned(), level.into()));
    let kind =
        param(params, "userType").filter(|kind| ["DEFAULT", "SPECIAL", "APP"].contains(kind));
    attrs.extend(level);
    attrs.extend(kind.map(|kind| ("userType".to_owned(), kind.into())));
    leaf("mention", attrs)
}

pub(super) fn param<'a>(params: &'a Attrs, key: &str) -> Option<&'a str> {
    params
        .iter()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value.as_str())
}
