//! What is counted, for whoever watches over a server (Prometheus text format). Nothing here tells who called, or for what.

use std::fmt::Write as _;
use std::sync::LazyLock;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::product::Product;

/// The upper ends, in seconds, of what durations are sorted into.
const SECONDS: [f64; 11] = [
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 120.0,
];

static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

struct Metrics {
    registry: Registry,
    calls: Family<Call, Counter>,
    call_seconds: Family<Tool, Histogram>,
    requests: Family<Request, Counter>,
    request_seconds: Family<To, Histogram>,
    connections: Gauge,
    under_way: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Call {
    tool: &'static str,
    product: String,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Tool {
    tool: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    product: String,
    status: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct To {
    product: String,
}

impl Metrics {
    fn new() -> Self {
        let histogram = || Histogram::new(SECONDS);
        let metrics = Self {
            registry: Registry::default(),
            calls: Family::default(),
            call_seconds: Family::new_with_constructor(histogram),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(histogram),
            connections: Gauge::default(),
            under_way: Gauge::default(),
        };
        metrics.registered()
    }

    fn registered(mut self) -> Self {
        let all = self.registry.sub_registry_with_prefix("mcp_atlassian");
        all.register(
            "calls",
            "Calls of tools, by tool, the products it needs, and outcome (ok, error)",
            self.calls.clone(),
        );
        all.register_with_unit(
            "call_duration",
            "How long calls took",
            Unit::Seconds,
            self.call_seconds.clone(),
        );
        all.register(
            "upstream_requests",
            "Requests to products, by status; none: no answer",
            self.requests.clone(),
        );
        all.register_with_unit(
            "upstream_request_duration",
            "How long products took to begin an answer, retries included",
            Unit::Seconds,
            self.request_seconds.clone(),
        );
        all.register("connections", "Open connections", self.connections.clone());
        all.register(
            "requests_in_flight",
            "Requests of clients under way",
            self.under_way.clone(),
        );
        self
    }
}

/// A call ended. `tool` is the name of one that exists, so that no caller makes names up here.
pub fn called(tool: &'static str, needs: &[Product], is_ok: bool, took: Duration) {
    let products: Vec<_> = needs.iter().map(|product| label(*product)).collect();
    let call = Call {
        tool,
        product: products.join("+"),
        outcome: if is_ok { "ok" } else { "error" },
    };
    METRICS.calls.get_or_create(&call).inc();
    let tool = METRICS.call_seconds.get_or_create(&Tool { tool });
    tool.observe(took.as_secs_f64());
}

/// A product answered a request with this status, or not at all.
pub fn requested(product: Product, status: Option<u16>, took: Duration) {
    let request = Request {
        product: label(product),
        status: status.map_or_else(|| "none".to_owned(), |status| status.to_string()),
    };
    METRICS.requests.get_or_create(&request).inc();
    let to = To {
        product: label(product),
    };
    let seconds = METRICS.request_seconds.get_or_create(&to);
    seconds.observe(took.as_secs_f64());
}

/// One more open connection, until what it returns is dropped.
pub fn connection() -> Counted {
    Counted::one(&METRICS.connections)
}

/// One more request of a client under way, until what it returns is dropped.
pub fn under_way() -> Counted {
    Counted::one(&METRICS.under_way)
}

/// Something that is counted while it lasts.
#[derive(Debug)]
pub struct Counted(Gauge);

impl Counted {
    fn one(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Everything, in the OpenMetrics text format.
pub fn text() -> String {
    let mut text = String::new();
    if encode(&mut text, &METRICS.registry).is_err() {
        let _ = writeln!(text, "# these metrics are not whole");
    }
    text
}

fn label(product: Product) -> String {
    product.to_string().to_lowercase()
}
