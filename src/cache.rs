//! What is remembered for one caller: metadata that changes rarely and that many calls need.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex as StdMutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use quick_cache::Weighter;
use quick_cache::unsync::Cache as Evicting;
use tokio::sync::Mutex;
use url::Url;

use crate::error::Result;
use crate::views::User;
use crate::views::confluence::{Editor, Space};
use crate::views::jira::{Field, IssueType, LinkTypes, Project, ScreenFields, Sprint};

/// How long metadata is believed.
const TIME_TO_LIVE: Duration = Duration::from_secs(600);

/// What the things of one kind may take, in bytes, about.
const MOST_BYTES: u64 = 2 << 20;

/// The most things of one kind.
const MOST_THINGS: u64 = 1_000;

/// Remembered metadata, each kind fetched when first needed.
#[derive(Debug, Default)]
pub struct Cache {
    /// Jira's fields, system and custom.
    pub jira_fields: Slot<Vec<Field>>,
    /// Jira's kinds of links between issues.
    pub jira_link_types: Slot<LinkTypes>,
    /// Jira's projects by key, as far as their ids were asked for.
    pub jira_projects: Known<Project>,
    /// The issue types of Jira projects, by project key.
    pub jira_types: Known<Arc<Vec<IssueType>>>,
    /// The fields of Jira's create screens, by project key and type id.
    pub jira_screens: Known<Arc<ScreenFields>>,
    /// How many issues queries find, about, by place and JQL.
    pub jira_counts: Known<u64>,
    /// Jira's people, by what the caller called them; those who are alike are not kept.
    pub jira_users: Known<Result<User, Vec<User>>>,
    /// Whom issues were given to, by what the caller called them where, and whether that was a first name.
    pub jira_assignees: Known<(User, bool)>,
    /// The keys of Jira's projects.
    pub jira_project_keys: Slot<Vec<String>>,
    /// The values that JQL's editor suggests, by field.
    pub jira_suggestions: Known<Arc<Vec<String>>>,
    /// The sprints of projects that are not closed, by project key.
    pub jira_sprints: Known<Arc<Vec<Sprint>>>,
    /// Who the caller is in Jira.
    pub jira_me: Slot<User>,
    /// The addresses that Jira has by its own account.
    pub jira_addresses: Slot<Vec<Url>>,
    /// The addresses that Confluence has by its own account.
    pub confluence_addresses: Slot<Vec<Url>>,
    /// The workspaces of Bitbucket Cloud that the user is in.
    pub bitbucket_workspaces: Slot<Vec<String>>,
    /// The version of Bitbucket Data Center.
    pub bitbucket_version: Slot<String>,
    /// Confluence Cloud's spaces by key and by id, as far as they were asked for.
    pub spaces: Known<Space>,
    /// Confluence's people by id, with no name for those whom it does not know, and by what callers mention them as.
    pub confluence_people: Known<User>,
    /// The editors that pages of Confluence Cloud were made in, by id: what form to ask for at first.
    pub confluence_editors: Known<Editor>,
    /// The pages of Confluence Cloud that were made a moment ago, by id: it may not find them yet.
    pub confluence_made: Known<u64>,
}

/// One remembered value.
#[derive(Debug)]
pub struct Slot<T> {
    /// Held by whoever fetches the value.
    last: Mutex<Option<(Instant, Result<Arc<T>>)>>,
    /// How many fetches came to an end.
    ended: AtomicUsize,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self {
            last: Mutex::new(None),
            ended: AtomicUsize::new(0),
        }
    }
}

impl<T> Slot<T> {
    /// The remembered value, or what `load` fetches. Callers that come while it is being fetched wait for it, so that it is
    /// fetched once, and share its failure: none of them waits for more than one fetch. Whoever comes later tries anew. If
    /// the caller that fetches gives up, the next that waits takes over.
    ///
    /// # Errors
    /// What `load` reports, or reported to the caller that was waited for.
    pub async fn get(&self, load: impl Future<Output = Result<T>>) -> Result<Arc<T>> {
        let ended = self.ended.load(Ordering::Acquire);
        let mut last = self.last.lock().await;
        let waited = self.ended.load(Ordering::Acquire) > ended;
        match last.as_ref() {
            Some((since, Ok(value))) if since.elapsed() < TIME_TO_LIVE => {
                return Ok(Arc::clone(value));
            }
            Some((_, Err(error))) if waited => return Err(error.clone()),
            _ => {}
        }
        let loaded = load.await.map(Arc::new);
        *last = Some((Instant::now(), loaded.clone()));
        self.ended.fetch_add(1, Ordering::Release);
        loaded
    }

