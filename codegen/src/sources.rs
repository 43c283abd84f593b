//! `specs/sources.toml`: where each slice comes from.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use toml::value::Datetime;

use crate::Error;
use crate::node::{at, text};
use crate::spec::{DOCUMENTS, Document, Spec};

/// Where a slice comes from: a table of `specs/sources.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document's name.
    pub name: String,
    /// Atlassian's public address, without the scheme.
    pub url: String,
    /// `info.version` of the document.
    pub version: String,
    /// The day the copy was taken from that address.
    pub copied: Datetime,
    /// The checksum of the whole document, to know it again.
    pub sha256: String,
}

/// The file beside the slices.
const FILE: &str = "sources.toml";

const HEAD: &str = "# Where the slices in this folder come from. Written by `cargo run -p atlassian-mcp-codegen -- import`.\n\n";

/// The content of the file.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    source: Vec<Source>,
}

/// What `sources.toml` in the folder `specs` says, in the order of the documents; nothing if there is no such file.
pub fn read(specs: &Path) -> Result<Vec<Source>, Error> {
    let path = specs.join(FILE);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(&path).map_err(Error::file(&path))?;
    let sources: Sources = toml::from_str(&text).map_err(Error::malformed(path.display()))?;
    Ok(sources.source)
}

/// Whether `whole` is the copy of a document that `specs` holds a slice of.
///
/// # Errors
/// If `sources.toml` cannot be read.
pub fn is_recorded(specs: &Path, document: &Document, whole: &str) -> Result<bool, Error> {
    let sha256 = sha256(whole.as_bytes());
    let is_it = |source: &Source| source.name == document.name && source.sha256 == sha256;
    Ok(read(specs)?.iter().any(is_it))
}

/// Where the document with the text `whole` comes from. Without a date, it must be the copy that `known` has the date of.
pub(crate) fn of(
    upstream: &Spec,
    whole: &str,
    copied: Option<Datetime>,
    known: &[Source],
) -> Result<Source, Error> {
    let document = upstream.document;
    let problem = Error::malformed(document.name);
    let Some(url) = document.source else {
        return Err(problem(
            "this document is our own; edit it by hand in specs/own/",
        ));
    };
    let sha256 = sha256(whole.as_bytes());
    let same = known
        .iter()
        .find(|source| source.name == document.name && source.sha256 == sha256);
    let Some(copied) = copied.or(same.map(|source| source.copied)) else {
        return Err(problem(
            "this is a new copy: say when it was taken with --copied YYYY-MM-DD",
        ));
    };
    Ok(Source {
        name: document.name.to_owned(),
        url: url.to_owned(),
        version: text(at(&upstream.content, "info"), "version").to_owned(),
        copied,
        sha256,
    })
}

/// Writes `sources.toml` anew with `entry` in its place among the `known` ones.
pub(crate) fn write(specs: &Path, known: Vec<Source>, entry: Source) -> Result<(), Error> {
    let mut source = known;
    source.retain(|source| source.name != entry.name);
    source.push(entry);
    source.sort_by_key(|source| {
        DOCUMENTS
            .iter()
            .position(|document| document.name == source.name)
    });
    let path = specs.join(FILE);
    let tables = toml::to_string(&Sources { source }).map_err(Error::malformed(path.display()))?;
    fs::write(&path, format!("{HEAD}{tables}")).map_err(Error::file(&path))
}

/// The SHA-256 of bytes in hexadecimal digits, as `sources.toml` names documents.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
