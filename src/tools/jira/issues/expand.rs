//! The extras that an issue is asked for.

use crate::args::CsvOrList;
use crate::error::{Error, Result};
use crate::tools::names::folded;

/// What Jira gives with an issue beyond its fields. Names and types of fields are asked for anyway.
const KNOWN: [&str; 8] = [
    "changelog",
    "transitions",
    "renderedFields",
    "operations",
    "editmeta",
    "versionedRepresentations",
    "names",
    "schema",
];

/// The extras asked for, as Jira writes them, or as one of this tool's `own`. Jira itself passes over what it does not know.
///
/// # Errors
/// [`Error::Arguments`] for a part that there is not, with those that there are.
pub fn parts(given: Option<CsvOrList>, own: &[&str]) -> Result<Vec<String>> {
    let given = given.unwrap_or_default().0;
    given.iter().map(|part| known(part, own)).collect()
}

fn known(part: &str, own: &[&str]) -> Result<String> {
    let (name, deeper) = part
        .split_once('.')
        .map_or((part, None), |(name, deeper)| (name, Some(deeper)));
    // What Jira's own interface calls web links.
    let name = if folded(name) == "remotelinks" {
        "web_links"
    } else {
        name
    };
    let mut all = KNOWN.iter().chain(own);
    let found = all.find(|known| folded(known) == folded(name));
    match (found, deeper) {
        (Some(found), None) => Ok((*found).to_owned()),
        (Some(found), Some(deeper)) => Ok(format!("{found}.{deeper}")),
        (None, _) => {
            let all: Vec<_> = own.iter().chain(&KNOWN).copied().collect();
            Err(Error::Arguments(format!(
                "`expand`: there is no \"{part}\"; there are {}",
                all.join(", ")
            )))
        }
    }
}
