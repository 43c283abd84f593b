//! XML as a tree that knows where each element stands in its source.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use entities::ENTITIES;
use quick_xml::{
    Reader,
    escape::unescape_with,
    events::{BytesStart, Event},
};

use super::{
    super::{Format, MarkupError, attrs::Attrs, carrier::LIMIT},
    attributes,
};

/// The deepest nesting that is taken apart; an element that lies deeper is kept whole.
const MAX_DEPTH: usize = 50;

/// A piece of a document.
pub(super) enum Node<'a> {
    /// An element.
    Element(Element<'a>),
    /// Text, with entities resolved, and where it stands.
    Text(String, Range<usize>),
    /// What is only kept as it is: a comment, a processing instruction, an element that lies too deep.
    Opaque(&'a str, Range<usize>),
}

/// An element and its place in the source.
pub(super) struct Element<'a> {
    /// The name with its prefix.
    pub name: &'a str,
    /// The attributes in source order, unescaped.
    pub attributes: Attrs,
    /// The content.
    pub children: Vec<Node<'a>>,
    /// The exact bytes.
    pub source: &'a str,
    start: usize,
    content: Range<usize>,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The elements below, without text.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// Whether there is nothing but elements and white space below.
    pub fn holds_elements_only(&self) -> bool {
        self.children.iter().all(|node| match node {
            Node::Element(_) => true,
            Node::Text(text, _) => text.trim().is_empty(),
            Node::Opaque(..) => false,
        })
    }

    /// The text, if there is nothing else.
    pub fn only_text(&self) -> Option<&str> {
        match self.children.as_slice() {
            [] => Some(""),
            [Node::Text(text, _)] => Some(text),
            _ => None,
        }
    }

    /// All text below, with blanks around what elements hold.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.append_text(&mut out);
        out
    }

    fn append_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => {
                    out.push(' ');
                    element.append_text(out);
                    out.push(' ');
                }
                Node::Text(text, _) => out.push_str(text),
                Node::Opaque(..) => {}
            }
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Range<usize> {
        self.start..self.start.saturating_add(self.source.len())
    }

    /// Where its content stands, if it has a closing tag.
    pub fn inner(&self) -> Option<Range<usize>> {
        (!self.source.ends_with("/>")).then(|| self.content.clone())
    }

    /// The exact bytes before the content of `inner`, which lies below or is the element itself.
    pub fn opening(&self, inner: &Self) -> &'a str {
        let length = inner.content.start.saturating_sub(self.start);
        self.source.get(..length).unwrap_or_default()
    }
}

/// Reads a fragment of well-formed XML.
///
/// # Errors
/// If it is not well-formed, with the place and the reason.
pub(super) fn parse(source: &str) -> Result<Vec<Node<'_>>, MarkupError> {
    let builder = Builder {
        is_document: true,
        ..Builder::default()
    };
    let builder = builder.run(source).map_err(|fault| fault.of(source))?;
    if builder.has_excess {
        let reason =
            format!("elements nest deeper than {MAX_DEPTH}, and hold more than {LIMIT} bytes");
        return Err(fault(0, &reason).of(source));
    }
    match builder.open.last() {
        Some(element) => {
            let reason = format!("<{}> is not closed", element.name);
            Err(fault(element.start, &reason).of(source))
        }
        None => Ok(builder.nodes),
    }
}

/// The names of the elements that a piece of XML opens and does not close, outermost first.
///
/// # Errors
/// The reason why it may not be written: it is not the beginning of a well-formed fragment, or holds a script.
pub(super) fn left_open(source: &str) -> Result<Vec<&str>, &'static str> {
    let builder = Builder::default().run(source);
    let builder = builder
        .ok()
        .filter(|builder| builder.skipped.is_none())
        .ok_or("not well-formed")?;
    match builder.scripted {
        true => Err("with a script"),
        false => Ok(builder.open.iter().map(|element| element.name).collect()),
    }
}

/// What is wrong with a source, and at which byte.
struct Fault {
    at: usize,
    reason: String,
}

fn fault(at: usize, reason: &str) -> Fault {
    Fault {
        at,
        reason: reason.to_owned(),
    }
}

