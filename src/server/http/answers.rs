//! Answers that are not MCP's own.

use std::convert::Infallible;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full};

/// The body of an answer.
pub(super) type Body = BoxBody<Bytes, Infallible>;

/// What Prometheus takes (OpenMetrics 1.0).
const METRICS: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// A word or two.
pub(super) fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    with(status, None, Bytes::from(text))
}

/// JSON.
pub(super) fn json(status: StatusCode, text: impl Into<Bytes>) -> Response<Body> {
    let json = HeaderValue::from_static("application/json");
    with(status, Some(json), text.into())
}

/// Text of a kind.
pub(super) fn text(status: StatusCode, kind: &'static str, text: String) -> Response<Body> {
    with(status, Some(HeaderValue::from_static(kind)), text.into())
}

/// What is counted.
pub(super) fn metrics(text: String) -> Response<Body> {
    with(StatusCode::OK, Some(METRICS), text.into())
}

fn with(status: StatusCode, of: Option<HeaderValue>, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Full::from(body).boxed());
    *response.status_mut() = status;
    response
        .headers_mut()
        .extend(of.map(|of| (CONTENT_TYPE, of)));
    response
}
