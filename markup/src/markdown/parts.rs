//! Containers that need no end: each ends where the next one of its level or above begins, and where what holds it ends.

/// Their names and levels.
const PARTS: [(&str, u8); 5] = [
    ("layout-section", 0),
    ("dt", 0),
    ("dd", 0),
    ("layout-cell", 1),
    ("column", 1),
];

/// The level of a container, by its head as it is spelled; none of one that needs an end.
pub(super) fn level(head: &str) -> Option<u8> {
    let name = head.split(' ').next().unwrap_or_default();
    PARTS
        .iter()
        .find(|(part, _)| *part == name)
        .map(|(_, level)| *level)
}

/// The head of a part that stands right in one of its own level or below, spelled so that it needs an end.
pub(super) fn with_end(head: &str) -> String {
    let (name, rest) = head.split_at(head.find(' ').unwrap_or(head.len()));
    let mut letters = name.chars();
    let last = letters.next_back().map_or(0, u32::from);
    format!("{}%{last:02X}{rest}", letters.as_str())
}
