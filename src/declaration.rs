//! What a tool is: data, made from `tools.toml`. What it does is in [`crate::registry`].

use crate::args::{Limit, Listed, Parameter};
use crate::likeness::likeness;
use crate::product::{Deployment, Product};

/// From this likeness on, a name is taken for a misspelling.
const LIKE: f64 = 0.85;

include!(concat!(env!("OUT_DIR"), "/declarations.rs"));

/// A declared tool.
#[derive(Debug)]
pub struct Declaration {
    /// Its name.
    pub name: &'static str,
    /// A short human title.
    pub title: &'static str,
    /// What models read.
    pub description: &'static str,
    /// The toolset it belongs to, one of [`TOOLSETS`].
    pub toolset: &'static str,
    /// Words people use for it.
    pub keywords: &'static [&'static str],
    /// The products that must be configured.
    pub needs: &'static [Product],
    /// What it may do upstream.
    pub effect: Effect,
    /// The lists in which models see it.
    pub surfaces: &'static [Surface],
    /// Its parameters, in the order in which models see them.
    pub parameters: &'static [Parameter],
}

/// Which tools are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Surface {
    /// All that are there.
    #[default]
    Full,
    /// The few by which all others are found and called.
    Progressive,
}

/// What a tool may do upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Read,
    /// It changes something.
    Write {
        /// Something may be lost by it.
        destructive: bool,
        /// A second identical call changes nothing more.
        idempotent: bool,
    },
}

/// Every tool that is declared, ways to others included.
pub fn all() -> impl Iterator<Item = &'static Declaration> {
    DECLARATIONS.iter().chain(WAYS).copied()
}

/// The tool that a misspelt name was probably meant to be.
pub fn nearest(
    tools: impl Iterator<Item = &'static Declaration>,
    name: &str,
) -> Option<&'static Declaration> {
    let likeness = |tool: &&Declaration| likeness(name, tool.name);
    let nearest = tools.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    nearest.filter(|tool| likeness(tool) > LIKE)
}

impl Declaration {
    /// Whether it is one of all tools, and not only a way to them.
    pub fn is_usual(&self) -> bool {
        self.surfaces.contains(&Surface::Full)
    }

    /// Whether it leads to other tools where these are not listed.
    pub fn is_way(&self) -> bool {
        self.surfaces.contains(&Surface::Progressive)
    }

    /// Whether it changes anything upstream.
    pub const fn writes(&self) -> bool {
        matches!(self.effect, Effect::Write { .. })
    }

    /// The first sentence of what models read.
    pub fn gist(&self) -> &'static str {
        sentences(self.description)
            .first()
            .copied()
            .unwrap_or(self.description)
            .trim()
    }

    /// Whether a call can change anything, upstream or, where files are allowed, on this machine.
    pub fn changes(&self, files: bool) -> bool {
        let saves = files && self.parameters.iter().any(|parameter| parameter.files);
        self.writes() || saves
    }
}

/// The sentences of a text. One ends at a full stop before a capital: abbreviations go on in small letters.
pub fn sentences(text: &str) -> Vec<&str> {
    let is_end = |(at, _): &(usize, &str)| {
        let next = text.get(at + 2..).and_then(|rest| rest.chars().next());
        next.is_some_and(char::is_uppercase)
    };
    let ends: Vec<usize> = text
        .match_indices(". ")
        .filter(is_end)
        .map(|(at, _)| at + 1)
        .collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let parts = starts.zip(ends.iter().copied().chain([text.len()]));
    parts
        .filter_map(|(start, end)| text.get(start..end))
        .collect()
}
