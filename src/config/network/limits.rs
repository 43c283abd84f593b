//! How fast a product is asked, and how patiently again.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use super::{Given, given};
use crate::config::reader::Reader;

const USUAL_PER_SECOND: f64 = 10.0;

/// The slowest pace that is kept.
const LEAST_PER_SECOND: f64 = 0.001;

/// What numbers may be; no requests in a second at all is no limit.
const PER_SECOND: RangeInclusive<f64> = 0.0..=10_000.0;
const BURST: RangeInclusive<u32> = 1..=10_000;
const RETRIES: RangeInclusive<u32> = 0..=100;
const SECONDS: RangeInclusive<f64> = 0.0..=3_600.0;

/// How fast one identity may ask one product, and what happens when the product says that it was too fast (429).
#[derive(Clone, Debug)]
pub struct RateLimit {
    /// How fast; none is without a limit.
    pub pace: Option<Pace>,
    /// How often a request is repeated that was answered with 429.
    pub retries: u32,
    /// The first wait where the product does not say how long to wait; each further one is twice as long.
    pub first_wait: Duration,
    /// The longest of these waits.
    pub longest_wait: Duration,
}

/// A token bucket: so many at once, then one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The time between two requests once the bucket is empty.
    pub every: Duration,
    /// How many go at once out of a full bucket; at least one.
    pub burst: u32,
}

impl Pace {
    /// So many a second, of which so many may go at once; without a number, twice as many as go in a second.
    fn new(per_second: f64, burst: Option<u32>) -> Self {
        let twice = (per_second * 2.0).round().max(1.0);
        Self {
            every: Duration::from_secs_f64(per_second.recip()),
            burst: burst.unwrap_or(twice as u32),
        }
    }
}

impl Default for RateLimit {
    fn default() -> Self {
        Self {
            pace: Some(Pace::new(USUAL_PER_SECOND, None)),
            retries: 3,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
        }
    }
}

/// Reads the names of the documentation first, then those that the Python server's code had.
pub(super) fn read(prefix: &str, reader: &mut Reader) -> RateLimit {
    let usual = RateLimit::default();
    let own = |name: &str| format!("{prefix}_RATE_LIMIT_{name}");
    let all = |name: &str| format!("ATLASSIAN_RATE_LIMIT_{name}");
    let per_second = [own("REQUESTS_PER_SECOND"), own("RPS"), all("RPS")];
    let retries = [
        own("MAX_RETRIES"),
        "RATE_LIMIT_MAX_RETRIES".to_owned(),
        all("MAX_RETRIES"),
    ];
    let first_wait = [own("BACKOFF_BASE"), all("BACKOFF_BASE")];
    let longest_wait = ["RATE_LIMIT_RETRY_AFTER_DEFAULT".to_owned()];
    RateLimit {
        pace: pace(
            given(reader, per_second),
            given(reader, [own("BURST"), all("BURST")]),
            reader,
        ),
        retries: number(given(reader, retries), RETRIES, 3, reader).unwrap_or(usual.retries),
        first_wait: seconds(given(reader, first_wait), 1, reader).unwrap_or(usual.first_wait),
        longest_wait: seconds(given(reader, longest_wait), 60, reader)
            .unwrap_or(usual.longest_wait),
    }
}

fn pace(per_second: Option<Given>, burst: Option<Given>, reader: &mut Reader) -> Option<Pace> {
    let burst = number(burst, BURST, 20, reader);
    let per_second = number(per_second, PER_SECOND, 10, reader).unwrap_or(USUAL_PER_SECOND);
    let is_limited = per_second > 0.0;
    is_limited.then(|| Pace::new(per_second.max(LEAST_PER_SECOND), burst))
}

fn seconds(given: Option<Given>, example: u32, reader: &mut Reader) -> Option<Duration> {
    number(given, SECONDS, example, reader).map(Duration::from_secs_f64)
}

/// A number within bounds; else a problem is told.
fn number<N: FromStr + PartialOrd + Display>(
    given: Option<Given>,
    bounds: RangeInclusive<N>,
    example: u32,
    reader: &mut Reader,
) -> Option<N> {
    let Given { name, value } = given?;
    let number = value.parse().ok().filter(|number| bounds.contains(number));
    if number.is_none() {
        let (least, most) = bounds.into_inner();
        reader.problem(format!(
            "{name} must be a number from {least} to {most}, e.g. {name}={example}"
        ));
    }
    number
}
