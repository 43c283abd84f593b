//! Prints inlines.

use super::{
    super::{
        Atl, What, carrier, html,
        tree::{Container, Href, Inline, Link, Style, followers, plain_text},
    },
    escape::{self, Place},
};

/// How inlines are printed in this block.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mode {
    /// Without the dialect's marks.
    pub plain: bool,
    /// In a table, where a break is `<br>` and pipes are escaped.
    pub in_table: bool,
    /// In a heading.
    pub in_heading: bool,
    /// In a link.
    pub in_link: bool,
    /// The marks that are open, each a bit: twice is no more than once.
    pub open: u8,
}

impl Mode {
    /// Whether a comment is one within a line: at its start, it would begin a block.
    fn is_beside_text(self, out: &str) -> bool {
        !self.plain && !self.in_link && !out.is_empty() && !out.ends_with('\n')
    }
}

/// Inlines as Markdown, as one block's content; lines end in `\n` at hard breaks.
pub(super) fn print(inlines: &[Inline], mode: Mode) -> String {
    print_before(inlines, mode, None)
}

/// The same, with the character that follows them.
pub(super) fn print_before(inlines: &[Inline], mode: Mode, after: Option<char>) -> String {
    let mut out = String::new();
    write(inlines, mode, after, &mut out);
    out.truncate(out.trim_end_matches(' ').len());
    out
}

fn write(inlines: &[Inline], mode: Mode, after: Option<char>, out: &mut String) {
    let followers = followers(inlines, |inline| edge(inline, str::chars, first_char));
    for (inline, next) in inlines.iter().zip(followers) {
        one(inline, mode, next.or(after), out);
    }
}

fn one(inline: &Inline, mode: Mode, after: Option<char>, out: &mut String) {
    match inline {
        Inline::Text(text) => plain(text, mode, after, out),
        Inline::Code(code) if code.is_empty() => {}
        Inline::Code(code) if escape::needs_tags(code, mode.in_table) => {
            out.push_str("<code>");
            plain(code, mode, Some('<'), out);
            out.push_str("</code>");
        }
        Inline::Code(code) => out.push_str(&escape::code(code, mode.in_table)),
        Inline::Break => line_break(mode, after, out),
        Inline::Styled(style, content) => styled(style, content, mode, after, out),
        Inline::Link(link) => self::link(link, "", mode, after, out),
        Inline::Image(link) => self::link(link, "!", mode, after, out),
        Inline::FootnoteRef(name) => out.push_str(&format!("[^{name}]")),
        Inline::Carrier(_, source)
            if mode.is_beside_text(out) && carrier::shown_comment(source).is_some() =>
        {
            out.push_str(&source.text);
        }
        Inline::Carrier(label, _) if mode.plain && label.starts_with('@') => {
            plain(label, mode, after, out);
        }
        Inline::Carrier(label, _) if mode.plain => plain(&format!("[{label}]"), mode, after, out),
        Inline::Carrier(label, source) => {
            bracketed(&[Inline::text(label)], mode, out);
            out.push_str(&format!("(atl:x/{})", source.encode()));
        }
        Inline::Container(container) => self::container(container, mode, after, out),
    }
}

fn plain(text: &str, mode: Mode, after: Option<char>, out: &mut String) {
    let before = out.chars().next_back().filter(|c| *c != '\n');
    let Mode {
        in_table,
        in_heading,
        in_link,
        ..
    } = mode;
    escape::text(
        text,
        Place {
            before,
            after,
            in_link,
            in_table,
            in_heading,
        },
        out,
    );
}

/// A backslash at the end of a line, or a tag where no line can end.
fn line_break(mode: Mode, after: Option<char>, out: &mut String) {
    let line_ends = !mode.in_table
        && !mode.in_heading
        && !out.is_empty()
        && !out.ends_with('\n')
        && after.is_some_and(|c| c != '\n');
    out.push_str(if line_ends { "\\\n" } else { "<br>" });
}

fn styled(style: &Style, content: &[Inline], mode: Mode, after: Option<char>, out: &mut String) {
    if content.is_empty() {
        return;
    }
    let mark = match style {
        Style::Strong => "**",
        Style::Emph => "*",
        Style::Strike => "~~",
        _ if mode.plain => return write(content, mode, after, out),
        _ => "",
    };
    let bit = match style {
        Style::Strong => 1,
        Style::Emph => 2,
        Style::Strike => 4,
        Style::Underline => 8,
        _ => 0,
    };
    if mode.open & bit != 0 {
        return write(content, mode, after, out);
    }
    let mode = Mode {
        open: mode.open | bit,
        ..mode
    };
    let before = out.chars().next_back().unwrap_or(' ');
    if !mark.is_empty() && flanks(before, content, after.unwrap_or(' ')) {
        out.push_str(mark);
        write(content, mode, mark.chars().next(), out);
        out.push_str(mark);
    } else {
        let (open, close) = html::tags(style);
        out.push_str(&open);
        write(content, mode, Some('<'), out);
        out.push_str(close);
    }
}

