//! The form of `--env-file` and `.env`: one `NAME=value` after the other, as other programs read it too, except that `$` is a
//! letter like any other. Nothing is ever put in its place, since the file's author need not be the one whose secrets the
//! environment holds.

use std::collections::BTreeMap;

/// What a file sets.
pub(crate) type Values = BTreeMap<String, String>;

/// Reads a file's text. A name that is set twice has its last value. The error is the number of a line that is not in the form;
/// the line itself may hold a secret.
pub(crate) fn parse(text: &str) -> Result<Values, usize> {
    let mut values = Values::new();
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    while !rest.is_empty() {
        if rest.starts_with('#') {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        } else {
            let (name, value, after) = assignment(rest).ok_or_else(|| line(text, rest))?;
            values.insert(name.to_owned(), value);
            rest = after;
        }
        rest = rest.trim_start();
    }
    Ok(values)
}

/// The number of the line that `rest` begins in.
fn line(text: &str, rest: &str) -> usize {
    let before = text.strip_suffix(rest).unwrap_or_default();
    before.matches('\n').count() + 1
}

/// A name, its value, and the text after it.
fn assignment(text: &str) -> Option<(&str, String, &str)> {
    let (name, text) = text.split_once('=')?;
    let name = name.trim_end();
    let name = name
        .strip_prefix("export ")
        .map_or(name, |name| name.trim_start());
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    let (value, rest) = value(text)?;
    is_name.then_some((name, value, rest))
}

/// A value may be in quotes, over several lines then; single ones take everything as it is.
fn value(text: &str) -> Option<(String, &str)> {
    let inner = text.trim_start_matches([' ', '\t']);
    if let Some(inner) = inner.strip_prefix('\'') {
        let (value, rest) = inner.split_once('\'')?;
        return Some((value.to_owned(), end_of_line(rest)?));
    }
    if let Some(inner) = inner.strip_prefix('"') {
        let (value, rest) = in_double_quotes(inner)?;
        return Some((value, end_of_line(rest)?));
    }
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    Some((without_comment(line).trim().to_owned(), rest))
}

/// The text up to the next `"`. A backslash keeps `"`, `$` and itself from meaning something.
fn in_double_quotes(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut letters = text.chars();
    loop {
        match letters.next()? {
            '"' => return Some((value, letters.as_str())),
            '\\' => match letters.next()? {
                kept @ ('"' | '\\' | '$') => value.push(kept),
                other => value.extend(['\\', other]),
            },
            letter => value.push(letter),
        }
    }
}

/// What comes after the line, if nothing but a comment is left on it.
fn end_of_line(text: &str) -> Option<&str> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    without_comment(line).trim().is_empty().then_some(rest)
}

/// A `#` begins a comment only after a blank: `a#b` is a value.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices('#').find_map(|(at, _)| {
        let before = line.get(..at)?;
        before.ends_with([' ', '\t']).then_some(before)
    });
    comment.unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_what_was_written() {
        let cases = [
            ("plain", "plain"),
            ("a=b==", "a=b=="),
            ("a#b", "a#b"),
            ("#a", "#a"),
            ("a$b ${HOME} $HOME", "a$b ${HOME} $HOME"),
            ("A, B", "A, B"),
            (" a # comment", "a"),
            (" # comment", ""),
            ("'a \"b\" \\ # $c'", "a \"b\" \\ # $c"),
            (
                r#""a 'b' \" \\ \$ \d # $c" # comment"#,
                r#"a 'b' " \ $ \d # $c"#,
            ),
            ("'a\nb'", "a\nb"),
            ("C:\\jira\\new", "C:\\jira\\new"),
            ("", ""),
        ];
        for (written, value) in cases {
            let file = format!("\u{feff}# who\r\nX={written}\r\nexport  Y = 1\r\n");
            let values = parse(&file).unwrap();
            assert_eq!((&*values["X"], &*values["Y"]), (value, "1"), "{written}");
        }
    }

    #[test]
    fn a_fault_is_told_by_its_line() {
        for bad in [
            "no value", "A B=1", "=1", "X='a", "X=\"a", "X='a' b", "X='a'#b",
        ] {
            assert_eq!(parse(&format!("\n# one\nY=1\n{bad}")), Err(4), "{bad}");
        }
    }
}
