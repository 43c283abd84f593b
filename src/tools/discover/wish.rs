//! What a task wants done: an imperative stands first in its clause and in its base form, which tells it from nouns and from what happened.

use super::clauses::{after_fillers, before, clauses, holds, is_imperative, longest, unquoted};
use super::verbs::{AMONG_MANY, NAME, OUGHT, OUGHT_NOT, PARTS, QUESTIONS, TOPIC, VERBS};

/// What is done to an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Found among many, or listed.
    Find,
    /// One of them read.
    Read,
    /// Made or added.
    Create,
    /// Changed in part.
    Update,
    /// Gone afterwards.
    Delete,
}

impl Action {
    /// Whether it changes nothing.
    pub const fn looks(self) -> bool {
        matches!(self, Self::Find | Self::Read)
    }
}

/// What a task wants done, and to what.
#[derive(Debug, Default)]
pub struct Wish {
    /// Any of these; nothing if the task does not say.
    pub actions: Vec<Action>,
    /// Whether it is a question.
    pub asks: bool,
    /// What its verbs say that it is done to.
    pub objects: Vec<&'static str>,
    /// The task in small letters, without its verbs and without what stands in quotes.
    pub about: String,
}

impl Wish {
    /// Reads a task.
    pub fn of(task: &str) -> Self {
        let mut wish = Self::default();
        let small = unquoted(&task.to_lowercase());
        wish.asks = small.trim_end().ends_with('?');
        // What follows a colon once something is to be made is what it shall say.
        for part in small.split(": ") {
            if !wish.actions.contains(&Action::Create) {
                clauses(part)
                    .iter()
                    .for_each(|clause| wish.take(after_fillers(clause)));
            }
        }
        let changes = |action: &Action| !action.looks();
        if wish.actions.iter().any(changes) {
            wish.actions.retain(changes);
            if holds(&small, PARTS) && wish.actions.contains(&Action::Create) {
                wish.actions = vec![Action::Update];
            }
        } else if wish.asks && wish.actions.is_empty() {
            wish.actions.push(Action::Read);
        } else if !wish.asks && holds(&small, OUGHT_NOT) {
            wish.actions = vec![Action::Delete];
        } else if !wish.asks && holds(&small, OUGHT) {
            wish.actions = vec![Action::Update];
        }
        wish
    }

    /// Takes a clause in.
    fn take(&mut self, clause: &str) {
        let verbs = || VERBS.iter().map(|row| (row, longest(row.2, clause)));
        let length = verbs().map(|(_, length)| length).max().unwrap_or(0);
        let meant = verbs().filter(|(_, here)| length > 0 && *here == length);
        for ((action, object, _), _) in meant {
            self.actions.push(*action);
            self.objects.push(object);
        }
        let rest = clause.get(length..).unwrap_or_default();
        let makes = self.actions.contains(&Action::Create);
        let rest = if makes { before(rest, NAME) } else { rest };
        let is_open = makes || self.actions.contains(&Action::Find);
        self.tell(if is_open { before(rest, TOPIC) } else { rest });
        if length == 0 && longest(AMONG_MANY, clause) > 0 {
            self.actions.push(Action::Find);
        }
        let asks = length == 0 && longest(QUESTIONS, clause) > 0;
        if length == 0 && !asks && is_imperative(clause) {
            self.actions
                .extend([Action::Create, Action::Update, Action::Delete]);
        }
        self.asks |= asks;
    }

    fn tell(&mut self, words: &str) {
        self.about.push_str(words);
        self.about.push(' ');
    }
}
