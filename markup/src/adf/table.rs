//! Tables, both ways.

use serde_json::{Map, Value};

use super::{
    super::{
        Attrs,
        place::{Nodes, Origin},
        tree::{Align, Block, Cell, Container, Table},
    },
    elements::param,
    node::{Node, attrs, leaf, make, number, value},
    place::Place,
    read::{Read, around, below, held},
    write::{Writer, add_mark},
};

/// The attribute of a table that says the width of each column, which ADF has in each cell.
const WIDTHS: &str = "widths";
const COLWIDTH: &str = "colwidth";
const TABLE: [&str; 4] = ["isNumberColumnEnabled", "layout", "displayMode", "width"];
const CELL: [&str; 4] = ["colspan", "rowspan", "background", "valign"];
const LAYOUTS: [&str; 6] = [
    "default",
    "wide",
    "full-width",
    "center",
    "align-start",
    "align-end",
];

/// Reads a table.
pub(super) fn read(node: Node<'_>, path: &[usize], depth: usize) -> Option<Read> {
    let read: Vec<_> = node
        .content()
        .enumerate()
        .map(|(at, node)| row(node, &below(path, at), depth))
        .collect::<Option<_>>()?;
    let (rows, origins): (Vec<Vec<Cell>>, Vec<_>) = read.into_iter().unzip();
    let mut attrs = node
        .readable(&TABLE)
        .filter(|_| node.has_only(&TABLE) && !rows.is_empty())?;
    attrs.retain(|(key, value)| !is_default(key, value));
    let mut table = Table {
        align: Vec::new(),
        attrs,
        rows,
    };
    hoist_widths(&mut table);
    hoist_alignment(&mut table);
    Some((Block::Table(table), origins))
}

fn is_default(key: &str, value: &str) -> bool {
    matches!(
        (key, value),
        ("isNumberColumnEnabled", "false") | ("layout", "default") | ("colspan" | "rowspan", "1")
    )
}

fn row(node: Node<'_>, path: &[usize], depth: usize) -> Option<(Vec<Cell>, Origin<Nodes>)> {
    let fine = node.kind() == "tableRow" && node.has_only(&[]) && node.marks().is_empty();
    let cell = |(at, node)| cell(node, &below(path, at), depth + 1);
    let read: Option<Vec<_>> = node.content().enumerate().map(cell).collect();
    let (cells, origins) = read.filter(|_| fine)?.into_iter().unzip();
    Some((cells, around(node, path, origins)))
}

/// A table within a cell is kept as it is: the schema knows none.
fn cell(node: Node<'_>, path: &[usize], depth: usize) -> Option<(Cell, Origin<Nodes>)> {
    let header = match node.kind() {
        "tableHeader" => true,
        "tableCell" => false,
        _ => return None,
    };
    let mut known = CELL.to_vec();
    known.push(COLWIDTH);
    let mut attrs = node
        .readable(&CELL)
        .filter(|_| node.has_only(&known) && node.marks().is_empty())?;
    attrs.retain(|(key, value)| !is_default(key, value));
    if let Some(widths) = node
        .attr(COLWIDTH)
        .and_then(Value::as_array)
        .filter(|widths| !widths.is_empty())
    {
        let widths: Option<Vec<String>> = widths
            .iter()
            .map(|width| width.as_number().map(ToString::to_string))
            .collect();
        attrs.push((COLWIDTH.to_owned(), widths?.join(",")));
    }
    let mut content = held(node, path, depth);
    for ((block, origin), node) in content
        .blocks
        .iter_mut()
        .zip(&mut content.origins)
        .zip(node.content())
    {
        if matches!(block, Block::Table(_)) {
            *block = Block::Leaf(node.carrier());
            origin.children.clear();
        }
    }
    let cell = Cell {
        header,
        attrs,
        content: content.blocks,
    };
    Some((cell, around(node, path, content.origins)))
}

/// Widths that are the same in every row are said once, for the table.
fn hoist_widths(table: &mut Table) {
    let widths = |row: &Vec<Cell>| {
        row.iter()
            .map(|cell| simple_width(&cell.attrs))
            .collect::<Option<Vec<_>>>()
    };
    let Some(first) = table.rows.first().and_then(widths) else {
        return;
    };
    if first.is_empty()
        || !table
            .rows
            .iter()
            .all(|row| widths(row).as_ref() == Some(&first))
    {
        return;
    }
    table.attrs.push((WIDTHS.to_owned(), first.join(",")));
    for cell in table.rows.iter_mut().flatten() {
        cell.attrs.retain(|(key, _)| key != COLWIDTH);
    }
}

fn simple_width(attrs: &Attrs) -> Option<String> {
    let merged = param(attrs, "colspan")
        .or(param(attrs, "rowspan"))
        .is_some();
    param(attrs, COLWIDTH)
        .filter(|width| !merged && !width.contains(','))
        .map(str::to_owned)
}

