//! From the object a client sent to a parameter struct.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// What the tool table says of a parameter, as far as it decides whether a call is well formed.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// The name that the schema lists.
    pub name: &'static str,
    /// Names of other servers that are taken for it.
    pub aliases: &'static [&'static str],
    /// Whether a call without it is refused.
    pub required: bool,
    /// Whether it names files of the server's machine: it is listed only where the operator allows a folder.
    pub files: bool,
}

/// The arguments of one call, with the table's word on what they may be.
#[derive(Debug)]
pub struct Arguments {
    /// The tool's parameters.
    pub parameters: &'static [Parameter],
    /// What the client sent.
    pub given: Map<String, Value>,
}

impl Arguments {
    /// Reads the arguments into the parameter struct `T`.
    ///
    /// A null counts as not given. All unknown and missing names are reported at once, then the first wrong value.
    ///
    /// # Errors
    /// [`Error::Arguments`] with the parameter's name and the form that is expected.
    pub fn parse<T: DeserializeOwned>(self) -> Result<T> {
        let mut named = Map::new();
        let mut faults = Vec::new();
        for (name, value) in self.given {
            match self
                .parameters
                .iter()
                .find(|p| p.name == name || p.aliases.contains(&name.as_str()))
            {
                None => faults.push(unknown(&name, self.parameters)),
                Some(_) if value.is_null() => {}
                Some(parameter) if named.contains_key(parameter.name) => {
                    faults.push(format!(
                        "`{name}` and `{}` are the same parameter: give one",
                        parameter.name
                    ));
                }
                Some(parameter) => drop(named.insert(parameter.name.to_owned(), value)),
            }
        }
        let missing = self
            .parameters
            .iter()
            .filter(|p| p.required && !named.contains_key(p.name));
        faults.extend(missing.map(|p| format!("`{}` is required", p.name)));
        if !faults.is_empty() {
            return Err(Error::Arguments(faults.join("; ")));
        }
        serde_path_to_error::deserialize(Value::Object(named))
            .map_err(|e| Error::Arguments(format!("`{}`: {}", e.path(), e.inner())))
    }
}

/// Says that there is no such parameter, with the nearest name or all of them.
fn unknown(name: &str, parameters: &[Parameter]) -> String {
    let nearest = parameters.iter().max_by(|a, b| {
        strsim::jaro_winkler(name, a.name).total_cmp(&strsim::jaro_winkler(name, b.name))
    });
    match nearest.filter(|p| strsim::jaro_winkler(name, p.name) > 0.8) {
        Some(parameter) => format!(
            "`{name}` is no parameter; did you mean `{}`?",
            parameter.name
        ),
        None => {
            let names: Vec<_> = parameters.iter().map(|p| p.name).collect();
            let further = if names.contains(&"additional_fields") {
                "; Jira's other fields go into `additional_fields`"
            } else {
                ""
            };
            let names = names.join(", ");
            format!("`{name}` is no parameter; there are {names}{further}")
        }
    }
}
