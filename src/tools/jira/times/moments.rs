//! Points in time as callers write them.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::tools::jira::users;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _};
use chrono_tz::Tz;

/// The form in which Jira takes times: `2026-01-31T09:00:00.000+0100`.
pub const JIRA_TIME: &str = "%Y-%m-%dT%H:%M:%S%.3f%z";

/// A time; one without a zone is in the caller's own, and a date alone means `time_of_day` on that day.
///
/// # Errors
/// [`Error::Arguments`] names the parameter: text that is no time, or a time that clocks skip.
pub async fn read(
    ctx: &Ctx,
    parameter: &str,
    text: &str,
    time_of_day: NaiveTime,
) -> Result<DateTime<FixedOffset>> {
    let wrong = |why: &str| {
        let quoted: String = text.chars().take(40).collect();
        Error::Arguments(format!("`{parameter}`: \"{quoted}\" {why}"))
    };
    if let Some(time) = zoned(text) {
        return Ok(time);
    }
    let local = local(text, time_of_day).ok_or_else(|| {
        wrong("is no time; write it like 2026-01-31T09:00 or 2026-01-31T09:00:00+01:00")
    })?;
    in_zone(local, own_zone(ctx, parameter).await?)
        .ok_or_else(|| wrong("does not exist in your time zone, whose clocks go forward then"))
}

/// A time that says its zone.
pub fn zoned(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    let forms = [
        "%Y-%m-%dT%H:%M:%S%.f%#z",
        "%Y-%m-%d %H:%M:%S%.f%#z",
        "%Y-%m-%dT%H:%M%#z",
        "%Y-%m-%d %H:%M%#z",
    ];
    let by_form = || {
        forms
            .iter()
            .find_map(|form| DateTime::parse_from_str(text, form).ok())
    };
    DateTime::parse_from_rfc3339(text).ok().or_else(by_form)
}

fn local(text: &str, time_of_day: NaiveTime) -> Option<NaiveDateTime> {
    let text = text.trim();
    let forms = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ];
    let date = || {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .map(|date| date.and_time(time_of_day))
    };
    forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .or_else(date)
}

/// The time in the zone; the first of two where clocks go back, none where they go forward.
fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<DateTime<FixedOffset>> {
    zone.from_local_datetime(&local)
        .earliest()
        .map(|time| time.fixed_offset())
}

async fn own_zone(ctx: &Ctx, parameter: &str) -> Result<Tz> {
    let me = users::me(ctx).await?;
    let zone = me.time_zone.as_deref().unwrap_or_default();
    zone.parse().map_err(|_| {
        Error::Arguments(format!("`{parameter}`: Jira does not say which time zone is yours (\"{zone}\"); give the time with one, e.g. 2026-01-31T09:00:00+01:00"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_a_zone_keep_it() {
        for text in [
            "2026-01-31T09:00:00+01:00",
            "2026-01-31T09:00:00.000+0100",
            "2026-01-31 09:00+01:00",
            "2026-01-31T09:00+0100",
        ] {
            assert_eq!(
                zoned(text).map(|time| time.format(JIRA_TIME).to_string()),
                Some("2026-01-31T09:00:00.000+0100".into()),
                "{text}"
            );
        }
        assert_eq!(
            zoned("2026-01-31T09:00:00Z")
                .unwrap()
                .format(JIRA_TIME)
                .to_string(),
            "2026-01-31T09:00:00.000+0000"
        );
        assert_eq!(zoned("2026-01-31T09:00"), None);
    }

    #[test]
    fn times_without_a_zone_follow_its_clocks() {
        let berlin = chrono_tz::Europe::Berlin;
        let written = |text| {
            in_zone(local(text, NaiveTime::MIN).unwrap(), berlin)
                .map(|time| time.format(JIRA_TIME).to_string())
        };
        assert_eq!(
            written("2026-01-31T09:00"),
            Some("2026-01-31T09:00:00.000+0100".into())
        );
        assert_eq!(
            written("2026-07-31 09:00:30"),
            Some("2026-07-31T09:00:30.000+0200".into())
        );
        assert_eq!(
            written("2026-07-31"),
            Some("2026-07-31T00:00:00.000+0200".into())
        );
        assert_eq!(
            written("2026-10-25T02:30"),
            Some("2026-10-25T02:30:00.000+0200".into())
        );
        assert_eq!(written("2026-03-29T02:30"), None);
        assert!(
            ["yesterday", "09:00", "2026-13-01", ""]
                .iter()
                .all(|text| local(text, NaiveTime::MIN).is_none() && zoned(text).is_none())
        );
    }
}
