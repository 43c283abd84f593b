//! Emoticons and their Unicode characters.

/// Notation and character; the first of several notations is the one that is written.
const EMOTICONS: [(&str, &str); 29] = [
    (":)", "\u{1F642}"),
    (":-)", "\u{1F642}"),
    (":(", "\u{1F641}"),
    (":-(", "\u{1F641}"),
    (":P", "\u{1F61B}"),
    (":p", "\u{1F61B}"),
    (":-P", "\u{1F61B}"),
    (":D", "\u{1F603}"),
    (":-D", "\u{1F603}"),
    (";)", "\u{1F609}"),
    (";-)", "\u{1F609}"),
    ("(y)", "\u{1F44D}"),
    ("(n)", "\u{1F44E}"),
    ("(i)", "\u{2139}\u{FE0F}"),
    ("(/)", "\u{2705}"),
    ("(x)", "\u{274C}"),
    ("(!)", "\u{26A0}\u{FE0F}"),
    ("(+)", "\u{2795}"),
    ("(-)", "\u{2796}"),
    ("(?)", "\u{2753}"),
    ("(on)", "\u{1F4A1}"),
    ("(off)", "\u{1F50C}"),
    ("(*)", "\u{2B50}"),
    ("(*y)", "\u{2B50}"),
    ("(flag)", "\u{1F6A9}"),
    ("(flagoff)", "\u{1F3F3}\u{FE0F}"),
    ("(*r)", "\u{1F534}"),
    ("(*g)", "\u{1F7E2}"),
    ("(*b)", "\u{1F535}"),
];

/// The notation and the character of the emoticon that begins `text`. Jira shows one after a word as well, where
/// people mean text: `f(x)`.
pub(super) fn read(before: Option<char>, text: &str) -> Option<(&'static str, &'static str)> {
    find(text).filter(|_| is_free(before))
}

/// The notation that begins `text`, if Jira would show an emoticon.
pub(super) fn notation(text: &str) -> Option<&'static str> {
    find(text).map(|(notation, _)| notation)
}

fn find(text: &str) -> Option<(&'static str, &'static str)> {
    let here = |notation: &str| {
        text.strip_prefix(notation)
            .is_some_and(|rest| is_free(rest.chars().next()))
    };
    EMOTICONS.into_iter().find(|(notation, _)| here(notation))
}

/// Whether an emoticon may stand beside a character. The information sign counts as a letter, but is itself written as
/// an emoticon.
pub(super) fn is_free(c: Option<char>) -> bool {
    c.is_none_or(|c| !c.is_alphanumeric() || c == '\u{2139}')
}

/// Whether `)` would end an emoticon that begins with `(`, though a part of it is a phrase's mark.
pub(super) fn would_end(out: &str) -> bool {
    let open = |(notation, _): &(&str, &str)| {
        let start = notation
            .strip_suffix(')')
            .filter(|start| start.starts_with('('));
        let before = start.and_then(|start| out.strip_suffix(start));
        before.is_some_and(|before| !before.ends_with('\\'))
    };
    EMOTICONS.iter().any(open)
}

/// Text with the notation of each character that has one.
pub(super) fn written(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (shown, length) = match write(rest).filter(|_| !c.is_ascii()) {
            Some((notation, character)) => (notation, character.len()),
            None => (rest.get(..c.len_utf8()).unwrap_or_default(), c.len_utf8()),
        };
        out.push_str(shown);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The notation of the character that begins `text`, and the character.
pub(super) fn write(text: &str) -> Option<(&'static str, &'static str)> {
    EMOTICONS
        .into_iter()
        .find(|(_, character)| text.starts_with(character))
}
