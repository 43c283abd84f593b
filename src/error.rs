//! The one error type. Its kinds are told apart by what the caller can do about them, and every message says
//! what happened, where, and what to do next. Messages carry no secrets and no URLs with a query.

use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::product::Product;

/// The most characters of an error's message.
pub const LONGEST: usize = 10_000;

/// How much of a long message is its end, and the room for the note on what is missing.
const TAIL: usize = 1_000;
const NOTE: usize = 50;

/// What every fallible function of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be done.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The configuration does not make sense; one line per problem, each naming the variable.
    #[error("{0}")]
    Config(String),

    /// The arguments of a call are wrong: the caller can correct them and call again.
    #[error("{0}")]
    Arguments(String),

    /// No tool of that name may be called. A hidden tool answers exactly so, too.
    #[error("Unknown tool `{name}`.{}", DidYouMean(.suggestion.as_deref()))]
    UnknownTool {
        /// The name as it was asked for.
        name: String,
        /// The nearest name that may be called.
        suggestion: Option<String>,
    },

    /// A policy of this server (read-only mode, a project or space filter, …) forbids it.
    #[error("{0}")]
    Refused(String),

    /// The product answered with an error status.
    #[error("{product} answered {status} to {operation}: {}{}", Sentence(.message), Next(.hint))]
    Upstream {
        /// Who answered.
        product: Product,
        /// The HTTP status.
        status: u16,
        /// `METHOD /path` as Atlassian documents it, without the values.
        operation: &'static str,
        /// What the product said, on one line.
        message: String,
        /// What the caller can do; may be empty.
        hint: String,
        /// What came, for those who can read more out of it than the message.
        body: Bytes,
    },

    /// The product did not answer at all.
    #[error("{product} at {host} did not answer: {}{}", Sentence(.why), Next(.hint))]
    Unreachable {
        /// Who was asked.
        product: Product,
        /// Host, and port if it is not the usual one.
        host: String,
        /// What went wrong, on one line.
        why: String,
        /// What the caller can do; may be empty.
        hint: String,
    },

    /// The authorization server gave no tokens to sign requests with.
    #[error("Signing in at {host} failed: {}{}", Sentence(.why), Next(.hint))]
    SignIn {
        /// The authorization server.
        host: String,
        /// What it said, or why it said nothing, on one line.
        why: String,
        /// What the caller can do; may be empty.
        hint: String,
        /// Whether the grant is over, so that asking again cannot help (`invalid_grant`, RFC 6749 §5.2, and what else servers call that).
        is_final: bool,
    },

    /// The product answered with success, but not with what it should have.
    #[error("{product} gave an unexpected answer to {operation}: {}{}", Sentence(.what), Excerpt(.excerpt))]
    Unexpected {
        /// Who answered.
        product: Product,
        /// `METHOD /path` as Atlassian documents it, without the values.
        operation: &'static str,
        /// What is wrong with the answer, and what to do.
        what: String,
        /// The beginning of the answer; may be empty.
        excerpt: String,
    },

    /// The answer is bigger than this server takes in.
    #[error(
        "{product}'s answer to {operation} is larger than {limit} bytes: ask for less (fewer results, fewer fields, a smaller file).{}", Next(.note)
    )]
    TooLarge {
        /// Who answered.
        product: Product,
        /// `METHOD /path` as Atlassian documents it, without the values.
        operation: &'static str,
        /// The limit in bytes.
        limit: usize,
        /// What had been done, or not; may be empty.
        note: String,
    },

    /// The call took longer than the operator allows: says what was not answered or not sent.
    #[error("{0}")]
    OutOfTime(String),

    /// The caller took the request back.
    #[error("The call was cancelled.")]
    Cancelled,

    /// A fault of this program.
    #[error("Internal error: {0}. Please report it.")]
    Internal(String),
}

