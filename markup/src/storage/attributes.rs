//! Which attributes say something, and which may be written from what stands readable in Markdown.

use super::{
    super::attrs::Attrs,
    xml::{self, Element},
};

/// What Confluence makes anew whenever it saves, or puts in for its own editor.
pub(super) fn is_transient(name: &str, value: &str) -> bool {
    match name {
        "local-id" | "data-local-id" | "ac:local-id" | "ri:local-id" | "ac:macro-id"
        | "ri:version-at-save" => true,
        "ac:schema-version" => value == "1",
        "data-layout" => value == "default",
        "colspan" | "rowspan" => value == "1",
        "class" => matches!(
            value.trim(),
            "" | "auto-cursor-target"
                | "external-link"
                | "confluenceTable"
                | "confluenceTh"
                | "confluenceTd"
        ),
        "rel" => value == "nofollow",
        "style" => value.trim().is_empty(),
        _ => false,
    }
}

/// The attributes that have to be kept, but for `known` ones.
pub(super) fn significant(element: &Element<'_>, known: &[&str]) -> Attrs {
    let kept = element
        .attributes
        .iter()
        .filter(|(name, value)| !is_transient(name, value) && !known.contains(&name.as_str()));
    kept.cloned().collect()
}

/// Whether an attribute can stand readable in Markdown and be written from there: it can neither run a script
/// nor load anything, nor take an element out of the flow.
pub(super) fn is_harmless(name: &str, value: &str) -> bool {
    match name {
        "style" => value.split(';').all(is_harmless_style),
        "class" | "colspan" | "rowspan" | "scope" | "align" | "valign" | "width" | "height"
        | "start" | "type" | "title" | "lang" | "dir" | "border" | "cellpadding"
        | "cellspacing" | "bgcolor" | "summary" | "nowrap" | "rules" | "frame" | "span" => true,
        _ => {
            xml::is_name(name)
                && (name.starts_with("data-") || name.starts_with("ac:"))
                && name != "ac:style"
        }
    }
}

fn is_harmless_style(declaration: &str) -> bool {
    const PROPERTIES: [&str; 27] = [
        "text-align",
        "vertical-align",
        "text-indent",
        "text-transform",
        "width",
        "min-width",
        "max-width",
        "height",
        "color",
        "background-color",
        "text-decoration",
        "font",
        "font-family",
        "font-size",
        "font-style",
        "font-weight",
        "letter-spacing",
        "line-height",
        "list-style-type",
        "table-layout",
        "white-space",
        "word-break",
        "word-wrap",
        "overflow-wrap",
        "caption-side",
        "margin",
        "padding",
    ];
    /// Properties that have one for each side, and more.
    const FAMILIES: [&str; 3] = ["margin-", "padding-", "border"];
    let Some((property, value)) = declaration.split_once(':') else {
        return declaration.trim().is_empty();
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || " #%.,()-!'".contains(c);
    let value = value.trim().to_ascii_lowercase();
    let property = property.trim();
    let is_known = PROPERTIES.contains(&property)
        || FAMILIES.iter().any(|family| property.starts_with(family));
    is_known
        && value.chars().all(plain)
        && !value.contains("url")
        && !value.contains("image")
        && !value.contains("expression")
        && !property.contains("image")
}

/// Whether a link may lead there: no scheme that runs in the page.
pub(super) fn is_harmless_url(url: &str) -> bool {
    !has_scheme(url, &["javascript", "vbscript", "data"])
}

/// Whether an address has one of these schemes, as browsers read it: white space and controls do not count.
fn has_scheme(url: &str, schemes: &[&str]) -> bool {
    let mut chars = url
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control());
    let scheme: String = chars.by_ref().take(11).take_while(|c| *c != ':').collect();
    schemes.iter().any(|bad| scheme.eq_ignore_ascii_case(bad))
}

/// Elements that Confluence stores of neither people nor its editor, and that run or load something.
const ACTIVE: [&str; 13] = [
    "script", "applet", "base", "button", "embed", "form", "frame", "iframe", "input", "link",
    "meta", "object", "style",
];
/// Prefixes of Confluence's own elements, of which no browser sees an attribute.
const OWN: [&str; 3] = ["ac", "ri", "at"];

/// Whether an element of HTML may run or load something, so that what it holds is no text to be read.
pub(super) fn is_active(element: &Element<'_>) -> bool {
    ACTIVE
        .iter()
        .any(|name| element.name.eq_ignore_ascii_case(name))
}

/// Whether an element is or runs a script, or loads what could. Confluence stores none, so one in a carrier was put there
/// by hand.
pub(super) fn is_script(element: &Element<'_>) -> bool {
    let (prefix, local) = element.name.split_once(':').unwrap_or(("", element.name));
    let own = OWN.contains(&prefix);
    !own && ACTIVE.iter().any(|name| local.eq_ignore_ascii_case(name))
        || element
            .attributes
            .iter()
            .any(|(name, value)| runs(name, value, own))
}

fn runs(name: &str, value: &str, own: bool) -> bool {
    let name = name.to_ascii_lowercase();
    let local = name
        .rsplit_once(':')
        .map_or(name.as_str(), |(_, local)| local);
    match local {
        "href" | "src" | "action" | "formaction" | "data" | "value" => {
            has_scheme(value, &["javascript", "vbscript"])
                || !own && has_scheme(value, &["data"]) && !is_picture(value)
        }
        "srcdoc" => true,
        "title" | "alt" => false,
        _ if !own && holds_script(value) => true,
        _ => name
            .strip_prefix("on")
            .is_some_and(|event| !event.is_empty() && event.chars().all(char::is_alphabetic)),
    }
}

/// `url(javascript:…)`, `0;url=javascript:…`, and lists of addresses.
fn holds_script(value: &str) -> bool {
    let seen = value
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control());
    let seen = seen.collect::<String>().to_ascii_lowercase();
    seen.contains("javascript:") || seen.contains("vbscript:")
}

/// An image within an address, of a kind that holds no script.
fn is_picture(value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    value.starts_with("data:image/") && !value.starts_with("data:image/svg")
}

/// A text colour as the dialect says it: `rgb(255,86,48)` and `#FF5630` are `#ff5630`.
pub(super) fn color(value: &str) -> Option<String> {
    let value = value.trim().to_ascii_lowercase();
    let color = match value
        .strip_prefix("rgb(")
        .and_then(|inner| inner.strip_suffix(')'))
    {
        Some(inner) => {
            let parts: Vec<u8> = inner
                .split(',')
                .map(|part| part.trim().parse().ok())
                .collect::<Option<_>>()?;
            let [red, green, blue] = parts.as_slice() else {
                return None;
            };
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
        None => value,
    };
    super::super::is_color(&color).then_some(color)
}
