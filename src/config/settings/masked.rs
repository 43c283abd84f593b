//! Values as anybody may see them.

use std::borrow::Cow;

use url::Url;

use super::{Kind, Setting};

/// What stands for a secret.
const MASK: &str = "***";

impl Setting {
    /// A value as anybody may see it: no letter of a secret, nor what could break the line.
    pub fn shown<'a>(&self, value: &'a str) -> Cow<'a, str> {
        match self.kind {
            _ if value.is_empty() => value.into(),
            _ if self.secret => MASK.into(),
            Kind::Url => masked_url(value),
            Kind::Headers => masked_headers(value).into(),
            Kind::File if is_inline(value) => MASK.into(),
            _ => plain(value),
        }
    }
}

/// Whether a value is what a file shall hold rather than the file's path.
pub fn is_inline(value: &str) -> bool {
    value.contains("-----BEGIN") || value.contains(['\n', '\r'])
}

/// An address may hold a password, and tokens in its query.
fn masked_url(value: &str) -> Cow<'_, str> {
    let Ok(mut url) = Url::parse(value) else {
        return match value.contains(['@', '?', '#']) {
            true => MASK.into(),
            false => plain(value),
        };
    };
    if !url.has_host() {
        return MASK.into();
    }
    let had = url.clone();
    if !url.username().is_empty() || url.password().is_some() {
        // Neither fails: there is a host.
        let _ = url.set_password(None);
        let _ = url.set_username(MASK);
    }
    if url.query().is_some() {
        url.set_query(Some(MASK));
    }
    if url.fragment().is_some() {
        url.set_fragment(Some(MASK));
    }
    match url == had {
        true => plain(value),
        false => url.to_string().into(),
    }
}

/// The names of headers; what is no pair may be a part of a secret.
fn masked_headers(value: &str) -> String {
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, _)) => format!("{}={MASK}", plain(name.trim())),
        None => MASK.to_owned(),
    };
    // A comma after a backslash is one of a value.
    let value = value.replace("\\,", "");
    value.split(',').map(pair).collect::<Vec<_>>().join(",")
}

fn plain(value: &str) -> Cow<'_, str> {
    match value.contains(char::is_control) {
        true => value.escape_debug().to_string().into(),
        false => value.into(),
    }
}
