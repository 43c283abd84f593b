//! Prints blocks.

use super::{
    super::{
        attrs, carrier, html,
        tree::{Block, Code, Container, Href, Inline, Item, Link, List, Panel, PanelKind, Style},
    },
    escape, marks, parts,
    spans::{self, Mode},
};

/// Prints blocks as Markdown; `plain` leaves out the marks of the dialect.
pub(crate) fn print(blocks: &[Block], plain: bool) -> String {
    let mut printer = Printer {
        out: String::new(),
        prefix: String::new(),
        plain,
    };
    printer.blocks(blocks);
    let end = printer.out.trim_end().len();
    printer.out.truncate(end);
    printer.out
}

pub(super) struct Printer {
    pub(super) out: String,
    prefix: String,
    pub(super) plain: bool,
}

impl Printer {
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        self.parted(blocks, |_, _| true, None);
    }

    /// Blocks with an empty line between two of them where `loose` says so; what holds them, if that is a container.
    fn parted(
        &mut self,
        blocks: &[Block],
        loose: fn(&Block, &Block) -> bool,
        holder: Option<Holder>,
    ) {
        let mut previous: Option<&Block> = None;
        let mut twin = false;
        let plain = self.plain;
        for (at, block) in blocks.iter().enumerate() {
            if plain && says_nothing(block) {
                continue;
            }
            if let Some(previous) = previous {
                self.line();
                if loose(previous, block) {
                    self.line();
                }
            }
            twin = !twin && previous.is_some_and(|previous| same_list(previous, block));
            let end = End::of(block, blocks.get(at + 1), holder);
            self.block(block, twin, previous.is_none(), end);
            previous = Some(block);
        }
    }

    /// Ends the line and begins the next.
    pub(super) fn line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.push_str(&self.prefix);
    }

    /// [`Self::line`], with an empty one before it where only that ends a block of HTML.
    pub(super) fn line_after_html(&mut self) {
        if self.out.ends_with("</details>") || self.out.ends_with("<p></p>") {
            self.line();
        }
        self.line();
    }

    fn lines(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line();
            }
            self.out.push_str(line);
        }
    }

    fn nested(&mut self, prefix: &str, f: impl FnOnce(&mut Self)) {
        let length = self.prefix.len();
        self.prefix.push_str(prefix);
        f(self);
        self.prefix.truncate(length);
    }

    fn inlines(&mut self, content: &[Inline], in_heading: bool, after: Option<char>) {
        let mode = Mode {
            plain: self.plain,
            in_heading,
            ..Mode::default()
        };
        self.lines(&spans::print_before(content, mode, after));
    }

    fn block(&mut self, block: &Block, twin: bool, first: bool, end: End) {
        match block {
            Block::Paragraph(content) => self.paragraph(content, None),
            Block::Heading(level, content) => self.heading(*level, content, None),
            Block::Quote(content) => self.quoted("", content),
            Block::List(list) => self.list(list, twin),
            Block::Code(code) => self.code(code),
            Block::Rule => self.out.push_str(if first && !self.prefix.is_empty() {
                "***"
            } else {
                "---"
            }),
            Block::Table(table) => self.table(table),
            Block::Panel(panel) => self.panel(panel),
            Block::Expand(title, content) => self.expand(title, content),
            Block::Footnote(name, content) => {
                self.out.push_str(&format!("[^{name}]: "));
                self.nested("    ", |printer| printer.blocks(content));
            }
            Block::Leaf(inline) => self.leaf(inline),
            Block::Container(container) => match marks::marked(block).filter(|_| !self.plain) {
                Some((text, _)) => self.marked(text, &marks::print(container)),
                None => self.container(container, end),
            },
            Block::Kept(_) => {}
        }
    }

    /// A text in an element that a mark after it says.
    fn marked(&mut self, text: &Block, mark: &str) {
        let after = mark.chars().next();
        match text {
            Block::Heading(level, content) => self.heading(*level, content, after),
            Block::Paragraph(content) => self.paragraph(content, after),
            _ => {}
        }
        self.out.push_str(mark);
    }

    fn heading(&mut self, level: u8, content: &[Inline], after: Option<char>) {
        self.out
            .push_str(&"#".repeat(usize::from(level.clamp(1, 6))));
        self.out.push(' ');
        self.inlines(content, true, after);
    }

    fn paragraph(&mut self, content: &[Inline], after: Option<char>) {
        let mode = Mode {
            plain: self.plain,
            ..Mode::default()
        };
        let text = match content {
            [only] if only.stands_alone() && !self.plain => titled(only, "inline", self.plain),
            _ => spans::print_before(content, mode, after),
        };
        self.lines(if text.is_empty() { "<p></p>" } else { &text });
    }

    fn leaf(&mut self, inline: &Inline) {
        if let Inline::Carrier(_, source) = inline
            && !self.plain
            && let Some(comment) = carrier::shown_comment(source)
        {
            return self.out.push_str(comment);
        }
        let title = if inline.stands_alone() { "" } else { "block" };
        let text = titled(inline, title, self.plain);
        self.lines(&text);
    }

    fn quoted(&mut self, head: &str, content: &[Block]) {
        self.out.push_str("> ");
        self.nested("> ", |printer| {
            printer.out.push_str(head);
            if !head.is_empty() && !content.is_empty() {
                printer.line();
            }
            printer.blocks(content);
        });
    }

    fn panel(&mut self, panel: &Panel) {
        let kind = match panel.kind {
            PanelKind::Note => "NOTE",
            PanelKind::Tip => "TIP",
            PanelKind::Important => "IMPORTANT",
            PanelKind::Warning => "WARNING",
            PanelKind::Caution => "CAUTION",
        };
        let title = panel
            .title
            .as_deref()
            .map(|title| format!(" {}", escape::one_line(title, &['\\'], false)))
            .unwrap_or_default();
        self.quoted(&format!("[!{kind}]{title}"), &panel.content);
    }

    fn expand(&mut self, title: &str, content: &[Block]) {
        if self.plain {
            if !title.is_empty() {
                let title = Inline::Styled(Style::Strong, vec![Inline::text(title)]);
                self.inlines(&[title], false, None);
                self.line();
                self.line();
            }
            return self.blocks(content);
        }
        let title = html::escape(&title.replace(['\n', '\r'], " "));
        self.out
            .push_str(&format!("<details><summary>{title}</summary>"));
        self.line();
        self.line();
        self.blocks(content);
        self.line();
        self.line();
        self.out.push_str("</details>");
    }

    fn container(&mut self, container: &Container<Block>, end: End) {
        if self.plain {
            return self.blocks(&container.content);
        }
        let mut head = html::head(&container.name, &container.attrs, container.source.as_ref());
        if end == End::Mark && parts::level(&head).is_some() {
            head = parts::with_end(&head);
        }
        let holder = Holder {
            level: parts::level(&head),
            ends_parts: end != End::Innermost,
        };
        let content = |printer: &mut Self| {
            printer.parted(&container.content, |_, _| true, Some(holder));
        };
        match end {
            End::Mark => self.commented(&head, content),
            End::Innermost => self.commented_until(&head, content, Some(marks::END_OF_INNERMOST)),
            End::Implied => self.commented_until(&head, content, None),
        }
    }

    pub(super) fn commented(&mut self, head: &str, f: impl FnOnce(&mut Self)) {
        self.commented_until(head, f, Some(marks::END));
    }

    fn commented_until(&mut self, head: &str, f: impl FnOnce(&mut Self), end: Option<&str>) {
        self.out.push_str(&format!("<!--atl:{head}-->"));
        let before = self.out.len();
        self.line();
        let begin = self.out.len();
        f(self);
        match end {
            Some(end) => {
                self.line_after_html();
                self.out.push_str(end);
            }
            None if self.out.len() == begin => self.out.truncate(before),
            None => {}
        }
    }

    fn code(&mut self, code: &Code) {
        let fence = "`".repeat(escape::longest_run(&code.text, '`', 2) + 1);
        let info = format!(
            "{}{}",
            attrs::word(&code.language),
            attrs::print(&code.attrs)
        );
        self.out.push_str(&format!("{fence}{}", info.trim_start()));
        self.line();
        if !code.text.is_empty() {
            self.verbatim(&format!("{}\n", code.text));
        }
        self.out.push_str(&fence);
    }

    /// Lines of code, of which trailing blanks matter.
    fn verbatim(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.out.push('\n');
                self.out.push_str(&self.prefix);
            }
            self.out.push_str(line);
        }
    }

    fn list(&mut self, list: &List, twin: bool) {
        let tight = list.items.iter().all(is_tight);
        for (at, item) in list.items.iter().enumerate() {
            if at > 0 {
                self.line();
                if !tight {
                    self.line();
                }
            }
            let marker = match list.start {
                Some(start) => format!(
                    "{}{} ",
                    start.saturating_add(at),
                    if twin { ')' } else { '.' }
                ),
                None => format!("{} ", if twin { '*' } else { '-' }),
            };
            self.out.push_str(&marker);
            self.out.push_str(
                item.done
                    .map_or("", |done| if done { "[x] " } else { "[ ] " }),
            );
            // Three marks in a row and nothing after them would be a rule.
            if item.content.is_empty()
                && ["- - - ", "* * * "]
                    .iter()
                    .any(|rule| self.out.ends_with(rule))
            {
                self.out.push_str("<p></p>");
            }
            // No empty paragraph can begin a task.
            let is_empty = |block: &&Block| **block == Block::Paragraph(Vec::new());
            let empty = match item.done {
                Some(_) => item.content.iter().take_while(is_empty).count(),
                None => 0,
            };
            let content = item.content.get(empty..).unwrap_or_default();
            let is_line = |block: &Block| matches!(block, Block::Leaf(_)) || has_text(block);
            let begins_below =
                item.done.is_some() && content.first().is_some_and(|first| !is_line(first));
            self.nested(&" ".repeat(marker.len()), |printer| {
                if begins_below {
                    // On the line of a task only text is read.
                    printer.line();
                }
                let loose = |before: &Block, next: &Block| !(has_text(before) && interrupts(next));
                printer.parted(content, loose, None);
            });
        }
    }
}

