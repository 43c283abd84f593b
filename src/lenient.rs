//! JSON as clients write it: a text may hold half of a character where one was cut, or bytes that are no UTF-8.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

/// What stands in place of what is no character.
const REPLACEMENT: &str = "\\ufffd";

/// Reads JSON. What is no character becomes U+FFFD; anything else that is wrong stays an error.
///
/// # Errors
/// What `serde_json` says of the text.
pub fn parse<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(json).or_else(|error| {
        let text = String::from_utf8_lossy(json);
        match (whole_characters(&text), &text) {
            (Cow::Borrowed(_), Cow::Borrowed(_)) => Err(error),
            (mended, _) => serde_json::from_str(&mended),
        }
    })
}

/// The text with every escape replaced that is one half of a UTF-16 pair without the other: `JSON.stringify` writes
/// `"\ud83d"` for an emoji that was cut in two.
fn whole_characters(json: &str) -> Cow<'_, str> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut from = 0;
    while let Some(found) = json.get(from..).and_then(|rest| rest.find('\\')) {
        let at = from + found;
        let rest = json.get(at..).unwrap_or_default();
        let half = |text| unit(text).filter(|unit| (0xD800..0xE000).contains(unit));
        from = at
            + match (half(rest), rest.get(6..).and_then(half)) {
                (Some(0xD800..0xDC00), Some(0xDC00..)) => 12,
                (Some(_), _) => {
                    mended.push_str(json.get(copied..at).unwrap_or_default());
                    mended.push_str(REPLACEMENT);
                    copied = at + 6;
                    6
                }
                // The character after the backslash is no backslash of its own.
                (None, _) => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            };
    }
    if copied == 0 {
        return json.into();
    }
    mended.push_str(json.get(copied..).unwrap_or_default());
    mended.into()
}

/// The number in a `\u1234` at the beginning of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_characters_are_replaced() {
        for (json, text) in [
            (r#""Shipped \ud83d""#, "Shipped \u{fffd}"),
            (r#""\ude80 x \uD83D\uDE80""#, "\u{fffd} x 🚀"),
            (r#""\ud83d\ud83d\ude80""#, "\u{fffd}🚀"),
            (r#""\ud83d\n""#, "\u{fffd}\n"),
            (r#""\\ud83d \ud83d""#, "\\ud83d \u{fffd}"),
            (r#""\ud83d"#, ""),
        ] {
            let read = parse::<String>(json.as_bytes());
            assert_eq!(read.unwrap_or_default(), text, "{json}");
        }
        assert_eq!(
            parse::<String>(b"\"a\xff\\ud83d\"").unwrap(),
            "a\u{fffd}\u{fffd}"
        );
        assert!(parse::<String>(b"\"\\ud83dx").is_err() && parse::<f64>(b"NaN").is_err());
    }
}
