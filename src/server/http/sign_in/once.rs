//! What counts once: a code that was used. Known within this process alone, and for as long as codes live.

use std::sync::{Mutex, PoisonError};

use chrono::Utc;
use quick_cache::unsync::Cache;
use sha2::{Digest as _, Sha256};

/// The most that is remembered; more codes than that are not given within a minute.
const MOST: usize = 10_000;

/// The hash of something that must not be kept itself.
pub(super) type Hash = [u8; 32];

/// SHA-256.
pub(super) fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// What was used already.
pub(super) struct Once(Mutex<Cache<Hash, i64>>);

impl Default for Once {
    fn default() -> Self {
        Self(Mutex::new(Cache::new(MOST)))
    }
}

impl Once {
    /// Whether something is used for the first time. It need not be remembered longer than `until` (seconds since 1970).
    pub(super) fn is_first(&self, text: &str, until: i64) -> bool {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = hash(text);
        let is_known = used.peek(&name).is_some();
        if !is_known {
            let now = Utc::now().timestamp();
            used.retain(|_, until| *until >= now);
            used.insert(name, until);
        }
        !is_known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_time_is_not_the_first() {
        let (once, later) = (Once::default(), Utc::now().timestamp() + 60);
        assert!(once.is_first("a", later) && once.is_first("b", later));
        assert!(!once.is_first("a", later));
    }
}
