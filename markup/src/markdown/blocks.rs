//! comrak's blocks to ours: pairs the comments and tags that stand around blocks.

use comrak::nodes::{AlertType, ListType, Node, NodeCodeBlock, NodeList, NodeValue};

use super::{
    super::{
        MarkupError, attrs, html, reference,
        tree::{Block, Code, Container, Inline, Item, List, MAX_DEPTH, Panel, PanelKind},
    },
    inlines, marks, parse_at, parts, table,
};

/// What is open around the blocks being collected.
enum Open {
    Details(String),
    Container(String),
}

/// The blocks below a node.
pub(super) fn children(parent: Node<'_>, depth: usize) -> Result<Vec<Block>, MarkupError> {
    let mut pairing = Pairing {
        open: Vec::new(),
        blocks: Vec::new(),
        depth,
    };
    if depth >= MAX_DEPTH {
        return Ok(vec![Block::Paragraph(vec![Inline::Text(
            inlines::text_below(parent),
        )])]);
    }
    for child in parent.children() {
        pairing.add(child)?;
    }
    pairing.finish()
}

/// A list of siblings, in which comments and tags pair.
struct Pairing {
    open: Vec<(Open, Vec<Block>)>,
    blocks: Vec<Block>,
    depth: usize,
}

impl Pairing {
    fn add(&mut self, node: Node<'_>) -> Result<(), MarkupError> {
        let html = match &node.data().value {
            NodeValue::HtmlBlock(html) => Some(html.literal.trim().to_owned()),
            _ => None,
        };
        match html {
            Some(html) => self.html(&html),
            None => {
                self.blocks
                    .extend(block(node, self.depth + 1 + self.open.len())?);
                Ok(())
            }
        }
    }

    /// An HTML block: tags and comments that pair, and after the first of them Markdown again.
    fn html(&mut self, source: &str) -> Result<(), MarkupError> {
        let ends = Ends::of(source);
        let mut rest = source;
        while !rest.is_empty() {
            rest = match self.mark(rest, ends)? {
                Some(after) => after.trim(),
                None => {
                    let (text, after) = rest.split_at(next_mark(rest));
                    self.between(text, rest.len() == source.len())?;
                    after
                }
            };
        }
        Ok(())
    }

