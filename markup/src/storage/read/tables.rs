//! Tables.

use std::ops::Range;

use super::{
    super::{
        super::{
            attrs::Attrs,
            place::Origin,
            tree::{Align, Block, Cell, Container, Inline, Table, plain_text},
        },
        attributes,
        write::align_style,
        xml::Element,
    },
    flow::{self, Blocks, Read},
    inlines,
};

/// The attribute of a table that holds its caption.
const CAPTION: &str = "caption";

/// A table, kept as it is where it has parts that the tree has no place for.
pub(super) fn table(element: &Element<'_>) -> Read {
    let mut rows = Vec::new();
    match known(element, &mut rows) {
        Some(table) => (Block::Table(table), flow::within(element, rows)),
        None => flow::framed(element),
    }
}

fn known(element: &Element<'_>, origins: &mut Vec<Origin<Range<usize>>>) -> Option<Table> {
    let mut table = Table {
        attrs: readable(element, "")?,
        ..Table::default()
    };
    let mut parts = children(element)?.into_iter().peekable();
    if let Some(caption) = parts.next_if(|part| part.name == "caption") {
        table
            .attrs
            .extend(Some(self::caption(caption)?).filter(|(_, text)| !text.is_empty()));
    }
    if let Some(columns) = parts.next_if(|part| part.name == "colgroup") {
        let widths = widths(columns)?;
        // Columns without any width say nothing.
        if widths.contains(|c| !matches!(c, '*' | ' ')) {
            table.attrs.push(("columns".to_owned(), widths));
        }
    }
    for name in ["thead", "tfoot"] {
        if let Some(part) = parts.next_if(|part| part.name == name) {
            // A foot that stands before the body is not one of the last rows.
            add_part(&mut table, origins, part).filter(|()| name == "thead")?;
        }
    }
    if let Some(body) = parts.next_if(|part| part.name == "tbody") {
        add_part(&mut table, origins, body)?;
    } else {
        let row = || parts.next_if(|part| part.name == "tr");
        let rows: Vec<_> = std::iter::from_fn(row).collect();
        add_rows(&mut table, origins, &rows)?;
    }
    if let Some(foot) = parts.next_if(|part| part.name == "tfoot") {
        add_part(&mut table, origins, foot)?;
    }
    align(&mut table);
    (parts.next().is_none() && !table.rows.is_empty()).then_some(table)
}

/// The rows of a part of the table, and how many they are if it is not its body.
fn add_part(
    table: &mut Table,
    origins: &mut Vec<Origin<Range<usize>>>,
    part: &Element<'_>,
) -> Option<()> {
    let before = table.rows.len();
    let of_part = readable(part, &format!("{}-", part.name))?;
    add_rows(table, origins, &children(part)?)?;
    if part.name != "tbody" {
        let count = table.rows.len() - before;
        table.attrs.push((part.name.to_owned(), count.to_string()));
    }
    table.attrs.extend(of_part);
    Some(())
}

/// A caption of text: what is set apart in it is not kept.
fn caption(caption: &Element<'_>) -> Option<(String, String)> {
    let text = plain_text(&inlines::content(caption));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = attributes::significant(caption, &[]).is_empty();
    plain.then(|| (CAPTION.to_owned(), text))
}

/// Takes the alignment from the paragraphs of columns that are aligned alike.
fn align(table: &mut Table) {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    // Only a table of GFM has alignment.
    let is_plain = |cell: &Cell| cell.attrs.is_empty() && cell.content.iter().all(is_text);
    let is_grid = table.rows.iter().all(|row| row.len() == width)
        && table.rows.iter().flatten().all(is_plain);
    let aligns: Vec<Align> = (0..width).map(|at| column_align(table, at)).collect();
    if !is_grid || aligns.iter().all(|align| *align == Align::None) {
        return;
    }
    for row in &mut table.rows {
        for (cell, _) in row
            .iter_mut()
            .zip(&aligns)
            .filter(|(_, align)| **align != Align::None)
        {
            cell.content = std::mem::take(&mut cell.content)
                .into_iter()
                .flat_map(unwrapped)
                .collect();
        }
    }
    table.align = aligns;
}

fn is_text(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_)) || block_align(block) != Align::None
}

fn unwrapped(block: Block) -> Vec<Block> {
    match block {
        Block::Container(container) => container.content,
        other => vec![other],
    }
}

