//! Mentions: whom a text names, and who that is.

use std::collections::HashMap;

use super::{
    Atl, MarkupError, Mention, UserKind, What, WriteOptions,
    tree::{Block, Href, Inline, Link, for_each_inline, plain_text},
};

/// Labels mentions by id with display names.
pub(super) fn name(blocks: &mut [Block], names: &HashMap<String, String>) {
    each_user(blocks, &mut |link, _, id| {
        if let Some(name) = names.get(&id) {
            link.content = vec![label(name)];
        }
    });
}

/// Mentions whose label says no more than the id.
pub(super) fn nameless(blocks: &mut [Block]) -> Vec<(UserKind, String)> {
    let mut found = Vec::new();
    each_user(blocks, &mut |link, kind, id| {
        if is_nameless(link) && !found.contains(&(kind, id.clone())) {
            found.push((kind, id));
        }
    });
    found
}

/// Whether the label of a mention says no more than the id.
pub(super) fn is_nameless(link: &Link) -> bool {
    let text = plain_text(&link.content);
    let text = text.trim_start_matches('@');
    text.is_empty() || user(link).is_some_and(|(_, id)| text == id)
}

/// The shortest id that says nothing to people, in bytes.
const SHORTEST: usize = 20;

/// Whom a mention names by an id that says nothing to people.
pub(super) fn by_long_id(link: &Link) -> Option<Atl> {
    let (_, id) = user(link)?;
    match &link.href {
        Href::Atl(atl) if id.len() >= SHORTEST => Some(atl.clone()),
        _ => None,
    }
}

/// Leaves a long id out of the label of a mention that has no name.
pub(super) fn drop_ids_in_labels(blocks: &mut [Block]) {
    each_user(blocks, &mut |link, _, id| {
        if id.len() >= SHORTEST && plain_text(&link.content).strip_prefix('@') == Some(&id) {
            link.content = vec![Inline::text("@")];
        }
    });
}

/// What stands in a mention in place of an id.
pub(super) fn unresolved(blocks: &mut [Block]) -> Vec<String> {
    let mut found = Vec::new();
    each_user(blocks, &mut |_, kind, id| {
        if is_unresolved(kind, &id) && !found.contains(&id) {
            found.push(id);
        }
    });
    found
}

/// Puts real users in place of e-mail addresses and names.
pub(super) fn resolve(blocks: &mut [Block], options: &WriteOptions<'_>) -> Result<(), MarkupError> {
    let mut unknown = Vec::new();
    for_each_inline(blocks, &mut |inline| {
        let Inline::Link(link) = inline else {
            return;
        };
        let Some(who) = user(link)
            .filter(|(kind, id)| is_unresolved(*kind, id))
            .map(|(_, id)| id.to_owned())
        else {
            return;
        };
        match (options.resolver)(&who) {
            Some(mention) => *inline = mentioned(mention),
            None if options.unknown_as_text => *inline = Inline::Text(format!("@{who}")),
            None if unknown.contains(&who) => {}
            None => unknown.push(who),
        }
    });
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(MarkupError::UnknownUsers(unknown))
    }
}

/// An account id is hexadecimal or `number:uuid`; anything with other characters has to be looked up.
pub(super) fn is_unresolved(kind: UserKind, id: &str) -> bool {
    let hex = |text: &str| text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let is_account_id = match id.split_once(':') {
        Some((prefix, rest)) => !prefix.is_empty() && !rest.is_empty() && !id.contains(['@', ' ']),
        None => id.len() >= 24 && (hex(id) || id.chars().all(|c| c.is_ascii_alphanumeric())),
    };
    kind == UserKind::AccountId && !is_account_id
}

fn mentioned(mention: Mention) -> Inline {
    let what = What::User(mention.kind, mention.id);
    Inline::Link(Link {
        content: vec![label(&mention.display_name)],
        ..Link::atl("", what)
    })
}

fn label(name: &str) -> Inline {
    Inline::Text(format!("@{}", name.trim_start_matches('@')))
}

fn user(link: &Link) -> Option<(UserKind, &str)> {
    match &link.href {
        Href::Atl(Atl {
            what: What::User(kind, id),
            ..
        }) => Some((*kind, id)),
        _ => None,
    }
}

fn each_user(blocks: &mut [Block], f: &mut dyn FnMut(&mut Link, UserKind, String)) {
    for_each_inline(blocks, &mut |inline| {
        if let Inline::Link(link) = inline
            && let Some((kind, id)) = user(link).map(|(kind, id)| (kind, id.to_owned()))
        {
            f(link, kind, id);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::{
        Document, Format, MarkupError, Mention, ReadOptions, UserKind, WriteOptions, convert,
        mentions,
    };

    const TEXT: &str = "[~jane] and [@J](atl:user/jane@example.org), [~jane], [@5b10a2844c20165700ede21g](atl:user/5b10a2844c20165700ede21g)";

    fn jane(who: &str) -> Option<Mention> {
        let known = who == "jane" || who == "jane@example.org";
        known.then(|| Mention {
            kind: UserKind::UserKey,
            id: "ff80".into(),
            display_name: "Jane Doe".into(),
        })
    }

    fn resolved(markdown: &str, unknown_as_text: bool) -> Result<String, MarkupError> {
        let options = WriteOptions {
            resolver: &jane,
            unknown_as_text,
            ..WriteOptions::default()
        };
        Ok(super::super::markdown::print(
            &super::super::settled(Format::Markdown, markdown, &options)?,
            false,
        ))
    }

    #[test]
    fn names_become_users() {
        assert_eq!(mentions(TEXT).unwrap(), ["jane", "jane@example.org"]);
        let jane = "[@Jane Doe](atl:userkey/ff80)";
        assert_eq!(
            resolved("[~jane] and [@J](atl:user/jane@example.org)", false).unwrap(),
            format!("{jane} and {jane}")
        );
    }

    #[test]
    fn nobody_is_an_error_or_text() {
        assert_eq!(
            resolved("[~bob] [~jane] [~bob]", false),
            Err(MarkupError::UnknownUsers(vec!["bob".into()]))
        );
        assert_eq!(resolved("[~bob]", true).unwrap(), "@bob");
    }

    #[test]
    fn ids_get_names() {
        let id = "5b10a2844c20165700ede21g";
        let source = format!("[@{id}](atl:user/{id}) [@Known](atl:userkey/k)");
        assert_eq!(
            Document::read(Format::Markdown, &source).unwrap().ids(),
            [(UserKind::AccountId, id.to_owned())]
        );
        let reading = ReadOptions {
            plain: true,
            names: [(id.to_owned(), "Mia".to_owned())].into(),
            ..ReadOptions::default()
        };
        let shown = convert(
            Format::Markdown,
            Format::Markdown,
            &source,
            &reading,
            &WriteOptions::default(),
        );
        assert_eq!(shown.unwrap(), "@Mia @Known");
    }
}
