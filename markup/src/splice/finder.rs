//! Where many texts stand in others, in time that grows with what is searched, not with the product of both.

use std::ops::Range;

use aho_corasick::AhoCorasick;

/// How many places are looked at for each byte that is searched: texts that are parts of each other could stand in far more.
const LOOKS: usize = 64;

/// Finds texts by their numbers.
pub(super) struct Finder {
    automaton: AhoCorasick,
    /// How many more places are looked at.
    left: usize,
}

impl Finder {
    /// For these texts, of which none is empty; `None` if they are too many.
    pub(super) fn new(texts: &[&str]) -> Option<Self> {
        Some(Self {
            automaton: AhoCorasick::new(texts).ok()?,
            left: 0,
        })
    }

    /// Calls `f` with the number and the place of each text; `None` if there are so many places that some were passed over.
    pub(super) fn each(
        &mut self,
        searched: &str,
        f: &mut dyn FnMut(usize, Range<usize>),
    ) -> Option<()> {
        self.left = self
            .left
            .saturating_add(searched.len().saturating_mul(LOOKS));
        for found in self.automaton.try_find_overlapping_iter(searched).ok()? {
            self.left = self.left.checked_sub(1)?;
            f(found.pattern().as_usize(), found.range());
        }
        Some(())
    }
}
