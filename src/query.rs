//! JQL and CQL: quoting, and narrowing a caller's query without changing what it says.

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
pub fn narrowed(query: &str, field: &str, names: &[&str]) -> String {
    if names.is_empty() {
        return query.trim().to_owned();
    }
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let filter = match names.as_slice() {
        [one] => format!("{field} = {one}"),
        _ => format!("{field} IN ({})", names.join(", ")),
    };
    let (condition, order) = split_order(query);
    let condition = if condition.is_empty() {
        filter
    } else {
        format!("({condition}) AND {filter}")
    };
    if order.is_empty() {
        condition
    } else {
        format!("{condition} {order}")
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
    let mut quote = None;
    let mut escaped = false;
    let mut previous = ' ';
    for (index, c) in query.char_indices() {
        let boundary = previous.is_whitespace() || previous == ')';
        previous = c;
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if boundary && is_order_by(query.get(index..).unwrap_or_default()) => {
                return Some(index);
            }
            None => {}
        }
    }
    None
}

fn is_order_by(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let mut is = |word: &str| {
        words
            .next()
            .is_some_and(|next| next.eq_ignore_ascii_case(word))
    };
    is("order") && is("by")
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
            assert_eq!(narrowed(query, "project", &["A"]), expected);
        }
        assert_eq!(narrowed(" a = 1 ", "space", &[]), "a = 1");
        assert_eq!(
            narrowed("", "space", &["~jo", "AND"]),
            "space IN (\"~jo\", \"AND\")"
        );
    }

    #[test]
    fn quotes_what_would_end_a_literal() {
        assert_eq!(quoted(r#"say "hi" \ bye"#), r#""say \"hi\" \\ bye""#);
        assert_eq!(quoted("a\nb"), "\"a b\"");
    }
}
