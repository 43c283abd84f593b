//! The source with its macro tags paired and its monospaced spans found, once for the whole document.

use std::{cell::Cell, collections::HashSet, ops::Range};

use super::{super::tree::MAX_DEPTH, macros};

/// Macros whose body is text without any markup.
pub(super) const VERBATIM: [&str; 2] = ["code", "noformat"];
/// Macros whose body is markup.
const RICH: [&str; 12] = [
    "quote", "panel", "info", "tip", "note", "warning", "expand", "section", "column", "excerpt",
    "details", "color",
];
/// The marks around monospaced text that act beside letters too.
pub(super) const BRACED: (&str, &str) = ("{{{}", "{}}}");
/// Macros that never have a body.
const BODILESS: [&str; 7] = [
    "anchor",
    "toc",
    "children",
    "status",
    "jira",
    "include",
    "attachments",
];

/// `{name:params}`.
#[derive(Debug, Clone)]
pub(super) struct Tag<'a> {
    pub span: Range<usize>,
    pub name: &'a str,
    pub params: &'a str,
    /// Where `{name}` closes it, if it has a body.
    pub close: Option<Range<usize>>,
}

impl Tag<'_> {
    /// The end of the macro with its body.
    pub(super) fn end(&self) -> usize {
        self.close.as_ref().map_or(self.span.end, |close| close.end)
    }

    /// What stands between the tags.
    pub(super) fn body(&self) -> Option<Range<usize>> {
        self.close.as_ref().map(|close| self.span.end..close.start)
    }
}

/// A document.
pub(super) struct Doc<'a> {
    text: &'a str,
    tags: Vec<Tag<'a>>,
    /// The macros that hold line feeds: from where to where.
    spanning: Vec<Range<usize>>,
    /// Where lines end.
    feeds: Vec<usize>,
    monospaced: Vec<Range<usize>>,
    /// Whether what is read just now is within a quote, and within a table, of which no others can be written.
    pub(super) in_quote: Cell<bool>,
    pub(super) in_table: Cell<bool>,
}

impl<'a> Doc<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let feeds = text.match_indices('\n').map(|(at, _)| at).collect();
        let doc = Self {
            text,
            tags: Vec::new(),
            spanning: Vec::new(),
            feeds,
            monospaced: Vec::new(),
            in_quote: Cell::new(false),
            in_table: Cell::new(false),
        };
        let mut scan = Scan {
            doc,
            open: Vec::new(),
            endless: HashSet::new(),
        };
        scan.run();
        let mut doc = scan.doc;
        let whole = doc.tags.iter().map(|tag| tag.span.start..tag.end());
        doc.spanning = whole
            .filter(|span| doc.line_end(span.start, span.end) < span.end)
            .collect();
        doc
    }

    /// Whether what stands outside of a part is within the same tags and monospaced spans as it was before the part changed.
    pub(super) fn pairs_as(&self, before: &Self, was: &Range<usize>, is: &Range<usize>) -> bool {
        let (was, is) = (before.pairs_outside(was), self.pairs_outside(is));
        was.is_some() && was == is
    }

    /// Where tags with their macros, and monospaced spans, stand outside of a part: what is behind it is told by its distance
    /// from the end. `None` if one of them begins within the part and ends beyond it, or the other way round.
    fn pairs_outside(&self, part: &Range<usize>) -> Option<Vec<[usize; 2]>> {
        let tags = self.tags.iter().map(|tag| tag.span.start..tag.end());
        let all = tags.chain(self.monospaced.iter().cloned());
        let outside = all.filter(|span| span.start < part.start || span.end > part.end);
        let end = self.text.len();
        let place = |span: Range<usize>| {
            if span.end <= part.start {
                Some([span.start, span.end])
            } else if span.start >= part.end {
                Some([end - span.start, end - span.end])
            } else if span.start < part.start && span.end > part.end {
                Some([span.start, end - span.end])
            } else {
                None
            }
        };
        outside.map(place).collect()
    }

    pub(super) fn all(&self) -> Range<usize> {
        0..self.text.len()
    }

    pub(super) fn get(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The tag that begins here.
    pub(super) fn tag_at(&self, at: usize) -> Option<&Tag<'a>> {
        let found = self
            .tags
            .binary_search_by_key(&at, |tag| tag.span.start)
            .ok()?;
        self.tags.get(found)
    }

    /// The tags that begin in `range`.
    pub(super) fn tags_in(&self, range: Range<usize>) -> impl Iterator<Item = &Tag<'a>> {
        let first = self
            .tags
            .partition_point(|tag| tag.span.start < range.start);
        self.tags
            .iter()
            .skip(first)
            .take_while(move |tag| tag.span.start < range.end)
    }

    /// Whether a macro that begins in `range` ends beyond it: Jira looks for macros before links.
    pub(super) fn is_cut_by_macro(&self, range: Range<usize>) -> bool {
        let end = range.end;
        self.tags_in(range).any(|tag| tag.end() > end)
    }

    /// What the monospaced span that begins here holds, and where it ends.
    pub(super) fn monospaced_at(&self, at: usize) -> Option<(Range<usize>, usize)> {
        let found = self
            .monospaced
            .binary_search_by_key(&at, |span| span.start)
            .ok()?;
        let span = self.monospaced.get(found)?.clone();
        let (open, close) = match self.get(span.clone()).starts_with(BRACED.0) {
            true => (BRACED.0.len(), BRACED.1.len()),
            false => (2, 2),
        };
        Some((span.start + open..span.end - close, span.end))
    }

    /// The end of the line, without its line feed.
    pub(super) fn line_end(&self, at: usize, end: usize) -> usize {
        let feed = self.feeds.partition_point(|feed| *feed < at);
        self.feeds.get(feed).copied().unwrap_or(end).min(end)
    }

    /// The end of the line, where macros that begin in it may hold line feeds.
    pub(super) fn whole_line_end(&self, at: usize, end: usize) -> usize {
        let mut line_end = self.line_end(at, end);
        let first = self.spanning.partition_point(|span| span.start < at);
        for span in self.spanning.iter().skip(first) {
            if span.start >= line_end {
                break;
            }
            if span.end > line_end && span.end <= end {
                line_end = self.line_end(span.end, end);
            }
        }
        line_end
    }

    /// The range without blanks and line feeds at its edges.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.get(range.clone());
        let start = range.start + text.len() - text.trim_start().len();
        start..start + text.trim().len()
    }
}

