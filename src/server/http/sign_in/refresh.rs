//! Renewing what somebody linked. Clients do so from several machines at once, and some send an old token again; Atlassian's work once,
//! within ten minutes. So whoever brings the same token at the same time, or soon after, shares what came of it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared, join_all};
use quick_cache::unsync::Cache;

use super::SignIn;
use super::answers::Failure;
use super::link::Link;
use super::once::{Hash, hash};
use super::upstream::{Upstream, said};
use crate::error::Error;

/// The most that are remembered.
const MOST: usize = 1_000;
/// For how long what comes of one is shared, from its beginning: Atlassian may take a minute to answer.
const KEPT: Duration = Duration::from_secs(120);

/// What came of renewing.
#[derive(Clone)]
pub(super) struct Renewed {
    /// The links with new tokens, and those that kept their refresh token alone.
    pub(super) links: Vec<Link>,
    /// Whether all that are left have new ones.
    pub(super) is_whole: bool,
}

/// Why nothing came of it.
#[derive(Clone, Copy)]
enum Trouble {
    /// All are over.
    Over,
    /// None is within reach.
    OutOfReach,
}

type Outcome = Result<Renewed, Trouble>;
type Renewing = Shared<BoxFuture<'static, Outcome>>;

/// What is under way, or was a moment ago.
pub(super) struct Refreshes(Mutex<Cache<Hash, (Instant, Renewing)>>);

impl Default for Refreshes {
    fn default() -> Self {
        Self(Mutex::new(Cache::new(MOST)))
    }
}

impl Refreshes {
    /// What comes of a refresh token, renewed by `begin` if nobody did lately. What failed is tried again.
    fn of(&self, token: &str, begin: impl FnOnce() -> Renewing) -> Renewing {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (began, _)| began.elapsed() <= KEPT);
        let name = hash(token);
        if let Some((_, renewing)) = known.get(&name)
            && !matches!(renewing.peek(), Some(Err(_)))
        {
            return renewing.clone();
        }
        let renewing = begin();
        known.insert(name, (Instant::now(), renewing.clone()));
        renewing
    }
}

/// What became of one link.
enum Fate {
    New(Link),
    Kept(Link),
    Gone,
}

impl SignIn {
    /// New tokens for those that were linked. What is refused for good falls away, what is out of reach keeps its refresh token.
    pub(super) async fn renewed(&self, token: &str, links: Vec<Link>) -> Result<Renewed, Failure> {
        let renewing = self.refreshes.of(token, || {
            let linked = links.into_iter();
            let linked =
                linked.filter_map(|link| Some((Arc::clone(self.marked(&link.upstream)?), link)));
            let renewing = join_all(linked.map(renew));
            // In a task of its own: a client that leaves must not take the new tokens with it.
            let task = tokio::spawn(async move { outcome(renewing.await) });
            let outcome = async move { task.await.unwrap_or(Err(Trouble::OutOfReach)) };
            outcome.boxed().shared()
        });
        renewing.await.map_err(|trouble| match trouble {
            Trouble::Over => Failure::new(
                "invalid_grant",
                "Atlassian takes none of the sign-ins any more, or this server is set up otherwise: sign in again",
            ),
            Trouble::OutOfReach => Failure::new(
                "temporarily_unavailable",
                "Atlassian gives no tokens at the moment; try again, nothing was lost",
            ),
        })
    }
}

async fn renew((upstream, link): (Arc<Upstream>, Link)) -> Fate {
    let token = link.refresh.as_deref().unwrap_or_default();
    match upstream.refresh(token).await {
        Ok(tokens) => {
            let new = Link::of(&link.upstream, &tokens, link.sites);
            Fate::New(Link {
                refresh: new.refresh.or(link.refresh),
                ..new
            })
        }
        Err(error @ Error::SignIn { is_final: true, .. }) => {
            tracing::info!(error = said(&error), "a sign-in is over");
            Fate::Gone
        }
        Err(error) => {
            tracing::warn!(
                error = said(&error),
                "a sign-in could not be renewed; its refresh token is kept"
            );
            Fate::Kept(link)
        }
    }
}

fn outcome(fates: Vec<Fate>) -> Outcome {
    let is_whole = !fates.iter().any(|fate| matches!(fate, Fate::Kept(_)));
    let is_any_new = fates.iter().any(|fate| matches!(fate, Fate::New(_)));
    match (is_any_new, is_whole) {
        (true, _) => {
            let links = fates.into_iter().filter_map(|fate| match fate {
                Fate::New(link) | Fate::Kept(link) => Some(link),
                Fate::Gone => None,
            });
            Ok(Renewed {
                links: links.collect(),
                is_whole,
            })
        }
        (false, true) => Err(Trouble::Over),
        (false, false) => Err(Trouble::OutOfReach),
    }
}
