//! What is known of a grant's tokens in memory, and which of them will do.

use std::sync::Arc;
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret as _, SecretString};

use crate::auth::oauth::{Store, Tokens};
use crate::error::{Error, Result};

/// What is known of them in memory.
#[derive(Default)]
pub(super) struct Known {
    pub(super) tokens: Option<Arc<Tokens>>,
    /// The access token before, which answers on their way may still echo.
    pub(super) former: Option<SecretString>,
    /// When the server gave them, if it was to this process.
    pub(super) given: Option<Instant>,
    /// Why the last attempt to get some failed.
    pub(super) failure: Option<Failure>,
    /// The refresh token that was refused for good, and how.
    pub(super) ended: Option<(SecretString, Error)>,
    /// What the server gave and the disk did not take.
    pub(super) unsaved: Option<Unsaved>,
}

impl Known {
    /// The failure of the last attempt, if that began no earlier than this.
    pub(super) fn failed_after(&self, since: Instant) -> Option<Error> {
        let failure = self.failure.as_ref()?;
        (failure.began >= since).then(|| failure.error.clone())
    }

    /// Whether the last attempt failed, so lately.
    pub(super) fn failed_within(&self, time: Duration) -> bool {
        let failure = self.failure.as_ref();
        failure.is_some_and(|failure| failure.ended.elapsed() < time)
    }
}

/// An attempt that failed.
pub(super) struct Failure {
    pub(super) error: Error,
    began: Instant,
    ended: Instant,
}

impl Failure {
    /// One that began then and failed just now.
    pub(super) fn of(error: &Error, began: Instant) -> Self {
        Self {
            error: error.clone(),
            began,
            ended: Instant::now(),
        }
    }
}

/// Tokens that could not be saved.
#[derive(Clone)]
pub(super) struct Unsaved {
    pub(super) tokens: Tokens,
    /// The refresh token that they were given for, which is in the file still.
    former: SecretString,
}

impl Unsaved {
    pub(super) fn new(tokens: &Tokens, former: &SecretString) -> Self {
        Self {
            tokens: tokens.clone(),
            former: former.clone(),
        }
    }

    /// Saves them, unless somebody signed in anew meanwhile, and gives what is in the file then. Blocks.
    pub(super) fn save(self, store: &Store) -> Result<Tokens> {
        let is_former = |stored: &Tokens| {
            let refresh = stored.refresh.as_ref();
            refresh.is_some_and(|refresh| refresh.expose_secret() == self.former.expose_secret())
        };
        match store.read()? {
            Some(stored) if !is_former(&stored) => Ok(stored),
            _ => store.write(&self.tokens).map(|()| self.tokens),
        }
    }
}

/// Which tokens will do.
pub(super) enum Need {
    /// Those that are good now.
    Good,
    /// Those that are good for a while.
    Lasting,
    /// Those that are good for a while, other than these.
    Other(SecretString),
}

impl Need {
    pub(super) fn is_met_by(&self, tokens: &Tokens) -> bool {
        match self {
            Self::Good => !tokens.are_over(),
            Self::Lasting => !tokens.are_due(),
            Self::Other(refused) => !tokens.are_due() && !tokens.are(refused),
        }
    }
}