struct Scan<'a> {
    doc: Doc<'a>,
    /// The tags that may still be closed, by number; no more than the nesting that is kept.
    open: Vec<usize>,
    /// Verbatim macros that nothing closes from here on.
    endless: HashSet<&'a str>,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        let mut at = 0;
        let mut no_monospaced_before = 0;
        while let Some(found) = self
            .doc
            .text
            .get(at..)
            .and_then(|rest| rest.find(['{', '\\']))
        {
            at += found;
            if self.doc.char_at(at) == Some('\\') {
                at += 1 + self.doc.char_at(at + 1).map_or(0, char::len_utf8);
            } else if at >= no_monospaced_before && self.doc.char_at(at + 1) == Some('{') {
                match monospaced_end(self.doc.text, at) {
                    Ok(end) => {
                        self.doc.monospaced.push(at..end);
                        at = end;
                    }
                    Err(line_end) => no_monospaced_before = line_end,
                }
            } else {
                at = self.tag(at);
            }
        }
    }

    /// Takes the tag here, if there is one, and gives where to go on.
    fn tag(&mut self, at: usize) -> usize {
        let Some((name, params, end)) = tag(self.doc.text, at) else {
            return at + 1;
        };
        let number = self.doc.tags.len();
        if params.is_empty()
            && let Some(position) = self.open.iter().rposition(|open| self.is(*open, name))
        {
            self.close(position, at..end);
            return end;
        }
        let close = self.verbatim_close(name, end);
        let go_on = close.as_ref().map_or(end, |close| close.end);
        if close.is_none() && self.may_open(name, params, at) {
            if self.open.len() >= MAX_DEPTH {
                self.open.remove(0);
            }
            self.open.push(number);
        }
        self.doc.tags.push(Tag {
            span: at..end,
            name,
            params,
            close,
        });
        go_on
    }

    /// Closes the tag that is open at this position, and forgets those that are open in it.
    fn close(&mut self, position: usize, close: Range<usize>) {
        let opener = self.open.get(position).copied();
        self.open.truncate(position);
        if let Some(opener) = opener.and_then(|opener| self.doc.tags.get_mut(opener)) {
            opener.close = Some(close);
        }
    }

    fn is(&self, number: usize, name: &str) -> bool {
        self.doc
            .tags
            .get(number)
            .is_some_and(|tag| tag.name == name)
    }

    fn verbatim_close(&mut self, name: &'a str, from: usize) -> Option<Range<usize>> {
        if !VERBATIM.contains(&name) || self.endless.contains(name) {
            return None;
        }
        let closing = format!("{{{name}}}");
        let rest = self.doc.text.get(from..)?;
        let is_closing = |at: &usize| {
            let tag = rest.get(*at..at + closing.len());
            tag.is_some_and(|tag| tag.eq_ignore_ascii_case(&closing))
        };
        let mut braces = rest.match_indices('{').map(|(at, _)| at);
        let found = braces.find(is_closing);
        if found.is_none() {
            self.endless.insert(name);
        }
        found.map(|length| from + length..from + length + closing.len())
    }

    /// Without parameters, a name that nobody knows is a placeholder that someone wrote about, and no macro.
    fn may_open(&self, name: &str, params: &str, at: usize) -> bool {
        let has_body = !VERBATIM.contains(&name) && !BODILESS.contains(&name);
        let is_stray = name == macros::QUOTE && params.is_empty() && !self.has_quote_after(at);
        has_body && !is_stray && !is_placeholder(name, params)
    }

    /// Whether another tag may end the quote that begins here; one that nothing ends is text and stands in no one's way.
    fn has_quote_after(&self, at: usize) -> bool {
        let rest = self.doc.text.get(at + 1..).unwrap_or_default();
        rest.contains("{quote}")
    }
}

