//! Getting Atlassian's documents from the addresses that `specs/sources.toml` records.

use std::error::Error as _;
use std::time::Duration;

use reqwest::Client;
use serde_json::value::RawValue;

use crate::Error;
use crate::spec::Document;

/// How documents are got.
#[derive(Debug, Clone)]
pub struct Fetch {
    /// What stands before a recorded address.
    pub scheme: String,
    /// How many bytes an answer may have.
    pub longest: usize,
    /// How long the whole of an answer may take.
    pub patience: Duration,
}

impl Default for Fetch {
    fn default() -> Self {
        Self {
            scheme: "https://".to_owned(),
            longest: 32 << 20,
            patience: Duration::from_secs(120),
        }
    }
}

/// How long connecting may take, and silence in the middle of an answer.
const SILENCE: Duration = Duration::from_secs(20);

impl Fetch {
    /// The text of a document, as its address gives it today. Redirects are followed, to the same scheme alone.
    ///
    /// Where the address gives a page for people, the document is in it.
    ///
    /// # Errors
    /// What went wrong, with the address. A document of our own has none.
    pub fn document(&self, document: &Document) -> Result<String, Error> {
        let Some(source) = document.source else {
            return Err(Error::malformed(document.name)(
                "this document is our own: there is nowhere to get it from",
            ));
        };
        let address = format!("{}{source}", self.scheme);
        let problem = |problem: String| Error::Fetch {
            address: address.clone(),
            problem,
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| problem(error.to_string()))?;
        let text = runtime.block_on(self.text(&address)).map_err(problem)?;
        embedded(text).map_err(problem)
    }

    async fn text(&self, address: &str) -> Result<String, String> {
        let client = self.client().map_err(because)?;
        let mut answer = client.get(address).send().await.map_err(because)?;
        if !answer.status().is_success() {
            return Err(format!("answered {}", answer.status()));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(because)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > self.longest {
                return Err(format!("the answer has more than {} bytes", self.longest));
            }
        }
        String::from_utf8(bytes).map_err(|error| error.to_string())
    }

    fn client(&self) -> reqwest::Result<Client> {
        // Fails only where there is one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Client::builder()
            .user_agent("mcp-atlassian codegen")
            .https_only(self.scheme == "https://")
            .connect_timeout(SILENCE)
            .read_timeout(SILENCE)
            .timeout(self.patience)
            .build()
    }
}

/// An error and its causes on one line, without the address, which is said already.
fn because(error: reqwest::Error) -> String {
    let error = error.without_url();
    if error.is_timeout() {
        return "no answer, or not all of it, in time".to_owned();
    }
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        told.push_str(&format!(": {error}"));
        cause = error.source();
    }
    told
}

/// What pages of Atlassian's developer site put before the document they show.
const BEFORE_DOCUMENT: &str = "\"schema\":";

/// The document in a text: the text itself, or if it is a page, the first object in it that is one.
fn embedded(text: String) -> Result<String, String> {
    if text.trim_start().starts_with('{') {
        return Ok(text);
    }
    let places = text.match_indices(BEFORE_DOCUMENT);
    let rests = places.filter_map(|(at, marker)| text.get(at + marker.len()..));
    let objects = rests.filter_map(|rest| {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        values.next()?.ok()
    });
    let document = objects
        .map(RawValue::get)
        .find(|object| object.contains("\"openapi\":") && object.contains("\"paths\":"));
    document
        .map(str::to_owned)
        .ok_or_else(|| "answered with a page that holds no OpenAPI document".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_but_https_is_asked() {
        let message = Fetch::default()
            .text("http://127.0.0.1:1/")
            .await
            .unwrap_err();
        assert!(message.contains("scheme is not allowed"), "{message}");
    }

    #[test]
    fn a_document_is_taken_out_of_the_page_that_shows_it() {
        let document =
            r#"{"info":{"x":"</b>}"},"openapi":"3.0.1","paths":{"/a":{"schema":{"openapi":1}}}}"#;
        let page = format!(
            r#"<html><script>window.DATA = {{"schema":{{"other":1}},"page":{{"schema":{document},"more":[]}}}};</script>"#
        );
        assert_eq!(embedded(page).unwrap(), document);
        assert_eq!(embedded(document.to_owned()).unwrap(), document);
        let message = embedded("<html>\"schema\":{\"a\":1}".to_owned()).unwrap_err();
        assert!(message.contains("no OpenAPI document"), "{message}");
    }
}
