//! Telling CQL from plain words. Only what cannot well be meant as words counts as CQL: that it begins with a field and an operator
//! that the field takes, perhaps behind parentheses and NOT. `retries = 3` and `space > settings` are words.

use std::iter::Peekable;
use std::str::Chars;

use crate::likeness::likeness;

/// Fields that take `=`, `!=`, `IN` and, some of them, `~`.
pub const FIELDS: [&str; 29] = [
    "ancestor",
    "container",
    "content",
    "contributor",
    "created",
    "creator",
    "favourite",
    "favorite",
    "id",
    "label",
    "lastmodified",
    "macro",
    "mention",
    "parent",
    "siteSearch",
    "space",
    "space.category",
    "space.key",
    "space.title",
    "space.type",
    "subtype",
    "text",
    "title",
    "type",
    "user",
    "user.accountid",
    "user.fullname",
    "user.userkey",
    "watcher",
];

/// The fields that can be greater or less.
const DATES: [&str; 2] = ["created", "lastmodified"];

/// What results can be ordered by.
const ORDERS: [&str; 9] = [
    "ancestor",
    "container",
    "contributor",
    "created",
    "creator",
    "id",
    "lastmodified",
    "space",
    "title",
];

/// How alike a word must be to a field to be a misspelling of it.
const ALIKE: f64 = 0.9;

/// Whether a query is CQL and not words.
pub fn is_cql(query: &str) -> bool {
    let tokens = tokens(query);
    is_order(&tokens)
        || clauses(&tokens).any(|(at, clause)| match clause {
            Clause::Certain => is_beginning(&tokens, at) || follows_a_junction(&tokens, at),
            Clause::Likely => is_beginning(&tokens, at),
        })
}

/// The field that somebody may have meant.
pub fn nearest(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let alike = FIELDS
        .iter()
        .map(|field| (likeness(&field.to_lowercase(), &word), field));
    let (likeness, field) = alike.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness >= ALIKE).then_some(*field)
}

/// How sure a field with an operator behind it is a condition.
enum Clause {
    /// The field is one, and takes the operator.
    Certain,
    /// It may be a field of an app, or be misspelt.
    Likely,
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted,
    Operator(&'static str),
    Open,
    Other,
}

impl Token {
    fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own.eq_ignore_ascii_case(word))
    }
}

/// Where a condition begins, with how sure that is.
fn clauses(tokens: &[Token]) -> impl Iterator<Item = (usize, Clause)> {
    (0..tokens.len()).filter_map(|at| Some((at, clause(tokens.get(at..)?)?)))
}

fn clause(tokens: &[Token]) -> Option<Clause> {
    let (Token::Word(field), rest) = tokens.split_first()? else {
        return None;
    };
    let (operator, value) = operator(rest)?;
    let is_one_of = |fields: &[&str]| fields.iter().any(|known| known.eq_ignore_ascii_case(field));
    let known = is_one_of(&FIELDS) || field.starts_with("content.property[");
    let takes = match operator {
        "<" | ">" | "<=" | ">=" => is_one_of(&DATES),
        _ => true,
    };
    if known {
        return takes.then_some(Clause::Certain);
    }
    let is_value = matches!(value, Some(Token::Quoted)) || operator == "in";
    let likely = is_value || takes && nearest(field).is_some();
    (likely && is_field(field)).then_some(Clause::Likely)
}

/// An operator with what is behind it, if something is. IN must have a list or a function there.
fn operator(tokens: &[Token]) -> Option<(&'static str, Option<&Token>)> {
    match tokens {
        [Token::Operator(sign), value @ ..] => Some((sign, Some(value.first()?))),
        [not, word, value @ ..] if not.is("not") && word.is("in") => list(value),
        [word, value @ ..] if word.is("in") => list(value),
        _ => None,
    }
}

fn list(tokens: &[Token]) -> Option<(&'static str, Option<&Token>)> {
    let is_list = matches!(
        tokens,
        [Token::Open, ..] | [Token::Word(_), Token::Open, ..]
    );
    is_list.then_some(("in", None))
}

/// Whether nothing but parentheses and NOT is before.
fn is_beginning(tokens: &[Token], at: usize) -> bool {
    let mut before = tokens.iter().take(at);
    before.all(|token| *token == Token::Open || token.is("not"))
}

