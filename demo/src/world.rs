//! Everything the demo knows, and its clock.

use std::{io, sync::Mutex};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    Flavour, Options, Release, bitbucket::model::Bitbucket, confluence::model::Confluence,
    jira::model::Jira, people::People, server::lock, time::Moment,
};

/// The state behind all three products.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) flavour: Flavour,
    pub(crate) release: Release,
    port: u16,
    now: Moment,
    pub(crate) people: People,
    pub(crate) jira: Jira,
    pub(crate) confluence: Confluence,
    pub(crate) bitbucket: Bitbucket,
}

/// When every demo starts: a Monday morning in the middle of the active sprint.
const START: &str = "2026-11-16T10:00";

impl World {
    /// A world at its beginning, which is read from the seed once a process.
    ///
    /// # Errors
    /// When the seed does not hold together.
    pub(crate) fn seeded(options: Options, port: u16) -> io::Result<Self> {
        static SEEDED: Mutex<Vec<World>> = Mutex::new(Vec::new());
        let mut seeded = lock(&SEEDED);
        let same =
            |world: &&Self| (world.flavour, world.release) == (options.flavour, options.release);
        if let Some(world) = seeded.iter().find(same) {
            return Ok(Self {
                port,
                ..world.clone()
            });
        }
        let world = Self::read(options, port)?;
        seeded.push(world.clone());
        Ok(world)
    }

    fn read(options: Options, port: u16) -> io::Result<Self> {
        let Options { flavour, release } = options;
        let people: People = read(include_str!("../seed/people.toml"))?;
        Ok(Self {
            flavour,
            release,
            port,
            now: Moment::parse(START).ok_or_else(|| io::Error::other(START))?,
            jira: Jira::seeded(flavour, &people)?,
            confluence: Confluence::seeded(flavour, &people)?,
            bitbucket: Bitbucket::seeded()?,
            people,
        })
    }

    pub(crate) fn now(&self) -> Moment {
        self.now
    }

    /// The moment of a write: each comes a second after the one before.
    pub(crate) fn tick(&mut self) -> Moment {
        self.now = self.now.plus_seconds(1);
        self.now
    }

    pub(crate) fn jira_base(&self) -> String {
        format!("http://127.0.0.1:{}/jira", self.port)
    }

    /// Attachment bytes come from another host than the API, as Atlassian's media service is one.
    pub(crate) fn media_base(&self) -> String {
        format!("http://localhost:{}/jira/media", self.port)
    }

    pub(crate) fn confluence_base(&self) -> String {
        match self.flavour {
            Flavour::Cloud => format!("http://127.0.0.1:{}/confluence/wiki", self.port),
            Flavour::DataCenter => format!("http://127.0.0.1:{}/confluence", self.port),
        }
    }

    /// What Git LFS keeps comes from another host, too.
    pub(crate) fn bitbucket_media(&self, repository: &str, path: &str) -> String {
        format!(
            "http://localhost:{}/bitbucket/media/{repository}/{path}",
            self.port
        )
    }

    pub(crate) fn bitbucket_base(&self) -> String {
        format!("http://127.0.0.1:{}/bitbucket", self.port)
    }
}

/// Reads one seed file.
///
/// # Errors
/// When it does not fit its type.
pub(crate) fn read<T: DeserializeOwned>(seed: &str) -> io::Result<T> {
    // By way of a value, since TOML's own deserializers would compile each type four times.
    let seed: Value = toml::from_str(seed).map_err(io::Error::other)?;
    serde_json::from_value(seed).map_err(io::Error::other)
}
