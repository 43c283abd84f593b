//! Blocks.

use super::{
    super::{
        super::tree::{Block, Code, Inline, Panel, PanelKind},
        read::{AS, MACRO, PRE_CODE, can_be_typed},
        xml,
    },
    Writer, Written,
    containers::Opening,
};

/// Parameters of the code macro that may stand without a value.
const FLAGS: [&str; 2] = ["linenumbers", "collapse"];

impl Writer {
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Written {
        blocks.iter().try_for_each(|block| self.block(block))
    }

    pub(super) fn block(&mut self, block: &Block) -> Written {
        match block {
            Block::Paragraph(content) if content.is_empty() => self.empty("p", &[]),
            Block::Paragraph(_) | Block::Heading(..) | Block::Quote(_) => {
                self.tagged(block, &Opening::of(own_tag(block)))?
            }
            Block::List(list) => self.list(list, None)?,
            Block::Code(code) => self.code(code)?,
            Block::Rule => self.empty("hr", &[]),
            Block::Table(table) => self.table(table)?,
            Block::Panel(panel) => self.panel(panel)?,
            Block::Expand(title, content) => self.around("expand", &titled(title), content)?,
            Block::Footnote(name, content) => self.footnote(name, content)?,
            Block::Leaf(inline) => self.leaf(inline)?,
            Block::Container(container) => self.container(container)?,
            Block::Kept(source) => self.out.push_str(&source.text),
        }
        Ok(())
    }

    /// A block whose own tag is given.
    pub(super) fn tagged(&mut self, block: &Block, opening: &Opening) -> Written {
        if let Block::List(list) = block {
            return self.list(list, Some(opening));
        }
        self.out.push_str(&opening.open);
        match block {
            Block::Paragraph(content) | Block::Heading(_, content) => self.inlines(content)?,
            Block::Quote(content) => self.blocks(content)?,
            other => self.block(other)?,
        }
        self.out.push_str(&opening.close);
        Ok(())
    }

    /// A macro around blocks.
    pub(super) fn around(
        &mut self,
        name: &str,
        params: &[(&str, &str)],
        content: &[Block],
    ) -> Written {
        self.macro_with(name, params, |writer| {
            writer.element("ac:rich-text-body", |writer| writer.blocks(content))
        })
    }

    fn panel(&mut self, panel: &Panel) -> Written {
        let name = match panel.kind {
            PanelKind::Note => "info",
            PanelKind::Tip => "tip",
            PanelKind::Important => "panel",
            PanelKind::Warning => "note",
            PanelKind::Caution => "warning",
        };
        let title = panel.title.as_deref().unwrap_or_default();
        self.around(name, &titled(title), &panel.content)
    }

    fn code(&mut self, code: &Code) -> Written {
        let find = |name: &str| {
            code.attrs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        let element = find(AS);
        match element {
            Some("pre") => return self.pre(code, &["pre"]),
            Some(PRE_CODE) => return self.pre(code, &["pre", "code"]),
            _ => {}
        }
        let name = match element {
            Some(MACRO) if can_be_typed(&code.language) => code.language.as_str(),
            Some("noformat") => "noformat",
            _ => "code",
        };
        let language = Some(("language", code.language.as_str()))
            .filter(|(_, language)| !language.is_empty() && name == "code");
        let further = code
            .attrs
            .iter()
            .filter_map(|(key, value)| match value.as_str() {
                _ if key == AS || key == "language" || !xml::is_name(key) => None,
                "" => FLAGS
                    .contains(&key.as_str())
                    .then_some((key.as_str(), "true")),
                value => Some((key.as_str(), value)),
            });
        let params: Vec<(&str, &str)> = language.into_iter().chain(further).collect();
        self.macro_with(name, &params, |writer| {
            writer.element("ac:plain-text-body", |writer| {
                writer.cdata(&code.text);
                Ok(())
            })
        })
    }

    fn pre(&mut self, code: &Code, tags: &[&str]) -> Written {
        match tags.split_first() {
            Some((tag, tags)) => self.element(tag, |writer| writer.pre(code, tags)),
            None => {
                self.text(&code.text);
                Ok(())
            }
        }
    }

    /// The note itself, where its reference leads.
    fn footnote(&mut self, name: &str, content: &[Block]) -> Written {
        let (first, rest) = match content.split_first() {
            Some((Block::Paragraph(first), rest)) => (first.as_slice(), rest),
            _ => (&[][..], content),
        };
        self.element("p", |writer| {
            writer.macro_with("anchor", &[("", &format!("footnote-{name}"))], |_| Ok(()))?;
            writer.element("sup", |writer| {
                writer.text(name);
                Ok(())
            })?;
            writer.out.push(' ');
            writer.inlines(first)
        })?;
        self.blocks(rest)
    }

    /// An element among blocks. A link stands in a paragraph, as Confluence has no links among blocks, and so does
    /// the text of what Confluence has no element for.
    fn leaf(&mut self, inline: &Inline) -> Written {
        let start = self.out.len();
        self.inline(inline)?;
        let written = self.out.get(start..).unwrap_or_default();
        let is_link = matches!(inline, Inline::Link(link) if !link.title.is_empty());
        if is_link || !written.is_empty() && !written.starts_with('<') {
            self.out.insert_str(start, "<p>");
            self.out.push_str("</p>");
        }
        Ok(())
    }
}

/// A title as a macro's parameter, if it says anything.
fn titled(title: &str) -> Vec<(&str, &str)> {
    let title = Some(("title", title)).filter(|(_, title)| !title.is_empty());
    title.into_iter().collect()
}

/// The tag that a block is written with, if it has just one.
pub(super) fn own_tag(block: &Block) -> &'static str {
    match block {
        Block::Paragraph(_) => "p",
        Block::Heading(1, _) => "h1",
        Block::Heading(2, _) => "h2",
        Block::Heading(3, _) => "h3",
        Block::Heading(4, _) => "h4",
        Block::Heading(5, _) => "h5",
        Block::Heading(..) => "h6",
        Block::Quote(_) => "blockquote",
        Block::List(list) if list.start.is_some() => "ol",
        Block::List(_) => "ul",
        _ => "",
    }
}
