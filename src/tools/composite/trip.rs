//! One call's way through both products: how many requests it may still send, what failed, what was left out.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::tools::jira::projects::project_keys;
use serde_json::{Map, Value};
use tokio::sync::OnceCell;

/// The most upstream requests of one call.
pub const MOST_REQUESTS: usize = 100;

/// How many requests are under way at a time.
pub const AT_ONCE: usize = 4;

/// The most things that are named of those that failed or were left out.
const NAMED: usize = 20;

/// What a call that follows links has still to spend, and what it could not learn.
pub struct Trip<'a> {
    /// The call.
    pub ctx: &'a Ctx,
    left: AtomicUsize,
    errors: Mutex<BTreeSet<String>>,
    left_out: Mutex<BTreeSet<String>>,
    projects: OnceCell<Option<Arc<Vec<String>>>>,
}

impl<'a> Trip<'a> {
    /// A trip that has spent nothing yet.
    pub fn new(ctx: &'a Ctx) -> Self {
        Self {
            ctx,
            left: AtomicUsize::new(MOST_REQUESTS),
            errors: Mutex::default(),
            left_out: Mutex::default(),
            projects: OnceCell::new(),
        }
    }

    /// Whether there is a Bitbucket Data Center.
    pub fn is_data_center(&self) -> bool {
        let deployment = self.ctx.deployment(Product::Bitbucket);
        deployment.is_ok_and(|deployment| deployment == Deployment::DataCenter)
    }

    /// Takes as many requests as there are left, at most `wanted`.
    pub fn take_up_to(&self, wanted: usize) -> usize {
        let before = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                Some(left.saturating_sub(wanted))
            });
        before.unwrap_or_default().min(wanted)
    }

    /// What a request gives that costs `requests` of them at most; none if it fails or if there are not so many left, which is
    /// noted under the name of `what`.
    pub async fn ask<T>(
        &self,
        what: &str,
        requests: usize,
        request: impl Future<Output = Result<T>>,
    ) -> Option<T> {
        let enough = |left: usize| left.checked_sub(requests);
        if self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, enough)
            .is_err()
        {
            self.leave_out(what);
            return None;
        }
        match request.await {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.fail(what, &error.to_string());
                None
            }
        }
    }

    /// The keys of all projects of Jira, if that can be told; asked for once.
    pub async fn projects(&self) -> Option<&[String]> {
        let pages = match self.ctx.deployment(Product::Jira) {
            Ok(Deployment::Cloud) => project_keys::MOST_PAGES,
            _ => 1,
        };
        let ask = || {
            self.ask(
                "which projects there are in Jira",
                pages,
                project_keys::known(self.ctx),
            )
        };
        let known = self.projects.get_or_init(ask).await;
        known.as_deref().map(Vec::as_slice)
    }

    /// Notes that something could not be learnt.
    pub fn fail(&self, what: &str, why: &str) {
        note(&self.errors, format!("{what}: {why}"));
    }

    /// Notes that something was not asked for.
    pub fn leave_out(&self, what: &str) {
        note(&self.left_out, what.to_owned());
    }

    /// Adds to a reply what it lacks.
    pub fn confess(self, reply: &mut Map<String, Value>) {
        let told = |notes: Mutex<BTreeSet<String>>| {
            let notes = notes.into_inner().unwrap_or_default();
            let more = notes.len().saturating_sub(NAMED);
            let mut told: Vec<String> = notes.into_iter().take(NAMED).collect();
            if more > 0 {
                told.push(format!("and {more} more"));
            }
            told
        };
        for (name, notes) in [
            ("left_out", told(self.left_out)),
            ("errors", told(self.errors)),
        ] {
            if !notes.is_empty() {
                reply.insert(name.into(), notes.into());
            }
        }
    }
}

fn note(notes: &Mutex<BTreeSet<String>>, text: String) {
    if let Ok(mut notes) = notes.lock() {
        notes.insert(text);
    }
}
