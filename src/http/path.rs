//! Values that become part of a path, and the path that becomes of them.
//!
//! `.` and `..` are resolved away by every HTTP stack, and URL parsers read `\` as `/`, so that an issue key of `..\x`
//! would reach another endpoint than the one called; percent-encoding does not help against that. What is refused here is
//! looked at once more where the request leaves ([`is_documented`]).

use url::Url;

use crate::error::{Error, Result};

/// What documents leave out of their paths: Jira's, Confluence's and Bitbucket's Data Center `/rest`, Bitbucket Cloud's
/// version.
const ROOTS: [&str; 3] = ["", "/rest", "/2.0"];

/// Why a request is not sent whose URL is not [`is_documented`].
pub const ELSEWHERE: &str = "one of its values would lead to another path than the documented one";

/// Checks a value that fills one segment of a path; the parameter's `name` is for the message. Encoding is the
/// caller's: generated clients and [`Session::request`](super::Session::request) do it.
///
/// # Errors
/// [`Error::Arguments`] for a value that is empty, holds a control character or a backslash, or has `.` or `..` between
/// its slashes (a branch may have slashes, and some servers decode them).
pub(super) fn segment<'a>(name: &str, value: &'a str) -> Result<&'a str> {
    let problem = match value {
        "" => "must not be empty",
        _ if value.chars().any(char::is_control) => "must not contain control characters",
        _ if value.contains('\\') => "must not contain a backslash",
        _ if value.split('/').any(goes_up) => "must not be `.` or `..`",
        _ => return Ok(value),
    };
    Err(Error::Arguments(format!("`{name}` {problem}.")))
}

/// [`segment`] for all of a path, each with its parameter's name.
///
/// # Errors
/// That of the first that does not fit.
pub fn check_segments(segments: &[(&str, &str)]) -> Result<()> {
    let mut checked = segments.iter().map(|(name, value)| segment(name, value));
    checked.try_for_each(|checked| checked.map(drop))
}

/// Whether a part of a path is resolved away. Java's servers cut it at a semicolon first.
fn goes_up(part: &str) -> bool {
    matches!(part.split(';').next(), Some("." | ".."))
}

/// Whether a finished URL is the base, and below it exactly the documented path with something in place of each of its
/// `{placeholders}`.
pub fn is_documented(url: &Url, base: &str, documented: &str) -> bool {
    below(url, base).is_some_and(|path| matches(path, documented))
}

/// The path of a URL below the base, if it is there.
fn below<'a>(url: &'a Url, base: &str) -> Option<&'a str> {
    let base = Url::parse(base).ok()?;
    let path = url.path().strip_prefix(base.path().trim_end_matches('/'))?;
    (url.origin() == base.origin()).then_some(path)
}

/// Placeholders at the end of documented paths for what may hold slashes: the path of a file, the name of a branch or tag.
const DEEP: [&str; 2] = ["{path}", "{name}"];

/// [`is_documented`] where the documented path begins somewhere between the product's address and the documents' root, and what
/// is at its end may have slashes.
pub(super) fn is_documented_below(url: &Url, base: &str, documented: &str) -> bool {
    // The address of Confluence Cloud ends in /wiki, which the documents' paths repeat.
    let base = match documented.starts_with("/wiki/") {
        true => base.trim_end_matches("/wiki"),
        false => base,
    };
    ROOTS.iter().any(|root| {
        let path = below(url, &format!("{base}{root}"));
        path.is_some_and(|path| matches(path, documented) || matches_deep(path, documented))
    })
}

fn matches_deep(path: &str, documented: &str) -> bool {
    let head = DEEP.iter().find_map(|last| documented.strip_suffix(last));
    let Some(head) = head.filter(|head| head.ends_with('/')) else {
        return false;
    };
    let last_slash = head.matches('/').count().saturating_sub(1);
    let end = path.match_indices('/').nth(last_slash);
    end.and_then(|(at, _)| path.get(..=at))
        .is_some_and(|own| matches(own, head))
}

fn matches(path: &str, documented: &str) -> bool {
    let (parts, expected) = (path.split('/'), documented.split('/'));
    parts.clone().count() == expected.clone().count()
        && parts
            .zip(expected)
            .all(|(part, expected)| fills(part, expected))
}

/// Whether a part of a path is the documented one, its placeholder filled with something.
fn fills(part: &str, documented: &str) -> bool {
    let Some((before, rest)) = documented.split_once('{') else {
        return part == documented;
    };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    let value = part
        .strip_prefix(before)
        .and_then(|part| part.strip_suffix(after));
    value.is_some_and(|value| !value.is_empty())
}

