//! Plain words as a text to match: what `~` compares with is a query language of its own (Lucene's), in which many signs mean
//! something. What people write is neither: only their quotes keep words together, and a `*` at a word's end stands for any end.

use crate::error::{Error, Result};

/// Signs that are operators unless a backslash stands before them.
const OPERATORS: &str = "+-&|!(){}[]^\"~*?:\\/";

/// Words that are operators in capitals.
const JUNCTIONS: [&str; 3] = ["AND", "OR", "NOT"];

/// The text to match for these words, yet to be quoted for CQL.
///
/// # Errors
/// [`Error::Arguments`] if there is no word among them.
pub fn matching(words: &str) -> Result<String> {
    let terms: Vec<String> = pieces(words).filter_map(term).collect();
    match terms.is_empty() {
        true => Err(Error::Arguments(
            "`query`: there is no word in it to look for".into(),
        )),
        false => Ok(terms.join(" ")),
    }
}

/// The text to match for words of which each may be a beginning.
///
/// # Errors
/// As [`matching`].
pub fn beginning(words: &str) -> Result<String> {
    let words: String = words.chars().filter(|c| *c != '"').collect();
    let words: Vec<_> = words.split_whitespace().collect();
    let open = |word: &&str| word.chars().any(char::is_alphanumeric);
    let words: Vec<String> = words
        .into_iter()
        .filter(open)
        .map(|word| format!("{word}*"))
        .collect();
    matching(&words.join(" "))
}

enum Piece<'a> {
    Word(&'a str),
    Phrase(&'a str),
}

/// What is between two quotes, and the words outside of them; a quote without a partner means nothing.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let parts: Vec<&str> = text.split(['"', '“', '”', '„']).collect();
    let last = parts.len().saturating_sub(1);
    let is_phrase = move |at: usize| at % 2 == 1 && at < last;
    parts.into_iter().enumerate().flat_map(move |(at, part)| {
        let words: Vec<Piece<'_>> = match is_phrase(at) {
            true => vec![Piece::Phrase(part)],
            false => part.split_whitespace().map(Piece::Word).collect(),
        };
        words
    })
}

fn term(piece: Piece<'_>) -> Option<String> {
    let has_letters = |text: &str| text.chars().any(char::is_alphanumeric);
    match piece {
        Piece::Word(word) if !has_letters(word) => None,
        Piece::Word(word) if JUNCTIONS.contains(&word) => Some(word.to_lowercase()),
        Piece::Word(word) => {
            let stem = word.trim_end_matches('*');
            let any_end = stem.len() < word.len() && stem.ends_with(char::is_alphanumeric);
            Some(match any_end {
                true => escaped(stem) + "*",
                false => escaped(word),
            })
        }
        Piece::Phrase(phrase) => {
            has_letters(phrase).then(|| format!("\"{}\"", escaped(phrase.trim())))
        }
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if OPERATORS.contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_lose_their_meaning() {
        for (words, text) in [
            ("release notes", "release notes"),
            ("on-call (night): what?", r"on\-call \(night\)\: what\?"),
            ("C++ & C# -", r"C\+\+ C#"),
            ("\"rate  limit\" errors", "\"rate  limit\" errors"),
            ("a \"b", "a b"),
            ("„große Fragen“ heute", "\"große Fragen\" heute"),
            ("deploy AND rollback", "deploy and rollback"),
            ("deplo* *x **", r"deplo* \*x"),
            (r"C:\temp a/b", r"C\:\\temp a\/b"),
        ] {
            assert_eq!(matching(words).unwrap(), text, "{words}");
        }
        for none in ["", "  ", "\"\"", "* - ?"] {
            assert!(matching(none).is_err(), "{none}");
        }
    }

    #[test]
    fn each_word_may_be_a_beginning() {
        assert_eq!(beginning("mir \"hal").unwrap(), "mir* hal*");
        assert_eq!(beginning("O'Neil - J.").unwrap(), r"O'Neil* J.\*");
    }
}
