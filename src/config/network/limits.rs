//! How fast a product is asked, and how patiently again.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use crate::config::reader::Reader;
use crate::config::settings::{Setting, table};
use crate::product::Product;

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
    /// The first wait after a failing gateway or a broken connection; each further one is twice as long. Nobody sets it.
    pub fault_wait: Duration,
}

/// A token bucket: so many at once, then one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The time between two requests once the bucket is empty.
    pub every: Duration,
    /// How many go at once out of a full bucket; at least one.
    pub burst: u32,
}

/// What counts where nothing is set.
impl Default for RateLimit {
    fn default() -> Self {
        Self {
            pace: Some(Pace {
                every: Duration::from_millis(100),
                burst: 20,
            }),
            retries: 3,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            fault_wait: Duration::from_millis(250),
        }
    }
}

pub(super) fn read(product: Product, reader: &mut Reader) -> RateLimit {
    let per_second = number(table::RATE_LIMIT.of(product), PER_SECOND, reader);
    let burst = number(table::RATE_LIMIT_BURST.of(product), BURST, reader);
    let pace = (per_second > 0.0).then(|| Pace {
        every: Duration::from_secs_f64(per_second.max(LEAST_PER_SECOND).recip()),
        burst,
    });
    let first_wait = number(table::RATE_LIMIT_BACKOFF_BASE.of(product), SECONDS, reader);
    RateLimit {
        pace,
        retries: number(table::RATE_LIMIT_MAX_RETRIES.of(product), RETRIES, reader),
        first_wait: Duration::from_secs_f64(first_wait),
        longest_wait: reader.seconds(&table::RATE_LIMIT_RETRY_AFTER_DEFAULT),
        ..RateLimit::default()
    }
}

/// A number within bounds; else a problem is told, and the default counts.
fn number<N>(setting: &'static Setting, bounds: RangeInclusive<N>, reader: &mut Reader) -> N
where
    N: FromStr + PartialOrd + Display + Default,
{
    let default = || setting.default.parse().unwrap_or_default();
    let Some(said) = reader.said(setting) else {
        return default();
    };
    let number = said.text.parse().ok();
    number
        .filter(|number| bounds.contains(number))
        .unwrap_or_else(|| {
            let (name, example) = (said.name, setting.default);
            let (least, most) = bounds.into_inner();
            reader.problem(format!(
                "{name} must be a number from {least} to {most}, e.g. {name}={example}"
            ));
            default()
        })
}