/// A column all of whose cells are paragraphs of one alignment is so aligned.
fn hoist_alignment(table: &mut Table) {
    let width = table.rows.first().map_or(0, Vec::len);
    if table
        .rows
        .iter()
        .any(|row| row.len() != width || row.iter().any(|cell| !cell.attrs.is_empty()))
    {
        return;
    }
    let align = |at: usize| {
        let mut cells = table
            .rows
            .iter()
            .filter_map(|row| row.get(at))
            .map(alignment);
        let first = cells.next()?;
        cells.all(|align| align == first).then_some(first)?
    };
    let aligns: Vec<Align> = (0..width).map(|at| align(at).unwrap_or_default()).collect();
    if aligns.iter().all(|align| *align == Align::None) {
        return;
    }
    for row in &mut table.rows {
        for (cell, _) in row
            .iter_mut()
            .zip(&aligns)
            .filter(|(_, align)| **align != Align::None)
        {
            let content = std::mem::take(&mut cell.content).into_iter();
            cell.content = content.flat_map(unaligned).collect();
            if cell.content == [Block::Paragraph(Vec::new())] {
                cell.content.clear();
            }
        }
    }
    table.align = aligns;
}

fn alignment(cell: &Cell) -> Option<Align> {
    let align = |block: &Block| match block {
        Block::Container(Container {
            name,
            attrs,
            source: None,
            content,
        }) if name == "align" => match (content.as_slice(), param(attrs, "align")?) {
            ([Block::Paragraph(_)], "center") => Some(Align::Center),
            ([Block::Paragraph(_)], "end") => Some(Align::Right),
            _ => None,
        },
        _ => None,
    };
    let first = align(cell.content.first()?)?;
    cell.content
        .iter()
        .all(|block| align(block) == Some(first))
        .then_some(first)
}

fn unaligned(block: Block) -> Vec<Block> {
    match block {
        Block::Container(container) => container.content,
        block => vec![block],
    }
}

impl Writer {
    /// Writes a table.
    pub(super) fn table(&mut self, table: &Table, depth: usize) -> Option<Value> {
        let widths: Vec<&str> = param(&table.attrs, WIDTHS)
            .map(|widths| widths.split(',').collect())
            .unwrap_or_default();
        let mut rows = Vec::new();
        for row in &table.rows {
            let mut cells = Vec::new();
            for (at, cell) in row.iter().enumerate() {
                let align = table.align.get(at).copied().unwrap_or_default();
                cells.push(self.cell(cell, align, widths.get(at).copied(), depth));
            }
            rows.push(make("tableRow", Map::new(), cells));
        }
        (!rows.is_empty()).then(|| make("table", table_attrs(&table.attrs), rows))
    }

    pub(super) fn cell(
        &mut self,
        cell: &Cell,
        align: Align,
        width: Option<&str>,
        depth: usize,
    ) -> Value {
        let kind = if cell.header {
            "tableHeader"
        } else {
            "tableCell"
        };
        let content = self.blocks(&cell.content, Place::Cell, depth + 2);
        let mut content = Place::Cell.settle(content);
        content.iter_mut().for_each(|node| aligned(node, align));
        make(kind, cell_attrs(&cell.attrs, width), content)
    }
}

fn aligned(node: &mut Value, align: Align) {
    let align = match align {
        Align::Center => "center",
        Align::Right => "end",
        Align::Left | Align::None => return,
    };
    if Place::Cell.allows("alignment", Node::new(node)) {
        let mark = leaf("alignment", attrs([("align", align.into())]));
        add_mark(node, mark);
    }
}

fn table_attrs(readable: &Attrs) -> Map<String, Value> {
    let fine = |key: &str, value: &Value| match key {
        "isNumberColumnEnabled" => value.is_boolean(),
        "layout" => value
            .as_str()
            .is_some_and(|layout| LAYOUTS.contains(&layout)),
        "displayMode" => matches!(value.as_str(), Some("default" | "fixed")),
        "width" => value.is_number(),
        _ => false,
    };
    valid(readable, fine)
}

fn cell_attrs(readable: &Attrs, width: Option<&str>) -> Map<String, Value> {
    let mut attrs = valid(readable, |key, value| match key {
        "colspan" | "rowspan" => value.as_u64().is_some_and(|span| span > 0),
        "background" => value.is_string(),
        "valign" => matches!(value.as_str(), Some("top" | "middle" | "bottom")),
        _ => false,
    });
    let widths = param(readable, COLWIDTH)
        .or(width)
        .map(|widths| widths.split(',').map(number).collect::<Option<Vec<_>>>());
    attrs.extend(
        widths
            .flatten()
            .map(|widths| (COLWIDTH.to_owned(), widths.into())),
    );
    attrs
}

fn valid(readable: &Attrs, fine: impl Fn(&str, &Value) -> bool) -> Map<String, Value> {
    let set = readable
        .iter()
        .map(|(key, text)| (key.clone(), value(text)));
    set.filter(|(key, value)| fine(key, value)).collect()
}
