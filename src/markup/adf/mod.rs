//! Reader and writer, to be filled in: for now paragraphs of text only.

use serde_json::{Value, json};

use super::{
    Format, MarkupError,
    tree::{Block, plain_text},
};

pub(super) fn read(source: &str) -> Result<Vec<Block>, MarkupError> {
    let refused = |error: serde_json::Error| MarkupError::NotThisFormat {
        format: Format::Adf,
        reason: error.to_string(),
    };
    read_value(&serde_json::from_str(source).map_err(refused)?)
}

pub(super) fn read_value(document: &Value) -> Result<Vec<Block>, MarkupError> {
    Ok(vec![Block::text(document.to_string())])
}

pub(super) fn write(blocks: &[Block]) -> Result<String, MarkupError> {
    Ok(write_value(blocks)?.to_string())
}

pub(super) fn write_value(blocks: &[Block]) -> Result<Value, MarkupError> {
    let text = |block: &Block| match block {
        Block::Paragraph(content) => plain_text(content),
        _ => String::new(),
    };
    let paragraph =
        |block| json!({"type": "paragraph", "content": [{"type": "text", "text": text(block)}]});
    Ok(
        json!({"version": 1, "type": "doc", "content": blocks.iter().map(paragraph).collect::<Vec<_>>()}),
    )
}
