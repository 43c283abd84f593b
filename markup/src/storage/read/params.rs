//! Parameters of macros that refer to something: a page, a file, a user, a space. They stand readable in Markdown, their kind
//! after a colon in the key: `root:page=DS/Home`.

use super::{
    super::{super::attrs::Attrs, attributes, xml::Element},
    links,
};

/// What a parameter refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::storage) enum Resource {
    /// `ri:page`: `SPACE/Title`, or `Title` in the page's own space; `/Title` if that has a slash in it.
    Page,
    /// The same within `ac:link`.
    Link,
    /// `ri:attachment`: `name`, or `SPACE/Title/name` of another page, `/Title/name` if that is in the page's own space.
    File,
    /// `ri:space`, by its key.
    Space,
    /// `ri:user`, by account id.
    User,
    /// `ri:user`, by key.
    UserKey,
    /// `ri:user`, by name.
    UserName,
    /// `ri:url`.
    Url,
    /// `ri:content-entity`, by id.
    Content,
}

impl Resource {
    const NAMES: [(&'static str, Self); 9] = [
        ("page", Self::Page),
        ("link", Self::Link),
        ("file", Self::File),
        ("space", Self::Space),
        ("user", Self::User),
        ("userkey", Self::UserKey),
        ("username", Self::UserName),
        ("url", Self::Url),
        ("content", Self::Content),
    ];

    fn name(self) -> &'static str {
        let named = Self::NAMES.iter().find(|(_, kind)| *kind == self);
        named.map_or("", |(name, _)| name)
    }

    /// The name of a parameter and what its key says that it refers to.
    pub(in crate::storage) fn of_key(key: &str) -> Option<(&str, Self)> {
        let (name, kind) = key.split_once(':')?;
        let (_, kind) = Self::NAMES.iter().find(|(known, _)| *known == kind)?;
        Some((name, *kind))
    }
}

/// `SPACE/Title`; without a space only the title, unless that has a slash in it.
fn of_space(space: &str, title: &str) -> String {
    match space {
        "" if !title.contains('/') => title.to_owned(),
        _ => format!("{space}/{title}"),
    }
}

/// The space, which may be empty, and the rest.
pub(in crate::storage) fn space_of(value: &str) -> (&str, &str) {
    value.split_once('/').unwrap_or(("", value))
}

/// A parameter that refers to one thing, as a key and a value.
pub(super) fn read(name: &str, parameter: &Element<'_>) -> Option<(String, String)> {
    if !parameter.holds_elements_only() {
        return None;
    }
    let mut inner = parameter.elements();
    let element = inner.next().filter(|_| inner.next().is_none())?;
    let (kind, value) = match element.name {
        "ac:link" => (Resource::Link, linked(element)?),
        "ri:page" => (Resource::Page, page(element)?),
        "ri:attachment" => (Resource::File, file(element)?),
        _ => by_one_attribute(element)?,
    };
    Some((format!("{name}:{}", kind.name()), value))
}

fn linked(link: &Element<'_>) -> Option<String> {
    let mut inner = link.elements();
    let resource = inner.next().filter(|_| inner.next().is_none())?;
    let is_bare = attributes::significant(link, &[]).is_empty() && link.holds_elements_only();
    page(resource).filter(|_| is_bare && resource.name == "ri:page")
}

fn page(page: &Element<'_>) -> Option<String> {
    let value = |name: &str| page.attribute(name).unwrap_or_default();
    links::target(page, None)?;
    Some(of_space(value("ri:space-key"), value("ri:content-title")))
}

fn file(file: &Element<'_>) -> Option<String> {
    let name = file.attribute("ri:filename").unwrap_or_default();
    let params = links::attachment(file)?.params;
    let find = |key: &str| {
        let found = params.iter().find(|(known, _)| known == key);
        found.map_or("", |(_, value)| value.as_str())
    };
    match params.is_empty() {
        _ if name.contains('/') => None,
        true => Some(name.to_owned()),
        false => Some(format!("{}/{}/{name}", find("space"), find("page"))),
    }
}

fn by_one_attribute(element: &Element<'_>) -> Option<(Resource, String)> {
    let attrs: Attrs = attributes::significant(element, &[]);
    let [(name, value)] = attrs.as_slice() else {
        return None;
    };
    let kind = match (element.name, name.as_str()) {
        ("ri:space", "ri:space-key") => Resource::Space,
        ("ri:user", "ri:account-id") => Resource::User,
        ("ri:user", "ri:userkey") => Resource::UserKey,
        ("ri:user", "ri:username") => Resource::UserName,
        ("ri:url", "ri:value") if attributes::is_harmless_url(value) => Resource::Url,
        ("ri:content-entity", "ri:content-id") => Resource::Content,
        _ => return None,
    };
    let fits = element.children.is_empty() && !value.is_empty();
    fits.then(|| (kind, value.clone()))
}
