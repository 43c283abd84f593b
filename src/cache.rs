//! What is remembered for one caller: metadata that changes rarely and that many calls need.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::error::Result;
use crate::views::User;
use crate::views::confluence::Space;
use crate::views::jira::{Field, IssueType, LinkTypes, Project, ScreenFields, Sprint};

/// How long metadata is believed.
const TIME_TO_LIVE: Duration = Duration::from_secs(600);

/// Remembered metadata, each kind fetched when first needed.
#[derive(Debug, Default)]
pub struct Cache {
    /// Jira's fields, system and custom.
    pub jira_fields: Slot<Vec<Field>>,
    /// Jira's kinds of links between issues.
    pub jira_link_types: Slot<LinkTypes>,
    /// Jira's projects, as far as their ids were asked for.
    pub jira_projects: Known<Project>,
    /// The issue types of Jira projects, by project key.
    pub jira_types: Known<(String, Arc<Vec<IssueType>>)>,
    /// The fields of Jira's create screens, by project key and type id.
    pub jira_screens: Known<(String, String, Arc<ScreenFields>)>,
    /// How many issues queries find, about, by place and JQL.
    pub jira_counts: Known<(String, u64)>,
    /// Jira's people, by what the caller called them; those who are alike are not kept.
    pub jira_users: Known<(String, Result<User, Vec<User>>)>,
    /// Whom issues were given to, by what the caller called them where, and whether that was a first name.
    pub jira_assignees: Known<(String, User, bool)>,
    /// The keys of Jira's projects.
    pub jira_project_keys: Slot<Vec<String>>,
    /// The values that JQL's editor suggests, by field.
    pub jira_suggestions: Known<(String, Arc<Vec<String>>)>,
    /// The sprints of projects that are not closed, by project key.
    pub jira_sprints: Known<(String, Arc<Vec<Sprint>>)>,
    /// Who the caller is in Jira.
    pub jira_me: Slot<User>,
    /// Confluence Cloud's spaces, as far as they were asked for.
    pub spaces: Known<Space>,
}

/// One remembered value.
#[derive(Debug)]
pub struct Slot<T>(Mutex<Option<(Instant, Arc<T>)>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Slot<T> {
    /// The remembered value, or what `load` fetches. Callers that come while it is being fetched wait for it, so that it is
    /// fetched once. A failure is not remembered.
    ///
    /// # Errors
    /// What `load` reports.
    pub async fn get(&self, load: impl Future<Output = Result<T>>) -> Result<Arc<T>> {
        let mut slot = self.0.lock().await;
        if let Some((since, value)) = slot.as_ref()
            && since.elapsed() < TIME_TO_LIVE
        {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(load.await?);
        *slot = Some((Instant::now(), Arc::clone(&value)));
        Ok(value)
    }

    /// Forgets the value, so that the next caller fetches it anew.
    pub async fn forget(&self) {
        *self.0.lock().await = None;
    }
}

/// Things remembered one by one, found again by what they are.
#[derive(Debug)]
pub struct Known<T>(Mutex<Vec<(Instant, T)>>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(Mutex::new(Vec::new()))
    }
}

impl<T: Clone> Known<T> {
    /// The remembered thing that `is` what is wanted, or what `load` fetches. Different things are fetched side by side;
    /// for the same one, two callers at the same moment may both ask.
    ///
    /// # Errors
    /// What `load` reports.
    pub async fn get(
        &self,
        is: impl Fn(&T) -> bool,
        load: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        if let Some(thing) = self.find(is).await {
            return Ok(thing);
        }
        let thing = load.await?;
        self.0.lock().await.push((Instant::now(), thing.clone()));
        Ok(thing)
    }

    /// Forgets what `is` meant, so that it is fetched anew.
    pub async fn forget(&self, is: impl Fn(&T) -> bool) {
        self.0.lock().await.retain(|(_, thing)| !is(thing));
    }

    async fn find(&self, is: impl Fn(&T) -> bool) -> Option<T> {
        let mut known = self.0.lock().await;
        known.retain(|(since, _)| since.elapsed() < TIME_TO_LIVE);
        let found = known.iter().find(|(_, thing)| is(thing));
        found.map(|(_, thing)| thing.clone())
    }
}
