//! One of Atlassian's authorization servers, as this server is a client of it for the people who sign in.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use url::Url;

use super::SignIn;
use super::link::{Link, Sites};
use super::once::hash;
use super::scope::Scope;
use crate::auth::oauth::{Ask, Server, Site, Tokens, Wanted, cloud_id_of, scopes};
use crate::config::{self, Config, Credentials, OAuth, Provider, Service};
use crate::declaration::DECLARATIONS;
use crate::error::{Error, Result};
use crate::http::Connections;
use crate::policy::Policy;
use crate::product::Product;

/// How many bytes of a hash tell upstreams apart.
const MARK: usize = 9;

/// An authorization server, and the products that its tokens are for.
pub(super) struct Upstream {
    /// What it goes by in sealed values. Where anything that decides where tokens go is set otherwise, it is another one, so that
    /// no token goes elsewhere than to where it was given for.
    pub(super) mark: String,
    client: OAuth,
    server: Server,
    services: Vec<Service>,
    connections: Arc<Connections>,
}

/// Where tokens are good.
pub(super) enum Placed {
    /// At these sites; at none in particular where there is but one product.
    At(Sites),
    /// At several sites, of which one has to be chosen.
    Several(Vec<Site>),
    /// At none that this server is for.
    Elsewhere,
}

impl SignIn {
    /// The upstream of that mark, if it is set up as it was when it was marked.
    pub(super) fn marked(&self, mark: &str) -> Option<&Arc<Upstream>> {
        self.upstreams.iter().find(|upstream| upstream.mark == mark)
    }
}

impl Upstream {
    pub(super) fn new(settings: &config::Upstream, config: &Config) -> Option<Self> {
        let services = settings.products.iter();
        let services = services.filter_map(|product| config.service(*product).cloned());
        let services: Vec<_> = services.collect();
        let client = settings.client.clone();
        Some(Self {
            mark: mark(&client, &services),
            server: Server::new(client.provider.clone()),
            client,
            connections: Connections::to(services.first()?),
            services,
        })
    }

    /// What people call it: its products, and where they are.
    pub(super) fn name(&self) -> String {
        let products = self.services.iter();
        let products: Vec<_> = products
            .map(|service| service.product.to_string())
            .collect();
        let at = self
            .services
            .iter()
            .find(|service| !service.is_behind_gateway());
        let at = match &self.client.provider {
            Provider::Cloud(_) => at.map_or(self.server.host(), |service| &service.base),
            Provider::DataCenter(host) | Provider::Bitbucket(host) => host,
        };
        let host = at.host_str().unwrap_or_default();
        format!("{} ({host})", products.join(" and "))
    }

    /// The addresses of its products.
    pub(super) fn addresses(&self) -> String {
        let bases = self.services.iter().map(Service::base_url);
        bases.collect::<Vec<_>>().join(", ")
    }

    /// Where people consent.
    pub(super) const fn host(&self) -> &Url {
        self.server.host()
    }

    /// Where to send somebody who is to consent.
    pub(super) fn authorize(&self, scope: &str, state: &str, challenge: &str) -> Url {
        self.server.authorize(&Ask {
            client_id: &self.client.client_id,
            redirect_uri: &self.client.redirect_uri,
            scope,
            state,
            challenge,
        })
    }

    /// What to ask for, so that the tools that a scope of ours lets through work.
    pub(super) fn scopes(&self, scope: Scope, policy: &Policy) -> String {
        if let Some(set) = &self.client.scope {
            return set.clone();
        }
        let reads = scope == Scope::Read;
        let tools = DECLARATIONS
            .iter()
            .filter(|tool| policy.allows(tool) && !(reads && tool.writes()));
        let products: Vec<Product> = self
            .services
            .iter()
            .map(|service| service.product)
            .collect();
        scopes::asked_of(
            &self.client.provider,
            &products,
            tools.map(|tool| tool.name),
            reads,
        )
    }

    /// Tokens for a code that somebody brought back.
    pub(super) async fn exchange(&self, code: &str, verifier: &str) -> Result<Tokens> {
        self.tokens(&Wanted::Code {
            code: &code.into(),
            redirect_uri: &self.client.redirect_uri,
            verifier: &verifier.into(),
        })
        .await
    }

    /// The next tokens.
    pub(super) async fn refresh(&self, token: &str) -> Result<Tokens> {
        self.tokens(&Wanted::Refresh {
            token: &token.into(),
            redirect_uri: &self.client.redirect_uri,
        })
        .await
    }

