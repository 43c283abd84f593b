//! A grant: tokens that are good now, renewed when they are about to end, once, by whoever notices first.
//!
//! Atlassian's refresh tokens work once. So no two may renew at the same time, in this process or in another one with the same file, and
//! what was given is saved before it is used.

use std::fmt;
use std::fs::File;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use backon::{ConstantBuilder, Retryable as _};
use reqwest::Client;
use secrecy::{ExposeSecret as _, SecretString};

use super::{Keys, Server, Store, Tokens, Wanted};
use crate::config::{Flow, OAuth};
use crate::error::{Error, Result};

/// How often and how many times a lock that another process holds is tried: for a minute.
const EACH: Duration = Duration::from_millis(100);
const TIMES: usize = 600;
/// A token that is refused so soon after it was given is not what is wrong.
const FRESH: Duration = Duration::from_secs(60);

/// The tokens of one client. `Debug` shows no secret.
pub struct Grant {
    client: OAuth,
    server: Server,
    store: Store,
    known: Mutex<Known>,
    turn: tokio::sync::Mutex<()>,
}

/// What is known of them in memory.
#[derive(Default)]
struct Known {
    tokens: Option<Arc<Tokens>>,
    /// The access token before, which answers on their way may still echo.
    former: Option<SecretString>,
    /// When the server gave them, if it was to this process.
    given: Option<Instant>,
    /// Why there are none that work.
    failure: Option<Error>,
    /// The refresh token that was refused for good, and how.
    ended: Option<(SecretString, Error)>,
}

impl Grant {
    /// The grant of a client, whose tokens are in its folder. Reads nothing yet.
    pub fn new(client: OAuth, keys: Arc<dyn Keys>) -> Arc<Self> {
        Arc::new(Self {
            server: Server::new(client.provider.clone()),
            store: Store::of(&client, keys),
            client,
            known: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        })
    }

    /// The tokens that requests are signed with at the moment; `None` before the first [`Grant::ready`].
    pub fn tokens(&self) -> Option<Arc<Tokens>> {
        self.known().tokens.clone()
    }

    /// Why the last attempt to renew failed, if it did.
    pub fn failure(&self) -> Option<Error> {
        self.known().failure.clone()
    }

    /// Tokens that are good for a request that is sent now.
    ///
    /// # Errors
    /// [`Error::Config`] where nobody signed in yet or the file cannot be used, [`Error::SignIn`] for what the server says.
    pub async fn ready(self: &Arc<Self>, http: &Client) -> Result<Arc<Tokens>> {
        match self.tokens() {
            Some(tokens) if !tokens.are_due() => Ok(tokens),
            _ => self.obtain(http, None).await,
        }
    }

    /// Other tokens than these, which a product refused although they should be good. `None` if they were given only just now, so that others
    /// would be no better: a product that refuses whatever it gets must not have each call renew.
    ///
    /// # Errors
    /// As [`Grant::ready`].
    pub async fn renew(
        self: &Arc<Self>,
        http: &Client,
        refused: &SecretString,
    ) -> Result<Option<Arc<Tokens>>> {
        if self.is_fresh(refused) {
            return Ok(None);
        }
        self.obtain(http, Some(refused.clone())).await.map(Some)
    }

    fn is_fresh(&self, access: &SecretString) -> bool {
        let known = self.known();
        let is_current = known.tokens.as_ref().is_some_and(|now| now.are(access));
        is_current && known.given.is_some_and(|given| given.elapsed() < FRESH)
    }

    /// What no message may show.
    pub fn secrets(&self) -> Vec<SecretString> {
        let known = self.known();
        let tokens = known.tokens.as_ref();
        let refresh = tokens.and_then(|tokens| tokens.refresh.clone());
        let access = tokens.map(|tokens| tokens.access.clone());
        [access, refresh, known.former.clone()]
            .into_iter()
            .flatten()
            .chain([self.client.client_secret.clone()])
            .collect()
    }

    /// In a task of its own: a call that is given up must not take the answer to a refresh with it, whose tokens would be lost.
    async fn obtain(
        self: &Arc<Self>,
        http: &Client,
        refused: Option<SecretString>,
    ) -> Result<Arc<Tokens>> {
        let (grant, http) = (Arc::clone(self), http.clone());
        let is_early = refused.is_none();
        let task = tokio::spawn(async move { grant.in_turn(&http, refused.as_ref()).await });
        let outcome = task
            .await
            .unwrap_or_else(|error| Err(Error::Internal(format!("renewing tokens: {error}"))));
        let mut known = self.known();
        known.failure = outcome.as_ref().err().cloned();
        match (&outcome, &known.tokens) {
            // They end soon and are good until then; the next call tries again.
            (Err(error), Some(tokens)) if is_early && !tokens.are_over() => {
                tracing::warn!(%error, "OAuth tokens were not renewed; the present ones are used");
                Ok(Arc::clone(tokens))
            }
            _ => outcome,
        }
    }

