//! What a caller gives up for himself, by the headers that other MCP servers take too. Nothing here can widen what the operator
//! allows.

use std::collections::BTreeSet;

use http::HeaderMap;

use crate::policy::Tightening;

/// No tool but those that read.
const READ_ONLY: &str = "x-mcp-readonly";
/// Only these toolsets.
const TOOLSETS: &str = "x-mcp-toolsets";
/// Only these tools.
const TOOLS: &str = "x-mcp-tools";
/// Not these tools.
const EXCLUDED: &str = "x-mcp-exclude-tools";

/// What the headers give up. Names that nothing has give up the rest all the same.
pub(super) fn read(headers: &HeaderMap) -> Tightening {
    Tightening {
        read_only: texts(headers, READ_ONLY).any(|text| !is_false(text)),
        toolsets: names(headers, TOOLSETS),
        tools: names(headers, TOOLS),
        excluded: names(headers, EXCLUDED).unwrap_or_default(),
    }
}

/// The values of a header. One that is no text is still there.
fn texts<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).into_iter();
    values.map(|value| value.to_str().unwrap_or("?").trim())
}

fn is_false(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["", "0", "f", "false", "n", "no", "off"].contains(&text.as_str())
}

/// The names in all headers of that name; none where there is no such header, or one that says nothing.
fn names(headers: &HeaderMap, name: &str) -> Option<BTreeSet<String>> {
    let names = texts(headers, name).flat_map(|text| text.split(','));
    let names: BTreeSet<_> = names
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty()).then_some(names)
}
