//! Being told to stop.

use std::thread;

use tokio::runtime::Builder;
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};

/// The signals to stop: SIGTERM or SIGINT.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop {
    /// Cancelled at the first.
    pub(super) first: CancellationToken,
    /// Cancelled at the second.
    pub(super) second: CancellationToken,
}

/// The signals from the moment of this call on. A thread of its own waits for them, so that they are heard however busy the
/// threads are that serve.
pub(super) fn when_signalled() -> Result<Stop> {
    let unheard = |error: std::io::Error| Error::Internal(format!("no signal is heard: {error}"));
    let stop = Stop::default();
    let told = stop.clone();
    let listening = Builder::new_current_thread().enable_io().build();
    let listening = listening.map_err(unheard)?;
    let mut signals = {
        let _inside = listening.enter();
        Signals::from_now_on()
    };
    let wait = move || {
        for token in [told.first, told.second] {
            listening.block_on(signals.next());
            token.cancel();
        }
    };
    let thread = thread::Builder::new().name("signals".into());
    thread.spawn(wait).map(|_| stop).map_err(unheard)
}

/// SIGTERM and SIGINT.
#[cfg(unix)]
struct Signals([std::io::Result<tokio::signal::unix::Signal>; 2]);

#[cfg(unix)]
impl Signals {
    fn from_now_on() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        Self([SignalKind::terminate(), SignalKind::interrupt()].map(signal))
    }

    async fn next(&mut self) {
        async fn one(signal: &mut std::io::Result<tokio::signal::unix::Signal>) {
            match signal {
                Ok(signal) => drop(signal.recv().await),
                Err(_) => std::future::pending().await,
            }
        }
        let Self([terminate, interrupt]) = self;
        tokio::select! {
            () = one(terminate) => {}
            () = one(interrupt) => {}
        }
    }
}

/// Interrupts.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn from_now_on() -> Self {
        Self
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
