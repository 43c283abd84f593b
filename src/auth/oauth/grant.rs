//! A grant: tokens that are good now, renewed when they are about to end, once, by whoever notices first.
//!
//! Atlassian's refresh tokens work once. So no two may renew at the same time, in this process or in another one with the same file, and
//! what was given is saved before it is used, or as soon as it can be.

mod known;

use std::fmt;
use std::fs::File;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use backon::{ConstantBuilder, Retryable as _};
use reqwest::Client;
use secrecy::{ExposeSecret as _, SecretString};
use tokio_util::task::TaskTracker;

use self::known::{Failure, Known, Need, Unsaved};
use super::{Keys, Server, Store, Tokens, Wanted};
use crate::config::{Flow, OAuth};
use crate::error::{Error, Result};

/// How often and how many times a lock that another process holds is tried: for a minute.
const EACH: Duration = Duration::from_millis(100);
const TIMES: usize = 600;
/// A token that is refused so soon after it was given is not what is wrong.
const FRESH: Duration = Duration::from_secs(60);
/// How long after a failure nobody tries again whose tokens are still good.
const PAUSE: Duration = Duration::from_secs(10);

/// The renewals of this process whose answer is not saved yet.
static UNDER_WAY: LazyLock<TaskTracker> = LazyLock::new(TaskTracker::new);

/// Waits until no renewal is between the server's answer and the disk, or this long: what comes then works once, and would be lost with
/// the process.
pub async fn settled(patience: Duration) {
    UNDER_WAY.close();
    if tokio::time::timeout(patience, UNDER_WAY.wait())
        .await
        .is_err()
    {
        tracing::warn!("an authorization server does not answer; nobody waits for it any more");
    }
}

