//! What the browser shows at the end. Whatever came from outside is escaped; nothing is loaded, nothing runs.

use crate::error::Error;

/// How the sign-in ended.
pub(super) fn of_outcome(error: Option<&Error>) -> String {
    match error {
        None => page(
            "Signed in",
            "You are signed in. Close this page and go back to the terminal.",
        ),
        Some(error) => page("Not signed in", &error.to_string()),
    }
}

/// For somebody who comes from another sign-in.
pub(super) fn of_stranger() -> String {
    page(
        "Not signed in",
        "This is not the sign-in that the terminal waits for. Begin again from there.",
    )
}

/// For any other path.
pub(super) fn of_nothing() -> String {
    page("Nothing here", "This page does not exist.")
}

fn page(title: &str, text: &str) -> String {
    let (title, text) = (escaped(title), escaped(text));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title} – mcp-atlassian</title></head>\n<body><h1>{title}</h1>\n<p>{text}</p></body>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
