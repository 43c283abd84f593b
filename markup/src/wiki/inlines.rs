//! Reads inlines: one pass from left to right, with the phrase marks that are open on a stack.

use std::ops::Range;

use super::{
    super::tree::{Inline, Link, MAX_DEPTH, Style, plain_text},
    context::is_dash,
    elements, emoticons,
    entities::entity,
    escape, links, macros,
    phrases::{self, Open, PHRASES},
    source::{Doc, Tag, is_call},
    spans::{self, Mode},
    targets,
};

/// What a range is the content of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Any,
    /// A link's text: no links in it.
    Alias,
    /// Code, as people mean it: phrases only.
    Monospaced,
    /// Text and its escapes, where nesting ends: no phrase opens there.
    Text,
}

/// Reads a range as inlines.
pub(super) fn read(doc: &Doc<'_>, range: Range<usize>, depth: usize) -> Vec<Inline> {
    read_as(doc, range, depth, Content::Any)
}

fn read_as(doc: &Doc<'_>, range: Range<usize>, depth: usize, content: Content) -> Vec<Inline> {
    let content = match depth < MAX_DEPTH {
        true => content,
        false => Content::Text,
    };
    let Range { start, end } = range;
    let mut reader = Reader {
        doc,
        start,
        end,
        at: start,
        depth,
        content,
        inlines: Vec::new(),
        open: Vec::new(),
    };
    while reader.at < end {
        let next = reader.token();
        reader.at = next;
    }
    reader.unwind_all();
    reader
        .inlines
        .retain(|inline| *inline != Inline::Text(String::new()));
    reader.inlines
}

/// Reads inlines; phrases in `phrases.rs`.
pub(super) struct Reader<'d, 'a> {
    doc: &'d Doc<'a>,
    start: usize,
    end: usize,
    pub(super) at: usize,
    pub(super) depth: usize,
    content: Content,
    pub(super) inlines: Vec<Inline>,
    pub(super) open: Vec<Open<'a>>,
}

