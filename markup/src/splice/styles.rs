//! How blocks are set: left out of Markdown that is edited, and put back when that is written.
//!
//! A paragraph's alignment, a cell's colour, a table's widths say nothing that can be read, and were most of what a page
//! spent on comments. Each block of an edited document is set as the one that it was: the one in its place, or one of the
//! same words elsewhere, or else the most alike of those that are gone. What it says itself counts before that.

mod pairs;
#[cfg(test)]
mod tests;

use self::pairs::Pairs;
use super::{
    super::{
        Attrs, Source,
        tree::{self, Block, Cell, Container, Inline, Item, Table, plain_text},
    },
    view::{self, is_of_row},
};

/// Attributes of tables and cells that readers see.
const TOLD: [&str; 4] = ["caption", "colspan", "rowspan", "tfoot"];
/// How many rows of a table are its head: left out where it is those that hold header cells only.
const HEAD: &str = "thead";
/// Parameters of macros, layouts and code that say nothing but how they look.
const LOOKS: [&str; 22] = [
    "bgColor",
    "titleBGColor",
    "titleColor",
    "borderStyle",
    "borderColor",
    "borderWidth",
    "icon",
    "icon-id",
    "icon-text",
    "color",
    "panel-icon",
    "panel-icon-id",
    "panel-icon-text",
    "panel-color",
    "breakout-mode",
    "breakout-width",
    "breakoutMode",
    "breakoutWidth",
    "theme",
    "linenumbers",
    "firstline",
    "atlassian-macro-output-type",
];

/// How something is set.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Style {
    /// By an element around it.
    Frame(String, Attrs, Option<Source>),
    /// By attributes: all that it has, as some stand in Markdown.
    Attrs(Attrs),
}

