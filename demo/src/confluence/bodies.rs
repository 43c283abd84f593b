//! What pages say, in the format that they are stored in and in the other one, as Cloud converts between its two editors.

use serde_json::{Map, Value, json};

use super::model::{Kind, Page};
use crate::{people::uuid, rich};
use markup::{Format, ReadOptions, WriteOptions};

/// Nodes that the new editor gives an id of their own.
const WITH_ID: &str = "blockquote bulletList codeBlock expand heading listItem mediaSingle nestedExpand orderedList panel paragraph \
    rule table tableCell tableHeader tableRow taskItem taskList decisionItem decisionList";

impl Page {
    /// Makes a page that was written in storage format one of Cloud's new editor, unless it is older than that.
    pub(super) fn enter_cloud(&mut self) {
        if !self.legacy && self.kind != Kind::Folder {
            self.is_adf = true;
            self.body = self.as_adf(&self.body);
        }
    }

    /// Puts the anchors of inline comments around their texts.
    pub(super) fn anchor_comments(&mut self) {
        let inline = self
            .comments
            .iter()
            .filter(|comment| comment.state.as_deref() != Some("dangling"));
        for comment in inline {
            let Some(selection) = &comment.selection else {
                continue;
            };
            let (open, close) = (
                format!(
                    "<ac:inline-comment-marker ac:ref=\"marker-{}\">",
                    comment.id
                ),
                "</ac:inline-comment-marker>",
            );
            self.body = self
                .body
                .replacen(selection, &format!("{open}{selection}{close}"), 1);
        }
    }

    /// The body in storage format.
    pub(super) fn storage(&self) -> String {
        if self.is_adf {
            converted(Format::Adf, Format::Storage, &self.body)
        } else {
            self.body.clone()
        }
    }

    /// The body in ADF.
    pub(super) fn adf(&self) -> String {
        if self.is_adf {
            self.body.clone()
        } else {
            self.as_adf(&self.body)
        }
    }

    /// The bare words of the body.
    pub(super) fn words(&self) -> String {
        match serde_json::from_str::<Value>(&self.body) {
            Ok(document) if self.is_adf => rich::words(&document),
            _ => rich::bare(&self.body),
        }
    }

    /// Stores what was sent. ADF makes a page one of the new editor; storage format that is sent to such a page is converted, all of
    /// it. Inline comments whose anchors are gone dangle from then on.
    pub(super) fn store(&mut self, body: Sent) {
        match body {
            Sent::Adf(adf) => {
                self.body = adf;
                self.is_adf = true;
            }
            Sent::Storage(storage) if self.is_adf => self.body = self.as_adf(&storage),
            Sent::Storage(storage) => self.body = storage,
        }
        let body = &self.body;
        let comments = self
            .comments
            .iter_mut()
            .filter(|comment| comment.selection.is_some());
        for comment in comments {
            if !body.contains(&format!("marker-{}\"", comment.id)) {
                comment.state = Some("dangling".to_owned());
            }
        }
    }

    /// Storage format as the new editor has it: every node with an id that nothing had before.
    fn as_adf(&self, storage: &str) -> String {
        let adf = converted(Format::Storage, Format::Adf, storage);
        let mut document: Value = serde_json::from_str(&adf).unwrap_or_default();
        for comment in &self.comments {
            let anchor = format!("marker-{}", comment.id);
            if let Some(selection) = comment
                .selection
                .as_ref()
                .filter(|_| storage.contains(&format!("{anchor}\"")))
            {
                annotate(&mut document, selection, &anchor);
            }
        }
        let mut number = 0;
        identify(
            &mut document,
            &format!("{} {}", self.id, self.version()),
            &mut number,
        );
        document.to_string()
    }
}

/// A body as it was sent.
pub(super) enum Sent {
    Adf(String),
    Storage(String),
}

fn converted(from: Format, to: Format, body: &str) -> String {
    let converted = markup::convert(
        from,
        to,
        body,
        &ReadOptions::default(),
        &WriteOptions::default(),
    );
    converted.unwrap_or_default()
}

fn identify(node: &mut Value, seed: &str, number: &mut usize) {
    let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
    let has_id = WITH_ID.split_whitespace().any(|name| name == kind);
    if let (true, Some(node)) = (has_id, node.as_object_mut()) {
        *number += 1;
        let attrs = node.entry("attrs").or_insert_with(|| Map::new().into());
        if let Some(attrs) = attrs.as_object_mut() {
            let id = uuid(&format!("{seed} {number}"));
            attrs.insert(
                "localId".to_owned(),
                id.split('-').next().unwrap_or_default().into(),
            );
        }
    }
    let content = node.get_mut("content").and_then(Value::as_array_mut);
    content
        .into_iter()
        .flatten()
        .for_each(|child| identify(child, seed, number));
}

/// Marks the first text that says this as what a comment is about; says whether there is one.
fn annotate(node: &mut Value, selection: &str, anchor: &str) -> bool {
    let Some(content) = node.get_mut("content").and_then(Value::as_array_mut) else {
        return false;
    };
    let found = content.iter().enumerate().find_map(|(at, child)| {
        let (before, after) = child.get("text")?.as_str()?.split_once(selection)?;
        Some((at, before.to_owned(), after.to_owned()))
    });
    let Some((at, before, after)) = found else {
        return content
            .iter_mut()
            .any(|child| annotate(child, selection, anchor));
    };
    let text = content.remove(at);
    let piece = |words: &str| {
        let mut piece = text.clone();
        crate::json::put(&mut piece, "text", words);
        piece
    };
    let mut marked = piece(selection);
    let mut marks = text
        .get("marks")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    marks.push(
        json!({"type": "annotation", "attrs": {"id": anchor, "annotationType": "inlineComment"}}),
    );
    crate::json::put(&mut marked, "marks", marks);
    let pieces = [piece(&before), marked, piece(&after)];
    let pieces = pieces
        .into_iter()
        .filter(|piece| piece.get("text").is_some_and(|text| text != ""));
    content.splice(at..at, pieces);
    true
}
