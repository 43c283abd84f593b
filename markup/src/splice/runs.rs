//! Which siblings stay, in order, and what stands between those.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput};

use super::view::Node;

/// Neighbours before and after an edit, by their numbers.
#[derive(Debug)]
pub(super) struct Run {
    pub old: Range<usize>,
    pub new: Range<usize>,
    /// Whether they are the same.
    pub is_equal: bool,
}

/// All siblings, as few as can be of them in runs that are not equal. (Myers, "An O(ND) Difference Algorithm and Its Variations".)
pub(super) fn runs(old: &[Node<'_>], new: &[Node<'_>]) -> Vec<Run> {
    let mut siblings = InternedInput::default();
    siblings.update_before(old.iter().map(|node| node.hash));
    siblings.update_after(new.iter().map(|node| node.hash));
    let (mut runs, mut at, mut new_at) = (Vec::new(), 0, 0);
    let mut push = |old: Range<usize>, new: Range<usize>, is_equal: bool| {
        if !(old.is_empty() && new.is_empty()) {
            runs.push(Run { old, new, is_equal });
        }
    };
    for Hunk { before, after } in Diff::compute(Algorithm::Myers, &siblings).hunks() {
        let (old, new) = (range(before), range(after));
        push(at..old.start, new_at..new.start, true);
        (at, new_at) = (old.end, new.end);
        push(old, new, false);
    }
    push(at..old.len(), new_at..new.len(), true);
    runs
}

fn range(Range { start, end }: Range<u32>) -> Range<usize> {
    start as usize..end as usize
}
