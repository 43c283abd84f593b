//! From the socket to a handler and back: record, trouble, sign-in, routing.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{body::Bytes, extract::State, response::Response, serve::ListenerExt};
use tokio::{net::TcpListener, sync::oneshot};

use crate::{
    Flavour, Options, auth, bitbucket, confluence,
    faults::{self, Fault},
    jira,
    record::Recorded,
    reply::{Answer, Reply},
    request::Request,
    router::{Route, Router, Unrouted},
    spec::Spec,
    world::World,
};

/// No request of the three products' APIs that the demo serves comes near this size.
const LARGEST_BODY: usize = 32 << 20;

/// One of the three products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Product {
    Jira,
    Confluence,
    Bitbucket,
}

impl Product {
    pub(crate) const ALL: [Self; 3] = [Self::Jira, Self::Confluence, Self::Bitbucket];

    fn prefix(self) -> &'static str {
        match self {
            Self::Jira => "/jira",
            Self::Confluence => "/confluence",
            Self::Bitbucket => "/bitbucket",
        }
    }

    /// An error as this product words it.
    pub(crate) fn error(self, flavour: Flavour, status: u16, message: &str) -> Reply {
        match self {
            Self::Jira => jira::error(status, message),
            Self::Confluence => confluence::error(status, message),
            Self::Bitbucket => bitbucket::error(flavour, status, message),
        }
    }

    pub(crate) fn routes(self, flavour: Flavour) -> Vec<Route> {
        match self {
            Self::Jira => jira::routes(flavour),
            Self::Confluence => confluence::routes(flavour),
            Self::Bitbucket => bitbucket::routes(flavour),
        }
    }
}

/// One product as it is served.
struct Service {
    product: Product,
    router: Router,
    spec: Arc<Spec>,
}

impl Service {
    fn new(product: Product, flavour: Flavour) -> io::Result<Self> {
        Ok(Self {
            product,
            router: Router::new(product.routes(flavour))?,
            spec: Spec::shared(product, flavour)?,
        })
    }
}

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) flavour: Flavour,
    pub(crate) log: Mutex<Vec<Recorded>>,
    pub(crate) faults: Mutex<Vec<Fault>>,
    pub(crate) violations: Mutex<Vec<String>>,
    world: Mutex<World>,
    services: Vec<Service>,
}