impl Error {
    /// What kind it is, in a word or two for the log.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Config(_) => "configuration",
            Self::Arguments(_) => "wrong arguments",
            Self::UnknownTool { .. } => "unknown tool",
            Self::Refused(_) => "refused",
            Self::Upstream { .. } => "error answer",
            Self::Unreachable { .. } => "no answer",
            Self::SignIn { .. } => "sign-in failed",
            Self::Unexpected { .. } => "unexpected answer",
            Self::TooLarge { .. } => "answer too large",
            Self::OutOfTime(_) => "out of time",
            Self::Cancelled => "cancelled",
            Self::Internal(_) => "internal error",
        }
    }

    /// Whether the product says that there is no such thing, or none that the caller may see.
    pub const fn is_not_found(&self) -> bool {
        matches!(self, Self::Upstream { status: 404, .. })
    }

    /// Whether the product says that the caller may not do this.
    pub const fn is_forbidden(&self) -> bool {
        matches!(self, Self::Upstream { status: 403, .. })
    }

    /// Whether the product says that somebody else was faster.
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Upstream { status: 409, .. })
    }

    /// Whether it was refused, so that nothing of it was carried out: by this server, or by the product with a 4xx.
    pub const fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Upstream {
                status: 400..=499,
                ..
            } | Self::Arguments(_)
                | Self::Refused(_)
                | Self::Config(_)
        )
    }

    /// Whether the product says that the request makes no sense to it.
    pub const fn is_bad_request(&self) -> bool {
        matches!(self, Self::Upstream { status: 400, .. })
    }

    /// Whether the same would meet every other request: sign-in, permission, a limit, time, the product itself, or what
    /// stands in its place.
    pub const fn ends_a_batch(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::SignIn { .. }
                | Self::Unexpected { .. }
                | Self::OutOfTime(_)
                | Self::Upstream {
                    status: 401 | 403 | 429 | 500..,
                    ..
                }
        )
    }

    /// What the product says beside its message, if it has the form of `T`.
    pub fn detail<T: DeserializeOwned>(&self) -> Option<T> {
        match self {
            Self::Upstream { body, .. } => serde_json::from_slice(body).ok(),
            _ => None,
        }
    }

    /// The same error with a word on what had been done, or not, when it came up; unchanged if there is none.
    #[must_use]
    pub fn noting(mut self, note: &str) -> Self {
        if note.is_empty() {
            return self;
        }
        match &mut self {
            Self::Upstream { hint, .. }
            | Self::Unreachable { hint, .. }
            | Self::SignIn { hint, .. } => *hint = format!("{} {hint}", Sentence(note)),
            Self::Unexpected { what, .. } => {
                *what = format!("{} {}", Sentence(what), Sentence(note))
            }
            Self::Config(text)
            | Self::Arguments(text)
            | Self::Refused(text)
            | Self::OutOfTime(text)
            | Self::Internal(text) => {
                *text = format!("{} {}", Sentence(text), Sentence(note));
            }
            Self::TooLarge { note: text, .. } => {
                *text = format!("{text} {}", Sentence(note)).trim_start().to_owned();
            }
            Self::UnknownTool { .. } | Self::Cancelled => {}
        }
        self
    }

    /// The message, at most [`LONGEST`] characters: what is too much is left out of its middle, since its end says what to do.
    pub fn brief(&self) -> String {
        let whole = self.to_string();
        let length = whole.chars().count();
        if length <= LONGEST {
            return whole;
        }
        let head: String = whole.chars().take(LONGEST - TAIL).collect();
        let tail: String = whole.chars().skip(length - TAIL + NOTE).collect();
        let missing = length - LONGEST + NOTE;
        format!("{head}… [{missing} more characters] …{tail}")
    }

    /// The process's exit status when this error ends it: 2 for what was typed or set, 1 for what a tool reports.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_) => 2,
            _ => 1,
        }
    }
}

/// Text that ends like a sentence, so that a hint can follow.
struct Sentence<'a>(&'a str);

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.trim_end();
        let stop = if text.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        write!(f, "{text}{stop}")
    }
}

/// A hint after a sentence, if there is one.
struct Next<'a>(&'a str);

impl fmt::Display for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            Ok(())
        } else {
            write!(f, " {}", Sentence(self.0))
        }
    }
}

struct DidYouMean<'a>(Option<&'a str>);

impl fmt::Display for DidYouMean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .map_or(Ok(()), |name| write!(f, " Did you mean `{name}`?"))
    }
}

struct Excerpt<'a>(&'a str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            Ok(())
        } else {
            write!(f, " It begins: {}", self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upstream_error_says_who_what_where_and_what_next() {
        let error = Error::Upstream {
            product: Product::Jira,
            status: 404,
            operation: "GET /rest/api/3/issue/{issueIdOrKey}",
            message: "Issue does not exist".into(),
            hint: "Check the key".into(),
            body: Bytes::new(),
        };
        assert_eq!(
            error.to_string(),
            "Jira answered 404 to GET /rest/api/3/issue/{issueIdOrKey}: Issue does not exist. Check the key."
        );
    }

    #[test]
    fn parts_that_are_empty_leave_no_trace() {
        let unknown = |suggestion| Error::UnknownTool {
            name: "x".into(),
            suggestion,
        };
        assert_eq!(unknown(None).to_string(), "Unknown tool `x`.");
        assert_eq!(
            unknown(Some("y".into())).to_string(),
            "Unknown tool `x`. Did you mean `y`?"
        );
        let unreachable = Error::Unreachable {
            product: Product::Confluence,
            host: "wiki.example.com".into(),
            why: "connection refused.".into(),
            hint: String::new(),
        };
        assert_eq!(
            unreachable.to_string(),
            "Confluence at wiki.example.com did not answer: connection refused."
        );
    }

    #[test]
    fn long_messages_lose_their_middle() {
        for length in [LONGEST, LONGEST + 1, 12_345, 3_000_000] {
            let text = format!("{}é", "é".repeat(length - 2)) + ".";
            let brief = Error::Arguments(text.clone()).brief();
            assert!(brief.chars().count() <= LONGEST && brief.ends_with("é."));
            assert_eq!(brief == text, length == LONGEST);
            let told: Option<usize> = brief.split(['[', ' ']).find_map(|word| word.parse().ok());
            let kept = brief.chars().filter(|c| "é.".contains(*c)).count();
            assert_eq!(told.unwrap_or_default() + kept, length);
        }
    }

    #[test]
    fn only_what_the_user_typed_or_set_exits_with_two() {
        assert_eq!(Error::Config(String::new()).exit_code(), 2);
        assert_eq!(Error::Refused(String::new()).exit_code(), 1);
    }
}
