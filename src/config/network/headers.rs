//! `…_CUSTOM_HEADERS`: what every request to a product carries besides, since something in front of it asks for that.

use std::fmt;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH,
    CONTENT_TYPE, HOST, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use http::{HeaderName, HeaderValue};

use crate::config::reader::Reader;
use crate::config::settings::table;
use crate::product::Product;

/// Who asks, and whom: what decides that is not replaced by the way.
const IDENTITY: [HeaderName; 3] = [AUTHORIZATION, HOST, PROXY_AUTHORIZATION];
/// What each request sets as it needs.
const OWN: [HeaderName; 10] = [
    ACCEPT,
    ACCEPT_ENCODING,
    CONNECTION,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Headers with their values, which may be secrets: `Debug` shows none.
#[derive(Clone, Default)]
pub struct CustomHeaders(Vec<Header>);

#[derive(Clone)]
struct Header {
    /// The name as it was written.
    spelt: String,
    name: HeaderName,
    value: HeaderValue,
}

impl CustomHeaders {
    /// The headers, their values marked sensitive.
    pub fn iter(&self) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        self.0.iter().map(|header| (&header.name, &header.value))
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The names, each with three asterisks: `{'X-Forwarded-User': '***'}`.
impl fmt::Display for CustomHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = |header: &Header| format!("'{}': '***'", header.spelt);
        let masked: Vec<_> = self.0.iter().map(masked).collect();
        write!(f, "{{{}}}", masked.join(", "))
    }
}

impl fmt::Debug for CustomHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads `name=value,name=value`. No message repeats what was written in place of a header, since it may be a secret.
pub(super) fn read(product: Product, reader: &mut Reader) -> CustomHeaders {
    let setting = table::CUSTOM_HEADERS.of(product);
    let variable = setting.name;
    let text = reader.text(setting);
    let mut headers: Vec<Header> = Vec::new();
    for (at, entry) in (1..).zip(entries(&text.unwrap_or_default())) {
        let entry = entry.trim();
        if entry.is_empty() {
            continue;
        }
        match header(entry) {
            Ok(header) => {
                let same = |known: &Header| known.name == header.name;
                if headers.iter().any(same) {
                    reader.warn(format!(
                        "{variable} names {} twice; the last one counts",
                        header.spelt
                    ));
                    headers.retain(|known| !same(known));
                }
                headers.push(header);
            }
            Err(Fault::LeftOut(why)) => {
                reader.warn(format!("{variable}: entry {at} is left out: {why}"));
            }
            Err(Fault::Refused(why)) => reader.problem(format!("{variable}: entry {at} {why}")),
        }
    }
    CustomHeaders(headers)
}

/// The text between commas. A comma after a backslash is one of the value.
fn entries(text: &str) -> Vec<String> {
    let mut entries = vec![String::new()];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_kept = letter == '\\' && letters.peek() == Some(&',');
        match (letter, entries.last_mut()) {
            (_, Some(entry)) if is_kept => entry.extend(letters.next()),
            (',', _) => entries.push(String::new()),
            (letter, Some(entry)) => entry.push(letter),
            (_, None) => {}
        }
    }
    entries
}

enum Fault {
    LeftOut(String),
    Refused(String),
}

fn header(entry: &str) -> Result<Header, Fault> {
    let (name, value) = entry.split_once('=').ok_or_else(|| {
        Fault::LeftOut("it is not name=value; a comma within a value is written as \\,".into())
    })?;
    let (spelt, value) = (name.trim().to_owned(), value.trim());
    let name = HeaderName::try_from(&spelt)
        .map_err(|_| Fault::Refused("has no name of a header before its =".into()))?;
    if IDENTITY.contains(&name) {
        return Err(Fault::Refused(format!(
            "replaces {spelt}, which says who asks whom and is set by other settings; take it away"
        )));
    }
    if OWN.contains(&name) {
        return Err(Fault::LeftOut(format!(
            "each request sets {spelt} as it needs"
        )));
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
        Fault::Refused(
            "has a line break or another character in its value that no header takes".into(),
        )
    })?;
    value.set_sensitive(true);
    Ok(Header { spelt, name, value })
}
