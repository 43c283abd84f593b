//! HTML's entities.

/// The entities that are read; all others are text.
const ENTITIES: [(&str, char); 14] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("nbsp", '\u{A0}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("hellip", '\u{2026}'),
    ("rarr", '\u{2192}'),
    ("larr", '\u{2190}'),
    ("bull", '\u{2022}'),
    ("copy", '\u{A9}'),
    ("reg", '\u{AE}'),
    ("euro", '\u{20AC}'),
];

/// The character and the length of the entity that begins `text`.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    let name = inner.get(..inner.char_indices().take(9).find(|(_, c)| *c == ';')?.0)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number).filter(|c| !c.is_control())?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, name.len() + 2))
}
