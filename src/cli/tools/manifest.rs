//! What each tool is, as `tools --json` writes it and `tools --diff` reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::args::{Limit, Parameter};
use crate::caller::Caller;
use crate::declaration::{Declaration, Effect};
use crate::{listing, registry};

/// The tools that a caller has.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Manifest {
    pub tools: Vec<Described>,
}

/// What a tool is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Described {
    pub name: String,
    pub title: String,
    pub description: String,
    pub toolset: String,
    /// `read` or `write`.
    pub access: String,
    /// Whether something may be lost by it.
    #[serde(default)]
    pub destructive: bool,
    /// The JSON schema of what is accepted, of which models see a part.
    pub parameters: Map<String, Value>,
    /// The parameters that models see.
    #[serde(default)]
    pub listed: Vec<String>,
    /// Other names that are accepted: for a parameter, or beside it for members of the object that it is.
    #[serde(default)]
    pub aliases: BTreeMap<String, Vec<String>>,
}

impl Manifest {
    pub(super) fn of(caller: &Caller) -> Self {
        let tools = registry::visible(caller);
        Self {
            tools: tools
                .map(|tool| described(tool.declaration, caller))
                .collect(),
        }
    }
}

pub(super) const fn access(tool: &Declaration) -> &'static str {
    match tool.writes() {
        false => "read",
        true => "write",
    }
}

fn described(declaration: &Declaration, caller: &Caller) -> Described {
    let aliases = declaration.parameters.iter().filter_map(|parameter| {
        let names = parameter.aliases.iter().chain(parameter.members);
        let names: Vec<_> = names.map(|name| (*name).to_owned()).collect();
        (!names.is_empty()).then(|| (parameter.name.to_owned(), names))
    });
    let destructive = matches!(
        declaration.effect,
        Effect::Write {
            destructive: true,
            ..
        }
    );
    Described {
        name: declaration.name.to_owned(),
        title: declaration.title.to_owned(),
        description: declaration.description.to_owned(),
        toolset: declaration.toolset.to_owned(),
        access: access(declaration).to_owned(),
        destructive,
        parameters: accepted(declaration),
        listed: properties(&listing::schema(declaration, caller))
            .map_or_else(Vec::new, |listed| listed.keys().cloned().collect()),
        aliases: aliases.collect(),
    }
}

/// The schema of all parameters, with the lengths of texts.
fn accepted(tool: &Declaration) -> Map<String, Value> {
    let mut schema = listing::accepted(tool);
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for parameter in tool.parameters {
            let property = properties.get_mut(parameter.name);
            if let Some(Value::Object(property)) = property
                && property.get("type").is_some_and(|kind| kind == "string")
                && !property.contains_key("enum")
            {
                property.insert("maxLength".to_owned(), longest(parameter).into());
            }
        }
    }
    schema
}

/// The most characters of a text; what is counted in bytes as part of an address has no more characters than bytes.
const fn longest(parameter: &Parameter) -> usize {
    match parameter.limit {
        Limit::Characters(most) | Limit::Encoded(most) => most,
    }
}

/// The members that a schema declares.
pub(super) fn properties(schema: &Map<String, Value>) -> Option<&Map<String, Value>> {
    schema.get("properties")?.as_object()
}
