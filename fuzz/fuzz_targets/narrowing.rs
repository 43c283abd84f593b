//! Whatever query comes: it is refused, or stands in parentheses of its own, and the filter beside it.
#![no_main]

use atlassian_mcp::query::narrowed;
use libfuzzer_sys::fuzz_target;

/// Whether no parenthesis of a condition closes one that it did not open, and nothing of it is left open, as JQL and CQL read it.
fn stands_alone(condition: &str) -> bool {
    let (mut depth, mut quote) = (0_i64, None);
    let mut characters = condition.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some(_), '\\') => drop(characters.next()),
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, '\\') => return false,
            (None, _) => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && quote.is_none()
}

fuzz_target!(|input: (&str, bool)| {
    let (query, several) = input;
    let (names, filter): (&[&str], _) = match several {
        true => (&["A", "B"], "project IN (\"A\", \"B\")"),
        false => (&["A"], "project = \"A\""),
    };
    let Ok(narrowed) = narrowed(query, "project", names) else {
        return;
    };
    let Some(rest) = narrowed.strip_prefix('(') else {
        let order = narrowed.strip_prefix(filter).expect("the filter alone");
        return assert!(order.is_empty() || stands_alone(order), "{narrowed}");
    };
    let joint = format!(") AND {filter}");
    // A query may hold what looks like the joint: the last place counts where both sides stand alone.
    let parted = rest.match_indices(&joint).any(|(at, _)| {
        let (condition, order) = (&rest[..at], &rest[at + joint.len()..]);
        let is_order = order.is_empty() || order.trim_start().to_lowercase().starts_with("order");
        query.contains(condition) && stands_alone(condition) && stands_alone(order) && is_order
    });
    assert!(parted, "{query:?} became {narrowed:?}");
});
