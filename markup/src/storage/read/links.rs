//! Links and mentions.

use super::{
    super::{
        super::{
            Atl, Page, UserKind, What,
            attrs::Attrs,
            people,
            tree::{Container, Href, Inline, Link},
        },
        attributes,
        xml::Element,
    },
    carrier, inlines, source,
};

/// `<a href>`: a link, a smart link, or, with further attributes, a container.
pub(super) fn web(element: &Element<'_>) -> Inline {
    web_link(element).map_or_else(|| kept_link(element), Inline::Link)
}

/// A link in a container that keeps the rest of its attributes, so that its target can be seen.
fn kept_link(element: &Element<'_>) -> Inline {
    let mut kept = exact(element, element, "a");
    let url = element.attribute("href").filter(|url| {
        !Atl::claims(url)
            && attributes::is_harmless_url(url)
            && !url.is_empty()
            && !url.contains(char::is_whitespace)
    });
    if let (Some(url), Inline::Container(container)) = (url, &mut kept)
        && inlines::fit_link(&container.content)
        && !inlines::is_blank(&container.content)
    {
        let content = std::mem::take(&mut container.content);
        container.content = vec![Inline::Link(Link::url(url, content))];
    }
    kept
}

fn web_link(element: &Element<'_>) -> Option<Link> {
    let url = element.attribute("href").filter(|url| {
        !url.starts_with('#') && !Atl::claims(url) && attributes::is_harmless_url(url)
    })?;
    let further = attributes::significant(element, &["href"]);
    let title = match further.as_slice() {
        [] => "",
        [(name, title)] if name == "title" && !is_card(title) => title,
        [(name, appearance)] if name == "data-card-appearance" => card(appearance)?,
        _ => return None,
    };
    let content = inlines::children(element);
    let sayable = !url.is_empty()
        && !url.contains(char::is_whitespace)
        && inlines::fit_link(&content)
        && !inlines::is_blank(&content);
    sayable.then(|| Link {
        title: title.to_owned(),
        ..Link::url(url, content)
    })
}

fn is_card(title: &str) -> bool {
    matches!(
        title,
        "card" | "block-card" | "embed-card" | "block" | "inline" | ""
    )
}

fn card(appearance: &str) -> Option<&'static str> {
    match appearance {
        "inline" => Some("card"),
        "block" => Some("block-card"),
        "embed" => Some("embed-card"),
        _ => None,
    }
}

/// A container that keeps the exact bytes before the content of `inner`.
fn exact(element: &Element<'_>, inner: &Element<'_>, name: &str) -> Inline {
    let source = Some(source(element.opening(inner)));
    Inline::Container(Container {
        name: name.to_owned(),
        attrs: Attrs::new(),
        source,
        content: inlines::children(inner),
    })
}

/// `ac:link`: a mention, a link within Confluence, or, if it says more, a container or a carrier.
pub(super) fn link(element: &Element<'_>) -> Inline {
    if let Some(inline) = known(element) {
        return inline;
    }
    let last = element.elements().last();
    let body = last.filter(|part| part.name.ends_with("link-body"));
    match body.filter(|_| element.holds_elements_only()) {
        Some(body) if !body.children.is_empty() => {
            let mut link = exact(element, body, "link");
            if let (Inline::Container(link), Some(to)) = (&mut link, target_of(element)) {
                link.attrs.push(("to".to_owned(), to));
            }
            link
        }
        _ => carrier(element),
    }
}

