//! Jira, Confluence and Bitbucket in memory, served over loopback HTTP in their Cloud and Data Center flavours.
//!
//! One seeded team works in two Jira projects, two Confluence spaces and two repositories. Writes change that
//! state, errors read as the products write them, every request is recorded, and faults can be ordered. The
//! demo's clock starts at the same moment each time, so that answers are reproducible.

mod auth;
pub mod authorization;
mod bitbucket;
mod confluence;
mod faults;
mod jira;
mod json;
mod paging;
mod people;
mod query;
mod record;
mod reply;
mod request;
mod rich;
mod router;
mod server;
mod spec;
mod time;
mod world;

use std::{io, sync::Arc};

use tokio::{net::TcpListener, sync::oneshot};

pub use faults::{Edit, Fault, Trouble};
pub use record::Recorded;

/// The cloud id of the demo's site, which it tells at `/_edge/tenant_info`.
pub const CLOUD_ID: &str = "1324a887-45db-4bf4-9e97-7c0a1c4f0d21";

/// Which of the two product families the demo speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavour {
    /// Atlassian's hosted products: Jira v3 with ADF, Confluence v2, Bitbucket 2.0.
    #[default]
    Cloud,
    /// The self-hosted products: Jira v2 with wiki markup, Confluence v1, Bitbucket `latest`.
    DataCenter,
}

/// Which Jira a Data Center site runs. They print sprints in different orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Release {
    /// Jira 10.
    #[default]
    Current,
    /// Jira 8.
    Old,
}

/// What [`start`] should serve.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The product family that answers on all three base URLs.
    pub flavour: Flavour,
    /// The version of Jira Data Center.
    pub release: Release,
}

/// A running demo. Dropping it stops the server.
pub struct Demo {
    shared: Arc<server::Shared>,
    base: String,
    _stop: oneshot::Sender<()>,
}

/// Starts a demo on a free loopback port.
///
/// # Errors
/// When no loopback port can be bound.
pub async fn start(options: Options) -> io::Result<Demo> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    let shared = Arc::new(server::Shared::new(options, port)?);
    let (stop, stopped) = oneshot::channel();
    tokio::spawn(server::serve(listener, Arc::clone(&shared), stopped));
    Ok(Demo {
        shared,
        base: format!("http://127.0.0.1:{port}"),
        _stop: stop,
    })
}

impl Demo {
    /// The base URL of Jira.
    pub fn jira_url(&self) -> String {
        format!("{}/jira", self.base)
    }

    /// The base URL of Confluence: on Cloud it ends in `/wiki`.
    pub fn confluence_url(&self) -> String {
        match self.shared.flavour {
            Flavour::Cloud => format!("{}/confluence/wiki", self.base),
            Flavour::DataCenter => format!("{}/confluence", self.base),
        }
    }

    /// The base URL of Bitbucket: the API is under `/2.0` on Cloud, under `/rest` on Data Center.
    pub fn bitbucket_url(&self) -> String {
        format!("{}/bitbucket", self.base)
    }

    /// Every request received so far, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        server::lock(&self.shared.log).clone()
    }

    /// Forgets the recorded requests.
    pub fn clear_requests(&self) {
        server::lock(&self.shared.log).clear();
    }

    /// What requests broke the vendored API documents, in order of arrival.
    pub fn violations(&self) -> Vec<String> {
        server::lock(&self.shared.violations).clone()
    }

    /// Orders trouble for coming requests. Faults are tried in the order in which they were queued.
    pub fn misbehave(&self, fault: Fault) {
        server::lock(&self.shared.faults).push(fault);
    }
}
