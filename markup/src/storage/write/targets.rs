//! The dialect's own targets: mentions, pages, macros, …

use super::{
    super::{
        super::{
            Atl, Page, UserKind, What,
            attrs::Attrs,
            tree::{Inline, plain_text},
        },
        read::default_label,
    },
    Writer, Written, pairs,
};

impl Writer {
    pub(super) fn target(&mut self, atl: &Atl, label: &[Inline]) -> Written {
        let text = plain_text(label);
        match &atl.what {
            What::User(kind, id) => self.mention(*kind, id),
            What::Status(color) => self.status(color, &text, &atl.params)?,
            What::Date if is_date(&text) => self.empty("time", &[("datetime", &text)]),
            What::Emoji(id) => self.emoji(id, &atl.params, label),
            What::Page(page) => self.page_link(page, atl, label)?,
            What::Attachment(name) => self.resource_link(None, atl, label, |writer| {
                writer.attachment(name, &atl.params)
            })?,
            What::Anchor(name) => self.bodiless("anchor", &[("", name.as_str())])?,
            What::Issue(key) => self.bodiless(
                "jira",
                &[&[("key", key.as_str())], pairs(&atl.params).as_slice()].concat(),
            )?,
            What::Macro(name) => self.bodiless(name, &pairs(&atl.params))?,
            What::Date | What::Media(..) => self.text(&text),
        }
        Ok(())
    }

    fn bodiless(&mut self, name: &str, params: &[(&str, &str)]) -> Written {
        self.macro_with(name, params, |_| Ok(()))
    }

    fn mention(&mut self, kind: UserKind, id: &str) {
        let attribute = match kind {
            UserKind::AccountId => "ri:account-id",
            UserKind::UserKey => "ri:userkey",
            UserKind::UserName => "ri:username",
        };
        self.out.push_str("<ac:link>");
        self.empty("ri:user", &[(attribute, id)]);
        self.out.push_str("</ac:link>");
    }

    fn status(&mut self, color: &str, title: &str, further: &Attrs) -> Written {
        let color = match color {
            "neutral" => "Grey".to_owned(),
            color => {
                color.get(..1).unwrap_or_default().to_ascii_uppercase()
                    + color.get(1..).unwrap_or_default()
            }
        };
        let mut params = vec![("title", title), ("colour", color.as_str())];
        params.retain(|(key, value)| *key == "title" || !value.is_empty());
        params.extend(pairs(further));
        self.bodiless("status", &params)
    }

    /// A link to an anchor of the same page.
    pub(super) fn anchor_link(&mut self, anchor: &str, label: &[Inline]) -> Written {
        self.out.push_str("<ac:link");
        self.attribute("ac:anchor", anchor);
        self.out.push('>');
        self.link_body(label)?;
        self.out.push_str("</ac:link>");
        Ok(())
    }

    fn page_link(&mut self, page: &Page, atl: &Atl, label: &[Inline]) -> Written {
        let param = |key: &str| {
            atl.params
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.as_str())
        };
        self.resource_link(page.anchor.as_deref(), atl, label, |writer| {
            match (param("content-id"), param("posting-day")) {
                (Some(id), _) => writer.empty("ri:content-entity", &[("ri:content-id", id)]),
                (None, Some(day)) => {
                    let all = [
                        ("ri:space-key", page.space.as_str()),
                        ("ri:content-title", &page.title),
                        ("ri:posting-day", day),
                    ];
                    let said: Vec<(&str, &str)> = all
                        .into_iter()
                        .filter(|(_, value)| !value.is_empty())
                        .collect();
                    writer.empty("ri:blog-post", &said);
                }
                (None, None) if page.title.is_empty() => {
                    writer.empty("ri:space", &[("ri:space-key", &page.space)])
                }
                (None, None) => writer.page(&page.space, &page.title),
            }
        })
    }

    /// `ri:page`; without a space it is one of the page's own.
    pub(super) fn page(&mut self, space: &str, title: &str) {
        let space = Some(("ri:space-key", space)).filter(|(_, key)| !key.is_empty());
        let attributes: Vec<(&str, &str)> = space
            .into_iter()
            .chain([("ri:content-title", title)])
            .collect();
        self.empty("ri:page", &attributes);
    }

    fn resource_link(
        &mut self,
        anchor: Option<&str>,
        atl: &Atl,
        label: &[Inline],
        resource: impl FnOnce(&mut Self),
    ) -> Written {
        self.out.push_str("<ac:link");
        if let Some(anchor) = anchor {
            self.attribute("ac:anchor", anchor);
        }
        let own = |(name, _): &&(String, String)| {
            matches!(name.as_str(), "ac:card-appearance" | "ac:tooltip")
        };
        for (name, value) in atl.params.iter().filter(own) {
            self.attribute(name, value);
        }
        self.out.push('>');
        resource(self);
        if label != [Inline::text(default_label(atl))] {
            self.link_body(label)?;
        }
        self.out.push_str("</ac:link>");
        Ok(())
    }

    /// The text of a link: plain, or with styles.
    fn link_body(&mut self, label: &[Inline]) -> Written {
        match label {
            [] => Ok(()),
            [Inline::Text(text)] => self.element("ac:plain-text-link-body", |writer| {
                writer.cdata(text);
                Ok(())
            }),
            label => self.element("ac:link-body", |writer| writer.inlines(label)),
        }
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}
