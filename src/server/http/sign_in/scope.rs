//! What a client may do for somebody: our own two scopes, which Atlassian's are found by.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A scope. Whoever may write may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::server::http) enum Scope {
    /// Look.
    Read,
    /// Look and change.
    Write,
}

impl Scope {
    /// What a list asks for of ours (RFC 6749 §3.3); none in particular if it names none of them. Clients ask by themselves for what servers
    /// often have (`openid`, `offline_access`), and nothing is granted for that; what is granted they are told.
    pub(super) fn asked(list: Option<&str>) -> Option<Self> {
        let names = list.unwrap_or_default().split_ascii_whitespace();
        let scopes = names.filter_map(|name| match name {
            "read" => Some(Self::Read),
            "write" => Some(Self::Write),
            _ => None,
        });
        scopes.max()
    }

    /// Their names.
    pub(super) const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Read => &["read"],
            Self::Write => &["read", "write"],
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_list_ours_count_alone() {
        for (list, expected) in [
            ("read", Some(Scope::Read)),
            ("write", Some(Scope::Write)),
            ("write read", Some(Scope::Write)),
            ("openid read offline_access", Some(Scope::Read)),
            ("openid email profile", None),
            ("Read read,write read:jira-work", None),
            (" ", None),
        ] {
            assert_eq!(Scope::asked(Some(list)), expected, "{list}");
        }
        assert_eq!(Scope::asked(None), None);
        assert_eq!(Scope::Write.to_string(), "read write");
    }
}
