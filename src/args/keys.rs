//! Keys and ids: checked before they become part of a URL or a query.

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;
use url::Url;

use super::{CsvOrList, schema::described, text};
use crate::likeness::short;

/// Declares a text type that trims, checks and dereferences to `str`.
macro_rules! checked {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            text: String,
            address: Option<Url>,
        }

        impl $name {
            /// Checks and takes `text`.
            ///
            /// # Errors
            /// Says which form is expected.
            pub fn new(text: &str) -> Result<Self, String> {
                let check: fn(&str) -> Result<String, String> = $check;
                let given = text.trim();
                let address = address(given);
                check(given).map(|text| Self { text, address })
            }

            /// The address that was given in its place, whose site is not looked at here.
            pub const fn address(&self) -> Option<&Url> {
                self.address.as_ref()
            }
        }

        /// Two are the same whatever form they were given in.
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.text == other.text
            }
        }

        impl Eq for $name {}

        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.text
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = text(Value::deserialize(deserializer)?).map_err(Error::custom)?;
                Self::new(&text).map_err(Error::custom)
            }
        }

        described!($name, { "type": "string" });
    };
}

checked! {
    /// A Jira issue key such as `PROJ-1`, an issue's numeric id, or a browse link to the issue.
    ///
    /// Data Center administrators may change the key pattern, so letters of any script, digits and underscores are
    /// allowed in the project part; lower case is raised, as Jira does.
    IssueKey, |given| {
        let key = given.split(['?', '#']).next().unwrap_or_default();
        let key = key.rsplit_once("/browse/").map_or(key, |(_, key)| key).trim_end_matches('/');
        if digits(key) {
            return Ok(key.to_owned());
        }
        let valid = key.rsplit_once('-').is_some_and(|(project, number)| is_project(project) && digits(number));
        valid.then(|| key.to_uppercase()).ok_or_else(|| format!("\"{}\" is no issue key; expected one like PROJ-123", short(given)))
    }
}

checked! {
    /// A project key of Jira (`PROJ`).
    ProjectKey, |key| {
        let name = key.strip_prefix('~').unwrap_or(key);
        let valid = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c)) && name != "." && name != "..";
        valid.then(|| key.to_owned()).ok_or_else(|| format!("\"{}\" is no project key; expected one like PROJ", short(key)))
    }
}

checked! {
    /// A Confluence space key (`DOC`, personal: `~name`).
    SpaceKey, space_key
}

/// Checks a space key. Those of personal spaces on Cloud may hold a colon.
pub(super) fn space_key(key: &str) -> Result<String, String> {
    let valid = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || "~_-.@:".contains(c))
        && key != "."
        && key != "..";
    valid
        .then(|| key.to_owned())
        .ok_or_else(|| format!("\"{}\" is no space key; expected one like DOC", short(key)))
}

checked! {
    /// Any other id, given as text or number.
    Id, |id| {
        let valid = !id.is_empty() && !id.chars().any(|c| c.is_control() || "/\\?#".contains(c)) && id != "." && id != "..";
        valid.then(|| id.to_owned()).ok_or_else(|| format!("\"{}\" is no id", short(id)))
    }
}

/// The most issues of one call: each is looked at and changed by itself.
const MOST_ISSUES: usize = 50;

/// Issues, each once and at most 50, as [`CsvOrList`] takes its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueKeys(pub Vec<IssueKey>);

impl std::ops::Deref for IssueKeys {
    type Target = [IssueKey];
    fn deref(&self) -> &[IssueKey] {
        &self.0
    }
}

impl<'de> Deserialize<'de> for IssueKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut keys = Vec::new();
        for text in CsvOrList::deserialize(deserializer)?.0 {
            let key = IssueKey::new(&text).map_err(Error::custom)?;
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        match keys.len() {
            0 => Err(Error::custom(
                "expected an issue key like PROJ-123, got none",
            )),
            1..=MOST_ISSUES => Ok(Self(keys)),
            many => Err(Error::custom(format!(
                "{many} issues are too many at once; give at most {MOST_ISSUES}"
            ))),
        }
    }
}

