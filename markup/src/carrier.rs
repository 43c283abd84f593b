//! Carriers: the exact source of an element, deflated, base64url, with a check sum.
//!
//! The check sum finds damage (a model that "corrected" a character); it is no signature.

use std::cell::RefCell;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compress, Compression, Crc, Decompress, FlushCompress, FlushDecompress, Status};

use super::{
    Format, MarkupError, reference,
    tree::{self, Block, Inline},
};

/// The most a carrier may hold once inflated; a bound against decompression bombs.
pub(super) const LIMIT: usize = 4 << 20;

thread_local! {
    /// A page holds many short carriers, and to make a deflater takes far longer than to use it.
    static DEFLATER: RefCell<Compress> = RefCell::new(Compress::new(Compression::best(), false));
    static INFLATER: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// An element kept byte for byte in the format it came from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The format that `text` is written in. Of Markdown it is a short reference to the source, which is not resolved yet.
    pub format: Format,
    /// The element's source: JSON for ADF, XML for storage, wiki markup for wiki.
    pub text: String,
}

impl Source {
    /// The carrier's text, which is safe in a link target and in an HTML comment.
    #[must_use]
    pub fn encode(&self) -> String {
        if self.format == Format::Markdown {
            // A reference stands for itself.
            return self.text.clone();
        }
        let mut bytes = vec![tag(self.format)];
        bytes.extend(sum(self.format, &self.text));
        deflate(self.text.as_bytes(), &mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a carrier; `None` if it is damaged in any way.
    #[must_use]
    pub fn decode(carrier: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(carrier).ok()?;
        let (head, deflated) = bytes.split_at_checked(5)?;
        let (format, check) = head.split_first()?;
        let format = [Format::Adf, Format::Storage, Format::Wiki]
            .into_iter()
            .find(|f| tag(*f) == *format)?;
        let text = String::from_utf8(inflate(deflated)?).ok()?;
        (sum(format, &text) == check).then_some(Self { format, text })
    }

    /// Reads a carrier or a short reference.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::decode(text).or_else(|| reference::parse(text))
    }
}

/// Appends what `bytes` deflate to.
fn deflate(bytes: &[u8], out: &mut Vec<u8>) {
    DEFLATER.with_borrow_mut(|deflater| {
        deflater.reset();
        let mut rest = bytes;
        loop {
            out.reserve(rest.len() / 2 + 64);
            let before = deflater.total_in();
            let status = deflater.compress_vec(rest, out, FlushCompress::Finish);
            let taken = usize::try_from(deflater.total_in() - before).unwrap_or(usize::MAX);
            rest = rest.get(taken..).unwrap_or_default();
            // Deflating cannot fail; if it did, the check sum would tell.
            if !matches!(status, Ok(Status::Ok | Status::BufError)) {
                return;
            }
        }
    });
}

/// What deflates to exactly these bytes; `None` if nothing does, or too much.
fn inflate(deflated: &[u8]) -> Option<Vec<u8>> {
    INFLATER.with_borrow_mut(|inflater| {
        inflater.reset(false);
        let mut out = Vec::new();
        let mut rest = deflated;
        loop {
            out.reserve(rest.len().saturating_mul(4).max(256));
            let before = (inflater.total_in(), out.len());
            let status = inflater
                .decompress_vec(rest, &mut out, FlushDecompress::None)
                .ok()?;
            let taken = usize::try_from(inflater.total_in() - before.0).ok()?;
            rest = rest.get(taken..)?;
            match status {
                Status::StreamEnd => return rest.is_empty().then_some(out),
                _ if out.len() > LIMIT || (taken, out.len()) == (0, before.1) => return None,
                _ => {}
            }
        }
    })
}

/// A comment as storage format keeps it; none of nothing but blanks.
pub(super) fn comment(text: &str) -> Option<Inline> {
    let text = text.trim_matches(['-', '>']).replace("--", "- -");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let source = Source {
        format: Format::Storage,
        text: format!("<!--{text}-->"),
    };
    (!words.is_empty()).then(|| Inline::Carrier(format!("comment: {words}"), source))
}

/// A comment that Markdown can keep as one, on one line: as it stands in it.
pub(super) fn shown_comment(source: &Source) -> Option<&str> {
    let text = source.text.strip_prefix("<!--")?.strip_suffix("-->")?;
    let is_ours = text == "/" || text.starts_with("atl:") || text.starts_with("/atl");
    let fits = source.format == Format::Storage
        && !is_ours
        && !text.contains(|c: char| c.is_control() || c == '|');
    let same = |inline: &Inline| matches!(inline, Inline::Carrier(_, read) if read == source);
    (fits && comment(text).as_ref().is_some_and(same)).then_some(&source.text)
}

/// Whether an element is nothing but a comment, which no reader sees.
fn is_comment(source: &Source) -> bool {
    source.format == Format::Storage && source.text.starts_with("<!--")
}

/// Refuses elements that only another format than `to` can hold.
pub(super) fn refuse_foreign(blocks: &mut [Block], to: Format) -> Result<(), MarkupError> {
    let mut found = None;
    drop_each_foreign(blocks, to, &mut |label, from| {
        found.get_or_insert_with(|| MarkupError::Foreign {
            label: label.to_owned(),
            from,
            to,
        });
    });
    found.map_or(Ok(()), Err)
}

/// Makes elements that only another format than `to` can hold their labels.
pub(super) fn drop_foreign(blocks: &mut [Block], to: Format) {
    drop_each_foreign(blocks, to, &mut |_, _| {});
}

fn drop_each_foreign(blocks: &mut [Block], to: Format, dropped: &mut dyn FnMut(&str, Format)) {
    tree::for_each_container(blocks, &mut |container| {
        if let Some(foreign) = container.source.take_if(|source| source.format != to) {
            dropped(&container.name, foreign.format);
        }
    });
    tree::for_each_inline(blocks, &mut |inline| match inline {
        Inline::Container(container) => {
            if let Some(foreign) = container.source.take_if(|source| source.format != to) {
                dropped(&container.name, foreign.format);
            }
        }
        Inline::Carrier(_, source) if source.format != to && is_comment(source) => {
            *inline = Inline::Text(String::new());
        }
        Inline::Carrier(label, source) if source.format != to => {
            dropped(label, source.format);
            *inline = Inline::Text(format!("[{label}]"));
        }
        _ => {}
    });
}

fn tag(format: Format) -> u8 {
    match format {
        Format::Markdown => b'm',
        Format::Adf => b'a',
        Format::Storage => b's',
        Format::Wiki => b'w',
    }
}

/// The check sum of a source.
pub(super) fn sum(format: Format, text: &str) -> [u8; 4] {
    let mut crc = Crc::new();
    crc.update(&[tag(format)]);
    crc.update(text.as_bytes());
    crc.sum().to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_damaged_character_is_noticed() {
        let source = Source {
            format: Format::Storage,
            text: "<ac:structured-macro ac:name=\"drawio\"/>".into(),
        };
        let carrier = source.encode();
        assert_eq!(Source::decode(&carrier), Some(source));
        for at in 0..carrier.len() {
            let mut bytes = carrier.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(
                Source::decode(&String::from_utf8(bytes).unwrap()),
                None,
                "character {at}"
            );
        }
        assert_eq!(
            Source::decode(carrier.trim_start_matches(|c| carrier.starts_with(c))),
            None
        );
        assert_eq!(Source::decode(""), None);
    }

    #[test]
    fn a_bomb_is_refused() {
        let source = Source {
            format: Format::Adf,
            text: "a".repeat(5 << 20),
        };
        assert_eq!(Source::decode(&source.encode()), None);
    }
}
