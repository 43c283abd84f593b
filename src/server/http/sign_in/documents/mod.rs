//! Client ID metadata documents (draft-ietf-oauth-client-id-metadata-document): a client's id is the https address of a document that
//! says what it is called and where people may be sent back to. Whoever asks to sign in names the address, so it is read with care: only
//! from the open Internet, at the very addresses that were looked at, without redirects or a proxy, and not for long.

mod document;
mod public;
mod reach;
#[cfg(test)]
mod tests;

use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use quick_cache::unsync::Cache;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::Url;

pub(super) use document::ClientDocument;
pub use reach::Reach;
use reach::Reader;

/// The most documents that are remembered, and the most failures to read one. Those that are asked for least give way.
const MOST: usize = 500;
/// How many shares there are in what is read at once. Which one is a site's is drawn by each process, and told to nobody: a site that does
/// not answer holds up those of its own share, and no others.
const SHARES: usize = 32;
/// The most that are read at once of a share; more wait.
const AT_ONCE: usize = 2;
/// How long reading one may take, and how long one may wait for that.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a failure is remembered.
const FAILURE: Duration = Duration::from_secs(30);
/// The longest address, in bytes.
const LONGEST: usize = 1_000;
/// The most that is told of what is wrong with a document, in characters: it may quote it.
const LONGEST_WHY: usize = 300;

/// Reads documents, and remembers them.
pub(super) struct Documents {
    reader: Reader,
    known: Mutex<Cache<String, Believed<Arc<ClientDocument>>>>,
    /// Apart, so that made-up clients push out no real one.
    failed: Mutex<Cache<String, Believed<String>>>,
    shares: [Semaphore; SHARES],
    drawn: RandomState,
}

type Outcome = Result<Arc<ClientDocument>, String>;

/// What came of reading a document, and until when that is believed.
struct Believed<T> {
    until: Instant,
    what: T,
}

impl Documents {
    /// Reads them by those means; nothing is sent before the first is asked for.
    pub(super) fn new(reach: Reach) -> Self {
        Self {
            reader: Reader::new(reach),
            known: Mutex::new(Cache::new(MOST)),
            failed: Mutex::new(Cache::new(MOST)),
            shares: std::array::from_fn(|_| Semaphore::new(AT_ONCE)),
            drawn: RandomState::new(),
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
        if id.len() > LONGEST {
            return Err(format!(
                "The client's id is an address of more than {LONGEST} characters."
            ));
        }
        let url = address(id).map_err(|why| told(id, &why))?;
        if let Some(outcome) = self.remembered(id) {
            return outcome;
        }
        let Ok(_turn) = timeout(PATIENCE, self.share_of(&url).acquire()).await else {
            return self.without_turn(id);
        };
        // Somebody else may have read it meanwhile.
        match self.remembered(id) {
            Some(outcome) => outcome,
            None => self.read(id, url).await,
        }
    }

    async fn read(&self, id: &str, url: Url) -> Outcome {
        let read = timeout(PATIENCE, self.reader.read(url)).await;
        let read = read.unwrap_or_else(|_| {
            let seconds = PATIENCE.as_secs();
            Err(format!("did not come within {seconds} s"))
        });
        match read {
            Ok((document, lifetime)) => {
                let document = Arc::new(document);
                remember(&self.known, id, Arc::clone(&document), lifetime);
                Ok(document)
            }
            Err(why) => {
                let why = told(id, &why);
                remember(&self.failed, id, why.clone(), FAILURE);
                Err(why)
            }
        }
    }

    /// What was known of a client if its document cannot be asked for just now, which is no fault of its own and is not remembered as one.
    fn without_turn(&self, id: &str) -> Outcome {
        let known = locked(&self.known);
        let former = known.get(id).map(|known| Arc::clone(&known.what));
        former.ok_or_else(|| {
            "This server reads the descriptions of many other clients just now. Try again in a moment.".to_owned()
        })
    }

    fn remembered(&self, id: &str) -> Option<Outcome> {
        let document = believed(&self.known, id).map(Ok);
        document.or_else(|| believed(&self.failed, id).map(Err))
    }

    /// By the last two labels of its host: whoever has a domain has as many hosts below it as he likes.
    fn share_of(&self, url: &Url) -> &Semaphore {
        let host = url.host_str().unwrap_or_default();
        let labels = host.rsplit('.').take(2).collect::<Vec<_>>();
        let drawn =
            usize::try_from(self.drawn.hash_one(labels) % SHARES as u64).unwrap_or_default();
        let [first, ..] = &self.shares;
        self.shares.get(drawn).unwrap_or(first)
    }
}

fn told(id: &str, why: &str) -> String {
    let why: String = why.chars().take(LONGEST_WHY).collect();
    format!("The client's own description of itself ({id}) {why}.")
}

fn remember<T>(cache: &Mutex<Cache<String, Believed<T>>>, id: &str, what: T, lifetime: Duration) {
    let until = Instant::now() + lifetime;
    locked(cache).insert(id.to_owned(), Believed { until, what });
}

fn believed<T: Clone>(cache: &Mutex<Cache<String, Believed<T>>>, id: &str) -> Option<T> {
    let cache = locked(cache);
    let known = cache.get(id)?;
    (Instant::now() < known.until).then(|| known.what.clone())
}

/// Nothing panics while it holds the lock, so what is in there is whole.
fn locked<T>(cache: &Mutex<Cache<String, T>>) -> MutexGuard<'_, Cache<String, T>> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
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
