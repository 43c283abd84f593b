//! A task in clauses: where verbs stand.

use super::shapes::bare;
use super::verbs::{AFTER_VERBS, FILLERS, NO_VERBS, VERBS};

/// A text without what stands in quotes: that is a value, not said to the reader.
pub fn unquoted(text: &str) -> String {
    text.split('"').step_by(2).collect::<Vec<_>>().join(" ")
}

/// The words between punctuation and conjunctions, parted by single blanks.
pub fn clauses(text: &str) -> Vec<String> {
    let mut clauses = vec![String::new()];
    for chunk in text.split_whitespace() {
        let ends = chunk.ends_with([',', ';', ':', '.', '!', '?', ')']);
        let is_joint = ["and", "then", "but"].contains(&chunk);
        let words = if is_joint { "" } else { instead(chunk) };
        for word in words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            if let Some(clause) = clauses.last_mut() {
                clause.push_str(if clause.is_empty() { "" } else { " " });
                clause.push_str(word);
            }
        }
        if is_joint || ends {
            clauses.push(String::new());
        }
    }
    clauses
}

/// A clause up to the first of some words in it.
pub fn before<'a>(clause: &'a str, words: &str) -> &'a str {
    let starts = words
        .split('|')
        .filter_map(|word| clause.find(&format!(" {word} ")));
    clause
        .get(..starts.min().unwrap_or(clause.len()))
        .unwrap_or(clause)
}

/// What is read in place of a name or an address: these say by their shape what they are, and their words say nothing.
fn instead(chunk: &str) -> &str {
    let bare = bare(chunk);
    match bare.rsplit_once('-') {
        _ if bare.contains(['.', '/', '@', '#']) => "name",
        Some((_, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => "issuekey",
        _ => chunk,
    }
}

/// A clause from its verb on, if one follows what says nothing.
pub fn after_fillers(clause: &str) -> &str {
    let mut rest = clause;
    let verb = |text: &str| VERBS.iter().map(|(_, _, verbs)| longest(verbs, text)).max();
    loop {
        let length = longest(FILLERS, rest);
        match rest.get(length + 1..).filter(|_| Some(length) > verb(rest)) {
            Some(next) => rest = next,
            None => break,
        }
    }
    rest
}

/// Whether one of some phrases is somewhere in a text.
pub fn holds(text: &str, phrases: &str) -> bool {
    let words: Vec<_> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let spaced = format!(" {} ", words.join(" "));
    let mut phrases = phrases.split('|');
    phrases.any(|phrase| spaced.contains(&format!(" {phrase} ")))
}

/// The length of the longest of some phrases that a text begins with.
pub fn longest(phrases: &str, text: &str) -> usize {
    let begins = |phrase: &&str| {
        text.strip_prefix(*phrase)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    phrases
        .split('|')
        .filter(begins)
        .map(str::len)
        .max()
        .unwrap_or(0)
}

/// Whether a clause begins with a verb that is not known. What looks is said in few ways, so that it changes something.
pub fn is_imperative(clause: &str) -> bool {
    let rest = clause.split_once(' ').map_or("", |(_, rest)| rest);
    longest(NO_VERBS, clause) == 0 && longest(AFTER_VERBS, rest) > 0
}
