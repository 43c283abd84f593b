//! Where values come from, strongest first: flags, the environment, `--env-file`, `.env` in the working directory.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use crate::error::{Error, Result};

/// The places to look for variables. A value that is empty or blank counts as not set, so that the next place is asked.
pub struct Sources<'a> {
    /// What the command line says, under the name of the variable that says the same.
    pub flags: BTreeMap<&'static str, String>,
    /// The environment; a real one wins over files, so that a file never overrides what an operator exported.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
    /// The file given with `--env-file`.
    pub env_file: Option<&'a Path>,
    /// The directory whose `.env` is read if there is one: the working directory.
    pub directory: Option<&'a Path>,
}

/// A variable of this process's environment. Bytes that are not UTF-8 are replaced, and rejected where they matter.
pub fn process_environment(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// All places, read and laid on top of each other.
pub(super) struct Variables<'a> {
    sources: &'a Sources<'a>,
    env_file: Values,
    dotenv: Values,
    pub(super) warnings: Vec<String>,
}

impl<'a> Variables<'a> {
    /// Reads the files.
    ///
    /// A fault in `--env-file` is an error. A fault in `.env` is only a warning, because that file may belong to
    /// whatever else lives in the directory.
    pub(super) fn read(sources: &'a Sources<'a>) -> Result<Self> {
        let env_file = sources
            .env_file
            .map(read_file)
            .transpose()?
            .unwrap_or_default();
        let dotenv = sources
            .directory
            .map(|directory| directory.join(".env"))
            .filter(|path| path.is_file());
        let (dotenv, warnings) = match dotenv.map(|path| read_file(&path)) {
            Some(Ok(values)) => (values, Vec::new()),
            Some(Err(error)) => (Values::new(), vec![format!("{error} The file is ignored.")]),
            None => Default::default(),
        };
        Ok(Self {
            sources,
            env_file,
            dotenv,
            warnings,
        })
    }

    pub(super) fn get(&self, name: &str) -> Option<String> {
        let set = |value: &String| !value.trim().is_empty();
        let flag = self.sources.flags.get(name).cloned().filter(set);
        flag.or_else(|| (self.sources.environment)(name).filter(set))
            .or_else(|| self.env_file.get(name).cloned().filter(set))
            .or_else(|| self.dotenv.get(name).cloned().filter(set))
    }
}

type Values = BTreeMap<String, String>;

fn read_file(path: &Path) -> Result<Values> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Error::Config(match error.kind() {
            ErrorKind::NotFound => format!("--env-file {shown}: there is no such file."),
            ErrorKind::InvalidData => format!("{shown} is not UTF-8 text."),
            _ => format!("{shown} cannot be read: {error}."),
        })
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    dotenvy::from_read_iter(text.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|error| Error::Config(format!("{shown} cannot be read: {}.", fault(text, &error))))
}

/// Names the line of a fault without repeating it: lines of such files hold secrets, and dotenvy's own message shows
/// the whole line.
fn fault(text: &str, error: &dotenvy::Error) -> String {
    let dotenvy::Error::LineParse(line, _) = error else {
        return "it is not in the form NAME=value".to_owned();
    };
    let place = line
        .lines()
        .next()
        .and_then(|first| text.lines().position(|other| other.contains(first)));
    let place = place.map_or_else(String::new, |index| format!("line {} is ", index + 1));
    format!(
        "{place}not in the form NAME=value (put a value with spaces, quotes or $ in single quotes)"
    )
}
