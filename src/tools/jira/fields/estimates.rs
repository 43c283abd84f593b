//! Estimates of work: to Jira they are the parts of one field, time tracking; to people, fields of their own.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::tools::jira::times::duration::Duration;
use crate::tools::names::meaning;

/// The part of time tracking that a name means: `original_estimate`, `Remaining Estimate`, `timeestimate`.
pub fn part(name: &str) -> Option<&'static str> {
    match meaning(name).as_str() {
        "timeoriginalestimate" => Some("originalEstimate"),
        "timeestimate" => Some("remainingEstimate"),
        _ => None,
    }
}

/// The time tracking that a caller gives under a name: a part, the original estimate alone, or an object of parts. What was
/// given before it under another name stays.
///
/// # Errors
/// [`Error::Arguments`] for a part that there is not, that is given twice, or that is no length of work.
pub fn read(name: &str, given: Value, before: Option<Value>) -> Result<Value> {
    let parts = match (part(name), given) {
        (Some(part), given) => vec![(part, given)],
        (None, Value::Object(map)) => map
            .into_iter()
            .map(|(name, given)| Ok((part(&name).ok_or_else(|| unknown(&name))?, given)))
            .collect::<Result<_>>()?,
        (None, Value::Null) => return Ok(Value::Null),
        (None, given) => vec![("originalEstimate", given)],
    };
    let mut tracking = match before {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    for (part, given) in parts {
        if tracking
            .insert(part.to_owned(), length(part, given)?)
            .is_some()
        {
            return Err(Error::Arguments(format!(
                "`{part}` is given twice; give it once"
            )));
        }
    }
    Ok(tracking.into())
}

/// A length of work as Jira takes it; null and blank text clear.
fn length(part: &str, given: Value) -> Result<Value> {
    let text = match given {
        Value::Null => return Ok(Value::Null),
        Value::String(text) if text.trim().is_empty() => return Ok(Value::Null),
        Value::String(text) => text,
        other => other.to_string(),
    };
    Duration::parse(part, &text).map(|length| length.to_string().into())
}

fn unknown(name: &str) -> Error {
    Error::Arguments(format!(
        "there is no estimate \"{name}\"; there are originalEstimate and remainingEstimate"
    ))
}
