//! `ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS`: which clients may sign people in, told by where they have them sent back to.

use url::Url;

/// What redirect URIs are allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedRedirects(Vec<Pattern>);

/// The parts of a redirect URI as they must be.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pattern {
    /// Scheme, host and port count, and path and query as far as [`Pattern::path`] says.
    url: Url,
    any_port: bool,
    path: Path,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Path {
    /// This one, with this query or none.
    Exact,
    /// Whatever begins with this one.
    Below,
}

impl AllowedRedirects {
    /// Reads the entries of the list: a URI (`https://claude.ai/api/mcp/auth_callback`), one with `*` for its last part
    /// (`https://claude.ai/*`), or with `*` for its port (`http://localhost:*`, which then stands for any path too, and
    /// `http://localhost:*/callback`).
    ///
    /// # Errors
    /// The entries that are none of these.
    pub fn read(entries: &[String]) -> Result<Self, Vec<String>> {
        let mut patterns = Vec::new();
        let mut unknown = Vec::new();
        for entry in entries {
            match pattern(entry) {
                Some(pattern) => patterns.push(pattern),
                None => unknown.push(entry.clone()),
            }
        }
        match unknown.is_empty() {
            true => Ok(Self(patterns)),
            false => Err(unknown),
        }
    }

    /// Whether one of the entries is for this redirect URI.
    pub fn allow(&self, redirect: &Url) -> bool {
        self.0.iter().any(|pattern| pattern.fits(redirect))
    }
}

impl Pattern {
    fn fits(&self, redirect: &Url) -> bool {
        let path = match self.path {
            Path::Exact => {
                redirect.path() == self.url.path() && redirect.query() == self.url.query()
            }
            Path::Below => redirect.path().starts_with(self.url.path()),
        };
        path && redirect.scheme() == self.url.scheme()
            && redirect.host() == self.url.host()
            && (self.any_port || redirect.port() == self.url.port())
    }
}

fn pattern(entry: &str) -> Option<Pattern> {
    let (entry, below) = match entry.strip_suffix("/*") {
        Some(rest) => (format!("{rest}/"), true),
        None => (entry.to_owned(), false),
    };
    let (entry, any_port, ends_there) = without_port(&entry);
    let url = Url::parse(&entry).ok()?;
    let is_plain = !entry.contains('*')
        && url.username().is_empty()
        && url.password().is_none()
        && url.fragment().is_none();
    let path = match below || ends_there {
        true => Path::Below,
        false => Path::Exact,
    };
    is_plain.then_some(Pattern {
        url,
        any_port,
        path,
    })
}

/// An entry without the `*` that stands for any port, whether there was one, and whether it was the entry's end.
fn without_port(entry: &str) -> (String, bool, bool) {
    let authority = entry.split_once("://").map(|(_, rest)| rest);
    let authority = authority.and_then(|rest| rest.split('/').next());
    match authority {
        Some(authority) if authority.ends_with(":*") => {
            (entry.replacen(":*", "", 1), true, entry.ends_with(":*"))
        }
        _ => (entry.to_owned(), false, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(list: &str) -> AllowedRedirects {
        let entries: Vec<_> = list.split(',').map(str::to_owned).collect();
        AllowedRedirects::read(&entries).unwrap()
    }

    #[test]
    fn entries_allow_what_they_say_and_no_more() {
        for (list, redirects) in [
            (
                "http://localhost:*",
                &[
                    "http://localhost:1/a/b?c",
                    "http://localhost",
                    "!http://127.0.0.1:1/",
                    "!https://localhost:1/",
                    "!http://localhost.evil.example:1/",
                ][..],
            ),
            (
                "http://127.0.0.1:*/callback",
                &[
                    "http://127.0.0.1:9/callback",
                    "http://127.0.0.1/callback",
                    "!http://127.0.0.1:9/callback/x",
                    "!http://127.0.0.1:9/callback?x",
                ],
            ),
            (
                "http://[::1]:*/*",
                &["http://[::1]:3/x", "!http://localhost:3/x"],
            ),
            (
                "https://claude.ai/*",
                &[
                    "https://claude.ai/api/cb?x=1",
                    "https://claude.ai/",
                    "!https://claude.ai:8443/",
                    "!https://claude.ai.evil.example/",
                    "!http://claude.ai/",
                    "!https://evil.example/claude.ai/",
                ],
            ),
            (
                "https://claude.ai/api/*",
                &[
                    "https://claude.ai/api/cb",
                    "!https://claude.ai/apix",
                    "!https://claude.ai/api/../x",
                    "!https://claude.ai/api/%2e%2e/x",
                ],
            ),
            (
                "https://claude.ai",
                &["https://claude.ai/", "!https://claude.ai/cb"],
            ),
            (
                "https://claude.ai/cb,cursor://a/cb,com.example.app:/*",
                &[
                    "https://claude.ai/cb",
                    "cursor://a/cb",
                    "com.example.app:/cb",
                    "!cursor://a/other",
                    "!cursor://b/cb",
                    "!https://claude.ai/cb?x",
                ],
            ),
        ] {
            for redirect in redirects {
                let (redirect, expected) = match redirect.strip_prefix('!') {
                    Some(redirect) => (redirect, false),
                    None => (*redirect, true),
                };
                let url = Url::parse(redirect).unwrap();
                assert_eq!(allowed(list).allow(&url), expected, "{list}: {redirect}");
            }
        }
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        let entries = [
            "*",
            "https://*",
            "https://*.example.com/*",
            "https://claude.ai/*/cb",
            "https://claude.ai/cb*",
            "http*://localhost/",
            "https://claude.ai:*8/",
            "https://user@claude.ai/",
            "https://claude.ai/#x",
            "claude.ai",
        ]
        .map(str::to_owned);
        let unknown = AllowedRedirects::read(&entries).unwrap_err();
        assert_eq!(unknown, entries);
    }
}
