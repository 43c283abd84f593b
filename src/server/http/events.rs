//! Events that a client listens to (HTML Living Standard, "Server-sent events").

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Response};
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;
use tokio::io::{DuplexStream, ReadHalf};
use tokio::time::{Instant, Interval, interval_at};
use tokio_util::codec::{FramedRead, LinesCodec};

use super::answers::Body;
use super::sse::Listening;

/// How often something is sent, so that neither proxies nor the system take the connection for dead, and so that one whose
/// client is gone is found out.
const ALIVE: Duration = Duration::from_secs(15);

struct Events {
    lines: FramedRead<ReadHalf<DuplexStream>, LinesCodec>,
    listening: Listening,
    alive: Interval,
    patience: Instant,
}

/// An endless answer: first where messages go, then a message for each line of `output`. It ends if nothing is sent to the
/// server in the time of `patience`.
pub(super) fn response(
    messages: String,
    output: ReadHalf<DuplexStream>,
    listening: Listening,
    patience: Duration,
) -> Response<Body> {
    let pause = ALIVE.min(patience);
    let events = Events {
        lines: FramedRead::new(output, LinesCodec::new()),
        listening,
        alive: interval_at(Instant::now() + pause, pause),
        patience: Instant::now() + patience,
    };
    let first = event("endpoint", &messages);
    let rest = stream::unfold(events, |mut events| async {
        let next = events.next().await?;
        Some((next, events))
    });
    let all = stream::once(async { first }).chain(rest);
    let frames = all.map(|event| Ok::<_, Infallible>(Frame::data(Bytes::from(event))));
    let mut response = Response::new(BodyExt::boxed(StreamBody::new(frames)));
    let says = |text| HeaderValue::from_static(text);
    response.headers_mut().extend([
        (CONTENT_TYPE, says("text/event-stream")),
        (CACHE_CONTROL, says("no-store")),
        // nginx would keep events back until there are many.
        (HeaderName::from_static("x-accel-buffering"), says("no")),
    ]);
    response
}

impl Events {
    async fn next(&mut self) -> Option<String> {
        tokio::select! {
            biased;
            line = self.lines.next() => Some(event("message", &line?.ok()?)),
            () = self.listening.ended.cancelled() => None,
            now = self.alive.tick() => {
                let is_over = now >= self.patience && self.listening.is_silent();
                (!is_over).then(|| ": alive\n\n".to_owned())
            }
        }
    }
}

fn event(name: &str, data: &str) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}
