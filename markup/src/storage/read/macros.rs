//! Macros taken apart, and those within text.

use super::{
    super::{
        super::{
            Atl, What,
            attrs::Attrs,
            tree::{Inline, Link},
        },
        attributes,
        xml::Element,
    },
    label, source,
};

/// Macros of Confluence itself that have no content: their parameters say all.
const BODILESS: [&str; 26] = [
    "attachments",
    "blog-posts",
    "change-history",
    "children",
    "content-report-table",
    "contentbylabel",
    "contributors",
    "contributors-summary",
    "create-from-template",
    "detailssummary",
    "excerpt-include",
    "favpages",
    "gallery",
    "include",
    "index",
    "livesearch",
    "navmap",
    "pagetree",
    "pagetreesearch",
    "popular-labels",
    "recently-updated",
    "related-labels",
    "roadmap",
    "space-list",
    "tasks-report-macro",
    "toc",
];

/// Whether an element of this name is a macro: Confluence 4 stored them under another one.
pub(super) fn is_macro(name: &str) -> bool {
    matches!(name, "ac:structured-macro" | "ac:macro")
}

/// A macro taken apart.
pub(super) struct Macro<'e, 'a> {
    pub element: &'e Element<'a>,
    pub name: &'e str,
    /// Attributes and parameters, if these are all text.
    pub params: Option<Attrs>,
    /// The content, if it comes last.
    pub rich: Option<&'e Element<'a>>,
    /// The text of a macro that holds text.
    pub text: Option<&'e str>,
    has_body: bool,
}

pub(super) fn take_apart<'e, 'a>(element: &'e Element<'a>) -> Macro<'e, 'a> {
    let name = element.attribute("ac:name").unwrap_or_default();
    let is_body =
        |part: &&Element<'_>| matches!(part.name, "ac:rich-text-body" | "ac:plain-text-body");
    let bodies = element.elements().filter(is_body).count();
    let last = element
        .elements()
        .last()
        .filter(|last| is_body(last) && last.attributes.is_empty() && bodies == 1);
    let rich =
        last.filter(|last| last.name == "ac:rich-text-body" && element.holds_elements_only());
    let text = last
        .filter(|last| last.name == "ac:plain-text-body")
        .and_then(|last| last.only_text());
    Macro {
        element,
        name,
        params: params(element),
        rich,
        text,
        has_body: bodies > 0,
    }
}

fn params(element: &Element<'_>) -> Option<Attrs> {
    let mut params = attributes::significant(element, &["ac:name"]);
    let harmless = params
        .iter()
        .all(|(name, value)| name.contains(['-', ':']) && attributes::is_harmless(name, value));
    for part in element.elements() {
        match part.name {
            "ac:parameter" | "ac:default-parameter" => params.push(parameter(part)?),
            "ac:rich-text-body" | "ac:plain-text-body" => {}
            _ => return None,
        }
    }
    (harmless && element.holds_elements_only()).then_some(params)
}

fn parameter(element: &Element<'_>) -> Option<(String, String)> {
    let name = element.attribute("ac:name").unwrap_or_default();
    let sayable =
        element.attributes.len() <= 1 && !name.contains(':') && !name.starts_with("data-");
    Some((
        name.to_owned(),
        element.only_text().filter(|_| sayable)?.to_owned(),
    ))
}

impl Macro<'_, '_> {
    /// The parameters, if there are only these.
    fn only(&self, known: &[&str]) -> Option<Vec<Option<&str>>> {
        let params = self.params.as_ref()?;
        let find = |key: &&str| {
            params
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.as_str())
        };
        let found: Vec<Option<&str>> = known.iter().map(find).collect();
        (found.iter().flatten().count() == params.len()).then_some(found)
    }

    /// The title, if that is all that may be set: `Some(None)` is none.
    pub fn title(&self) -> Option<Option<String>> {
        match self.only(&["title"])?.as_slice() {
            [Some(title)] if is_line(title) => Some(Some((*title).to_owned())),
            [None] => Some(None),
            _ => None,
        }
    }

    pub fn carrier(&self) -> Inline {
        let telling = [
            "title",
            "name",
            "diagramName",
            "displayName",
            "jqlQuery",
            "filename",
            "key",
            "",
        ];
        let parts = || {
            self.element
                .elements()
                .filter(|part| part.name == "ac:parameter")
        };
        let param = telling.iter().find_map(|name| {
            parts().find(|part| {
                part.attribute("ac:name").unwrap_or_default() == *name
                    && !part.text().trim().is_empty()
            })
        });
        let text = match param
            .map(|param| param.text())
            .or_else(|| parts().find_map(resource))
        {
            Some(text) => text,
            None => self
                .element
                .elements()
                .filter(|part| part.name != "ac:parameter")
                .map(Element::text)
                .collect(),
        };
        Inline::Carrier(
            label(
                if self.name.is_empty() {
                    "macro"
                } else {
                    self.name
                },
                &text,
            ),
            source(self.element.source),
        )
    }
}

