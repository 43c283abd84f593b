//! Trouble on order: what a client must survive.

mod trouble;

pub use trouble::{Edit, Trouble};

use crate::record::Recorded;

/// Trouble for the next requests that match.
#[derive(Clone, Debug)]
pub struct Fault {
    trouble: Trouble,
    spared: usize,
    times: usize,
    method: Option<String>,
    path: Option<String>,
    target: Option<(String, String)>,
}

impl Fault {
    /// Trouble for the next request, whatever it is.
    pub fn new(trouble: Trouble) -> Self {
        Self {
            trouble,
            spared: 0,
            times: 1,
            method: None,
            path: None,
            target: None,
        }
    }

    /// Spares this many matching requests before the trouble begins.
    pub fn after(self, spared: usize) -> Self {
        Self { spared, ..self }
    }

    /// Trouble for this many matching requests.
    pub fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    /// Only for requests with this method.
    pub fn method(self, method: &str) -> Self {
        Self {
            method: Some(method.to_ascii_uppercase()),
            ..self
        }
    }

    /// Only for requests whose path contains this text.
    pub fn path(self, part: &str) -> Self {
        Self {
            path: Some(part.to_owned()),
            ..self
        }
    }

    /// Only for requests with the method, path and query of this one.
    pub fn like(self, request: &Recorded) -> Self {
        Self {
            target: Some((request.path.clone(), request.query.clone())),
            ..self.method(&request.method)
        }
    }

    fn matches(&self, request: &Recorded) -> bool {
        self.times > 0
            && self
                .method
                .as_ref()
                .is_none_or(|method| *method == request.method)
            && self
                .path
                .as_ref()
                .is_none_or(|part| request.path.contains(part.as_str()))
            && self
                .target
                .as_ref()
                .is_none_or(|(path, query)| *path == request.path && *query == request.query)
    }
}

/// Takes the first matching fault's trouble off the queue.
pub(crate) fn take(queue: &mut [Fault], request: &Recorded) -> Option<Trouble> {
    for fault in queue.iter_mut().filter(|fault| fault.matches(request)) {
        if let Some(spared) = fault.spared.checked_sub(1) {
            fault.spared = spared;
        } else {
            fault.times -= 1;
            return Some(fault.trouble.clone());
        }
    }
    None
}
