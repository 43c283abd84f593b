//! Which sign-ins had a token refused by a product a moment ago. Another token helps once: if the next one is refused as well, it is not for the
//! token, and the client must not be sent for tokens, or its user to sign in, again and again.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use quick_cache::unsync::Cache;

use super::callers::Name;

/// The most sign-ins that are remembered.
const MOST: usize = 1_000;
/// How long a refusal counts as lately.
const LATELY: Duration = Duration::from_secs(120);

/// By what all tokens of a sign-in have in common: the token that was refused first, and when.
pub(super) struct Refusals(Mutex<Cache<Name, (Name, Instant)>>);

impl Default for Refusals {
    fn default() -> Self {
        Self(Mutex::new(Cache::new(MOST)))
    }
}

impl Refusals {
    /// A token of a sign-in works: what was refused before it was refused for the token.
    pub(super) fn forget(&self, owner: Name) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&owner);
    }

    /// Whether another token may be taken where this one was refused: not if this one came after one that was.
    pub(super) fn may_another_help(&self, owner: Name, token: Name) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(&owner) {
            Some((first, when)) if when.elapsed() <= LATELY => *first == token,
            _ => {
                known.insert(owner, (token, Instant::now()));
                true
            }
        }
    }
}
