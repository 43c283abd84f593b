//! Text to wiki markup: a backslash before what would act, and before nothing else. What no backslash protects
//! becomes an entity.

use std::borrow::Cow;

use super::{
    blocks,
    blocks::Kind,
    context::{
        begins_link, ends_in_eyes, frames_warning, is_blank, is_cut, is_dash, is_face, is_forced,
        is_nested, is_part_of_emoji, is_word,
    },
    emoticons,
    entities::entity,
    links,
    phrases::PHRASES,
    source,
};

/// Where text stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// At the start of a line, as far as blocks are concerned.
    pub line_start: bool,
    /// The first character of the markup that follows, if any.
    pub after: Option<char>,
    /// Within a phrase, whose mark may end it anywhere.
    pub in_phrase: bool,
    pub in_link: bool,
    pub in_table: bool,
    /// At the start of a list item, where `[ ]` makes a task.
    pub item_start: bool,
    /// Monospaced.
    pub in_code: bool,
}

/// What a backslash makes text of. Braces and brackets are bare again before phrases are looked for, all others are not.
pub(super) const ESCAPABLE: &str = "-#*_+?^~|%{}[]()!@";
/// A backslash that would otherwise escape what follows it.
const BACKSLASH: &str = "&#92;";
const DOT: &str = "&#46;";
const COLON: &str = "&#58;";
/// A bracket that what follows it would make an emoticon of, even behind a backslash.
const OPENING_BRACKET: &str = "&#40;";
const OPENING_BRACE: &str = "&#123;";
const CLOSING_BRACE: &str = "&#125;";

/// What the backslash that begins `text` makes text of; `None` if it is itself text.
pub(super) fn escaped(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('\\')?;
    let one = || rest.get(..1).filter(|c| ESCAPABLE.contains(c));
    emoticons::notation(rest).or_else(one)
}

/// Text with blanks for control characters, which Jira takes nowhere.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(is_control) {
        text.replace(is_control, " ").into()
    } else {
        text.into()
    }
}

/// Appends text, escaped.
pub(super) fn text(text: &str, place: Place, out: &mut String) {
    let text = &*clean(text);
    let escaper = Escaper {
        text,
        place,
        closers: closers(text, place),
        last_brace: text.rfind('}'),
        last_bracket: text.rfind(']'),
        last_bang: text.rfind('!'),
        last_warning: text.rfind('\u{26A0}'),
    };
    let mut at = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(at);
    let dot = match place.line_start {
        true => escaper.block_mark(at),
        false => None,
    };
    // After an opening tag, blanks are kept.
    let kept = !place.line_start || !out.is_empty() && !out.ends_with('\n');
    blanks(text.get(..at).unwrap_or_default(), kept, out);
    while let Some(rest) = text.get(at..).filter(|_| at < end) {
        let Some(c) = rest.chars().next() else { break };
        let stop = dot.filter(|dot| *dot >= at).unwrap_or(end);
        let plain = plain_run(text.get(at..stop).unwrap_or_default());
        if plain > 0 {
            out.push_str(rest.get(..plain).unwrap_or_default());
            at += plain;
            continue;
        }
        let before = out
            .chars()
            .next_back()
            .filter(|c| *c != '\n' && !(place.line_start && at == 0));
        at += if dot == Some(at) {
            match c {
                '.' => out.push_str(DOT),
                c => out.extend(['\\', c]),
            }
            c.len_utf8()
        } else {
            escaper.one(c, before, at, rest, out)
        };
    }
    blanks(text.get(at..).unwrap_or_default(), true, out);
}

