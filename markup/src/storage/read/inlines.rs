//! Inlines.

use super::{
    super::{
        super::tree::{Container, Inline, Link, Style, plain_text},
        attributes,
        xml::{Element, Node},
    },
    carrier,
    frames::{self, HTML},
    head, links, macros, media, opaque, source,
};

/// Elements without a Markdown form that only set text apart.
const PLAIN: [&str; 12] = [
    "small", "big", "cite", "q", "ins", "tt", "kbd", "samp", "var", "abbr", "mark", "dfn",
];

/// Whether an element among blocks belongs to a line of text.
pub(super) fn is_inline(element: &Element<'_>) -> bool {
    match element.name {
        "br"
        | "code"
        | "span"
        | "a"
        | "time"
        | "ac:link"
        | "ac:emoticon"
        | "ac:placeholder"
        | "ac:inline-comment-marker" => true,
        name if macros::is_macro(name) => macros::is_inline(element),
        name => style(name).is_some() || PLAIN.contains(&name),
    }
}

/// Whether an element of this name can be kept around text: it is HTML that only sets text apart.
pub(in crate::storage) fn keeps_name(name: &str) -> bool {
    matches!(name, "span" | "code") || style(name).is_some() || PLAIN.contains(&name)
}

/// The content of a block, without blanks at its edges.
pub(super) fn content(element: &Element<'_>) -> Vec<Inline> {
    tidy(children(element))
}

/// The content of an inline element.
pub(super) fn children(element: &Element<'_>) -> Vec<Inline> {
    let mut out = Vec::new();
    for node in &element.children {
        match node {
            Node::Text(text, _) => self::text(text, &mut out),
            Node::Opaque(exact, _) => out.push(opaque(exact)),
            Node::Element(element) => self::element(element, &mut out),
        }
    }
    out
}

/// Text, in which any white space with a line feed is a blank.
pub(super) fn text(text: &str, out: &mut Vec<Inline>) {
    let space = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let mut flat = String::with_capacity(text.len());
    for (number, word) in text.split(space).enumerate() {
        if number > 0 && !flat.ends_with(' ') {
            flat.push(' ');
        }
        flat.push_str(word);
    }
    match out.last_mut() {
        _ if flat.is_empty() => {}
        Some(Inline::Text(last)) if last.ends_with(' ') => {
            last.push_str(flat.trim_start_matches(' '))
        }
        Some(Inline::Text(last)) => last.push_str(&flat),
        _ => out.push(Inline::Text(flat)),
    }
}

/// An inline element, or one that has no place within text and is kept as it is.
pub(super) fn element(element: &Element<'_>, out: &mut Vec<Inline>) {
    let inline = match element.name {
        "br" => Inline::Break,
        "code" => code(element),
        "span" => return span(element, out),
        "a" => links::web(element),
        "ac:link" => links::link(element),
        "ac:image" => media::image(element),
        "ac:emoticon" => media::emoticon(element),
        "time" => media::date(element),
        "ac:placeholder" => marker(element, "placeholder", "ac:type", "type"),
        "ac:inline-comment-marker" => marker(element, "comment", "ac:ref", "ref"),
        name if macros::is_macro(name) => macros::inline(element),
        name => match style(name) {
            Some(style) => styled(element, style),
            None if PLAIN.contains(&name) => container(element),
            None if frames::can_be(element) => framed(element),
            None => carrier(element),
        },
    };
    match inline {
        Inline::Text(text) => self::text(&text, out),
        Inline::Styled(_, content) if content.is_empty() => {}
        inline => out.push(inline),
    }
}

fn style(name: &str) -> Option<Style> {
    Some(match name {
        "strong" | "b" => Style::Strong,
        "em" | "i" => Style::Emph,
        "u" => Style::Underline,
        "s" | "del" | "strike" => Style::Strike,
        "sub" => Style::Sub,
        "sup" => Style::Sup,
        _ => return None,
    })
}

fn styled(element: &Element<'_>, style: Style) -> Inline {
    if !attributes::significant(element, &[]).is_empty() {
        return container(element);
    }
    let mut content = Vec::new();
    once(&style, children(element), &mut content);
    Inline::Styled(style, content)
}

/// Takes a style away within itself, where it says nothing and `**` could not tell its ends.
fn once(style: &Style, content: Vec<Inline>, out: &mut Vec<Inline>) {
    for inline in content {
        match inline {
            Inline::Styled(inner, content)
                if inner == *style && !matches!(style, Style::Sub | Style::Sup) =>
            {
                once(style, content, out)
            }
            Inline::Styled(inner, content) => {
                let mut kept = Vec::new();
                once(style, content, &mut kept);
                out.push(Inline::Styled(inner, kept));
            }
            Inline::Container(mut container) => {
                let content = std::mem::take(&mut container.content);
                once(style, content, &mut container.content);
                out.push(Inline::Container(container));
            }
            Inline::Text(text) => self::text(&text, out),
            inline => out.push(inline),
        }
    }
}

/// An element that keeps its name and attributes around its content.
pub(super) fn container(element: &Element<'_>) -> Inline {
    let (attrs, source) = head(element);
    Inline::Container(Container {
        name: element.name.to_owned(),
        attrs,
        source,
        content: children(element),
    })
}

/// An element that is none of the dialect's around what it holds.
fn framed(element: &Element<'_>) -> Inline {
    Inline::Container(Container {
        name: format!("{HTML}{}", element.name),
        attrs: Vec::new(),
        source: Some(source(element.opening(element))),
        content: children(element),
    })
}