/// Whether it is joined to something that begins as a condition does, so that the first field is one that nobody knows.
fn follows_a_junction(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    let before = before
        .iter()
        .rev()
        .find(|token| **token != Token::Open && !token.is("not"));
    let joined = before.is_some_and(|token| token.is("and") || token.is("or"));
    joined && matches!(tokens, [Token::Word(_), Token::Operator(_), ..])
}

fn is_order(tokens: &[Token]) -> bool {
    let mut tokens = tokens.iter();
    let mut next_is = |word| tokens.next().is_some_and(|token| token.is(word));
    let ordered = next_is("order") && next_is("by");
    ordered
        && ORDERS
            .iter()
            .any(|field| tokens.clone().next().is_some_and(|token| token.is(field)))
}

fn is_field(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// Two signs before one, so that `!=` is not read as `!`.
const OPERATORS: [&str; 8] = ["!=", "!~", "<=", ">=", "=", "~", "<", ">"];

fn tokens(query: &str) -> Vec<Token> {
    let mut rest = query.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(&first) = rest.peek() {
        let token = match first {
            blank if blank.is_whitespace() => {
                rest.next();
                continue;
            }
            '"' | '\'' => quoted(&mut rest),
            '(' => {
                rest.next();
                Token::Open
            }
            '!' | '=' | '~' | '<' | '>' => sign(&mut rest),
            ')' | ',' => {
                rest.next();
                Token::Other
            }
            _ => word(&mut rest),
        };
        tokens.push(token);
    }
    tokens
}

fn sign(rest: &mut Peekable<Chars<'_>>) -> Token {
    let mut sign = String::new();
    sign.extend(rest.next());
    sign.extend(rest.next_if(|next| matches!(next, '=' | '~')));
    let known = OPERATORS.iter().find(|operator| **operator == sign);
    known.map_or(Token::Other, |operator| Token::Operator(operator))
}

fn quoted(rest: &mut Peekable<Chars<'_>>) -> Token {
    let quote = rest.next();
    while let Some(next) = rest.next() {
        match next {
            '\\' => drop(rest.next()),
            end if Some(end) == quote => return Token::Quoted,
            _ => {}
        }
    }
    Token::Other
}

fn word(rest: &mut Peekable<Chars<'_>>) -> Token {
    let ends = |c: char| c.is_whitespace() || "\"'()=!~<>,".contains(c);
    let mut word = String::new();
    while let Some(next) = rest.next_if(|next| !ends(*next)) {
        word.push(next);
    }
    Token::Word(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_cql() {
        for cql in [
            "type = page",
            "type=page",
            "title~\"x\"",
            "(Type = page OR type = blogpost) and space.key = DEV",
            "NOT label in (a, b)",
            "space not in (A, \"~jo\")",
            "space IN favouriteSpaces()",
            "text ~ deploy and type=page",
            "created > now(\"-1w\")",
            "lastModified>=\"2026/01/01\"",
            "creator = currentUser() order by created desc",
            "order by lastmodified desc",
            "user.fullname ~ \"Jo\"",
            "content.property[x].y = 1",
            // Refused by Confluence, with a word on what was meant.
            "labels = runbook",
            "titel ~ x",
            "colour = \"red\"",
            "plan = gold AND space = DEV",
        ] {
            assert!(is_cql(cql), "{cql}");
        }
    }

    #[test]
    fn what_people_say_is_words() {
        for words in [
            "release notes",
            "deploy and rollback",
            "who is on call?",
            "C++ \"style\" guide",
            "https://x.org/a=b",
            "retries = 3",
            "how to set type = page in the editor",
            "space > settings > permissions",
            "label in production",
            "content in the wild",
            "order by phone",
            "not found",
            "title",
            "=",
            "a ~ b",
            "don't = do",
            "e = mc2",
            "~mira",
            "",
        ] {
            assert!(!is_cql(words), "{words}");
        }
    }

    #[test]
    fn long_queries_take_linear_time() {
        for piece in ["(", "a = ", "not ", "and ", "\"", "type ", "type = x and "] {
            let query = piece.repeat(6_000 / piece.len());
            assert_eq!(is_cql(&query), piece.starts_with("type ="), "{piece}");
        }
    }

    #[test]
    fn misspelt_fields_are_known_by_their_likeness() {
        assert_eq!(nearest("labels"), Some("label"));
        assert_eq!(nearest("LastModfied"), Some("lastmodified"));
        assert_eq!(nearest("retries"), None);
    }
}
