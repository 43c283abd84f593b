//! Tables: GFM where that says it all, else comments that mark rows and cells.
//!
//! `<!--atl:table …-->` … `<!--/-->` stands around either; inside it `<!--atl:tr-->`, `<!--atl:th …-->` and
//! `<!--atl:td …-->` begin a row or a cell and end the one before. First in a cell of GFM, the latter two say how it is
//! set; places that merged cells take are empty cells at the end of a row.

use comrak::nodes::{Node, NodeValue, TableAlignment};

use super::{
    super::{
        MarkupError,
        attrs::Attrs,
        tree::{Align, Block, Cell, Container, Table},
    },
    cells, inlines, marks,
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
    let mut grid = Grid::of_width(aligns.len());
    for row in node.children() {
        let header = matches!(row.data().value, NodeValue::TableRow(true));
        let cells = row
            .children()
            .map(|cell| from_cell(cell, header, depth + 2));
        let mut cells: Vec<Cell> = cells.collect::<Result<_, MarkupError>>()?;
        if !header || cells.iter().any(says_anything) {
            grid.drop_taken(&mut cells);
            grid.add(&cells);
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

fn from_cell(cell: Node<'_>, header: bool, depth: usize) -> Result<Cell, MarkupError> {
    let mark = marks::of_cell(cell)?;
    let mut content = inlines::children(cell, depth)?;
    if mark.is_some() {
        marks::trim_start(&mut content);
    }
    let (header, attrs) = match mark {
        Some(mark) => (mark.name == "th", mark.attrs),
        None => (header, Attrs::new()),
    };
    Ok(Cell {
        header,
        attrs,
        content: cells::blocks(content),
    })
}

fn says_anything(cell: &Cell) -> bool {
    !cell.content.is_empty() || !cell.attrs.is_empty()
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

/// What stands between `<!--atl:table …-->` and `<!--/-->`.
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

/// Whether one table of GFM can say this one apart from its attributes; if so, whether its first column is a header.
pub(super) fn fits_gfm(table: &Table) -> Option<bool> {
    if table.rows.is_empty() || run(&table.rows) < table.rows.len() {
        return None;
    }
    let body = table.rows.get(usize::from(has_header(table))..)?;
    let is_headed = |row: &Vec<Cell>| row.first().is_some_and(|cell| cell.header);
    Some(!body.is_empty() && body.iter().all(is_headed))
}

/// How many rows, from the first, one table of GFM can say.
pub(super) fn run(rows: &[Vec<Cell>]) -> usize {
    let mut grid = Grid::of_width(rows.first().map_or(0, |row| columns(row)));
    let mut fits = |row: &&Vec<Cell>| {
        let fits = grid.fits(row);
        grid.add(row);
        fits
    };
    rows.iter().take_while(|row| fits(row)).count()
}

/// Whether all cells are header cells, and not all empty.
fn is_headed(row: &[Cell]) -> bool {
    row.iter().all(|cell| cell.header) && row.iter().any(says_anything)
}

/// Whether the first row is a header row that GFM can say: all header cells, not all empty.
pub(super) fn has_header(table: &Table) -> bool {
    table.rows.first().is_some_and(|row| is_headed(row))
}

/// The most columns that a row has without cells of its own in them, beside as many again as it has cells. Cells that say
/// that they are a thousand columns wide would print as many.
const WIDER: usize = 16;

/// How many columns the cells of a row take.
pub(super) fn columns(row: &[Cell]) -> usize {
    row.iter().map(|cell| span(cell, "colspan")).sum()
}

fn span(cell: &Cell, key: &str) -> usize {
    let said = cell.attrs.iter().find(|(known, _)| known == key);
    let number = said.and_then(|(_, value)| value.parse().ok());
    number.unwrap_or(1).clamp(1, 1000)
}

/// The columns of a table of GFM, and which of them cells of the rows above take.
struct Grid {
    /// For how many more rows each is taken.
    taken: Vec<usize>,
}

impl Grid {
    fn of_width(width: usize) -> Self {
        Self {
            taken: vec![0; width],
        }
    }

    /// How many columns are taken if these cells come next.
    fn filled(&self, row: &[Cell]) -> usize {
        self.taken.iter().filter(|rows| **rows > 0).count() + columns(row)
    }

    fn fits(&self, row: &[Cell]) -> bool {
        let width = self.taken.len();
        !row.is_empty()
            && width <= 2 * row.len() + WIDER
            && self.filled(row) == width
            && row.iter().all(|cell| cells::can_hold(&cell.content))
    }

    fn add(&mut self, row: &[Cell]) {
        let mut rows = row
            .iter()
            .flat_map(|cell| std::iter::repeat_n(span(cell, "rowspan") - 1, span(cell, "colspan")));
        for taken in &mut self.taken {
            *taken = match taken.checked_sub(1) {
                Some(left) => left,
                None => rows.next().unwrap_or(0),
            };
        }
    }

    /// Drops the empty cells at the end that stand for columns which merged cells take.
    fn drop_taken(&self, row: &mut Vec<Cell>) {
        let mut filled = self.filled(row);
        while filled > self.taken.len() && row.pop_if(|cell| !says_anything(cell)).is_some() {
            filled -= 1;
        }
    }
}
