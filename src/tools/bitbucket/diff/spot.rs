//! Finding a line of a file in its diff.

use super::{FileDiff, Line};

/// Which of the two files a line number counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The file before the change.
    Old,
    /// The file after it.
    New,
}

impl Side {
    /// The line's number on this side; none if it is not there.
    pub const fn number(self, line: &Line<'_>) -> Option<u64> {
        match self {
            Self::Old => line.old,
            Self::New => line.new,
        }
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

/// A line that a diff shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot<'a> {
    /// Which hunk it is in.
    pub hunk: usize,
    /// The line.
    pub line: Line<'a>,
}

impl<'a> FileDiff<'a> {
    /// The line of that number on a side, or else the nearest line number that the diff shows there, if there is one.
    ///
    /// # Errors
    /// The nearest number.
    pub fn spot(&self, side: Side, number: u64) -> Result<Spot<'a>, Option<u64>> {
        let mut nearest: Option<u64> = None;
        for (hunk, line) in self
            .hunks
            .iter()
            .enumerate()
            .flat_map(|(at, hunk)| hunk.lines.iter().map(move |line| (at, line)))
        {
            let Some(here) = side.number(line) else {
                continue;
            };
            if here == number {
                return Ok(Spot { hunk, line: *line });
            }
            if nearest.is_none_or(|nearest| here.abs_diff(number) < nearest.abs_diff(number)) {
                nearest = Some(here);
            }
        }
        Err(nearest)
    }
}
