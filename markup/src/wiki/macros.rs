//! Macros: their parameters, and those that have a form of their own in the tree.

use super::{
    super::{
        Attrs, Format, Source, What,
        tree::{Block, Code, Container, Inline, Link, Panel},
    },
    languages, panels,
    source::Tag,
};

/// The parameter, unknown to Jira, that keeps any other language.
const SYNTAX: &str = "syntax";
/// What a fence without highlighting is called.
pub(super) const NOFORMAT: &str = "noformat";
/// The macro of quotes. A tag of it that nothing pairs with is text: as a macro it would end the quote it stands in.
pub(super) const QUOTE: &str = "quote";
/// The macro that is shown as its title.
const STATUS: &str = "status";
/// Macros that are containers whose attributes say all.
const CONTAINERS: [&str; 6] = ["panel", "section", "column", "excerpt", "details", "color"];
/// Names that containers cannot have.
const RESERVED: [&str; 5] = ["table", "tr", "th", "td", "decisions"];

/// `a=b|c`; what has no `=` has no value. One that says nothing, as after a bar at the end, is none.
pub(super) fn params(source: &str) -> Attrs {
    let pair = |param: &str| {
        let (key, value) = param.split_once('=').unwrap_or((param, ""));
        // A tab is written as a blank.
        (key.replace('\t', " "), value.replace('\t', " "))
    };
    let said = source.split('|').filter(|param| !param.is_empty());
    said.map(pair).collect()
}

/// `{name:params}`
pub(super) fn print(name: &str, params: &Attrs) -> String {
    let clean = |text: &str| -> String {
        let plain = |c: char| match c {
            '{' => '(',
            '}' => ')',
            '|' => '/',
            c if c.is_control() => ' ',
            c => c,
        };
        text.chars().map(plain).collect()
    };
    let param = |(key, value): &(String, String)| match value.as_str() {
        "" => clean(key),
        _ => format!("{}={}", clean(key), clean(value)),
    };
    match params.iter().map(param).collect::<Vec<_>>().join("|") {
        params if params.is_empty() => format!("{{{name}}}"),
        params => format!("{{{name}:{params}}}"),
    }
}

/// A verbatim macro.
pub(super) fn code(tag: &Tag<'_>, body: &str) -> Block {
    let body = body.strip_prefix('\n').unwrap_or(body);
    let text = body.strip_suffix('\n').unwrap_or(body).to_owned();
    let mut attrs = params(tag.params);
    if tag.name == NOFORMAT {
        return Block::Code(Code {
            language: NOFORMAT.to_owned(),
            attrs,
            text,
        });
    }
    let first = attrs
        .iter()
        .position(|(key, value)| value.is_empty() && !key.is_empty());
    let mut language = first.map(|at| attrs.remove(at).0).unwrap_or_default();
    if let Some(at) = attrs.iter().position(|(key, _)| key == SYNTAX) {
        language = attrs.remove(at).1;
    }
    Block::Code(Code {
        language,
        attrs,
        text,
    })
}

/// The opening tag and the closing one for code.
pub(super) fn code_tags(code: &Code) -> (String, &'static str) {
    let mut attrs = code.attrs.clone();
    if code.language == NOFORMAT || code.text.contains("{code}") {
        return (print(NOFORMAT, &attrs), "{noformat}");
    }
    if languages::is_known(&code.language) {
        attrs.insert(0, (code.language.clone(), String::new()));
    } else if !code.language.is_empty() {
        attrs.splice(
            ..0,
            [
                (languages::nearest(&code.language).to_owned(), String::new()),
                (SYNTAX.to_owned(), code.language.clone()),
            ],
        );
    }
    (print("code", &attrs), "{code}")
}

/// A macro around blocks; `None` if it has to be kept as it is.
pub(super) fn block(tag: &Tag<'_>, content: Vec<Block>) -> Option<Block> {
    if let Some((kind, title)) = panels::read(tag) {
        return Some(Block::Panel(Panel {
            kind,
            title,
            content,
        }));
    }
    if let Some(title) = panels::read_expand(tag) {
        return Some(Block::Expand(title, content));
    }
    container(tag, content).map(Block::Container)
}

