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
    /// What a list asks for (RFC 6749 §3.3): none in particular if it names none.
    ///
    /// # Errors
    /// The first name that is not ours.
    pub(super) fn asked(list: Option<&str>) -> Result<Option<Self>, &str> {
        let names = list.unwrap_or_default().split_ascii_whitespace();
        let scopes = names.map(|name| match name {
            "read" => Ok(Self::Read),
            "write" => Ok(Self::Write),
            odd => Err(odd),
        });
        let scopes = scopes.collect::<Result<Vec<_>, _>>()?;
        Ok(scopes.into_iter().max())
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
    fn a_list_names_ours_alone() {
        let of = |list| Scope::asked(Some(list));
        assert_eq!(of("read"), Ok(Some(Scope::Read)));
        assert_eq!(of("write"), Ok(Some(Scope::Write)));
        assert_eq!(of("write read"), Ok(Some(Scope::Write)));
        assert_eq!((of(" "), Scope::asked(None)), (Ok(None), Ok(None)));
        for odd in ["admin", "Read", "read,write", "offline_access"] {
            let list = format!("read {odd}");
            assert_eq!(Scope::asked(Some(&list)), Err(odd));
        }
        assert_eq!(Scope::Write.to_string(), "read write");
    }
}
