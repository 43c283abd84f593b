//! From text to the words that the index knows: small letters, without endings, one word for all that mean the same.

use std::collections::{HashMap, HashSet};

use super::vocabulary::{ASK, HINTS, IGNORED, PHRASES, QUESTIONS, SYNONYMS};

/// Punctuation around a word.
const AROUND: &[char] = &['.', ',', ':', ';', '!', '?', '(', ')', '"', '\'', '`'];

/// The vocabulary, with every word as [`stem`] leaves it.
pub struct Words {
    ignored: HashSet<String>,
    questions: HashSet<String>,
    /// The longest first.
    phrases: Vec<(Vec<String>, Vec<String>)>,
    synonyms: HashMap<String, Vec<String>>,
    hints: HashMap<String, Vec<String>>,
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
        Self {
            ignored: stems(IGNORED).into_iter().collect(),
            questions: stems(QUESTIONS).into_iter().collect(),
            phrases,
            synonyms: by_word(SYNONYMS),
            hints: by_word(HINTS),
        }
    }

    /// The words of a text about a tool.
    pub fn of_text(&self, text: &str) -> Vec<String> {
        let mut words = self.read(text, false);
        words.retain(|word| word != ASK);
        words
    }

    /// The words of a task: also what its words hint at, and whether it asks.
    pub fn of_task(&self, task: &str) -> Vec<String> {
        self.read(task, true)
    }

    fn read(&self, text: &str, is_task: bool) -> Vec<String> {
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
            if self.questions.contains(word) {
                read.push(ASK.to_owned());
                continue;
            }
            let hints = self
                .hints
                .get(word)
                .filter(|_| is_task && !read.iter().any(|word| word == ASK));
            if !self.is_ignored(word) {
                match self.synonyms.get(word) {
                    Some(meaning) => read.extend_from_slice(meaning),
                    None => read.push(word.clone()),
                }
            }
            read.extend(hints.into_iter().flatten().cloned());
        }
        read
    }

    fn is_ignored(&self, word: &str) -> bool {
        word.chars().nth(1).is_none()
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || self.ignored.contains(word)
    }
}

/// A table of meanings and their words, by word.
fn by_word(table: &[(&str, &str)]) -> HashMap<String, Vec<String>> {
    let entries = table.iter().flat_map(|(meaning, words)| {
        let meaning = stems(meaning);
        stems(words)
            .into_iter()
            .map(move |word| (word, meaning.clone()))
    });
    entries.collect()
}

/// The words of a text without their endings. An issue's key is the word for issues, and `project/repository#1` one for a pull request.
fn stems(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for chunk in text.split_whitespace() {
        let bare = chunk.trim_matches(AROUND);
        if is_issue_key(bare) {
            all.push(stem("issue"));
        } else if is_pull_request(bare) {
            all.extend(["pullrequest", "repository"].map(stem));
        } else {
            let small = chunk.to_lowercase();
            let words = small.split(|c: char| !c.is_ascii_alphanumeric());
            all.extend(words.filter(|word| !word.is_empty()).map(stem));
        }
    }
    all
}

fn is_issue_key(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(project, number)| {
        let is_project = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        project.starts_with(|c: char| c.is_ascii_uppercase())
            && project.len() > 1
            && project.chars().all(is_project)
            && is_number(number)
    })
}

fn is_pull_request(text: &str) -> bool {
    text.split_once('#').is_some_and(|(place, number)| {
        place
            .split_once('/')
            .is_some_and(|(_, slug)| !slug.contains('/'))
            && is_number(number)
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word without the endings of plural and of tenses. Rough, but alike for tasks and tools.
fn stem(word: &str) -> String {
    for (ending, instead) in [
        ("ies", "y"),
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
