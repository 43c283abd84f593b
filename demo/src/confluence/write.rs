//! Changes to pages, which both flavours make alike.

use super::model::{Kind, Page, Version};
use crate::{people::PersonId, world::World};

/// What a new page is made of.
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) space: String,
    pub(super) parent: Option<u64>,
    pub(super) body: String,
}

/// Why a page was not stored.
pub(super) enum Refused {
    NoTitle,
    /// Titles are unique in a space.
    TitleTaken,
    NoParent,
    /// The storage format is no well-formed XML.
    BadBody(String),
}

/// Stores a new page and gives its id. Without a parent it goes below the space's home page.
pub(super) fn create(world: &mut World, draft: Draft, by: &PersonId) -> Result<u64, Refused> {
    if draft.title.trim().is_empty() {
        return Err(Refused::NoTitle);
    }
    if world
        .confluence
        .live()
        .any(|page| page.space == draft.space && page.title.eq_ignore_ascii_case(&draft.title))
    {
        return Err(Refused::TitleTaken);
    }
    if draft
        .parent
        .is_some_and(|parent| world.confluence.page(&parent.to_string()).is_none())
    {
        return Err(Refused::NoParent);
    }
    balanced(&draft.body).map_err(Refused::BadBody)?;
    let at = world.tick();
    let id = world.confluence.new_id();
    let home = world.confluence.space(&draft.space).map(|space| space.home);
    world.confluence.pages.push(Page {
        id,
        title: draft.title,
        kind: Kind::Page,
        space: draft.space,
        parent: draft.parent.or(home),
        position: None,
        body: draft.body,
        labels: Vec::new(),
        versions: vec![Version {
            by: by.clone(),
            at,
            message: String::new(),
            minor: false,
        }],
        comments: Vec::new(),
        attachments: Vec::new(),
        trashed: false,
    });
    Ok(id)
}

/// Storage format must be well-formed: every element closed, in order. The error names the element.
pub(super) fn balanced(body: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = body;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(data) = after.strip_prefix("![CDATA[") {
            rest = data
                .split_once("]]>")
                .ok_or("CDATA section is not closed")?
                .1;
            continue;
        }
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").ok_or("comment is not closed")?.1;
            continue;
        }
        let (tag, tail) = after.split_once('>').ok_or("element is not complete")?;
        rest = tail;
        let name = |tag: &'_ str| {
            tag.split(|character: char| character.is_whitespace())
                .next()
                .unwrap_or_default()
                .len()
        };
        match tag.strip_prefix('/') {
            Some(closed) if open.pop() != Some(closed.trim()) => {
                return Err(format!("unexpected closing element </{closed}>"));
            }
            Some(_) => {}
            None if tag.ends_with('/') => {}
            None => open.push(tag.get(..name(tag)).unwrap_or_default()),
        }
    }
    open.pop().map_or(Ok(()), |name| {
        Err(format!("element <{name}> is not closed"))
    })
}

/// Wiki markup becomes plain paragraphs: enough to hold the text.
pub(super) fn storage_of(representation: &str, value: &str) -> String {
    let escaped = |line: &str| {
        line.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    match representation {
        "wiki" => value
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| format!("<p>{}</p>", escaped(line)))
            .collect(),
        _ => value.to_owned(),
    }
}
