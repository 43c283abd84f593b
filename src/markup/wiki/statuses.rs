//! Statuses. Jira itself knows no `{status}`: it shows it as text unless an app adds it. So a status is strong text in
//! its colour, and what is read as `{status}` stays a macro.

use super::super::{
    What,
    tree::{Inline, Style},
};

/// The colours of statuses, as text on white.
const COLORS: [(&str, &str); 6] = [
    ("neutral", "#42526e"),
    ("purple", "#403294"),
    ("blue", "#0747a6"),
    ("red", "#bf2600"),
    ("yellow", "#974f0c"),
    ("green", "#006644"),
];

/// What a status is written as; of another colour it is grey.
pub(super) fn text(color: &str, label: &str) -> Inline {
    let color = COLORS.iter().find(|(name, _)| *name == color);
    let (_, shown) = color.or(COLORS.first()).copied().unwrap_or_default();
    let label = vec![Inline::text(label)];
    let colored = Inline::Styled(Style::Color(shown.to_owned()), label);
    Inline::Styled(Style::Strong, vec![colored])
}

/// The status that strong content is, if it is exactly what [`text`] gives.
pub(super) fn read(strong: &[Inline]) -> Option<Inline> {
    let [Inline::Styled(Style::Color(shown), label)] = strong else {
        return None;
    };
    let (name, _) = COLORS.iter().find(|(_, color)| color == shown)?;
    match label.as_slice() {
        [Inline::Text(label)] => Some(Inline::atl(label, What::Status((*name).to_owned()))),
        _ => None,
    }
}
