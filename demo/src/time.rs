//! Moments, as the seed and the three products write them.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, de::Error};

/// A moment in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) DateTime<Utc>);

impl Moment {
    /// Reads `2026-11-16`, `2026-11-16T10:00`, `2026-11-16 10:00`, `2026/11/16 10:00` and RFC 3339 and Jira timestamps.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(moment) = Self::zoned(text) {
            return Some(moment);
        }
        let text = text.replace('/', "-").replace('T', " ");
        let full = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok());
        let day = || {
            NaiveDate::parse_from_str(&text, "%Y-%m-%d")
                .ok()
                .map(|date| date.and_time(NaiveTime::MIN))
        };
        full.or_else(day).map(|moment| Self(moment.and_utc()))
    }

    /// Reads a moment that says its zone, as RFC 3339 or Jira writes it.
    pub(crate) fn zoned(text: &str) -> Option<Self> {
        let rfc = DateTime::parse_from_rfc3339(text);
        let zoned = rfc.or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"));
        zoned.ok().map(|moment| Self(moment.to_utc()))
    }

    /// `2026-11-16T10:00:00.000+0000`
    pub(crate) fn jira(self) -> String {
        self.0.format("%Y-%m-%dT%H:%M:%S%.3f%z").to_string()
    }

    /// `2026-11-16T10:00:00.000Z`
    pub(crate) fn iso(self) -> String {
        self.0.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
    }

    /// `2026-11-16T10:00:00.000000+00:00`
    pub(crate) fn bitbucket(self) -> String {
        self.0.format("%Y-%m-%dT%H:%M:%S%.6f%:z").to_string()
    }

    /// `2026-11-16`
    pub(crate) fn date(self) -> String {
        self.0.format("%Y-%m-%d").to_string()
    }

    pub(crate) fn millis(self) -> i64 {
        self.0.timestamp_millis()
    }

    pub(crate) fn plus_seconds(self, seconds: i64) -> Self {
        Self(
            self.0
                .checked_add_signed(TimeDelta::try_seconds(seconds).unwrap_or_default())
                .unwrap_or(self.0),
        )
    }

    pub(crate) fn start_of_day(self) -> Self {
        Self(self.0.date_naive().and_time(NaiveTime::MIN).and_utc())
    }

    pub(crate) fn next_day(self) -> Self {
        Self(
            self.start_of_day()
                .0
                .checked_add_days(Days::new(1))
                .unwrap_or(self.0),
        )
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let text = String::deserialize(source)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("{text} is no date")))
    }
}

/// Seconds of a period in calendar time, `1w 2d`: unlike in worklogs, a day has 24 hours and a week seven days.
pub(crate) fn period(text: &str) -> Option<i64> {
    let seconds = |part: &str| {
        let unit = part.chars().next_back()?;
        let size = match unit.to_ascii_lowercase() {
            'w' => 7 * 24 * 3600,
            'd' => 24 * 3600,
            'h' => 3600,
            'm' => 60,
            _ => return None,
        };
        part.strip_suffix(unit)?
            .parse::<i64>()
            .ok()?
            .checked_mul(size)
    };
    let mut parts = text.split_whitespace().peekable();
    parts.peek()?;
    parts.try_fold(0_i64, |sum, part| sum.checked_add(seconds(part)?))
}
