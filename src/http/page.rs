//! Bodies that are not what REST answers with: HTML pages, and text to show the beginning of.

use std::fmt;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// How much of a body is looked at, in bytes: pages say what they are near their beginning.
const LOOKED_AT: usize = 256 << 10;

/// How much of a body is shown, in characters.
const MAX_EXCERPT: usize = 300;

/// What only login pages hold: the form fields of Jira, Confluence and Bitbucket, and single sign-on's marks.
const LOGIN_MARKS: [&str; 8] = [
    "os_username",
    "j_username",
    "type=\"password\"",
    "samlrequest",
    "id.atlassian.com/login",
    "login.microsoftonline.com",
    "login.jsp",
    "permission-violation.jsp",
];

/// An HTML (or XML) page in the place of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) asks_to_sign_in: bool,
}

impl Page {
    /// The page without its title, unless that may be quoted.
    pub(super) fn quoted(mut self, quotes: bool) -> Self {
        self.title = self.title.filter(|_| quotes);
        self
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.asks_to_sign_in {
            "a login page"
        } else {
            "an HTML page"
        })?;
        self.title
            .as_ref()
            .map_or(Ok(()), |title| write!(f, " titled \"{title}\""))
    }
}

pub(super) fn is_html(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    media_type.starts_with("text/html") || media_type.starts_with("application/xhtml")
}

/// Understands a body as a page; `None` if it does not begin like one.
pub(super) fn read(body: &[u8]) -> Option<Page> {
    let text = String::from_utf8_lossy(beginning(body));
    if !text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .starts_with('<')
    {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let title = title(&text, &lower)
        .map(|title| one_line(title, MAX_EXCERPT))
        .filter(|title| !title.is_empty());
    Some(Page {
        title,
        asks_to_sign_in: LOGIN_MARKS.iter().any(|mark| lower.contains(mark)),
    })
}

fn title<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    // Lower-casing ASCII moves no byte, so that the place found in the one holds in the other.
    let (_, rest) = text.get(lower.find("<title")?..)?.split_once('>')?;
    rest.split('<').next()
}

/// The beginning of a body on one line.
pub(super) fn excerpt(body: &[u8]) -> String {
    one_line(&String::from_utf8_lossy(beginning(body)), MAX_EXCERPT)
}

/// The part of a body that is looked at.
pub(super) fn beginning(body: &[u8]) -> &[u8] {
    body.get(..LOOKED_AT).unwrap_or(body)
}

/// Text without line breaks and other control characters, at most `max` characters of it.
pub(super) fn one_line(text: &str, max: usize) -> String {
    let words = text.split(|character: char| character.is_whitespace() || character.is_control());
    let mut line = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.chars().count() > max {
            let cut: String = line.chars().take(max).collect();
            return format!("{cut}…");
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_text_and_login_pages_from_others() {
        assert_eq!(read(b"{\"a\": \"<title>\"}"), None);
        assert_eq!(read(b""), None);
        let page = |text: &str| read(text.as_bytes()).unwrap().to_string();
        assert_eq!(
            page(
                "\u{feff}\n<!DOCTYPE html><TITLE id=x>Log in\n - Jira</TITLE><input name=os_username>"
            ),
            "a login page titled \"Log in - Jira\""
        );
        assert_eq!(
            page("<html><head><title>Request blocked</title>"),
            "an HTML page titled \"Request blocked\""
        );
        assert_eq!(page("<html>ÄÖÜ<title"), "an HTML page");
    }

    #[test]
    fn one_line_is_cut_at_characters() {
        assert_eq!(one_line(" a\r\n\u{0}b\t", 9), "a b");
        assert_eq!(one_line("äöüß", 3), "äöü…");
        assert_eq!(one_line("äöü", 3), "äöü");
    }
}