    async fn tokens(&self, wanted: &Wanted<'_>) -> Result<Tokens> {
        let OAuth {
            client_id,
            client_secret,
            ..
        } = &self.client;
        let http = self.connections.writer()?;
        self.server
            .tokens(http, client_id, client_secret, wanted)
            .await
    }

    /// Where tokens are good of what this server is for.
    pub(super) async fn placed(&self, access: &SecretString) -> Result<Placed> {
        let Provider::Cloud(_) = &self.client.provider else {
            return Ok(Placed::At(Sites::new()));
        };
        let http = self.connections.writer()?;
        let sites = self.server.sites(http, access).await?;
        let any = |service: &Service| service.is_behind_gateway() && service.cloud_id.is_none();
        let found = match (self.services.iter().all(any), sites.as_slice()) {
            (true, [site]) => self.of_site(site),
            (true, [_, _, ..]) => return Ok(Placed::Several(sites)),
            (true, []) => Sites::new(),
            (false, sites) => self.configured(sites).await,
        };
        Ok(match found.is_empty() {
            true => Placed::Elsewhere,
            false => Placed::At(found),
        })
    }

    /// The products of one site.
    pub(super) fn of_site(&self, site: &Site) -> Sites {
        let products = self.services.iter().map(|service| service.product);
        let products = products.filter(|product| site.has(*product));
        products.map(|product| (product, site.id.clone())).collect()
    }

    /// The products that are at the sites they are set up for.
    async fn configured(&self, sites: &[Site]) -> Sites {
        let mut found = Sites::new();
        for service in &self.services {
            let id = self.id_of(service, sites).await;
            let is_it = |site: &&Site| {
                id.as_ref()
                    .is_some_and(|id| site.id.eq_ignore_ascii_case(id))
                    && site.has(service.product)
            };
            let site = sites.iter().find(is_it);
            found.extend(site.map(|site| (service.product, site.id.clone())));
        }
        found
    }

    /// The id of the site that a product is set up for.
    async fn id_of(&self, service: &Service, sites: &[Site]) -> Option<String> {
        if let Some(id) = &service.cloud_id {
            return Some(id.clone());
        }
        if let Some(id) = service.site_at_gateway() {
            return Some(id.to_owned());
        }
        let is_there = |site: &&Site| {
            let url = Url::parse(&site.url).ok();
            url.is_some_and(|url| url.host_str() == service.base.host_str())
        };
        if let Some(site) = sites.iter().find(is_there) {
            return Some(site.id.clone());
        }
        let http = self.connections.writer().ok()?;
        let told = cloud_id_of(http, &service.base).await;
        told.inspect_err(
            |error| tracing::warn!(%error, base = %service.base, "the site does not tell its id"),
        )
        .ok()
    }

    /// A service as somebody signs in to it with a link of this upstream.
    pub(super) fn signed_in(&self, link: &Link, service: &Service) -> Option<Service> {
        let mut own = self.services.iter();
        own.find(|own| own.product == service.product)?;
        let token = SecretString::from(link.access.as_deref()?);
        let signed_in = service.signed_in(Credentials::Bearer(token));
        let Provider::Cloud(_) = &self.client.provider else {
            return Some(signed_in);
        };
        let site = link.sites.get(&service.product)?;
        match service.needs_gateway() {
            true => Some(signed_in.behind_gateway(site)),
            false => Some(signed_in),
        }
    }
}

/// What an authorization server said, without what a person at a terminal could do about it.
pub(super) fn said(error: &Error) -> String {
    match error {
        Error::SignIn { host, why, .. } => format!("{host}: {why}"),
        error => error.to_string(),
    }
}

/// By all that decides where tokens come from and go to.
fn mark(client: &OAuth, services: &[Service]) -> String {
    let gateway = match &client.provider {
        Provider::Cloud(hosts) => hosts.gateway.as_str(),
        Provider::DataCenter(_) | Provider::Bitbucket(_) => "",
    };
    let mut parts = vec![client.provider.host().as_str(), gateway, &client.client_id];
    for service in services {
        parts.extend([
            service.base.as_str(),
            service.cloud_id.as_deref().unwrap_or(""),
        ]);
    }
    let hash = hash(&parts.join("\n"));
    let beginning = hash.first_chunk::<MARK>().unwrap_or(&[0; MARK]);
    URL_SAFE_NO_PAD.encode(beginning)
}