/// Appends blanks at the edge of a text: at that of a line, any but the plain ones would be passed over, were they no
/// entities.
fn blanks(text: &str, plain: bool, out: &mut String) {
    let odd = |c: char| !c.is_ascii();
    for c in text.chars().skip_while(|c| !plain && !odd(*c)) {
        match c {
            '\u{A0}' => out.push_str("&nbsp;"),
            c if odd(c) => out.push_str(&format!("&#{};", u32::from(c))),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
}

/// The length of the text that begins with nothing that [`Escaper::one`] asks about: no mark, and no character
/// that could be an emoticon (these begin with the bytes E2 or F0).
fn plain_run(text: &str) -> usize {
    let acts = |byte: u8| {
        matches!(
            byte,
            b'\n'
                | b'-'
                | b'\\'
                | b'&'
                | b'{'
                | b'}'
                | b'['
                | b']'
                | b'!'
                | b'|'
                | b'('
                | b')'
                | b':'
                | b';'
                | b'?'
                | b'*'
                | b'_'
                | b'+'
                | b'^'
                | b'~'
                | 0xE2
                | 0xF0
        )
    };
    text.bytes().position(acts).unwrap_or(text.len())
}

struct Escaper<'a> {
    text: &'a str,
    place: Place,
    closers: [Option<usize>; PHRASES.len()],
    /// Where `}`, `]` and `!` stand last.
    last_brace: Option<usize>,
    last_bracket: Option<usize>,
    last_bang: Option<usize>,
    /// Where the sign stands last that is written `(!)`.
    last_warning: Option<usize>,
}

/// For each mark the last place where it could close a phrase that text opens.
fn closers(text: &str, place: Place) -> [Option<usize>; PHRASES.len()] {
    let mut last = [None; PHRASES.len()];
    let mut before = None;
    for (at, c) in text.char_indices() {
        if let Some(slot) = phrase(c).and_then(|mark| last.get_mut(mark)) {
            let after = text
                .get(at + 1..)
                .and_then(|rest| rest.chars().next())
                .or(place.after);
            if !is_blank(before) && before != Some(c) && !is_word(after) {
                *slot = Some(at);
            }
        }
        before = Some(c);
    }
    last.map(|at| {
        if place.after.is_some() {
            Some(usize::MAX)
        } else {
            at
        }
    })
}

/// Which phrase the mark of this character begins or ends.
fn phrase(c: char) -> Option<usize> {
    let is_mark = !c.is_ascii_alphanumeric() && c != ' ';
    PHRASES
        .iter()
        .position(|mark| is_mark && mark.starts_with(c))
}

impl Escaper<'_> {
    /// Where to put a backslash so that the line begins no block.
    fn block_mark(&self, at: usize) -> Option<usize> {
        let line = self.text.get(at..)?;
        let kind = if self.place.after.is_some() {
            blocks::kind(&format!("{line}x"))
        } else {
            None
        };
        match kind.or_else(|| blocks::kind(line))? {
            Kind::Heading(_) | Kind::Quote => Some(at + 2),
            Kind::List | Kind::Rule | Kind::Table => Some(at),
        }
    }

    /// Appends one character, or an emoticon, and gives the length of what it took.
    fn one(&self, c: char, before: Option<char>, at: usize, rest: &str, out: &mut String) -> usize {
        let tail = rest.get(c.len_utf8()..).unwrap_or_default();
        let next = tail.chars().next();
        let is_odd = |next: &char| next.is_whitespace() && !next.is_ascii();
        // What stands at the end as an entity is no blank to a mark beside it.
        let next = match next.filter(is_odd) {
            Some(_) if tail.trim_end().is_empty() => Some('&'),
            _ => next,
        };
        match c {
            '\n' => out.push(' '),
            '-' if is_dash(before, rest) => {
                let length = rest.len() - rest.trim_start_matches('-').len();
                out.push_str(&"\\-".repeat(length));
                return length;
            }
            '\\' if next.is_none_or(|next| next == '\\') || escaped(rest).is_some() => {
                out.push_str(BACKSLASH);
            }
            '&' if entity(rest).is_some() => out.push_str("&amp;"),
            ':' if is_face(rest) || self.is_address(tail, out) => out.push_str(COLON),
            '{' if self.brace(at, tail) => {
                out.push_str(if self.is_bare_too_soon(tail) {
                    OPENING_BRACE
                } else {
                    "\\{"
                });
            }
            '(' if tail.is_empty() && self.place.after.is_some() && ends_in_eyes(out) => {
                out.push_str(OPENING_BRACKET);
            }
            '{' if self.place.in_code && at == 0 => out.push_str(OPENING_BRACE),
            '}' if self.place.in_code && next.is_none_or(|next| next == '}') => {
                out.push_str(CLOSING_BRACE)
            }
            _ if c.is_ascii() => {
                if self.acts(c, before, next.or(self.place.after), at, rest, out) {
                    out.push('\\');
                }
                out.push(c);
            }
            _ => return self.other(c, before, rest, out),
        }
        c.len_utf8()
    }

    fn other(&self, c: char, before: Option<char>, rest: &str, out: &mut String) -> usize {
        if let Some((notation, character)) = emoticons::write(rest).filter(|_| {
            !self.place.in_code && !is_word(before) && before != Some('\\') && !ends_in_eyes(out)
        }) {
            let next = rest
                .get(character.len()..)
                .and_then(|rest| rest.chars().next())
                .or(self.place.after);
            // An image begins beside no letter.
            let before_image = is_face(notation) && next == Some('!') && rest == character;
            if !is_word(next) && !is_part_of_emoji(next) && !before_image {
                out.push_str(notation);
                return character.len();
            }
        }
        out.push(c);
        c.len_utf8()
    }

    /// Whether a character would be read as a mark.
    fn acts(
        &self,
        c: char,
        before: Option<char>,
        next: Option<char>,
        at: usize,
        rest: &str,
        out: &str,
    ) -> bool {
        let tail = rest.get(1..).unwrap_or_default();
        let open_end = |last: Option<usize>| self.goes_on() && last <= Some(at);
        match c {
            '{' => false,
            // Two would end what is monospaced: one of a text and one of a mark.
            '}' => out.ends_with("}}") || at == 0 && before == Some('}'),
            '[' => {
                self.place.in_link
                    || self.is_task(at, rest)
                    || is_nested(tail)
                    || self.place.in_table && is_cut(tail)
                    || begins_link(rest)
                    || open_end(self.last_bracket)
            }
            ']' => self.place.in_link,
            '!' => {
                links::framed(before, rest).is_some()
                    || open_end(self.last_bang) && !is_blank(next) && !is_word(before)
                    || self.last_warning > Some(at) && frames_warning(before, rest)
            }
            '|' => self.place.in_table || self.place.in_link,
            '(' => emoticons::notation(rest).is_some() || ends_in_eyes(out),
            ')' => emoticons::is_free(next) && (ends_in_eyes(out) || emoticons::would_end(out)),
            '?' if !tail.starts_with('?') => false,
            _ => self.phrase(c, before, next, at),
        }
    }

    /// Whether what the text begins may end after it: in a table, even in another cell.
    fn goes_on(&self) -> bool {
        self.place.after.is_some() || self.place.in_table
    }

    /// Whether a brace begins a macro or a mark.
    fn brace(&self, at: usize, tail: &str) -> bool {
        let after_name = tail.trim_start_matches(source::is_in_name);
        let name = tail.strip_suffix(after_name).unwrap_or_default();
        let macro_begins = || match after_name.chars().next() {
            Some('}') => true,
            Some(':') => self.goes_on() || self.last_brace > Some(at),
            Some(_) => false,
            None => self.goes_on(),
        };
        let mark_begins = || tail.is_empty() || tail == "?" || PHRASES.contains(&tail);
        tail.starts_with('{')
            || is_forced(tail)
            || self.place.after.is_some() && mark_begins()
            || source::is_name(name) && !self.is_bare_in_link(name, after_name) && macro_begins()
    }

    /// Whether this is read as text in a link anyway.
    fn is_bare_in_link(&self, name: &str, after_name: &str) -> bool {
        self.place.in_link && after_name.starts_with('}') && source::is_placeholder(name, "")
    }

    /// Whether a brace that a backslash made bare would begin a phrase.
    fn is_bare_too_soon(&self, tail: &str) -> bool {
        let goes_on = tail.is_empty() && self.place.after.is_some_and(|after| after != '\n');
        self.place.in_code || goes_on || tail.starts_with('{') || is_forced(tail)
    }

    /// Whether a colon stands in a web address; in a link none is looked for.
    fn is_address(&self, tail: &str, out: &str) -> bool {
        let schemes = ["http", "https", "ftp"];
        let looks = !self.place.in_code && !self.place.in_link;
        looks && tail.starts_with("//") && schemes.into_iter().any(|scheme| out.ends_with(scheme))
    }

    fn is_task(&self, at: usize, rest: &str) -> bool {
        self.place.item_start && at == 0 && (rest.starts_with("[ ]") || rest.starts_with("[x]"))
    }

    /// Whether a mark opens a phrase that may be closed, or within a phrase closes one.
    fn phrase(&self, c: char, before: Option<char>, next: Option<char>, at: usize) -> bool {
        let Some(mark) = phrase(c) else { return false };
        let opens = !is_word(before) && !is_blank(next);
        let closes = !is_blank(before) && !is_word(next);
        match self.place.in_phrase {
            true => opens || closes,
            false => {
                opens
                    && self
                        .closers
                        .get(mark)
                        .copied()
                        .flatten()
                        .is_some_and(|last| last > at)
            }
        }
    }
}
