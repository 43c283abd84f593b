//! What a comment says.

/// The text with a suggestion below it: a block that Bitbucket offers to put in place of the lines that the comment is on.
pub fn body(text: Option<&str>, suggestion: Option<&str>) -> String {
    let block = suggestion.map(|suggestion| {
        let fence = "`".repeat(longest_run(suggestion).max(2) + 1);
        let end = if suggestion.ends_with('\n') || suggestion.is_empty() {
            ""
        } else {
            "\n"
        };
        format!("{fence}suggestion\n{suggestion}{end}{fence}")
    });
    let parts: Vec<&str> = text.into_iter().chain(block.as_deref()).collect();
    parts.join("\n\n")
}

/// The most backticks in a row.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_are_blocks_that_nothing_in_them_ends() {
        assert_eq!(body(Some("Why?"), None), "Why?");
        assert_eq!(body(None, Some("a\nb")), "```suggestion\na\nb\n```");
        assert_eq!(
            body(Some("So:"), Some("a\n")),
            "So:\n\n```suggestion\na\n```"
        );
        assert_eq!(
            body(None, Some("```rust\n````")),
            "`````suggestion\n```rust\n````\n`````"
        );
    }
}
