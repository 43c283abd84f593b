//! Writes inlines.

use super::{
    super::{
        Atl, What,
        attrs::Attrs,
        tree::{Container, Href, Inline, Link, MONOSPACE, Style, followers},
    },
    blocks,
    context::is_word,
    escape::{self, Place},
    lists, macros,
    phrases::{self, CITE},
    source,
};

/// How inlines are written here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mode {
    /// On one line, as in headings and phrases.
    pub one_line: bool,
    pub in_table: bool,
    pub in_link: bool,
    /// At the start of a list item.
    pub in_item: bool,
    pub in_phrase: bool,
    pub in_code: bool,
}

/// Writes the content of a block, or inlines on their own.
pub(super) fn write_as(inlines: &[Inline], mode: Mode) -> String {
    let mut writer = Writer {
        out: String::new(),
        fresh: 0,
        open: Vec::new(),
    };
    writer.all(inlines, mode, None);
    writer.out.trim_end_matches([' ', '\n']).to_owned()
}

pub(super) struct Writer {
    pub(super) out: String,
    /// The length after an opening tag, where a line begins as far as blocks are concerned.
    fresh: usize,
    /// The marks of the phrases that are open; one of a kind is enough.
    open: Vec<&'static str>,
}

impl Writer {
    pub(super) fn all(&mut self, inlines: &[Inline], mode: Mode, after: Option<char>) {
        let followers = followers(inlines, first_of);
        for (at, (inline, next)) in inlines.iter().zip(followers).enumerate() {
            let rest = inlines.get(at + 1..).unwrap_or_default();
            let next = match next {
                Some('\n') if mode.one_line => Some('\\'),
                next => next,
            };
            self.one(inline, mode, next.or(after), rest);
        }
    }

    pub(super) fn before(&self) -> Option<char> {
        self.out.chars().next_back()
    }

    pub(super) fn text(&mut self, text: &str, mode: Mode, after: Option<char>) {
        let line_start = self.out.len() == self.fresh || self.out.ends_with('\n');
        let Mode {
            in_phrase,
            in_link,
            in_table,
            in_code,
            ..
        } = mode;
        let item_start = mode.in_item && self.out.is_empty();
        escape::text(
            text,
            Place {
                line_start,
                after,
                in_phrase,
                in_link,
                in_table,
                item_start,
                in_code,
            },
            &mut self.out,
        );
    }

    fn one(&mut self, inline: &Inline, mode: Mode, after: Option<char>, rest: &[Inline]) {
        match inline {
            Inline::Text(text) => self.text(text, mode, after),
            Inline::Code(code) => self.monospaced(&[Inline::text(code)], mode, after),
            Inline::Break => self.line_break(mode, after),
            Inline::Styled(style, content) => self.styled(style, content, mode, after),
            Inline::Link(link) if mode.in_link => self.all(&link.content, mode, after),
            Inline::Link(link) => self.link(link, mode, after, rest),
            Inline::Image(link) => self.image(link, &Attrs::new(), mode, after),
            Inline::FootnoteRef(name) => {
                self.phrase("^", &[Inline::Text(format!("[{name}]"))], mode, after)
            }
            Inline::Carrier(_, source) => self.out.push_str(&source.text),
            Inline::Container(container) => self.container(container, mode, after),
        }
    }

