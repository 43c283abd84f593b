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
mod splice;
mod table;
mod write;

use serde_json::{Value, json};

use self::node::Node;
pub(super) use self::splice::Document;
use super::{
    Format, MarkupError,
    place::{Nodes, Placed},
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
        Ok(document) => read_value(&document).map(|placed| placed.blocks),
        Err(_) if is_deep(source) => Ok(texts(node::texts_of_json(source)).blocks),
        Err(error) => Err(refused(error.to_string())),
    }
}

/// The JSON of a document; null for an empty text.
///
/// # Errors
/// If it is not JSON.
pub(super) fn parse(source: &str) -> Result<Value, MarkupError> {
    match source.trim() {
        "" => Ok(Value::Null),
        _ => serde_json::from_str(source).map_err(|error| refused(error.to_string())),
    }
}

/// Reads a document, or a node of one; nothing, if the value is null, as Jira answers for an empty field.
///
/// # Errors
/// If the value is no node at all.
pub(super) fn read_value(document: &Value) -> Result<Placed<Nodes>, MarkupError> {
    if node::is_deeper(document, DEEPEST) {
        return Ok(texts(node::texts(document)));
    }
    match document {
        Value::Null => Ok(Placed::default()),
        Value::String(text) => Ok(texts(vec![text.clone()])),
        _ => match Node::new(document) {
            node if node.kind() == "doc" => Ok(read::blocks(node, &[], 0)),
            node if !node.kind().is_empty() => Ok(alone(node)),
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
/// As [`write()`].
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

/// A node outside of any document.
fn alone(node: Node<'_>) -> Placed<Nodes> {
    let document = json!({"type": "doc", "content": [node.value()]});
    let mut placed = read::blocks(Node::new(&document), &[], 0);
    placed.origins.clear();
    placed
}

/// Texts without any place.
fn texts(texts: Vec<String>) -> Placed<Nodes> {
    let blocks = texts.into_iter().map(|text| inlines::text(&text));
    let blocks = blocks.filter(|inlines| !plain_text(inlines).trim().is_empty());
    Placed {
        blocks: blocks.map(Block::Paragraph).collect(),
        origins: Vec::new(),
    }
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
