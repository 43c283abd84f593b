//! Parameters with a fixed set of values.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;

/// An enum that stands for the values of one parameter; codegen implements it from `values = […]`.
pub trait Choice: Copy + 'static {
    /// Each value with the name models use for it.
    const ALL: &'static [(&'static str, Self)];

    /// The name models use for this value.
    fn name(self) -> &'static str
    where
        Self: PartialEq,
    {
        Self::ALL
            .iter()
            .find(|(_, value)| *value == self)
            .map_or("", |(name, _)| name)
    }
}

/// One of the values of `T`; letter case and surrounding blanks do not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneOf<T>(pub T);

impl<'de, T: Choice> Deserialize<'de> for OneOf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let word = value.as_str().map(str::trim);
        let found = T::ALL
            .iter()
            .find(|(name, _)| word.is_some_and(|word| word.eq_ignore_ascii_case(name)));
        found.map(|(_, choice)| Self(*choice)).ok_or_else(|| {
            let names: Vec<_> = T::ALL.iter().map(|(name, _)| *name).collect();
            D::Error::custom(format!(
                "expected one of {}, got {}",
                names.join(", "),
                super::shown(&value)
            ))
        })
    }
}

impl<T: Choice + serde::Serialize> serde::Serialize for OneOf<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<T: Choice> JsonSchema for OneOf<T> {
    fn schema_name() -> Cow<'static, str> {
        "OneOf".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<_> = T::ALL.iter().map(|(name, _)| *name).collect();
        json_schema!({ "type": "string", "enum": names })
    }
}
