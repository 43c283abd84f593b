//! Some lines of a text, and how to go on.

use std::borrow::Cow;

use crate::budget::{Budget, Room};
use crate::error::{Error, Result};
use crate::reply::Reply;

/// How much of a reply lines may take, in hundredths; the rest is for what is said about them.
const LINES: usize = 90;

/// Which lines are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// The first, counted from 1.
    pub start: usize,
    /// How many at most.
    pub limit: Option<usize>,
}

/// The lines from the first one of a window on, of a text that need not be at hand as a whole.
pub struct Lines<'a> {
    /// The lines.
    pub lines: Vec<&'a str>,
    /// How many the text has, where that is known.
    pub total: Option<usize>,
    /// Whether there are more after these.
    pub more: bool,
}

impl Window {
    /// A window by the parameters of a call.
    pub fn new(start: Option<i64>, limit: Option<i64>) -> Self {
        let number = |number: i64| usize::try_from(number).unwrap_or_default();
        Self {
            start: start.map_or(1, number).max(1),
            limit: limit.map(number).filter(|limit| *limit > 0),
        }
    }

    /// How many lines are before it.
    pub const fn skipped(self) -> usize {
        self.start - 1
    }

    /// The lines of a whole text that are in the window or after it.
    pub fn of(self, text: &str) -> Lines<'_> {
        let total = text.lines().count();
        Lines {
            lines: text.lines().skip(self.skipped()).collect(),
            total: Some(total),
            more: false,
        }
    }

    /// As many lines of the window as there is room for, under a line that says what they are of.
    ///
    /// # Errors
    /// [`Error::Arguments`] for a window beyond the end.
    pub fn shown(self, of: &str, lines: &Lines<'_>) -> Result<Reply> {
        let Lines { lines, total, more } = lines;
        if lines.is_empty() && self.start > 1 {
            let end = total.map_or_else(String::new, |total| format!(": it has {total}"));
            return Err(Error::Arguments(format!(
                "{of} has no line {}{end}",
                self.start
            )));
        }
        let most = self.limit.unwrap_or(usize::MAX);
        let all = Budget::current().percent(LINES).room();
        let (mut room, mut text, mut count) = (all, String::new(), 0);
        for line in lines.iter().take(most) {
            let line = shortened(line, all);
            if !(room.take(&line) && room.take("\n")) && count > 0 {
                break;
            }
            text.push_str(&line);
            text.push('\n');
            count += 1;
        }
        let last = self.skipped() + count;
        let has_more = *more || count < lines.len();
        let said = match (total, has_more || self.start > 1) {
            (_, false) if count == 1 => "1 line".to_owned(),
            (_, false) => format!("{count} lines"),
            (Some(total), true) => format!("lines {} to {last} of {total}", self.start),
            (None, true) => format!("lines {} to {last}", self.start),
        };
        let way_on = match has_more {
            true => format!("; continue with start={}", last + 1),
            false => String::new(),
        };
        Ok(Reply::whole_under(&format!("{of}, {said}{way_on}"), text))
    }
}

/// A line, or the beginning of one that would fill the reply alone.
fn shortened(line: &str, room: Room) -> Cow<'_, str> {
    if room.beginning(line).len() == line.len() {
        return line.into();
    }
    let half = room.beginning(line).len() / 2;
    let kept = line
        .get(..line.floor_char_boundary(half))
        .unwrap_or_default();
    let missing = line.chars().count() - kept.chars().count();
    format!("{kept}… [{missing} more characters in this line]").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, start: i64, limit: Option<i64>) -> String {
        let window = Window::new(Some(start), limit);
        let shown = window.shown("a.txt at main", &window.of(text));
        shown.map_or_else(|error| error.to_string(), Reply::printed)
    }

    #[test]
    fn lines_are_counted_from_one() {
        let text = "one\ntwo\r\nthree";
        assert_eq!(
            shown(text, 0, None),
            "a.txt at main, 3 lines\n\none\ntwo\nthree\n"
        );
        assert_eq!(
            shown(text, 2, Some(1)),
            "a.txt at main, lines 2 to 2 of 3; continue with start=3\n\ntwo\n"
        );
        assert_eq!(
            shown(text, 3, None),
            "a.txt at main, lines 3 to 3 of 3\n\nthree\n"
        );
        assert_eq!(
            shown(text, 4, None),
            "a.txt at main has no line 4: it has 3"
        );
        assert_eq!(shown("", 1, None), "a.txt at main, 0 lines\n\n");
    }

    #[test]
    fn what_is_too_long_is_continued_to_the_end() {
        let long = "x".repeat(Budget::USUAL.characters * 2);
        let text = format!("{}{long}\nlast", "0123456789\n".repeat(15_000));
        let (mut start, mut lines) = (1, 0);
        loop {
            let part = shown(&text, start, None);
            assert!(Budget::USUAL.holds(&part));
            let (head, body) = part.split_once("\n\n").unwrap();
            lines += body.lines().count();
            match head.split_once("; continue with start=") {
                Some((_, next)) => start = next.parse().unwrap(),
                None => break,
            }
        }
        assert_eq!(lines, 15_002);
        let cut = shown(&text, 15_001, Some(1));
        assert!(cut.contains("more characters in this line]"));
    }
}
