//! A task as it is understood: what it is about, what it wants done, what it hands over, and in which product.

use std::collections::BTreeSet;

use super::profile::Objects;
use super::values::Value;
use super::vocabulary::{CONDITIONS, OF_ISSUES};
use super::wish::{Action, Wish};
use super::words::Words;
use crate::product::Product;

/// How tasks name products.
const PRODUCTS: &[(&str, Product)] = &[
    ("jira", Product::Jira),
    ("confluence", Product::Confluence),
    ("wiki", Product::Confluence),
    ("bitbucket", Product::Bitbucket),
];

/// What a task says.
pub struct Task {
    /// What it is about, in words of the vocabulary.
    pub words: BTreeSet<String>,
    /// Any of these is wanted; nothing if the task does not say.
    pub actions: Vec<Action>,
    /// What it hands over, each as often as it is there.
    pub values: Vec<Value>,
    /// Where it is to be done; nothing if the task does not say.
    pub products: Vec<Product>,
}

impl Task {
    /// Reads a task.
    pub fn of(text: &str, words: &Words, objects: &Objects) -> Self {
        let mut wish = Wish::of(text);
        let values = Value::all(text);
        let kinds: Vec<_> = values.iter().map(|value| value.object()).collect();
        let about = format!("{} {}", wish.about, kinds.join(" "));
        let named = words.of(&about);
        let is_of_issue = !words.speaks_of_attributes(&about)
            && !named.iter().any(|word| objects.is_other_than_issue(word));
        wish.objects
            .retain(|object| is_of_issue || !OF_ISSUES.contains(object));
        let mut task = Self {
            words: words.of_task(&format!("{about} {}", wish.objects.join(" "))),
            products: Vec::new(),
            actions: Vec::new(),
            values,
        };
        if task.is_of_several(&wish, words) {
            task.words.extend(words.of("batch"));
        }
        task.narrow(&wish, words);
        let small = text.to_lowercase();
        let products = PRODUCTS.iter().filter(|(name, _)| small.contains(name));
        task.products = products.map(|(_, product)| *product).collect();
        if task.looks() && !task.words.iter().any(|word| objects.knows(word)) {
            // What is of nothing that the tools are about is knowledge.
            let is_jira = task.products == [Product::Jira];
            task.words
                .extend(words.of(if is_jira { "issue" } else { "page" }));
        }
        if task.products.is_empty() {
            task.products = objects.products(&task.words);
        }
        task
    }

    /// Whether it only looks.
    pub fn looks(&self) -> bool {
        self.actions.iter().any(|action| action.looks())
    }

    /// Whether it wants one action alone.
    fn wants(&self, action: Action) -> bool {
        self.actions == [action]
    }

    /// Whether one call is to do several things.
    fn is_of_several(&self, wish: &Wish, words: &Words) -> bool {
        let count = |kind| self.values.iter().filter(|value| **value == kind).count();
        let looks = wish.actions.iter().any(|action| action.looks());
        let creates = wish.actions.iter().all(|action| *action == Action::Create);
        count(Value::Version) > 1
            || looks && count(Value::IssueKey) > 1
            || creates && !wish.actions.is_empty() && words.counts(&wish.about)
    }

    /// Takes over what is wanted, telling one from many where no single thing is handed over.
    fn narrow(&mut self, wish: &Wish, words: &Words) {
        self.actions.clone_from(&wish.actions);
        self.actions.dedup();
        let reads = self.wants(Action::Read) || self.actions.is_empty();
        if self.values.iter().any(|value| value.is_thing()) || !(reads || self.wants(Action::Find))
        {
            return;
        }
        if words.speaks_of_many(&wish.about) {
            self.actions = vec![Action::Find];
            self.words
                .retain(|word| !CONDITIONS.contains(&word.as_str()));
        } else if wish.asks && !words.speaks_of_one(&wish.about) && reads {
            self.actions = vec![Action::Find, Action::Read];
        }
    }
}
