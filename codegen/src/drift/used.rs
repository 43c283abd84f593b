//! The names of Atlassian's interfaces that our code says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use heck::ToSnakeCase;

use crate::Error;
use crate::manifest::Manifest;

/// The words of our sources, in which every name stands that we send or read: a parameter by its setter, a member of an answer by
/// the field of its view. It holds words that mean something else, too, so that it may count a change too many, and none too few.
#[derive(Debug, Clone, Default)]
pub struct Used(BTreeSet<String>);

impl Used {
    /// The words of the Rust sources below `src/` of the project at `root`, and the arguments that its `tools.toml` maps.
    ///
    /// # Errors
    /// The first file that cannot be read.
    pub fn of(root: &Path, manifest: &Manifest) -> Result<Self, Error> {
        let mut used = Self::default();
        used.add_folder(&root.join("src"))?;
        let calls = manifest
            .tools
            .values()
            .filter_map(|tool| tool.call.as_ref());
        let requests = calls.flat_map(|call| [&call.cloud, &call.dc]);
        requests
            .flat_map(|request| request.args.keys())
            .for_each(|argument| used.add(argument));
        Ok(used)
    }

    /// Whether our code says this name of the interface, in whichever spelling.
    pub fn says(&self, name: &str) -> bool {
        words(name).all(|word| self.0.contains(&word))
    }

    /// Takes the words of a text in.
    pub fn add(&mut self, text: &str) {
        self.0.extend(words(text));
    }

    fn add_folder(&mut self, folder: &Path) -> Result<(), Error> {
        for entry in fs::read_dir(folder).map_err(Error::file(folder))? {
            let path = entry.map_err(Error::file(folder))?.path();
            if path.is_dir() {
                self.add_folder(&path)?;
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                self.add(&fs::read_to_string(&path).map_err(Error::file(&path))?);
            }
        }
        Ok(())
    }
}

/// The words of a text as Rust writes them: `startAt` is `start_at`, `type_` is `type`.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .map(|word| word.to_snake_case())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_spelling_and_only_if_they_are_said() {
        let mut used = Used::default();
        used.add(
            "#[serde(rename = \"displayName\")] type_: String, request.start_at(3); \"x-forge\"",
        );
        for said in ["displayName", "type", "startAt", "start_at", "x-forge"] {
            assert!(used.says(said), "{said}");
        }
        for unsaid in ["display", "start", "avatarUrls", "x-other"] {
            assert!(!used.says(unsaid), "{unsaid}");
        }
    }
}
