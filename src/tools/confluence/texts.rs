//! Texts that come many at a time: whom all of them mention is looked up at once.

use std::collections::HashMap;

use super::people;
use crate::access::Access;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::people::mentioned;
use markup::{Document, Format, ReadOptions, UserKind, WriteOptions};

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
pub async fn shown<A: Access>(ctx: &Ctx<A>, bodies: &[&str], others: Vec<String>) -> Shown {
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

/// Markdown as storage format; mentioned people are looked up and must exist.
///
/// # Errors
/// [`Error::Arguments`] for people who do not exist and for damaged elements.
pub async fn written<A: Access>(ctx: &Ctx<A>, markdown: &str) -> Result<String> {
    let find = async |who: String| people::mention(ctx, &who).await;
    let people = mentioned(markdown, find).await?;
    let options = WriteOptions {
        resolver: &|who| people.get(who).cloned(),
        unknown_as_text: false,
        data_center_languages: ctx.deployment(Product::Confluence)? == Deployment::DataCenter,
    };
    let written = markup::from_markdown(Format::Storage, markdown, &options);
    written.map_err(|e| Error::Arguments(e.to_string()))
}