/// The alignment of every block in a column, if it is the same.
fn column_align(table: &Table, at: usize) -> Align {
    let mut blocks = table
        .rows
        .iter()
        .filter_map(|row| row.get(at))
        .flat_map(|cell| &cell.content)
        .map(block_align);
    let first = blocks.next().unwrap_or_default();
    if blocks.all(|align| align == first) {
        first
    } else {
        Align::None
    }
}

fn block_align(block: &Block) -> Align {
    let Block::Container(Container {
        name,
        attrs,
        source: None,
        content,
    }) = block
    else {
        return Align::None;
    };
    let all = [Align::Left, Align::Center, Align::Right];
    let said = |align: &Align| matches!(attrs.as_slice(), [(key, style)] if key == "style" && align_style(*align) == Some(style));
    let paragraph =
        matches!(content.as_slice(), [Block::Paragraph(content)] if !content.is_empty());
    all.into_iter()
        .find(said)
        .filter(|_| name == "p" && paragraph)
        .unwrap_or_default()
}

/// The attributes, each with `prefix`, if all may stand readable.
fn readable(element: &Element<'_>, prefix: &str) -> Option<Attrs> {
    let attrs = attributes::significant(element, &[]);
    let harmless = attrs
        .iter()
        .all(|(name, value)| attributes::is_harmless(name, value) && !value.is_empty());
    harmless.then(|| {
        attrs
            .into_iter()
            .map(|(name, value)| (format!("{prefix}{name}"), value))
            .collect()
    })
}

fn children<'e, 'a>(element: &'e Element<'a>) -> Option<Vec<&'e Element<'a>>> {
    element
        .holds_elements_only()
        .then(|| element.elements().collect())
}

/// What a cell holds: what the old editor put into a division of its own.
fn holder<'e, 'a>(cell: &'e Element<'a>) -> &'e Element<'a> {
    let mut inner = cell.elements();
    match (inner.next(), inner.next()) {
        (Some(only), None) if cell.holds_elements_only() && is_wrapper(only) => only,
        _ => cell,
    }
}

fn is_wrapper(element: &Element<'_>) -> bool {
    let attrs = attributes::significant(element, &[]);
    element.name == "div"
        && matches!(attrs.as_slice(), [(name, class)] if name == "class" && class == "content-wrapper")
}

/// The widths of the columns, with blanks between them; `*` is a column without one.
fn widths(columns: &Element<'_>) -> Option<String> {
    let width = |column: &&Element<'_>| match attributes::significant(column, &[]).as_slice() {
        _ if column.name != "col" || !column.children.is_empty() => None,
        [] => Some("*".to_owned()),
        [(name, width)] if name == "width" && !width.contains([' ', '=']) && !width.is_empty() => {
            Some(format!("width={width}"))
        }
        [(name, style)] if name == "style" => {
            let width = style
                .trim()
                .trim_end_matches(';')
                .strip_prefix("width:")?
                .trim();
            attributes::is_harmless("style", style)
                .then(|| width.to_owned())
                .filter(|width| !width.is_empty() && !width.contains([' ', ';']))
        }
        _ => None,
    };
    let columns = children(columns).filter(|_| attributes::significant(columns, &[]).is_empty());
    let all: Vec<String> = columns?.iter().map(width).collect::<Option<_>>()?;
    (!all.is_empty()).then(|| all.join(" "))
}

fn add_rows(
    table: &mut Table,
    origins: &mut Vec<Origin<Range<usize>>>,
    rows: &[&Element<'_>],
) -> Option<()> {
    for row in rows {
        let of_row = readable(row, "tr-")?;
        let cells: Option<Vec<_>> = children(row)?.into_iter().map(cell).collect();
        let (mut cells, places): (Vec<Cell>, Vec<_>) = cells?.into_iter().unzip();
        origins.push(flow::within(row, places));
        cells
            .first_mut()
            .filter(|_| row.name == "tr")?
            .attrs
            .extend(of_row);
        table.rows.push(cells);
    }
    Some(())
}

fn cell(element: &Element<'_>) -> Option<(Cell, Origin<Range<usize>>)> {
    let header = match element.name {
        "th" => true,
        "td" => false,
        _ => return None,
    };
    let holder = holder(element);
    let mut content = flow::blocks(&holder.children);
    if content.blocks == [Block::Paragraph(Vec::<Inline>::new())] {
        content = Blocks::default();
    }
    let cell = Cell {
        header,
        attrs: readable(element, "")?,
        content: content.blocks,
    };
    let origin = Origin::around(element.span(), holder.inner(), content.origins);
    Some((cell, origin))
}
