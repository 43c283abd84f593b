//! Phrases: their marks, and how these open and close.

use super::{
    super::{
        attrs::Attrs,
        tree::{Container, Inline, MAX_DEPTH, MONOSPACE, Style, plain_text},
    },
    context::{is_blank, is_word},
    inlines::Reader,
    statuses,
};

/// The phrase marks.
pub(super) const PHRASES: [&str; 7] = ["*", "_", "-", "+", "^", "~", "??"];

/// The container of what stands between `??`.
pub(super) const CITE: &str = "cite";

/// The styles that phrases have, by their marks.
const STYLES: [(&str, Style); 6] = [
    ("*", Style::Strong),
    ("_", Style::Emph),
    ("-", Style::Strike),
    ("+", Style::Underline),
    ("^", Style::Sup),
    ("~", Style::Sub),
];

/// The mark of a phrase in this style.
pub(super) fn mark_of(style: &Style) -> Option<&'static str> {
    let found = STYLES.iter().find(|(_, known)| known == style);
    found.map(|(mark, _)| *mark)
}

/// The style of a phrase with this mark.
pub(super) fn style_of(mark: &str) -> Option<Style> {
    let found = STYLES.iter().find(|(known, _)| *known == mark);
    found.map(|(_, style)| style.clone())
}

/// A phrase that is open: its mark, how it stands in the source, and what was before it.
pub(super) struct Open<'a> {
    pub(super) mark: &'static str,
    source: &'a str,
    before: Vec<Inline>,
}

impl<'a> Reader<'_, 'a> {
    pub(super) fn phrase(&mut self, rest: &'a str) -> Option<usize> {
        let mark = PHRASES.into_iter().find(|mark| rest.starts_with(mark))?;
        let source = rest.get(..mark.len())?;
        let (before, after) = (self.before(), rest.get(mark.len()..)?.chars().next());
        let same = |c: Option<char>| c.is_some_and(|c| mark.starts_with(c));
        let opens = !is_word(before) && !same(before) && !is_blank(after) && !same(after);
        let closes = !is_blank(before) && !same(before) && !is_word(after) && !same(after);
        self.mark(mark, source, opens, closes)
            .then_some(self.at + mark.len())
    }

    /// Closes or opens a phrase; false if the mark is text.
    pub(super) fn mark(
        &mut self,
        mark: &'static str,
        source: &'a str,
        opens: bool,
        closes: bool,
    ) -> bool {
        let opener = self.open.iter().position(|open| open.mark == mark);
        if let Some(opener) = opener.filter(|_| closes) {
            while self.open.len() > opener + 1 {
                self.unwind();
            }
            self.close();
        } else if opens && opener.is_none() && self.depth + self.open.len() + 1 < MAX_DEPTH {
            let before = std::mem::take(&mut self.inlines);
            self.open.push(Open {
                mark,
                source,
                before,
            });
        } else {
            return false;
        }
        true
    }

    /// Content without the styles that are open around it: a phrase holds none of its own kind.
    pub(super) fn without_open(&self, content: Vec<Inline>) -> Vec<Inline> {
        if self.open.is_empty() {
            return content;
        }
        let is_open = |style: &Style| {
            let mark = mark_of(style);
            self.open.iter().any(|open| mark == Some(open.mark))
        };
        let mut out = Vec::new();
        for inline in content {
            match inline {
                Inline::Styled(style, content) => match self.without_open(content) {
                    content if is_open(&style) => content
                        .into_iter()
                        .for_each(|inline| push(inline, &mut out)),
                    content => out.push(Inline::Styled(style, content)),
                },
                Inline::Container(container) if container.name == MONOSPACE => {
                    let content = self.without_open(container.content);
                    push(Inline::monospaced(content), &mut out);
                }
                other => push(other, &mut out),
            }
        }
        out
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let content = std::mem::replace(&mut self.inlines, open.before);
        if plain_text(&content).is_empty()
            && content
                .iter()
                .all(|inline| matches!(inline, Inline::Text(_)))
        {
            return self.text(&format!("{}{}", open.source, open.source));
        }
        self.inlines.push(match style_of(open.mark) {
            Some(Style::Strong) => statuses::strong(content),
            Some(style) => Inline::Styled(style, content),
            None => cite(content),
        });
    }

    /// A mark that nothing closes is text.
    fn unwind(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let content = std::mem::replace(&mut self.inlines, open.before);
        self.text(open.source);
        let mut content = content.into_iter();
        match content.next() {
            Some(Inline::Text(text)) => self.text(&text),
            Some(first) => self.inlines.push(first),
            None => {}
        }
        self.inlines.extend(content);
    }

    pub(super) fn unwind_all(&mut self) {
        while !self.open.is_empty() {
            self.unwind();
        }
    }
}

fn cite(content: Vec<Inline>) -> Inline {
    Inline::Container(Container {
        name: CITE.to_owned(),
        attrs: Attrs::new(),
        source: None,
        content,
    })
}

/// Appends an inline; text to text that is last.
pub(super) fn push(inline: Inline, out: &mut Vec<Inline>) {
    match (inline, out.last_mut()) {
        (Inline::Text(text), Some(Inline::Text(last))) => last.push_str(&text),
        (Inline::Code(code), Some(Inline::Code(last))) => last.push_str(&code),
        (inline, _) => out.push(inline),
    }
}
