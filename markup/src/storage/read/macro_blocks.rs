//! Macros among blocks: code, panels, expands, and what is around content.

use super::{
    super::{
        super::{
            attrs::Attrs,
            place::Origin,
            tree::{Block, Code, Container, Panel, PanelKind},
        },
        xml::Element,
    },
    flow::{self, Blocks, Read},
    macros::{Macro, known_inline, take_apart},
    source,
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

/// Names that a container may have already.
const TAKEN: [&str; 10] = [
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
        None => {
            let inline = known_inline(&parts).unwrap_or_else(|| parts.carrier());
            flow::whole(element, Block::Leaf(inline))
        }
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
            let source = known.is_none().then(|| source(parts.element.opening(body)));
            let name = if parts.name.is_empty() || TAKEN.contains(&parts.name) {
                "macro"
            } else {
                parts.name
            };
            Block::Container(Container {
                name: name.to_owned(),
                attrs: known.unwrap_or_default(),
                source,
                content,
            })
        }
    }
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

/// The code and noformat macros.
fn code(parts: &Macro<'_, '_>) -> Option<Block> {
    let params = parts.params.as_ref().filter(|params| {
        params
            .iter()
            .all(|(key, value)| !key.is_empty() && key != "as" && !value.is_empty())
    })?;
    let language = params
        .iter()
        .find(|(key, _)| key == "language")
        .map(|(_, value)| value.clone());
    let mut attrs: Attrs = params
        .iter()
        .filter(|(key, _)| key != "language")
        .cloned()
        .collect();
    match parts.name {
        "code" => {}
        "noformat" if language.is_none() => {
            attrs.insert(0, ("as".to_owned(), "noformat".to_owned()))
        }
        _ => return None,
    }
    let text = parts.text?.replace("\r\n", "\n").replace('\r', "\n");
    Some(Block::Code(Code {
        language: language.unwrap_or_default(),
        attrs,
        text,
    }))
}

/// Whether an alert can keep a title: there, backslashes and entities have a meaning.
fn fits_alert(title: Option<&String>) -> bool {
    title
        .is_none_or(|title| !title.contains('\\') && (!title.contains('&') || !title.contains(';')))
}
