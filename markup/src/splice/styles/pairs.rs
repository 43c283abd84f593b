//! Which parts of an edited document were which of the stored one.

use std::collections::{HashMap, VecDeque};

use super::super::{
    align::{LIMIT, MOST, align, likeness, said},
    runs::runs,
    view::{self, Node, View, are_alike},
};

/// What a moved block that changed has in common with the one that it was, at least.
const ALIKE: usize = MOST / 2;

/// Which parts of a stored document those of an edited one were, by their numbers: outermost first, as [`each`](super::each) goes.
pub(super) struct Pairs<'a> {
    /// For each of the stored document whether it is set in some way.
    is_set: &'a [bool],
    old: Vec<&'a Node<'a>>,
    new: Vec<&'a Node<'a>>,
    /// For each of the edited document the one that it was.
    pub old_of: Vec<Option<usize>>,
    /// For each of the stored document whether it still stands somewhere.
    stays: Vec<bool>,
    /// Those of the edited document that are not what stands in their place, for all that can be seen, and what does.
    open: Vec<(usize, Option<usize>)>,
}

impl<'a> Pairs<'a> {
    pub fn find(old: &'a [Node<'a>], is_set: &'a [bool], new: &'a [Node<'a>]) -> Self {
        let (mut all_old, mut all_new) = (Vec::new(), Vec::new());
        flatten(old, &mut all_old);
        flatten(new, &mut all_new);
        let mut pairs = Self {
            is_set,
            old_of: vec![None; all_new.len()],
            stays: vec![false; all_old.len()],
            old: all_old,
            new: all_new,
            open: Vec::new(),
        };
        pairs.siblings((old, 0), (new, 0));
        let mut known: HashMap<u64, VecDeque<usize>> = HashMap::new();
        for (number, node) in pairs.old.iter().enumerate() {
            known.entry(node.hash).or_default().push_back(number);
        }
        while !pairs.open.is_empty() {
            pairs.settle(&mut known);
        }
        pairs
    }

    /// Finds what those that are open were: something that says the same, something that is gone and much alike, what
    /// stands in their place, or nothing, and then what those in them were.
    fn settle(&mut self, known: &mut HashMap<u64, VecDeque<usize>>) {
        let mut open = std::mem::take(&mut self.open);
        open.retain(|(new, _)| match self.same(*new, known) {
            Some(old) => {
                self.pair(old, *new);
                false
            }
            None => true,
        });
        self.pair_alike(&mut open);
        for (number, in_place) in open {
            match in_place.filter(|old| self.is_gone(*old)) {
                Some(old) => self.pair(old, number),
                None => {
                    let node = self.new.get(number);
                    let below = node.map_or(&[][..], |node| node.children.as_slice());
                    let below = numbers(below, number + 1).into_iter();
                    self.open.extend(below.map(|child| (child, None)));
                }
            }
        }
    }

