//! What a cell of GFM holds: paragraphs and simple lists, parted by two breaks. A list is a run of lines that all begin with
//! `- `, or with numbers that go on from each other; of one line alone it would often be none (`1. Quartal`).

use comrak::nodes::{Node, NodeValue};

use super::{
    super::{
        attrs::Attrs,
        tree::{Block, Container, Inline, Item, List, plain_text},
    },
    marks,
    print::print,
    spans::{self, Mode},
};

/// The name of what stands for the mark of an item, until [`blocks`] takes it: a container that holds the mark as text.
const ITEM: &str = "\n";
/// The fewest lines that are a list.
const FEWEST: usize = 2;
/// The most digits of a number.
const DIGITS: usize = 9;

/// The mark of an item at the start of a line in a cell, and the text after it.
pub(super) fn item<'t>(node: Node<'_>, text: &'t str) -> Option<(Inline, &'t str)> {
    let in_cell = node
        .parent()
        .is_some_and(|parent| matches!(parent.data().value, NodeValue::TableCell));
    let text = text.trim_start_matches(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match digits {
        0 => "- ",
        1..=DIGITS => text.get(..digits + 2)?,
        _ => return None,
    };
    let rest = text.strip_prefix(mark)?;
    let fits = in_cell && (digits == 0 || mark.ends_with(". "));
    let mark = Container {
        name: ITEM.to_owned(),
        attrs: Attrs::new(),
        source: None,
        content: vec![Inline::text(mark)],
    };
    fits.then_some((Inline::Container(mark), rest))
}

/// The paragraphs and lists that the inlines of a cell say.
pub(super) fn blocks(content: Vec<Inline>) -> Vec<Block> {
    let mut runs = vec![Vec::new()];
    let mut rest = content.into_iter().peekable();
    while let Some(inline) = rest.next() {
        if inline == Inline::Break && rest.next_if_eq(&Inline::Break).is_some() {
            runs.push(Vec::new());
        } else if let Some(last) = runs.last_mut() {
            last.push(inline);
        }
    }
    if runs.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let block = |run: Vec<Inline>| list(&run).unwrap_or_else(|| marks::paragraph(unmarked(run)));
    runs.into_iter().map(block).collect()
}

/// The list that a run of lines is.
fn list(run: &[Inline]) -> Option<Block> {
    let mut start = None;
    let mut items = Vec::new();
    for line in run.split(|inline| *inline == Inline::Break) {
        let (mark, text) = line.split_first()?;
        let number = number(mark)?;
        if items.is_empty() {
            start = number;
        }
        if number != start.map(|start| start + items.len()) || is_blank(text) {
            return None;
        }
        items.push(Item {
            done: None,
            content: vec![marks::paragraph(text.to_vec())],
        });
    }
    (items.len() >= FEWEST).then_some(Block::List(List { start, items }))
}

/// The number of an item, if this is the mark of one; `None` of a bullet.
fn number(mark: &Inline) -> Option<Option<usize>> {
    let Inline::Container(mark) = mark else {
        return None;
    };
    let text = plain_text(&mark.content);
    let number = text
        .strip_suffix(". ")
        .and_then(|number| number.parse().ok());
    (mark.name == ITEM).then_some(number)
}

/// Marks of what is no list are text.
fn unmarked(run: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(run.len());
    let mut after_mark = false;
    for inline in run {
        match inline {
            Inline::Container(mark) if mark.name == ITEM => {
                out.extend(mark.content);
                after_mark = true;
                continue;
            }
            Inline::Text(text) if after_mark => match out.last_mut() {
                Some(Inline::Text(mark)) => mark.push_str(&text),
                _ => out.push(Inline::Text(text)),
            },
            inline => out.push(inline),
        }
        after_mark = false;
    }
    out
}

fn is_blank(content: &[Inline]) -> bool {
    content
        .iter()
        .all(|inline| matches!(inline, Inline::Text(text) if text.trim().is_empty()))
}

/// Whether a cell of GFM can hold these blocks.
pub(super) fn can_hold(content: &[Block]) -> bool {
    content.iter().all(|block| match block {
        Block::List(list) => is_simple(list),
        block => is_text(block),
    })
}

fn is_simple(list: &List) -> bool {
    let is_line = |item: &Item| match (item.done, item.content.as_slice()) {
        (None, [only]) => {
            is_text(only)
                && matches!(text_in(only), Block::Paragraph(content)
                    if !is_blank(content) && !content.contains(&Inline::Break))
        }
        _ => false,
    };
    let last = list.start.unwrap_or(0).saturating_add(list.items.len());
    list.items.len() >= FEWEST && last.to_string().len() <= DIGITS && list.items.iter().all(is_line)
}

fn is_text(block: &Block) -> bool {
    matches!(text_in(block), Block::Paragraph(inlines)
        if !inlines.is_empty()
            && inlines.first() != Some(&Inline::Break)
            && inlines.last() != Some(&Inline::Break)
            && !inlines
                .windows(2)
                .any(|pair| pair == [Inline::Break, Inline::Break]))
}

/// A text without the element that a mark says.
fn text_in(block: &Block) -> &Block {
    marks::marked(block).map_or(block, |(text, _)| text)
}

/// Blocks as they stand in a cell.
pub(super) fn text(content: &[Block], plain: bool) -> String {
    let mode = Mode {
        plain,
        in_table: true,
        ..Mode::default()
    };
    let line = |block: &Block| match (block, marks::marked(block)) {
        (Block::Paragraph(content), _) => spans::print(content, mode),
        (_, Some((Block::Paragraph(content), container))) if !plain => {
            spans::print_before(content, mode, Some('<')) + &marks::print(container)
        }
        (other, _) => print(std::slice::from_ref(other), true)
            .replace('|', "\\|")
            .replace('\n', "<br>"),
    };
    let text = |block: &Block| match block {
        Block::List(list) if !plain && is_simple(list) => {
            let items = list.items.iter().enumerate().map(|(at, item)| {
                let mark = match list.start {
                    Some(start) => format!("{}. ", start.saturating_add(at)),
                    None => "- ".to_owned(),
                };
                mark + &item.content.iter().map(line).collect::<String>()
            });
            items.collect::<Vec<_>>().join("<br>")
        }
        block => line(block),
    };
    let texts: Vec<String> = content.iter().map(text).collect();
    texts.join("<br><br>")
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::tree::Table, parse, print},
        *,
    };

    /// What the only cell of a table holds.
    fn cell(text: &str) -> Vec<Block> {
        let blocks = parse(&format!("||\n|-|\n|{text}|")).unwrap();
        match blocks.as_slice() {
            [Block::Table(Table { rows, .. })] => rows[0][0].content.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn lists_come_back() {
        for text in [
            "- a<br>- b",
            "x<br><br>- a<br>- *b* \\| `c`<br><br>3. d<br>4. [e](https://x.org)<br><br>y<br>z",
            "- a<br>- b<br><br>- c<br>- d",
            "9. a<br>10. b",
            "<!--atl:td colspan=1-->- a<!--atl:p class=x--><br>- ![](atl:attachment/a.png)",
            "- \\- a<br>- 1\\. b",
        ] {
            let markdown = format!("||\n|-|\n|{text}|");
            let blocks = parse(&markdown).unwrap();
            assert_eq!(print(&blocks, false), markdown);
            assert!(
                cell(text)
                    .iter()
                    .any(|block| matches!(block, Block::List(_)))
            );
        }
    }

    #[test]
    fn what_is_no_list_stays_text() {
        for (text, read) in [
            ("- a", "- a"),
            ("1. Quartal", "1. Quartal"),
            ("1. Januar<br>3. März", "1. Januar\n3. März"),
            ("a<br>- b<br>- c", "a\n- b\n- c"),
            ("- a<br>b", "- a\nb"),
            ("- a<br>2. b", "- a\n2. b"),
            ("\\- a<br>- b", "- a\n- b"),
            ("- <br>- b", "- \n- b"),
            ("1. a<br>2. ", "1. a\n2."),
        ] {
            let content = cell(text);
            let [Block::Paragraph(inlines)] = content.as_slice() else {
                panic!("{text}: {content:?}");
            };
            assert_eq!(plain_text(inlines).trim(), read, "{text}");
            let again = print(&parse(&format!("||\n|-|\n|{text}|")).unwrap(), false);
            assert_eq!(
                parse(&again).unwrap(),
                parse(&format!("||\n|-|\n|{text}|")).unwrap(),
                "{again}"
            );
        }
    }
}
