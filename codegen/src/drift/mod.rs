//! What a newer document of Atlassian's would change for us.

mod compare;
mod report;
mod schema;
mod used;

use std::fmt;

use serde::Serialize;

use crate::manifest::Manifest;
use crate::node::{at, text};
use crate::spec::{Endpoint, Spec};
use crate::suggest::did_you_mean;
use compare::Comparison;
pub use report::{json, table};
pub use used::Used;

/// What a newer document would change for us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// The document's name.
    pub document: &'static str,
    /// `info.version` of the slice we have.
    pub have: String,
    /// `info.version` of the newer document.
    pub offered: String,
    /// The operations of ours that change, in the order of their names.
    pub operations: Vec<Changed>,
}

/// An operation of ours that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// `METHOD /path` as in the slice we have.
    pub operation: String,
    /// The tools that use it, and [`Manifest::SERVER`] if the server itself does.
    pub tools: Vec<String>,
    /// What changes.
    pub changes: Vec<Change>,
}

/// One change of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// What changes: `operation`, `parameter start`, `body.fields`, `answer.values[].id`.
    pub place: String,
    /// What was there, where that says something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What is there now, where that says something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Whether something has to be done about it, see [`Kind::needs_work`].
    pub needs_work: bool,
}

/// Kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It is there no more.
    Gone,
    /// It is there no more, and something new looks much like it. A guess.
    Renamed,
    /// It is of another type.
    Retyped,
    /// Less of what may be sent is taken.
    Narrowed,
    /// What could be left out, or was not there, must be sent.
    Required,
    /// Atlassian means to take it away.
    Deprecated,
    /// A token must be allowed more.
    Scopes,
    /// What it means to leave it out is another thing.
    Default,
    /// It may be sent, and could not before.
    New,
}

impl Kind {
    /// Whether something has to be done about such a change, or at least looked after: about each but what is new and optional.
    pub const fn needs_work(self) -> bool {
        !matches!(self, Self::New)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Drift {
    /// How many changes there are, and about how many something has to be done.
    pub fn count(&self) -> (usize, usize) {
        let changes = || self.operations.iter().flat_map(|changed| &changed.changes);
        let work = changes().filter(|change| change.needs_work).count();
        (changes().count(), work)
    }
}

/// Compares the slice we have with a newer document, operation by operation of ours.
///
/// Of parameters, bodies and answers those count that our code names (`used`): what it never names, it neither sends nor reads. What
/// must be sent counts in any case, and so does what is new in a request. What is new in an answer does not, nor do whole operations
/// that we do not ask.
pub fn drift(vendored: &Spec, upstream: &Spec, manifest: &Manifest, used: &Used) -> Drift {
    let version = |spec: &Spec| text(at(&spec.content, "info"), "version").to_owned();
    let operations = vendored.endpoints().into_iter().filter_map(|endpoint| {
        let changes = changes(vendored, upstream, &endpoint, used);
        let operation = endpoint.to_string();
        (!changes.is_empty()).then(|| Changed {
            tools: manifest.users(&operation, vendored.document.deployments),
            operation,
            changes,
        })
    });
    Drift {
        document: vendored.document.name,
        have: version(vendored),
        offered: version(upstream),
        operations: operations.collect(),
    }
}

fn changes(vendored: &Spec, upstream: &Spec, endpoint: &Endpoint, used: &Used) -> Vec<Change> {
    let offered = upstream.endpoints();
    if offered.contains(endpoint) {
        return Comparison::new(vendored, upstream, used).operation(endpoint);
    }
    let renamed = offered
        .iter()
        .find(|other| other.shape() == endpoint.shape());
    let (kind, after) = match renamed {
        Some(other) => (Kind::Renamed, Some(other.to_string())),
        None => {
            let alike = offered
                .iter()
                .filter(|other| other.method == endpoint.method);
            let names: Vec<String> = alike.map(Endpoint::to_string).collect();
            let near = did_you_mean(&endpoint.to_string(), names.iter().map(String::as_str));
            let near = near.trim_start_matches("; ").to_owned();
            (Kind::Gone, (!near.is_empty()).then_some(near))
        }
    };
    vec![Change::new(kind, "operation", None, after)]
}

impl Change {
    fn new(kind: Kind, place: &str, before: Option<String>, after: Option<String>) -> Self {
        Self {
            kind,
            place: place.to_owned(),
            before,
            after,
            needs_work: kind.needs_work(),
        }
    }
}

#[cfg(test)]
mod tests;
