//! The few HTML tags that the dialect understands. Everything else that looks like HTML is text.

use super::{
    Source,
    attrs::{self, Attrs},
    reference,
    tree::Style,
};

/// A tag of the allowlist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tag {
    /// `<br>`
    Break,
    /// An opening tag and the name that closes it.
    Open(&'static str, Element),
    /// A closing tag.
    Close(&'static str),
}

/// What an opening tag begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element {
    /// A style.
    Style(Style),
    /// Inline code.
    Code,
    /// A container; the text of its head.
    Container(String),
}

const NAMES: [&str; 12] = [
    "strong", "b", "em", "i", "s", "del", "u", "sub", "sup", "span", "code", "br",
];

/// Reads one whole tag, from `<` to `>`.
pub(super) fn tag(source: &str) -> Option<Tag> {
    let inner = source.strip_prefix('<')?.strip_suffix('>')?;
    if inner.starts_with(char::is_whitespace) {
        return None;
    }
    if let Some(name) = inner.strip_prefix('/') {
        return known(name.trim()).map(Tag::Close);
    }
    let inner = inner.trim_end_matches('/').trim();
    let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let name = known(name)?;
    if name == "br" {
        Some(Tag::Break)
    } else {
        element(name, attributes.trim()).map(|element| Tag::Open(name, element))
    }
}

fn known(name: &str) -> Option<&'static str> {
    NAMES
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))
}

fn element(name: &str, attributes: &str) -> Option<Element> {
    let style = match name {
        "span" => return span(attributes),
        _ if !attributes.is_empty() => return None,
        "code" => return Some(Element::Code),
        "strong" | "b" => Style::Strong,
        "em" | "i" => Style::Emph,
        "s" | "del" => Style::Strike,
        "u" => Style::Underline,
        "sub" => Style::Sub,
        _ => Style::Sup,
    };
    Some(Element::Style(style))
}

/// `style="color: …"`, `style="background-color: …"` or `data-atl="…"`, and nothing besides.
fn span(attributes: &str) -> Option<Element> {
    let (name, value) = attributes.split_once('=')?;
    let value = value
        .strip_prefix('"')?
        .strip_suffix('"')
        .filter(|value| !value.contains('"'))?;
    match name {
        "data-atl" => Some(Element::Container(unescape(value))),
        "style" => {
            let (property, color) = value.trim_end_matches(';').split_once(':')?;
            let color = color.trim().to_ascii_lowercase();
            let fine = is_color(&color);
            match property.trim() {
                "color" if fine => Some(Element::Style(Style::Color(color))),
                "background-color" if fine => Some(Element::Style(Style::Background(color))),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a colour can be said in the dialect: `#` with hexadecimal digits, or a CSS name, in lower case.
#[must_use]
pub fn is_color(color: &str) -> bool {
    match color.strip_prefix('#') {
        Some(digits) => {
            matches!(digits.len(), 3 | 6 | 8)
                && digits.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
        }
        None => !color.is_empty() && color.chars().all(|c| c.is_ascii_lowercase()),
    }
}

/// The opening and closing tags of a style.
pub(super) fn tags(style: &Style) -> (String, &'static str) {
    let plain = |name: &'static str, close| (name.to_owned(), close);
    match style {
        Style::Strong => plain("<strong>", "</strong>"),
        Style::Emph => plain("<em>", "</em>"),
        Style::Strike => plain("<s>", "</s>"),
        Style::Underline => plain("<u>", "</u>"),
        Style::Sub => plain("<sub>", "</sub>"),
        Style::Sup => plain("<sup>", "</sup>"),
        Style::Color(color) => (format!("<span style=\"color: {color}\">"), "</span>"),
        Style::Background(color) => (
            format!("<span style=\"background-color: {color}\">"),
            "</span>",
        ),
    }
}

/// A container's head: `name key=value x/CARRIER`.
pub(super) fn head(name: &str, attrs: &Attrs, source: Option<&Source>) -> String {
    let reference = attrs.iter().find(|(key, _)| key == reference::KEY);
    let source = match (source, reference) {
        (Some(source), _) => format!(" {}{}", reference::MARK, source.encode()),
        (None, Some((_, digits))) => format!(" {}{}", reference::MARK, attrs::word(digits)),
        (None, None) => String::new(),
    };
    let readable = attrs.iter().filter(|(key, _)| key != reference::KEY);
    format!("{}{}{source}", attrs::word(name), attrs::print(readable))
}

/// Reads a container's head: its name, its attributes, and its carrier, or `None` if that is damaged.
pub(super) fn parse_head(head: &str) -> Option<(String, Attrs, Option<Source>)> {
    let words = attrs::words(head);
    let (name, rest) = words.split_first()?;
    let (last, readable) = match rest.split_last() {
        Some((last, readable)) if last.starts_with(reference::MARK) => {
            (last.strip_prefix(reference::MARK), readable)
        }
        _ => (None, rest),
    };
    let source = last
        .map(|carrier| Source::parse(carrier).ok_or(()))
        .transpose()
        .ok()?;
    Some((
        attrs::decode(name),
        attrs::parse(&readable.join(" ")),
        source,
    ))
}

/// Escapes text for HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Undoes [`escape`].
pub(super) fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_allowlist_is_markup() {
        assert_eq!(tag("<br />"), Some(Tag::Break));
        assert_eq!(tag("</U>"), Some(Tag::Close("u")));
        assert_eq!(
            tag("<u>"),
            Some(Tag::Open("u", Element::Style(Style::Underline)))
        );
        let red = Element::Style(Style::Color("#ff0000".into()));
        assert_eq!(
            tag("<span style=\"color: #FF0000;\">"),
            Some(Tag::Open("span", red))
        );
        for other in [
            "<script>",
            "<u onclick=\"x\">",
            "<span style=\"color: url(x)\">",
            "<span style=\"color:red;top:0\">",
            "<span>",
            "<>",
            "<!-- -->",
        ] {
            assert_eq!(tag(other), None, "{other}");
        }
    }

    #[test]
    fn heads_come_back() {
        let source = Source {
            format: super::super::Format::Adf,
            text: "{\"type\":\"x\"}".into(),
        };
        let attrs: Attrs = vec![("title".into(), "a \"b\"".into())];
        let head = head("layout", &attrs, Some(&source));
        assert_eq!(
            parse_head(&head),
            Some(("layout".into(), attrs, Some(source)))
        );
        assert_eq!(parse_head("layout x/AAAA"), None);
    }
}