/// A macro around anything; `None` if its name cannot be that of a container.
pub(super) fn container<T>(tag: &Tag<'_>, content: Vec<T>) -> Option<Container<T>> {
    let attrs = params(tag.params);
    let known = is_container(tag.name) && opening(tag) == print(tag.name, &attrs);
    let source = (!known).then(|| source(&opening(tag)));
    let attrs = if known { attrs } else { Attrs::new() };
    (!RESERVED.contains(&tag.name)).then(|| Container {
        name: tag.name.to_owned(),
        attrs,
        source,
        content,
    })
}

/// Whether a container is a macro by its name alone.
pub(super) fn is_container(name: &str) -> bool {
    CONTAINERS.contains(&name) || panels::FOREIGN.contains(&name)
}

fn opening(tag: &Tag<'_>) -> String {
    let colon = if tag.params.is_empty() { "" } else { ":" };
    format!("{{{}{colon}{}}}", tag.name, tag.params)
}

/// A macro without a body.
pub(super) fn leaf(tag: &Tag<'_>, text: &str) -> Inline {
    let attrs = params(tag.params);
    let as_anchor = || print("anchor", &vec![(tag.params.to_owned(), String::new())]);
    if tag.name == "anchor" && !tag.params.is_empty() && as_anchor() == text {
        return Inline::Link(Link {
            content: Vec::new(),
            ..Link::atl("", What::Anchor(tag.params.to_owned()))
        });
    }
    if print(tag.name, &attrs) != text {
        return Inline::Carrier(label(tag), source(text));
    }
    let label = match (tag.name, attrs.as_slice()) {
        ("toc", _) => "TOC".to_owned(),
        ("children", _) => "Children".to_owned(),
        ("jira", [(key, value)]) if value.is_empty() => key.clone(),
        (STATUS, _) => param(&attrs, "title").unwrap_or_else(|| label(tag)),
        _ => label(tag),
    };
    let mut atl = super::super::Atl::from(What::Macro(tag.name.to_owned()));
    atl.params = attrs;
    Inline::atl(label, atl)
}

fn param(attrs: &Attrs, key: &str) -> Option<String> {
    let (_, value) = attrs.iter().find(|(known, _)| known == key)?;
    (!value.is_empty()).then(|| value.clone())
}

/// A macro that is kept as it is.
pub(super) fn carrier(tag: &Tag<'_>, text: &str) -> Inline {
    Inline::Carrier(label(tag), source(text))
}

/// The name, and what the first parameter says.
fn label(tag: &Tag<'_>) -> String {
    match params(tag.params).first() {
        None => format!("{{{}}}", tag.name),
        Some((key, value)) if value.is_empty() => format!("{}: {key}", tag.name),
        Some((_, value)) => format!("{}: {value}", tag.name),
    }
}

/// Exact source.
pub(super) fn source(text: &str) -> Source {
    Source {
        format: Format::Wiki,
        text: text.to_owned(),
    }
}

/// A title as a parameter, if there is one.
pub(super) fn titled(title: Option<&str>) -> Attrs {
    let title = title.filter(|title| !title.is_empty());
    title
        .map(|title| ("title".to_owned(), title.to_owned()))
        .into_iter()
        .collect()
}

/// The colour that `{color:…}` gives, in the dialect's spelling.
pub(super) fn color(tag: &Tag<'_>) -> Option<String> {
    let color = tag.params.to_ascii_lowercase();
    (tag.name == "color" && super::super::is_color(&color)).then_some(color)
}

/// The tag that closes the macro that `opening` opens.
pub(super) fn closing(opening: &str) -> String {
    let name = super::source::tag(opening, 0).map_or("", |(name, _, _)| name);
    format!("{{{name}}}")
}
