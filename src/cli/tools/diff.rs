//! What changed between two versions of the tools, and whether it breaks callers: a call that was right must stay right, and mean
//! no more than it did.

use std::fmt;

use serde::Serialize;

use super::manifest::{Described, Manifest};
use super::schema;

/// All changes, in the order of the tools.
#[derive(Debug, Serialize)]
pub(super) struct Diff {
    /// Whether any change breaks callers.
    pub breaking: bool,
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Change {
    /// Whether a caller that did well may do so no longer.
    pub breaking: bool,
    pub tool: String,
    /// The parameter, with the way into it; empty if it is the tool.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub parameter: String,
    pub what: What,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum What {
    /// It is there no more.
    Removed,
    /// It was not there.
    Added,
    /// It has another name, and the former one is still taken.
    Renamed,
    /// It must be given.
    Required,
    /// It may be left out.
    Optional,
    /// Its type, its values or their bounds.
    Type,
    /// What it is if it is left out.
    Default,
    /// Whether the tool reads or writes, and whether something may be lost.
    Access,
    /// Names that are taken for it.
    Aliases,
    /// Whether models see it.
    Listing,
    /// What models and people read.
    Text,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Change {
    /// The change in a few words. Texts are too long to be shown.
    pub(super) fn told(&self) -> String {
        match (self.what, &self.before, &self.after) {
            (What::Text, ..) => self.what.to_string(),
            (what, Some(before), Some(after)) => format!("{what}: {before} → {after}"),
            (what, Some(only), None) | (what, None, Some(only)) => format!("{what}: {only}"),
            (what, None, None) => what.to_string(),
        }
    }
}

/// The changes of one tool.
pub(super) struct Changes<'a> {
    tool: &'a str,
    pub found: Vec<Change>,
}

impl Changes<'_> {
    pub(super) fn add(
        &mut self,
        breaking: bool,
        parameter: &str,
        what: What,
        (before, after): (Option<String>, Option<String>),
    ) {
        self.found.push(Change {
            breaking,
            tool: self.tool.to_owned(),
            parameter: parameter.to_owned(),
            what,
            before,
            after,
        });
    }
}

impl Diff {
    pub(super) fn between(old: &Manifest, new: &Manifest) -> Self {
        let find = |name: &str, tools: &Manifest| {
            let mut all = tools.tools.iter();
            all.find(|tool| tool.name == name).cloned()
        };
        let mut changes = Vec::new();
        for before in &old.tools {
            let mut of_tool = Changes {
                tool: &before.name,
                found: Vec::new(),
            };
            match find(&before.name, new) {
                Some(after) => of_tool.compare(before, &after),
                None => of_tool.add(true, "", What::Removed, (None, None)),
            }
            changes.append(&mut of_tool.found);
        }
        let is_new = |tool: &&Described| find(&tool.name, old).is_none();
        changes.extend(new.tools.iter().filter(is_new).map(|tool| Change {
            breaking: false,
            tool: tool.name.clone(),
            parameter: String::new(),
            what: What::Added,
            before: None,
            after: None,
        }));
        Self {
            breaking: changes.iter().any(|change| change.breaking),
            changes,
        }
    }
}

impl Changes<'_> {
    fn compare(&mut self, old: &Described, new: &Described) {
        self.access(old, new);
        for (before, after) in [
            (&old.title, &new.title),
            (&old.description, &new.description),
            (&old.toolset, &new.toolset),
        ] {
            if before != after {
                let texts = (Some(before.clone()), Some(after.clone()));
                self.add(false, "", What::Text, texts);
            }
        }
        schema::parameters(self, old, new);
        self.names(old, new);
        self.listing(old, new);
    }

    /// What was taken for harmless may be so no longer.
    fn access(&mut self, old: &Described, new: &Described) {
        let severity = |tool: &Described| (tool.access != "read", tool.destructive);
        if severity(old) == severity(new) {
            return;
        }
        let told = |tool: &Described| match tool.destructive {
            true => format!("{}, may overwrite or delete", tool.access),
            false => tool.access.clone(),
        };
        let is_more = severity(new) > severity(old);
        self.add(
            is_more,
            "",
            What::Access,
            (Some(told(old)), Some(told(new))),
        );
    }

    /// The names that are taken beside the parameters' own.
    fn names(&mut self, old: &Described, new: &Described) {
        for (parameter, names) in &old.aliases {
            let gone = names.iter().filter(|name| !new.takes(name));
            let gone: Vec<_> = gone.map(String::as_str).collect();
            if !gone.is_empty() {
                let gone = Some(gone.join(", "));
                self.add(
                    true,
                    parameter,
                    What::Aliases,
                    (gone, Some("none".to_owned())),
                );
            }
        }
    }

    fn listing(&mut self, old: &Described, new: &Described) {
        let names = old.parameter_names().filter(|name| new.has(name));
        for name in names {
            let is_listed = |tool: &Described| tool.listed.contains(name);
            if is_listed(old) != is_listed(new) {
                let told = |tool| match is_listed(tool) {
                    true => "listed".to_owned(),
                    false => "accepted, not listed".to_owned(),
                };
                self.add(
                    false,
                    name,
                    What::Listing,
                    (Some(told(old)), Some(told(new))),
                );
            }
        }
    }
}

impl Described {
    pub(super) fn parameter_names(&self) -> impl Iterator<Item = &String> {
        super::manifest::properties(&self.parameters)
            .into_iter()
            .flat_map(|parameters| parameters.keys())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.parameter_names().any(|own| own == name)
    }

    /// The parameter that another name stands for.
    pub(super) fn standing_for(&self, name: &str) -> Option<&String> {
        let mut all = self.aliases.iter();
        let found = all.find(|(_, names)| names.iter().any(|other| other == name));
        found.map(|(parameter, _)| parameter)
    }

    fn takes(&self, name: &str) -> bool {
        self.has(name) || self.standing_for(name).is_some()
    }
}

#[cfg(test)]
mod tests;
