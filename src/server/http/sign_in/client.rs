//! Who asks to sign somebody in: a client that registered here, whose id is what it said then, sealed; or one whose id is the address of a
//! document about it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use url::Url;

use super::SignIn;
use super::documents::Documents;
use super::form::Form;
use super::once::hash;
use super::redirect::Redirect;
use super::values::{ANYBODY, Sealed};

/// The longest id of a client, in bytes.
const LONGEST: usize = 8 << 10;
/// The longest name of a client, in characters.
pub(super) const LONGEST_NAME: usize = 200;

/// A client.
pub(super) struct Client {
    /// What it goes by in sealed values.
    pub(super) mark: String,
    /// What it calls itself.
    pub(super) name: Option<String>,
    /// The host that its document is at; none for one that registered.
    pub(super) host: Option<String>,
    redirects: Vec<Redirect>,
}

/// What a client said as it registered. It does not end: clients keep their ids, and most do not know how to get another one.
#[derive(Serialize, Deserialize)]
pub(super) struct Registered {
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(rename = "r")]
    pub(super) redirects: Vec<String>,
}

impl Sealed for Registered {
    const KIND: &'static str = "client id";

    fn until(&self) -> i64 {
        i64::MAX
    }
}

/// What a client of that id goes by in sealed values.
pub(super) fn mark(id: &str) -> String {
    URL_SAFE_NO_PAD.encode(hash(id))
}

impl SignIn {
    /// The client of that id.
    ///
    /// # Errors
    /// Why it is none, in a sentence.
    pub(super) async fn client(&self, id: &str) -> Result<Client, String> {
        if Documents::is_address(id) {
            let documents = self.documents.as_ref().ok_or(NOT_READ)?;
            let document = documents.client(id).await?;
            let url = Url::parse(id).ok();
            return Ok(Client {
                mark: mark(id),
                name: document.name.clone(),
                host: url.and_then(|url| url.host_str().map(str::to_owned)),
                redirects: document.redirects.clone(),
            });
        }
        let registered = self.registered(id).ok_or(UNKNOWN)?;
        let redirects = registered.redirects.iter();
        Ok(Client {
            mark: mark(id),
            name: registered.name,
            host: None,
            redirects: redirects.flat_map(|text| Redirect::read(text)).collect(),
        })
    }

    /// What the client of that id said as it registered.
    pub(super) fn registered(&self, id: &str) -> Option<Registered> {
        let sealed = Some(id).filter(|id| id.len() <= LONGEST)?;
        self.values.open(ANYBODY, sealed)
    }

    /// The client that sends somebody, and where it wants him back. Nobody is sent anywhere before both are known to be right.
    ///
    /// # Errors
    /// What is wrong, in a sentence for that person.
    pub(super) async fn asking(&self, form: &Form) -> Result<(Client, Redirect), String> {
        if let Some(name) = form.repeated(&["client_id", "redirect_uri"]) {
            return Err(format!("The request names {name} more than once."));
        }
        let id = form
            .get("client_id")
            .ok_or("The request names no client_id.")?;
        let client = self.client(id).await?;
        let asked = form
            .get("redirect_uri")
            .ok_or("The request names no redirect_uri.")?;
        let redirect = Redirect::read(asked).map_err(|why| format!("Its redirect_uri {why}."))?;
        if !client.redirects.iter().any(|known| redirect.matches(known)) {
            return Err("The program that sent you asks to have you sent back to an address (redirect_uri) that it did not register.".to_owned());
        }
        if !self.allows(&redirect) {
            return Err("The operator of this server does not allow programs at that address (ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS).".to_owned());
        }
        Ok((client, redirect))
    }

    /// Whether the operator lets people be sent there.
    pub(super) fn allows(&self, redirect: &Redirect) -> bool {
        let allowed = self.allowed.as_ref();
        allowed.is_none_or(|allowed| allowed.allow(redirect.url()))
    }
}

const NOT_READ: &str = "The program that sent you names an address as its client_id, and this server does not read descriptions of programs (ATLASSIAN_OAUTH_CLIENT_DOCUMENTS, or a proxy between it and the Internet): the program must register. Remove the server from it and add it again.";
const UNKNOWN: &str = "The program that sent you is not known here (client_id): it registered with another server, or this server's key was replaced. Remove the server from it and add it again.";
