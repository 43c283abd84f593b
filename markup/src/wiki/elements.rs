//! What links and images are in the tree.

use super::{
    super::{
        Atl, Page, UserKind, What,
        attrs::Attrs,
        people,
        tree::{Container, Href, Inline, Link},
    },
    links,
    targets::web_target,
};

/// What a link is; `None` if the tree cannot say it.
pub(super) fn target(parts: &links::Parts<'_>, alias: Option<Vec<Inline>>) -> Option<Inline> {
    let named = |what: What, label: &str| {
        let content = alias.clone().unwrap_or_else(|| vec![Inline::text(label)]);
        Some(Inline::Link(Link {
            content,
            title: String::new(),
            href: Href::Atl(Atl::from(what)),
        }))
    };
    let plain = parts.tip.trim().is_empty();
    if let Some(who) = parts.target.strip_prefix('~') {
        let (kind, id) = match who.strip_prefix("accountid:") {
            Some(id) => (UserKind::AccountId, id),
            None => (UserKind::UserName, who),
        };
        return Some(Inline::atl(
            format!("@{id}"),
            What::User(kind, id.to_owned()),
        ))
        // An id that does not look like one would be taken for a name when it is written.
        .filter(|_| !people::is_unresolved(kind, id))
        .filter(|_| plain && alias.is_none() && links::is_user(id));
    }
    if let Some(file) = parts.target.strip_prefix('^') {
        let file = unescaped(file);
        return named(What::Attachment(file.clone()), &file).filter(|_| plain);
    }
    if links::is_address(parts.target) || !parts.target.contains([' ', ':']) {
        let url = web_target(parts.target);
        let content = alias.unwrap_or_else(|| vec![Inline::text(links::shown(&url))]);
        let title = links::title(unescaped(parts.tip).trim()).to_owned();
        return Some(Inline::Link(Link {
            title,
            ..Link::url(url, content)
        }));
    }
    let (place, anchor) = parts
        .target
        .split_once('#')
        .map_or((parts.target, None), |(place, anchor)| {
            (place, Some(anchor))
        });
    let (space, title) = place.split_once(':').unwrap_or(("", place));
    let space = space.strip_suffix('\\').unwrap_or(space);
    let page = Page {
        space: unescaped(space),
        title: unescaped(title),
        anchor: anchor.map(unescaped),
    };
    let in_space = space.is_empty() != place.contains(':') && !space.contains(' ');
    let fine = plain && !title.is_empty() && in_space;
    if fine {
        named(What::Page(page), title)
    } else {
        None
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' {
            chars.next_if(char::is_ascii_punctuation)
        } else {
            None
        };
        // A tab is written as a blank.
        out.push(escaped.unwrap_or(if c == '\t' { ' ' } else { c }));
    }
    out
}

/// An attachment or a web image; parameters of the latter stand in a container around it.
pub(super) fn image(name: &str, mut params: Attrs) -> Inline {
    let is_alt = |(key, _): &(String, String)| key == "alt";
    let alt = params
        .iter()
        .find(|param| is_alt(param))
        .map(|(_, alt)| alt.clone())
        .filter(|alt| !alt.is_empty());
    params.retain(|param| !is_alt(param));
    if name.contains("://") || name.starts_with('/') {
        let content = alt.map(Inline::Text).into_iter().collect();
        let image = Inline::Image(Link::url(web_target(name), content));
        return if params.is_empty() {
            image
        } else {
            Inline::Container(Container {
                name: "image".to_owned(),
                attrs: params,
                source: None,
                content: vec![image],
            })
        };
    }
    let content = vec![Inline::Text(alt.unwrap_or_else(|| name.to_owned()))];
    let atl = Atl {
        what: What::Attachment(name.to_owned()),
        params,
    };
    Inline::Image(Link {
        href: Href::Atl(atl),
        title: String::new(),
        content,
    })
}