impl Fault {
    /// The fault as people find it in the source: by line and column, both from 1 on.
    fn of(&self, source: &str) -> MarkupError {
        let at = source.floor_char_boundary(self.at);
        let before = source.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        MarkupError::NotThisFormat {
            format: Format::Storage,
            reason: format!("{} (line {line}, column {column})", self.reason),
        }
    }
}

#[derive(Default)]
struct Builder<'a> {
    nodes: Vec<Node<'a>>,
    open: Vec<Element<'a>>,
    /// Where an element that lies too deep begins, and how many are open from there on.
    skipped: Option<(usize, usize)>,
    /// Whether what lies too deep is more than can be carried.
    has_excess: bool,
    /// Whether declarations may stand in front, which say nothing.
    is_document: bool,
    /// Whether any element runs a script, however deep it lies.
    scripted: bool,
}

impl<'a> Builder<'a> {
    fn run(mut self, source: &'a str) -> Result<Self, Fault> {
        // quick-xml leaves out a byte order mark, and does not count it in positions.
        let source = source.trim_start_matches('\u{feff}');
        let forbidden = || source.char_indices().find(|(_, c)| !is_char(*c));
        if let Some((at, c)) = may_hold_forbidden(source).then(forbidden).flatten() {
            return Err(fault(
                at,
                &format!("the character U+{:04X} is not allowed", u32::from(c)),
            ));
        }
        let mut reader = Reader::from_str(source);
        reader.config_mut().enable_all_checks(true);
        loop {
            let start = position(reader.buffer_position());
            let event = reader
                .read_event()
                .map_err(|error| fault(position(reader.error_position()), &error.to_string()))?;
            if matches!(event, Event::Eof) {
                return Ok(self);
            }
            let range = start..position(reader.buffer_position());
            self.event(source, event, range.clone())
                .map_err(|reason| fault(range.start, &reason))?;
        }
    }

    fn event(
        &mut self,
        source: &'a str,
        event: Event<'a>,
        range: Range<usize>,
    ) -> Result<(), String> {
        let exact = source.get(range.clone()).unwrap_or_default();
        match event {
            Event::Start(tag) => {
                let element = element(&tag, exact, &range)?;
                self.scripted |= attributes::is_script(&element);
                self.open(element);
            }
            Event::Empty(tag) => {
                let element = element(&tag, exact, &range)?;
                self.scripted |= attributes::is_script(&element);
                self.add(if self.is_full() {
                    Node::Opaque(exact, range)
                } else {
                    Node::Element(element)
                });
            }
            Event::End(_) => self.close(source, range),
            Event::Text(_) if exact.contains("]]>") => return Err("]]> in text".to_owned()),
            Event::Text(text) => self.text(&text.into_inner(), range),
            Event::CData(text) => self.text(&text.into_inner(), range),
            Event::GeneralRef(name) => self.text(&reference(&name.into_inner())?, range),
            Event::Comment(_) => self.add(Node::Opaque(exact, range)),
            Event::PI(pi) if is_name(pi.target()) && !pi.target().eq_ignore_ascii_case("xml") => {
                self.add(Node::Opaque(exact, range))
            }
            Event::Decl(_) | Event::DocType(_) if self.is_in_front() => {}
            Event::PI(_) | Event::Decl(_) | Event::DocType(_) => {
                return Err("a declaration is not allowed".to_owned());
            }
            Event::Eof => {}
        }
        Ok(())
    }

    fn is_in_front(&self) -> bool {
        let is_blank =
            |node: &Node<'_>| matches!(node, Node::Text(text, _) if text.trim().is_empty());
        self.is_document && self.open.is_empty() && self.nodes.iter().all(is_blank)
    }

    fn is_full(&self) -> bool {
        self.open.len() >= MAX_DEPTH
    }

    fn open(&mut self, element: Element<'a>) {
        match self.skipped {
            Some((start, count)) => self.skipped = Some((start, count.saturating_add(1))),
            None if self.is_full() => self.skipped = Some((element.start, 1)),
            None => self.open.push(element),
        }
    }

