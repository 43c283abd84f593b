//! What must never be shown, wherever it comes back: some proxies quote the request that they refuse, its headers too.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem::Finder;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret as _, SecretString};

use crate::config::{Credentials, Network};
use crate::error::Error;

/// What stands where a secret was.
const HIDDEN: &str = "[secret]";

/// What stands in what a tool gives where a token was. It is written nowhere: a text that is sent back with it would lose what it stands
/// for.
pub const HIDDEN_TOKEN: &str = "[hidden: a credential of this server's]";

/// The shortest secret that is looked for: a shorter one may be a part of any word.
const SHORTEST: usize = 6;

/// The shortest secret that is looked for in what tools give: a text that somebody edits must not lose a word that happens to be a
/// password, while tokens are no words.
const SHORTEST_TOKEN: usize = 16;

/// A token or password in the forms in which it can come back. `Debug` shows none.
#[derive(Clone)]
pub(super) struct Secrets(Vec<Form>);

/// A form of a secret, and what finds it: it is looked for in all that comes and goes.
#[derive(Clone)]
struct Form {
    text: String,
    finder: Finder<'static>,
}

impl Form {
    fn new(text: String) -> Self {
        let finder = Finder::new(&text).into_owned();
        Self { text, finder }
    }

    fn hidden<'a>(&self, text: Cow<'a, str>, instead: &str) -> Cow<'a, str> {
        // Texts are long, and secrets are hardly ever in them.
        match self.finder.find(text.as_bytes()).is_some() {
            true => text.replace(&self.text, instead).into(),
            false => text,
        }
    }
}

impl Secrets {
    /// The secrets among the credentials.
    pub(super) fn of(credentials: &Credentials) -> Self {
        let (token, sent) = match credentials {
            Credentials::Basic { username, token } => {
                let pair = format!("{username}:{}", token.expose_secret());
                (token, Some(STANDARD.encode(pair)))
            }
            Credentials::Bearer(token) => (token, None),
            Credentials::OAuth(client) => (&client.client_secret, None),
        };
        let mut secrets = Self(Vec::new());
        secrets.extend(sent.into_iter().chain(forms(token)));
        secrets
    }

    /// These, and those that are renewed.
    pub(super) fn with(&self, renewed: &[SecretString]) -> Self {
        let mut secrets = self.clone();
        secrets.extend(renewed.iter().flat_map(forms));
        secrets
    }

    /// With those of the way to the product: values of custom headers, passwords of proxies.
    pub(super) fn and_of(mut self, network: &Network) -> Self {
        let headers = network.headers.iter();
        self.extend(
            headers.map(|(_, value)| String::from_utf8_lossy(value.as_bytes()).into_owned()),
        );
        for (user, password) in network.proxies.logins() {
            let sent = STANDARD.encode(format!("{user}:{password}"));
            let secret = if password.is_empty() { user } else { password };
            self.extend([sent, secret]);
        }
        self
    }

    fn extend(&mut self, forms: impl IntoIterator<Item = String>) {
        let forms = forms.into_iter().filter(|form| form.len() >= SHORTEST);
        self.0.extend(forms.map(Form::new));
        self.0.dedup_by(|a, b| a.text == b.text);
    }

    /// The text without them.
    pub(super) fn hide<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let forms = self.0.iter();
        forms.fold(Cow::Borrowed(text), |text, form| form.hidden(text, HIDDEN))
    }

    /// A text of Atlassian's without those that can only be tokens.
    pub(super) fn hide_tokens<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let tokens = self
            .0
            .iter()
            .filter(|form| form.text.len() >= SHORTEST_TOKEN);
        tokens.fold(Cow::Borrowed(text), |text, token| {
            token.hidden(text, HIDDEN_TOKEN)
        })
    }

    /// A body without them; unchanged and uncopied if it holds none.
    pub(super) fn hide_in_body<'a>(&self, body: &'a [u8]) -> Cow<'a, [u8]> {
        match String::from_utf8_lossy(body) {
            Cow::Borrowed(text) => match self.hide(text) {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            },
            Cow::Owned(text) => Cow::Owned(self.hide(&text).into_owned().into_bytes()),
        }
    }

    /// The error without them.
    pub(super) fn hide_in_error(&self, mut error: Error) -> Error {
        let hide = |text: &mut String| *text = self.hide(text).into_owned();
        match &mut error {
            Error::Upstream { message, hint, .. } => {
                hide(message);
                hide(hint);
            }
            Error::Unexpected { what, excerpt, .. } => {
                hide(what);
                hide(excerpt);
            }
            Error::Unreachable { why, .. } => hide(why),
            _ => {}
        }
        error
    }
}

/// A secret as it is sent, and as an address would hold it.
fn forms(secret: &SecretString) -> Vec<String> {
    let secret = secret.expose_secret();
    let in_url = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
    let mut forms = vec![in_url, secret.to_owned()];
    forms.dedup();
    forms.retain(|form| form.len() >= SHORTEST);
    forms
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}
