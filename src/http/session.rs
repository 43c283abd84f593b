//! A session: one product, one identity.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use reqwest::{Client, Request, RequestBuilder, Response};
use url::Url;

use super::connections::{Connections, no_https};
use super::rate::Bucket;
use super::secrets::Secrets;
use super::way::Way;
use super::{Answer, Asked, authorized, path, redirect, retry};
use crate::auth::{Signer, oauth};
use crate::config::{Credentials, Service};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::request_id::{self, REQUEST_ID};
use crate::{metrics, trail};

/// Says that no browser was tricked into a request: without it Data Center refuses some of what changes something, and every
/// deployment refuses uploads.
const NO_BROWSER: &str = "x-atlassian-token";

/// Speaks to one product as one identity. Cheap to clone; clones share connections. `Debug` shows no secret.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

struct Inner {
    service: Service,
    signer: Signer,
    way: Way,
    secrets: Secrets,
    bucket: Option<Arc<Bucket>>,
    connections: Arc<Connections>,
}

impl Connections {
    /// A session over these connections.
    ///
    /// # Errors
    /// [`Error::Config`] for no token, or one that no header can carry.
    pub fn session(self: &Arc<Self>, service: Service) -> Result<Session> {
        let prefix = service.product.env_prefix();
        let credentials = service.credentials.as_ref();
        let credentials =
            credentials.ok_or_else(|| Error::Config(format!("{prefix}_URL has no credentials")))?;
        let signer = Signer::of(credentials)?;
        let secrets = Secrets::of(credentials).and_of(&service.network);
        let bucket = self.buckets.of(&service, credentials);
        Ok(Session(Arc::new(Inner {
            way: Way::to(&service),
            service,
            signer,
            secrets,
            bucket,
            connections: Arc::clone(self),
        })))
    }
}

impl Session {
    /// Prepares a session. Nothing is sent and no client is built before the first request.
    ///
    /// # Errors
    /// As [`Connections::session`].
    pub fn new(service: Service) -> Result<Self> {
        Connections::to(&service).session(service)
    }

    /// The set-up this session was made from.
    pub fn service(&self) -> &Service {
        &self.0.service
    }

    /// Which product this session speaks to.
    pub fn product(&self) -> Product {
        self.service().product
    }

    /// Which REST API it speaks there.
    pub fn deployment(&self) -> Deployment {
        self.service().deployment
    }

