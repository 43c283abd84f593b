//! From method and path to the handler.

use std::io;

use matchit::{Params, Router as Paths};

use crate::{reply::Answer, request::Request, world::World};

/// Answers one operation.
pub(crate) type Handler = fn(&mut World, &Request) -> Answer;

/// One operation: method, path template and who answers it.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    handler: Handler,
}

/// An operation under a path prefix; `{name}` stands for a segment, `{*name}` for the rest of the path.
pub(crate) fn route(method: &'static str, path: impl Into<String>, handler: Handler) -> Route {
    Route {
        method,
        path: path.into(),
        handler,
    }
}

impl Route {
    /// The same operation below a prefix.
    pub(crate) fn under(self, prefix: &str) -> Self {
        Self {
            path: format!("{prefix}{}", self.path),
            ..self
        }
    }
}

/// Why a request was not routed.
pub(crate) enum Unrouted {
    NoSuchPath,
    NoSuchMethod,
}

/// One product's operations.
#[derive(Default)]
pub(crate) struct Router {
    paths: Paths<usize>,
    methods: Vec<Vec<(&'static str, Handler)>>,
}

impl Router {
    /// # Errors
    /// When two templates cannot be told apart.
    pub(crate) fn new(routes: Vec<Route>) -> io::Result<Self> {
        let mut router = Self::default();
        let mut templates: Vec<String> = Vec::new();
        for Route {
            method,
            path,
            handler,
        } in routes
        {
            match templates
                .iter()
                .position(|known| *known == path)
                .and_then(|at| router.methods.get_mut(at))
            {
                Some(methods) => methods.push((method, handler)),
                None => {
                    router
                        .paths
                        .insert(path.as_str(), templates.len())
                        .map_err(io::Error::other)?;
                    router.methods.push(vec![(method, handler)]);
                    templates.push(path);
                }
            }
        }
        Ok(router)
    }

    /// The handler of an operation, and what the placeholders of its path stand for, as sent.
    pub(crate) fn find<'a>(
        &'a self,
        method: &str,
        path: &'a str,
    ) -> Result<(Handler, Params<'a, 'a>), Unrouted> {
        let found = self.paths.at(path).map_err(|_| Unrouted::NoSuchPath)?;
        let methods = self.methods.get(*found.value).ok_or(Unrouted::NoSuchPath)?;
        let served = methods.iter().find(|(served, _)| *served == method);
        let (_, handler) = served.ok_or(Unrouted::NoSuchMethod)?;
        Ok((*handler, found.params))
    }
}
