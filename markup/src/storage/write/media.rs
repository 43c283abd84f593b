//! Images and emoji.

use super::{
    super::{
        super::{
            What,
            attrs::{Attrs, decode},
            tree::{Href, Inline, Link, plain_text},
        },
        attributes,
        read::{EMOTICONS, SIZE},
        xml,
    },
    Writer, Written,
};

impl Writer {
    /// An image: of the web, or of a file that is attached to the page.
    pub(super) fn image(&mut self, image: &Link) -> Written {
        self.image_with(image, &Attrs::new(), &[])
    }

    /// An image with what its link has no place for: attributes, if it is of the web, and a caption that is more than a line
    /// of text.
    pub(super) fn image_with(
        &mut self,
        image: &Link,
        attrs: &Attrs,
        caption: &[Inline],
    ) -> Written {
        let start = self.out.len();
        self.bare_image(image, attrs);
        let written = self.out.get(start..).unwrap_or_default();
        if caption.is_empty() {
            return Ok(());
        }
        if written.ends_with("</ac:image>") && !written.contains("<ac:caption>") {
            self.out.truncate(self.out.len() - "</ac:image>".len());
            self.out.push_str("<ac:caption><p>");
            self.inlines(caption)?;
            self.out.push_str("</p></ac:caption></ac:image>");
            return Ok(());
        }
        self.inlines(caption)
    }

    fn bare_image(&mut self, image: &Link, attrs: &Attrs) {
        let alt = plain_text(&image.content);
        match &image.href {
            Href::Atl(atl) => match &atl.what {
                What::Attachment(name) => self.attached_image(name, &atl.params, &alt),
                _ => self.text(&alt),
            },
            Href::Url(url) if !attributes::is_harmless_url(url) => self.text(&alt),
            Href::Url(url) if url.contains("://") || url.starts_with('/') => {
                let said = super::pairs(attrs).into_iter();
                let said = said.filter(|(key, _)| ![SIZE, "alt", "title"].contains(key));
                let title = ("title", image.title.as_str());
                let all: Vec<(&str, &str)> = [title].into_iter().chain(said).collect();
                self.image_tag(&alt, &all);
                self.empty("ri:url", &[("ri:value", url)]);
                self.out.push_str("</ac:image>");
            }
            Href::Url(path) => {
                let name = decode(path.rsplit('/').next().unwrap_or(path));
                self.attached_image(&name, &Attrs::new(), &alt);
            }
        }
    }

    fn image_tag(&mut self, alt: &str, attributes: &[(&str, &str)]) {
        self.out.push_str("<ac:image");
        for (key, value) in [("alt", alt)]
            .iter()
            .chain(attributes)
            .filter(|(_, value)| !value.is_empty())
        {
            let name = format!("ac:{key}");
            if xml::is_name(&name) && !matches!(*key, "style" | "src") {
                self.attribute(&name, value);
            }
        }
        self.out.push('>');
    }

    fn attached_image(&mut self, name: &str, params: &Attrs, alt: &str) {
        let own =
            |(key, _): &&(String, String)| !matches!(key.as_str(), "caption" | "space" | "page");
        let attributes: Vec<(&str, &str)> = params
            .iter()
            .filter(own)
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        self.image_tag(alt, &attributes);
        self.attachment(name, params);
        if let Some((_, caption)) = params.iter().find(|(key, _)| key == "caption") {
            self.out.push_str("<ac:caption><p>");
            self.text(caption);
            self.out.push_str("</p></ac:caption>");
        }
        self.out.push_str("</ac:image>");
    }

    /// `ri:attachment`, of another page if the parameters name one.
    pub(super) fn attachment(&mut self, name: &str, params: &Attrs) {
        let find = |key: &str| {
            params
                .iter()
                .find(|(name, _)| name == key)
                .map_or("", |(_, value)| value.as_str())
        };
        if find("page").is_empty() {
            return self.empty("ri:attachment", &[("ri:filename", name)]);
        }
        self.out.push_str("<ri:attachment");
        self.attribute("ri:filename", name);
        self.out.push('>');
        self.page(find("space"), find("page"));
        self.out.push_str("</ri:attachment>");
    }

    /// `ac:emoticon`: Data Center's by name, others by id.
    pub(super) fn emoji(&mut self, id: &str, params: &Attrs, label: &[Inline]) {
        if EMOTICONS.iter().any(|(name, _)| *name == id) && params.is_empty() {
            return self.empty("ac:emoticon", &[("ac:name", id)]);
        }
        let label = plain_text(label);
        let own = [("name", "blue-star"), ("emoji-shortname", &label)];
        let given = |key: &str| params.iter().any(|(name, _)| name == key);
        let missing = own
            .into_iter()
            .filter(|(key, value)| params.is_empty() && !given(key) && !value.is_empty());
        let all: Vec<(&str, &str)> = missing.chain(super::pairs(params)).collect();
        self.out.push_str("<ac:emoticon");
        for (key, value) in all {
            let name = format!("ac:{key}");
            if xml::is_name(&name) && name != "ac:emoji-id" {
                self.attribute(&name, value);
            }
        }
        self.attribute("ac:emoji-id", id);
        self.out.push_str(" />");
    }
}
