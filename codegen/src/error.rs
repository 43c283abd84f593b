//! The one error of this crate: each message says what is wrong, where, and what to do about it.

use std::path::{Path, PathBuf};

/// What can go wrong between Atlassian's documents and Rust.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file in question.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file is not what its name promises (JSON, TOML, OpenAPI, a list of operations).
    #[error("{place}: {problem}")]
    Malformed {
        /// The file or document in question.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A name that is not in [`crate::spec::DOCUMENTS`].
    #[error(
        "there is no document {name}{suggestion}; the documents are listed in codegen/src/documents.rs"
    )]
    UnknownDocument {
        /// The name as given.
        name: String,
        /// "; did you mean …?" or nothing.
        suggestion: String,
    },
    /// Operations that are wanted but not in the document, all of them at once.
    #[error("{document} has no operation\n{}", operations.join("\n"))]
    UnknownOperations {
        /// The document's name.
        document: String,
        /// One line for each operation, with a suggestion where there is one.
        operations: Vec<String>,
    },
    /// What is wrong with `tools.toml`, all of it at once.
    #[error("{}", .0.join("\n"))]
    Manifest(Vec<String>),
    /// A `$ref` that leads nowhere, or out of the document.
    #[error("{document}: the reference {reference} leads nowhere")]
    Reference {
        /// The document's name.
        document: String,
        /// The reference as written.
        reference: String,
    },
    /// A fixup that changes nothing, or not what it means to: upstream has mended what it is for, or broken it anew.
    #[error(
        "{document}: the fixup {fixup} no longer applies: {problem}; delete or mend it in codegen/src/fixups/"
    )]
    Fixup {
        /// The document's name.
        document: String,
        /// The name of the function.
        fixup: String,
        /// What it did not find.
        problem: String,
    },
    /// A document that could not be got from its address.
    #[error(
        "{address}: {problem}; if it is another address now, change its source in codegen/src/documents.rs; or download it and name the file in place of --fetch"
    )]
    Fetch {
        /// The address in question.
        address: String,
        /// What went wrong.
        problem: String,
    },
    /// A document that progenitor makes no client of.
    #[error("{document}: no client can be generated: {problem}")]
    Generation {
        /// The document's name.
        document: String,
        /// What progenitor says.
        problem: String,
    },
}

impl Error {
    /// Says which file an operating system's error is about; for `map_err`.
    pub fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }

    /// Says which file or document is malformed, and how; for `map_err`.
    pub fn malformed<P: ToString>(place: impl ToString) -> impl FnOnce(P) -> Self {
        let place = place.to_string();
        move |problem| Self::Malformed {
            place,
            problem: problem.to_string(),
        }
    }
}