/// What a parameter refers to: a page, a file, a user.
fn resource(element: &Element<'_>) -> Option<String> {
    element.elements().find_map(|inner| {
        let named = [
            "ri:content-title",
            "ri:filename",
            "ri:value",
            "ri:account-id",
            "ri:username",
            "ri:userkey",
        ];
        named
            .iter()
            .find_map(|name| inner.attribute(name))
            .map(str::to_owned)
            .or_else(|| resource(inner))
    })
}

/// Whether Markdown can keep a title: one line, with something in it.
fn is_line(title: &str) -> bool {
    !title.is_empty() && title.trim() == title && !title.contains(['\n', '\r'])
}

/// Whether a macro belongs to a line of text wherever it stands.
pub(super) fn is_inline(element: &Element<'_>) -> bool {
    matches!(element.attribute("ac:name"), Some("status" | "jira"))
        && !matches!(inline(element), Inline::Carrier(..))
}

/// A macro within text.
pub(super) fn inline(element: &Element<'_>) -> Inline {
    let parts = take_apart(element);
    known_inline(&parts).unwrap_or_else(|| parts.carrier())
}

pub(super) fn known_inline(parts: &Macro<'_, '_>) -> Option<Inline> {
    let params = parts.params.as_ref().filter(|_| !parts.has_body)?;
    match parts.name {
        "status" => status(params),
        "anchor" => match parts.only(&[""])?.as_slice() {
            [Some(name)] if !name.is_empty() => {
                let what = What::Anchor((*name).to_owned());
                Some(Inline::Link(Link {
                    content: Vec::new(),
                    ..Link::atl("", what)
                }))
            }
            _ => None,
        },
        "jira" => {
            let (_, key) = params
                .iter()
                .find(|(name, value)| name == "key" && is_line(value))?;
            let further = params
                .iter()
                .filter(|(name, _)| name != "key")
                .cloned()
                .collect();
            Some(Inline::atl(
                key.as_str(),
                Atl {
                    what: What::Issue(key.clone()),
                    params: further,
                },
            ))
        }
        name if BODILESS.contains(&name) => {
            let what = What::Macro(name.to_owned());
            Some(Inline::atl(
                macro_label(name, params),
                Atl {
                    what,
                    params: params.clone(),
                },
            ))
        }
        _ => None,
    }
}

fn macro_label(name: &str, params: &Attrs) -> String {
    match (name, params.iter().find(|(key, _)| key.is_empty())) {
        ("toc", _) => "TOC".to_owned(),
        ("children", _) => "Children".to_owned(),
        (_, Some((_, value))) => label(name, value),
        _ => name.to_owned(),
    }
}

/// A status of one of Confluence's colours; without one it is grey.
fn status(params: &Attrs) -> Option<Inline> {
    let find = |key: &str| {
        params
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    };
    let title = find("title").filter(|title| is_line(title))?;
    let color = match find("colour") {
        None => "",
        Some(color)
            if matches!(
                color,
                "Grey" | "Red" | "Yellow" | "Green" | "Blue" | "Purple"
            ) =>
        {
            color
        }
        Some(_) => return None,
    };
    let further = params
        .iter()
        .filter(|(name, _)| name != "title" && name != "colour")
        .cloned()
        .collect();
    Some(Inline::atl(
        title,
        Atl {
            what: What::Status(color.to_ascii_lowercase()),
            params: further,
        },
    ))
}