/// Whether `*` or `~` around the content would be read as opening and closing (CommonMark 6.2, stricter).
fn flanks(before: char, content: &[Inline], after: char) -> bool {
    let first = first_char(content).unwrap_or(' ');
    let last = last_char(content).unwrap_or(' ');
    let word = |c: char| c.is_alphanumeric();
    let fine = |inner: char, outer: char| {
        !inner.is_whitespace()
            && !matches!(inner, '*' | '~')
            && !matches!(outer, '*' | '~' | '\\')
            && (word(inner)
                || !word(outer) && (outer.is_whitespace() || outer.is_ascii_punctuation()))
    };
    fine(first, before) && fine(last, after)
}

/// The first character that inlines print, or one that escapes and flanks like it.
fn first_char(inlines: &[Inline]) -> Option<char> {
    inlines
        .iter()
        .find_map(|inline| edge(inline, str::chars, first_char))
}

fn last_char(inlines: &[Inline]) -> Option<char> {
    inlines
        .iter()
        .rev()
        .find_map(|inline| edge(inline, |text| text.chars().rev(), last_char))
}

fn edge<'a, I: Iterator<Item = char>>(
    inline: &'a Inline,
    chars: fn(&'a str) -> I,
    within: fn(&'a [Inline]) -> Option<char>,
) -> Option<char> {
    match inline {
        Inline::Text(text) => chars(text).next(),
        Inline::Code(code) => (!code.is_empty()).then_some('`'),
        Inline::Break => Some('\n'),
        Inline::Styled(Style::Strong | Style::Emph, content) => within(content).map(|_| '*'),
        Inline::Styled(Style::Strike, content) => within(content).map(|_| '~'),
        Inline::Styled(_, content) => within(content).map(|_| '<'),
        Inline::Container(_) => Some('<'),
        Inline::Link(_) | Inline::Image(_) | Inline::FootnoteRef(_) | Inline::Carrier(..) => {
            Some('[')
        }
    }
}

fn link(link: &Link, mark: &str, mode: Mode, after: Option<char>, out: &mut String) {
    match &link.href {
        // The backslash of a hard break would be taken for a part of the address.
        Href::Url(url) if mark.is_empty() && is_bare(link, url, after, out) => match after {
            Some('\n') => out.extend(["<", url, ">"]),
            _ => out.push_str(url),
        },
        Href::Url(url) if !mode.plain && mark.is_empty() && is_card_of_address(link, url) => {
            let bare = Link {
                content: Vec::new(),
                ..link.clone()
            };
            target(&bare, mark, &Atl::shown_address(url), mode, out);
        }
        Href::Url(url) => target(link, mark, &Atl::shown_address(url), mode, out),
        Href::Atl(atl) if !mode.plain => target(link, mark, &atl.to_string(), mode, out),
        Href::Atl(atl) => match &atl.what {
            What::Macro(name) if name != "status" => bracketed(&link.content, mode, out),
            _ if !mark.is_empty() => plain(
                &format!("[image: {}]", plain_text(&link.content)),
                mode,
                after,
                out,
            ),
            _ => write(&link.content, mode, after, out),
        },
    }
}

fn target(link: &Link, mark: &str, url: &str, mode: Mode, out: &mut String) {
    out.push_str(mark);
    bracketed(&link.content, mode, out);
    let (url, title) = (
        escape::target(url, mode.in_table),
        escape::title(&link.title, mode.in_table),
    );
    out.push_str(&format!("({url}{title})"));
}

fn bracketed(content: &[Inline], mode: Mode, out: &mut String) {
    out.push('[');
    write(
        content,
        Mode {
            in_link: true,
            ..mode
        },
        Some(']'),
        out,
    );
    out.push(']');
}

/// Whether a link is a card that shows nothing but its address.
fn is_card_of_address(link: &Link, url: &str) -> bool {
    link.is_card() && plain_text(&link.content) == url
}

/// Whether a web address can stand for itself.
fn is_bare(link: &Link, url: &str, after: Option<char>, out: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or_default();
    let fine = |c: char| c.is_ascii_alphanumeric() || "/_.-%#?=+:,@".contains(c);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    link.title.is_empty()
        && matches!(link.content.as_slice(), [Inline::Text(text)] if text == url)
        && host.contains('.')
        && !host.contains('_')
        && host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && rest.chars().all(fine)
        && rest.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
        && after.is_none_or(|c| c.is_ascii_whitespace())
        && out
            .chars()
            .next_back()
            .is_none_or(|c| c.is_ascii_whitespace())
}

fn container(container: &Container<Inline>, mode: Mode, after: Option<char>, out: &mut String) {
    if mode.plain {
        return write(&container.content, mode, after, out);
    }
    let head = html::head(&container.name, &container.attrs, container.source.as_ref());
    out.push_str(&format!("<span data-atl=\"{}\">", html::escape(&head)));
    write(&container.content, mode, Some('<'), out);
    out.push_str("</span>");
}
