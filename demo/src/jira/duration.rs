//! Durations as Jira writes them, with its default working time: a week of five days, a day of eight hours.

const UNITS: [(char, u64); 4] = [('w', 5 * 8 * 3600), ('d', 8 * 3600), ('h', 3600), ('m', 60)];

/// Seconds of `1w 2d 3h 30m`; a bare number is minutes.
pub(crate) fn parse(text: &str) -> Option<u64> {
    let mut parts = text.split_whitespace().peekable();
    parts.peek()?;
    parts.try_fold(0_u64, |sum, text| sum.checked_add(part(text)?))
}

fn part(text: &str) -> Option<u64> {
    if let Ok(minutes) = text.parse::<u32>() {
        return Some(u64::from(minutes) * 60);
    }
    let unit = text.chars().next_back()?;
    let (_, seconds) = UNITS
        .into_iter()
        .find(|(name, _)| *name == unit.to_ascii_lowercase())?;
    let amount: f64 = text
        .strip_suffix(unit)?
        .parse()
        .ok()
        .filter(|amount| (0.0..1e6).contains(amount))?;
    Some((amount * seconds as f64).round() as u64)
}

/// The seconds as `1w 2d 3h 30m`.
pub(crate) fn show(seconds: u64) -> String {
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (unit, size) in UNITS {
        if rest >= size {
            parts.push(format!("{}{unit}", rest / size));
            rest %= size;
        }
    }
    if parts.is_empty() {
        "0m".to_owned()
    } else {
        parts.join(" ")
    }
}
