//! What a handler is given: the caller's sessions and policy, and leave to read or to write.

use std::collections::HashMap;
use std::ops::Deref;

use tokio::sync::Mutex;

use crate::access::{Read, Write};
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::http::Session;
use crate::policy::{Policy, WriteGrant};
use crate::product::{Deployment, Product};
use crate::progress::Progress;

include!(concat!(env!("OUT_DIR"), "/handles.rs"));

/// The context of one call, and leave to read.
///
/// The requests of each document come from methods of this type that codegen writes (`ctx.jira_cloud()?`); those that
/// write exist only on what a [`WriteCtx`] gives.
#[derive(Debug)]
pub struct Ctx {
    caller: Caller,
    progress: Progress,
    failed: Mutex<HashMap<String, Error>>,
    issues: Mutex<HashMap<String, String>>,
    writes: bool,
}

/// The context of one call, and leave to write. What only reads takes the [`Ctx`] in it.
#[derive(Debug)]
pub struct WriteCtx(Ctx);

impl WriteCtx {
    /// A context that can write; the grant is the proof that it may.
    pub fn new(caller: Caller, progress: Progress, _grant: WriteGrant) -> Self {
        Self(Ctx {
            writes: true,
            ..Ctx::new(caller, progress)
        })
    }
}

impl Deref for WriteCtx {
    type Target = Ctx;

    fn deref(&self) -> &Ctx {
        &self.0
    }
}

impl Ctx {
    /// A context that cannot write.
    pub fn new(caller: Caller, progress: Progress) -> Self {
        Self {
            caller,
            progress,
            failed: Mutex::default(),
            issues: Mutex::default(),
            writes: false,
        }
    }

    /// Whether something may be changed by what is looked up, so that what is meant must be certain.
    pub fn is_for_writing(&self) -> bool {
        self.writes
    }

    /// What the operator allows.
    pub fn policy(&self) -> &Policy {
        self.caller.policy()
    }

    /// Who is calling, with what is remembered for them.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Where to tell how far long work is.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What `load` fetches, unless the same has failed in this call before: what failed for one item of many is not asked
    /// for again for each of the others.
    ///
    /// # Errors
    /// What `load` reports, or reported before.
    pub async fn unless_failed<T>(
        &self,
        what: String,
        load: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        if let Some(error) = self.failed.lock().await.get(&what) {
            return Err(error.clone());
        }
        let loaded = load.await;
        if let Err(error) = &loaded {
            self.failed.lock().await.insert(what, error.clone());
        }
        loaded
    }

    /// Remembers the key of an issue that was looked up and may be touched, by what the call names it. No longer than this
    /// call: an issue may be moved out of the filter at any time.
    pub async fn remember_issue(&self, named: &str, key: &str) {
        let mut issues = self.issues.lock().await;
        issues.insert(named.to_owned(), key.to_owned());
    }

    /// The key of an issue that was looked up in this call.
    pub async fn issue_looked_up(&self, named: &str) -> Option<String> {
        self.issues.lock().await.get(named).cloned()
    }

    /// The session with a product.
    ///
    /// # Errors
    /// If the product is not configured.
    pub fn session(&self, product: Product) -> Result<&Session> {
        self.caller.session(product).ok_or_else(|| {
            Error::Config(format!(
                "{product} is not configured; set {}_URL and its credentials",
                product.env_prefix()
            ))
        })
    }

    /// Where a product runs.
    ///
    /// # Errors
    /// If the product is not configured.
    pub fn deployment(&self, product: Product) -> Result<Deployment> {
        Ok(self.session(product)?.deployment())
    }
}
