//! The ways an issue can move.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::field::FieldSchema;

/// How many values of a field are listed: versions and components may be very many.
const FEW: usize = 50;

/// The transitions that the caller may do now (`GET …/transitions`).
#[derive(Debug, Default, Deserialize)]
pub struct Transitions {
    /// The transitions in Jira's order.
    #[serde(deserialize_with = "crate::views::items")]
    pub transitions: Vec<Transition>,
}

/// A list of them stands for itself.
impl Serialize for Transitions {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.transitions.serialize(serializer)
    }
}

/// One transition.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Transition {
    /// What the tool that does it takes.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// What the button says.
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
    /// The status it leads to.
    #[serde(rename(serialize = "to_status"), serialize_with = "name_of")]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub to: Status,
    /// Whether a screen goes with it; Data Center does not say.
    #[serde(rename(deserialize = "hasScreen"), skip_serializing)]
    #[serde(deserialize_with = "crate::views::lenient")]
    screen: Option<bool>,
    /// The fields of its screen by id.
    #[serde(
        serialize_with = "shown_fields",
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "crate::views::entries"
    )]
    pub fields: BTreeMap<String, ScreenField>,
}

impl Transition {
    /// Whether it has a screen, which is what Jira takes a comment from. Where Jira does not say, fields are the sign of one.
    pub fn has_screen(&self) -> bool {
        self.screen.unwrap_or(!self.fields.is_empty())
    }
}

/// A status.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Status {
    /// Its id.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// Its name.
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
}

/// A field on a screen (of a transition, of creating, of editing).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ScreenField {
    /// The name people see.
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
    /// Whether it must be given.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub required: bool,
    /// Whether Jira fills it in if it is not given.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub has_default_value: bool,
    /// What its values are.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub schema: FieldSchema,
    /// The values it may have, where they are few.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub allowed_values: Vec<Value>,
}

impl ScreenField {
    /// Whether a request without it fails.
    pub fn must_be_given(&self) -> bool {
        self.required && !self.has_default_value
    }

    /// The names of the allowed values.
    pub fn choices(&self) -> Vec<&str> {
        self.allowed_values.iter().filter_map(choice).collect()
    }

    /// The field as an error asks for it: its name, its id, its choices.
    pub fn wanted(&self, id: &str) -> String {
        match self.choices().as_slice() {
            [] => format!("{} ({id})", self.name),
            choices if choices.len() > FEW => {
                let few: Vec<_> = choices.iter().copied().take(FEW).collect();
                let more = choices.len() - FEW;
                format!("{} ({id}: {} … {more} more)", self.name, few.join(" | "))
            }
            choices => format!("{} ({id}: {})", self.name, choices.join(" | ")),
        }
    }
}

/// What people call an allowed value.
fn choice(value: &Value) -> Option<&str> {
    ["name", "value", "key"]
        .iter()
        .find_map(|member| value.get(member)?.as_str())
}

fn name_of<S: serde::Serializer>(status: &Status, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&status.name)
}

/// Fields as a model needs them: which there are, which are a must, which values they take.
fn shown_fields<S: serde::Serializer>(
    fields: &BTreeMap<String, ScreenField>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Shown<'a> {
        id: &'a str,
        name: &'a str,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        required: bool,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        values: Vec<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        more_values: Option<usize>,
    }
    let shown = fields.iter().map(|(id, field)| Shown {
        id,
        name: &field.name,
        required: field.must_be_given(),
        values: field.choices().into_iter().take(FEW).collect(),
        more_values: field
            .choices()
            .len()
            .checked_sub(FEW)
            .filter(|more| *more > 0),
    });
    serializer.collect_seq(shown)
}