    fn close(&mut self, source: &'a str, range: Range<usize>) {
        match self.skipped {
            Some((start, 1)) => {
                self.skipped = None;
                let exact = source.get(start..range.end).unwrap_or_default();
                self.has_excess |= exact.len() > LIMIT;
                self.add(Node::Opaque(exact, start..range.end));
            }
            Some((start, count)) => self.skipped = Some((start, count.saturating_sub(1))),
            None => {
                if let Some(mut element) = self.open.pop() {
                    element.source = source.get(element.start..range.end).unwrap_or_default();
                    element.content.end = range.start;
                    self.add(Node::Element(element));
                }
            }
        }
    }

    fn siblings(&mut self) -> &mut Vec<Node<'a>> {
        self.open
            .last_mut()
            .map_or(&mut self.nodes, |element| &mut element.children)
    }

    fn add(&mut self, node: Node<'a>) {
        if self.skipped.is_none() {
            self.siblings().push(node);
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.skipped.is_some() || text.is_empty() {
            return;
        }
        let siblings = self.siblings();
        match siblings.last_mut() {
            Some(Node::Text(last, whole)) => {
                last.push_str(text);
                whole.end = range.end;
            }
            _ => siblings.push(Node::Text(text.to_owned(), range)),
        }
    }
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn element<'a>(
    tag: &BytesStart<'_>,
    exact: &'a str,
    range: &Range<usize>,
) -> Result<Element<'a>, String> {
    let length = tag.name().as_ref().len();
    let name = exact.get(1..length.saturating_add(1)).unwrap_or_default();
    if !is_name(name) {
        return Err(format!("{name:?} is not a name"));
    }
    let content = range.end..range.end;
    Ok(Element {
        name,
        attributes: attributes_of(tag)?,
        children: Vec::new(),
        source: exact,
        start: range.start,
        content,
    })
}

fn attributes_of(tag: &BytesStart<'_>) -> Result<Attrs, String> {
    let mut found = Attrs::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = attribute.key.as_ref();
        if !is_name(key) || attribute.value.contains('<') {
            return Err(format!("the attribute {key:?} is not well-formed"));
        }
        let value = unescape_with(&attribute.value, entity).map_err(|error| error.to_string())?;
        if let Some(c) = value.chars().find(|c| !is_char(*c)) {
            return Err(format!(
                "the character U+{:04X} is not allowed",
                u32::from(c)
            ));
        }
        found.push((key.to_owned(), value.into_owned()));
    }
    // quick-xml reads attributes without a blank between them, which are not well-formed.
    if quotes_end_before_blanks(tag.attributes_raw()) {
        Ok(found)
    } else {
        Err("attributes need a blank between them".to_owned())
    }
}

fn quotes_end_before_blanks(raw: &str) -> bool {
    let mut quote = None;
    let mut closed = false;
    raw.chars().all(|c| {
        let fine = !closed || c.is_whitespace() || c == '/';
        closed = quote == Some(c);
        quote = match quote {
            Some(open) if open == c => None,
            None if matches!(c, '"' | '\'') => Some(c),
            other => other,
        };
        fine
    })
}

fn reference(name: &str) -> Result<String, String> {
    let resolved = unescape_with(&format!("&{name};"), entity).map(std::borrow::Cow::into_owned);
    let text = resolved.map_err(|error| error.to_string())?;
    if text.chars().all(is_char) {
        Ok(text)
    } else {
        Err(format!("the reference &{name}; is not allowed"))
    }
}

/// XHTML's named entities, which Confluence stores without declaring them.
fn entity(name: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let named = ENTITIES.iter().filter_map(|entity| {
            let name = entity.entity.strip_prefix('&')?.strip_suffix(';')?;
            Some((name, entity.characters))
        });
        named.chain([("apos", "'")]).collect()
    });
    NAMES.get(name).copied()
}

/// What XML 1.0 allows as a character.
pub(super) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a text has any byte of a character that XML does not allow: a control, or what U+FFFE and U+FFFF begin with. Most have none.
fn may_hold_forbidden(text: &str) -> bool {
    let may = |byte: &u8| (*byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || *byte == 0xEF;
    // No early end, so that many bytes are looked at together.
    text.as_bytes()
        .iter()
        .map(may)
        .fold(false, |some, may| some | may)
}

fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

/// A name, with at most one prefix.
pub(super) fn is_name(name: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(is_name_start)
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    match name.split_once(':') {
        Some((prefix, local)) => part(prefix) && part(local),
        None => part(name),
    }
}
