//! Phrases: their marks, and how these open and close.

use super::{
    super::{
        attrs::Attrs,
        tree::{Container, Inline, MAX_DEPTH, Style, plain_text},
    },
    inlines::Reader,
    statuses,
};

/// The phrase marks.
pub(super) const PHRASES: [&str; 7] = ["*", "_", "-", "+", "^", "~", "??"];

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
pub(super) fn mark(style: &Style) -> Option<&'static str> {
    let found = STYLES.iter().find(|(_, known)| known == style);
    found.map(|(mark, _)| *mark)
}

/// The style of a phrase with this mark.
pub(super) fn style(mark: &str) -> Option<Style> {
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
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let same = |c: Option<char>| c.is_some_and(|c| mark.starts_with(c));
        let opens = !word(before) && !same(before) && !blank(after) && !same(after);
        let closes = !blank(before) && !same(before) && !word(after) && !same(after);
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
            let mark = mark(style);
            self.open.iter().any(|open| mark == Some(open.mark))
        };
        let plain = |inline| match inline {
            Inline::Styled(style, content) => match self.without_open(content) {
                content if is_open(&style) => content,
                content => vec![Inline::Styled(style, content)],
            },
            other => vec![other],
        };
        content.into_iter().flat_map(plain).collect()
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
        self.inlines.push(match style(open.mark) {
            Some(Style::Strong) if let Some(status) = statuses::read(&content) => status,
            Some(style) => Inline::Styled(style, content),
            None => named("cite", content),
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

fn named(name: &str, content: Vec<Inline>) -> Inline {
    Inline::Container(Container {
        name: name.to_owned(),
        attrs: Attrs::new(),
        source: None,
        content,
    })
}
