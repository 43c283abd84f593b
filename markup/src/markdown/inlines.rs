//! comrak's inlines to ours: pairs inline HTML, reads `atl:` targets and mentions.

use comrak::nodes::{Node, NodeLink, NodeValue};

use super::{
    super::{
        Atl, MarkupError, Source, UserKind, What, carrier,
        html::{self, Element, Tag},
        tree::{Block, Container, Href, Inline, Link, MAX_DEPTH, MONOSPACE, Style, plain_text},
    },
    cells, marks,
};

/// The inlines below a node.
pub(super) fn children(parent: Node<'_>, depth: usize) -> Result<Vec<Inline>, MarkupError> {
    if depth >= MAX_DEPTH {
        return Ok(vec![Inline::Text(text_below(parent))]);
    }
    let mut spans = Spans::default();
    for child in parent.children() {
        spans.add(child, depth + 1 + spans.open.len())?;
    }
    Ok(spans.finish())
}

/// All text below a node, for what is nested too deep.
pub(super) fn text_below(node: Node<'_>) -> String {
    let mut out = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::CodeBlock(code) => out.push_str(&code.literal),
            NodeValue::HtmlInline(html) => out.push_str(html),
            NodeValue::HtmlBlock(html) => out.push_str(&html.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Paragraph => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// An HTML block that is none of the block forms: allowed inline tags, and text.
pub(super) fn html_block(source: &str) -> Result<Option<Block>, MarkupError> {
    let source = source.trim();
    let mut spans = Spans::default();
    let inner = source
        .strip_prefix("<p>")
        .and_then(|inner| inner.strip_suffix("</p>"));
    for piece in inner.unwrap_or(source).split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.rfind('<').unwrap_or(piece.len()));
        spans.text(&on_one_line(text));
        spans.html(tag)?;
    }
    let content = spans.finish();
    Ok((inner.is_some() || !content.is_empty()).then_some(Block::Paragraph(content)))
}

/// A line feed is a blank, with those around it.
fn on_one_line(text: &str) -> String {
    const BLANKS: [char; 2] = [' ', '\t'];
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.truncate(out.trim_end_matches(BLANKS).len());
        out.push(' ');
        out.push_str(line.trim_start_matches(BLANKS));
    }
    out
}

/// An HTML element that is open: how it was written, what closes it, what it is, what was before it.
struct Open {
    source: String,
    name: &'static str,
    element: Element,
    before: Vec<Inline>,
}

/// A list of inlines, in which tags pair.
#[derive(Default)]
struct Spans {
    open: Vec<Open>,
    inlines: Vec<Inline>,
    /// Whether the next text begins with the `]` of `[~address]`, which comrak has split.
    in_mention: bool,
}

impl Spans {
    fn add(&mut self, node: Node<'_>, depth: usize) -> Result<(), MarkupError> {
        match &node.data().value {
            NodeValue::Text(text) => match cells::item(node, text).filter(|_| self.begins_line()) {
                Some((mark, rest)) => {
                    self.inlines.push(mark);
                    self.text_with_mentions(rest);
                }
                None => self.text_with_mentions(text),
            },
            NodeValue::Escaped => self.text(&text_below(node)),
            NodeValue::SoftBreak => self.text(" "),
            NodeValue::HtmlInline(source) => match marks::of_text(node, source)? {
                Some(mark) if self.open.is_empty() => self.inlines.push(mark),
                _ => self.html(source)?,
            },
            NodeValue::LineBreak => self.inlines.push(Inline::Break),
            NodeValue::Code(code) => self.inlines.push(Inline::Code(code.literal.clone())),
            NodeValue::FootnoteReference(reference) => {
                self.inlines
                    .push(Inline::FootnoteRef(reference.name.clone()));
            }
            NodeValue::Emph => self
                .inlines
                .push(Inline::Styled(Style::Emph, children(node, depth)?)),
            NodeValue::Underline if is_dunder(node) => {
                self.text(&format!("__{}__", text_below(node)));
            }
            NodeValue::Strong | NodeValue::Underline => self
                .inlines
                .push(Inline::Styled(Style::Strong, children(node, depth)?)),
            NodeValue::Strikethrough => self
                .inlines
                .push(Inline::Styled(Style::Strike, children(node, depth)?)),
            NodeValue::Link(link) if is_bare_address(node, link) => {
                self.address(&link.url, is_before_bracket(node));
            }
            NodeValue::Link(target) => self.link(target, children(node, depth)?, Inline::Link)?,
            NodeValue::Image(target) => self.link(target, children(node, depth)?, Inline::Image)?,
            _ => self.text(&text_below(node)),
        }
        Ok(())
    }

    fn begins_line(&self) -> bool {
        self.open.is_empty() && matches!(self.inlines.last(), None | Some(Inline::Break))
    }

    fn text(&mut self, text: &str) {
        match self.inlines.last_mut() {
            // As at the start of a line, blanks say nothing.
            Some(Inline::Break) if text.starts_with(' ') => {
                self.text(text.trim_start_matches(' '));
            }
            _ if text.is_empty() => {}
            Some(Inline::Text(last)) => last.push_str(text),
            _ => self.inlines.push(Inline::Text(text.to_owned())),
        }
    }

    /// Text in which `[~who]` is a mention, as in Jira.
    fn text_with_mentions(&mut self, text: &str) {
        let ends_mention = std::mem::take(&mut self.in_mention);
        let mut rest = text
            .strip_prefix(']')
            .filter(|_| ends_mention)
            .unwrap_or(text);
        while let Some((before, tail)) = rest.split_once("[~") {
            let Some((who, after)) = tail.split_once(']').filter(|(who, _)| is_who(who)) else {
                break;
            };
            self.text(before);
            self.mention(who);
            rest = after;
        }
        self.text(rest);
    }