/// The content of preformatted text: ends of lines are breaks, and blanks stay apart.
pub(super) fn children_of_pre(element: &Element<'_>) -> Vec<Inline> {
    let mut out = Vec::new();
    for node in &element.children {
        match node {
            Node::Text(text, _) => preformatted(text, &mut out),
            Node::Element(inner) => match style(inner.name) {
                Some(style) if attributes::significant(inner, &[]).is_empty() => {
                    out.push(Inline::Styled(style, children_of_pre(inner)));
                }
                _ => self::element(inner, &mut out),
            },
            Node::Opaque(exact, _) => out.push(opaque(exact)),
        }
    }
    out
}

fn preformatted(text: &str, out: &mut Vec<Inline>) {
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push(Inline::Break);
        }
        let mut kept = String::with_capacity(line.len());
        for c in line.chars() {
            let is_kept = kept.is_empty() || kept.ends_with([' ', '\u{a0}']);
            match c {
                '\t' => kept.push_str("\u{a0}\u{a0}\u{a0}\u{a0}"),
                ' ' if is_kept => kept.push('\u{a0}'),
                c => kept.push(c),
            }
        }
        if !kept.is_empty() {
            out.push(Inline::Text(kept));
        }
    }
    if text.ends_with('\n') {
        out.push(Inline::Break);
    }
}

fn code(element: &Element<'_>) -> Inline {
    match element.only_text() {
        Some("") => Inline::Styled(Style::Strong, Vec::new()),
        Some(text) if attributes::significant(element, &[]).is_empty() => {
            Inline::Code(text.replace(['\n', '\r'], " "))
        }
        _ => container(element),
    }
}

/// A colour, a background, both, nothing at all, or something else.
fn span(element: &Element<'_>, out: &mut Vec<Inline>) {
    let attributes = attributes::significant(element, &[]);
    let styles = match attributes.as_slice() {
        [] => Some(Vec::new()),
        [(name, value)] if name == "style" => colors(value),
        [(name, value)] if name == "class" && value == "placeholder-inline-tasks" => {
            Some(Vec::new())
        }
        _ => None,
    };
    match styles {
        None => out.push(container(element)),
        Some(styles) => {
            let content = children(element);
            let wrapped = styles.into_iter().rev().fold(content, |content, style| {
                vec![Inline::Styled(style, content)]
            });
            for inline in wrapped {
                match inline {
                    Inline::Text(text) => self::text(&text, out),
                    Inline::Styled(_, content) if content.is_empty() => {}
                    inline => out.push(inline),
                }
            }
        }
    }
}

fn colors(style: &str) -> Option<Vec<Style>> {
    let declarations = style
        .split(';')
        .filter(|declaration| !declaration.trim().is_empty());
    declarations.map(color).collect()
}

fn color(declaration: &str) -> Option<Style> {
    let (property, value) = declaration.split_once(':')?;
    let color = attributes::color(value)?;
    match property.trim() {
        "color" => Some(Style::Color(color)),
        "background-color" => Some(Style::Background(color)),
        _ => None,
    }
}

/// An element whose one attribute may be known under a shorter name.
fn marker(element: &Element<'_>, name: &str, attribute: &str, short: &str) -> Inline {
    let attrs = element
        .attribute(attribute)
        .map(|value| (short.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
    let exact = !attributes::significant(element, &[attribute]).is_empty();
    let source = exact.then(|| source(element.opening(element)));
    let attrs = if exact { Vec::new() } else { attrs };
    Inline::Container(Container {
        name: name.to_owned(),
        attrs,
        source,
        content: children(element),
    })
}

/// Whether inlines are nothing but blanks.
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Break => true,
        _ => false,
    })
}

/// Whether inlines show anything.
pub(super) fn shows(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Image(_) => true,
        inline => !plain_text(std::slice::from_ref(inline)).is_empty(),
    })
}

/// Takes away blanks at the edges of a block and around breaks, breaks at its end, and what is empty.
pub(super) fn tidy(mut inlines: Vec<Inline>) -> Vec<Inline> {
    if is_blank(&inlines) {
        return Vec::new();
    }
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines.drain(..) {
        match inline {
            Inline::Break => {
                trim_end(&mut out);
                out.push(Inline::Break);
            }
            Inline::Text(text) => {
                let starts = matches!(out.last(), None | Some(Inline::Break));
                let text = if starts {
                    text.trim_start_matches(' ').to_owned()
                } else {
                    text
                };
                if !text.is_empty() {
                    out.push(Inline::Text(text));
                }
            }
            inline => out.push(inline),
        }
    }
    while out.last() == Some(&Inline::Break) || trim_end(&mut out) {
        out.truncate(out.len() - usize::from(out.last() == Some(&Inline::Break)));
    }
    out
}

/// Takes blanks from the end; says whether it took a whole text.
fn trim_end(out: &mut Vec<Inline>) -> bool {
    if let Some(Inline::Text(text)) = out.last_mut() {
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            out.pop();
            return true;
        }
    }
    false
}

/// Whether Markdown can put these inlines into a link: no link lies within.
pub(super) fn fit_link(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Link(_) | Inline::Carrier(..) | Inline::FootnoteRef(_) => false,
        Inline::Image(Link { content, .. }) | Inline::Styled(_, content) => fit_link(content),
        Inline::Container(container) => fit_link(&container.content),
        Inline::Text(_) | Inline::Code(_) | Inline::Break => true,
    })
}
