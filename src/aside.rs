//! Computing without holding up whoever else waits for an answer.

use std::future::poll_fn;
use std::pin::Pin;

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

/// Runs `work`, which may take the processor for long. The thread hands over the others that it serves before.
pub fn run<T>(work: impl FnOnce() -> T) -> T {
    let several_threads = Handle::try_current()
        .is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread);
    if several_threads {
        block_in_place(work)
    } else {
        work()
    }
}

/// A future each of whose steps may take the processor for long: a page is converted, an answer is read into its view.
pub async fn each_step<T>(mut steps: Pin<Box<dyn Future<Output = T> + Send>>) -> T {
    poll_fn(move |context| run(|| steps.as_mut().poll(context))).await
}
