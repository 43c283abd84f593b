//! The tree to storage format.

mod adf;
mod blocks;
mod changes;
mod containers;
mod inlines;
mod layout;
mod lists;
mod media;
mod resources;
mod tables;
mod targets;

pub(super) use self::{changes::changes, tables::align_style};

use std::{borrow::Cow, collections::HashSet};

use super::{
    super::{MarkupError, Source, attrs::Attrs, tree::Block},
    attributes,
    read::Resource,
    xml,
};

/// Writes blocks.
///
/// # Errors
/// For carriers whose source is not well-formed.
pub(super) fn write(blocks: &[Block]) -> Result<String, MarkupError> {
    let mut writer = Writer::default();
    writer.blocks(blocks)?;
    Ok(writer.out)
}

/// Which version of a macro's parameters these are; Confluence converts them by it.
const SCHEMA_VERSION: &str = "ac:schema-version";

#[derive(Default)]
struct Writer {
    out: String,
    /// Ids of tasks that are taken, and the highest of them.
    tasks: HashSet<u64>,
    last_task: u64,
}

type Written = Result<(), MarkupError>;

impl Writer {
    /// Text with everything escaped that XML gives a meaning.
    fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }

    /// Those attributes that may come from Markdown, each once.
    fn harmless(&mut self, attrs: &Attrs) {
        let mut names = HashSet::new();
        for (name, value) in attrs {
            if attributes::is_harmless(name, value) && names.insert(name) {
                self.attribute(name, value);
            }
        }
    }

    /// `<name>` … `</name>`.
    fn element(&mut self, name: &str, content: impl FnOnce(&mut Self) -> Written) -> Written {
        self.out.extend(["<", name, ">"]);
        content(self)?;
        self.out.extend(["</", name, ">"]);
        Ok(())
    }

    /// `<name attribute="value" />`
    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.extend(["<", name]);
        attributes
            .iter()
            .for_each(|(name, value)| self.attribute(name, value));
        self.out.push_str(" />");
    }

    /// A CDATA section, in two where the text would end it.
    fn cdata(&mut self, text: &str) {
        self.out.push_str("<![CDATA[");
        self.out
            .push_str(&allowed(text).replace("]]>", "]]]]><![CDATA[>"));
        self.out.push_str("]]>");
    }

    /// A macro: attributes and parameters by their names, then its body.
    fn macro_with(
        &mut self,
        name: &str,
        params: &[(&str, &str)],
        body: impl FnOnce(&mut Self) -> Written,
    ) -> Written {
        self.out.push_str("<ac:structured-macro");
        self.attribute("ac:name", name);
        let version = params.iter().find(|(key, _)| *key == SCHEMA_VERSION);
        self.attribute(SCHEMA_VERSION, version.map_or("1", |(_, version)| version));
        let is_attribute = |key: &str| key.starts_with("ac:") || key.starts_with("data-");
        for (key, value) in params
            .iter()
            .filter(|(key, value)| is_attribute(key) && is_own_attribute(key, value))
        {
            self.attribute(key, value);
        }
        self.out.push('>');
        let head = self.out.len();
        for (key, value) in params.iter().filter(|(key, _)| !is_attribute(key)) {
            let (name, resource) = match Resource::of_key(key) {
                Some((name, resource)) => (name, Some(resource)),
                None => (*key, None),
            };
            self.out.push_str("<ac:parameter");
            self.attribute("ac:name", name);
            self.out.push('>');
            match resource {
                Some(resource) => self.resource(resource, value),
                None => self.text(value),
            }
            self.out.push_str("</ac:parameter>");
        }
        body(self)?;
        if self.out.len() == head {
            self.out.truncate(head.saturating_sub(1));
            self.out.push_str(" />");
        } else {
            self.out.push_str("</ac:structured-macro>");
        }
        Ok(())
    }

    /// What a carrier holds, if it is whole.
    fn exact(&mut self, label: &str, source: &Source) -> Written {
        match xml::left_open(&source.text) {
            Ok(open) if open.is_empty() => self.out.push_str(&source.text),
            Ok(_) => return Err(damaged(label, "not well-formed")),
            Err(reason) => return Err(damaged(label, reason)),
        }
        Ok(())
    }
}

fn damaged(label: &str, reason: &str) -> MarkupError {
    MarkupError::Damaged(format!("{label}, {reason}"))
}

/// An attribute of a macro besides those that are always written.
fn is_own_attribute(name: &str, value: &str) -> bool {
    attributes::is_harmless(name, value) && !matches!(name, "ac:name" | SCHEMA_VERSION)
}

fn pairs(attrs: &Attrs) -> Vec<(&str, &str)> {
    attrs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c if xml::is_char(c) => out.push(c),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

/// Characters that XML cannot hold become U+FFFD.
fn allowed(text: &str) -> Cow<'_, str> {
    if text.chars().all(xml::is_char) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| {
                if xml::is_char(c) {
                    c
                } else {
                    char::REPLACEMENT_CHARACTER
                }
            })
            .collect(),
    )
}
