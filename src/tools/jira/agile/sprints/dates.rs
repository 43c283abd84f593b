//! When a sprint runs.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::tools::jira::times::moments;
use chrono::{DateTime, FixedOffset, NaiveTime};

/// When a sprint runs, as far as it is given.
pub(super) struct Dates {
    pub start: Option<DateTime<FixedOffset>>,
    pub end: Option<DateTime<FixedOffset>>,
}

impl Dates {
    /// Reads both. What has no zone is in the caller's Jira time zone; a date alone is the start or the end of that day.
    pub(super) async fn read(ctx: &Ctx, start: Option<&str>, end: Option<&str>) -> Result<Self> {
        let start = moment(ctx, "start_date", start, NaiveTime::MIN).await?;
        let end = moment(
            ctx,
            "end_date",
            end,
            NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default(),
        )
        .await?;
        match (start, end) {
            (Some(start), Some(end)) if end <= start => Err(Error::Arguments(format!(
                "`end_date`: {end} is not after the start, {start}"
            ))),
            _ => Ok(Self { start, end }),
        }
    }

    pub(super) fn are_none(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }

    /// Both as the agile API writes them.
    pub(super) fn written(&self) -> (Option<String>, Option<String>) {
        let written =
            |time: DateTime<FixedOffset>| time.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
        (self.start.map(written), self.end.map(written))
    }
}

async fn moment(
    ctx: &Ctx,
    parameter: &str,
    text: Option<&str>,
    time_of_day: NaiveTime,
) -> Result<Option<DateTime<FixedOffset>>> {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => moments::read(ctx, parameter, text, time_of_day)
            .await
            .map(Some),
        None => Ok(None),
    }
}