    async fn in_turn(&self, http: &Client, refused: Option<&SecretString>) -> Result<Arc<Tokens>> {
        let _turn = self.turn.lock().await;
        let serves = |tokens: &Tokens| {
            !tokens.are_due() && refused.is_none_or(|refused| !tokens.are(refused))
        };
        // Somebody else may have done it while this one waited.
        if let Some(tokens) = self.tokens().filter(|tokens| serves(tokens)) {
            return Ok(tokens);
        }
        if self.client.flow == Flow::ClientCredentials {
            let scope = self.client.scope.as_deref();
            let tokens = self.ask(http, &Wanted::Client { scope }).await?;
            return Ok(self.publish(tokens, Some(Instant::now())));
        }
        let _lock = self.lock().await?;
        let stored = self.stored().await?;
        if serves(&stored) {
            return Ok(self.publish(stored, None));
        }
        if !stored.are_over() {
            self.publish(stored.clone(), None);
        }
        self.refresh(http, stored).await
    }

    async fn refresh(&self, http: &Client, former: Tokens) -> Result<Arc<Tokens>> {
        let Some(token) = &former.refresh else {
            return Err(
                self.nobody("has no refresh token, since the scope offline_access was not granted")
            );
        };
        self.check_not_ended(token)?;
        let store = self.store.clone();
        let pending = blocking(move || store.prepare()).await?;
        let wanted = Wanted::Refresh {
            token,
            redirect_uri: &self.client.redirect_uri,
        };
        let asked = self.ask(http, &wanted).await;
        if let Err(error @ Error::SignIn { is_final: true, .. }) = &asked {
            self.known().ended = Some((token.clone(), error.clone()));
        }
        let tokens = asked?.after(&former);
        let (store, saved) = (self.store.clone(), tokens.clone());
        blocking(move || pending.write(&store, &saved)).await?;
        Ok(self.publish(tokens, Some(Instant::now())))
    }

    async fn ask(&self, http: &Client, wanted: &Wanted<'_>) -> Result<Tokens> {
        let OAuth {
            client_id,
            client_secret,
            ..
        } = &self.client;
        self.server
            .tokens(http, client_id, client_secret, wanted)
            .await
    }

    /// What was refused for good is not asked for again: somebody has to sign in anew, which changes the file.
    fn check_not_ended(&self, token: &SecretString) -> Result<()> {
        match &self.known().ended {
            Some((ended, error)) if ended.expose_secret() == token.expose_secret() => {
                Err(error.clone())
            }
            _ => Ok(()),
        }
    }

    async fn stored(&self) -> Result<Tokens> {
        let store = self.store.clone();
        let stored = blocking(move || store.read()).await?;
        stored.ok_or_else(|| self.nobody("has no tokens yet"))
    }

    fn nobody(&self, why: &str) -> Error {
        Error::Config(format!(
            "The OAuth client {} {why}: run mcp-atlassian --oauth-setup, which keeps tokens in {}.",
            self.client.client_id,
            self.store.path().display()
        ))
    }

    /// Keeps other processes from renewing.
    async fn lock(&self) -> Result<File> {
        let attempt = || async {
            let store = self.store.clone();
            blocking(move || store.try_lock())
                .await?
                .ok_or_else(|| self.held())
        };
        let patience = ConstantBuilder::new()
            .with_delay(EACH)
            .with_max_times(TIMES);
        attempt
            .retry(patience)
            .when(|error| matches!(error, Error::SignIn { .. }))
            .await
    }

    fn held(&self) -> Error {
        let host = self.server.host().host_str().unwrap_or_default();
        Error::SignIn {
            host: host.to_owned(),
            why: "another process is renewing the same tokens and does not finish".to_owned(),
            hint: "Try again; if that does not help, end the other process".to_owned(),
            is_final: false,
        }
    }

    fn publish(&self, tokens: Tokens, given: Option<Instant>) -> Arc<Tokens> {
        let tokens = Arc::new(tokens);
        let mut known = self.known();
        let former = known.tokens.replace(Arc::clone(&tokens));
        known.given = given;
        known.former = former.map(|former| former.access.clone());
        known.ended = None;
        tokens
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant")
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}

/// Work that waits for the disk or for a keyring.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let task = tokio::task::spawn_blocking(work);
    task.await
        .unwrap_or_else(|error| Err(Error::Internal(format!("keeping tokens: {error}"))))
}
