//! Bitbucket's projects and repositories, in every form that people name them by. What a form means depends on the product, so
//! that it is taken apart where that is known (`tools::bitbucket::place`).

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;
use url::Url;

use super::{keys, schema::described, text};
use crate::likeness::short;

/// Declares a text that names a place.
macro_rules! place {
    ($(#[$doc:meta])* $name:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            text: String,
            address: Option<Url>,
        }

        impl $name {
            /// What it looks like, for errors.
            pub const EXPECTED: &'static str = $expected;

            /// Takes `text`.
            ///
            /// # Errors
            /// Says which form is expected of what names nothing.
            pub fn new(text: &str) -> Result<Self, String> {
                let given = text.trim();
                if given.is_empty() || given.chars().any(char::is_control) {
                    return Err(format!("\"{}\" names nothing; expected {}", short(given), $expected));
                }
                Ok(Self { text: given.to_owned(), address: address(given) })
            }

            /// The text as it was given, without blanks around it.
            pub fn as_given(&self) -> &str {
                &self.text
            }

            /// The address that was given in its place, whose site is not looked at here.
            pub const fn address(&self) -> Option<&Url> {
                self.address.as_ref()
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

place! {
    /// A project of Bitbucket: its key, `~user` for a personal one (Data Center), `workspace/KEY` (Cloud), or an address of it.
    BitbucketProject, "a project key such as PROJ"
}

place! {
    /// A repository: its slug, `PROJECT/slug` (Data Center), `workspace/slug` or `{uuid}` (Cloud), or an address of it, of
    /// something in it, or of its clone.
    Repository, "a repository's slug such as my-service"
}

/// The address that a text is: one of the web, or one that git clones from.
fn address(text: &str) -> Option<Url> {
    // Personal projects and uuids may look like a host.
    if text.starts_with(['~', '{']) {
        return None;
    }
    if let Some(url) = Url::parse(text).ok().filter(|url| url.scheme() == "ssh") {
        return Some(url);
    }
    match text.split_once('@') {
        Some((user, rest)) if !user.contains(['/', ':']) => {
            let (host, path) = rest.split_once(':')?;
            Url::parse(&format!("ssh://{user}@{host}/{path}")).ok()
        }
        _ => keys::address(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_names() {
        for name in [
            "order-service",
            "order.service",
            "harbour/order-service",
            "harbour/order.service",
            "SHOP/order-service",
            "~john.doe/tools",
            "{5b0f3c4e-0000-4000-8000-000000000000}",
            "harbour/{5b0f3c4e}",
        ] {
            assert_eq!(Repository::new(name).unwrap().address(), None, "{name}");
        }
        for (given, host) in [
            (
                "https://bitbucket.org/harbour/order-service",
                "bitbucket.org",
            ),
            (
                "bitbucket.org/harbour/order-service/src/main/",
                "bitbucket.org",
            ),
            (
                "git@bitbucket.org:harbour/order-service.git",
                "bitbucket.org",
            ),
            (
                "ssh://git@git.example:7999/shop/order-service.git",
                "git.example",
            ),
            (
                "https://mira@git.example/scm/shop/order-service.git",
                "git.example",
            ),
            ("localhost:7990/projects/SHOP", "localhost"),
        ] {
            let place = Repository::new(given).unwrap();
            let url = place.address().unwrap_or_else(|| panic!("{given}"));
            assert_eq!(url.host_str(), Some(host), "{given}");
        }
        for nothing in ["", "  ", "a\nb"] {
            assert!(BitbucketProject::new(nothing).is_err());
        }
    }
}
