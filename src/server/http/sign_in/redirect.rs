//! Where a client may have people sent back to (RFC 6749 §3.1.2, RFC 8252 §7).

use url::{Host, Url};

/// The longest one, in bytes.
const LONGEST: usize = 2_000;
/// The most of one client, and the most bytes that they take together.
pub(super) const MOST: usize = 20;
pub(super) const MOST_BYTES: usize = 4_000;

/// Schemes without a dot that well-known programs answer to, although RFC 8252 §7.1 wants the reversed name of a domain there.
const WELL_KNOWN: [&str; 15] = [
    "antigravity",
    "claude",
    "cline",
    "codeium",
    "cursor",
    "goose",
    "kiro",
    "raycast",
    "trae",
    "vscode",
    "vscode-insiders",
    "vscodium",
    "warp",
    "windsurf",
    "zed",
];

/// A redirect URI: of a web page over https, of a program that listens on the person's own machine, or of one that has a scheme of
/// its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Redirect {
    /// As the client wrote it, since it is sent back there letter for letter.
    text: String,
    url: Url,
}

/// Those of a client's that it may have people sent back to here: it may have others for other servers.
///
/// # Errors
/// If there is none: why not the first one.
pub(super) fn fitting<'a>(
    texts: impl IntoIterator<Item = &'a String>,
    fits: impl Fn(&Redirect) -> Result<(), String>,
) -> Result<Vec<Redirect>, String> {
    let read = |text: &String| {
        let redirect = Redirect::read(text)?;
        fits(&redirect).map(|()| redirect)
    };
    let (fit, unfit): (Vec<_>, Vec<_>) = texts.into_iter().map(read).partition(Result::is_ok);
    match (fit.is_empty(), unfit.into_iter().find_map(Result::err)) {
        (false, _) => Ok(fit.into_iter().flatten().collect()),
        (true, Some(why)) => Err(format!(
            "names no address that people may be sent back to; its first one {why}"
        )),
        (true, None) => Err("names no address to send people back to (redirect_uris)".into()),
    }
}

/// Who answers at a redirect URI.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// The web site of that host.
    Site(&'a str),
    /// Any program on the person's own computer.
    ThisComputer,
    /// A program that has taken links of that scheme.
    Scheme(&'a str),
}

impl Redirect {
    /// Reads what a client asks for.
    ///
    /// # Errors
    /// Why nobody may be sent there, as the rest of a sentence about it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("is longer than {LONGEST} characters"));
        }
        if !text.chars().all(is_of_a_uri) {
            return Err("has characters in it that no URI has".into());
        }
        let url = Url::parse(text).map_err(|error| format!("is no URI: {error}"))?;
        if url.fragment().is_some() {
            return Err("has a fragment (#…)".into());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("has a user name or a password in it".into());
        }
        check_scheme(&url)?;
        let text = text.to_owned();
        Ok(Self { text, url })
    }

    /// Whether a client that registered that one may use this one. Letter for letter, but for the port of a program on this
    /// machine, which takes what is free (RFC 8252 §7.3). `localhost`, `127.0.0.1` and `[::1]` are three hosts.
    pub(super) fn matches(&self, registered: &Self) -> bool {
        let portless = |redirect: &Self| {
            let mut url = redirect.url.clone();
            url.set_port(None).map(|()| url).ok()
        };
        self.text == registered.text
            || self.place() == Place::ThisComputer && portless(self) == portless(registered)
    }

    /// Who answers there.
    pub(super) fn place(&self) -> Place<'_> {
        match (self.url.scheme(), self.url.host_str()) {
            ("http", _) => Place::ThisComputer,
            ("https", Some(host)) => Place::Site(host),
            (scheme, _) => Place::Scheme(scheme),
        }
    }

    /// The source by which a Content Security Policy lets a form lead there. Such sources know no IPv6.
    pub(super) fn form_action(&self) -> String {
        match self.url.host() {
            Some(Host::Ipv6(_)) => format!("{}:", self.url.scheme()),
            _ if matches!(self.url.scheme(), "https" | "http") => {
                self.url.origin().ascii_serialization()
            }
            _ => format!("{}:", self.url.scheme()),
        }
    }

    /// As the client wrote it.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// As others read it.
    pub(super) const fn url(&self) -> &Url {
        &self.url
    }
}

/// RFC 3986 §2: unreserved and reserved characters, and the sign of encoded ones.
fn is_of_a_uri(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(letter)
}

fn check_scheme(url: &Url) -> Result<(), String> {
    match url.scheme() {
        "https" if has_plain_host(url) => Ok(()),
        "https" => Err("has no host that could be one".into()),
        "http" if is_this_computer(url) => Ok(()),
        "http" => Err(
            "is http:// and not on this computer (localhost, 127.0.0.1, [::1]); everywhere else it must be https://".into(),
        ),
        scheme if scheme.contains('.') || WELL_KNOWN.contains(&scheme) => Ok(()),
        scheme => Err(format!(
            "has the scheme {scheme}:, which is neither https:// nor one that belongs to a program (such as com.example.app:)"
        )),
    }
}

