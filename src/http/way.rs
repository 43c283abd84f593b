//! The way to a product: its own address, or Atlassian's gateway in front of it. Paths below the two are the same, so that all else is built
//! for the product's own address, where people see it.

use std::sync::OnceLock;

use reqwest::Request;
use url::Url;

use crate::config::{Credentials, Service};

/// Where the requests of a session go. Found out once.
#[derive(Debug)]
pub(super) struct Way {
    base: Url,
    /// Whether the product's own address takes these credentials for sure not.
    by_gateway: bool,
    /// Whether the gateway may be worth a try.
    may_be_by_gateway: bool,
    /// The product at the gateway, or that it is not taken there either.
    found: OnceLock<Option<Url>>,
}

impl Way {
    pub(super) fn to(service: &Service) -> Self {
        let has_gateway = service.hosts.is_some();
        let is_token = match service.credentials {
            Some(Credentials::Bearer(_) | Credentials::OAuth(_)) => true,
            Some(Credentials::Basic { .. }) | None => false,
        };
        let way = Self {
            base: service.base.clone(),
            by_gateway: has_gateway && is_token,
            may_be_by_gateway: has_gateway && !is_token,
            found: OnceLock::new(),
        };
        let known = service.cloud_id.as_deref().filter(|_| way.by_gateway);
        if let Some(gateway) = known.and_then(|id| service.at_gateway(id)) {
            way.settle(Some(gateway));
        }
        way
    }

    /// Whether it must be found before anything can be sent.
    pub(super) fn is_unknown(&self) -> bool {
        self.by_gateway && self.found.get().is_none()
    }

    /// Whether a refusal is worth an attempt at the gateway.
    pub(super) fn may_be_another(&self) -> bool {
        self.may_be_by_gateway && self.found.get().is_none()
    }

    /// What was found. Only the first counts.
    pub(super) fn settle(&self, gateway: Option<Url>) {
        let _ = self.found.set(gateway);
    }

    /// Turns a request for the product's own address to where it is to go.
    pub(super) fn lead(&self, request: &mut Request) {
        if let Some(Some(gateway)) = self.found.get() {
            self.lead_to(gateway, request);
        }
    }

    /// Turns a request for the product's own address to the gateway.
    pub(super) fn lead_to(&self, gateway: &Url, request: &mut Request) {
        let own = request.url().path().to_owned();
        let below = own.strip_prefix(self.base.path().trim_end_matches('/'));
        let mut url = gateway.clone();
        url.set_path(&format!(
            "{}{}",
            gateway.path().trim_end_matches('/'),
            below.unwrap_or(&own)
        ));
        url.set_query(request.url().query());
        *request.url_mut() = url;
    }
}
