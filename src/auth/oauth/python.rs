//! The tokens that the Python server of this name left, which an account is taken over with, once.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Tokens;
use super::tokens::Written;

/// Where it keeps them, in the same folder as we do.
pub(super) fn file(folder: &Path, client_id: &str) -> PathBuf {
    folder.join(format!("oauth-{client_id}.json"))
}

/// What it left for a client. The file stays as it is.
pub(super) fn read(folder: &Path, client_id: &str) -> Option<Tokens> {
    let path = file(folder, client_id);
    let told = |why: &dyn std::fmt::Display| {
        let path = path.display();
        tracing::warn!("{path} cannot be taken over ({why}); run mcp-atlassian --oauth-setup");
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(error) => {
            told(&error);
            return None;
        }
    };
    let written: Option<Written> = serde_json::from_str(&text).ok();
    if written.is_none() {
        told(&"it is not as the Python server writes it");
    }
    Some(Tokens::from(written?)).filter(|tokens| tokens.refresh.is_some())
}

/// To be told when they were taken over.
pub(super) fn warn(folder: &Path, client_id: &str) {
    let path = file(folder, client_id);
    let path = path.display();
    tracing::warn!(
        "the OAuth tokens in {path} were taken over. Atlassian renews them for one program alone, so stop using the Python server with them, or run mcp-atlassian --oauth-setup for tokens of our own"
    );
}
