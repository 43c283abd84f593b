//! Values that become part of a path. `.` and `..` are resolved away by every HTTP stack, so that an issue key of
//! `..` would reach another endpoint than the one called; percent-encoding does not help against that.

use crate::error::{Error, Result};

/// Checks a value that fills one segment of a path; the parameter's `name` is for the message. Encoding is the
/// caller's: generated clients and [`Session::request`](super::Session::request) do it.
///
/// # Errors
/// [`Error::Arguments`] for a value that is empty, `.` or `..`, or holds a control character.
pub fn segment<'a>(name: &str, value: &'a str) -> Result<&'a str> {
    let problem = match value {
        "" => "must not be empty",
        "." | ".." => "must not be `.` or `..`",
        _ if value.chars().any(char::is_control) => "must not contain control characters",
        _ => return Ok(value),
    };
    Err(Error::Arguments(format!("`{name}` {problem}.")))
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
        for value in ["PROJ-1", "a/b", "ü ?#%2e", "...", "~user"] {
            assert_eq!(segment("key", value).unwrap(), value);
        }
        for value in ["", ".", "..", "a\nb", "\0"] {
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
}