/// The tokens of one client. `Debug` shows no secret.
pub struct Grant {
    client: OAuth,
    server: Server,
    store: Store,
    known: Mutex<Known>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Grant {
    /// The grant of a client, whose tokens are in its folder. Reads nothing yet.
    pub fn new(client: OAuth, keys: Arc<dyn Keys>) -> Arc<Self> {
        Arc::new(Self {
            server: Server::new(client.provider.clone()),
            store: Store::of(&client, keys),
            client,
            known: Mutex::default(),
            turn: Arc::default(),
        })
    }

    /// The tokens that requests are signed with at the moment; `None` before the first [`Grant::ready`].
    pub fn tokens(&self) -> Option<Arc<Tokens>> {
        self.known().tokens.clone()
    }

    /// Why the last attempt to renew failed, if it did.
    pub fn failure(&self) -> Option<Error> {
        let known = self.known();
        known.failure.as_ref().map(|failure| failure.error.clone())
    }

    /// Tokens that are good for a request that is sent now. Those that end soon are given at once, and renewed aside.
    ///
    /// # Errors
    /// [`Error::Config`] where nobody signed in yet or the file cannot be used, [`Error::SignIn`] for what the server says.
    pub async fn ready(self: &Arc<Self>, http: &Client) -> Result<Arc<Tokens>> {
        let tokens = match self.tokens().filter(|tokens| !tokens.are_over()) {
            Some(tokens) => tokens,
            None => self.obtain(http, Need::Good).await?,
        };
        self.tend(http, &tokens);
        Ok(tokens)
    }

    /// Renews tokens that end soon and saves what is not saved, if nobody does so already, without anybody waiting for it.
    fn tend(self: &Arc<Self>, http: &Client, tokens: &Tokens) {
        let (renews, saves) = {
            let known = self.known();
            let renews = tokens.are_due() && !known.failed_within(PAUSE);
            (renews, known.unsaved.is_some())
        };
        if !renews && !saves {
            return;
        }
        let Ok(turn) = Arc::clone(&self.turn).try_lock_owned() else {
            return;
        };
        let (grant, http) = (Arc::clone(self), http.clone());
        tokio::spawn(async move {
            let outcome = match renews {
                true => grant.attempt(&http, &Need::Lasting).await.map(drop),
                false => grant.save().await,
            };
            drop(turn);
            if let Err(error) = outcome {
                tracing::warn!(%error, "OAuth tokens were not renewed; the present ones are used");
            }
        });
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
        let need = Need::Other(refused.clone());
        self.obtain(http, need).await.map(Some)
    }

    /// Other tokens than these, which lack a scope, if somebody signed in again meanwhile. No server is asked: to renew gives no scope.
    ///
    /// # Errors
    /// [`Error::Config`] if the file cannot be read.
    pub async fn reread(&self, refused: &SecretString) -> Result<Option<Arc<Tokens>>> {
        let others = |tokens: &Tokens| !tokens.are(refused) && !tokens.are_over();
        if let Some(tokens) = self.tokens().filter(|tokens| others(tokens)) {
            return Ok(Some(tokens));
        }
        // Whoever has the turn reads the file, too.
        let Ok(_turn) = self.turn.try_lock() else {
            return Ok(None);
        };
        if self.client.flow == Flow::ClientCredentials || self.known().unsaved.is_some() {
            return Ok(None);
        }
        let store = self.store.clone();
        let stored = blocking(move || store.read()).await?.filter(others);
        Ok(stored.map(|tokens| self.publish(tokens, None)))
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
    async fn obtain(self: &Arc<Self>, http: &Client, need: Need) -> Result<Arc<Tokens>> {
        let (grant, http, since) = (Arc::clone(self), http.clone(), Instant::now());
        let task = tokio::spawn(async move { grant.in_turn(&http, &need, since).await });
        task.await
            .unwrap_or_else(|error| Err(Error::Internal(format!("renewing tokens: {error}"))))
    }

    /// For whoever waits `since` then. Somebody else may have done it, or failed, all the while.
    async fn in_turn(&self, http: &Client, need: &Need, since: Instant) -> Result<Arc<Tokens>> {
        let _turn = self.turn.lock().await;
        if let Some(tokens) = self.tokens().filter(|tokens| need.is_met_by(tokens)) {
            return Ok(tokens);
        }
        let failed = self.known().failed_after(since);
        match failed {
            Some(error) => Err(error),
            None => self.attempt(http, need).await,
        }
    }

    /// Whoever calls it has the turn.
    async fn attempt(&self, http: &Client, need: &Need) -> Result<Arc<Tokens>> {
        let began = Instant::now();
        let outcome = self.renewed(http, need).await;
        let failure = outcome.as_ref().err();
        self.known().failure = failure.map(|error| Failure::of(error, began));
        outcome
    }

    async fn renewed(&self, http: &Client, need: &Need) -> Result<Arc<Tokens>> {
        if self.client.flow == Flow::ClientCredentials {
            let scope = self.client.scope.as_deref();
            let tokens = self.ask(http, &Wanted::Client { scope }).await?;
            return Ok(self.publish(tokens, Some(Instant::now())));
        }
        let _lock = self.lock().await?;
        let stored = self.stored().await?;
        if need.is_met_by(&stored) {
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
        let _under_way = UNDER_WAY.token();
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
        let written = blocking(move || pending.write(&store, &saved)).await;
        let unsaved = written.err().map(|error| {
            tracing::error!(%error, "renewed OAuth tokens are in memory alone and are lost when this server stops; saving is tried again at each call");
            Unsaved::new(&tokens, token)
        });
        self.known().unsaved = unsaved;
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

    /// Saves what could not be saved before.
    async fn save(&self) -> Result<()> {
        let _lock = self.lock().await?;
        self.stored().await.map(drop)
    }

    /// What is in the file, after what could not be saved before is; that alone if it still cannot be. Whoever calls it has the lock.
    async fn stored(&self) -> Result<Tokens> {
        let store = self.store.clone();
        let unsaved = self.known().unsaved.clone();
        if let Some(unsaved) = unsaved {
            let tokens = unsaved.tokens.clone();
            return Ok(match blocking(move || unsaved.save(&store)).await {
                Ok(stored) => {
                    self.known().unsaved = None;
                    stored
                }
                Err(error) => {
                    tracing::error!(%error, "renewed OAuth tokens are still in memory alone");
                    tokens
                }
            });
        }
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
