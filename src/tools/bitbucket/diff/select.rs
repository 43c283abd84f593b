//! Choosing files by name.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::error::{Error, Result};

/// Which files are wanted: those that one of the patterns names, without those that one after `!` names. A pattern is a path, a
/// folder, or a glob (`*`, `**`, `?`, `[…]`, `{a,b}`); one without a slash is looked for in every folder.
#[derive(Debug)]
pub struct Selection {
    wanted: Patterns,
    unwanted: Patterns,
}

#[derive(Debug)]
struct Patterns {
    /// As they were given: names may hold what globs are made of.
    names: Vec<String>,
    globs: GlobSet,
}

impl Selection {
    /// Reads patterns by comma; none if there is none.
    ///
    /// # Errors
    /// [`Error::Arguments`] for what is no glob.
    pub fn read(text: &str) -> Result<Option<Self>> {
        let patterns: Vec<&str> = split(text)
            .into_iter()
            .map(str::trim)
            .filter(|pattern| !pattern.is_empty())
            .collect();
        if patterns.is_empty() {
            return Ok(None);
        }
        let (unwanted, wanted): (Vec<&str>, Vec<&str>) = patterns
            .iter()
            .partition(|pattern| pattern.starts_with('!'));
        let unwanted: Vec<&str> = unwanted
            .iter()
            .map(|pattern| pattern.trim_start_matches('!'))
            .collect();
        Ok(Some(Self {
            wanted: Patterns::read(&wanted)?,
            unwanted: Patterns::read(&unwanted)?,
        }))
    }

    /// Whether a file is wanted that has one of these names.
    pub fn takes<'a>(&self, names: impl IntoIterator<Item = &'a str> + Clone) -> bool {
        let none = self.wanted.names.is_empty();
        let any = |patterns: &Patterns| names.clone().into_iter().any(|name| patterns.take(name));
        (none || any(&self.wanted)) && !any(&self.unwanted)
    }
}

impl Patterns {
    fn read(patterns: &[&str]) -> Result<Self> {
        let mut globs = GlobSetBuilder::new();
        let mut names = Vec::new();
        for pattern in patterns {
            let path = pattern.trim_matches('/');
            names.push(path.to_owned());
            // As in .gitignore: a slash at the beginning or within says where, one at the end only that it is a folder.
            let anywhere = if pattern.trim_end_matches('/').contains('/') {
                ""
            } else {
                "**/"
            };
            for below in ["", "/**"] {
                // What is no glob, for want of a closing bracket, is a name.
                let glob = built(&format!("{anywhere}{path}{below}"));
                let glob =
                    glob.or_else(|_| built(&format!("{anywhere}{}{below}", globset::escape(path))));
                globs.add(glob.map_err(|error| refused(pattern, error.kind()))?);
            }
        }
        let globs = globs
            .build()
            .map_err(|error| refused(&patterns.join(","), error.kind()))?;
        Ok(Self { names, globs })
    }

    fn take(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name) || self.globs.is_match(name)
    }
}

fn built(glob: &str) -> std::result::Result<Glob, globset::Error> {
    GlobBuilder::new(glob).literal_separator(true).build()
}

/// The parts between commas that are not within braces.
fn split(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    text.split(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
    .collect()
}

fn refused(pattern: &str, why: &globset::ErrorKind) -> Error {
    Error::Arguments(format!(
        "`path`: {pattern} is neither a path nor a pattern: {why}. Write src/main.rs, src/, *.rs, or !*.lock to leave out"
    ))
}
