//! Macros among blocks: code, panels, expands, and what is around content.

use super::{
    super::{
        super::{
            attrs::Attrs,
            place::Origin,
            tree::{Block, Code, Container, Panel, PanelKind},
        },
        xml::{self, Element},
    },
    exact,
    flow::{self, Blocks, Read},
    macros::{Macro, known_inline, take_apart},
};

/// Macros of Confluence itself around content.
pub(in crate::storage) const AROUND: [&str; 12] = [
    "column",
    "details",
    "excerpt",
    "expand",
    "info",
    "note",
    "panel",
    "section",
    "tip",
    "toc-zone",
    "ui-expand",
    "warning",
];

/// The attribute of a code block that says which other element it is, and its value for a macro of the language's name.
pub(in crate::storage) const AS: &str = "as";
pub(in crate::storage) const MACRO: &str = "macro";
/// Macros whose text runs in the page. They stay carriers, so that nobody writes one by typing its name.
const ACTIVE: [&str; 5] = ["html", "javascript", "script", "style", "css"];
/// Names that a container may have already.
pub(super) const TAKEN: [&str; 22] = [
    "table",
    "tr",
    "th",
    "td",
    "layout",
    "layout-section",
    "layout-cell",
    "tasks",
    "div",
    "p",
    "pre",
    "dl",
    "dt",
    "dd",
    "center",
    "paragraph",
    "figure",
    "comment",
    "placeholder",
    "link",
    "a",
    "monospace",
];

/// A macro among blocks.
pub(super) fn read(element: &Element<'_>) -> Read {
    let parts = take_apart(element);
    if let Some(block) = code(&parts) {
        return flow::whole(element, block);
    }
    match parts.rich {
        Some(body) => {
            let Blocks { blocks, origins } = flow::blocks(&body.children);
            let origin = Origin::around(element.span(), body.inner(), origins);
            (around(&parts, body, blocks), origin)
        }
        None => match (known_inline(&parts), parts.body()) {
            (Some(inline), _) => flow::whole(element, Block::Leaf(inline)),
            (None, Some(body)) => flow::whole(element, held(&parts, body)),
            (None, None) => flow::whole(element, Block::Leaf(parts.carrier())),
        },
    }
}

fn around(parts: &Macro<'_, '_>, body: &Element<'_>, content: Vec<Block>) -> Block {
    match (panel(parts.name), parts.name, parts.title()) {
        (Some(kind), _, Some(title)) if fits_alert(title.as_ref()) => Block::Panel(Panel {
            kind,
            title,
            content,
        }),
        (_, "expand", Some(title)) => Block::Expand(title.unwrap_or_default(), content),
        _ => {
            let known = parts.params.clone().filter(|params| {
                AROUND.contains(&parts.name) && params.iter().all(|(key, _)| !key.is_empty())
            });
            let source = known.is_none().then(|| exact(parts.element, body));
            Block::Container(Container {
                name: parts.container_name().to_owned(),
                attrs: known.unwrap_or_default(),
                source,
                content,
            })
        }
    }
}

/// A macro whose head only its exact part before the body says: text in it is a fence.
fn held(parts: &Macro<'_, '_>, body: &Element<'_>) -> Block {
    let content = match body.name {
        "ac:rich-text-body" => flow::blocks(&body.children).blocks,
        _ => vec![Block::Code(Code {
            text: body.text().replace("\r\n", "\n").replace('\r', "\n"),
            ..Code::default()
        })],
    };
    Block::Container(Container {
        name: parts.container_name().to_owned(),
        attrs: Attrs::new(),
        source: Some(exact(parts.element, body)),
        content,
    })
}

fn panel(name: &str) -> Option<PanelKind> {
    Some(match name {
        "info" => PanelKind::Note,
        "tip" => PanelKind::Tip,
        "panel" => PanelKind::Important,
        "note" => PanelKind::Warning,
        "warning" => PanelKind::Caution,
        _ => return None,
    })
}

/// Macros of text: code, noformat, and any other, whose name stands where the language does. Empty parameters say nothing,
/// and one without a name is the language.
fn code(parts: &Macro<'_, '_>) -> Option<Block> {
    let mut attrs: Attrs = parts.params.clone()?;
    attrs.retain(|(_, value)| !value.is_empty());
    let is_language = |(key, _): &(String, String)| key == "language" || key.is_empty();
    let language = match parts.name {
        "code" => attrs
            .iter()
            .position(is_language)
            .map(|at| attrs.remove(at).1)
            .unwrap_or_default(),
        name => {
            let kind = if name == "noformat" { name } else { MACRO };
            attrs.insert(0, (AS.to_owned(), kind.to_owned()));
            if kind == MACRO { name } else { "" }.to_owned()
        }
    };
    let further = attrs.iter().skip(usize::from(parts.name != "code"));
    let sayable = further
        .into_iter()
        .all(|(key, _)| xml::is_name(key) && key != AS && key != "language");
    let text = parts.text.filter(|_| sayable && can_be_typed(parts.name))?;
    Some(Block::Code(Code {
        language,
        attrs,
        text: text.replace("\r\n", "\n").replace('\r', "\n"),
    }))
}

/// Whether Markdown may name a macro of text.
pub(in crate::storage) fn can_be_typed(name: &str) -> bool {
    !name.is_empty() && !ACTIVE.contains(&name)
}

/// Whether an alert can keep a title: there, backslashes and entities have a meaning.
fn fits_alert(title: Option<&String>) -> bool {
    title
        .is_none_or(|title| !title.contains('\\') && (!title.contains('&') || !title.contains(';')))
}