impl<'a> Reader<'_, 'a> {
    /// Reads what begins here, and gives where the next begins.
    fn token(&mut self) -> usize {
        let rest = self.doc.get(self.at..self.end);
        let plain = rest.find(is_special).unwrap_or(rest.len());
        if plain > 0 {
            let (text, _) = rest.split_at_checked(plain).unwrap_or_default();
            self.text(text);
            return self.at + plain;
        }
        let special = match rest.chars().next() {
            Some('\\') => Some(self.backslash(rest)),
            Some('\n') => Some(self.line_feed(rest)),
            Some('{') => self.brace(rest),
            Some('[') => self.link(rest),
            Some('!') => self.image(rest),
            Some('&') => self.entity(rest),
            Some('(' | ':' | ';') => self.emoticon(rest),
            Some('h' | 'f') => self.address(rest),
            Some('-') => self.dash(rest).or_else(|| self.phrase(rest)),
            _ => self.phrase(rest),
        };
        special.unwrap_or_else(|| {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            self.text(rest.get(..length).unwrap_or_default());
            self.at + length
        })
    }

    /// Whether macros and images are read.
    fn has_elements(&self) -> bool {
        matches!(self.content, Content::Any | Content::Alias)
    }

    pub(super) fn before(&self) -> Option<char> {
        self.doc.get(self.start..self.at).chars().next_back()
    }

    /// The character before, as it is shown: it may be an entity.
    fn shown_before(&self) -> Option<char> {
        match (self.before(), self.inlines.last()) {
            (Some(';'), Some(Inline::Text(text))) => text.chars().next_back(),
            (before, _) => before,
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        match self.inlines.last_mut() {
            Some(Inline::Text(last)) => last.push_str(text),
            _ => self.inlines.push(Inline::text(text)),
        }
    }

    fn line_break(&mut self) {
        if let Some(Inline::Text(last)) = self.inlines.last_mut() {
            last.truncate(last.trim_end_matches([' ', '\t']).len());
        }
        self.inlines.push(Inline::Break);
    }

    /// `\\` with the line feed after it, an escape, or itself.
    fn backslash(&mut self, rest: &str) -> usize {
        let Some(after) = rest.strip_prefix("\\\\") else {
            let text = escape::escaped(rest);
            self.text(text.unwrap_or("\\"));
            return self.at + 1 + text.map_or(0, str::len);
        };
        self.line_break();
        let line = after.trim_start_matches([' ', '\t']);
        let next = line
            .strip_prefix('\n')
            .map_or(line, |next| next.trim_start_matches([' ', '\t']));
        if line.starts_with('\n') {
            self.unwind_all();
        }
        self.end - next.len()
    }

    fn line_feed(&mut self, rest: &str) -> usize {
        self.unwind_all();
        self.line_break();
        self.end
            - rest
                .trim_start_matches('\n')
                .trim_start_matches([' ', '\t'])
                .len()
    }

    fn brace(&mut self, rest: &'a str) -> Option<usize> {
        if let Some((inner, end)) = self
            .doc
            .monospaced_at(self.at)
            .filter(|(_, end)| *end <= self.end && self.has_elements())
        {
            self.monospaced(inner);
            return Some(end);
        }
        let inner = rest.strip_prefix('{')?;
        if let Some(mark) = PHRASES.into_iter().find(|mark| {
            inner
                .strip_prefix(mark)
                .is_some_and(|rest| rest.starts_with('}'))
        }) {
            let length = mark.len() + 2;
            return self
                .mark(mark, rest.get(..length)?, true, true)
                .then_some(self.at + length);
        }
        let tag = self
            .doc
            .tag_at(self.at)
            .filter(|tag| tag.span.end <= self.end && self.has_elements())?
            .clone();
        Some(self.tag(&tag))
    }

    fn monospaced(&mut self, range: Range<usize>) {
        let content = read_as(
            self.doc,
            range,
            self.depth + self.open.len() + 1,
            Content::Monospaced,
        );
        let content = self.without_open(content);
        phrases::push(Inline::monospaced(content), &mut self.inlines);
    }

    fn tag(&mut self, tag: &Tag<'_>) -> usize {
        let depth = self.depth + self.open.len() + 1;
        let Some(body) = tag.body().filter(|_| tag.end() <= self.end) else {
            let text = self.doc.get(tag.span.clone());
            // In a link's text nothing but text can be edited, and a placeholder reads as one.
            let in_alias = self.content == Content::Alias && tag.params.is_empty();
            if tag.name == macros::QUOTE || in_alias || !is_call(tag.name, tag.params) {
                self.text(text);
            } else {
                self.inlines.push(macros::leaf(tag, text));
            }
            return tag.span.end;
        };
        let whole = self.doc.get(tag.span.start..tag.end());
        let content = read(self.doc, body, depth);
        let inline = match macros::color(tag) {
            Some(_) if content.iter().all(is_blank) => {
                self.text(&plain_text(&content));
                return tag.end();
            }
            Some(color) => Inline::Styled(Style::Color(color), content),
            None => {
                let container = macros::container(tag, content).map(Inline::Container);
                let in_table = self.doc.in_table.get();
                let exact = container.filter(|container| is_exact(container, whole, in_table));
                exact.unwrap_or_else(|| macros::carrier(tag, whole))
            }
        };
        self.inlines.push(inline);
        tag.end()
    }

    fn link(&mut self, rest: &str) -> Option<usize> {
        let parts = links::link(rest).filter(|_| self.content == Content::Any)?;
        let end = self.at + parts.length;
        if self.doc.is_cut_by_macro(self.at..end) {
            return None;
        }
        let start = self.at + 1;
        let alias = parts.alias.map(|alias| {
            read_as(
                self.doc,
                start..start + alias.len(),
                self.depth + self.open.len() + 1,
                Content::Alias,
            )
        });
        let alias = alias.map(|alias| self.without_open(alias));
        let can_say = |alias: &Option<Vec<Inline>>| alias.iter().flatten().all(may_be_linked);
        let link = match can_say(&alias) {
            true => elements::target(&parts, alias),
            false => None,
        };
        let inline = link.unwrap_or_else(|| {
            let text = rest.get(..parts.length).unwrap_or_default();
            Inline::Carrier(
                parts.alias.unwrap_or(parts.target).to_owned(),
                macros::source(text),
            )
        });
        self.inlines.push(inline);
        Some(end)
    }

    fn image(&mut self, rest: &str) -> Option<usize> {
        let (name, params, length) =
            links::image(self.shown_before(), rest).filter(|_| self.has_elements())?;
        self.inlines
            .push(elements::image(name, links::image_params(params)));
        Some(self.at + length)
    }

    fn entity(&mut self, rest: &str) -> Option<usize> {
        let (c, length) = entity(rest)?;
        self.text(&c.to_string());
        Some(self.at + length)
    }

    fn emoticon(&mut self, rest: &str) -> Option<usize> {
        let (notation, character) =
            emoticons::read(self.before(), rest).filter(|_| self.content != Content::Monospaced)?;
        self.text(character);
        Some(self.at + notation.len())
    }

    /// `--` and `---` between blanks, but in code.
    fn dash(&mut self, rest: &str) -> Option<usize> {
        let is_read = self.content != Content::Monospaced && is_dash(self.before(), rest);
        let length = rest.len() - rest.trim_start_matches('-').len();
        is_read.then(|| {
            self.text(if length == 2 { "–" } else { "—" });
            self.at + length
        })
    }

    fn address(&mut self, rest: &str) -> Option<usize> {
        let length =
            links::address(self.before(), rest).filter(|_| self.content == Content::Any)?;
        let url = targets::web_target(rest.get(..length)?);
        let text = vec![Inline::text(&url)];
        self.inlines.push(Inline::Link(Link::url(&url, text)));
        Some(self.at + length)
    }
}

fn is_special(c: char) -> bool {
    matches!(
        c,
        '\\' | '\n'
            | '{'
            | '['
            | '!'
            | '&'
            | '('
            | ':'
            | ';'
            | 'h'
            | 'f'
            | '*'
            | '_'
            | '-'
            | '+'
            | '^'
            | '~'
            | '?'
    )
}

/// Whether Markdown has it within a link.
fn may_be_linked(inline: &Inline) -> bool {
    match inline {
        Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Image(_) => true,
        Inline::Styled(_, content) => content.iter().all(may_be_linked),
        Inline::Container(container) => container.content.iter().all(may_be_linked),
        Inline::Link(_) | Inline::FootnoteRef(_) | Inline::Carrier(..) => false,
    }
}

fn is_blank(inline: &Inline) -> bool {
    matches!(inline, Inline::Text(text) if text.trim().is_empty())
}

/// Whether an inline is written as it was read, within a phrase and without: what is open here may yet be text.
fn is_exact(inline: &Inline, whole: &str, in_table: bool) -> bool {
    [false, true].into_iter().all(|in_phrase| {
        let mode = Mode {
            one_line: in_phrase,
            in_phrase,
            in_table,
            ..Mode::default()
        };
        spans::write_as(std::slice::from_ref(inline), mode) == whole
    })
}
