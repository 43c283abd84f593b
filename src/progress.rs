//! How far long work is, for clients that asked to be told.

use std::fmt;
use std::sync::Arc;

/// Takes reports of progress; the default one drops them.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<dyn Fn(usize, usize) + Send + Sync>>);

impl Progress {
    /// Hands every report to `listener` as (steps done, steps in all).
    pub fn to(listener: impl Fn(usize, usize) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(listener)))
    }

    /// Reports that `done` of `total` steps are done. Does not wait.
    pub fn report(&self, done: usize, total: usize) {
        if let Some(listener) = &self.0 {
            listener(done, total);
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Progress").field(&self.0.is_some()).finish()
    }
}