/// Whether the host is an address or letters, digits, dots and dashes; others would mean something of their own in a header.
fn has_plain_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-._".contains(letter)),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    }
}

fn is_this_computer(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Redirect {
        Redirect::read(text).unwrap_or_else(|why| panic!("{text} {why}"))
    }

    #[test]
    fn those_of_the_clients_that_there_are() {
        for text in [
            "https://claude.ai/api/mcp/auth_callback",
            "https://chatgpt.com/connector/oauth/abc_1",
            "https://vscode.dev/redirect",
            "https://www.cursor.com/agents/mcp/oauth/callback?of=1",
            "https://10.0.0.1:8443/callback",
            "http://localhost:8787/callback",
            "http://localhost",
            "http://127.0.0.1:33418/",
            "http://[::1]:1/callback",
            "cursor://anysphere.cursor-mcp/oauth/callback",
            "vscode://publisher.extension/callback",
            "com.example.app:/callback",
        ] {
            assert_eq!(read(text).as_str(), text);
        }
    }

    #[test]
    fn nobody_is_sent_to_what_runs_reads_or_listens_elsewhere() {
        for (text, told) in [
            ("javascript:alert(1)", "javascript:"),
            ("JavaScript://localhost/%0aalert(1)", "javascript:"),
            ("data:text/html,x", "data:"),
            ("file:///etc/passwd", "file:"),
            ("blob:https://evil.example/1", "blob:"),
            ("about:blank", "about:"),
            ("ftp://evil.example/", "ftp:"),
            ("ws://localhost/", "ws:"),
            ("myapp:/callback", "myapp:"),
            ("http://evil.example/callback", "https://"),
            ("http://localhost.evil.example/", "https://"),
            ("http://localhost@evil.example/", "user name"),
            ("http://127.0.0.2/", "https://"),
            ("http://10.0.0.1/", "https://"),
            ("https://user:x@evil.example/", "user name"),
            ("https://claude.ai/callback#x", "fragment"),
            ("https://claude.ai/callback#", "fragment"),
            ("https://claude.ai\\@evil.example/", "characters"),
            ("https://claude.ai/\r\nSet-Cookie: x", "characters"),
            ("https://claude.ai/\"><script>", "characters"),
            ("https://cläude.ai/", "characters"),
            ("https://a;sandbox/", "host"),
            ("https://a,default-src/", "host"),
            ("https://", "no URI"),
            ("/callback", "no URI"),
            ("", "no URI"),
        ] {
            let why = Redirect::read(text).expect_err(text);
            assert!(why.contains(told), "{text:?}: {why}");
        }
        let long = format!("https://claude.ai/{}", "x".repeat(LONGEST));
        assert!(Redirect::read(&long).unwrap_err().contains("longer"));
    }

    #[test]
    fn letter_for_letter_but_for_the_port_on_this_computer() {
        let same = |used: &str, registered: &str| read(used).matches(&read(registered));
        for (used, registered) in [
            ("https://claude.ai/cb", "https://claude.ai/cb"),
            ("http://localhost:51234/cb", "http://localhost:8787/cb"),
            ("http://localhost:51234/cb", "http://localhost/cb"),
            ("http://127.0.0.1/", "http://127.0.0.1:33418/"),
            ("http://[::1]:2/cb?a=b", "http://[::1]:1/cb?a=b"),
            ("cursor://a/b", "cursor://a/b"),
        ] {
            assert!(same(used, registered), "{used} {registered}");
        }
        for (used, registered) in [
            ("https://claude.ai/cb/", "https://claude.ai/cb"),
            ("https://claude.ai/cb?x=1", "https://claude.ai/cb"),
            ("https://claude.ai:8443/cb", "https://claude.ai/cb"),
            ("https://CLAUDE.ai/cb", "https://claude.ai/cb"),
            ("https://claude.ai/a/../cb", "https://claude.ai/cb"),
            ("https://evil.example/cb", "https://claude.ai/cb"),
            ("https://localhost/cb", "http://localhost/cb"),
            ("http://127.0.0.1:1/cb", "http://localhost:1/cb"),
            ("http://[::1]:1/cb", "http://127.0.0.1:1/cb"),
            ("http://localhost:1/other", "http://localhost:1/cb"),
            ("http://localhost:1/cb?x=1", "http://localhost:1/cb"),
            ("cursor://a:1/b", "cursor://a:2/b"),
        ] {
            assert!(!same(used, registered), "{used} {registered}");
        }
    }

    #[test]
    fn a_form_may_lead_there_and_nowhere_else() {
        for (text, source) in [
            ("https://claude.ai/api/cb?x=1", "https://claude.ai"),
            ("https://claude.ai:8443/cb", "https://claude.ai:8443"),
            ("http://localhost:8787/cb", "http://localhost:8787"),
            ("http://[::1]:8787/cb", "http:"),
            ("cursor://anysphere.cursor-mcp/cb", "cursor:"),
            ("com.example.app:/cb", "com.example.app:"),
        ] {
            assert_eq!(read(text).form_action(), source, "{text}");
        }
    }
}
