//! What a document says.

use serde::Deserialize;

use crate::server::http::sign_in::client::LONGEST_NAME;
use crate::server::http::sign_in::redirect::{self, MOST, MOST_BYTES, Redirect};

/// What a client says of itself at the address that is its id.
#[derive(Clone, Debug)]
pub struct ClientDocument {
    /// What it calls itself.
    pub name: Option<String>,
    /// Where people may be sent back to: at least one.
    pub redirects: Vec<Redirect>,
}

/// As it is written (RFC 7591 §2).
#[derive(Deserialize)]
struct Written {
    client_id: String,
    client_name: Option<String>,
    #[serde(default)]
    redirect_uris: Vec<String>,
    #[serde(default)]
    token_endpoint_auth_method: String,
}

/// Reads the document at an address.
///
/// # Errors
/// What is wrong with it, as the rest of a sentence about it.
pub(super) fn read(body: &[u8], id: &str) -> Result<ClientDocument, String> {
    let written: Written = serde_json::from_slice(body)
        .map_err(|error| format!("is not what it should be: {error}"))?;
    if written.client_id != id {
        return Err(
            "is about another client: its client_id is not the address that it is at".into(),
        );
    }
    // Whoever reads it would know the secret.
    if written
        .token_endpoint_auth_method
        .starts_with("client_secret")
    {
        return Err("is of a client with a secret, which a public document cannot have".into());
    }
    let name = written.client_name;
    Ok(ClientDocument {
        name: name.map(|name| name.chars().take(LONGEST_NAME).collect()),
        redirects: redirect::fitting(within(&written.redirect_uris), |_| Ok(()))?,
    })
}

/// As many as a client may register; whoever names more is not remembered with all of them.
fn within(texts: &[String]) -> impl Iterator<Item = &String> {
    texts.iter().take(MOST).scan(0, |bytes, text| {
        *bytes += text.len();
        (*bytes <= MOST_BYTES).then_some(text)
    })
}