    /// Takes one tag or comment of the dialect from the start, and gives what follows.
    fn mark<'s>(&mut self, source: &'s str, ends: Ends) -> Result<Option<&'s str>, MarkupError> {
        if let Some(rest) = source.strip_prefix(marks::END) {
            while self.ends_by_itself() {
                self.close_innermost(marks::END)?;
            }
            self.close_innermost(marks::END)?;
            return Ok(Some(rest));
        }
        if let Some(rest) = source.strip_prefix(marks::END_OF_INNERMOST) {
            self.close_innermost(marks::END_OF_INNERMOST)?;
            return Ok(Some(rest));
        }
        if let Some((head, rest)) = source
            .strip_prefix("<!--atl:")
            .filter(|_| source.len() > ends.comment)
            .and_then(|text| text.split_once("-->"))
        {
            self.open_container(head)?;
            return Ok(Some(rest));
        }
        if source.len() > ends.comment
            && let Some((comment, rest)) = inlines::comment(source)
        {
            self.blocks.extend(comment.map(Block::Leaf));
            return Ok(Some(rest));
        }
        if let Some((title, rest)) = details(source, ends) {
            self.push(Open::Details(title))?;
            return Ok(Some(rest));
        }
        let closes = matches!(self.open.last(), Some((Open::Details(_), _)));
        let rest = source.strip_prefix("</details>").filter(|_| closes);
        if rest.is_some() {
            self.close_details();
        }
        Ok(rest)
    }

    fn open_container(&mut self, head: &str) -> Result<(), MarkupError> {
        let name = head.split(' ').next().unwrap_or_default();
        if table::MARKERS.contains(&name) {
            self.blocks.push(container(head, Vec::new())?);
            return Ok(());
        }
        if let Some(level) = parts::level(head) {
            while self.level().is_some_and(|open| open >= level) {
                self.close_innermost(head)?;
            }
        }
        self.push(Open::Container(head.to_owned()))
    }

    /// The level of the part that is open innermost.
    fn level(&self) -> Option<u8> {
        match self.open.last() {
            Some((Open::Container(head), _)) => parts::level(head),
            _ => None,
        }
    }

    /// Whether what is open innermost, but for expands, is a part.
    fn ends_by_itself(&self) -> bool {
        let containers = self.open.iter().rev().find_map(|(open, _)| match open {
            Open::Container(head) => Some(head),
            Open::Details(_) => None,
        });
        containers.is_some_and(|head| parts::level(head).is_some())
    }

    fn between(&mut self, text: &str, first: bool) -> Result<(), MarkupError> {
        if first || text.starts_with("</") {
            self.blocks.extend(inlines::html_block(text)?);
        } else {
            self.blocks
                .extend(parse_at(text, self.depth + 1 + self.open.len())?);
        }
        Ok(())
    }

    fn push(&mut self, open: Open) -> Result<(), MarkupError> {
        match open {
            Open::Container(head) if self.is_full() => {
                return Err(MarkupError::Unpaired(format!("<!--atl:{head}-->")));
            }
            Open::Details(title) if self.is_full() => {
                let text = (!title.is_empty()).then(|| Block::text(title));
                self.blocks.extend(text);
            }
            open => self.open.push((open, std::mem::take(&mut self.blocks))),
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.depth + self.open.len() >= MAX_DEPTH
    }

    fn close_details(&mut self) {
        if let Some((Open::Details(title), before)) = self.open.pop() {
            let content = std::mem::replace(&mut self.blocks, before);
            let content = table::without_markers(content);
            self.blocks.push(Block::Expand(title, content));
        }
    }

    /// Closes one container, for this mark.
    fn close_innermost(&mut self, mark: &str) -> Result<(), MarkupError> {
        while matches!(self.open.last(), Some((Open::Details(_), _))) {
            self.close_details();
        }
        let Some((Open::Container(head), before)) = self.open.pop() else {
            return Err(MarkupError::Unpaired(mark.to_owned()));
        };
        let content = std::mem::replace(&mut self.blocks, before);
        self.blocks.push(container(&head, content)?);
        Ok(())
    }

    /// An expand that nobody closed ends here; a container that nobody closed is damage.
    fn finish(mut self) -> Result<Vec<Block>, MarkupError> {
        while let Some((open, _)) = self.open.last() {
            match open {
                Open::Details(_) => self.close_details(),
                Open::Container(head) => {
                    return Err(MarkupError::Unpaired(format!("<!--atl:{head}-->")));
                }
            }
        }
        Ok(table::without_markers(self.blocks))
    }
}

/// How much of a block of HTML comes after the last end of a comment and of a summary: what begins in there is not
/// searched for one, which would take quadratic time.
#[derive(Clone, Copy)]
struct Ends {
    comment: usize,
    summary: usize,
}

impl Ends {
    fn of(source: &str) -> Self {
        let after = |end| source.rfind(end).map_or(usize::MAX, |at| source.len() - at);
        Self {
            comment: after("-->"),
            summary: after("</summary>"),
        }
    }
}

/// Where the next tag or comment of the dialect begins after the start of `source`.
fn next_mark(source: &str) -> usize {
    let marks = ["<!--", "<details>", "<details open>", "</details>"];
    let is_mark = |at: &usize| {
        source
            .get(*at..)
            .is_some_and(|rest| marks.iter().any(|mark| rest.starts_with(mark)))
    };
    let mut found = source
        .match_indices('<')
        .map(|(at, _)| at)
        .skip_while(|at| *at == 0);
    found.find(is_mark).unwrap_or(source.len())
}

fn container(head: &str, content: Vec<Block>) -> Result<Block, MarkupError> {
    let damaged = || MarkupError::Damaged(format!("<!--atl:{head}-->"));
    let (name, mut attrs, mut source) = html::parse_head(head).ok_or_else(damaged)?;
    if name == "table" || table::MARKERS.contains(&name.as_str()) {
        attrs.extend(reference::attribute(source.take()));
    }
    Ok(match name.as_str() {
        "table" => table::from_container(attrs, content),
        _ => Block::Container(Container {
            name,
            attrs,
            source,
            content: table::without_markers(content),
        }),
    })
}

