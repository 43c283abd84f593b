//! What the escaper asks about the text around a character.

use super::{emoticons, escape::ESCAPABLE, links, phrases::PHRASES};

pub(super) fn is_blank(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

pub(super) fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Whether what follows a brace makes it a mark that acts anywhere.
pub(super) fn is_forced(tail: &str) -> bool {
    let mark = |mark: &str| {
        tail.strip_prefix(mark)
            .is_some_and(|rest| rest.starts_with('}'))
    };
    PHRASES.into_iter().any(mark)
}

/// Whether an emoticon begins here that ends with a letter.
pub(super) fn is_face(rest: &str) -> bool {
    emoticons::notation(rest).is_some_and(|notation| notation.ends_with(char::is_alphabetic))
}

/// Whether a bracket would make an emoticon of what stands before it. An escaped character is an entity by then, which
/// ends with a semicolon.
pub(super) fn ends_in_eyes(out: &str) -> bool {
    let eyes = |out: &str| {
        let mut chars = out.chars().rev();
        match (chars.next(), chars.next()) {
            (Some(':' | ';'), _) => true,
            (Some(last), Some('\\')) => ESCAPABLE.contains(last) && !"{}[]".contains(last),
            _ => false,
        }
    };
    eyes(out) || out.strip_suffix('-').is_some_and(eyes)
}

/// Whether this is a link, now or once its marks are escaped and its emoticons written.
pub(super) fn begins_link(rest: &str) -> bool {
    let marks = ['\\', '^', '~', '#'];
    let is_link = |text: &str| links::link(text).is_some();
    let may_be_link = |whole: &str| {
        whole.ends_with(']')
            && (whole.contains(marks) || !whole.is_ascii())
            && [&['\\'][..], &marks]
                .into_iter()
                .any(|escaped| is_link(&emoticons::written(&whole.replace(escaped, "x"))))
    };
    // No link holds another bracket.
    let next = rest.match_indices(['[', ']']).nth(1);
    let whole = next.and_then(|(at, _)| rest.get(..=at));
    is_link(rest) || whole.is_some_and(may_be_link)
}

/// Whether a bar comes before a bracket: once it is escaped, the whole may be a link.
pub(super) fn is_cut(tail: &str) -> bool {
    tail.split(['[', ']'])
        .next()
        .is_some_and(|inner| inner.contains('|'))
}

/// Whether `[` comes before `]`: once it is escaped, this one may begin a link.
pub(super) fn is_nested(tail: &str) -> bool {
    tail.find(['[', ']'])
        .and_then(|at| tail.get(at..))
        .is_some_and(|rest| rest.starts_with('['))
}

/// `--` and `---` between blanks are shown as dashes.
pub(super) fn is_dash(before: Option<char>, rest: &str) -> bool {
    // A long run is measured at its start alone.
    if !is_blank(before) {
        return false;
    }
    let tail = rest.trim_start_matches('-');
    matches!(rest.len() - tail.len(), 2 | 3) && is_blank(tail.chars().next())
}

/// Whether a character goes on with the emoji before it: a joiner, a variation, a keycap or a colour of skin.
pub(super) fn is_part_of_emoji(c: Option<char>) -> bool {
    matches!(
        c,
        Some('\u{200D}' | '\u{FE0F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}')
    )
}

/// Whether a `!` would begin an image that ends in the sign that is written `(!)`.
pub(super) fn frames_warning(before: Option<char>, rest: &str) -> bool {
    let inner = rest.strip_prefix('!').unwrap_or(rest);
    let to_sign = inner.find(['!', '\u{26A0}']).and_then(|at| inner.get(..at));
    to_sign.is_some_and(|name| links::framed(before, &format!("!{name}(!)")).is_some())
}
