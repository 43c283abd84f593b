//! Texts that come many at a time: whom all of them mention is looked up at once.

use std::collections::HashMap;

use super::people;
use crate::ctx::Ctx;
use markup::{Document, Format, ReadOptions, UserKind};

/// The largest text that is converted, in bytes: its tree takes some 150 times as much memory.
const LARGEST: usize = 1 << 20;

/// Texts as Markdown, with the names of people.
pub struct Shown {
    /// In the order of the texts.
    pub texts: Vec<String>,
    /// By id.
    pub names: HashMap<String, String>,
}

/// Storage formats as Markdown, and the names of those whom they mention and of `others` by account id. A text that cannot be
/// converted stays as it is.
pub async fn shown(ctx: &Ctx, bodies: &[&str], others: Vec<String>) -> Shown {
    let read = |body: &&str| match body.len() > LARGEST {
        true => None,
        false => Document::read(Format::Storage, body).ok(),
    };
    let mut documents: Vec<Option<Document>> = bodies.iter().map(read).collect();
    let mut ids: Vec<(UserKind, String)> = Vec::new();
    let others = others.into_iter().map(|id| (UserKind::AccountId, id));
    let mentioned = documents.iter_mut().flatten().flat_map(Document::ids);
    for id in others.chain(mentioned) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let reading = ReadOptions {
        names: people::names(ctx, ids).await,
        ..ReadOptions::default()
    };
    let texts = documents.into_iter().zip(bodies);
    let texts = texts.map(|(document, body)| match document {
        Some(document) => document.to_markdown(&reading).trim_end().to_owned(),
        None => (*body).to_owned(),
    });
    Shown {
        texts: texts.collect(),
        names: reading.names,
    }
}
