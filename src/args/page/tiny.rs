//! Tiny links: ids in a few letters (`/x/D4AB`), which can be read without asking anybody.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How many letters the eight bytes of an id have in base64, without the sign that fills them up.
const LETTERS: usize = 11;

/// The id that a tiny link's word stands for: its eight bytes, the lowest first, in a base64 of Confluence's own, whose last
/// letters are left out where they are zeros.
pub(super) fn id(word: &str) -> Option<String> {
    if word.is_empty() || word.len() > LETTERS {
        return None;
    }
    let letters = word.chars().map(|c| match c {
        '-' => Some('/'),
        '_' => Some('+'),
        c => c.is_ascii_alphanumeric().then_some(c),
    });
    let mut base64 = letters.collect::<Option<String>>()?;
    base64.extend(std::iter::repeat_n('A', LETTERS - base64.len()));
    base64.push('=');
    let bytes: [u8; 8] = STANDARD.decode(base64).ok()?.try_into().ok()?;
    let id = u64::from_le_bytes(bytes);
    (id > 0 && i64::try_from(id).is_ok() && word_of(id) == word).then(|| id.to_string())
}

fn word_of(id: u64) -> String {
    let base64 = STANDARD.encode(id.to_le_bytes());
    let letters = base64.trim_end_matches('=').trim_end_matches('A');
    letters.replace('/', "-").replace('+', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_a_few_letters() {
        for (number, word) in [
            (1, "AQ"),
            (98_319, "D4AB"),
            (123_456_789, "Fc1bBw"),
            (2_149_384_202, "CgAdg"),
            (724_765_432, "_AozKw"),
            (3_489_857_532, "-P8C0"),
            (5_130_780_684, "DIDRMQE"),
        ] {
            assert_eq!(word_of(number), word);
            assert_eq!(id(word), Some(number.to_string()), "{word}");
        }
        for word in [
            "",
            "A",
            "AQAA",
            "a b",
            "=",
            "AQ==",
            "äö",
            "zzzzzzzzzzz",
            "AAAAAAAAAAAAA",
        ] {
            assert_eq!(id(word), None, "{word}");
        }
    }
}
