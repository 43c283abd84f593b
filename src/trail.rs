//! What a call leaves behind at the products: whether a token was refused there, and whether something may have been changed. By it
//! is told whether a client may get another token and send the same call again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

tokio::task_local! {
    static CURRENT: Trail;
}

/// The trail of one call. Clones are of the same call.
#[derive(Clone, Debug, Default)]
pub struct Trail(Arc<Steps>);

#[derive(Debug, Default)]
struct Steps {
    refused: AtomicBool,
    taken: AtomicBool,
    changed: AtomicBool,
    failed: AtomicBool,
}

impl Trail {
    /// What `call` becomes, while it leaves this trail.
    pub async fn within<T>(self, call: impl Future<Output = T>) -> T {
        CURRENT.scope(self, call).await
    }

    /// Notes that the call failed; says whether that was for a token that a product refused.
    pub fn fails(&self) -> bool {
        self.0.failed.store(true, Ordering::Relaxed);
        self.0.refused.load(Ordering::Relaxed)
    }

    /// Whether a product took the token, and none refused it.
    pub fn proves_token(&self) -> bool {
        let is = |step: &AtomicBool| step.load(Ordering::Relaxed);
        is(&self.0.taken) && !is(&self.0.refused)
    }

    /// Whether the call failed for a refused token, and nothing can have been changed before.
    pub fn may_be_gone_again(&self) -> bool {
        let Steps {
            refused,
            changed,
            failed,
            ..
        } = &*self.0;
        let is = |step: &AtomicBool| step.load(Ordering::Relaxed);
        is(failed) && is(refused) && !is(changed)
    }
}

/// Notes that a product refused the token (401), for another reason than a scope or a right that is lacking.
pub fn token_refused() {
    // Outside of a call nobody asks.
    let _ = CURRENT.try_with(|trail| trail.0.refused.store(true, Ordering::Relaxed));
}

/// Notes that a product took the token.
pub fn token_taken() {
    let _ = CURRENT.try_with(|trail| trail.0.taken.store(true, Ordering::Relaxed));
}

/// Notes that a product may have changed something.
pub fn may_have_changed() {
    let _ = CURRENT.try_with(|trail| trail.0.changed.store(true, Ordering::Relaxed));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_what_failed_for_a_token_and_changed_nothing_may_be_gone_again() {
        for (refused, changed, failed, expected) in [
            (true, false, true, true),
            (true, true, true, false),
            (false, false, true, false),
            (true, false, false, false),
        ] {
            let trail = Trail::default();
            let call = async {
                if refused {
                    token_refused();
                }
                if changed {
                    may_have_changed();
                }
            };
            trail.clone().within(call).await;
            if failed {
                assert_eq!(trail.fails(), refused);
            }
            assert_eq!(trail.may_be_gone_again(), expected);
        }
        token_refused();
    }
}
