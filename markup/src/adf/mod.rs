//! ADF (Atlassian Document Format): the JSON in which Jira Cloud keeps rich text.
//!
//! What each node may hold is Atlassian's `full.json` schema, of the npm package `@atlaskit/adf-schema`; the writer
//! keeps to it. `localId`s are not kept, except within carriers.

mod cards;
mod elements;
mod inlines;
mod lists;
mod macros;
mod marks;
mod media;
mod node;
mod place;
mod read;
mod table;
mod write;

use serde_json::{Value, json};

use self::node::Node;
use super::{
    Format, MarkupError,
    tree::{Block, plain_text},
};

/// The deepest JSON that is read as a document, which is also what `serde_json` takes; deeper, its text is.
const DEEPEST: usize = 128;

/// Reads ADF as JSON text; an empty one is an empty document.
///
/// # Errors
/// If it is neither JSON nor a document.
pub(super) fn read(source: &str) -> Result<Vec<Block>, MarkupError> {
    match serde_json::from_str(source) {
        _ if source.trim().is_empty() => Ok(Vec::new()),
        Ok(document) => read_value(&document),
        Err(_) if is_deep(source) => Ok(texts(node::texts_of_json(source))),
        Err(error) => Err(refused(error.to_string())),
    }
}

/// Reads a document, or a node of one; nothing, if the value is null, as Jira answers for an empty field.
///
/// # Errors
/// If the value is no node at all.
pub(super) fn read_value(document: &Value) -> Result<Vec<Block>, MarkupError> {
    if node::is_deeper(document, DEEPEST) {
        return Ok(texts(node::texts(document)));
    }
    match document {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(texts(vec![text.clone()])),
        _ => match Node::new(document) {
            node if node.kind() == "doc" => Ok(read::blocks(node.content(), 0)),
            node if !node.kind().is_empty() => Ok(read::blocks(std::iter::once(node), 0)),
            _ => Err(refused("it has no `type`".to_owned())),
        },
    }
}

/// Writes a document as JSON text.
///
/// # Errors
/// None so far: what ADF cannot hold in its place is put beside it, or becomes text.
pub(super) fn write(blocks: &[Block]) -> Result<String, MarkupError> {
    Ok(write_value(blocks)?.to_string())
}

/// Writes a document.
///
/// # Errors
/// As [`write`].
pub(super) fn write_value(blocks: &[Block]) -> Result<Value, MarkupError> {
    let content = write::Writer::default().document(blocks);
    Ok(json!({"type": "doc", "version": 1, "content": content}))
}

fn refused(reason: String) -> MarkupError {
    MarkupError::NotThisFormat {
        format: Format::Adf,
        reason,
    }
}

fn texts(texts: Vec<String>) -> Vec<Block> {
    let blocks = texts.into_iter().map(|text| inlines::text(&text));
    let blocks = blocks.filter(|inlines| !plain_text(inlines).trim().is_empty());
    blocks.map(Block::Paragraph).collect()
}

/// Whether brackets nest deeper than `serde_json` allows.
fn is_deep(source: &str) -> bool {
    let mut depth = 0_usize;
    source.bytes().any(|byte| {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST - 1
    })
}
