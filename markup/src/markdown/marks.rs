//! Comments within a line that say how something is set: `<!--atl:td colspan=2-->` first in a cell of GFM,
//! `<!--atl:p x/417093-->` or `<!--atl:h2 x/417093-->` last in a paragraph or a heading.

use comrak::nodes::{Node, NodeValue};

use super::super::{
    MarkupError, html, reference,
    tree::{Block, Container, Inline, plain_text},
};

/// Ends the innermost container that needs an end.
pub(super) const END: &str = "<!--/-->";
/// Ends the innermost container, whichever it is; so all ended in older Markdown.
pub(super) const END_OF_INNERMOST: &str = "<!--/atl-->";

const CELLS: [&str; 2] = ["td", "th"];
const TEXTS: [&str; 7] = ["p", "h1", "h2", "h3", "h4", "h5", "h6"];

/// What a mark says: a container without what it holds.
pub(super) type Mark = Container<Inline>;

/// Takes the mark of a cell off.
pub(super) fn of_cell(cell: Node<'_>) -> Result<Option<Mark>, MarkupError> {
    let Some(first) = cell.first_child() else {
        return Ok(None);
    };
    let mark = match &first.data().value {
        NodeValue::HtmlInline(source) => read(source, &CELLS)?,
        _ => None,
    };
    Ok(mark.map(|mut mark| {
        first.detach();
        mark.attrs.extend(reference::attribute(mark.source.take()));
        mark
    }))
}

/// Blanks after a mark are none of the text.
pub(super) fn trim_start(content: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = content.first_mut() {
        *text = text.trim_start_matches(' ').to_owned();
        if text.is_empty() {
            content.remove(0);
        }
    }
}

/// The mark of a text, if a comment stands where one may be: last in a block, or before the break that ends a paragraph of
/// a cell. Until [`paragraph`] or a heading takes it, it is a container that holds nothing.
pub(super) fn of_text(node: Node<'_>, source: &str) -> Result<Option<Inline>, MarkupError> {
    let in_block = node.parent().is_some_and(|parent| {
        matches!(
            parent.data().value,
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell
        )
    });
    let is_last = node.next_sibling().is_none_or(|next| {
        matches!(&next.data().value, NodeValue::HtmlInline(tag) if html::tag(tag) == Some(html::Tag::Break))
    });
    if !in_block || !is_last {
        return Ok(None);
    }
    Ok(read(source, &TEXTS)?.map(Inline::Container))
}

fn read(source: &str, names: &[&str]) -> Result<Option<Mark>, MarkupError> {
    let head = source
        .strip_prefix("<!--atl:")
        .and_then(|head| head.strip_suffix("-->"));
    let named = head.filter(|head| {
        let name = head.split(' ').next().unwrap_or_default();
        names.contains(&name)
    });
    let Some(head) = named else {
        return Ok(None);
    };
    let damaged = || MarkupError::Damaged(source.to_owned());
    let (name, attrs, source) = html::parse_head(head).ok_or_else(damaged)?;
    Ok(Some(Container {
        name,
        attrs,
        source,
        content: Vec::new(),
    }))
}

/// A paragraph, in the element that the mark at its end says.
pub(super) fn paragraph(content: Vec<Inline>) -> Block {
    within(content, Block::Paragraph)
}

/// A text in the element that the mark at its end says.
pub(super) fn within(mut content: Vec<Inline>, text: impl FnOnce(Vec<Inline>) -> Block) -> Block {
    let is_mark = |inline: &mut Inline| {
        matches!(inline, Inline::Container(mark)
            if mark.content.is_empty() && TEXTS.contains(&mark.name.as_str()))
    };
    let Some(Inline::Container(mark)) = content.pop_if(is_mark) else {
        return text(content);
    };
    if let Some(Inline::Text(last)) = content.last_mut() {
        last.truncate(last.trim_end_matches(' ').len());
    }
    Block::Container(Container {
        name: mark.name,
        attrs: mark.attrs,
        source: mark.source,
        content: vec![text(content)],
    })
}

/// A paragraph or a heading in an element that a mark can say, and that element.
pub(super) fn marked(block: &Block) -> Option<(&Block, &Container<Block>)> {
    let Block::Container(container) = block else {
        return None;
    };
    let [text] = container.content.as_slice() else {
        return None;
    };
    let content = match text {
        Block::Paragraph(content) if container.name == "p" => content,
        Block::Heading(level, content) if container.name == format!("h{level}") => content,
        _ => return None,
    };
    // Alone on a line, a mark would begin an element around blocks.
    let fits = !plain_text(content).trim().is_empty() && content.last() != Some(&Inline::Break);
    fits.then_some((text, container))
}

/// A mark as it stands in Markdown.
pub(super) fn print(container: &Container<Block>) -> String {
    comment(&html::head(
        &container.name,
        &container.attrs,
        container.source.as_ref(),
    ))
}

/// A comment of the dialect within a line, where a bar would end a cell.
pub(super) fn comment(head: &str) -> String {
    format!("<!--atl:{}-->", head.replace('|', "%7C"))
}