/// A panicking holder leaves whole values behind: every change is made by one handler at a time.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub(crate) fn new(options: Options, port: u16) -> io::Result<Self> {
        let flavour = options.flavour;
        let services = Product::ALL
            .into_iter()
            .map(|product| Service::new(product, flavour));
        Ok(Self {
            flavour,
            log: Mutex::default(),
            faults: Mutex::default(),
            violations: Mutex::default(),
            world: Mutex::new(World::seeded(options, port)?),
            services: services.collect::<io::Result<_>>()?,
        })
    }

    pub(crate) fn reply(&self, sent: &Recorded, body: Bytes) -> Reply {
        if self.flavour == Flavour::Cloud && sent.path == "/_edge/tenant_info" {
            return Reply::ok(serde_json::json!({"cloudId": crate::CLOUD_ID}));
        }
        match self.service(sent) {
            Some((service, path)) => {
                let answer = self.service_reply(service, sent, path, body);
                answer.unwrap_or_else(|refusal| refusal)
            }
            None => Reply::text(404, "The demo serves /jira, /confluence and /bitbucket."),
        }
    }

    /// Whose request it is, and the path below that product's prefix.
    fn service<'a>(&'a self, sent: &'a Recorded) -> Option<(&'a Service, &'a str)> {
        self.services.iter().find_map(|service| {
            let path = sent.path.strip_prefix(service.product.prefix())?;
            path.starts_with('/').then_some((service, path))
        })
    }

    /// The scopes that a token needs for a request.
    pub(crate) fn scopes(&self, sent: &Recorded) -> Vec<String> {
        let service = self.service(sent);
        let scopes = service.map(|(service, path)| service.spec.scopes(sent, path));
        scopes.unwrap_or_default()
    }

    /// An ordered error in the product's words.
    fn refusal(&self, sent: &Recorded, status: u16) -> Reply {
        let message = "The request was refused on order.";
        match self.service(sent) {
            Some((service, _)) => service.product.error(self.flavour, status, message),
            None => Reply::text(status, message),
        }
    }

    fn service_reply(&self, service: &Service, sent: &Recorded, path: &str, body: Bytes) -> Answer {
        let product = service.product;
        let mut world = lock(&self.world);
        let caller = auth::caller(product, &world, sent)?;
        let caller_name = caller.to_string();
        unreadable(product, self.flavour, sent, &body).map_or(Ok(()), Err)?;
        self.check(service, sent, path)?;
        if product == Product::Bitbucket {
            bitbucket::check_origin(self.flavour, sent)?;
        }
        let known = (product, self.flavour) == (Product::Bitbucket, Flavour::DataCenter);
        let signed = |reply: Reply| match known {
            true => reply.header("X-AUSERNAME", caller_name.clone()),
            false => reply,
        };
        match service.router.find(&sent.method, path) {
            Ok((handler, params)) => {
                let request = Request::new(sent, path, body, caller).with_params(params.iter());
                handler(&mut world, &request).map(signed)
            }
            Err(Unrouted::NoSuchPath) => {
                Err(product.error(self.flavour, 404, &format!("null for uri: {}", sent.path)))
            }
            Err(Unrouted::NoSuchMethod) => {
                Err(product.error(self.flavour, 405, "Method Not Allowed"))
            }
        }
    }

    /// Refuses what the vendored documents do not allow, and keeps a list of it.
    fn check(&self, service: &Service, sent: &Recorded, path: &str) -> Result<(), Reply> {
        let broken = service.spec.violations(sent, path);
        if broken.is_empty() {
            return Ok(());
        }
        let violation = format!("{} {}: {}", sent.method, sent.path, broken.join("; "));
        lock(&self.violations).push(violation.clone());
        Err(service.product.error(
            self.flavour,
            400,
            &format!("The request breaks the API's document. {violation}"),
        ))
    }
}

/// A body that is announced as JSON but is none.
fn unreadable(product: Product, flavour: Flavour, sent: &Recorded, body: &Bytes) -> Option<Reply> {
    let json = sent
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("application/json"));
    let error = serde_json::from_slice::<serde_json::Value>(body).err()?;
    (json && !body.is_empty())
        .then(|| product.error(flavour, 400, &format!("Unexpected input: {error}")))
}

async fn answer(State(shared): State<Arc<Shared>>, request: axum::extract::Request) -> Response {
    let reply = |sent: &Recorded, body| shared.reply(sent, body);
    let refuse = |sent: &Recorded, status| shared.refusal(sent, status);
    let (log, faults) = (&shared.log, &shared.faults);
    answered(request, LARGEST_BODY, log, faults, reply, refuse).await
}

/// Notes a request, whose body has at most `largest` bytes, and answers it: with `reply`, or with the trouble that was ordered for it.
pub(crate) async fn answered(
    request: axum::extract::Request,
    largest: usize,
    log: &Mutex<Vec<Recorded>>,
    faults: &Mutex<Vec<Fault>>,
    reply: impl FnOnce(&Recorded, Bytes) -> Reply,
    refuse: impl FnOnce(&Recorded, u16) -> Reply,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, largest).await else {
        return Reply::text(413, "Payload Too Large").into();
    };
    let sent = Recorded::new(&parts, &body);
    lock(log).push(sent.clone());
    let trouble = faults::take(&mut lock(faults), &sent);
    match trouble {
        Some(trouble) => {
            let refuse = |status| refuse(&sent, status);
            trouble.answer(|| reply(&sent, body), refuse).await
        }
        None => reply(&sent, body).into(),
    }
}

/// Serves until `stopped` resolves or its sender is dropped.
pub(crate) async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    stopped: oneshot::Receiver<()>,
) {
    let app = axum::Router::new().fallback(answer).with_state(shared);
    // Nagle's algorithm against delayed acknowledgements costs 40 ms a call on a kept-alive connection; a
    // connection that refuses the option still works.
    let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
    let served = axum::serve(listener, app)
        .with_graceful_shutdown(async move { drop(stopped.await) })
        .await;
    // axum's accept loop never ends in an error; the signature allows for one.
    drop(served);
}