/// Whether this is a name that nobody knows, without parameters.
pub(super) fn is_placeholder(name: &str, params: &str) -> bool {
    params.is_empty() && !is_known(name)
}

/// Whether this is a macro though nothing closes it: `{lang}` and `{fontSize: 12}` are text, as Jira shows them.
pub(super) fn is_call(name: &str, params: &str) -> bool {
    is_known(name) || params.contains('=') && !params.starts_with(' ')
}

/// Whether a macro of this name is one of Jira's or Confluence's.
fn is_known(name: &str) -> bool {
    known(name).is_some()
}

/// The name of a known macro, which may be typed in capitals.
fn known(name: &str) -> Option<&'static str> {
    let mut all = RICH.into_iter().chain(VERBATIM).chain(BODILESS);
    all.find(|known| known.eq_ignore_ascii_case(name))
}

/// The name, the parameters and the end of a tag that begins at `at`.
pub(super) fn tag(text: &str, at: usize) -> Option<(&str, &str, usize)> {
    let inner = text.get(at..)?.strip_prefix('{')?;
    let inner = inner.get(..inner.find(['}', '{', '\n'])?).filter(|head| {
        inner
            .get(head.len()..)
            .is_some_and(|rest| rest.starts_with('}'))
    })?;
    let (name, params) = inner.split_once(':').unwrap_or((inner, ""));
    let known = known(name).unwrap_or(name);
    is_name(name).then_some((known, params, at + inner.len() + 2))
}

/// Whether a macro can have this name.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_in_name)
}

pub(super) fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// The end of `{{…}}` on one line, or the end of the line if nothing closes it.
fn monospaced_end(text: &str, at: usize) -> Result<usize, usize> {
    if let Some(inner) = text.get(at..).and_then(|rest| rest.strip_prefix(BRACED.0)) {
        let line = inner.split('\n').next().unwrap_or_default();
        let start = at + BRACED.0.len();
        return match line.find(BRACED.1).filter(|length| *length > 0) {
            Some(length) => Ok(start + length + BRACED.1.len()),
            None => Err(start + line.len()),
        };
    }
    let mut chars = text
        .get(at + 2..)
        .unwrap_or_default()
        .char_indices()
        .peekable();
    let mut end = text.len();
    while let Some((offset, c)) = chars.next() {
        end = at + 2 + offset;
        match c {
            '\n' => return Err(end),
            '\\' => {
                chars.next_if(|(_, c)| *c != '\n');
            }
            '}' if offset > 0 && chars.next_if(|(_, c)| *c == '}').is_some() => {
                let more = text.get(end + 2..).unwrap_or_default();
                return Ok(end + 2 + more.len() - more.trim_start_matches('}').len());
            }
            _ => {}
        }
    }
    Err(end)
}
