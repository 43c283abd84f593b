//! Lengths of work in Jira's notation. How long a day and a week are is Jira's to know, so they are never converted.

use std::fmt;

use crate::error::{Error, Result};

/// Weeks, days and minutes of work; written as Jira takes them (`1w 2d 3h 30m`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Duration {
    weeks: u64,
    days: u64,
    minutes: u64,
}

impl Duration {
    /// Reads `1w 2d 3h 30m` in any spacing, also `90m`, `1.5h`, `2 hours` and a bare number of seconds.
    ///
    /// # Errors
    /// [`Error::Arguments`] for anything that has no exact meaning in whole minutes; `name` is the parameter's.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let compact: String = text
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace() && *c != ',')
            .collect();
        let read = if compact.bytes().all(|b| b.is_ascii_digit()) {
            seconds(&compact)
        } else {
            parts(&compact)
        };
        read.ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            Error::Arguments(format!(
                "`{name}`: \"{shown}\" is no length of work in whole minutes; write it like \"1w 2d 3h 30m\" (fractions only of hours: \"1.5h\"; a bare number is seconds)"
            ))
        })
    }

    /// Whether it is no time at all.
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    fn plus(self, amount: &str, unit: &str) -> Option<Self> {
        let whole = || amount.parse::<u64>().ok();
        let minutes = |more: u64| self.minutes.checked_add(more);
        Some(match unit {
            "w" | "week" | "weeks" => Self {
                weeks: self.weeks.checked_add(whole()?)?,
                ..self
            },
            "d" | "day" | "days" => Self {
                days: self.days.checked_add(whole()?)?,
                ..self
            },
            "h" | "hr" | "hrs" | "hour" | "hours" => Self {
                minutes: minutes(sixty_times(amount)?)?,
                ..self
            },
            "m" | "min" | "mins" | "minute" | "minutes" => Self {
                minutes: minutes(whole()?)?,
                ..self
            },
            "s" | "sec" | "secs" | "second" | "seconds" => Self {
                minutes: minutes(seconds(amount)?.minutes)?,
                ..self
            },
            _ => return None,
        })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.weeks, 'w'),
            (self.days, 'd'),
            (self.minutes / 60, 'h'),
            (self.minutes % 60, 'm'),
        ];
        let parts = parts
            .iter()
            .filter(|(amount, _)| *amount > 0)
            .map(|(amount, unit)| format!("{amount}{unit}"));
        let text = parts.collect::<Vec<_>>().join(" ");
        f.write_str(if text.is_empty() { "0m" } else { &text })
    }
}

/// Numbers with units, one after the other.
fn parts(mut rest: &str) -> Option<Duration> {
    let mut duration = Duration::default();
    while !rest.is_empty() {
        let (amount, after) =
            rest.split_at_checked(rest.find(|c: char| c != '.' && !c.is_ascii_digit())?)?;
        let end = after
            .find(|c: char| c == '.' || c.is_ascii_digit())
            .unwrap_or(after.len());
        let (unit, next) = after.split_at_checked(end)?;
        duration = duration.plus(amount, unit)?;
        rest = next;
    }
    Some(duration)
}

fn seconds(digits: &str) -> Option<Duration> {
    let seconds = digits
        .parse::<u64>()
        .ok()
        .filter(|seconds| seconds % 60 == 0)?;
    Some(Duration {
        minutes: seconds / 60,
        ..Duration::default()
    })
}

/// The minutes of a decimal number of hours, if they are whole.
fn sixty_times(hours: &str) -> Option<u64> {
    let (whole, fraction) = hours.split_once('.').unwrap_or((hours, "0"));
    let scale = 10_u64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let sixtieths = fraction.parse::<u64>().ok()?.checked_mul(60)?;
    let exact = sixtieths % scale == 0;
    exact.then_some(())?;
    whole
        .parse::<u64>()
        .ok()?
        .checked_mul(60)?
        .checked_add(sixtieths / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exact_form_becomes_jiras() {
        let cases = [
            ("1w 2d 3h 30m", "1w 2d 3h 30m"),
            ("1h30m", "1h 30m"),
            ("90m", "1h 30m"),
            ("1.5h", "1h 30m"),
            ("0.25 h", "15m"),
            ("30h", "30h"),
            ("5400", "1h 30m"),
            ("120s", "2m"),
            ("2 hours, 5 minutes", "2h 5m"),
            ("1D", "1d"),
            ("0", "0m"),
            ("0h", "0m"),
        ];
        for (given, written) in cases {
            assert_eq!(
                Duration::parse("time_spent", given).unwrap().to_string(),
                written,
                "{given}"
            );
        }
        assert!(Duration::parse("x", "0d").unwrap().is_zero());
    }

    #[test]
    fn what_would_have_to_be_guessed_is_refused() {
        for given in [
            "",
            "soon",
            "1.5d",
            "0.5w",
            "1.33h",
            "90",
            "30s",
            "h",
            "1h30",
            "-1h",
            "1y",
            "1:30",
            "99999999999999999999h",
            "1..5h",
            ".5h",
            "1.h",
            "½h",
        ] {
            let error = Duration::parse("time_spent", given)
                .map(|read| read.to_string())
                .expect_err(given);
            assert!(error.to_string().starts_with("`time_spent`: "), "{error}");
        }
    }
}
