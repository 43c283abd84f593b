//! Inlines.

use super::{
    super::{
        super::tree::{Href, Inline, Link, Style},
        attributes,
    },
    Writer, Written,
};

impl Writer {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) -> Written {
        inlines.iter().try_for_each(|inline| self.inline(inline))
    }

    pub(super) fn inline(&mut self, inline: &Inline) -> Written {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code(code) => self.out.push_str(&format!(
                "<code>{}</code>",
                super::containers::escaped(code)
            )),
            Inline::Break => self.empty("br", &[]),
            Inline::Styled(style, content) => self.styled(style, content)?,
            Inline::Link(link) => self.link(link)?,
            Inline::Image(image) => self.image(image)?,
            Inline::FootnoteRef(name) => self.element("sup", |writer| {
                writer.anchor_link(&format!("footnote-{name}"), &[Inline::text(name.as_str())])
            })?,
            Inline::Carrier(label, source) => self.exact(label, source)?,
            Inline::Container(container) => self.inline_container(container)?,
        }
        Ok(())
    }

    fn styled(&mut self, style: &Style, content: &[Inline]) -> Written {
        let tag = match style {
            Style::Strong => "strong",
            Style::Emph => "em",
            Style::Strike => "del",
            Style::Underline => "u",
            Style::Sub => "sub",
            Style::Sup => "sup",
            Style::Color(color) => return self.colored("color", color, content),
            Style::Background(color) => return self.colored("background-color", color, content),
        };
        self.element(tag, |writer| writer.inlines(content))
    }

    fn colored(&mut self, property: &str, color: &str, content: &[Inline]) -> Written {
        self.out.push_str("<span");
        self.attribute("style", &format!("{property}: {};", rgb(color)));
        self.out.push('>');
        self.inlines(content)?;
        self.out.push_str("</span>");
        Ok(())
    }

    fn link(&mut self, link: &Link) -> Written {
        let url = match &link.href {
            Href::Atl(atl) => return self.target(atl, &link.content),
            Href::Url(url) => url,
        };
        let shown = [Inline::text(url.as_str())];
        let content = if link.content.is_empty() {
            &shown[..]
        } else {
            &link.content
        };
        match url.strip_prefix('#') {
            Some(anchor) => self.anchor_link(anchor, content),
            None if attributes::is_harmless_url(url) => self.web(url, &link.title, content),
            None => self.inlines(content),
        }
    }

    fn web(&mut self, url: &str, title: &str, content: &[Inline]) -> Written {
        self.out.push_str("<a");
        self.attribute("href", url);
        match title {
            "" => {}
            "card" => self.attribute("data-card-appearance", "inline"),
            "block-card" => self.attribute("data-card-appearance", "block"),
            "embed-card" => self.attribute("data-card-appearance", "embed"),
            title => self.attribute("title", title),
        }
        self.out.push('>');
        self.inlines(content)?;
        self.out.push_str("</a>");
        Ok(())
    }
}

/// `#rrggbb` as Confluence's editor writes it.
fn rgb(color: &str) -> String {
    let digits = color
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.is_ascii());
    let part =
        |at: usize| digits.and_then(|digits| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok());
    match (part(0), part(2), part(4)) {
        (Some(red), Some(green), Some(blue)) => format!("rgb({red},{green},{blue})"),
        _ => color.to_owned(),
    }
}
