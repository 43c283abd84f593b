//! The clients that speak to one product, shared by all identities there.

use std::sync::{Arc, OnceLock};

use http::Method;
use reqwest::Client;

use super::client;
use super::rate::Buckets;
use crate::config::Service;
use crate::error::{Error, Result};

/// The clients that speak to one product, for every identity there: they hold no cookies, and each request is signed by its own.
/// They are built when they are first needed.
pub struct Connections {
    service: Service,
    pub(super) reader: OnceLock<Client>,
    pub(super) writer: OnceLock<Client>,
    pub(super) buckets: Buckets,
}

impl Connections {
    /// Connections to a product.
    pub fn to(service: &Service) -> Arc<Self> {
        let (reader, writer, buckets) = Default::default();
        Arc::new(Self {
            service: service.clone(),
            reader,
            writer,
            buckets,
        })
    }

    /// The client for what must not be redirected elsewhere, for whoever asks an authorization server.
    ///
    /// # Errors
    /// [`Error::Config`] if TLS cannot be set up on this machine.
    pub fn writer(&self) -> Result<&Client> {
        self.client_for(&Method::POST)
            .map_err(|error| no_https(&error))
    }

    /// Built when it is first needed.
    pub(super) fn client_for(&self, method: &Method) -> reqwest::Result<&Client> {
        let (cell, build): (_, fn(&Service) -> _) = if method.is_safe() {
            (&self.reader, client::reader)
        } else {
            (&self.writer, client::writer)
        };
        match cell.get() {
            Some(client) => Ok(client),
            None => build(&self.service).map(|client| cell.get_or_init(|| client)),
        }
    }
}

/// TLS cannot be set up on this machine.
pub(super) fn no_https(error: &reqwest::Error) -> Error {
    Error::Config(format!(
        "HTTPS cannot be set up: {}. Are the system's CA certificates installed?",
        super::unreachable::root_cause(error)
    ))
}
