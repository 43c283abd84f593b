//! Which of the blocks before a change are which after it.

use std::collections::HashSet;

use super::view::{Node, are_alike, words};

/// The most pairs that are weighed; beyond, blocks of a kind are paired in their order.
pub(super) const LIMIT: usize = 10_000;
/// What a pair weighs whose texts have nothing in common, and one whose texts are the same.
const LEAST: usize = 1;
pub(super) const MOST: usize = 1000;

/// Pairs of places, in order: each block with the one that it most likely became.
pub(super) fn align(old: &[Node<'_>], new: &[Node<'_>]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > LIMIT {
        return in_order(old, new);
    }
    let all_said = |nodes: &[Node<'_>]| nodes.iter().map(said).collect::<Vec<_>>();
    let (old_words, new_words) = (all_said(old), all_said(new));
    // Best sums of weights for the first `i` old ones and the first `j` new ones.
    let mut best = vec![vec![0; new.len() + 1]];
    for (node, said) in old.iter().zip(&old_words) {
        let above = best.last().cloned().unwrap_or_default();
        let mut row = vec![0];
        for ((other, others), pair) in new.iter().zip(&new_words).zip(above.windows(2)) {
            let weight = if are_alike(node.view, other.view) {
                likeness(said, others)
            } else {
                0
            };
            let left = row.last().copied().unwrap_or(0);
            let [diagonal, up] = pair else { break };
            row.push(left.max(*up).max(diagonal + weight));
        }
        best.push(row);
    }
    trace(&best)
}

/// The pairs that make up the best sum.
fn trace(best: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let at = |i: usize, j: usize| best.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    let (mut i, mut j) = (
        best.len().saturating_sub(1),
        best.first().map_or(0, |row| row.len().saturating_sub(1)),
    );
    let mut pairs = Vec::new();
    while i > 0 && j > 0 {
        if at(i, j) == at(i - 1, j) {
            i -= 1;
        } else if at(i, j) == at(i, j - 1) {
            j -= 1;
        } else {
            i -= 1;
            j -= 1;
            pairs.push((i, j));
        }
    }
    pairs.reverse();
    pairs
}

/// The words of a part and of all in it.
pub(super) fn said(node: &Node<'_>) -> HashSet<u64> {
    let mut found = Vec::new();
    words(node, &mut found);
    found.into_iter().collect()
}

/// How many words two parts have in common, from [`LEAST`] to [`MOST`].
pub(super) fn likeness(a: &HashSet<u64>, b: &HashSet<u64>) -> usize {
    let common = a.intersection(b).count();
    LEAST
        + (MOST * 2 * common)
            .checked_div(a.len() + b.len())
            .unwrap_or(0)
}

fn in_order(old: &[Node<'_>], new: &[Node<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut from = 0;
    for (at, node) in old.iter().enumerate() {
        let like = |other: &Node<'_>| are_alike(node.view, other.view);
        let found = new
            .get(from..)
            .and_then(|rest| rest.iter().take(1).position(like));
        if let Some(found) = found {
            pairs.push((at, from + found));
            from += found + 1;
        }
    }
    pairs
}
