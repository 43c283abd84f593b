//! From text to the words that the index knows: small letters, without endings, one word for all that mean the same.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::vocabulary::{ATTRIBUTES, COUNTS, IGNORED, MANY, ONE, PHRASES, SYNONYMS, TOGETHER};

/// The vocabulary, with every word as [`stem`] leaves it.
pub struct Words {
    ignored: HashSet<String>,
    /// The longest first.
    phrases: Vec<(Vec<String>, Vec<String>)>,
    synonyms: HashMap<String, Vec<String>>,
    together: Vec<(Vec<String>, Vec<String>)>,
}

impl Words {
    /// Reads the vocabulary.
    pub fn new() -> Self {
        let phrases = PHRASES.iter().flat_map(|(meaning, all)| {
            let phrases = all.split('|');
            phrases.map(|phrase| (stems(phrase), stems(meaning)))
        });
        let mut phrases: Vec<_> = phrases.collect();
        phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        let synonyms = SYNONYMS.iter().flat_map(|(meaning, words)| {
            let meaning = stems(meaning);
            stems(words)
                .into_iter()
                .map(move |word| (word, meaning.clone()))
        });
        let together = TOGETHER.iter().flat_map(|(meaning, all)| {
            let sets = all.split('|');
            sets.map(|words| (stems(words), stems(meaning)))
        });
        Self {
            ignored: stems(IGNORED).into_iter().collect(),
            phrases,
            synonyms: synonyms.collect(),
            together: together.collect(),
        }
    }

    /// The words of a text.
    pub fn of(&self, text: &str) -> Vec<String> {
        let all = stems(text);
        let mut rest = all.as_slice();
        let mut read: Vec<String> = Vec::new();
        while let Some((word, after)) = rest.split_first() {
            let begins = |(phrase, _): &&(Vec<String>, Vec<String>)| rest.starts_with(phrase);
            if let Some((phrase, meaning)) = self.phrases.iter().find(begins) {
                read.extend_from_slice(meaning);
                rest = rest.get(phrase.len()..).unwrap_or_default();
                continue;
            }
            rest = after;
            match self.synonyms.get(word) {
                _ if self.is_ignored(word) => {}
                Some(meaning) => read.extend_from_slice(meaning),
                None => read.push(word.clone()),
            }
        }
        read
    }

    /// The words of a task, with what some of them mean together, wherever they stand.
    pub fn of_task(&self, task: &str) -> BTreeSet<String> {
        let said = stems(task);
        let mut words = self.of(task);
        for (parts, meaning) in &self.together {
            if parts
                .iter()
                .all(|part| words.contains(part) || said.contains(part))
            {
                words.extend_from_slice(meaning);
            }
        }
        words.into_iter().collect()
    }

    /// Whether a text speaks of several things that could also be meant alone.
    pub fn speaks_of_many(&self, text: &str) -> bool {
        has_one_of(text, MANY)
    }

    /// Whether a text speaks of one such thing.
    pub fn speaks_of_one(&self, text: &str) -> bool {
        has_one_of(text, ONE)
    }

    /// Whether a text speaks of something about an issue.
    pub fn speaks_of_attributes(&self, text: &str) -> bool {
        has_one_of(text, ATTRIBUTES)
    }

    /// Whether a text counts things.
    pub fn counts(&self, text: &str) -> bool {
        has_one_of(text, COUNTS)
    }

    fn is_ignored(&self, word: &str) -> bool {
        word.chars().nth(1).is_none()
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || self.ignored.contains(word)
    }
}

fn has_one_of(text: &str, words: &str) -> bool {
    text.split(' ')
        .any(|word| words.split(' ').any(|other| other == word))
}

/// The words of a text without their endings.
fn stems(text: &str) -> Vec<String> {
    let small = text.to_lowercase();
    let words = small.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).map(stem).collect()
}

/// A word without the endings of plural and of tenses. Rough, but alike for tasks and tools.
fn stem(word: &str) -> String {
    for (ending, instead) in [
        ("ies", "y"),
        ("ied", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
    ] {
        if let Some(start) = word.strip_suffix(ending).filter(|start| start.len() > 1) {
            return format!("{start}{instead}");
        }
    }
    let is_plural = word.len() > 3 && !word.ends_with("ss") && !word.ends_with("us");
    let mut stem = word.strip_suffix('s').filter(|_| is_plural).unwrap_or(word);
    let tense = ["ing", "ed"]
        .iter()
        .find_map(|ending| stem.strip_suffix(ending).filter(|start| start.len() >= 4));
    if let Some(start) = tense {
        stem = undoubled(start);
    }
    stem.strip_suffix('e')
        .filter(|start| start.len() >= 4)
        .unwrap_or(stem)
        .to_owned()
}

/// `plann` is `plan`.
fn undoubled(word: &str) -> &str {
    let mut ends = word.chars().rev();
    match (ends.next(), ends.next()) {
        (Some(last), Some(other)) if last == other && !"ls".contains(last) => {
            word.strip_suffix(last).unwrap_or(word)
        }
        _ => word,
    }
}
