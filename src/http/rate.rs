//! How fast one identity asks one product: a token bucket.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex as Lock, PoisonError};
use std::time::Duration;

use quick_cache::unsync::Cache;
use secrecy::ExposeSecret as _;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

use crate::config::{Credentials, Pace, Service};
use crate::error::{Error, Result};

/// The most identities whose buckets are remembered; whoever was forgotten has a full one.
const MOST: usize = 1_000;

/// The most requests that wait for one bucket, so that one identity's do not take the places of everybody's calls.
const MOST_WAITING: usize = 64;

/// The buckets of one product, one for each identity, however many sessions it has.
pub(super) struct Buckets {
    hasher: RandomState,
    known: Lock<Cache<u64, Arc<Bucket>>>,
}

impl Default for Buckets {
    fn default() -> Self {
        Self {
            hasher: RandomState::new(),
            known: Lock::new(Cache::new(MOST)),
        }
    }
}

impl Buckets {
    /// The bucket of an identity, if there is a limit. Known by a keyed hash, so that nobody can choose another's.
    pub(super) fn of(&self, service: &Service, credentials: &Credentials) -> Option<Arc<Bucket>> {
        let pace = service.network.limit.pace?;
        let who = match credentials {
            Credentials::Basic { username, token } => (Some(username), token.expose_secret()),
            Credentials::Bearer(token) => (None, token.expose_secret()),
            Credentials::OAuth(client) => (
                Some(&client.client_id),
                client.client_secret.expose_secret(),
            ),
        };
        let name = self.hasher.hash_one((service.base.as_str(), who));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = known.get(&name) {
            return Some(Arc::clone(bucket));
        }
        let bucket = Arc::new(Bucket::new(pace));
        known.insert(name, Arc::clone(&bucket));
        Some(bucket)
    }
}

/// A token bucket, kept as the time at which it will be full again (as the generic cell rate algorithm of ATM does): a request
/// may go as long as that is less than a full bucket away.
pub(super) struct Bucket {
    every: Duration,
    /// How long an empty bucket takes to have a full one's tokens but one.
    ahead: Duration,
    full_at: Mutex<Instant>,
    waiting: AtomicUsize,
}

/// A request that waits, counted until it goes or is given up.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn counted_in(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Bucket {
    /// A full bucket.
    pub(super) fn new(pace: Pace) -> Self {
        Self {
            every: pace.every,
            ahead: pace.every.saturating_mul(pace.burst.saturating_sub(1)),
            full_at: Mutex::new(Instant::now()),
            waiting: AtomicUsize::new(0),
        }
    }

    /// # Errors
    /// [`Error::Refused`] if so many requests wait already that another one had better not.
    pub(super) fn has_room(&self) -> Result<()> {
        match self.waiting.load(Ordering::Relaxed) < MOST_WAITING {
            true => Ok(()),
            false => Err(Error::Refused(format!(
                "Nothing was sent: {MOST_WAITING} requests of this account wait for their turn already, since no more go at a time than …_RATE_LIMIT_REQUESTS_PER_SECOND allows. Ask for less at a time, or try later."
            ))),
        }
    }

    /// Waits for a token and takes it. Tokens are given in the order in which they are asked for, since whoever waits for the
    /// next one holds the lock, which is fair; whoever goes away while he waits has taken none.
    pub(super) async fn take(&self) {
        let _waiting = Waiting::counted_in(&self.waiting);
        let mut full_at = self.full_at.lock().await;
        let now = Instant::now();
        let free_at = self.free_at(*full_at);
        if free_at > now {
            sleep_until(free_at).await;
        }
        *full_at = self.taken(*full_at, free_at.max(now));
    }

    /// Whether the next one would have to wait.
    pub(super) fn is_empty(&self) -> bool {
        let full_at = self.full_at.try_lock();
        full_at.map_or(true, |full_at| self.free_at(*full_at) > Instant::now())
    }

    /// When there is a token in a bucket that will be full at that time.
    fn free_at(&self, full_at: Instant) -> Instant {
        full_at.checked_sub(self.ahead).unwrap_or(full_at)
    }

    /// When a bucket is full again of which a token was taken now.
    fn taken(&self, full_at: Instant, now: Instant) -> Instant {
        full_at.max(now) + self.every
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use futures_util::future::join_all;

    use super::*;

    fn bucket(every: u64, burst: u32) -> Bucket {
        let every = Duration::from_millis(every);
        Bucket::new(Pace { every, burst })
    }

    /// When requests go that are asked for at these milliseconds.
    fn gone(every: u64, burst: u32, asked: &[u64]) -> Vec<u64> {
        let bucket = bucket(every, burst);
        // Some time after the machine's start, so that there is a time before it.
        let start = Instant::now() + Duration::from_secs(3_600);
        let mut full_at = start;
        let gone = asked.iter().map(|asked| {
            let now = start + Duration::from_millis(*asked);
            let goes = bucket.free_at(full_at).max(now);
            full_at = bucket.taken(full_at, goes);
            (goes - start).as_millis() as u64
        });
        gone.collect()
    }

    #[test]
    fn a_full_bucket_goes_at_once_and_then_one_at_a_time() {
        assert_eq!(gone(100, 3, &[0; 6]), [0, 0, 0, 100, 200, 300]);
        assert_eq!(gone(100, 1, &[0; 3]), [0, 100, 200]);
        // What was not used is there again, but never more than the bucket holds.
        assert_eq!(gone(100, 2, &[0, 0, 150, 150]), [0, 0, 150, 200]);
        assert_eq!(gone(100, 2, &[9_000; 4]), [9_000, 9_000, 9_100, 9_200]);
        // Whoever keeps the pace never waits.
        assert_eq!(gone(100, 1, &[0, 100, 205, 400]), [0, 100, 205, 400]);
    }

    #[tokio::test]
    async fn tokens_are_given_in_the_order_in_which_they_are_asked_for() {
        let bucket = bucket(1, 1);
        let order = Lock::new(Vec::new());
        let ask = async |number: usize| {
            bucket.take().await;
            order.lock().unwrap().push(number);
        };
        join_all((0..20).map(ask)).await;
        let order = order.into_inner().unwrap();
        assert_eq!(order, (0..20).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn whoever_goes_away_while_he_waits_has_taken_nothing() {
        let bucket = bucket(3_600_000, 1);
        assert!(!bucket.is_empty());
        assert!(bucket.take().now_or_never().is_some());
        let before = *bucket.full_at.lock().await;
        for _ in 0..100 {
            assert!(bucket.take().now_or_never().is_none());
        }
        assert!(bucket.is_empty());
        assert_eq!(*bucket.full_at.lock().await, before);
    }
}
