//! Labels.

use serde::Deserialize;

/// A label, the same on both deployments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Label {
    /// What is read of it.
    pub name: String,
    /// `global`, `my`, `team`, `system`.
    pub prefix: String,
}

impl Label {
    /// As people write it: with its prefix, if that is not the usual one.
    pub fn shown(&self) -> String {
        match self.prefix.as_str() {
            "" | "global" => self.name.clone(),
            prefix => format!("{prefix}:{}", self.name),
        }
    }
}