    /// A line feed where the next line has something on it, else `\\`.
    fn line_break(&mut self, mode: Mode, after: Option<char>) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        let empty = self.out.len() == self.fresh || self.out.ends_with('\n');
        let last = after.is_none();
        self.out.push_str(match (mode.one_line || last, empty) {
            (true, _) => "\\\\",
            (false, true) => "\\\\\n",
            (false, false) => "\n",
        });
    }

    /// Text between `{{` and `}}`; beside a letter, Jira takes these for text unless they are braced.
    fn monospaced(&mut self, content: &[Inline], mode: Mode, after: Option<char>) {
        let start = self.out.len();
        let (open, close) = match is_word(self.before()) || is_word(after) {
            true => source::BRACED,
            false => ("{{", "}}"),
        };
        self.out.push_str(open);
        self.all(
            content,
            Mode {
                one_line: true,
                in_phrase: false,
                in_code: true,
                ..mode
            },
            None,
        );
        if self.out.len() == start + open.len() {
            self.out.truncate(start);
        } else {
            self.out.push_str(close);
        }
    }

    fn styled(&mut self, style: &Style, content: &[Inline], mode: Mode, after: Option<char>) {
        match (phrases::mark_of(style), style) {
            (Some(mark), _) => self.phrase(mark, content, mode, after),
            (None, Style::Color(color)) => {
                self.around(&format!("{{color:{color}}}"), content, mode);
            }
            (None, _) => self.all(content, mode, after),
        }
    }

    fn around(&mut self, opening: &str, content: &[Inline], mode: Mode) {
        let start = self.out.len();
        let line_start = start == self.fresh || self.out.ends_with('\n');
        self.out.push_str(opening);
        if line_start {
            self.fresh = self.out.len();
        }
        self.all(content, mode, Some('{'));
        self.spell_last_break(content);
        if self.out.len() == start + opening.len() {
            self.out.truncate(start);
            self.fresh = start;
        } else {
            self.out.push_str(&macros::closing(opening));
        }
    }

    /// A line feed before a closing macro would make a block of it; `\\\\` says the same break.
    fn spell_last_break(&mut self, content: &[Inline]) {
        if content.last() == Some(&Inline::Break) && self.out.ends_with('\n') {
            self.out.pop();
            if !self.out.ends_with("\\\\") {
                self.out.push_str("\\\\");
            }
        }
    }

    /// A phrase between marks, or between braced marks where bare ones would not act.
    fn phrase(&mut self, mark: &'static str, content: &[Inline], mode: Mode, after: Option<char>) {
        if self.open.contains(&mark) {
            return self.all(content, mode, after);
        }
        let before = self.before();
        let start = self.out.len();
        let mark_char = mark.chars().next();
        self.out.push_str(mark);
        self.open.push(mark);
        self.all(
            content,
            Mode {
                one_line: true,
                in_phrase: true,
                ..mode
            },
            mark_char,
        );
        self.open.pop();
        let inner = self.out.split_off(start + mark.len());
        self.out.truncate(start);
        if inner.is_empty() {
            return;
        }
        let outside = |c: Option<char>| {
            c != mark_char && c != Some('\\') && !c.is_some_and(char::is_alphanumeric)
        };
        let inside = |c: Option<char>| {
            c != mark_char && c != Some('\\') && !c.is_some_and(char::is_whitespace)
        };
        let line_start = start == self.fresh || self.out.ends_with('\n');
        let begins_block = line_start && {
            let line = format!("{mark}{inner}{mark}{}", after.unwrap_or(' '));
            let may_go_on = line.trim_start_matches(lists::MARKS).is_empty();
            may_go_on || blocks::kind(&line).is_some()
        };
        let acts = !begins_block
            && outside(before)
            && outside(after)
            && inside(inner.chars().next().filter(|c| *c != '\\'))
            && inside(inner.chars().next_back());
        if acts {
            self.out.extend([mark, &inner, mark]);
        } else {
            // Two braces would end what is monospaced around it.
            let guard = if inner.starts_with('}') { "\\" } else { "" };
            let parts = ["{", mark, "}", guard, &inner, "{", mark, "}"];
            self.out.extend(parts);
        }
    }

    fn container(&mut self, container: &Container<Inline>, mode: Mode, after: Option<char>) {
        match (
            container.name.as_str(),
            &container.source,
            container.content.as_slice(),
        ) {
            (_, Some(source), content) => self.around(&source.text, content, mode),
            (CITE, _, content) => self.phrase("??", content, mode, after),
            (MONOSPACE, _, content) => self.monospaced(content, mode, after),
            ("image", _, [Inline::Image(link)]) => self.image(link, &container.attrs, mode, after),
            (name, _, content) if macros::is_container(name) => {
                self.around(&macros::print(name, &container.attrs), content, mode);
            }
            (_, _, content) => self.all(content, mode, after),
        }
    }
}

/// The first character that inlines are written with, as far as marks before them ask.
pub(super) fn first_char(inlines: &[Inline]) -> Option<char> {
    inlines.iter().find_map(first_of)
}

fn first_of(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        Inline::Code(_) => Some('{'),
        Inline::Break => Some('\n'),
        Inline::Styled(Style::Color(_), content) => first_char(content).map(|_| '{'),
        Inline::FootnoteRef(_) => Some('{'),
        Inline::Styled(style, content) => {
            let first = first_char(content)?;
            phrases::mark_of(style).map_or(Some(first), |mark| mark.chars().next())
        }
        Inline::Link(Link {
            href:
                Href::Atl(Atl {
                    what: What::Date | What::Emoji(_) | What::Media(..) | What::Issue(_),
                    ..
                }),
            content,
            ..
        }) => first_char(content),
        Inline::Link(Link {
            href:
                Href::Atl(Atl {
                    what: What::Status(_),
                    ..
                }),
            ..
        }) => Some('*'),
        Inline::Link(_) => Some('['),
        Inline::Image(_) => Some('!'),
        Inline::Carrier(_, source) => source.text.chars().next(),
        Inline::Container(container) if container.source.is_some() => Some('{'),
        Inline::Container(container) => match container.name.as_str() {
            CITE => Some('?'),
            MONOSPACE => Some('{'),
            name if macros::is_container(name) => Some('{'),
            _ => first_char(&container.content),
        },
    }
}
