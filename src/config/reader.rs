//! Reads values with meaning out of variables, and collects every problem on the way, so that all are reported at once.

use std::path::PathBuf;
use std::time::Duration;

use super::sources::Variables;
use super::{names, spelling};
use crate::error::{Error, Result};
use crate::product::Product;

/// The longest time that a `…_TIMEOUT` variable may name.
const MAX_SECONDS: u64 = 3600;

pub(super) struct Reader {
    variables: Variables,
    problems: Vec<String>,
    warnings: Vec<String>,
}

impl Reader {
    pub(super) const fn new(variables: Variables) -> Self {
        Self {
            variables,
            problems: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The value without the spaces and quotes that `docker --env-file` and some clients leave around it. Quotes around
    /// nothing are no value, except of a restriction, which somebody may have meant.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let value = self.variables.get(name)?;
        let value = unquoted(value.trim()).trim().to_owned();
        let restricts = names::is_restriction(name);
        if restricts && value.contains("${") {
            self.problem(format!(
                "{name} has a placeholder (${{…}}) in it that the program which started this server did not fill in, so it is not known what it shall restrict; set {name} itself, or take it away"
            ));
            return None;
        }
        (restricts || !value.is_empty()).then_some(value)
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

    /// At least one item, or `None` where the variable is not set.
    pub(super) fn list(&mut self, name: &str) -> Option<Vec<String>> {
        let text = self.text(name)?;
        let items = text.split(',').map(|item| unquoted(item.trim()).trim());
        let items: Vec<_> = items
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect();
        if items.is_empty() {
            self.problem(format!(
                "{name} is set but names nothing; name what is allowed, or take {name} away to allow all"
            ));
            return None;
        }
        Some(items)
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
        push_once(&mut self.problems, line.into());
    }

    pub(super) fn warn(&mut self, line: impl Into<String>) {
        push_once(&mut self.warnings, line.into());
    }

    /// Something that a product needs is not set. That is a problem, unless a placeholder stands for a part of its account:
    /// then the product is left out, since whoever shares a configuration with placeholders fills in those that he needs.
    pub(super) fn missing(&mut self, product: Product, line: String) {
        if self.unfilled(Some(product)).next().is_none() {
            self.problem(line);
        }
    }

    /// The settings of a product, or of none, that have no value but a placeholder.
    fn unfilled(&self, product: Option<Product>) -> impl Iterator<Item = &'static str> {
        names::all()
            .filter(move |name| names::product(name) == product && self.variables.is_unfilled(name))
    }

    /// Tells of placeholders that count as not set.
    pub(super) fn report_unfilled(&mut self, product: Option<Product>, is_set_up: bool) {
        let names: Vec<_> = self.unfilled(product).collect();
        if names.is_empty() {
            return;
        }
        let outcome = match product {
            Some(product) if !is_set_up => format!(", and {product} is not set up"),
            _ => String::new(),
        };
        self.warn(format!(
            "what is a placeholder (${{…}}) that the program which started this server did not fill in counts as not set: {}{outcome}",
            names.join(", ")
        ));
    }

    /// Tells of names that are probably misspelt. A restriction that nobody can miss is a problem where it would hold,
    /// because nothing would be restricted.
    pub(super) fn report_misspelt(&mut self, is_set_up: impl Fn(Product) -> bool) {
        let names = self.variables.names();
        let misspelt: Vec<_> = names
            .filter_map(|name| Some((name.to_owned(), spelling::meant(name)?)))
            .collect();
        for (given, meant) in misspelt {
            let name = meant.name;
            let would_hold =
                names::product(name).is_none_or(&is_set_up) && self.variables.get(name).is_none();
            if meant.sure && names::is_restriction(name) && would_hold {
                self.problem(format!("{given} is no setting, so that it would restrict nothing; set {name}, which was probably meant, or both"));
            } else {
                self.warn(format!(
                    "{given} is no setting and has no effect; did you mean {name}?"
                ));
            }
        }
    }

    /// The warnings, if there was no problem. What was read from a `.env` is told in either case.
    pub(super) fn finish(self) -> Result<Vec<String>> {
        let found = self.variables.found.into_iter();
        if self.problems.is_empty() {
            Ok(found.chain(self.warnings).collect())
        } else {
            let lines: Vec<_> = self.problems.into_iter().chain(found).collect();
            Err(Error::Config(lines.join("\n")))
        }
    }
}

/// What holds for all products is read for each, and told once.
fn push_once(lines: &mut Vec<String>, line: String) {
    if !lines.contains(&line) {
        lines.push(line);
    }
}

pub(super) fn unquoted(text: &str) -> &str {
    let within = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(text)
}