/// What a link names that the dialect has no target for, to be seen by readers: it is kept in the exact part.
fn target_of(link: &Element<'_>) -> Option<String> {
    let resource = link.elements().find(|part| part.name.starts_with("ri:"))?;
    let named = |(name, value): &(String, String)| {
        let shown = !attributes::is_transient(name, value) && !value.trim().is_empty();
        shown.then(|| value.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let parts: Vec<String> = resource.attributes.iter().filter_map(named).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn known(element: &Element<'_>) -> Option<Inline> {
    let further = attributes::significant(element, &["ac:anchor"]);
    let is_said = |(name, value): &(String, String)| {
        matches!(name.as_str(), "ac:card-appearance" | "ac:tooltip") && !value.is_empty()
    };
    if !element.holds_elements_only() || !further.iter().all(is_said) {
        return None;
    }
    let parts: Vec<&Element<'_>> = element.elements().collect();
    let (resource, body) = match parts.as_slice() {
        [body] if is_body(body) => (None, Some(*body)),
        [resource] => (Some(*resource), None),
        [resource, body] if is_body(body) => (Some(*resource), Some(*body)),
        _ => return None,
    };
    let anchor = element.attribute("ac:anchor");
    match resource {
        Some(user) if user.name == "ri:user" => {
            let (kind, id) = user_of(user)
                .filter(|_| anchor.is_none() && body.is_none() && further.is_empty())?;
            let label = format!("@{id}");
            // An id that does not look like one would be taken for a name when it is written.
            Some(match people::is_unresolved(kind, &id) {
                true => Inline::Carrier(label, source(element.source)),
                false => Inline::atl(label, What::User(kind, id)),
            })
        }
        Some(resource) => {
            let mut atl = target(resource, anchor)?;
            atl.params.extend(further);
            labelled(Href::Atl(atl.clone()), &default_label(&atl), body)
        }
        None => {
            let url = format!(
                "#{}",
                anchor
                    .filter(|anchor| !anchor.is_empty() && !anchor.contains(char::is_whitespace))?
            );
            labelled(Href::Url(url.clone()), &url, body).filter(|_| further.is_empty())
        }
    }
}

fn is_body(element: &Element<'_>) -> bool {
    matches!(element.name, "ac:link-body" | "ac:plain-text-link-body")
        && element.attributes.is_empty()
}

fn labelled(href: Href, default: &str, body: Option<&Element<'_>>) -> Option<Inline> {
    let content = match body.map(inlines::children) {
        Some(content) if !inlines::is_blank(&content) => content,
        _ => vec![Inline::text(default)],
    };
    let fits = inlines::fit_link(&content) && inlines::shows(&content);
    fits.then(|| {
        Inline::Link(Link {
            href,
            title: String::new(),
            content,
        })
    })
}

fn user_of(user: &Element<'_>) -> Option<(UserKind, String)> {
    let [(name, id)] = attributes::significant(user, &[]).try_into().ok()?;
    let kind = match name.as_str() {
        "ri:account-id" => UserKind::AccountId,
        "ri:userkey" => UserKind::UserKey,
        "ri:username" => UserKind::UserName,
        _ => return None,
    };
    (!id.is_empty()).then_some((kind, id))
}

/// What a resource identifier names.
pub(super) fn target(resource: &Element<'_>, anchor: Option<&str>) -> Option<Atl> {
    let (known, params): (&[&str], &[(&str, &str)]) = match resource.name {
        "ri:page" => (&["ri:space-key", "ri:content-title"], &[]),
        "ri:blog-post" => (
            &["ri:space-key", "ri:content-title", "ri:posting-day"],
            &[("posting-day", "ri:posting-day")],
        ),
        "ri:content-entity" => (&["ri:content-id"], &[("content-id", "ri:content-id")]),
        "ri:space" => (&["ri:space-key"], &[]),
        "ri:attachment" if anchor.is_none() => return attachment(resource),
        _ => return None,
    };
    if !attributes::significant(resource, known).is_empty() || !resource.children.is_empty() {
        return None;
    }
    let value = |name: &str| resource.attribute(name).unwrap_or_default().to_owned();
    let page = Page {
        space: value("ri:space-key"),
        title: value("ri:content-title"),
        anchor: anchor.map(str::to_owned),
    };
    let params: Attrs = params
        .iter()
        .map(|(key, name)| ((*key).to_owned(), value(name)))
        .collect();
    let says_all = match resource.name {
        "ri:page" => !page.title.is_empty(),
        "ri:space" => !page.space.is_empty(),
        _ => params.iter().all(|(_, value)| !value.is_empty()),
    };
    says_all.then_some(Atl {
        what: What::Page(page),
        params,
    })
}

/// An attachment, of another page if one is named within.
pub(super) fn attachment(resource: &Element<'_>) -> Option<Atl> {
    let name = resource
        .attribute("ri:filename")
        .filter(|name| !name.is_empty())?;
    if !attributes::significant(resource, &["ri:filename"]).is_empty()
        || !resource.holds_elements_only()
    {
        return None;
    }
    let mut params = Attrs::new();
    let within: Vec<&Element<'_>> = resource.elements().collect();
    match within.as_slice() {
        [] => {}
        [page] if page.name == "ri:page" => {
            let Atl {
                what: What::Page(page),
                ..
            } = target(page, None)?
            else {
                return None;
            };
            params.extend([
                ("space".to_owned(), page.space),
                ("page".to_owned(), page.title),
            ]);
            params.retain(|(_, value)| !value.is_empty());
        }
        _ => return None,
    }
    Some(Atl {
        what: What::Attachment(name.to_owned()),
        params,
    })
}

/// What a link shows that has no text of its own.
pub(in crate::storage) fn default_label(atl: &Atl) -> String {
    match &atl.what {
        What::Attachment(name) => name.clone(),
        What::Page(page) if !page.title.is_empty() => page.title.clone(),
        What::Page(page) => match atl.params.iter().find(|(key, _)| key == "content-id") {
            Some((_, id)) => format!("page {id}"),
            None => page.space.clone(),
        },
        _ => String::new(),
    }
}
