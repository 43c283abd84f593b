//! Elements around content that Markdown has no word for.

use super::{
    super::{
        super::{
            MarkupError,
            attrs::Attrs,
            markdown,
            tree::{Block, Code, Container, Href, Inline, plain_text},
        },
        read::{ADF, AROUND, DECISIONS, FIGURE, HTML, LINES, PARAGRAPH, TYPED, keeps_name},
        xml,
    },
    Writer, Written,
    blocks::own_tag,
    damaged, escape, layout, pairs,
};

/// Elements around blocks that keep their attributes.
const BLOCKS: [&str; 12] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ul",
    "ol",
    "li",
    "div",
];

/// The body of a macro that holds text.
const PLAIN_BODY: &str = "ac:plain-text-body";

/// The opening part of an element and what closes it.
pub(super) struct Opening {
    pub open: String,
    pub close: String,
    /// The name, if it is a single element.
    tag: String,
    /// The name of the innermost element.
    inner: String,
}

impl Opening {
    /// An element without attributes.
    pub(super) fn of(tag: &str) -> Self {
        Self::with(tag, &Attrs::new())
    }

    /// An element with those attributes that may come from Markdown.
    fn with(tag: &str, attrs: &Attrs) -> Self {
        let mut open = Writer {
            out: format!("<{tag}"),
            ..Writer::default()
        };
        open.harmless(attrs);
        Self {
            open: open.out + ">",
            close: format!("</{tag}>"),
            tag: tag.to_owned(),
            inner: tag.to_owned(),
        }
    }

    /// A part of a layout.
    pub(super) fn of_layout(name: &str, attrs: &Attrs) -> Self {
        Self::with(&format!("ac:{name}"), &layout::attributes_of(attrs))
    }

    /// A part of a layout as it was read, or as Markdown says it.
    pub(super) fn of_container(
        name: &str,
        container: &Container<Block>,
    ) -> Result<Self, MarkupError> {
        match &container.source {
            Some(source) => Self::exact(name, &source.text),
            None => Ok(Self::of_layout(name, &container.attrs)),
        }
    }

    /// The exact opening part of an element that was read; one without content has nothing to close.
    fn exact(label: &str, source: &str) -> Result<Self, MarkupError> {
        let names = xml::left_open(source).map_err(|reason| damaged(label, reason))?;
        let close = names
            .iter()
            .rev()
            .map(|name| format!("</{name}>"))
            .collect();
        let tag = if let [only] = names.as_slice() {
            (*only).to_owned()
        } else {
            String::new()
        };
        Ok(Self {
            open: source.to_owned(),
            close,
            tag,
            inner: names.last().copied().unwrap_or_default().to_owned(),
        })
    }
}

impl Writer {
    pub(super) fn container(&mut self, container: &Container<Block>) -> Written {
        let Container {
            name,
            attrs,
            source,
            content,
        } = container;
        if let Some(source) = source {
            let opening = Opening::exact(name, &source.text)?;
            return match name.strip_prefix(ADF) {
                _ if opening.inner == PLAIN_BODY => {
                    self.plain(&opening, content);
                    Ok(())
                }
                None if !is_frame(name) => self.within(&opening, content),
                _ => self.frame(&opening, content),
            };
        }
        match name.as_str() {
            PARAGRAPH => self.frame(&Opening::with("p", attrs), content),
            "pre" if !content.iter().all(is_text) => {
                content.iter().try_for_each(|block| match block {
                    Block::Code(code) => self.preformatted(code, attrs),
                    other => self.blocks(std::slice::from_ref(other)),
                })
            }
            name if TYPED.contains(&name) || name == "pre" => {
                self.frame(&Opening::with(name, attrs), content)
            }
            FIGURE => self.figure(attrs, content),
            DECISIONS => self.decisions(content),
            name if name.starts_with(ADF) => self.adf_node(name, attrs, content),
            "tasks" => self.tasks_with_ids(attrs, content),
            name if BLOCKS.contains(&name) => self.within(&Opening::with(name, attrs), content),
            "layout" => self.layout(content),
            "layout-section" => self.lone_section(container),
            "panel" => self.around("panel", &panel_params(attrs), content),
            name if AROUND.contains(&name) => self.around(name, &pairs(attrs), content),
            _ => self.blocks(content),
        }
    }

    /// Content within an element that keeps what it holds, whatever that is.
    fn frame(&mut self, opening: &Opening, content: &[Block]) -> Written {
        let holds_lines = LINES.contains(&opening.inner.as_str());
        self.out.push_str(&opening.open);
        let mut is_line = false;
        for block in content {
            match block {
                Block::Paragraph(line) if holds_lines => {
                    if is_line {
                        self.empty("br", &[]);
                    }
                    self.inlines(line)?;
                }
                block => self.blocks(std::slice::from_ref(block))?,
            }
            is_line = is_text(block);
        }
        self.out.push_str(&opening.close);
        Ok(())
    }

    /// The body of a macro of text.
    fn plain(&mut self, opening: &Opening, content: &[Block]) {
        let text = |block: &Block| match block {
            Block::Code(code) => code.text.clone(),
            other => markdown::print(std::slice::from_ref(other), true),
        };
        let texts: Vec<String> = content.iter().map(text).collect();
        self.out.push_str(&opening.open);
        self.cdata(&texts.join("\n\n"));
        self.out.push_str(&opening.close);
    }

