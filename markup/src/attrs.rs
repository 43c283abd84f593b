//! `key=value` lists: the attributes of a code fence's info string and of a container's opening comment.

use percent_encoding::percent_decode_str;

/// Attributes in source order. A key without `=` has an empty value.
pub type Attrs = Vec<(String, String)>;

/// What would end or alter an info string or a comment, besides white space.
const VALUE: &str = "\"%&\\`><";
const WORD: &str = "\"%&\\`>< =";
/// A key that began with `x/` would be taken for a carrier.
const KEY: &str = "\"%&\\`>< =/";

/// Percent-encodes the characters of `marks`, control characters, and white space but for blanks within.
pub(super) fn encode(text: &str, marks: &str) -> String {
    let is_edge = |at: usize, c: char| at == 0 || at + c.len_utf8() == text.len();
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let odd = c.is_control() || c.is_whitespace() && (c != ' ' || is_edge(at, c));
        if odd || marks.contains(c) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Prints one word: a language, a name, a key.
pub(super) fn word(text: &str) -> String {
    encode(text, WORD)
}

/// Prints ` key=value` for each attribute; values with blanks are quoted.
pub(super) fn print<'a>(attrs: impl IntoIterator<Item = &'a (String, String)>) -> String {
    attrs
        .into_iter()
        .map(|(key, value)| format!(" {}{}", encode(key, KEY), assigned(value)))
        .collect()
}

fn assigned(value: &str) -> String {
    let encoded = encode(value, VALUE);
    match value {
        "" => String::new(),
        _ if value.contains([' ', '=']) => format!("=\"{encoded}\""),
        _ => format!("={encoded}"),
    }
}

/// Reads what [`print()`] prints.
pub(super) fn parse(text: &str) -> Attrs {
    words(text).into_iter().map(attribute).collect()
}

/// Splits at white space outside quotation marks.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    })
    .filter(|word| !word.is_empty())
    .collect()
}

fn attribute(word: &str) -> (String, String) {
    let (key, value) = word.split_once('=').unwrap_or((word, ""));
    (decode(key), decode(value.trim_matches('"')))
}

/// Undoes percent-encoding; bytes that are not UTF-8 become U+FFFD.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_back() {
        let attrs: Attrs = [
            ("title", "a b \"c\" 100% --> `x` \\ &amp;"),
            ("collapse", "true"),
            ("flag", ""),
            ("eq", "a=b"),
        ]
        .map(|(k, v)| (k.into(), v.into()))
        .to_vec();
        assert_eq!(parse(&print(&attrs)), attrs);
        assert!(!print(&attrs).contains("-->"));
    }
}
