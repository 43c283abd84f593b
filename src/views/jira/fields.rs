//! Values of fields, without what no reader needs.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Members that are addresses of resources and pictures. Each person has four pictures, and nobody sees any: what they are is not
/// even kept, only that they are there, which tells one kind of object from another. No rich text has members of these names.
const ADDRESSES: [&str; 3] = ["avatarUrls", "iconUrl", "self"];

/// Reads the fields of an issue; a null is none of them.
pub(super) fn of_issue<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    Ok(match Kept::deserialize(deserializer)?.0 {
        Value::Object(fields) => fields,
        Value::Null => Map::new(),
        _ => return Err(serde::de::Error::custom("the fields are no object")),
    })
}

/// A value, with a null in place of each of the [`ADDRESSES`].
struct Kept(Value);

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Keeping).map(Self)
    }
}

struct Keeping;

impl<'de> Visitor<'de> for Keeping {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        while let Some(Kept(item)) = items.next_element()? {
            kept.push(item);
        }
        Ok(kept.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        // People, statuses and kinds have six to eight members.
        let mut kept = Map::with_capacity(8);
        while let Some(name) = members.next_key::<String>()? {
            let value = if ADDRESSES.contains(&name.as_str()) {
                members.next_value::<IgnoredAny>()?;
                Value::Null
            } else {
                members.next_value::<Kept>()?.0
            };
            kept.insert(name, value);
        }
        Ok(kept.into())
    }
}
