//! Reader and writer, to be filled in: for now the source is text, and text is written.

use super::{
    MarkupError,
    tree::{Block, Inline, plain_text},
};

pub(super) fn read(source: &str) -> Result<Vec<Block>, MarkupError> {
    Ok(vec![Block::text(source)])
}

pub(super) fn write(blocks: &[Block]) -> Result<String, MarkupError> {
    let text = |block: &Block| match block {
        Block::Paragraph(content) => plain_text(content),
        Block::Leaf(Inline::Carrier(_, source)) => source.text.clone(),
        _ => String::new(),
    };
    Ok(blocks.iter().map(text).collect::<Vec<_>>().join("\n\n"))
}
