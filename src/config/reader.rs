//! Reads values with meaning out of variables, and collects every problem on the way, so that all are reported at once.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use super::settings::{self, Kind, Setting};
use super::sources::{Said, Variables};
use super::spelling;
use crate::error::{Error, Result};
use crate::product::Product;

/// The longest time that a setting may name.
const MAX_SECONDS: u64 = 3600;

pub(super) struct Reader {
    variables: Variables,
    problems: Vec<String>,
    warnings: Vec<String>,
    /// The settings that were asked for, set or not.
    #[cfg(test)]
    pub(super) asked: std::collections::BTreeSet<&'static str>,
}

impl Reader {
    pub(super) const fn new(variables: Variables) -> Self {
        Self {
            variables,
            problems: Vec::new(),
            warnings: Vec::new(),
            #[cfg(test)]
            asked: std::collections::BTreeSet::new(),
        }
    }

    /// The value without the spaces and quotes that `docker --env-file` and some clients leave around it; that of what it falls
    /// back on where it has none. Quotes around nothing are no value, except of a restriction, which somebody may have meant.
    pub(super) fn text(&mut self, setting: &'static Setting) -> Option<String> {
        self.said(setting).map(|said| said.text)
    }

    /// [`Reader::text`], with the name to speak of it by: that which was set.
    pub(super) fn said(&mut self, setting: &'static Setting) -> Option<Said> {
        #[cfg(test)]
        self.asked
            .extend(setting.chain().map(|setting| setting.name));
        let said = setting
            .chain()
            .find_map(|setting| self.variables.get(setting))?;
        let said = Said {
            text: unquoted(said.text.trim()).trim().to_owned(),
            ..said.clone()
        };
        let name = said.name;
        if setting.restricts() && said.text.contains("${") {
            self.problem(format!(
                "{name} has a placeholder (${{…}}) in it that the program which started this server did not fill in, so it is not known what it shall restrict; set {name} itself, or take it away"
            ));
            return None;
        }
        (setting.restricts() || !said.text.is_empty()).then_some(said)
    }

    /// What a value means, or else the default; what it must be is a problem's words.
    fn parsed<T>(
        &mut self,
        setting: &'static Setting,
        must: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let default = || parse(setting.default);
        let Some(said) = self.said(setting) else {
            return default();
        };
        parse(&said.text).or_else(|| {
            let (name, example) = (said.name, setting.instance());
            self.problem(format!("{name} must be {must}, e.g. {name}={example}"));
            default()
        })
    }

    /// A switch.
    pub(super) fn flag(&mut self, setting: &'static Setting) -> bool {
        let parse = |text: &str| match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "y" | "on" => Some(true),
            "false" | "0" | "no" | "n" | "off" => Some(false),
            _ => None,
        };
        self.parsed(setting, "true or false", parse)
            .unwrap_or_default()
    }

    /// At least one item, or `None` where the variable is not set.
    pub(super) fn list(&mut self, setting: &'static Setting) -> Option<Vec<String>> {
        let said = self.said(setting)?;
        let items = said
            .text
            .split(',')
            .map(|item| unquoted(item.trim()).trim());
        let items: Vec<_> = items
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect();
        if items.is_empty() {
            let name = said.name;
            self.problem(format!(
                "{name} is set but names nothing; name what is allowed, or take {name} away to allow all"
            ));
            return None;
        }
        Some(items)
    }

    /// From 1 s to 1 h.
    pub(super) fn seconds(&mut self, setting: &'static Setting) -> Duration {
        let must = format!("a whole number of seconds from 1 to {MAX_SECONDS}");
        let within = |seconds: &u64| (1..=MAX_SECONDS).contains(seconds);
        let parse = |text: &str| text.parse().ok().filter(within).map(Duration::from_secs);
        self.parsed(setting, &must, parse).unwrap_or_default()
    }

    /// A whole number that is not less than that.
    pub(super) fn number<N>(&mut self, setting: &'static Setting, least: N) -> N
    where
        N: FromStr + PartialOrd + Copy,
    {
        let parse = |text: &str| text.parse().ok().filter(|number| *number >= least);
        self.parsed(setting, "a whole number", parse)
            .unwrap_or(least)
    }

    /// One of the words that it may be, in any letter case.
    pub(super) fn choice(&mut self, setting: &'static Setting) -> Option<&'static str> {
        let Kind::Choice(words) = setting.kind else {
            return None;
        };
        let is = |text: &str| {
            words
                .iter()
                .copied()
                .find(|word| text.eq_ignore_ascii_case(word))
        };
        self.parsed(setting, &words.join(" or "), is)
    }

    /// A folder, named in full since clients start this server in directories of their own choice.
    pub(super) fn folder(&mut self, setting: &'static Setting) -> Option<PathBuf> {
        let is_folder = |path: &PathBuf| path.is_absolute() && path.is_dir();
        let parse = |text: &str| Some(PathBuf::from(text)).filter(is_folder);
        self.parsed(setting, "the full path of a folder that exists", parse)
    }

    /// Something that must be put right. What several ask for is told once.
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
        let of_it = settings::all().filter(move |setting| setting.product == product);
        let unfilled = of_it.filter(|setting| self.variables.is_unfilled(setting));
        unfilled.map(|setting| setting.name)
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
        let strange = self.variables.strange();
        let misspelt: Vec<_> = strange
            .filter_map(|(name, _)| Some((name.to_owned(), spelling::meant(name)?)))
            .collect();
        for (given, meant) in misspelt {
            let (setting, name) = (meant.setting, meant.setting.name);
            let would_hold =
                setting.product.is_none_or(&is_set_up) && self.variables.get(setting).is_none();
            if meant.sure && setting.restricts() && would_hold {
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
        let (problems, warnings) = self.told();
        match problems.is_empty() {
            true => Ok(warnings),
            false => Err(Error::Config(problems.join("\n"))),
        }
    }

    /// The problems, of which there are none if all is well, and the warnings.
    pub(super) fn told(self) -> (Vec<String>, Vec<String>) {
        let found = self.variables.found.into_iter();
        // With a file unread, much more would be missing than is.
        let problems = match self.variables.fault {
            Some(fault) => vec![fault],
            None => self.problems,
        };
        match problems.is_empty() {
            true => (problems, found.chain(self.warnings).collect()),
            false => (problems.into_iter().chain(found).collect(), self.warnings),
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
