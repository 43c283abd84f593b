//! Writes blocks.

use super::{
    super::splice::View,
    super::tree::{Block, Cell, Code, Container, Inline, Item, List, Style, Table, plain_text},
    blocks::Place,
    escape, macros, panels,
    spans::{self, Mode},
};

/// Writes a document.
pub(super) fn write(blocks: &[Block]) -> String {
    Writer::default().blocks(blocks, Place::Body)
}

/// Writes a block as it stands in a table, or outside of any.
pub(super) fn write_one(block: &Block, in_table: bool) -> String {
    let mut writer = Writer {
        in_table,
        ..Writer::default()
    };
    writer.block(block, Place::Body)
}

/// ADF's layout. Its columns are no macros, though they are called as one.
const LAYOUT: &str = "layout";
const COLUMN: &str = "column";

#[derive(Default)]
pub(super) struct Writer {
    /// The macros that are open: one without parameters would close another of its name.
    open: Vec<String>,
    in_table: bool,
}

impl Writer {
    /// A writer of what stands in these, from the outermost.
    pub(super) fn within(around: &[View<'_>]) -> Self {
        let mut writer = Self::default();
        for view in around {
            match view {
                View::Block(block) => writer.open.extend(closing(block)),
                View::Cell(_) | View::Row(_) => writer.in_table = true,
                View::Item(_) => {}
            }
        }
        writer
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) -> String {
        let separator = match place {
            Place::Body => "\n\n",
            Place::Cell => return self.cell_blocks(blocks),
            Place::Item => "\n",
        };
        let texts = blocks
            .iter()
            .map(|block| self.block(block, place))
            .filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join(separator)
    }

    /// What a cell holds: an empty line, even one with a blank in it, would end the table, so two breaks part what would run
    /// together.
    fn cell_blocks(&mut self, blocks: &[Block]) -> String {
        let is_apart = |block: &Block| match block {
            Block::Code(_)
            | Block::Quote(_)
            | Block::Panel(_)
            | Block::Expand(..)
            | Block::Rule => true,
            Block::Container(container) => {
                container.source.is_some() || macros::is_container(&container.name)
            }
            _ => false,
        };
        let mut out = String::new();
        let mut previous: Option<&Block> = None;
        for block in blocks {
            let text = self.block(block, Place::Cell);
            if text.is_empty() {
                continue;
            }
            out.push_str(match previous {
                None => "",
                Some(Block::Heading(..)) => "\n",
                Some(previous) if is_apart(previous) || is_apart(block) => "\n",
                Some(_) if matches!(block, Block::List(_) | Block::Heading(..)) => "\n",
                Some(_) => "\n\\\\\n",
            });
            out.push_str(&text);
            previous = Some(block);
        }
        out
    }

    pub(super) fn block(&mut self, block: &Block, place: Place) -> String {
        match block {
            Block::Paragraph(content) if content.is_empty() && place == Place::Body => {
                "\\\\".to_owned()
            }
            Block::Paragraph(content) => self.inlines(content, place),
            Block::Heading(_, content) if place == Place::Item => {
                self.inlines(&[Inline::Styled(Style::Strong, content.clone())], place)
            }
            Block::Heading(level, content) => {
                let mode = Mode {
                    one_line: true,
                    in_table: self.in_table,
                    ..Mode::default()
                };
                match spans::write_as(content, mode) {
                    text if text.is_empty() => text,
                    text => format!("h{level}. {text}"),
                }
            }
            Block::Quote(content) => self.around("{quote}".to_owned(), content, place),
            Block::List(list) => self.list(list, ""),
            Block::Code(code) => write_code(code),
            Block::Rule if place == Place::Item => "---".to_owned(),
            Block::Rule => "----".to_owned(),
            Block::Table(table) if place == Place::Body && !self.in_table => self.table(table),
            Block::Table(table) => self.inlines(&flat_table(table), place),
            Block::Panel(panel) => {
                let nested = self.is_open(panels::PANEL);
                self.around(panels::opening(panel, nested), &panel.content, place)
            }
            Block::Expand(title, content) => {
                self.around(panels::opening_of_expand(title), content, place)
            }
            Block::Footnote(name, content) => self.footnote(name, content, place),
            Block::Leaf(inline) => self.inlines(std::slice::from_ref(inline), place),
            Block::Container(container) => self.container(container, place),
            Block::Kept(source) => source.text.clone(),
        }
    }

    pub(super) fn inlines(&self, content: &[Inline], place: Place) -> String {
        let mode = Mode {
            in_table: self.in_table,
            in_item: place == Place::Item,
            ..Mode::default()
        };
        spans::write_as(content, mode)
    }

    fn around(&mut self, opening: String, content: &[Block], place: Place) -> String {
        let closing = macros::closing(&opening);
        if opening == closing && self.open.contains(&opening) {
            return self.blocks(content, place);
        }
        self.open.push(closing.clone());
        let inner = self.blocks(content, Place::Body);
        self.open.pop();
        match inner.as_str() {
            "" => format!("{opening}\n{closing}"),
            inner => format!("{opening}\n{inner}\n{closing}"),
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.open
            .iter()
            .any(|closing| closing.trim_matches(['{', '}']) == name)
    }

    fn container(&mut self, container: &Container<Block>, place: Place) -> String {
        match &container.source {
            Some(source) => self.around(source.text.clone(), &container.content, place),
            None if container.name == LAYOUT => {
                let content: Vec<Block> = container
                    .content
                    .iter()
                    .flat_map(without_column)
                    .cloned()
                    .collect();
                self.blocks(&content, place)
            }
            None if macros::is_container(&container.name) => self.around(
                macros::print(&container.name, &container.attrs),
                &container.content,
                place,
            ),
            None => self.blocks(&container.content, place),
        }
    }

    fn footnote(&mut self, name: &str, content: &[Block], place: Place) -> String {
        let mut first = vec![Inline::FootnoteRef(name.to_owned()), Inline::text(" ")];
        let rest = match content.split_first() {
            Some((Block::Paragraph(text), rest)) => {
                first.extend(text.iter().cloned());
                rest
            }
            _ => content,
        };
        let note: Vec<Block> = std::iter::once(Block::Paragraph(first))
            .chain(rest.iter().cloned())
            .collect();
        self.blocks(&note, place)
    }

    fn list(&mut self, list: &List, outer: &str) -> String {
        let marker = format!("{outer}{}", if list.start.is_some() { '#' } else { '*' });
        list.items
            .iter()
            .enumerate()
            .map(|(at, item)| self.item(item, &marker, at == 0))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// An item; two breaks part its paragraphs, for an empty line would end the list. The first one needs no line of its
    /// own to hold another list.
    pub(super) fn item(&mut self, item: &Item, marker: &str, first: bool) -> String {
        let task = item
            .done
            .map_or("", |done| if done { "[x] " } else { "[ ] " });
        let mut out = format!("{marker} {task}");
        let head = out.len();
        let mut previous: Option<&Block> = None;
        for block in &item.content {
            let bare = first && out.len() == head && item.done.is_none();
            if let (Block::List(list), true) = (block, bare) {
                out = self.list(list, marker);
            } else {
                let text = match block {
                    Block::List(list) => self.list(list, marker),
                    block => self.block(block, Place::Item),
                };
                let is_text = |block: &Block| {
                    matches!(
                        block,
                        Block::Paragraph(_) | Block::Leaf(_) | Block::Heading(..)
                    )
                };
                let is_first = out.len() == head && !matches!(block, Block::List(_));
                out.push_str(match previous {
                    _ if is_first || text.is_empty() => "",
                    Some(previous) if is_text(previous) && is_text(block) => "\n\\\\\n",
                    _ => "\n",
                });
                out.push_str(&text);
            }
            previous = Some(block);
        }
        if self.in_table && out.len() == head {
            // A cell does not end with a blank, and no marker is one without.
            out.push_str("\\\\");
        }
        out
    }

    fn table(&mut self, table: &Table) -> String {
        let rows: Vec<String> = table
            .rows
            .iter()
            .filter(|row| !row.is_empty())
            .map(|row| self.row(row))
            .collect();
        rows.join("\n")
    }

    /// A row, outside of any other table.
    pub(super) fn row(&mut self, row: &[Cell]) -> String {
        let within = std::mem::replace(&mut self.in_table, true);
        let cells: String = row.iter().map(|cell| self.cell(cell)).collect();
        self.in_table = within;
        cells + row.last().map_or("|", bar)
    }

    /// A cell with the bar before it.
    pub(super) fn cell(&mut self, cell: &Cell) -> String {
        let text = self.blocks(&cell.content, Place::Cell);
        let bar = bar(cell);
        let mut out = format!("{bar}{}", if text.is_empty() { " " } else { &text });
        for _ in 1..columns(cell) {
            out.push_str(&format!("{bar} "));
        }
        out
    }
}

fn bar(cell: &Cell) -> &'static str {
    if cell.header { "||" } else { "|" }
}

/// The tag that closes the macro that a block is.
fn closing(block: &Block) -> Option<String> {
    Some(match block {
        Block::Quote(_) => "{quote}".to_owned(),
        Block::Panel(_) | Block::Expand(..) => macros::print(panels::PANEL, &Vec::new()),
        Block::Container(container) => macros::print(&container.name, &Vec::new()),
        _ => return None,
    })
}

/// What a column of a layout holds, or the block itself.
fn without_column(block: &Block) -> &[Block] {
    match block {
        Block::Container(column) if column.name == COLUMN && column.source.is_none() => {
            &column.content
        }
        other => std::slice::from_ref(other),
    }
}

/// How many columns a cell takes; the bound is against nonsense.
fn columns(cell: &Cell) -> usize {
    let span = cell.attrs.iter().find(|(key, _)| key == "colspan");
    span.and_then(|(_, span)| span.parse().ok())
        .unwrap_or(1)
        .min(100)
}

fn write_code(code: &Code) -> String {
    let (opening, closing) = macros::code_tags(code);
    let text = escape::clean(&code.text).replace(closing, &closing.replace('{', "{ "));
    if text.is_empty() {
        format!("{opening}\n{closing}")
    } else {
        format!("{opening}\n{text}\n{closing}")
    }
}

/// A table where none can stand: a line for each row.
fn flat_table(table: &Table) -> Vec<Inline> {
    let mut out = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        if at > 0 {
            out.push(Inline::Break);
        }
        let cells: Vec<String> = row.iter().map(|cell| flat(&cell.content)).collect();
        out.push(Inline::Text(cells.join(" | ")));
    }
    out
}

fn flat(blocks: &[Block]) -> String {
    let text = |block: &Block| match block {
        Block::Paragraph(content) | Block::Heading(_, content) => plain_text(content),
        Block::Leaf(inline) => plain_text(std::slice::from_ref(inline)),
        Block::Code(code) => code.text.clone(),
        Block::Rule | Block::Kept(_) => String::new(),
        Block::Quote(content) | Block::Expand(_, content) | Block::Footnote(_, content) => {
            flat(content)
        }
        Block::Panel(panel) => flat(&panel.content),
        Block::Container(container) => flat(&container.content),
        Block::List(list) => list
            .items
            .iter()
            .map(|item| flat(&item.content))
            .collect::<Vec<_>>()
            .join("; "),
        Block::Table(table) => plain_text(&flat_table(table)),
    };
    blocks
        .iter()
        .map(text)
        .collect::<Vec<_>>()
        .join(" ")
        .replace('\n', " ")
}
