//! From the object a client sent to a parameter struct.

use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde_json::{Map, Value};

use super::{Limit, embedded};
use crate::error::{Error, Result};
use crate::likeness::{likeness, short};
use crate::product::Deployment;

/// How many faults one answer tells; whoever mends these hears of the next.
const FAULTS: usize = 10;

/// What the tool table says of a parameter, as far as it decides whether a call is well formed.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// The name that the schema lists.
    pub name: &'static str,
    /// Names of other servers that are taken for it.
    pub aliases: &'static [&'static str],
    /// Names that are taken beside this object as members of it; a `*` at the end stands for anything.
    pub members: &'static [&'static str],
    /// Whether a call without it is refused.
    pub required: bool,
    /// Whether it names files of the server's machine: it is listed only where the operator allows a folder.
    pub files: bool,
    /// Where models see it.
    pub listed: Listed,
    /// The longest value it takes.
    pub limit: Limit,
}

/// Where a parameter is listed. It is accepted everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// For every caller.
    Everywhere,
    /// For callers whose product runs like this.
    On(Deployment),
    /// For nobody: there is a better way, or hardly any need.
    Nowhere,
}

/// The arguments of one call, with the table's word on what they may be.
#[derive(Debug)]
pub struct Arguments {
    /// The tool's parameters.
    pub parameters: &'static [Parameter],
    /// What the client sent.
    pub given: Map<String, Value>,
}

impl Parameter {
    /// Whether models see it where the tool's product runs like this, and files of this machine may be touched or not.
    pub fn is_listed(&self, deployment: Option<Deployment>, files: bool) -> bool {
        let is_meant = match self.listed {
            Listed::Everywhere => true,
            Listed::On(own) => deployment.is_none_or(|deployment| deployment == own),
            Listed::Nowhere => false,
        };
        is_meant && (files || !self.files)
    }

    /// Whether a name is this one's in any spelling: `issueKey` is `issue_key`.
    fn is_called(&self, name: &str) -> bool {
        let spelled = |known: &str| letters(known).eq(letters(name));
        spelled(self.name) || self.aliases.iter().any(|alias| spelled(alias))
    }

    /// Whether what is given under a name is a member of this object.
    fn takes(&self, name: &str) -> bool {
        self.members
            .iter()
            .any(|member| match member.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => letters(member).eq(letters(name)),
            })
    }
}

/// A name without what its spelling changes: letter case and underscores.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|c| *c != '_')
        .map(|c| c.to_ascii_lowercase())
}

/// Takes what is given under a name in any spelling; none if it is null.
pub fn take_out(given: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let named = given
        .keys()
        .find(|given| letters(given).eq(letters(name)))
        .cloned()?;
    given.shift_remove(&named).filter(|value| !value.is_null())
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
        let mut members = Vec::new();
        let mut faults = Vec::new();
        let parameters = self.parameters;
        let exact = |name: &str| {
            parameters
                .iter()
                .find(|p| p.name == name || p.aliases.contains(&name))
        };
        for (name, value) in self.given {
            if faults.len() == FAULTS {
                faults.push("and more".into());
                return Err(Error::Arguments(faults.join("; ")));
            }
            let called = exact(&name).or_else(|| parameters.iter().find(|p| p.is_called(&name)));
            match called {
                None => match parameters.iter().find(|p| p.takes(&name)) {
                    None => faults.push(unknown(&name, parameters)),
                    Some(_) if value.is_null() => {}
                    Some(object) => members.push((object.name, name, value)),
                },
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
        for (object, name, value) in members {
            faults.extend(take_in(&mut named, object, name, value));
        }
        let long = parameters
            .iter()
            .filter_map(|p| p.limit.fault(p.name, named.get(p.name)?));
        faults.extend(long);
        let missing = parameters
            .iter()
            .filter(|p| p.required && !named.contains_key(p.name));
        faults.extend(missing.map(|p| format!("`{}` is required", p.name)));
        if !faults.is_empty() {
            return Err(Error::Arguments(faults.join("; ")));
        }
        read(named)
    }
}

/// Reads one after the other, so that it is known which one does not fit.
fn read<T: DeserializeOwned>(named: Map<String, Value>) -> Result<T> {
    let mut name = String::new();
    let each = named.into_iter().inspect(|(next, _)| name.clone_from(next));
    let each = MapDeserializer::<_, serde_json::Error>::new(each);
    T::deserialize(each).map_err(|misfit| Error::Arguments(format!("`{name}`: {misfit}")))
}

/// Puts what was given beside an object into it, or says why not. What is no object is left to its own reader.
fn take_in(
    named: &mut Map<String, Value>,
    object: &str,
    name: String,
    value: Value,
) -> Option<String> {
    let given = named.entry(object).or_insert_with(|| Map::new().into());
    *given = embedded(given.take());
    let given = given.as_object_mut()?;
    if given.contains_key(&name) {
        return Some(format!(
            "`{name}` is given twice, beside `{object}` and in it: give it once"
        ));
    }
    given.insert(name, value);
    None
}

/// Says that there is no such parameter, with the nearest name or all of them.
fn unknown(name: &str, parameters: &[Parameter]) -> String {
    let nearest = parameters
        .iter()
        .max_by(|a, b| likeness(name, a.name).total_cmp(&likeness(name, b.name)));
    let like = nearest.filter(|p| likeness(name, p.name) > 0.8);
    let name = short(name);
    match like {
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
