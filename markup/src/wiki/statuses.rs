//! Statuses. Jira itself knows no `{status}`: it shows it as text unless an app adds it. So a status is strong text in
//! its colour, and what is read as `{status}` stays a macro.

use super::super::{
    What,
    tree::{Inline, Style},
};

/// The colours of statuses, as text on white: each a shade beside that of Atlassian's palette, so that text which people
/// have coloured is no status.
const COLORS: [(&str, &str); 6] = [
    ("neutral", "#42526f"),
    ("purple", "#403295"),
    ("blue", "#0747a7"),
    ("red", "#bf2601"),
    ("yellow", "#974f0d"),
    ("green", "#006645"),
];

/// What a status is written as; of another colour it is grey.
pub(super) fn text(color: &str, label: &str) -> Inline {
    let known = |(name, _): &&(&str, &str)| color.eq_ignore_ascii_case(name);
    let color = COLORS.iter().find(known).or(COLORS.first());
    let (_, shown) = color.copied().unwrap_or_default();
    let label = vec![Inline::text(label)];
    let colored = Inline::Styled(Style::Color(shown.to_owned()), label);
    Inline::Styled(Style::Strong, vec![colored])
}

/// Strong text, in which text in exactly these colours is a status; one alone is strong of itself.
pub(super) fn strong(content: Vec<Inline>) -> Inline {
    match content.as_slice() {
        [only] if let Some(status) = read(only) => status,
        _ => {
            let status = |inline| read(&inline).unwrap_or(inline);
            Inline::Styled(Style::Strong, content.into_iter().map(status).collect())
        }
    }
}

fn read(inline: &Inline) -> Option<Inline> {
    let Inline::Styled(Style::Color(shown), label) = inline else {
        return None;
    };
    let (name, _) = COLORS.iter().find(|(_, color)| color == shown)?;
    match label.as_slice() {
        [Inline::Text(label)] => Some(Inline::atl(label, What::Status((*name).to_owned()))),
        _ => None,
    }
}