    fn preformatted(&mut self, code: &Code, attrs: &Attrs) -> Written {
        let start = self.out.len();
        self.block(&Block::Code(code.clone()))?;
        if self
            .out
            .get(start..)
            .is_some_and(|out| out.starts_with("<pre>"))
        {
            let opening = Opening::with("pre", attrs);
            self.out
                .replace_range(start..start + "<pre>".len(), &opening.open);
        }
        Ok(())
    }

    /// An image and what stands below it.
    fn figure(&mut self, attrs: &Attrs, content: &[Block]) -> Written {
        match content {
            [Block::Leaf(Inline::Image(image))] => self.image_with(image, attrs, &[]),
            [Block::Leaf(Inline::Image(image)), Block::Paragraph(caption)] => {
                self.image_with(image, attrs, caption)
            }
            other => self.blocks(other),
        }
    }

    /// Content within an element; a block with the same tag of its own takes this one instead.
    fn within(&mut self, opening: &Opening, content: &[Block]) -> Written {
        let replaces =
            BLOCKS.contains(&opening.tag.as_str()) && !matches!(opening.tag.as_str(), "div" | "li");
        if replaces {
            return content
                .iter()
                .try_for_each(|block| match own_tag(block) == opening.tag {
                    true => self.tagged(block, opening),
                    false => self.blocks(std::slice::from_ref(block)),
                });
        }
        self.out.push_str(&opening.open);
        self.blocks(content)?;
        self.out.push_str(&opening.close);
        Ok(())
    }

    /// A list's item, which may be a container that holds the attributes of the item.
    pub(super) fn item(&mut self, content: &[Block]) -> Written {
        if let [
            Block::Container(Container {
                name,
                attrs,
                source,
                content,
            }),
        ] = content
            && name == "li"
        {
            let opening = match source {
                Some(source) => Opening::exact(name, &source.text)?,
                None => Opening::with("li", attrs),
            };
            return self.within(&opening, content);
        }
        self.element("li", |writer| writer.blocks(content))
    }

    pub(super) fn inline_container(&mut self, container: &Container<Inline>) -> Written {
        let Container {
            name,
            attrs,
            source,
            content,
        } = container;
        if let (Some(source), "a", [Inline::Link(link)]) =
            (source, name.as_str(), content.as_slice())
            && let Href::Url(url) = &link.href
        {
            // With another target, it is another link.
            if target(&source.text).as_ref() != Some(url) {
                return self.inlines(content);
            }
            let opening = Opening::exact(name, &source.text)?;
            self.out.push_str(&opening.open);
            self.inlines(&link.content)?;
            self.out.push_str(&opening.close);
            return Ok(());
        }
        let opening = match (source, name.as_str()) {
            (Some(source), _) => Opening::exact(name, &source.text)?,
            (None, FIGURE) => {
                return match content.split_first() {
                    Some((Inline::Image(image), caption)) => self.image_with(image, attrs, caption),
                    _ => self.inlines(content),
                };
            }
            (None, name) if AROUND.contains(&name) => {
                return self.macro_with(name, &pairs(attrs), |writer| {
                    writer.element("ac:rich-text-body", |writer| writer.inlines(content))
                });
            }
            (None, "comment") => marker("ac:inline-comment-marker", "ac:ref", attrs),
            (None, "placeholder") => marker("ac:placeholder", "ac:type", attrs),
            (None, name) if keeps_name(name) => Opening::with(name, attrs),
            _ => return self.inlines(content),
        };
        self.out.push_str(&opening.open);
        match opening.inner.as_str() {
            PLAIN_BODY | "ac:plain-text-link-body" => self.cdata(&plain_text(content)),
            _ => self.inlines(content)?,
        }
        self.out.push_str(&opening.close);
        Ok(())
    }
}

fn is_text(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_))
}

/// Whether a container keeps its element whatever it holds.
fn is_frame(name: &str) -> bool {
    name.starts_with(HTML) || TYPED.contains(&name) || name == "pre"
}

/// The panel macro's parameters; a custom panel of ADF has a colour, and an icon that the macro does not know.
fn panel_params(attrs: &Attrs) -> Vec<(&str, &str)> {
    let known =
        |(name, _): &(&str, &str)| !matches!(*name, "type" | "icon" | "icon-id" | "icon-text");
    let own = |(name, value)| (if name == "color" { "bgColor" } else { name }, value);
    pairs(attrs).into_iter().filter(known).map(own).collect()
}

/// The target of the link that is opened.
fn target(opening: &str) -> Option<String> {
    let link = format!("{opening}</a>");
    let nodes = xml::parse(&link).ok()?;
    match nodes.as_slice() {
        [xml::Node::Element(element)] => element.attribute("href").map(str::to_owned),
        _ => None,
    }
}

fn marker(tag: &str, attribute: &str, attrs: &Attrs) -> Opening {
    let value = attrs
        .first()
        .map(|(_, value)| (attribute.to_owned(), value.clone()));
    Opening::with(tag, &value.into_iter().collect())
}

/// Whether text is the same once written: for labels.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(text, &mut out);
    out
}