    /// A text without this identity's tokens, wherever somebody wrote them.
    pub fn without_tokens<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.secrets().hide_tokens(text)
    }

    /// What no message may show.
    pub(super) fn secrets(&self) -> Cow<'_, Secrets> {
        match self.0.signer.grant() {
            Some(grant) => Cow::Owned(self.0.secrets.with(&grant.secrets())),
            None => Cow::Borrowed(&self.0.secrets),
        }
    }

    pub(super) fn signer(&self) -> &Signer {
        &self.0.signer
    }

    pub(super) fn way(&self) -> &Way {
        &self.0.way
    }

    /// Whether an address is where the credentials belong.
    pub(super) fn is_at_home(&self, url: &Url) -> bool {
        url.origin() == self.service().base.origin()
    }

    /// Whether a request that is refused with 401 may be taken the second time.
    pub(super) fn may_try_again(&self) -> bool {
        self.0.signer.grant().is_some() || self.0.way.may_be_another()
    }

    /// Why there are no OAuth tokens that work, if they are renewed here.
    pub(super) fn sign_in_failure(&self) -> Option<Error> {
        self.0.signer.grant()?.failure()
    }

    /// Says of a refusal what to do about an OAuth token that somebody else got: no user name or API token is wrong then.
    pub(super) fn tell_of_token(&self, error: &mut Error) {
        let Service {
            credentials,
            deployment,
            product,
            ..
        } = self.service();
        let is_brought = matches!(credentials, Some(Credentials::Bearer(_)))
            && (*deployment, *product != Product::Bitbucket) == (Deployment::Cloud, true);
        if let Error::Upstream {
            status: 401, hint, ..
        } = error
            && is_brought
            && !hint.contains("scope")
        {
            *hint = "The OAuth token is wrong, has expired (it lasts an hour) or was taken back, or it is for another site: get another one. This server does not renew it.".into();
        }
    }

    /// Gets what the next request is signed with, and finds the way that it goes. Both are known most of the time.
    ///
    /// # Errors
    /// [`Error::SignIn`] and [`Error::Config`] if there are no tokens; [`Error::SignIn`] if the site does not tell its id and nothing else
    /// does; [`Error::Config`] if another id is set; [`Error::Refused`] if too many requests of this identity wait for their turn.
    pub(super) async fn ready(&self) -> Result<()> {
        if let Some(bucket) = &self.0.bucket {
            bucket.has_room()?;
        }
        let mut cloud_id = None;
        if let Some(grant) = self.0.signer.grant() {
            let writer = self.writer().map_err(|error| no_https(&error))?;
            cloud_id = grant.ready(writer).await?.cloud_id.clone();
        }
        if !self.0.way.is_unknown() {
            return Ok(());
        }
        let id = self.site_id(cloud_id).await?;
        self.0.way.settle(self.service().at_gateway(&id));
        Ok(())
    }

    /// The id of the site at the address that is set, by its own word. That of whoever signed in, who may have chosen another site, and that
    /// which is set count only where the site does not tell.
    async fn site_id(&self, signed_in_to: Option<String>) -> Result<String> {
        let Service { base, cloud_id, .. } = self.service();
        let told = oauth::cloud_id_of(self.client()?, base).await;
        let usual = cloud_id.clone().or(signed_in_to);
        match (told, cloud_id, usual) {
            (Ok(id), Some(set), _) if !id.eq_ignore_ascii_case(set) => Err(Error::Config(format!(
                "ATLASSIAN_OAUTH_CLOUD_ID is {set}, and the site at {base} has the id {id}: set one of the two right"
            ))),
            (Ok(id), ..) => Ok(id),
            (Err(error), _, Some(id)) => {
                tracing::warn!(%error, %base, %id, "the site does not tell its id, so calls go to the site of the id that is known");
                Ok(id)
            }
            (Err(error), _, None) => Err(error),
        }
    }

    pub(super) fn reader(&self) -> reqwest::Result<&Client> {
        self.client_for(&Method::GET)
    }

    /// The client for what must not be redirected elsewhere.
    pub(super) fn writer(&self) -> reqwest::Result<&Client> {
        self.client_for(&Method::POST)
    }

    /// What generated clients put before their paths; see [`Service::base_url`].
    pub fn base_url(&self) -> &str {
        self.service().base_url()
    }

    /// Whether errors may quote this product's answers: only where no filter must be kept.
    pub fn may_quote(&self) -> bool {
        self.service().filter.is_empty()
    }

    /// The client that generated clients make their requests with. They must be sent by [`Session::execute`].
    ///
    /// # Errors
    /// [`Error::Config`] if TLS cannot be set up on this machine.
    pub fn client(&self) -> Result<&Client> {
        self.reader().map_err(|error| no_https(&error))
    }

    /// Signs a request, sends it when it is its turn, and tries again what may succeed the second time: 429 always, failing gateways
    /// and broken connections only for GET and HEAD and for what the caller says is `idempotent` (a search by POST). A read that is
    /// redirected to another origin is sent there as it came.
    ///
    /// # Errors
    /// What reqwest reports; [`Answer::read`] puts it into words. An error status is no error here.
    pub async fn execute(
        &self,
        mut request: Request,
        idempotent: bool,
    ) -> reqwest::Result<Response> {
        let client = self.client_for(request.method())?;
        let is_read = request.method().is_safe();
        let unsigned = is_read.then(|| request.try_clone()).flatten();
        // Generated clients add it, and Atlassian does not know it.
        request.headers_mut().remove("api-version");
        self.fill(&mut request);
        tracing::debug!(method = %request.method(), path = request.url().path(), "request");
        let began = Instant::now();
        let result = authorized::send(self, client, request, idempotent || is_read).await;
        let limit = &self.service().network.limit;
        let result = match (result, &unsigned) {
            (Ok(response), Some(unsigned)) => {
                redirect::follow(client, unsigned, limit, response).await
            }
            (result, _) => result,
        };
        let status = result
            .as_ref()
            .ok()
            .map(|response| response.status().as_u16());
        if !(is_read || idempotent || status == Some(401)) {
            trail::may_have_changed();
        }
        metrics::requested(self.product(), status, began.elapsed());
        tracing::debug!(status, "answer");
        result
    }

    /// Sends a request when it is this identity's turn, and again what may succeed then.
    pub(super) async fn send_in_turn(
        &self,
        client: &Client,
        request: Request,
        idempotent: bool,
    ) -> reqwest::Result<Response> {
        let limit = &self.service().network.limit;
        let bucket = self.0.bucket.as_deref();
        retry::send(client, request, idempotent, limit, bucket).await
    }

    /// Begins a hand-written request to a path below the base. Segments are checked and percent-encoded here.
    ///
    /// # Errors
    /// [`Error::Arguments`] for a segment that [`segment`] refuses; [`Error::Config`] as for [`Session::client`].
    pub fn request<S: AsRef<str>>(
        &self,
        method: Method,
        segments: impl IntoIterator<Item = S>,
    ) -> Result<RequestBuilder> {
        Ok(self.client()?.request(method, self.url(segments)?))
    }

    /// [`Session::request`] to a path that ends in a slash.
    ///
    /// # Errors
    /// As for [`Session::request`].
    pub fn request_folder<S: AsRef<str>>(
        &self,
        method: Method,
        segments: impl IntoIterator<Item = S>,
    ) -> Result<RequestBuilder> {
        let mut url = self.url(segments)?;
        if let Ok(mut path) = url.path_segments_mut() {
            path.push("");
        }
        Ok(self.client()?.request(method, url))
    }

    /// Sends a hand-written request, which is `operation` in Atlassian's documentation, and reads the answer.
    ///
    /// # Errors
    /// [`Error::Arguments`] for another path than the documented one; else as for [`Answer::read`].
    pub async fn send(&self, operation: &'static str, request: RequestBuilder) -> Result<Answer> {
        let request = request.build().map_err(|error| {
            Error::Internal(format!(
                "{operation} cannot be built: {}",
                super::unreachable::root_cause(&error)
            ))
        })?;
        let path = operation
            .split_once(' ')
            .map_or(operation, |(_, path)| path);
        if !path::is_documented_below(request.url(), self.base_url(), path) {
            return Err(Error::Arguments(format!(
                "{operation} cannot be asked like this: {}.",
                path::ELSEWHERE
            )));
        }
        let asked = Asked {
            product: self.product(),
            operation,
            writes: !request.method().is_safe(),
            quotes: self.may_quote(),
        };
        Answer::to(self, asked, self.execute(request, false)).await
    }

    fn url<S: AsRef<str>>(&self, segments: impl IntoIterator<Item = S>) -> Result<Url> {
        let mut url = self.service().base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty();
            for part in segments {
                path.push(path::segment("path", part.as_ref())?);
            }
        }
        Ok(url)
    }

    /// Adds what changes need and, if the request goes to the product's own address, the operator's headers: they are not Atlassian's
    /// gateway's business.
    pub(super) fn mark(&self, request: &mut Request) {
        let (changes, is_at_home) = (!request.method().is_safe(), self.is_at_home(request.url()));
        let custom = &self.service().network.headers;
        let headers = request.headers_mut();
        if is_at_home && !custom.is_empty() {
            for (name, value) in custom.iter() {
                headers.insert(name, value.clone());
            }
            tracing::debug!(product = %self.product(), "Custom headers applied: {custom}");
        }
        headers.extend(request_id::current().map(|id| (REQUEST_ID, id.header().clone())));
        if changes {
            headers.insert(NO_BROWSER, HeaderValue::from_static("no-check"));
        }
    }

    /// Gives a POST without a body an empty object: Bitbucket Cloud refuses it otherwise.
    fn fill(&self, request: &mut Request) {
        let is_cloud =
            (self.product(), self.deployment()) == (Product::Bitbucket, Deployment::Cloud);
        if is_cloud && request.method() == Method::POST && request.body().is_none() {
            *request.body_mut() = Some("{}".into());
            let json = HeaderValue::from_static("application/json");
            request.headers_mut().insert(CONTENT_TYPE, json);
        }
    }

    fn client_for(&self, method: &Method) -> reqwest::Result<&Client> {
        self.0.connections.client_for(method)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("product", &self.product())
            .field("deployment", &self.deployment())
            .field("base", &self.base_url())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn clients_are_built_when_they_are_needed_and_kept() {
        let base = "https://acme.example.com".parse().unwrap();
        let service = Service::plain(Product::Jira, Deployment::Cloud, base)
            .signed_in(Credentials::Bearer("t".into()));
        let session = Session::new(service).unwrap();
        assert!(session.0.connections.reader.get().is_none());
        assert!(std::ptr::eq(
            session.client().unwrap(),
            session.clone().client().unwrap()
        ));
        assert!(session.0.connections.writer.get().is_none());
    }
}
