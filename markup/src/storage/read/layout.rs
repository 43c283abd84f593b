//! Layouts: `ac:layout` holds sections, a section holds cells.

use super::{
    super::{
        super::{
            attrs::Attrs,
            tree::{Block, Container},
        },
        attributes,
        xml::Element,
    },
    flow::{self, Blocks, Read},
    source,
};

const LAYOUT: &str = "ac:layout";
const SECTION: &str = "ac:layout-section";
const CELL: &str = "ac:layout-cell";

/// A layout, or a part of one that stands where none belongs and is kept by its exact opening part.
pub(super) fn read(element: &Element<'_>) -> Read {
    let is_whole = element.name == LAYOUT
        && holds_only(element, SECTION)
        && element.elements().all(|section| holds_only(section, CELL));
    if !is_whole {
        return container(element, true, flow::blocks(&element.children));
    }
    let cell = |cell: &Element<'_>| container(cell, false, flow::blocks(&cell.children));
    let section = |section: &Element<'_>| {
        container(
            section,
            false,
            Blocks::from_iter(section.elements().map(cell)),
        )
    };
    container(
        element,
        false,
        Blocks::from_iter(element.elements().map(section)),
    )
}

fn holds_only(element: &Element<'_>, name: &str) -> bool {
    element.holds_elements_only()
        && !element.children.is_empty()
        && element.elements().all(|child| child.name == name)
}

fn container(element: &Element<'_>, exact: bool, content: Blocks) -> Read {
    let attrs: Option<Attrs> = attributes::significant(element, &[])
        .into_iter()
        .map(attribute)
        .collect();
    let attrs = attrs.filter(|attrs| !exact && (element.name != LAYOUT || attrs.is_empty()));
    let source = attrs.is_none().then(|| source(element.opening(element)));
    let container = Block::Container(Container {
        name: element.name.trim_start_matches("ac:").to_owned(),
        attrs: attrs.unwrap_or_default(),
        source,
        content: content.blocks,
    });
    (container, flow::within(element, content.origins))
}

/// A section's type is a word of its own.
fn attribute((name, value): (String, String)) -> Option<(String, String)> {
    match name.strip_prefix("ac:")? {
        "type" if !value.is_empty() => Some((value, String::new())),
        local if !value.is_empty() => Some((local.to_owned(), value)),
        _ => None,
    }
}
