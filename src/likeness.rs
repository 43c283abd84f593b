//! How alike two names are, for "did you mean".

/// The longest name that is compared, in bytes: comparing takes the product of two lengths.
const LONGEST: usize = 255;

/// How alike two names are, from 0 (not at all) to 1 (the same). A text too long for a name is like nothing.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where lengths are checked first"
)]
pub fn likeness(a: &str, b: &str) -> f64 {
    if a.len().max(b.len()) > LONGEST {
        return 0.0;
    }
    strsim::jaro_winkler(a, b)
}

/// At most 60 characters of what a caller sent, without control characters: for an error.
pub fn short(text: &str) -> String {
    let mut shown = text.chars().filter(|c| !c.is_control());
    let beginning: String = shown.by_ref().take(60).collect();
    match shown.next() {
        Some(_) => beginning + "…",
        None => beginning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_like_nothing() {
        assert!(likeness("jira_serch", "jira_search") > 0.9);
        let long = "jira_search".repeat(1_000_000);
        assert_eq!(likeness(&long, &long), 0.0);
    }

    #[test]
    fn errors_show_the_beginning() {
        assert_eq!(short("a\nb"), "ab");
        assert_eq!(short(&"é".repeat(61)), "é".repeat(60) + "…");
    }
}
