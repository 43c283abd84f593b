//! Where what is read stands in what is stored: carriage returns are no part of the text, and control characters are blanks.

use std::ops::Range;

/// Positions in a cleaned text and in the one it was made from, wherever the distance between them changes.
pub(super) struct Positions(Vec<(usize, usize)>);

impl Positions {
    pub fn new(stored: &str) -> Self {
        let mut known = vec![(0, 0)];
        let mut read = 0;
        for (at, c) in stored.char_indices() {
            let rest = stored.get(at..).unwrap_or_default();
            let length = match c {
                '\r' if rest.starts_with("\r\n") => 0,
                c if c.is_control() => 1,
                c => c.len_utf8(),
            };
            read += length;
            if length != c.len_utf8() {
                known.push((read, at + c.len_utf8()));
            }
        }
        Self(known)
    }

    /// The range in the stored text. A line ends before its carriage return.
    pub fn of(&self, range: Range<usize>) -> Range<usize> {
        let end = self.at(range.end, |known| known < range.end);
        let start = match range.is_empty() {
            true => end,
            false => self.at(range.start, |known| known <= range.start),
        };
        start..end
    }

    fn at(&self, read: usize, is_before: impl Fn(usize) -> bool) -> usize {
        let after = self.0.partition_point(|(known, _)| is_before(*known));
        let (known, stored) = after
            .checked_sub(1)
            .and_then(|at| self.0.get(at))
            .copied()
            .unwrap_or((0, 0));
        stored + (read - known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriage_returns_belong_to_the_ends_of_lines() {
        let positions = Positions::new("a\r\nbc\r\n\u{80}d");
        assert_eq!(positions.of(0..1), 0..1);
        assert_eq!(positions.of(2..4), 3..5);
        assert_eq!(positions.of(5..7), 7..10);
        assert_eq!(positions.of(1..1), 1..1);
    }
}
