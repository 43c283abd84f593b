//! A drift as people read it, and as programs do.

use std::fmt::Write as _;

use super::{Change, Changed, Drift};
use crate::Error;

/// The drifts as JSON, a list of [`Drift`].
///
/// # Errors
/// None in practice.
pub fn json(drifts: &[Drift]) -> Result<String, Error> {
    serde_json::to_string_pretty(drifts).map_err(Error::malformed("the report"))
}

/// The drifts as tables: a block for each operation with the tools that use it, a line for each change of it, marked with `!` if
/// something has to be done about it.
pub fn table(drifts: &[Drift]) -> String {
    let blocks: Vec<String> = drifts.iter().map(of_document).collect();
    blocks.join("\n")
}

fn of_document(drift: &Drift) -> String {
    let versions = match drift.have == drift.offered {
        true => format!("version {}", drift.have),
        false => format!("version {}, we have {}", drift.offered, drift.have),
    };
    let summary = match drift.count() {
        (0, _) => "nothing changes for us".to_owned(),
        (all, work) => format!("{all} changes for us, {work} of them need work (!)"),
    };
    let mut text = format!("{} ({versions}): {summary}\n", drift.document);
    for changed in &drift.operations {
        block(&mut text, changed);
    }
    text
}

fn block(text: &mut String, changed: &Changed) {
    // Writing to a String has no way to fail.
    let _ = writeln!(
        text,
        "\n{}\n  used by {}",
        changed.operation,
        changed.tools.join(", ")
    );
    let places = changed.changes.iter().map(|change| change.place.len());
    let width = places.max().unwrap_or_default();
    for change in &changed.changes {
        let mark = if change.needs_work { '!' } else { ' ' };
        let line = format!(
            "  {mark} {:<10}  {:<width$}  {}",
            change.kind.to_string(),
            change.place,
            difference(change)
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

fn difference(change: &Change) -> String {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) => after.clone(),
        _ => String::new(),
    }
}
