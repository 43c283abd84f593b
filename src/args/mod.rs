//! What tool parameters mean: the types behind `type = "…"` in `tools.toml`.
//!
//! Models send numbers for ids, strings for numbers and JSON strings for objects. Each type here accepts every form that
//! has one clear meaning and refuses the rest with a sentence that shows the right form. A type is parser and JSON schema
//! at once, so the two cannot drift apart.

mod choice;
mod keys;
mod limit;
mod page;
mod parse;
mod places;
mod schema;
mod structured;

pub use choice::{Choice, OneOf};
pub use keys::{Id, IssueKey, IssueKeys, ProjectKey, SpaceKey};
pub use limit::Limit;
pub use page::{ContentKind, Named, PageId};
pub use parse::{Arguments, Listed, Parameter, take_out};
pub use places::{BitbucketProject, Repository};
pub use schema::{listed as only_listed, of as schema_of, of_items as schema_of_items, output_of};
pub use structured::{
    ArrayOrJson, CsvOrList, Markdown, ObjectOrJson, document, embedded, is_document,
};

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;

/// Text; a number or boolean is taken as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub String);

impl std::ops::Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text(Value::deserialize(deserializer)?)
            .map(Self)
            .map_err(Error::custom)
    }
}

schema::described!(Text, { "type": "string" });

/// A text that may be left out; blank means that it is.
pub fn not_blank<T: std::ops::Deref<Target = str>>(text: Option<T>) -> Option<String> {
    text.map(|text| text.to_string())
        .filter(|text| !text.trim().is_empty())
}

/// The text of a scalar.
fn text(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        other => Err(format!("expected text, got {}", kind(&other))),
    }
}

/// Reads a whole number within `MIN..=MAX`, also from a string of digits.
///
/// # Errors
/// Says the range and what came instead.
pub fn integer<'de, D, const MIN: i64, const MAX: i64>(deserializer: D) -> Result<i64, D::Error>
where
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    let number = match &value {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Value::String(digits) => digits.trim().parse().ok(),
        _ => None,
    };
    let number = number.ok_or_else(|| {
        D::Error::custom(format!("expected a whole number, got {}", shown(&value)))
    })?;
    if (MIN..=MAX).contains(&number) {
        return Ok(number);
    }
    Err(D::Error::custom(match MAX {
        i64::MAX => format!("must be at least {MIN}, got {number}"),
        _ => format!("must be from {MIN} to {MAX}, got {number}"),
    }))
}

/// [`integer`] for a parameter that may be left out.
///
/// # Errors
/// As [`integer`].
pub fn optional_integer<'de, D, const MIN: i64, const MAX: i64>(
    deserializer: D,
) -> Result<Option<i64>, D::Error>
where
    D: Deserializer<'de>,
{
    integer::<D, MIN, MAX>(deserializer).map(Some)
}

/// A float without a fraction, as some models write integers.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked first"
)]
fn whole(float: f64) -> Option<i64> {
    (float.fract() == 0.0 && float.abs() < 9e15).then_some(float as i64)
}

/// Reads true or false, also from the words in any letter case.
///
/// # Errors
/// Says what came instead.
pub fn boolean<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let flag = match &value {
        Value::Bool(flag) => Some(*flag),
        Value::String(word) => match word.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        },
        Value::Number(number) => match number.as_i64() {
            Some(1) => Some(true),
            Some(0) => Some(false),
            _ => None,
        },
        _ => None,
    };
    flag.ok_or_else(|| D::Error::custom(format!("expected true or false, got {}", shown(&value))))
}

/// [`boolean`] for a parameter that may be left out.
///
/// # Errors
/// As [`boolean`].
pub fn optional_boolean<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<bool>, D::Error> {
    boolean(deserializer).map(Some)
}

/// What a JSON value is, in words for an error.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true/false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A short quotation of a scalar, or the kind of anything larger.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.chars().count() <= 40 => format!("\"{text}\""),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        other => kind(other).to_owned(),
    }
}
