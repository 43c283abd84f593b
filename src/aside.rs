//! Computing without holding up whoever else waits for an answer.
//!
//! A thread that goes aside hands the others that it serves to another one, and waking that takes as long as a short step does. So only
//! what is large is done aside.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::{block_in_place, yield_now};

/// From this size on, in bytes, it takes long to read a text and to make something of it: 2 ms for a page.
pub const LARGE: usize = 16 << 10;

tokio::task_local! {
    /// Whether this call has anything large, so that each of its steps may take long.
    static LABORIOUS: Cell<bool>;
}

/// Runs `work` on something of this size, aside if that is large.
pub fn run<T>(size: usize, work: impl FnOnce() -> T) -> T {
    let several_threads = || {
        Handle::try_current()
            .is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread)
    };
    match size >= LARGE && several_threads() {
        true => block_in_place(work),
        false => work(),
    }
}

/// A call whose arguments have this size. Its steps are run aside if they are large, and after it [`receives`] what is: a page is
/// converted, an answer is read into its view.
pub async fn call<T>(size: usize, mut steps: Pin<Box<dyn Future<Output = T> + Send>>) -> T {
    let steps = poll_fn(move |context| {
        let size = if LABORIOUS.with(Cell::get) { LARGE } else { 0 };
        run(size, || steps.as_mut().poll(context))
    });
    LABORIOUS.scope(Cell::new(size >= LARGE), steps).await
}

/// Notes that the current call got a text of this size. If it is the first large one, what follows is a step of its own.
pub async fn receives(size: usize) {
    let first = || LABORIOUS.try_with(|laborious| !laborious.replace(true));
    if size >= LARGE && first().unwrap_or(false) {
        yield_now().await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn what_is_large_holds_up_nobody() {
        for (arguments, answer) in [(LARGE, 0), (0, LARGE)] {
            let (begin, begun) = oneshot::channel();
            let (sender, receiver) = mpsc::channel();
            let step = async move {
                receives(answer).await;
                begin.send(()).unwrap();
                receiver.recv_timeout(Duration::from_secs(60)).is_ok()
            };
            let call = tokio::spawn(call(arguments, Box::pin(step)));
            begun.await.unwrap();
            // The one thread that serves tasks is in that step, unless it handed this one over.
            let other = tokio::spawn(async move { sender.send(()).is_ok() });
            assert!(call.await.unwrap() && other.await.unwrap());
        }
    }
}
