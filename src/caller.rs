//! Who is calling: their sessions, what they may do, and what is remembered for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::budget::Budget;
use crate::cache::Cache;
use crate::config::Config;
use crate::error::Result;
use crate::http::Session;
use crate::policy::{Policy, Tightening};
use crate::product::Product;

/// Whoever calls tools: their sessions, what they may do, and what is remembered for them.
///
/// Over stdio there is one caller, made from the configuration; over HTTP each request's credentials make one. Two callers share
/// connections and nothing else, which is what keeps one's credentials and cached metadata out of another's reach. Cloning is
/// cheap.
#[derive(Debug, Clone)]
pub struct Caller(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    policy: Policy,
    sessions: Vec<Session>,
    cache: Cache,
    limits: Limits,
    refused: AtomicBool,
}

/// What one call may take, and how its reply comes.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long it may be under way.
    pub time: Duration,
    /// How long its reply may be.
    pub reply: Budget,
    /// Whether it is a value with a schema, for clients that know of such.
    pub structured: bool,
}

impl From<&Config> for Limits {
    fn from(config: &Config) -> Self {
        Self {
            time: config.call_timeout,
            reply: config.reply,
            structured: config.structured,
        }
    }
}

impl Caller {
    /// The caller whose credentials the configuration holds. Sends nothing and builds no HTTP client.
    ///
    /// # Errors
    /// For credentials that no header can carry.
    pub fn configured(config: &Config) -> Result<Self> {
        let services = config.services();
        let services = services.filter(|service| service.credentials.is_some());
        let sessions = services
            .map(|service| Session::new(service.clone()))
            .collect::<Result<Vec<_>>>()?;
        Ok(Self::with(Policy::new(config), sessions, config.into()))
    }

    /// A caller with these sessions; no tool of another product exists for him.
    pub fn with(policy: Policy, sessions: Vec<Session>, limits: Limits) -> Self {
        let products = sessions.iter().map(Session::product).collect();
        Self(Arc::new(Inner {
            policy: policy.of_products(products),
            sessions,
            cache: Cache::default(),
            limits,
            refused: AtomicBool::new(false),
        }))
    }

    /// The caller with less than he may.
    #[must_use]
    pub fn tightened(&self, tightening: &Tightening) -> Self {
        let policy = self.policy().tightened(tightening);
        Self::with(policy, self.0.sessions.clone(), self.0.limits)
    }

    /// The caller without this machine's files.
    #[must_use]
    pub fn without_files(&self) -> Self {
        let policy = self.policy().clone().without_files();
        Self::with(policy, self.0.sessions.clone(), self.0.limits)
    }

    /// The sessions, one a product.
    pub fn sessions(&self) -> &[Session] {
        &self.0.sessions
    }

    /// What the operator allows.
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// The session with a product, if it is configured.
    pub fn session(&self, product: Product) -> Option<&Session> {
        self.0
            .sessions
            .iter()
            .find(|session| session.product() == product)
    }

    /// What one call may take.
    pub fn limits(&self) -> Limits {
        self.0.limits
    }

    /// Notes that a product refused a token of this caller's.
    pub fn note_refusal(&self) {
        self.0.refused.store(true, Ordering::Relaxed);
    }

    /// Whether a product refused a token of this caller's.
    pub fn is_refused(&self) -> bool {
        self.0.refused.load(Ordering::Relaxed)
    }

    /// What is remembered for this caller.
    pub fn cache(&self) -> &Cache {
        &self.0.cache
    }
}
