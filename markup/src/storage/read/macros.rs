//! Macros taken apart, and those within text.

use super::{
    super::{
        super::{
            Atl, What,
            attrs::Attrs,
            tree::{Container, Href, Inline, Link},
        },
        attributes,
        xml::Element,
    },
    adf::ADF,
    exact,
    frames::{self, HTML},
    inlines, label,
    macro_blocks::{AROUND, TAKEN},
    params, source,
};

/// Macros of Confluence itself without content, which are shown with all their parameters however many these are.
const KNOWN: [&str; 33] = [
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
    "jira",
    "livesearch",
    "multimedia",
    "navmap",
    "pagetree",
    "pagetreesearch",
    "popular-labels",
    "profile",
    "profile-picture",
    "recently-updated",
    "related-labels",
    "roadmap",
    "space-list",
    "tasks-report-macro",
    "toc",
    "view-file",
    "viewpdf",
    "widget",
];
/// The most that the parameters of another macro may hold, in bytes; one with more is shorter by reference.
const MOST: usize = 100;

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
    let bodies = element.elements().filter(|part| is_body(part)).count();
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
    let sayable = element.attributes.len() <= 1
        && !name.contains(':')
        && !name.starts_with("data-")
        && name != "ac";
    match element.only_text() {
        _ if !sayable => None,
        Some(text) => Some((name.to_owned(), text.to_owned())),
        None => params::read(name, element),
    }
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
        // Confluence 4 stored the title of an expand as the parameter that needs no name.
        let unnamed = self.name == "expand" && self.only(&[""]).is_some_and(|only| only != [None]);
        match self.only(&[if unnamed { "" } else { "title" }])?.as_slice() {
            [Some(title)] if is_line(title) => Some(Some((*title).to_owned())),
            [None] => Some(None),
            _ => None,
        }
    }

    /// The only body, if it shows anything and no text stands beside it; what else follows it is not kept.
    pub fn body(&self) -> Option<&Element<'_>> {
        if !self.element.holds_elements_only() {
            return None;
        }
        let mut bodies = self.element.elements().filter(|part| is_body(part));
        let body = bodies.next().filter(|_| bodies.next().is_none())?;
        let shows = !body.text().trim().is_empty() || body.elements().next().is_some();
        shows.then_some(body)
    }

    /// What a container of it is called.
    pub fn container_name(&self) -> &str {
        match self.name {
            "" => "macro",
            name if TAKEN.contains(&name) || name.starts_with(ADF) || name.starts_with(HTML) => {
                "macro"
            }
            name => name,
        }
    }

    pub fn carrier(&self) -> Inline {
        Inline::Carrier(self.label(), source(self.element.source))
    }

    /// What it is and says.
    fn label(&self) -> String {
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
        match self.name {
            "" => label("macro", &text),
            "toc" => "TOC".to_owned(),
            "children" => "Children".to_owned(),
            name => label(name, &text),
        }
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
    let is_element = |link: &Link| matches!(&link.href, Href::Atl(atl) if matches!(atl.what, What::Status(_) | What::Issue(_)));
    matches!(element.attribute("ac:name"), Some("status" | "jira"))
        && matches!(inline(element), Inline::Link(link) if is_element(&link))
}

/// A macro within text.
pub(super) fn inline(element: &Element<'_>) -> Inline {
    let parts = take_apart(element);
    known_inline(&parts)
        .or_else(|| bodied(&parts))
        .unwrap_or_else(|| parts.carrier())
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
        "jira" if params.iter().any(is_issue) => {
            let (_, key) = params.iter().find(|param| is_issue(param))?;
            let further = params.iter().filter(|(name, _)| name != "key");
            let what = What::Issue(key.clone());
            Some(Inline::atl(
                key.as_str(),
                Atl {
                    what,
                    params: further.cloned().collect(),
                },
            ))
        }
        "" => None,
        name => {
            let size: usize = params
                .iter()
                .map(|(key, value)| key.len() + value.len() + 2)
                .sum();
            let what = What::Macro(name.to_owned());
            let is_shown = KNOWN.contains(&name) || size <= MOST;
            is_shown.then(|| {
                Inline::atl(
                    parts.label(),
                    Atl {
                        what,
                        params: params.clone(),
                    },
                )
            })
        }
    }
}

/// The parameter that says which issue a macro shows.
fn is_issue((name, value): &(String, String)) -> bool {
    name == "key" && is_line(value)
}

/// Whether a macro has anything in it but parameters.
pub(super) fn has_body(element: &Element<'_>) -> bool {
    element.elements().any(is_body)
}

fn is_body(part: &Element<'_>) -> bool {
    matches!(part.name, "ac:rich-text-body" | "ac:plain-text-body")
}

/// Whether a macro holds what cannot stand within a line of text.
pub(super) fn holds_blocks(element: &Element<'_>) -> bool {
    element
        .elements()
        .filter(|part| is_body(part))
        .any(|body| match body.name {
            "ac:rich-text-body" => line(body).is_none(),
            _ => body.text().contains('\n'),
        })
}

/// The element that holds the line of text which is all that a body holds.
fn line<'e, 'a>(body: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let mut inner = body.elements();
    let holder = match (inner.next(), inner.next()) {
        (Some(only), None) if only.name == "p" && body.holds_elements_only() => only,
        _ => body,
    };
    (!holder.elements().any(frames::is_block)).then_some(holder)
}

/// A macro with a body within text: a container of the text in it, with the exact part before that. Blocks in it are parted
/// by breaks.
fn bodied(parts: &Macro<'_, '_>) -> Option<Inline> {
    let body = parts.body()?;
    let (inner, content) = match (body.name, line(body)) {
        ("ac:plain-text-body", _) => (body, lines(&body.text())),
        (_, Some(holder)) => (holder, inlines::children(holder)),
        (_, None) => (body, flattened(body)),
    };
    let is_readable = AROUND.contains(&parts.name)
        && std::ptr::eq(inner, body)
        && parts.rich.is_some()
        && parts.params.is_some();
    Some(Inline::Container(Container {
        name: parts.container_name().to_owned(),
        attrs: parts
            .params
            .clone()
            .filter(|_| is_readable)
            .unwrap_or_default(),
        source: (!is_readable).then(|| exact(parts.element, inner)),
        content,
    }))
}

/// Lines of code with breaks between them.
fn lines(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push(Inline::Break);
        }
        if !line.is_empty() {
            out.push(Inline::Code(line.to_owned()));
        }
    }
    out
}

fn flattened(element: &Element<'_>) -> Vec<Inline> {
    let mut out = Vec::new();
    for inner in element.elements() {
        let mut content = match inner.elements().any(frames::is_block) {
            true => flattened(inner),
            false => inlines::content(inner),
        };
        if !out.is_empty() && !content.is_empty() {
            out.push(Inline::Break);
        }
        out.append(&mut content);
    }
    out
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
