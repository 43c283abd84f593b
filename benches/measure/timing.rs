//! Durations, put in order.

use std::time::{Duration, Instant};

use crate::Result;

/// How long each of several things took.
#[derive(Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Does something so many times, one after the other.
    ///
    /// # Errors
    /// The first failure.
    pub fn of(times: usize, mut what: impl FnMut() -> Result<()>) -> Result<Self> {
        let mut taken = Self::default();
        for _ in 0..times {
            let began = Instant::now();
            what()?;
            taken.add(began.elapsed());
        }
        Ok(taken)
    }

    /// Takes one more.
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
        self.0.sort_unstable();
    }

    /// What all but so many hundredths of them took at most, in milliseconds.
    pub fn percentile(&self, hundredths: usize) -> f64 {
        let at = self.0.len().saturating_sub(1) * hundredths / 100;
        let took = self.0.get(at).copied().unwrap_or_default();
        took.as_secs_f64() * 1_000.0
    }
}
