//! Client ID metadata documents (draft-ietf-oauth-client-id-metadata-document): a client's id is the https address of a document that
//! says what it is called and where people may be sent back to. Whoever asks to sign in names the address, so it is read with care: only
//! from the open Internet, at the very addresses that were looked at, without redirects or a proxy, and not for long.

mod document;
mod public;
mod reach;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use quick_cache::unsync::Cache;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::Url;

pub(super) use document::ClientDocument;
pub use reach::Reach;
use reach::Reader;

/// The most documents that are remembered, and failures to read one. Those that are asked for least give way.
const MOST: usize = 500;
/// The most that are read at once; more wait.
const AT_ONCE: usize = 32;
/// How long reading one may take, waiting included.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a failure is remembered.
const FAILURE: Duration = Duration::from_secs(30);
/// The longest address, in bytes.
const LONGEST: usize = 1_000;

/// Reads documents, and remembers them.
pub(super) struct Documents {
    reader: Reader,
    known: Mutex<Cache<String, Remembered>>,
    room: Semaphore,
}

type Outcome = Result<Arc<ClientDocument>, String>;

/// What came of reading a document, and until when that is believed.
struct Remembered {
    until: Instant,
    outcome: Outcome,
}

impl Documents {
    /// Reads them by those means; nothing is sent before the first is asked for.
    pub(super) fn new(reach: Reach) -> Self {
        Self {
            reader: Reader::new(reach),
            known: Mutex::new(Cache::new(MOST)),
            room: Semaphore::new(AT_ONCE),
        }
    }

    /// Whether a client's id is the address of a document, and not one that this server gave out.
    pub(super) fn is_address(client_id: &str) -> bool {
        client_id.starts_with("https://")
    }

    /// The document of the client of that id.
    ///
    /// # Errors
    /// Why there is none, as a sentence for whoever wants to sign in.
    pub(super) async fn client(&self, id: &str) -> Outcome {
        let told = |why: String| format!("The client's own description of itself ({id}) {why}.");
        if id.len() > LONGEST {
            return Err(format!(
                "The client's id is an address of more than {LONGEST} characters."
            ));
        }
        let url = address(id).map_err(told)?;
        if let Some(outcome) = self.remembered(id) {
            return outcome;
        }
        let (outcome, lifetime) = match self.read(url).await {
            Ok((document, lifetime)) => (Ok(Arc::new(document)), lifetime),
            Err(why) => (Err(told(why)), FAILURE),
        };
        let remembered = Remembered {
            until: Instant::now() + lifetime,
            outcome: outcome.clone(),
        };
        self.known().insert(id.to_owned(), remembered);
        outcome
    }

    async fn read(&self, url: Url) -> Result<(ClientDocument, Duration), String> {
        let reading = async {
            let _room = self.room.acquire().await;
            self.reader.read(url).await
        };
        timeout(PATIENCE, reading).await.unwrap_or_else(|_| {
            let seconds = PATIENCE.as_secs();
            Err(format!("did not come within {seconds} s"))
        })
    }

    fn remembered(&self, id: &str) -> Option<Outcome> {
        let known = self.known();
        let remembered = known.get(id)?;
        (Instant::now() < remembered.until).then(|| remembered.outcome.clone())
    }

    /// Nothing panics while it holds the lock, so what is in there is whole.
    fn known(&self) -> MutexGuard<'_, Cache<String, Remembered>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The address that a client's id is. It must be written in the one way that every parser reads alike, which leaves out dot
/// segments, backslashes and odd spellings of hosts; and name its host, since numbers prove nothing of who is there.
fn address(id: &str) -> Result<Url, String> {
    let url =
        Url::parse(id).map_err(|error| format!("has no address that can be read: {error}"))?;
    let problem = if url.as_str() != id {
        "has an address that is not in its normal form"
    } else if url.scheme() != "https" {
        "is not at an https:// address"
    } else if url.domain().is_none() {
        "is at the address of a machine, not at a name"
    } else if !url.username().is_empty() || url.password().is_some() {
        "has a user name or a password in its address"
    } else if url.fragment().is_some() {
        "has a fragment (#…) in its address"
    } else if url.path() == "/" {
        "has an address without a path"
    } else {
        return Ok(url);
    };
    Err(problem.to_owned())
}