    /// Siblings, with the number of the first: those that are equal, and between these each with its most likely partner.
    fn siblings(&mut self, old: (&'a [Node<'a>], usize), new: (&'a [Node<'a>], usize)) {
        let ((old, first_old), (new, first_new)) = (old, new);
        let (olds, news) = (numbers(old, first_old), numbers(new, first_new));
        for run in runs(old, new) {
            let olds = olds.get(run.old.clone()).unwrap_or_default();
            let news = news.get(run.new.clone()).unwrap_or_default();
            if run.is_equal {
                olds.iter()
                    .zip(news)
                    .for_each(|(old, new)| self.pair(*old, *new));
                continue;
            }
            let mut partners = vec![None; news.len()];
            let between = align(
                old.get(run.old).unwrap_or_default(),
                new.get(run.new).unwrap_or_default(),
            );
            for (at, new_at) in between {
                if let Some(partner) = partners.get_mut(new_at) {
                    *partner = olds.get(at).copied();
                }
            }
            for (number, partner) in news.iter().zip(partners) {
                match partner.filter(|old| self.are_much_alike(*old, *number)) {
                    Some(old) => self.pair(old, *number),
                    None => self.open.push((*number, partner)),
                }
            }
        }
    }

    /// A part is another as it was or after a change.
    fn pair(&mut self, old: usize, new: usize) {
        let (Some(before), Some(after)) = (self.old.get(old).copied(), self.new.get(new).copied())
        else {
            return;
        };
        if before.hash == after.hash {
            return (0..before.size.min(after.size)).for_each(|at| self.set(old + at, new + at));
        }
        self.set(old, new);
        let (olds, news) = (before.children.as_slice(), after.children.as_slice());
        if matches!(before.view, View::Row(_)) && olds.len() == news.len() {
            // A cell is known by its column.
            let columns = numbers(olds, old + 1)
                .into_iter()
                .zip(numbers(news, new + 1));
            columns.for_each(|(old, new)| self.pair(old, new));
        } else {
            self.siblings((olds, old + 1), (news, new + 1));
        }
    }

    fn set(&mut self, old: usize, new: usize) {
        if let (Some(was), Some(stays)) = (self.old_of.get_mut(new), self.stays.get_mut(old)) {
            *was = Some(old);
            *stays = true;
        }
    }

    fn is_gone(&self, old: usize) -> bool {
        self.stays.get(old) == Some(&false)
    }

    fn are_much_alike(&self, old: usize, new: usize) -> bool {
        let (Some(old), Some(new)) = (self.old.get(old), self.new.get(new)) else {
            return false;
        };
        likeness(&said(old), &said(new)) >= ALIKE
    }

    /// What says the same; of several one that does not stand in its place any more, if there is one.
    fn same(&self, new: usize, known: &mut HashMap<u64, VecDeque<usize>>) -> Option<usize> {
        let node = self.new.get(new).filter(|node| may_move(node))?;
        let places = known.get_mut(&node.hash)?;
        while places.len() > 1 && places.front().is_some_and(|old| !self.is_gone(*old)) {
            places.pop_front();
        }
        places.front().copied()
    }

    /// Takes out those that are much like something that is gone.
    fn pair_alike(&mut self, open: &mut Vec<(usize, Option<usize>)>) {
        let movable = |nodes: &[&'a Node<'a>], number: usize| {
            let node = nodes.get(number).copied().filter(|node| may_move(node))?;
            Some((number, node, said(node)))
        };
        let gone = (0..self.old.len()).filter(|old| self.is_gone(*old));
        let gone: Vec<usize> = gone.collect();
        let matters = gone.iter().any(|old| self.is_set.get(*old) == Some(&true));
        if !matters || gone.len().saturating_mul(open.len()) > LIMIT {
            return;
        }
        let gone: Vec<_> = gone
            .iter()
            .filter_map(|old| movable(&self.old, *old))
            .collect();
        open.retain(|(number, _)| {
            let Some((_, node, words)) = movable(&self.new, *number) else {
                return true;
            };
            let alike = gone
                .iter()
                .filter(|(old, before, _)| self.is_gone(*old) && are_alike(before.view, node.view))
                .map(|(old, _, said)| (likeness(said, &words), *old))
                .filter(|(likeness, _)| *likeness >= ALIKE);
            let Some((_, old)) = alike.max_by_key(|(likeness, _)| *likeness) else {
                return true;
            };
            self.pair(old, *number);
            false
        });
    }

    /// The texts of parts that were set in some way and are gone, where a new one may be what they became.
    pub fn lost(&self) -> Vec<String> {
        let new = self.new.iter().enumerate();
        let new: Vec<&Node<'_>> = new
            .filter(|(number, _)| self.old_of.get(*number) == Some(&None))
            .map(|(_, node)| *node)
            .collect();
        let mut lost = Vec::new();
        let mut at = 0;
        while let Some(node) = self.old.get(at) {
            let is_set = self.is_set.get(at) == Some(&true);
            let may_be = || new.iter().any(|new| are_alike(node.view, new.view));
            if is_set && self.is_gone(at) && may_be() {
                lost.push(view::text(node));
                at += node.size;
            } else {
                at += 1;
            }
        }
        lost
    }
}

/// Cells belong to their rows.
fn may_move(node: &Node<'_>) -> bool {
    !matches!(node.view, View::Cell(_))
}

fn flatten<'a>(nodes: &'a [Node<'a>], out: &mut Vec<&'a Node<'a>>) {
    for node in nodes {
        out.push(node);
        flatten(&node.children, out);
    }
}

/// The numbers of siblings, of which the first has this one.
fn numbers(nodes: &[Node<'_>], first: usize) -> Vec<usize> {
    let next = |number: &mut usize, node: &Node<'_>| {
        let own = *number;
        *number += node.size;
        Some(own)
    };
    nodes.iter().scan(first, next).collect()
}
