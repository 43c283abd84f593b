//! The key that stored tokens are sealed with, in the keyring of the operating system. The tokens themselves do not fit there: Windows takes
//! some 1,280 characters.

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use crate::auth::sealed::Key;

/// How long a keyring may take: one that is locked asks somebody for a password, who may not be there.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where keys are kept. Calls block, for ten seconds at most.
pub trait Keys: fmt::Debug + Send + Sync {
    /// The key of that name.
    ///
    /// # Errors
    /// Why there is none, in a few words.
    fn get(&self, name: &str) -> Result<Key, String>;

    /// Keeps a key under that name.
    ///
    /// # Errors
    /// Why it cannot be kept, in a few words.
    fn put(&self, name: &str, key: &Key) -> Result<(), String>;
}

/// The keyring of the operating system.
#[derive(Debug)]
pub struct OsKeyring;

impl Keys for OsKeyring {
    fn get(&self, name: &str) -> Result<Key, String> {
        let name = name.to_owned();
        in_time(move || system::get(&name))
    }

    fn put(&self, name: &str, key: &Key) -> Result<(), String> {
        let (name, key) = (name.to_owned(), key.clone());
        in_time(move || system::put(&name, &key))
    }
}

/// No keyring at all.
pub fn no_keyring() -> Arc<dyn Keys> {
    Arc::new(Without)
}

#[derive(Debug)]
struct Without;

impl Keys for Without {
    fn get(&self, _: &str) -> Result<Key, String> {
        Err(NONE.to_owned())
    }

    fn put(&self, _: &str, _: &Key) -> Result<(), String> {
        Err(NONE.to_owned())
    }
}

const NONE: &str = "there is no keyring here";

/// A thread that a keyring never lets go costs less than a server that it holds up.
fn in_time<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let (done, outcome) = mpsc::channel();
    std::thread::spawn(move || drop(done.send(work())));
    outcome
        .recv_timeout(PATIENCE)
        .unwrap_or_else(|_| Err("the keyring did not answer in time".to_owned()))
}

#[cfg(any(target_os = "macos", target_os = "windows"))]
mod system {
    use keyring_core::api::CredentialStoreApi as _;
    use keyring_core::{Entry, Error};

    use crate::auth::sealed::Key;

    const SERVICE: &str = "mcp-atlassian";

    pub(super) fn get(name: &str) -> Result<Key, String> {
        let secret = entry(name)?.get_secret().map_err(told)?;
        Key::of(&secret).ok_or_else(|| "it holds no key of ours".to_owned())
    }

    pub(super) fn put(name: &str, key: &Key) -> Result<(), String> {
        entry(name)?.set_secret(key.bytes()).map_err(told)
    }

    fn entry(name: &str) -> Result<Entry, String> {
        #[cfg(target_os = "macos")]
        let store = apple_native_keyring_store::keychain::Store::new();
        #[cfg(target_os = "windows")]
        let store = windows_native_keyring_store::Store::new();
        store
            .map_err(told)?
            .build(SERVICE, name, None)
            .map_err(told)
    }

    fn told(error: Error) -> String {
        error.to_string()
    }
}

/// Elsewhere a keyring is a service of the desktop's, spoken to over D-Bus: thirty more crates in the binary for what servers and
/// containers have not.
#[cfg(not(any(target_os = "macos", target_os = "windows")))]
mod system {
    use super::NONE;
    use crate::auth::sealed::Key;

    pub(super) fn get(_: &str) -> Result<Key, String> {
        Err(NONE.to_owned())
    }

    pub(super) fn put(_: &str, _: &Key) -> Result<(), String> {
        Err(NONE.to_owned())
    }
}
