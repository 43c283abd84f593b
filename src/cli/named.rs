//! The tools and toolsets that settings name: whether there are such.

use crate::caller::Caller;
use crate::config::Config;
use crate::config::settings::table::{ENABLED_TOOLS, TOOLSETS};
use crate::declaration::{self, DECLARATIONS};
use crate::error::{Error, Result};
use crate::likeness::likeness;
use crate::registry;

/// How alike a toolset must be to what was written for it to be meant.
const ALIKE: f64 = 0.8;

/// Gives what to warn of.
///
/// # Errors
/// [`Error::Config`] if `TOOLSETS` names anything that is no toolset, or `ENABLED_TOOLS` nothing that is a tool: then none is left,
/// which nobody means.
pub(super) fn check(config: &Config) -> Result<Vec<String>> {
    let tool = |name: &str| DECLARATIONS.iter().any(|tool| tool.name == name);
    let all = config.enabled_tools.iter().flatten();
    let (known, unknown): (Vec<_>, Vec<_>) = all.partition(|name| tool(name));
    let warnings: Vec<_> = unknown.into_iter().map(|name| no_tool(name)).collect();
    let mut problems = match known.is_empty() {
        true => warnings.clone(),
        false => Vec::new(),
    };
    let toolset = |name: &str| {
        declaration::TOOLSETS
            .iter()
            .any(|(known, _)| *known == name)
    };
    let named = config.toolsets.iter().flatten();
    problems.extend(
        named
            .filter(|name| !toolset(name))
            .map(|name| no_toolset(name)),
    );
    match problems.is_empty() {
        true => Ok(warnings),
        false => Err(Error::Config(problems.join("\n"))),
    }
}

/// What `ENABLED_TOOLS` names and another setting hides.
pub(super) fn hidden<'a>(
    config: &'a Config,
    caller: &'a Caller,
) -> impl Iterator<Item = String> + 'a {
    let named = config.enabled_tools.iter().flatten();
    let declared = named.filter(|name| DECLARATIONS.iter().any(|tool| tool.name == **name));
    let hidden = declared
        .filter(|name| registry::visible(caller).all(|tool| tool.declaration.name != **name));
    hidden.map(|name| {
        let setting = ENABLED_TOOLS.name;
        format!("{setting} names {name}, which cannot be called here")
    })
}

fn no_tool(name: &str) -> String {
    let meant = declaration::nearest(DECLARATIONS.iter().copied(), name);
    let meant = meant.map_or_else(String::new, |tool| format!("; did you mean {}?", tool.name));
    format!(
        "{} names {name}, which is no tool{meant}",
        ENABLED_TOOLS.name
    )
}

fn no_toolset(name: &str) -> String {
    let like = declaration::TOOLSETS.iter();
    let like = like.map(|(known, _)| (*known, likeness(name, known)));
    let nearest = like.max_by(|(_, a), (_, b)| a.total_cmp(b));
    let hint = match nearest.filter(|(_, likeness)| *likeness > ALIKE) {
        Some((known, _)) => format!("did you mean {known}?"),
        None => {
            let known = declaration::TOOLSETS.iter().map(|(known, _)| *known);
            format!("there are {}", known.collect::<Vec<_>>().join(", "))
        }
    };
    format!(
        "{} names {name}, which is no toolset; {hint}",
        TOOLSETS.name
    )
}
