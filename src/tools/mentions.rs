//! Names that a caller wrote like mentions of a chat: `@Jane Doe` is text here.

use serde_json::{Map, Value};

/// What the reply of a write says of names behind a plain `@` in its arguments; none if there are none. Whom they mean is not
/// guessed.
pub fn unmentioned(arguments: &Map<String, Value>) -> Option<String> {
    let name = arguments.values().find_map(in_value)?;
    Some(format!(
        "\"@{name}\" stands there as text and tells nobody; a mention is written [~{name}] or [~e-mail]"
    ))
}

fn in_value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => in_text(text),
        Value::Array(items) => items.iter().find_map(in_value),
        Value::Object(members) => members.values().find_map(in_value),
        _ => None,
    }
}

/// The first full name behind an `@` that begins a word, outside of code and of links.
fn in_text(text: &str) -> Option<String> {
    let outside = text.split('`').step_by(2);
    outside.into_iter().find_map(|text| {
        let at = text.match_indices('@').filter(|(at, _)| {
            let before = text
                .get(..*at)
                .and_then(|before| before.chars().next_back());
            !before.is_some_and(|c| c.is_alphanumeric() || "[/_@".contains(c))
        });
        at.filter_map(|(at, _)| full_name(text.get(at + 1..)?))
            .next()
    })
}

/// Two words with capitals, or letters of a script that has none.
fn full_name(text: &str) -> Option<String> {
    let part = |word: &str| {
        let letters: String = word
            .chars()
            .take_while(|c| c.is_alphabetic() || "-'’".contains(*c))
            .collect();
        letters
            .chars()
            .next()
            .filter(|first| first.is_alphabetic() && !first.is_lowercase())
            .map(|_| letters)
    };
    let mut words = text.split(' ');
    let first = part(words.next()?)?;
    let has_no_capitals = first
        .chars()
        .all(|c| !c.is_uppercase() && !c.is_lowercase());
    if has_no_capitals {
        return Some(first);
    }
    // The name ends where the first word does, unless a blank follows it at once.
    let second = words.next().filter(|_| {
        text.get(first.len()..)
            .is_some_and(|rest| rest.starts_with(' '))
    });
    Some(format!("{first} {}", part(second?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_behind_an_at_are_found() {
        for (text, name) in [
            ("Ask @Mira Halonen, please", Some("Mira Halonen")),
            ("@Jean-Luc O'Neil: see", Some("Jean-Luc O'Neil")),
            ("cc @田中太郎", Some("田中太郎")),
            ("mira@Example Corp", None),
            ("[@Mira Halonen](atl:user/5b)", None),
            ("`@Mira Halonen`", None),
            ("@Override public", None),
            ("@mira is back", None),
            ("@Mira, Tomasz", None),
            ("[~Mira Halonen]", None),
            ("@", None),
        ] {
            assert_eq!(in_text(text).as_deref(), name, "{text}");
        }
    }
}
