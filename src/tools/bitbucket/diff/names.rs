//! The names of files in a diff.

/// What stands before the name of a file before and after a change.
const OLD: [&str; 2] = ["src://", "a/"];
const NEW: [&str; 2] = ["dst://", "b/"];

/// The names in a `diff --git` line, without what stands before them. Blanks in names make it ambiguous, so that only two names
/// that are alike, or quoted ones, can be told for sure; renamed files say their names once more.
pub(super) fn of_header(line: &str) -> Option<(String, String)> {
    let names = line.strip_prefix("diff --git ")?.trim_end_matches('\r');
    if let Some((old, rest)) = quoted(names) {
        return Some((bare(&old, OLD).to_owned(), after(rest.trim_start())));
    }
    if names.ends_with('"') {
        let (old, new) = names.split_once(" \"")?;
        let (new, _) = quoted(&format!("\"{new}"))?.to_owned();
        return Some((bare(old, OLD).to_owned(), bare(&new, NEW).to_owned()));
    }
    let mut likely = None;
    for (at, _) in names.match_indices(' ') {
        let (Some(old), Some(new)) = (names.get(..at), names.get(at + 1..)) else {
            continue;
        };
        let (Some(old), Some(new)) = (prefixed(old, OLD), prefixed(new, NEW)) else {
            continue;
        };
        if old == new {
            return Some((old.to_owned(), new.to_owned()));
        }
        likely = Some((old, new));
    }
    likely.map(|(old, new)| (old.to_owned(), new.to_owned()))
}

/// The name in a `---` line; none if there is no such file.
pub(super) fn of_old(text: &str) -> Option<String> {
    marked(text, OLD)
}

/// The name in a `+++` line; none if there is no such file.
pub(super) fn of_new(text: &str) -> Option<String> {
    marked(text, NEW)
}

/// The name after `rename from` and the like, which has nothing before it.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim_end_matches('\r');
    quoted(text).map_or_else(|| text.to_owned(), |(name, _)| name)
}

/// The name as a diff has it: quoted if it would not be one line, or not be read as itself.
pub(super) fn written(prefix: &str, name: &str) -> String {
    let odd = |c: char| c.is_control() || c == '"' || c == '\\';
    if !name.contains(odd) {
        return format!("{prefix}{name}");
    }
    let mut text = format!("\"{prefix}");
    for c in name.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    text.push_str(&format!("\\{byte:03o}"));
                }
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

fn after(text: &str) -> String {
    let name = quoted(text).map_or_else(|| text.to_owned(), |(name, _)| name);
    bare(&name, NEW).to_owned()
}

fn marked(text: &str, prefixes: [&str; 2]) -> Option<String> {
    // Git ends a name that has blanks with a tab.
    let text = text.trim_end_matches(['\r', '\t']);
    let name = quoted(text).map_or_else(|| text.to_owned(), |(name, _)| name);
    (name != "/dev/null").then(|| bare(&name, prefixes).to_owned())
}

fn bare<'a>(name: &'a str, prefixes: [&str; 2]) -> &'a str {
    prefixed(name, prefixes).unwrap_or(name)
}

fn prefixed<'a>(name: &'a str, prefixes: [&str; 2]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| name.strip_prefix(prefix))
}

/// The name that a text begins with in quotes, as C writes it, and what follows.
fn quoted(text: &str) -> Option<(String, &str)> {
    let rest = text.strip_prefix('"')?;
    let mut bytes = Vec::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                let name = String::from_utf8_lossy(&bytes).into_owned();
                return Some((name, rest.get(at + 1..).unwrap_or_default()));
            }
            '\\' => {
                let (_, escaped) = chars.next()?;
                match escaped {
                    '0'..='7' => {
                        let digits = [
                            Some(escaped),
                            chars.next().map(|(_, c)| c),
                            chars.next().map(|(_, c)| c),
                        ];
                        let value = digits
                            .into_iter()
                            .try_fold(0, |value, digit| Some(value * 8 + digit?.to_digit(8)?))?;
                        bytes.push(u8::try_from(value).ok()?);
                    }
                    other => bytes.push(escape(other)?),
                }
            }
            c => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    None
}

const fn escape(c: char) -> Option<u8> {
    Some(match c {
        'a' => 7,
        'b' => 8,
        't' => b'\t',
        'n' => b'\n',
        'v' => 11,
        'f' => 12,
        'r' => b'\r',
        '"' => b'"',
        '\\' => b'\\',
        _ => return None,
    })
}