described!(IssueKeys, { "type": "string" });

impl IssueKey {
    /// The project part, if this is a key and not a numeric id.
    pub fn project(&self) -> Option<&str> {
        self.text.rsplit_once('-').map(|(project, _)| project)
    }

    /// The numeric id or the key, whichever it is, for bodies that have a member for each.
    pub fn id_or_key(&self) -> (Option<String>, Option<String>) {
        match self.project() {
            Some(_) => (None, Some(self.text.clone())),
            None => (Some(self.text.clone()), None),
        }
    }

    /// The object by which bodies refer to the issue.
    pub fn reference(&self) -> Value {
        let member = if self.project().is_some() {
            "key"
        } else {
            "id"
        };
        serde_json::json!({ member: self.text })
    }
}

/// The address that a text is; one without a scheme only if it begins with a host.
pub(super) fn address(text: &str) -> Option<Url> {
    let web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    if let Some(url) = Url::parse(text).ok().filter(web) {
        return Some(url);
    }
    let bare = text.trim_start_matches(['/', '\\']);
    let host = bare.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let is_host = host != bare && (bare.len() + 1 < text.len() || host.contains(['.', ':']));
    Url::parse(&format!("https://{bare}"))
        .ok()
        .filter(|_| is_host)
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.len() <= 20 && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_project(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issue_keys_in_every_form() {
        for (given, key) in [
            ("PROJ-1", "PROJ-1"),
            (" proj-12 ", "PROJ-12"),
            ("10042", "10042"),
            ("A_B2-3", "A_B2-3"),
            (
                "https://x.atlassian.net/browse/PROJ-7?focusedId=1",
                "PROJ-7",
            ),
        ] {
            assert_eq!(&*IssueKey::new(given).unwrap(), key);
        }
        for bad in [
            "",
            "..",
            "PROJ",
            "PROJ-",
            "-1",
            "PROJ-1/../OTH-2",
            "PROJ-1\n",
            "../../myself",
            "PROJ-1x",
            "PROJ 1",
        ] {
            let taken = IssueKey::new(bad);
            assert!(
                taken.is_err() || bad.trim() == "PROJ-1",
                "{bad:?} was taken as {taken:?}"
            );
        }
        assert_eq!(IssueKey::new("A-1").unwrap().project(), Some("A"));
    }

    #[test]
    fn addresses_are_remembered_with_their_hosts() {
        for (given, host) in [
            ("SHOP-1", None),
            ("/browse/SHOP-1", None),
            ("/jira/browse/SHOP-1", None),
            ("https://a.example/browse/SHOP-1", Some("a.example")),
            (
                "HTTPS://A.example:8080/jira/browse/SHOP-1?x=/browse/",
                Some("a.example"),
            ),
            ("https://us@b.example/browse/SHOP-1", Some("b.example")),
            (
                "https:\\\\b.example\\browse/browse/SHOP-1",
                Some("b.example"),
            ),
            ("https:b.example/browse/SHOP-1", Some("b.example")),
            ("//b.example/browse/SHOP-1", Some("b.example")),
            ("//intranet/browse/SHOP-1", Some("intranet")),
            ("\\/b.example/browse/SHOP-1", Some("b.example")),
            ("b.example/browse/SHOP-1", Some("b.example")),
            ("localhost:8080/browse/SHOP-1", Some("localhost")),
        ] {
            let key = IssueKey::new(given);
            let key = key.unwrap_or_else(|error| panic!("{given}: {error}"));
            assert_eq!(key.address().and_then(Url::host_str), host, "{given}");
            assert_eq!(key, IssueKey::new("SHOP-1").unwrap());
        }
    }

    #[test]
    fn dots_and_slashes_are_no_keys() {
        for bad in ["..", ".", "", "a/b", "a?b", "a#b", "a b"] {
            assert!(
                ProjectKey::new(bad).is_err() && SpaceKey::new(bad).is_err(),
                "{bad:?}"
            );
        }
        assert!(ProjectKey::new("~jane").is_ok() && SpaceKey::new("~jane").is_ok());
    }
}
