//! Where values come from, strongest first: flags, the environment, `--env-file`, `.env` in the working directory.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use super::env_file::{self, Values};
use super::reader::unquoted;
use super::{found, names};
use crate::error::{Error, Result};

/// The places to look for variables. A value that is empty or blank counts as not set, so that the next place is asked.
pub struct Sources<'a> {
    /// What the command line says, under the name of the variable that says the same.
    pub flags: BTreeMap<&'static str, String>,
    /// The environment; a real one wins over files, so that a file never overrides what an operator exported.
    pub environment: BTreeMap<String, String>,
    /// The file given with `--env-file`.
    pub env_file: Option<&'a Path>,
    /// The directory whose `.env` is read if there is one that may be trusted: the working directory.
    pub directory: Option<&'a Path>,
}

/// This process's environment. Bytes that are not UTF-8 are replaced, and rejected where they matter. Windows knows no case in
/// names.
pub fn process_environment() -> BTreeMap<String, String> {
    let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
    let pairs = std::env::vars_os().map(|(name, value)| (text(name), text(value)));
    if cfg!(windows) {
        pairs
            .map(|(name, value)| (name.to_ascii_uppercase(), value))
            .collect()
    } else {
        pairs.collect()
    }
}

/// All places, read and laid on top of each other.
#[derive(Default)]
pub(super) struct Variables {
    values: Values,
    /// What has no value but a placeholder (`${JIRA_URL}`) that whoever started this server was to fill in.
    unfilled: Values,
    /// What happened to the `.env` of the working directory.
    pub(super) found: Option<String>,
}

impl Variables {
    /// Reads the files. A fault in `--env-file` is an error; a `.env` that may not be read is only told of, because it may
    /// belong to whatever else lives in the directory.
    pub(super) fn read(sources: &Sources<'_>) -> Result<Self> {
        let mut variables = Self::default();
        variables.add(sources.flags.iter());
        variables.add(sources.environment.iter());
        if let Some(path) = sources.env_file {
            variables.add(read_file(path)?.iter());
        }
        if let Some(directory) = sources.directory {
            variables.look_in(directory);
        }
        Ok(variables)
    }

    /// Adds what a weaker place says.
    fn add<'v, N: AsRef<str>>(&mut self, values: impl Iterator<Item = (N, &'v String)>) {
        for (name, value) in values {
            let name = name.as_ref();
            if value.trim().is_empty() || self.values.contains_key(name) {
                continue;
            }
            if is_unfilled(name, value) {
                self.unfilled.insert(name.to_owned(), value.clone());
            } else {
                self.unfilled.remove(name);
                self.values.insert(name.to_owned(), value.clone());
            }
        }
    }

    /// Takes the `.env` there for an account that nothing else names. With an account of the operator's it could send that
    /// one's secrets elsewhere.
    fn look_in(&mut self, directory: &Path) {
        // Files that the operator granted to his own account are no files for an account of somebody else's.
        let named = names::ACCOUNT
            .into_iter()
            .chain(["MCP_FILES_ROOT"])
            .find(|name| self.values.contains_key(*name) || self.is_unfilled(name));
        let (values, told) = found::look(directory, named);
        self.add(values.iter());
        self.found = told;
    }

    pub(super) fn get(&self, name: &str) -> Option<&String> {
        self.values.get(name)
    }

    pub(super) fn is_unfilled(&self, name: &str) -> bool {
        self.unfilled.contains_key(name)
    }

    /// The names that have a value, those of other programs too.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }
}

/// Whether a value is a placeholder, or holds one where it could not be anything else: a token may hold any letters. What
/// restricts is never taken for no value; that would restrict nothing.
fn is_unfilled(name: &str, value: &str) -> bool {
    let value = unquoted(value.trim());
    let Some((before, inner)) = value.split_once("${") else {
        return false;
    };
    let whole = before.is_empty() && inner.find('}') == inner.len().checked_sub(1);
    let within = inner.contains('}') && !name.ends_with("_TOKEN");
    !names::is_restriction(name) && (whole || within)
}

fn read_file(path: &Path) -> Result<Values> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Error::Config(match error.kind() {
            ErrorKind::NotFound => format!("--env-file {shown}: there is no such file."),
            ErrorKind::InvalidData => format!("{shown} is not UTF-8 text."),
            _ => format!("{shown} cannot be read: {error}."),
        })
    })?;
    env_file::parse(&text)
        .map_err(|line| Error::Config(format!("{shown} cannot be read: {}.", fault(line))))
}

/// Names the line of a fault without repeating it: lines of such files hold secrets.
pub(super) fn fault(line: usize) -> String {
    format!("line {line} is not in the form NAME=value, or a quote in it is never closed")
}
