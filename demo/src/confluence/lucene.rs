//! What `~` looks for: the query language within a text of CQL, whose signs mean something unless they are escaped.

/// Signs that a part of a query may not be made of.
const GRAMMAR: &str = "^~[]{}/";

/// One thing to look for: words that stand side by side.
#[derive(Debug, Default, PartialEq, Eq)]
struct Term {
    words: Vec<String>,
    /// Whether the last word only begins so.
    begins: bool,
    /// Whether it must not be there.
    not: bool,
}

/// Whether a query is one; the error says what is wrong.
pub(super) fn check(query: &str) -> Result<(), String> {
    terms(query).map(drop)
}

/// Whether a text holds all that a query looks for, and nothing that it does not want.
pub(super) fn holds(text: &str, query: &str) -> bool {
    let text = words(text);
    terms(query).is_ok_and(|terms| terms.iter().all(|term| term.is_in(&text) != term.not))
}

impl Term {
    fn is_in(&self, text: &[String]) -> bool {
        let last = self.words.len().saturating_sub(1);
        let fits = |(at, (word, wanted)): (usize, (&String, &String))| {
            word == wanted || self.begins && at == last && word.starts_with(wanted)
        };
        text.windows(self.words.len().max(1))
            .any(|window| window.iter().zip(&self.words).enumerate().all(fits))
    }
}

/// Letters and digits, in lower case; a full stop between them is one of them.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|character: char| !character.is_alphanumeric() && character != '.');
    words
        .map(|word| word.trim_matches('.').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

fn terms(query: &str) -> Result<Vec<Term>, String> {
    let mut rest = query.chars().peekable();
    let (mut terms, mut open, mut not) = (Vec::new(), 0_usize, false);
    while let Some(&first) = rest.peek() {
        match first {
            character if character.is_whitespace() => drop(rest.next()),
            '(' => {
                rest.next();
                open += 1;
            }
            ')' => {
                rest.next();
                open = open.checked_sub(1).ok_or("Encountered \")\"")?;
            }
            '+' => drop(rest.next()),
            '-' | '!' => {
                rest.next();
                not = true;
            }
            '*' | '?' => {
                return Err("'*' or '?' not allowed as first character in WildcardQuery".into());
            }
            _ => {
                let term = term(&mut rest)?;
                match term {
                    Some(term) => terms.push(Term { not, ..term }),
                    None if terms.is_empty() || rest.peek().is_none() => {
                        return Err("Encountered an operator without operands".into());
                    }
                    None => {}
                }
                not = false;
            }
        }
    }
    match open {
        0 => Ok(terms),
        _ => Err("Encountered \"<EOF>\"".into()),
    }
}

/// A word or a phrase; none for a word that is an operator.
fn term(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<Option<Term>, String> {
    let phrase = rest.next_if_eq(&'"').is_some();
    let (mut text, mut bare, mut begins) = (String::new(), true, false);
    loop {
        match rest.peek().copied() {
            None if phrase => return Err("Encountered \"<EOF>\" in a phrase".into()),
            None => break,
            Some('"') if phrase => {
                rest.next();
                break;
            }
            Some(end) if !phrase && (end.is_whitespace() || "()\"".contains(end)) => break,
            Some(sign) if !phrase && GRAMMAR.contains(sign) => {
                return Err(format!("Encountered \"{sign}\""));
            }
            Some('*') if !phrase => {
                rest.next();
                begins = true;
            }
            Some('\\') => {
                rest.next();
                bare = false;
                text.extend(rest.next());
            }
            Some(other) => {
                rest.next();
                text.push(other);
            }
        }
    }
    let operator = matches!(text.as_str(), "AND" | "OR" | "NOT" | "&&" | "||");
    if bare && !phrase && operator {
        return Ok(None);
    }
    Ok(Some(Term {
        words: words(&text),
        begins,
        not: false,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_operators_unless_they_are_escaped() {
        let text = "On-call handbook: what to do at night (C++)";
        for (query, found) in [
            ("night handbook", true),
            ("hand*", true),
            ("hand", false),
            ("\"what to do\"", true),
            ("\"do what\"", false),
            ("handbook -night", false),
            (r"on\-call handbook\:", true),
            (r"\(C\+\+\)", true),
        ] {
            assert_eq!(holds(text, query), found, "{query}");
        }
        for wrong in [
            "*call",
            "what?)",
            "(night",
            "\"night",
            "a/b",
            "AND night",
            "night OR",
        ] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }
}
