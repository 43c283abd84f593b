//! Payloads that are text. What this server says of them stands before them, in a block of its own: the text itself is somebody
//! else's, runs to the end, and could forge any mark within.

use std::ops::Range;

use super::{NOTES, Reply, cut};
use crate::budget::Budget;

/// How much of a budget what is said of a text may take, in hundredths.
const HEAD: usize = 25;

impl Reply {
    /// A text as it is, from character `start` on; what exceeds the budget is cut at a line's end, and the head says which `start`
    /// shows the rest.
    pub fn text(text: &str, start: usize) -> Self {
        Self::text_under("", text, start)
    }

    /// [`Reply::text`] with a heading that does not count as part of the text.
    pub fn text_under(head: &str, text: &str, start: usize) -> Self {
        Self::part_under(head, text, start..usize::MAX)
    }

    /// A text that keeps to the budget already, below what is to be said of it.
    pub fn whole_under(head: &str, text: String) -> Self {
        Self {
            head: head.trim_end().to_owned(),
            ..Self::new(text)
        }
    }

    /// [`Reply::text_under`] of no more of the text than a part, in characters.
    pub fn part_under(head: &str, text: &str, part: Range<usize>) -> Self {
        let budget = Budget::current();
        let head = cut::shortened(head, budget.percent(HEAD).characters);
        let total = text.chars().count();
        let (start, last) = (part.start, part.end.min(total));
        let rest = beginning(beyond(text, start), last.saturating_sub(start));
        let kept = budget.room().after(&head).beside(NOTES).beginning(rest);
        if kept.len() == rest.len() {
            return Self::whole_under(&head, rest.to_owned());
        }
        let whole_lines = kept.rsplit_once('\n').map_or(kept, |(lines, _)| lines);
        let end = start + whole_lines.chars().count();
        let way_on = format!("[characters {start} to {end} of {total}; continue with start={end}]");
        let head = format!("{}\n{way_on}", head.trim_end());
        Self::whole_under(head.trim_start(), whole_lines.to_owned())
    }

    /// Whether a text has room below a heading of the longest kind.
    pub fn has_room_for(text: &str) -> bool {
        let budget = Budget::current().percent(100 - HEAD);
        budget.room().beside(NOTES).take(text)
    }
}

/// A text from its character of that number on.
fn beyond(text: &str, characters: usize) -> &str {
    let mut rest = text.chars();
    if let Some(last) = characters.checked_sub(1) {
        rest.nth(last);
    }
    rest.as_str()
}

/// So many characters of a text, or all.
fn beginning(text: &str, characters: usize) -> &str {
    let end = text.len() - beyond(text, characters).len();
    text.get(..end).unwrap_or(text)
}