    fn mention(&mut self, who: &str) {
        let id = who.strip_prefix("accountid:").unwrap_or(who);
        self.inlines.push(Inline::atl(
            format!("@{id}"),
            What::User(UserKind::AccountId, id.to_owned()),
        ));
    }

    /// An e-mail address within text stays text; `[~address]` is a mention.
    fn address(&mut self, url: &str, before_bracket: bool) {
        let address = url.strip_prefix("mailto:").unwrap_or(url);
        match self.inlines.last_mut() {
            Some(Inline::Text(last)) if before_bracket && last.ends_with("[~") => {
                last.truncate(last.len() - 2);
                self.mention(address);
                self.in_mention = true;
            }
            _ => self.text(address),
        }
    }

    fn link(
        &mut self,
        target: &NodeLink,
        content: Vec<Inline>,
        kind: fn(Link) -> Inline,
    ) -> Result<(), MarkupError> {
        let damaged = || MarkupError::Damaged(plain_text(&content));
        let title = if matches!(target.title.as_str(), "block" | "inline") {
            ""
        } else {
            &target.title
        };
        let href = match target.url.strip_prefix("atl:x/") {
            Some(carrier) => {
                let source = Source::parse(carrier).ok_or_else(damaged)?;
                self.inlines
                    .push(Inline::Carrier(plain_text(&content), source));
                return Ok(());
            }
            None if Atl::claims(&target.url) => {
                Href::Atl(Atl::parse(&target.url).ok_or_else(damaged)?)
            }
            None => Href::Url(Atl::address(&target.url)),
        };
        let mut link = Link {
            href,
            title: title.to_owned(),
            content,
        };
        // A card without a text shows its address.
        if let Href::Url(url) = &link.href
            && link.content.is_empty()
            && link.is_card()
        {
            link.content = vec![Inline::text(url.as_str())];
        }
        self.inlines.push(kind(link));
        Ok(())
    }

    fn html(&mut self, source: &str) -> Result<(), MarkupError> {
        if let Some((comment, "")) = comment(source) {
            self.inlines.extend(comment);
            return Ok(());
        }
        let text = source.replace('\n', " ");
        match html::tag(source) {
            Some(Tag::Break) => self.inlines.push(Inline::Break),
            Some(Tag::Open(name, element)) if self.open.len() < MAX_DEPTH / 2 => {
                let before = std::mem::take(&mut self.inlines);
                self.open.push(Open {
                    source: text,
                    name,
                    element,
                    before,
                });
            }
            Some(Tag::Close(name)) if self.open.iter().any(|open| open.name == name) => {
                while self.open.last().is_some_and(|open| open.name != name) {
                    self.unwind();
                }
                self.close()?;
            }
            _ => self.text(&text),
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), MarkupError> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let content = std::mem::replace(&mut self.inlines, open.before);
        self.inlines.push(match open.element {
            Element::Style(style) => Inline::Styled(style, content),
            Element::Code => Inline::Code(plain_text(&content)),
            Element::Container(head) => {
                let (name, attrs, source) =
                    html::parse_head(&head).ok_or(MarkupError::Damaged(open.source))?;
                match name.as_str() {
                    MONOSPACE => Inline::monospaced(content),
                    _ => Inline::Container(Container {
                        name,
                        attrs,
                        source,
                        content,
                    }),
                }
            }
        });
        Ok(())
    }

    /// An opening tag that nothing closes is text.
    fn unwind(&mut self) {
        if let Some(open) = self.open.pop() {
            let content = std::mem::replace(&mut self.inlines, open.before);
            self.text(&open.source);
            self.inlines.extend(content);
        }
    }

    fn finish(mut self) -> Vec<Inline> {
        while !self.open.is_empty() {
            self.unwind();
        }
        self.inlines
    }
}

/// A comment at the start, and what follows it. Storage format keeps one, and so it is carried there; an empty one says nothing.
/// Those of the dialect stand in blocks of their own.
pub(super) fn comment(source: &str) -> Option<(Option<Inline>, &str)> {
    let (text, rest) = source.strip_prefix("<!--")?.split_once("-->")?;
    let is_ours = text == "/" || text.starts_with("atl:") || text.starts_with("/atl");
    (!is_ours).then(|| (carrier::comment(text), rest))
}

fn is_who(who: &str) -> bool {
    !who.is_empty() && who.len() <= 255 && !who.contains(['[', '\n', '|'])
}

/// Whether `__…__` is a name of code, such as `__init__`, rather than strong text: one word in lower case.
fn is_dunder(node: Node<'_>) -> bool {
    // `___word___` is strong and emphasis.
    let alone = node.previous_sibling().is_none() && node.next_sibling().is_none();
    let in_emphasis = node
        .parent()
        .is_some_and(|parent| matches!(parent.data().value, NodeValue::Emph));
    if alone && in_emphasis {
        return false;
    }
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let mut children = node.children();
    children
        .all(|child| matches!(&child.data().value, NodeValue::Text(text) if text.chars().all(fine)))
}

fn is_before_bracket(node: Node<'_>) -> bool {
    node.next_sibling().is_some_and(
        |next| matches!(&next.data().value, NodeValue::Text(text) if text.starts_with(']')),
    )
}

/// Whether comrak made this link of an e-mail address that stands in the text without any marks.
fn is_bare_address(node: Node<'_>, link: &NodeLink) -> bool {
    let Some(text) = node
        .first_child()
        .and_then(|child| child.data().value.text().map(str::to_owned))
    else {
        return false;
    };
    let position = node.data().sourcepos;
    let width = position
        .end
        .column
        .saturating_add(1)
        .saturating_sub(position.start.column);
    link.url.strip_prefix("mailto:") == Some(text.as_str()) && width == text.len()
}
