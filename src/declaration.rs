//! What a tool is: data, made from `tools.toml`. What it does is in [`crate::registry`].

use crate::args::{Limit, Parameter};
use crate::product::Product;

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
    /// Its parameters, in the order in which models see them.
    pub parameters: &'static [Parameter],
    /// Whether its behaviour is still to come.
    pub planned: bool,
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

impl Declaration {
    /// Whether it changes anything upstream.
    pub const fn writes(&self) -> bool {
        matches!(self.effect, Effect::Write { .. })
    }

    /// Whether a call can change anything, upstream or, where files are allowed, on this machine.
    pub fn changes(&self, files: bool) -> bool {
        let saves = files && self.parameters.iter().any(|parameter| parameter.files);
        self.writes() || saves
    }
}
