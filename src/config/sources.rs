//! Where values come from, strongest first: flags, the environment, `--env-file`, `.env` in the working directory.

use std::collections::BTreeMap;
use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

use super::env_file::{self, Values};
use super::found;
use super::reader::unquoted;
use super::settings::{self, Kind, May, Setting};

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

/// A place that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The command line.
    Flag,
    /// The environment.
    Environment,
    /// The file given with `--env-file`.
    EnvFile(String),
    /// The `.env` of the working directory.
    Found(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("flag"),
            Self::Environment => f.write_str("environment"),
            Self::EnvFile(path) => write!(f, "--env-file {path}"),
            Self::Found(path) => write!(f, "found {path}"),
        }
    }
}

/// What a place says of a setting.
#[derive(Clone)]
pub(super) struct Said {
    /// As it was written.
    pub(super) text: String,
    pub(super) place: Place,
    /// By which of its names.
    pub(super) name: &'static str,
}

/// All places, read and laid on top of each other.
#[derive(Clone, Default)]
pub(super) struct Variables {
    /// By the names of settings.
    said: BTreeMap<&'static str, Said>,
    /// What has no value but a placeholder (`${JIRA_URL}`) that whoever started this server was to fill in.
    unfilled: BTreeMap<&'static str, Said>,
    /// What is no setting, and where it was first met.
    strange: BTreeMap<String, Place>,
    /// What happened to the `.env` of the working directory.
    pub(super) found: Option<String>,
    /// What is wrong with the file given with `--env-file`. Nothing weaker was read then.
    pub(super) fault: Option<String>,
}

impl Variables {
    /// Reads the files. A `.env` that may not be read is only told of, because it may belong to whatever else lives in the
    /// directory.
    pub(super) fn read(sources: &Sources<'_>) -> Self {
        let mut variables = Self::default();
        variables.add(&sources.flags, &Place::Flag);
        variables.add(&sources.environment, &Place::Environment);
        if let Some(path) = sources.env_file {
            match read_file(path) {
                Ok(values) => variables.add(&values, &Place::EnvFile(path.display().to_string())),
                Err(fault) => {
                    variables.fault = Some(fault);
                    return variables;
                }
            }
        }
        if let Some(directory) = sources.directory {
            variables.look_in(directory);
        }
        variables
    }

    /// Adds what a weaker place says.
    fn add<N: AsRef<str>>(&mut self, values: &BTreeMap<N, String>, place: &Place) {
        let values = values.iter().map(|(name, value)| (name.as_ref(), value));
        let mut here = BTreeMap::<_, Said>::new();
        for (name, value) in values.filter(|(_, value)| !value.trim().is_empty()) {
            let Some(setting) = settings::find(name) else {
                let strange = self.strange.entry(name.to_owned());
                strange.or_insert_with(|| place.clone());
                continue;
            };
            // Of one place, the name of the setting counts before its others, and of those the first.
            let rank = |name: &str| setting.aliases.iter().position(|alias| *alias == name);
            let known = here.get(setting.name);
            if known.is_none_or(|known| rank(name) < rank(known.name)) {
                let name = setting.spelling(name);
                let (text, place) = (value.clone(), place.clone());
                here.insert(setting.name, Said { text, place, name });
            }
        }
        here.into_values().for_each(|said| self.lay_below(said));
    }

    fn lay_below(&mut self, said: Said) {
        let Some(setting) = settings::find(said.name) else {
            return;
        };
        let name = setting.name;
        if self.said.contains_key(name) {
            return;
        }
        if is_unfilled(setting, &said.text) {
            self.unfilled.insert(name, said);
        } else {
            self.unfilled.remove(name);
            self.said.insert(name, said);
        }
    }

    /// Takes the `.env` there for an account that nothing else names. With an account of the operator's it could send that
    /// one's secrets elsewhere.
    fn look_in(&mut self, directory: &Path) {
        let mut own = settings::all().filter(|setting| setting.may == May::Account);
        let named = own.find(|own| self.get(own).is_some() || self.is_unfilled(own));
        let (values, told) = found::look(directory, named.map(|own| own.name));
        let path = directory.join(".env").display().to_string();
        self.add(&values, &Place::Found(path));
        self.found = told;
    }

    /// What is said of a setting itself.
    pub(super) fn get(&self, setting: &Setting) -> Option<&Said> {
        self.said.get(setting.name)
    }

    pub(super) fn is_unfilled(&self, setting: &Setting) -> bool {
        self.unfilled.contains_key(setting.name)
    }

    /// What has a value and is no setting, those of other programs too.
    pub(super) fn strange(&self) -> impl Iterator<Item = (&str, &Place)> {
        let strange = self.strange.iter();
        strange.map(|(name, place)| (name.as_str(), place))
    }
}

/// Whether a value is a placeholder, or holds one where it could not be anything else: a secret may hold any letters. What
/// restricts is never taken for no value; that would restrict nothing.
fn is_unfilled(setting: &Setting, value: &str) -> bool {
    let value = unquoted(value.trim());
    let Some((before, inner)) = value.split_once("${") else {
        return false;
    };
    let whole = before.is_empty() && inner.find('}') == inner.len().checked_sub(1);
    let within = inner.contains('}') && !setting.secret && setting.kind != Kind::Headers;
    !setting.restricts() && (whole || within)
}

fn read_file(path: &Path) -> Result<Values, String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!("--env-file {shown}: there is no such file."),
        ErrorKind::InvalidData => format!("{shown} is not UTF-8 text."),
        _ => format!("{shown} cannot be read: {error}."),
    })?;
    env_file::parse(&text).map_err(|line| format!("{shown} cannot be read: {}.", fault(line)))
}

/// Names the line of a fault without repeating it: lines of such files hold secrets.
pub(super) fn fault(line: usize) -> String {
    format!("line {line} is not in the form NAME=value, or a quote in it is never closed")
}