/// A container around blocks.
#[derive(Clone, Copy)]
struct Holder {
    /// Its level, if it is a part.
    level: Option<u8>,
    /// Whether its end is that of parts in it, too.
    ends_parts: bool,
}

/// How a container ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// By [`marks::END`].
    Mark,
    /// By [`marks::END_OF_INNERMOST`]: a part that nothing else ends.
    Innermost,
    /// Where the next part begins or what holds it ends.
    Implied,
}

impl End {
    fn of(block: &Block, next: Option<&Block>, holder: Option<Holder>) -> Self {
        let level = |block: &Block| match block {
            Block::Container(container) => parts::level(&container.name),
            _ => None,
        };
        let Some(own) = level(block) else {
            return Self::Mark;
        };
        let Some(holder) = holder else {
            return Self::Innermost;
        };
        // Such a part would end its holder, so that it is spelled as none.
        let is_none = |level: u8| holder.level.is_some_and(|around| level <= around);
        if is_none(own) {
            return Self::Mark;
        }
        let ends = match next {
            Some(next) => level(next).is_some_and(|next| next <= own && !is_none(next)),
            None => holder.ends_parts,
        };
        if ends { Self::Implied } else { Self::Innermost }
    }
}

/// An element alone in a paragraph, with a title that says which it is, block or inline.
fn titled(inline: &Inline, title: &str, plain: bool) -> String {
    let titled = |link: &Link| match (&link.href, link.title.as_str()) {
        (_, "") | (Href::Atl(_), _) => Link {
            title: title.to_owned(),
            ..link.clone()
        },
        _ => link.clone(),
    };
    let inline = match inline {
        Inline::Link(link) => Inline::Link(titled(link)),
        Inline::Image(link) => Inline::Image(titled(link)),
        other => other.clone(),
    };
    let text = spans::print(
        std::slice::from_ref(&inline),
        Mode {
            plain,
            ..Mode::default()
        },
    );
    match (&inline, text.strip_suffix(')')) {
        (Inline::Carrier(..), Some(text)) if !plain && !title.is_empty() => {
            format!("{text} \"{title}\")")
        }
        _ => text,
    }
}

