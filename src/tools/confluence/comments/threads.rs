//! Comments put together to threads.

use std::collections::HashMap;

use crate::views::confluence::Comment;

/// A comment with all that was said to it.
#[derive(Debug)]
pub struct Thread {
    /// What began it.
    pub root: Comment,
    /// In the order in which it is read: a reply stands behind what it replies to, and before what was said later to that.
    pub replies: Vec<Comment>,
}

impl Thread {
    /// All of them, in the order in which they are read.
    pub fn comments(&self) -> impl Iterator<Item = &Comment> {
        std::iter::once(&self.root).chain(&self.replies)
    }
}

/// The threads that comments make, in the order of their roots. A reply to one that is not among them begins a thread, so that
/// none is lost.
pub fn of(comments: Vec<Comment>) -> Vec<Thread> {
    let mut at: HashMap<String, usize> = HashMap::new();
    for (index, comment) in comments.iter().enumerate() {
        at.entry(comment.id.clone()).or_insert(index);
    }
    let mut replies: Vec<Vec<usize>> = vec![Vec::new(); comments.len()];
    let mut roots = Vec::new();
    for (index, comment) in comments.iter().enumerate() {
        let parent = comment.parent.as_ref().and_then(|id| at.get(id));
        match parent.and_then(|parent| replies.get_mut(*parent)) {
            Some(replies) => replies.push(index),
            None => roots.push(index),
        }
    }
    // Those that reply to each other in a circle have no root, and come last.
    roots.extend(0..comments.len());
    let mut comments: Vec<Option<Comment>> = comments.into_iter().map(Some).collect();
    let mut take = |index: usize| comments.get_mut(index).and_then(Option::take);
    let mut threads = Vec::new();
    for root in roots {
        let Some(first) = take(root) else { continue };
        let mut thread = Thread {
            root: first,
            replies: Vec::new(),
        };
        let below = |index: usize| replies.get(index).into_iter().flatten().rev().copied();
        let mut left: Vec<usize> = below(root).collect();
        while let Some(index) = left.pop() {
            if let Some(reply) = take(index) {
                thread.replies.push(reply);
                left.extend(below(index));
            }
        }
        threads.push(thread);
    }
    threads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(comments: &[(&str, Option<&str>)]) -> Vec<Vec<String>> {
        let comment = |(id, parent): &(&str, Option<&str>)| Comment {
            id: (*id).to_owned(),
            parent: parent.map(str::to_owned),
            ..Comment::default()
        };
        let threads = of(comments.iter().map(comment).collect());
        let ids = |thread: &Thread| {
            thread
                .comments()
                .map(|comment| comment.id.clone())
                .collect()
        };
        threads.iter().map(ids).collect()
    }

    #[test]
    fn replies_stand_behind_what_they_reply_to() {
        let comments = [
            ("1", None),
            ("4", Some("1")),
            ("2", None),
            ("3", Some("1")),
            ("5", Some("4")),
            ("6", Some("2")),
        ];
        assert_eq!(said(&comments), [vec!["1", "4", "5", "3"], vec!["2", "6"]]);
    }

    #[test]
    fn none_is_lost() {
        let comments = [
            ("1", Some("0")),
            ("2", Some("3")),
            ("3", Some("2")),
            ("4", Some("4")),
            ("1", None),
        ];
        assert_eq!(
            said(&comments),
            [vec!["1"], vec!["1"], vec!["2", "3"], vec!["4"]]
        );
    }

    #[test]
    fn a_long_chain_is_no_deep_one() {
        let ids: Vec<String> = (0..20_000).map(|id| id.to_string()).collect();
        let mut chain = vec![("0", None)];
        chain.extend(
            ids.iter()
                .skip(1)
                .zip(&ids)
                .map(|(id, parent)| (id.as_str(), Some(parent.as_str()))),
        );
        assert_eq!(said(&chain)[0].len(), 20_000);
    }
}
