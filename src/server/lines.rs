//! Standard input as messages, a line each. A line that is too long is passed over, not kept.

use std::io;

use bytes::{Buf as _, BytesMut};
use serde_json::Value;
use tokio_util::codec::Decoder;

use super::outline::Outline;

/// The longest message that is taken in, in bytes: 16 MiB.
pub(super) const LONGEST: usize = 16 << 20;

/// What a line is.
#[derive(Debug, PartialEq)]
pub(super) enum Line {
    /// A line that may be a message.
    Whole(BytesMut),
    /// One longer than [`LONGEST`], and its request's id if there was one.
    TooLong(Option<Value>),
}

/// Splits bytes into lines.
#[derive(Debug)]
pub(super) struct Lines {
    longest: usize,
    /// How many of the bytes that are waiting hold no line's end.
    seen: usize,
    /// What is known of the line that is being passed over.
    passing: Option<Outline>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            longest: LONGEST,
            seen: 0,
            passing: None,
        }
    }
}

impl Decoder for Lines {
    type Item = Line;
    type Error = io::Error;

    fn decode(&mut self, waiting: &mut BytesMut) -> io::Result<Option<Line>> {
        let fresh = waiting.get(self.seen..).unwrap_or_default();
        let end = fresh.iter().position(|byte| *byte == b'\n');
        let end = end.map(|at| self.seen + at);
        let length = end.unwrap_or(waiting.len());
        if self.passing.is_none() && length <= self.longest {
            self.seen = end.map_or(length, |_| 0);
            return Ok(end.map(|end| {
                let line = waiting.split_to(end);
                waiting.advance(1);
                Line::Whole(line)
            }));
        }
        let outline = self.passing.get_or_insert_default();
        outline.take(waiting.get(..length).unwrap_or_default());
        waiting.advance(end.map_or(length, |end| end + 1));
        self.seen = 0;
        Ok(end.and_then(|_| self.passing.take()).map(Line::too_long))
    }

    /// The last line may lack its end.
    fn decode_eof(&mut self, waiting: &mut BytesMut) -> io::Result<Option<Line>> {
        let line = self.decode(waiting)?;
        if line.is_some() {
            return Ok(line);
        }
        if let Some(outline) = self.passing.take() {
            return Ok(Some(Line::too_long(outline)));
        }
        self.seen = 0;
        Ok((!waiting.is_empty()).then(|| Line::Whole(waiting.split())))
    }
}

impl Line {
    fn too_long(outline: Outline) -> Self {
        Self::TooLong(outline.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(longest: usize, chunks: &[&str]) -> Vec<Line> {
        let mut lines = Lines {
            longest,
            ..Lines::default()
        };
        let mut waiting = BytesMut::new();
        let mut all = Vec::new();
        for chunk in chunks {
            waiting.extend_from_slice(chunk.as_bytes());
            while let Some(line) = lines.decode(&mut waiting).unwrap() {
                all.push(line);
            }
        }
        while let Some(line) = lines.decode_eof(&mut waiting).unwrap() {
            all.push(line);
        }
        all
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.as_bytes().into())
    }

    #[test]
    fn lines_come_whole_however_they_arrive() {
        assert_eq!(
            split(9, &["ab", "c\n\nd", "ef\ng"]),
            [whole("abc"), whole(""), whole("def"), whole("g")]
        );
    }

    #[test]
    fn long_lines_are_passed_over_and_named() {
        let long = "{\"a\":[1,2],\"id\":7,\"b\":\"x\\\"}\"}";
        let chunks: Vec<&str> = long.split_inclusive(':').collect();
        let mut several = chunks.clone();
        several.push("\nabc\n");
        assert_eq!(
            split(9, &several),
            [Line::TooLong(Some(7.into())), whole("abc")]
        );
        assert_eq!(
            split(9, &[long, "\nabc"]),
            [Line::TooLong(Some(7.into())), whole("abc")]
        );
        assert_eq!(split(9, &chunks), [Line::TooLong(Some(7.into()))]);
        assert_eq!(split(3, &["abcd", "e"]), [Line::TooLong(None)]);
    }
}