/// `<details><summary>title</summary>`: the title, and what follows.
fn details(source: &str, ends: Ends) -> Option<(String, &str)> {
    let inner = ["<details>", "<details open>"]
        .iter()
        .find_map(|tag| source.strip_prefix(tag))?
        .trim_start();
    let Some((title, rest)) = inner
        .strip_prefix("<summary>")
        .filter(|_| source.len() > ends.summary)
        .and_then(|inner| inner.split_once("</summary>"))
    else {
        return Some((String::new(), inner));
    };
    Some((html::unescape(&plain_title(title)), rest))
}

/// A title is one line without styles, though people write there what they like.
fn plain_title(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for piece in title.split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.rfind('<').unwrap_or(piece.len()));
        out.push_str(text);
        if html::tag(tag).is_none() {
            out.push_str(tag);
        }
    }
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

fn block(node: Node<'_>, depth: usize) -> Result<Option<Block>, MarkupError> {
    Ok(Some(match &node.data().value {
        NodeValue::Paragraph => paragraph(node, depth)?,
        NodeValue::Heading(heading) => {
            let content = inlines::children(node, depth)?;
            marks::within(content, |content| Block::Heading(heading.level, content))
        }
        NodeValue::BlockQuote => Block::Quote(children(node, depth)?),
        NodeValue::List(list) => Block::List(items(node, list, depth)?),
        NodeValue::CodeBlock(block) => Block::Code(code(block)),
        NodeValue::ThematicBreak => Block::Rule,
        NodeValue::Table(table) => Block::Table(table::from_gfm(node, &table.alignments, depth)?),
        NodeValue::FootnoteDefinition(footnote) => {
            Block::Footnote(footnote.name.clone(), children(node, depth)?)
        }
        NodeValue::Alert(alert) => {
            let content = children(node, depth)?;
            Block::Panel(Panel {
                kind: kind(alert.alert_type),
                title: alert.title.clone(),
                content,
            })
        }
        _ => return Ok(None),
    }))
}

/// An element alone in a paragraph is a block if that is its nature, or if its title says so.
fn paragraph(node: Node<'_>, depth: usize) -> Result<Block, MarkupError> {
    let content = inlines::children(node, depth)?;
    Ok(marks::within(content, |mut content| {
        if let [only] = content.as_mut_slice() {
            let position = node.first_child().and_then(position);
            if position.unwrap_or_else(|| only.stands_alone()) {
                return Block::Leaf(std::mem::replace(only, Inline::Break));
            }
        }
        Block::Paragraph(content)
    }))
}

/// Whether a link's title says that it is a block or that it is an inline.
fn position(node: Node<'_>) -> Option<bool> {
    match &node.data().value {
        NodeValue::Link(link) | NodeValue::Image(link) => match link.title.as_str() {
            "block" => Some(true),
            "inline" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn items(node: Node<'_>, list: &NodeList, depth: usize) -> Result<List, MarkupError> {
    let item = |item: Node<'_>| {
        let done = match &item.data().value {
            NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
            _ => None,
        };
        Ok(Item {
            done,
            content: children(item, depth)?,
        })
    };
    let start = (list.list_type == ListType::Ordered).then_some(list.start);
    Ok(List {
        start,
        items: node.children().map(item).collect::<Result<_, _>>()?,
    })
}

fn code(block: &NodeCodeBlock) -> Code {
    let info = block.info.trim();
    let first = info.split_whitespace().next().unwrap_or_default();
    let language = if first.contains('=') { "" } else { first };
    let rest = info.strip_prefix(language).unwrap_or_default();
    let text = block.literal.strip_suffix('\n').unwrap_or(&block.literal);
    Code {
        language: attrs::decode(language),
        attrs: attrs::parse(rest),
        text: text.to_owned(),
    }
}

fn kind(alert: AlertType) -> PanelKind {
    match alert {
        AlertType::Note => PanelKind::Note,
        AlertType::Tip => PanelKind::Tip,
        AlertType::Important => PanelKind::Important,
        AlertType::Warning => PanelKind::Warning,
        AlertType::Caution => PanelKind::Caution,
    }
}
