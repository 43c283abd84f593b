//! Reads values with meaning out of variables, and collects every problem on the way, so that all are reported at once.

use std::path::PathBuf;
use std::time::Duration;

use super::sources::Variables;
use crate::error::{Error, Result};

/// The longest time that a `…_TIMEOUT` variable may name.
const MAX_SECONDS: u64 = 3600;

pub(super) struct Reader<'a> {
    variables: Variables<'a>,
    problems: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(variables: Variables<'a>) -> Self {
        Self {
            variables,
            problems: Vec::new(),
        }
    }

    /// The value without the spaces and quotes that `docker --env-file` and some clients leave around it.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let value = self.variables.get(name)?;
        let value = unquoted(value.trim()).trim();
        if value.starts_with("${") && value.ends_with('}') {
            self.problem(format!(
                "{name} is the placeholder {value}, which the program that started this server did not fill in; set {name} itself"
            ));
            return None;
        }
        (!value.is_empty()).then(|| value.to_owned())
    }

    pub(super) fn flag(&mut self, name: &str, default: bool) -> bool {
        let Some(text) = self.text(name) else {
            return default;
        };
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "y" | "on" => true,
            "false" | "0" | "no" | "n" | "off" => false,
            _ => {
                self.problem(format!(
                    "{name} must be true or false, e.g. {name}={default}"
                ));
                default
            }
        }
    }

    pub(super) fn list(&mut self, name: &str) -> Vec<String> {
        let text = self.text(name).unwrap_or_default();
        let items = text.split(',').map(|item| unquoted(item.trim()).trim());
        items
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect()
    }

    pub(super) fn seconds(&mut self, name: &str, default: u64) -> Duration {
        let seconds = self.text(name).map_or(Some(default), |text| {
            text.parse()
                .ok()
                .filter(|seconds| (1..=MAX_SECONDS).contains(seconds))
        });
        if seconds.is_none() {
            self.problem(format!("{name} must be a whole number of seconds from 1 to {MAX_SECONDS}, e.g. {name}={default}"));
        }
        Duration::from_secs(seconds.unwrap_or(default))
    }

    /// A folder, named in full since clients start this server in directories of their own choice.
    pub(super) fn folder(&mut self, name: &str) -> Option<PathBuf> {
        let path = PathBuf::from(self.text(name)?);
        if path.is_absolute() && path.is_dir() {
            return Some(path);
        }
        self.problem(format!(
            "{name} must be the full path of a folder that exists, e.g. {name}=/home/me/jira-files"
        ));
        None
    }

    pub(super) fn problem(&mut self, line: impl Into<String>) {
        self.problems.push(line.into());
    }

    pub(super) fn warn(&mut self, line: impl Into<String>) {
        self.variables.warnings.push(line.into());
    }

    /// The warnings, if there was no problem.
    pub(super) fn finish(self) -> Result<Vec<String>> {
        if self.problems.is_empty() {
            Ok(self.variables.warnings)
        } else {
            Err(Error::Config(self.problems.join("\n")))
        }
    }
}

fn unquoted(text: &str) -> &str {
    let within = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(text)
}
