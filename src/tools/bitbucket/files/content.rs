//! What the bytes of a file are: text, in whatever encoding, a pointer to Git LFS, or anything else.

use std::borrow::Cow;

use bytes::Bytes;
use encoding_rs::{Encoding, WINDOWS_1252};
use serde_json::json;

use super::{At, Wanted};
use crate::error::Result;
use crate::http::Answer;
use crate::reply::Reply;
use crate::shortfall;

/// How far git looks for a zero byte, by which it tells binary files.
const LOOKED_AT: usize = 8_000;

/// What a pointer of Git LFS begins with, and how long one is at most.
const POINTER: &str = "version https://git-lfs.github.com/spec/";
const LONGEST_POINTER: usize = 1_024;

/// The content of a file.
enum Content<'a> {
    Text(Cow<'a, str>),
    /// Text in another encoding than UTF-8, by whose name it was read.
    Encoded(Cow<'a, str>, &'static str),
    /// Stands for a file of so many bytes.
    Pointer(Option<u64>),
    Binary,
}

impl<'a> Content<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        if let Some((encoding, _)) = Encoding::for_bom(bytes) {
            let (text, _, _) = encoding.decode(bytes);
            return match encoding == encoding_rs::UTF_8 {
                true => Self::Text(text),
                false => Self::Encoded(text, encoding.name()),
            };
        }
        if bytes.iter().take(LOOKED_AT).any(|byte| *byte == 0) {
            return Self::Binary;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if text.starts_with(POINTER) && text.len() <= LONGEST_POINTER => {
                let size = text.lines().find_map(|line| line.strip_prefix("size "));
                Self::Pointer(size.and_then(|size| size.trim().parse().ok()))
            }
            Ok(text) => Self::Text(text.into()),
            Err(_) => Self::Encoded(WINDOWS_1252.decode(bytes).0, WINDOWS_1252.name()),
        }
    }
}

/// The bytes of a file that Bitbucket says to be of that size. If it is not, the reply says so: which of the two is right is not
/// known.
///
/// # Errors
/// For a page that asks to sign in, unless it has the file's size: it may be what the repository holds.
pub fn of(answer: &Answer, size: Option<u64>) -> Result<&Bytes> {
    let Some(size) = size else {
        return answer.bytes();
    };
    answer.sized(size).or_else(|_| {
        let bytes = answer.bytes()?;
        let came = bytes.len();
        shortfall::tell(format!(
            "Bitbucket says that the file has {size} bytes, and {came} came"
        ));
        Ok(bytes)
    })
}

/// The reply for a file of these bytes; `said` is what else is known of it.
///
/// # Errors
/// A window beyond the end.
pub fn shown(wanted: &Wanted<'_>, at: &At<'_>, said: Option<&str>, bytes: &[u8]) -> Result<Reply> {
    let path = wanted.path();
    let of = format!("{path}{}{}", at.said(), said.unwrap_or_default());
    match Content::of(bytes) {
        Content::Text(text) => wanted.window.shown(&of, &wanted.window.of(&text)),
        Content::Encoded(text, encoding) => {
            let of = format!("{of}, read as {encoding}");
            wanted.window.shown(&of, &wanted.window.of(&text))
        }
        Content::Pointer(size) => pointer(wanted, at, size),
        Content::Binary => binary(wanted, at, Some(bytes.len() as u64), ""),
    }
}

/// The reply for a file that is no text.
///
/// # Errors
/// If it cannot be written as JSON.
pub fn binary(wanted: &Wanted<'_>, at: &At<'_>, size: Option<u64>, kind: &str) -> Result<Reply> {
    let path = wanted.path();
    let guessed = mime_guess::from_path(&path).first_or_octet_stream();
    let kind = Some(kind)
        .filter(|kind| kind.contains('/'))
        .unwrap_or_else(|| guessed.essence_str());
    let mut shown = at.members(&path);
    shown.insert("kind".into(), "binary file".into());
    shown.insert("type".into(), kind.into());
    if let Some(size) = size {
        shown.insert("bytes".into(), size.into());
    }
    Reply::json(&shown)
}

/// The reply for a file whose content is elsewhere.
///
/// # Errors
/// If it cannot be written as JSON.
pub fn pointer(wanted: &Wanted<'_>, at: &At<'_>, size: Option<u64>) -> Result<Reply> {
    let mut shown = at.members(&wanted.path());
    shown.insert("kind".into(), "Git LFS file".into());
    if let Some(size) = size {
        shown.insert("bytes".into(), size.into());
    }
    let note = "the repository holds only a pointer to it: `git lfs pull` gets the content";
    shown.insert("note".into(), json!(note));
    Reply::json(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Option<String> {
        match Content::of(bytes) {
            Content::Text(text) | Content::Encoded(text, _) => Some(text.into_owned()),
            Content::Pointer(_) | Content::Binary => None,
        }
    }

    #[test]
    fn text_is_text_in_any_encoding() {
        assert_eq!(text("grün".as_bytes()).as_deref(), Some("grün"));
        assert_eq!(text(b"\xEF\xBB\xBFbom").as_deref(), Some("bom"));
        assert_eq!(text(b"gr\xFCn").as_deref(), Some("grün"));
        assert_eq!(text(b"\xFF\xFEa\0b\0").as_deref(), Some("ab"));
        assert_eq!(text(b"").as_deref(), Some(""));
        assert_eq!(text(b"\x89PNG\r\n\0\0"), None);
    }

    #[test]
    fn pointers_say_how_big_the_file_is() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
        assert!(matches!(
            Content::of(pointer),
            Content::Pointer(Some(12_345))
        ));
        let long = format!("{POINTER}v1\n{}", "x\n".repeat(2_000));
        assert!(matches!(Content::of(long.as_bytes()), Content::Text(_)));
    }
}
