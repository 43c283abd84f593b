//! What a reply goes without: a number, a name, a mark that could not be had beside what was asked for. The reply says so, and why.

use std::cell::RefCell;

use crate::error::Result;

tokio::task_local! {
    static MISSING: RefCell<Vec<String>>;
}

/// What a call gives, and what is missing from it: each a sentence without its full stop, in the order in which they were told.
pub async fn told_by<T>(call: impl Future<Output = T>) -> (T, Vec<String>) {
    let told = async {
        let given = call.await;
        (given, MISSING.with(RefCell::take))
    };
    MISSING.scope(RefCell::default(), told).await
}

/// Tells of something that is missing, in words that are a sentence without its full stop; once, however often it is said.
pub fn tell(what: String) {
    // Outside of a call nobody would read it.
    let _ = MISSING.try_with(|missing| {
        let mut missing = missing.borrow_mut();
        if !missing.contains(&what) {
            missing.push(what);
        }
    });
}

/// What a reply can do without.
pub trait OrTold<T> {
    /// It, or none, and then the reply says that `what` (with an article, not capitalized) could not be had, and why.
    fn or_told(self, what: &str) -> Option<T>;
}

impl<T> OrTold<T> for Result<T> {
    fn or_told(self, what: &str) -> Option<T> {
        self.inspect_err(|error| {
            let why = error.brief();
            tell(format!(
                "{what} could not be had: {}",
                why.trim_end_matches('.')
            ));
        })
        .ok()
    }
}
