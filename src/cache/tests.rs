use std::sync::atomic::AtomicUsize;

use futures_util::future::join_all;
use tokio::sync::Notify;
use tokio_util::task::AbortOnDropHandle;

use super::*;
use crate::error::Error;

fn refused() -> Error {
    Error::Refused("no".into())
}

/// A slot, and a fetch that is counted and goes on when it is told to.
#[derive(Default)]
struct Fetched {
    slot: Slot<u8>,
    begun: AtomicUsize,
    go_on: Notify,
}

impl Fetched {
    async fn get(&self, outcome: Result<u8>) -> Result<Arc<u8>> {
        let load = async {
            self.begun.fetch_add(1, Ordering::SeqCst);
            self.go_on.notified().await;
            outcome
        };
        self.slot.get(load).await
    }
}

#[tokio::test]
async fn those_who_wait_share_one_failure() {
    let fetched = Fetched::default();
    let callers = join_all((0..6).map(|_| fetched.get(Err(refused()))));
    let (outcomes, ()) = tokio::join!(callers, async { fetched.go_on.notify_one() });
    assert!(outcomes.iter().all(|outcome| outcome.is_err()));
    assert_eq!(fetched.begun.load(Ordering::SeqCst), 1);

    fetched.go_on.notify_one();
    assert_eq!(
        *fetched.get(Ok(7)).await.unwrap(),
        7,
        "a failure is not remembered"
    );
    assert_eq!(*fetched.get(Err(refused())).await.unwrap(), 7, "a value is");
    assert_eq!(fetched.begun.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn one_who_gives_up_takes_no_one_along() {
    let fetched = Arc::new(Fetched::default());
    let ask = |outcome| {
        let fetched = Arc::clone(&fetched);
        AbortOnDropHandle::new(tokio::spawn(async move { fetched.get(outcome).await }))
    };
    let leader = ask(Err(refused()));
    while fetched.begun.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    let waiting = ask(Ok(7));
    tokio::task::yield_now().await;
    drop(leader);
    while fetched.begun.load(Ordering::SeqCst) == 1 {
        tokio::task::yield_now().await;
    }
    fetched.go_on.notify_one();
    assert_eq!(*waiting.await.unwrap().unwrap(), 7);
}

#[tokio::test]
async fn what_is_known_is_bounded_by_number_and_size() {
    let known = Known::<u64>::default();
    for n in 0..50_000_u64 {
        known.keep(&n.to_string(), n);
        assert_eq!(known.get("often", async { Ok(1) }).await.unwrap(), 1);
    }
    assert!(known.things().len() <= 1_000, "{}", known.things().len());
    assert_eq!(known.find("often"), Some(1));

    let long = Known::<u64>::default();
    for n in 0..1_000_u64 {
        long.keep(&format!("{n}{}", " OR x = 1".repeat(2_000)), n);
    }
    assert!(long.things().weight() <= MOST_BYTES && long.things().len() < 120);
    known.forget("often");
    assert_eq!(known.find("often"), None);
}
