//! Tables: GFM where that says it all, else comments that mark rows and cells.
//!
//! `<!--atl:table …-->` … `<!--/atl-->` stands around either; inside it `<!--atl:tr-->`, `<!--atl:th …-->` and
//! `<!--atl:td …-->` begin a row or a cell and end the one before.

use comrak::nodes::{Node, NodeValue, TableAlignment};

use super::{
    super::{
        MarkupError,
        attrs::Attrs,
        tree::{Align, Block, Cell, Container, Inline, Table},
    },
    inlines,
};

/// The comments that need no partner.
pub(super) const MARKERS: [&str; 3] = ["tr", "th", "td"];
/// The attribute of a GFM table whose first column is a header.
pub(super) const HEADER_COLUMN: &str = "header-column";

/// A GFM table. A header row without any content is none.
pub(super) fn from_gfm(
    node: Node<'_>,
    aligns: &[TableAlignment],
    depth: usize,
) -> Result<Table, MarkupError> {
    let mut rows = Vec::new();
    for row in node.children() {
        let header = matches!(row.data().value, NodeValue::TableRow(true));
        let cells = row.children().map(|cell| {
            Ok(Cell {
                header,
                attrs: Attrs::new(),
                content: paragraphs(inlines::children(cell, depth + 2)?),
            })
        });
        let cells: Vec<Cell> = cells.collect::<Result<_, MarkupError>>()?;
        if !header || cells.iter().any(|cell| !cell.content.is_empty()) {
            rows.push(cells);
        }
    }
    let set = aligns.iter().any(|align| *align != TableAlignment::None);
    let align = if set {
        aligns.iter().copied().map(alignment).collect()
    } else {
        Vec::new()
    };
    Ok(Table {
        align,
        attrs: Attrs::new(),
        rows,
    })
}

/// Two breaks in a cell part paragraphs.
fn paragraphs(content: Vec<Inline>) -> Vec<Block> {
    let mut paragraphs = vec![Vec::new()];
    let mut rest = content.into_iter().peekable();
    while let Some(inline) = rest.next() {
        if inline == Inline::Break && rest.next_if_eq(&Inline::Break).is_some() {
            paragraphs.push(Vec::new());
        } else if let Some(last) = paragraphs.last_mut() {
            last.push(inline);
        }
    }
    if paragraphs.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    paragraphs.into_iter().map(Block::Paragraph).collect()
}

fn alignment(align: TableAlignment) -> Align {
    match align {
        TableAlignment::None => Align::None,
        TableAlignment::Left => Align::Left,
        TableAlignment::Center => Align::Center,
        TableAlignment::Right => Align::Right,
    }
}

/// Blocks that are in no table, where the marks of rows and cells say nothing.
pub(super) fn without_markers(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.retain(|block| {
        !matches!(block, Block::Container(Container { name, content, .. })
            if content.is_empty() && MARKERS.contains(&name.as_str()))
    });
    blocks
}

/// What stands between `<!--atl:table …-->` and `<!--/atl-->`.
pub(super) fn from_container(mut attrs: Attrs, content: Vec<Block>) -> Block {
    let header_column = attrs.iter().any(|(key, _)| key == HEADER_COLUMN);
    attrs.retain(|(key, _)| key != HEADER_COLUMN);
    let mut table = match <[Block; 1]>::try_from(content) {
        Ok([Block::Table(table)]) => Table { attrs, ..table },
        Ok([other]) => Table {
            attrs,
            rows: rows(vec![other]),
            ..Table::default()
        },
        Err(content) => Table {
            attrs,
            rows: rows(content),
            ..Table::default()
        },
    };
    if header_column {
        table
            .rows
            .iter_mut()
            .filter_map(|row| row.first_mut())
            .for_each(|cell| cell.header = true);
    }
    Block::Table(table)
}

fn rows(content: Vec<Block>) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for block in content {
        match block {
            Block::Container(Container { name, .. }) if name == "tr" => rows.push(Vec::new()),
            Block::Container(Container { name, attrs, .. }) if name == "th" || name == "td" => {
                add_cell(
                    &mut rows,
                    Cell {
                        header: name == "th",
                        attrs,
                        content: Vec::new(),
                    },
                );
            }
            // Where no cell has begun, these are rows.
            Block::Table(table)
                if table.attrs.is_empty() && rows.last().is_none_or(Vec::is_empty) =>
            {
                rows.pop();
                rows.extend(table.rows);
            }
            block => match rows.last_mut().and_then(|row| row.last_mut()) {
                Some(cell) => cell.content.push(block),
                None => add_cell(
                    &mut rows,
                    Cell {
                        content: vec![block],
                        ..Cell::default()
                    },
                ),
            },
        }
    }
    rows
}

fn add_cell(rows: &mut Vec<Vec<Cell>>, cell: Cell) {
    match rows.last_mut() {
        Some(row) => row.push(cell),
        None => rows.push(vec![cell]),
    }
}

/// Whether GFM can say this table apart from its attributes; if so, whether its first column is a header.
pub(super) fn fits_gfm(table: &Table) -> Option<bool> {
    let width = table.rows.first()?.len();
    let plain = |cell: &Cell| cell.attrs.is_empty() && is_inline(&cell.content);
    let fits = width > 0
        && table
            .rows
            .iter()
            .all(|row| row.len() == width && row.iter().all(plain));
    let mut body = table.rows.get(usize::from(has_header(table))..)?.iter();
    let column = table.rows.len() > usize::from(has_header(table))
        && body
            .clone()
            .all(|row| row.first().is_some_and(|cell| cell.header));
    let rest = body.all(|row| {
        row.iter()
            .skip(usize::from(column))
            .all(|cell| !cell.header)
    });
    (fits && rest).then_some(column)
}

/// Whether GFM can say a row between others that it cannot.
pub(super) fn is_plain_row(row: &[Cell]) -> bool {
    let plain = |cell: &Cell| cell.attrs.is_empty() && is_inline(&cell.content);
    !row.is_empty()
        && row.iter().all(plain)
        && (is_headed(row) || row.iter().all(|cell| !cell.header))
}

/// Whether a row stands in one table of GFM with the one before it, or beside it in neither.
pub(super) fn follows(before: &[Cell], row: &[Cell]) -> bool {
    match (is_plain_row(before), is_plain_row(row)) {
        (true, true) => before.len() == row.len() && !is_headed(row),
        (before, row) => before == row,
    }
}

/// Whether all cells are header cells, and not all empty.
fn is_headed(row: &[Cell]) -> bool {
    row.iter().all(|cell| cell.header) && row.iter().any(|cell| !cell.content.is_empty())
}

/// Whether the first row is a header row that GFM can say: all header cells, not all empty.
pub(super) fn has_header(table: &Table) -> bool {
    table.rows.first().is_some_and(|row| is_headed(row))
}

fn is_inline(content: &[Block]) -> bool {
    let fine = |block: &Block| match block {
        Block::Paragraph(inlines) => {
            !inlines.is_empty()
                && inlines.first() != Some(&Inline::Break)
                && inlines.last() != Some(&Inline::Break)
                && !inlines
                    .windows(2)
                    .any(|pair| pair == [Inline::Break, Inline::Break])
        }
        _ => false,
    };
    content.iter().all(fine)
}
