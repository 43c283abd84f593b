//! Keeping what was got, while no other process renews what is there.

use std::fs::File;
use std::time::Duration;

use super::console::Console;
use crate::auth::oauth::{Store, Tokens};
use crate::error::{Error, Result};

/// How often and how many times a lock that another process holds is tried: for two minutes, since that one waits for a server.
const EACH: Duration = Duration::from_millis(100);
const TIMES: usize = 1200;

/// Keeps the tokens.
///
/// # Errors
/// [`Error::Config`] if they cannot be written.
pub(super) async fn tokens(store: &Store, tokens: &Tokens, console: &mut Console) -> Result<()> {
    let lock = locked(store, console).await?;
    store.write(tokens)?;
    drop(lock);
    console.say(&format!(
        "The tokens are kept in {}.",
        store.path().display()
    ));
    Ok(())
}

/// Adds the site that was chosen to what is kept, which a server that runs may have renewed meanwhile.
///
/// # Errors
/// As [`tokens`].
pub(super) async fn site(store: &Store, id: &str, console: &mut Console) -> Result<()> {
    let _lock = locked(store, console).await?;
    let Some(mut kept) = store.read()? else {
        return Err(Error::Config(format!(
            "{} was deleted meanwhile: sign in again.",
            store.path().display()
        )));
    };
    kept.cloud_id = Some(id.to_owned());
    store.write(&kept)
}

async fn locked(store: &Store, console: &mut Console) -> Result<File> {
    for attempt in 0..TIMES {
        if let Some(lock) = store.try_lock()? {
            return Ok(lock);
        }
        if attempt == 0 {
            console.say("Another process is renewing the tokens that were kept before; waiting for it to finish.");
        }
        tokio::time::sleep(EACH).await;
    }
    Err(Error::Config(format!(
        "{}: another process holds the tokens and does not finish. End it and sign in again.",
        store.path().display()
    )))
}