fn same_list(a: &Block, b: &Block) -> bool {
    matches!((a, b), (Block::List(a), Block::List(b)) if a.start.is_some() == b.start.is_some())
}

/// Whether a block is a list that begins right below a paragraph (CommonMark 5.3: not an empty item, nor a number
/// other than 1).
fn interrupts(block: &Block) -> bool {
    match block {
        Block::List(list) => {
            list.start.is_none_or(|start| start == 1)
                && list
                    .items
                    .first()
                    .is_some_and(|item| !item.content.is_empty())
        }
        _ => false,
    }
}

/// Whether a block has no words and holds none, so that its plain form is nothing.
fn says_nothing(block: &Block) -> bool {
    match block {
        Block::Paragraph(content) => content.is_empty(),
        Block::Expand(title, content) => title.is_empty() && content.iter().all(says_nothing),
        _ => false,
    }
}

/// Whether a block is a paragraph with something in it, which a list may follow without an empty line.
fn has_text(block: &Block) -> bool {
    matches!(unmarked(block), Block::Paragraph(content) if !content.is_empty())
}

/// A text without the element that a mark says.
fn unmarked(block: &Block) -> &Block {
    marks::marked(block).map_or(block, |(text, _)| text)
}

fn is_tight(item: &Item) -> bool {
    let mut rest = item.content.iter();
    let first = matches!(
        rest.next().map(unmarked),
        None | Some(Block::Paragraph(_) | Block::List(_))
    );
    first && rest.all(|block| matches!(block, Block::List(_)))
}