    /// Forgets the value, so that the next caller fetches it anew.
    pub async fn forget(&self) {
        *self.last.lock().await = None;
    }
}

/// Things remembered by name: some thousand at most, and no more than fit into 2 MiB. Those that are asked for least
/// give way.
#[derive(Debug)]
pub struct Known<T>(StdMutex<Evicting<String, Remembered<T>, Bytes>>);

type Remembered<T> = (Instant, T);

impl<T: Weigh> Default for Known<T> {
    fn default() -> Self {
        Self(StdMutex::new(Evicting::with_weighter(8, MOST_BYTES, Bytes)))
    }
}

impl<T: Clone + Weigh> Known<T> {
    /// The thing remembered by that name, or what `load` fetches. Different things are fetched side by side; for the same
    /// one, two callers at the same moment may both ask. A failure is not remembered.
    ///
    /// # Errors
    /// What `load` reports.
    pub async fn get(&self, name: &str, load: impl Future<Output = Result<T>>) -> Result<T> {
        if let Some(thing) = self.find(name) {
            return Ok(thing);
        }
        let thing = load.await?;
        self.keep(name, thing.clone());
        Ok(thing)
    }

    /// Remembers a thing by a name.
    pub fn keep(&self, name: &str, thing: T) {
        self.things()
            .insert(name.to_owned(), (Instant::now(), thing));
    }

    /// Forgets what is known by that name, so that it is fetched anew.
    pub fn forget(&self, name: &str) {
        self.things().remove(name);
    }

    /// The thing remembered by that name.
    pub fn find(&self, name: &str) -> Option<T> {
        let things = self.things();
        let (since, thing) = things.get(name)?;
        (since.elapsed() < TIME_TO_LIVE).then(|| thing.clone())
    }

    /// Nothing panics while it holds the lock, so what is in there is whole.
    fn things(&self) -> MutexGuard<'_, Evicting<String, Remembered<T>, Bytes>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Weighs by bytes, and so that no more than [`MOST_THINGS`] find room.
#[derive(Debug, Clone)]
struct Bytes;

impl<T: Weigh> Weighter<String, Remembered<T>> for Bytes {
    fn weight(&self, name: &String, (_, thing): &Remembered<T>) -> u64 {
        let bytes = name.len().saturating_add(thing.bytes());
        u64::try_from(bytes)
            .unwrap_or(u64::MAX / 2)
            .max(MOST_BYTES / MOST_THINGS)
    }
}

/// How many bytes a thing takes, about.
pub trait Weigh {
    /// A cheap guess.
    fn bytes(&self) -> usize;
}

/// What a few names and ids take.
const FEW_NAMES: usize = 500;

impl Weigh for u64 {
    fn bytes(&self) -> usize {
        size_of::<Self>()
    }
}

impl Weigh for Project {
    fn bytes(&self) -> usize {
        FEW_NAMES
    }
}

impl Weigh for Result<User, Vec<User>> {
    fn bytes(&self) -> usize {
        FEW_NAMES * self.as_ref().map_or_else(Vec::len, |_| 1)
    }
}

impl Weigh for (User, bool) {
    fn bytes(&self) -> usize {
        FEW_NAMES
    }
}

impl Weigh for Arc<Vec<String>> {
    fn bytes(&self) -> usize {
        self.iter().map(String::len).sum()
    }
}

impl Weigh for Arc<Vec<Sprint>> {
    fn bytes(&self) -> usize {
        self.len() * FEW_NAMES
    }
}

impl Weigh for User {
    fn bytes(&self) -> usize {
        FEW_NAMES
    }
}

impl Weigh for Editor {
    fn bytes(&self) -> usize {
        size_of::<Self>()
    }
}

impl Weigh for Space {
    fn bytes(&self) -> usize {
        FEW_NAMES
    }
}

impl Weigh for Arc<Vec<IssueType>> {
    fn bytes(&self) -> usize {
        self.len() * FEW_NAMES
    }
}

impl Weigh for Arc<ScreenFields> {
    fn bytes(&self) -> usize {
        let fields = self.values();
        fields
            .map(|field| FEW_NAMES * (1 + field.allowed_values.len()))
            .sum()
    }
}

#[cfg(test)]
mod tests;
