//! Projects.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::repository::{at, name_beside, slim, visibility};

/// A project, of either product.
#[derive(Debug, Default, Deserialize)]
pub struct Project {
    /// Its key.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub key: String,
    /// Its name.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub name: String,
    /// What it is for.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub description: String,
    /// Cloud: whether only some may see it.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub is_private: Option<bool>,
    /// Data Center: whether everybody may see it.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub public: Option<bool>,
    /// Data Center: `NORMAL` or `PERSONAL`.
    #[serde(rename = "type", default, deserialize_with = "crate::views::text")]
    pub kind: String,
    /// Where people see it.
    #[serde(default)]
    pub links: Value,
}

impl Project {
    /// The project as a model sees it.
    pub fn shown(&self) -> Map<String, Value> {
        let public = self.public.or(self.is_private.map(|private| !private));
        let url = at(&self.links, "/html/href").or_else(|| at(&self.links, "/self/0/href"));
        let personal = (self.kind == "PERSONAL").then(|| "personal".to_owned());
        slim([
            ("key", Some(self.key.clone())),
            ("name", name_beside(&self.name, &self.key)),
            ("description", Some(self.description.clone())),
            ("kind", personal),
            ("visibility", public.map(visibility)),
            ("url", url),
        ])
    }
}