/// A part of a tree that may be set in some way.
enum Part<'a> {
    Block(&'a mut Block),
    Item(&'a mut Item),
    Row(&'a mut [Cell]),
    Cell(&'a mut Cell),
}

/// Leaves out how blocks are set.
pub(crate) fn leave_out(blocks: &mut [Block]) {
    take(blocks);
}

/// Sets blocks as those are set that they were in the stored document. Gives the texts of blocks of that which were set in
/// some way and are not found, while there are new ones of their kind that they may have become.
pub(super) fn put_back(wanted: &mut [Block], stored: &[Block]) -> Vec<String> {
    let mut bare = stored.to_vec();
    let styles = take(&mut bare);
    let is_set: Vec<bool> = styles.iter().map(Option::is_some).collect();
    if !is_set.contains(&true) {
        return Vec::new();
    }
    let own = take(wanted);
    let (old, new) = (view::nodes(&bare), view::nodes(wanted));
    let pairs = Pairs::find(&old, &is_set, &new);
    let (mut lost, old_of) = (pairs.lost(), pairs.old_of);
    drop(new);
    let known = |old: Option<usize>| styles.get(old?).cloned().flatten();
    let mut all = own.into_iter().zip(old_of.into_iter().map(known));
    each(wanted, &mut |mut part| {
        let (own, known) = all.next().unwrap_or_default();
        for style in [own, known].into_iter().flatten() {
            lost.extend(part.put(style).err());
        }
    });
    lost
}

/// Takes off how blocks and all parts in them are set: one for each [`Node`](super::view::Node) of what is left, outermost first.
fn take(blocks: &mut [Block]) -> Vec<Option<Style>> {
    let mut styles = Vec::new();
    each(blocks, &mut |mut part| styles.push(part.take()));
    styles
}

/// Calls `f` on each part that a [`Node`](super::view::Node) stands for, outermost first.
fn each(blocks: &mut [Block], f: &mut dyn FnMut(Part<'_>)) {
    for block in blocks {
        f(Part::Block(block));
        each_below(block, f);
    }
}

fn each_below(block: &mut Block, f: &mut dyn FnMut(Part<'_>)) {
    match block {
        Block::Container(container) => match container.content.as_mut_slice() {
            [inner] if view::is_wrapper(&container.name) => each_below(inner, f),
            content => each(content, f),
        },
        Block::List(list) => {
            for item in &mut list.items {
                f(Part::Item(item));
                match item.content.as_mut_slice() {
                    [Block::Container(frame)] if view::is_attributes(frame) => {
                        each(&mut frame.content, f);
                    }
                    content => each(content, f),
                }
            }
        }
        Block::Table(table) => {
            for row in &mut table.rows {
                f(Part::Row(row));
                for cell in row {
                    f(Part::Cell(cell));
                    each(&mut cell.content, f);
                }
            }
        }
        _ => tree::for_each_child(block, &mut |content| each(content, f)),
    }
}

/// The table that a block is, within what is one with it.
fn table(block: &mut Block) -> Option<&mut Table> {
    match block {
        Block::Table(table) => Some(table),
        Block::Container(container) if view::is_wrapper(&container.name) => {
            match container.content.as_mut_slice() {
                [inner] => table(inner),
                _ => None,
            }
        }
        _ => None,
    }
}

impl Part<'_> {
    fn take(&mut self) -> Option<Style> {
        match self {
            Self::Block(block) => match table(block) {
                Some(table) => {
                    let is_implied = find(&table.attrs, HEAD)
                        .is_some_and(|(_, rows)| *rows == headed(table).to_string());
                    take_attrs(&mut table.attrs, |key| {
                        !is_told(key) && (key != HEAD || is_implied)
                    })
                }
                None => take_frame(block)
                    .or_else(|| take_attrs(parameters(block)?, |key| LOOKS.contains(&key))),
            },
            Self::Item(item) => {
                let (style, content) = match item.content.as_mut_slice() {
                    [Block::Container(frame)] if view::is_attributes(frame) => {
                        (Style::of(frame), std::mem::take(&mut frame.content))
                    }
                    _ => return None,
                };
                item.content = content;
                Some(style)
            }
            Self::Row(cells) => {
                let mut of_row = Attrs::new();
                for cell in &mut **cells {
                    of_row.extend(cell.attrs.extract_if(.., |(key, _)| is_of_row(key)));
                }
                (!of_row.is_empty()).then_some(Style::Attrs(of_row))
            }
            Self::Cell(cell) => take_attrs(&mut cell.attrs, |key| !is_told(key)),
        }
    }

    /// Sets it so, but for what it says itself; where that cannot be, gives its text.
    fn put(&mut self, style: Style) -> Result<(), String> {
        match (self, style) {
            (Self::Block(block), Style::Frame(name, attrs, source)) => {
                return put_frame(block, name, attrs, source);
            }
            (Self::Item(item), Style::Frame(name, attrs, source)) => {
                match item.content.as_mut_slice() {
                    [Block::Container(frame)] if view::is_attributes(frame) => {
                        frame.attrs = joined(&frame.attrs, attrs, |_| false);
                    }
                    content => {
                        let content = content.to_vec();
                        item.content = vec![Block::Container(Container {
                            name,
                            attrs,
                            source,
                            content,
                        })];
                    }
                }
            }
            (Self::Block(block), Style::Attrs(known)) => match table(block) {
                Some(table) => {
                    let is_said = find(&table.attrs, HEAD).is_some();
                    table.attrs = joined(&table.attrs, known, is_told);
                    if !is_said {
                        let rows = headed(table);
                        table.attrs.retain(|(key, _)| key != HEAD || rows > 0);
                        let head = table.attrs.iter_mut().filter(|(key, _)| key == HEAD);
                        head.for_each(|(_, count)| *count = rows.to_string());
                    }
                }
                None => {
                    if let Some(attrs) = parameters(block) {
                        *attrs = joined(attrs, known, |key| !LOOKS.contains(&key));
                    }
                }
            },
            (Self::Row(cells), Style::Attrs(known)) => {
                if let Some(first) = cells.first_mut() {
                    let unsaid = known.into_iter();
                    let unsaid = unsaid.filter(|(key, _)| find(&first.attrs, key).is_none());
                    let unsaid: Attrs = unsaid.collect();
                    first.attrs.extend(unsaid);
                }
            }
            (Self::Cell(cell), Style::Attrs(known)) => {
                cell.attrs = joined(&cell.attrs, known, is_told)
            }
            // Parts are of a kind with those whose styles they take over.
            (Self::Row(_) | Self::Cell(_), Style::Frame(..)) | (Self::Item(_), Style::Attrs(_)) => {
            }
        }
        Ok(())
    }
}

impl Style {
    fn of(frame: &Container<Block>) -> Self {
        Self::Frame(
            frame.name.clone(),
            frame.attrs.clone(),
            frame.source.clone(),
        )
    }
}

fn find<'a>(attrs: &'a Attrs, key: &str) -> Option<&'a (String, String)> {
    attrs.iter().find(|(known, _)| known == key)
}

/// Takes off what a predicate holds for; gives all that there was.
fn take_attrs(attrs: &mut Attrs, goes: impl Fn(&str) -> bool) -> Option<Style> {
    if !attrs.iter().any(|(key, _)| goes(key)) {
        return None;
    }
    let all = attrs.clone();
    attrs.retain(|(key, _)| !goes(key));
    Some(Style::Attrs(all))
}

/// The attributes as they were, but for what is said of them: nothing of those that would be told.
fn joined(said: &Attrs, known: Attrs, is_told: impl Fn(&str) -> bool) -> Attrs {
    let new = said.iter().filter(|(key, _)| find(&known, key).is_none());
    let new: Attrs = new.cloned().collect();
    let kept = known.into_iter().filter_map(|attr| {
        let said = find(said, &attr.0).cloned();
        said.or_else(|| (!is_told(&attr.0)).then_some(attr))
    });
    kept.chain(new).collect()
}

/// Whether an attribute of a table or a cell stands in Markdown wherever there is one.
fn is_told(key: &str) -> bool {
    TOLD.contains(&key)
}

/// How many rows, from the first, hold header cells only.
fn headed(table: &Table) -> usize {
    let is_headed = |row: &&Vec<Cell>| !row.is_empty() && row.iter().all(|cell| cell.header);
    table.rows.iter().take_while(is_headed).count()
}

/// The parameters of a macro, a layout or code, where Markdown says them.
fn parameters(block: &mut Block) -> Option<&mut Attrs> {
    match block {
        Block::Code(code) => Some(&mut code.attrs),
        Block::Container(container) if container.source.is_none() => Some(&mut container.attrs),
        _ => None,
    }
}

/// The name of the element that frames a block of its kind.
fn frame_of(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(_) => Some("p".to_owned()),
        Block::Heading(level, _) => Some(format!("h{level}")),
        Block::Quote(_) => Some("blockquote".to_owned()),
        Block::List(list) => Some(if list.start.is_some() { "ol" } else { "ul" }.to_owned()),
        _ => None,
    }
}

fn take_frame(block: &mut Block) -> Option<Style> {
    let Block::Container(frame) = block else {
        return None;
    };
    let [inner] = frame.content.as_slice() else {
        return None;
    };
    if frame_of(inner).as_ref() != Some(&frame.name) || !stands_by_itself(inner) {
        return None;
    }
    let style = Style::of(frame);
    let inner = frame.content.pop()?;
    *block = inner;
    Some(style)
}

/// Whether a block is there without an element around it: a text of nothing but blanks may not be.
fn stands_by_itself(block: &Block) -> bool {
    let (Block::Paragraph(content) | Block::Heading(_, content)) = block else {
        return true;
    };
    let shows = |inline: &Inline| matches!(inline, Inline::Image(_) | Inline::Link(_));
    content.last() != Some(&Inline::Break)
        && (!plain_text(content).trim().is_empty() || content.iter().any(shows))
}

/// A heading of another level and a list of the other kind are set alike, unless the exact opening part is kept; then gives
/// their text.
fn put_frame(
    block: &mut Block,
    name: String,
    attrs: Attrs,
    source: Option<Source>,
) -> Result<(), String> {
    if let Block::Container(frame) = block
        && frame.name == name
    {
        frame.attrs = joined(&frame.attrs, attrs, |_| false);
        return Ok(());
    }
    let fitting = frame_of(block).filter(|fitting| *fitting == name || source.is_none());
    let Some(fitting) = fitting else {
        let nodes = view::nodes(std::slice::from_ref(block));
        return Err(nodes.iter().map(view::text).collect());
    };
    let inner = std::mem::replace(block, Block::Rule);
    *block = Block::Container(Container {
        name: fitting,
        attrs,
        source,
        content: vec![inner],
    });
    Ok(())
}
