//! JQL and CQL: quoting, and narrowing a caller's query without changing what it says.

use std::str::CharIndices;

use crate::error::{Error, Result};

/// How many characters of a query an error shows.
const SHOWN: usize = 500;

/// A string literal of JQL and CQL.
///
/// Both quote with `"` and escape with a backslash (Atlassian's JQL and CQL references on reserved characters).
pub fn quoted(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            '\n' | '\r' => literal.push(' '),
            _ => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// `query` with `field in (names)` ANDed to it and its `ORDER BY` kept last; no names leave it as it is.
///
/// # Errors
/// [`Error::Arguments`] for a query that does not hold together: what is ANDed would bind to a part of it.
pub fn narrowed(query: &str, field: &str, names: &[&str]) -> Result<String> {
    if names.is_empty() {
        return Ok(query.trim().to_owned());
    }
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let filter = match names.as_slice() {
        [one] => format!("{field} = {one}"),
        _ => format!("{field} IN ({})", names.join(", ")),
    };
    let (condition, order) = split_order(query);
    whole(condition)?;
    whole(order)?;
    let condition = if condition.is_empty() {
        filter
    } else {
        format!("({condition}) AND {filter}")
    };
    Ok(if order.is_empty() {
        condition
    } else {
        format!("{condition} {order}")
    })
}

/// Checks that every quote and parenthesis of a part has its partner in it.
fn whole(part: &str) -> Result<()> {
    let wrong = |what: &str| {
        let beginning: String = part.chars().take(SHOWN).collect();
        Err(Error::Arguments(format!(
            "the query cannot be narrowed to what this server may touch: {what}, in: {beginning}"
        )))
    };
    let mut unquoted = Unquoted::of(part);
    let mut open = 0_usize;
    for (_, c) in unquoted.by_ref() {
        match (c, open) {
            ('(', _) => open += 1,
            (')', 0) => return wrong("a parenthesis is closed that was not opened"),
            (')', _) => open -= 1,
            // It may make text of the quote or parenthesis after it, or not: that differs.
            ('\\', _) => {
                return wrong(
                    "a backslash stands outside of quotes; put the value into double quotes",
                );
            }
            _ => {}
        }
    }
    match (unquoted.quote, open) {
        (Some(quote), _) => wrong(&format!("a quote ({quote}) is not closed")),
        (None, 1..) => wrong("a parenthesis is not closed"),
        (None, 0) => Ok(()),
    }
}

/// The condition and the `ORDER BY …` of a query. Quoted text is passed over.
fn split_order(query: &str) -> (&str, &str) {
    let query = query.trim();
    let start = order_start(query).unwrap_or(query.len());
    let (condition, order) = query.split_at(start);
    (condition.trim(), order.trim())
}

/// Where the word ORDER, followed by BY, stands outside of quotes.
fn order_start(query: &str) -> Option<usize> {
    let mut previous = ' ';
    Unquoted::of(query).find_map(|(index, c)| {
        let boundary = previous.is_whitespace() || ")\"'".contains(previous);
        previous = c;
        let found = boundary && is_order_by(query.get(index..).unwrap_or_default());
        found.then_some(index)
    })
}

/// The characters of a query that are in no quotes, with their places, and the quotes themselves.
struct Unquoted<'a> {
    rest: CharIndices<'a>,
    quote: Option<char>,
}

impl<'a> Unquoted<'a> {
    fn of(query: &'a str) -> Self {
        Self {
            rest: query.char_indices(),
            quote: None,
        }
    }
}

impl Iterator for Unquoted<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(quote) = self.quote {
            match self.rest.next()? {
                (_, '\\') => drop(self.rest.next()),
                (index, c) if c == quote => {
                    self.quote = None;
                    return Some((index, c));
                }
                _ => {}
            }
        }
        let (index, c) = self.rest.next()?;
        self.quote = Some(c).filter(|c| matches!(c, '"' | '\''));
        Some((index, c))
    }
}

/// Looks no further than the two words: this is asked wherever a word may begin.
fn is_order_by(rest: &str) -> bool {
    let by = after_word(rest, "order").filter(|rest| rest.starts_with(char::is_whitespace));
    by.and_then(|rest| after_word(rest.trim_start(), "by"))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// What follows a word, if a text begins with it in any letter case.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrows_and_keeps_the_order_last() {
        let cases = [
            ("", "project = \"A\""),
            ("status = Open", "(status = Open) AND project = \"A\""),
            (
                "a = 1 OR b = 2 order by created DESC",
                "(a = 1 OR b = 2) AND project = \"A\" order by created DESC",
            ),
            ("ORDER BY rank", "project = \"A\" ORDER BY rank"),
            (
                "(a = 1)ORDER BY rank",
                "((a = 1)) AND project = \"A\" ORDER BY rank",
            ),
            (
                "text ~ \"order by x\"",
                "(text ~ \"order by x\") AND project = \"A\"",
            ),
            (
                "text ~ 'it\\'s order by'  ORDER  BY key",
                "(text ~ 'it\\'s order by') AND project = \"A\" ORDER  BY key",
            ),
            ("project = B", "(project = B) AND project = \"A\""),
        ];
        for (query, expected) in cases {
            assert_eq!(narrowed(query, "project", &["A"]).unwrap(), expected);
        }
        assert_eq!(narrowed(" a = 1 ", "space", &[]).unwrap(), "a = 1");
        assert_eq!(
            narrowed("", "space", &["~jo", "AND"]).unwrap(),
            "space IN (\"~jo\", \"AND\")"
        );
    }

    #[test]
    fn queries_that_do_not_hold_together_are_refused() {
        let cases = [
            ("project = B) OR (project = B", "not opened"),
            ("a = 1 ORDER BY key) OR (project = B", "not opened"),
            ("(a = 1 ORDER BY key)", "not closed"),
            ("((a = 1)", "parenthesis is not closed"),
            ("text ~ \"a) OR (project = B", "a quote (\") is not closed"),
            ("text ~ 'a\\') OR (b = 1", "a quote (') is not closed"),
            (
                "text ~ a\\\" ) OR (project = B AND text ~ \\\"",
                "backslash stands outside",
            ),
        ];
        for (query, why) in cases {
            let error = narrowed(query, "project", &["A"]).unwrap_err().to_string();
            assert!(error.contains(why), "{query}: {error}");
            assert_eq!(narrowed(query, "project", &[]).unwrap(), query);
        }
        for whole in ["text ~ \") OR (\"", "a in (1, 2) AND (b = ')')"] {
            assert!(narrowed(whole, "project", &["A"]).is_ok(), "{whole}");
        }
    }

    /// Of a size at which looking through the rest at each place would take hours.
    #[test]
    fn long_queries_take_linear_time() {
        for piece in [
            ")",
            "\"",
            "'",
            "()",
            "order ",
            "order\t",
            "\"\"order",
            "(",
            " ",
            "\\",
        ] {
            let query = piece.repeat(2_000_000 / piece.len());
            let narrowed = narrowed(&query, "project", &["A"]);
            let length = narrowed.unwrap_or_else(|error| error.to_string()).len();
            assert!(length > 10, "{piece}");
        }
    }

    #[test]
    fn quotes_what_would_end_a_literal() {
        assert_eq!(quoted(r#"say "hi" \ bye"#), r#""say \"hi\" \\ bye""#);
        assert_eq!(quoted("a\nb"), "\"a b\"");
    }
}
