//! Being told to stop.

use std::thread;

use tokio::runtime::Builder;
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};

/// Cancelled at the first SIGTERM or SIGINT from the moment of this call on. A thread of its own waits for them, so that
/// they are heard however busy the threads are that serve.
pub(super) fn when_signalled() -> Result<CancellationToken> {
    let unheard = |error: std::io::Error| Error::Internal(format!("no signal is heard: {error}"));
    let stop = CancellationToken::new();
    let (told, listening) = (
        stop.clone(),
        Builder::new_current_thread().enable_io().build(),
    );
    let listening = listening.map_err(unheard)?;
    let signal = {
        let _inside = listening.enter();
        signalled()
    };
    let wait = move || {
        listening.block_on(signal);
        told.cancel();
    };
    let thread = thread::Builder::new().name("signals".into());
    thread.spawn(wait).map(|_| stop).map_err(unheard)
}

/// The first SIGTERM or SIGINT from the moment of this call on.
#[cfg(unix)]
fn signalled() -> impl Future<Output = ()> + use<> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn first(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
    let (terminate, interrupt) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    );
    async {
        tokio::select! {
            () = first(terminate) => {}
            () = first(interrupt) => {}
        }
    }
}

/// The first interrupt.
#[cfg(not(unix))]
async fn signalled() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