/// Splits a value that fills several segments, such as the path of a file in a repository. Slashes at either end
/// are dropped; the value may be empty (the root).
///
/// # Errors
/// [`Error::Arguments`] as for [`segment`], for each of the parts.
pub fn path_segments<'a>(name: &str, value: &'a str) -> Result<Vec<&'a str>> {
    let value = value.trim_matches('/');
    if value.is_empty() {
        return Ok(Vec::new());
    }
    value.split('/').map(|part| segment(name, part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_the_path_is_refused() {
        for value in ["PROJ-1", "a/b", "ü ?#%2e", "...", "~user", "a;..", "v1..2"] {
            assert_eq!(segment("key", value).unwrap(), value);
        }
        for value in [
            "", ".", "..", "a\nb", "\0", "a\\b", "..\\x", "..;", "..;a", "a/../b", "../b", "./b",
        ] {
            assert!(
                segment("key", value)
                    .unwrap_err()
                    .to_string()
                    .starts_with("`key` must not"),
                "{value:?}"
            );
        }
    }

    #[test]
    fn a_file_path_is_checked_part_by_part() {
        assert_eq!(
            path_segments("path", "/src/a b.rs").unwrap(),
            ["src", "a b.rs"]
        );
        assert!(path_segments("path", "/").unwrap().is_empty());
        for value in ["src/../../x", "src//x", "./x"] {
            assert!(path_segments("path", value).is_err(), "{value}");
        }
    }

    #[test]
    fn only_the_documented_path_is_it() {
        let base = "https://jira.example.com/jira/rest";
        let documented = "/api/2/issue/{key}/comment";
        let is = |url: &str| is_documented(&Url::parse(url).unwrap(), base, documented);
        assert!(is(
            "https://jira.example.com/jira/rest/api/2/issue/A-1/comment?x=1"
        ));
        for url in [
            "https://jira.example.com/jira/rest/api/2/issue/..\\A-1/comment",
            "https://jira.example.com/jira/rest/api/2/issue/%2e%2e/comment",
            "https://jira.example.com/jira/rest/api/2/issue//comment",
            "https://jira.example.com/jira/rest/api/2/issue/a/b/comment",
            "https://jira.example.com/jira/restapi/2/issue/A-1/comment",
            "https://jira.example.com/rest/api/2/issue/A-1/comment",
            "https://jira.example.com:444/jira/rest/api/2/issue/A-1/comment",
            "http://jira.example.com/jira/rest/api/2/issue/A-1/comment",
        ] {
            assert!(!is(url), "{url}");
        }
    }

    #[test]
    fn the_path_of_a_file_is_several_parts() {
        let documented = "/projects/{key}/diff/{path}";
        let is = |path: &str| {
            let url = Url::parse(&format!("https://x.org/rest/projects/{path}")).unwrap();
            is_documented_below(&url, "https://x.org", documented)
        };
        assert!(is("A/diff/a") && is("A/diff/a/b%2Fc/d?x=/"));
        for path in ["A/diff", "A/diff/a/../../../b", "A/B/diff/a"] {
            assert!(!is(path), "{path}");
        }
    }

    #[test]
    fn only_the_end_of_a_path_may_have_slashes() {
        let documented = "/repositories/{workspace}/{repo}/src/{commit}/{path}";
        for path in ["w/r/a/src/h/b", "w/r/src", "w//src/h/b", "w/r/diff/h/b"] {
            let url = Url::parse(&format!("https://api.x.org/2.0/repositories/{path}")).unwrap();
            let found = is_documented_below(&url, "https://api.x.org", documented);
            assert!(!found, "{path}");
        }
    }

    #[test]
    fn hand_written_requests_may_leave_out_what_documents_do() {
        for (url, base, documented) in [
            (
                "https://x.net/wiki/rest/api/user/current",
                "https://x.net/wiki",
                "/wiki/rest/api/user/current",
            ),
            (
                "https://x.org/jira/rest/api/2/myself",
                "https://x.org/jira",
                "/api/2/myself",
            ),
            ("https://api.x.org/2.0/user", "https://api.x.org", "/user"),
            (
                "https://api.x.org/2.0/repositories/w/r/src/h/a/b.rs",
                "https://api.x.org",
                "/repositories/{workspace}/{repo}/src/{commit}/{path}",
            ),
            (
                "https://api.x.org/2.0/repositories/w/r/src/h/",
                "https://api.x.org",
                "/repositories/{workspace}/{repo}/src/{commit}/{path}",
            ),
        ] {
            assert!(
                is_documented_below(&Url::parse(url).unwrap(), base, documented),
                "{url}"
            );
        }
    }
}
