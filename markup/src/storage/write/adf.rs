//! `ac:adf-extension`: nodes of ADF, and for those who cannot read ADF what they hold.

use super::{
    super::{
        super::{attrs::Attrs, tree::Block},
        read::ADF,
    },
    Writer, Written,
};

impl Writer {
    /// A node around content.
    pub(super) fn adf_node(&mut self, name: &str, attrs: &Attrs, content: &[Block]) -> Written {
        let kind = name.strip_prefix(ADF).unwrap_or_default();
        self.extension(kind, attrs, content, |writer| {
            writer.element("ac:adf-content", |writer| writer.blocks(content))
        })
    }

    /// Decisions: the items of lists.
    pub(super) fn decisions(&mut self, content: &[Block]) -> Written {
        content.iter().try_for_each(|block| match block {
            Block::List(list) => {
                self.extension("decision-list", &Attrs::new(), content, |writer| {
                    list.items
                        .iter()
                        .try_for_each(|item| writer.decision(&item.content))
                })
            }
            other => self.blocks(std::slice::from_ref(other)),
        })
    }

    fn decision(&mut self, content: &[Block]) -> Written {
        self.node(
            "decision-item",
            &[("state".to_owned(), "DECIDED".to_owned())],
            |writer| {
                writer.element("ac:adf-content", |writer| match content {
                    [Block::Paragraph(line)] => writer.inlines(line),
                    other => writer.blocks(other),
                })
            },
        )
    }

    fn extension(
        &mut self,
        kind: &str,
        attrs: &Attrs,
        fallback: &[Block],
        inside: impl FnOnce(&mut Self) -> Written,
    ) -> Written {
        self.element("ac:adf-extension", |writer| {
            writer.node(kind, attrs, inside)?;
            writer.element("ac:adf-fallback", |writer| {
                fallback.iter().try_for_each(|block| match block {
                    Block::Container(_) => Ok(()),
                    block => writer.blocks(std::slice::from_ref(block)),
                })
            })
        })
    }

    fn node(
        &mut self,
        kind: &str,
        attrs: &[(String, String)],
        inside: impl FnOnce(&mut Self) -> Written,
    ) -> Written {
        self.out.push_str("<ac:adf-node");
        self.attribute("type", kind);
        self.out.push('>');
        for (key, value) in attrs {
            self.out.push_str("<ac:adf-attribute");
            self.attribute("key", key);
            self.out.push('>');
            self.text(value);
            self.out.push_str("</ac:adf-attribute>");
        }
        inside(self)?;
        self.out.push_str("</ac:adf-node>");
        Ok(())
    }
}
