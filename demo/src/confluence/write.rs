//! Changes to pages, which both flavours make alike.

use super::{
    bodies::Sent,
    model::{Kind, Page, Version},
};
use crate::{people::PersonId, rich, world::World};

/// What a new page is made of.
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) space: String,
    pub(super) parent: Option<u64>,
    pub(super) body: Sent,
}

/// What a page is to be from its next version on.
pub(super) struct Edit {
    pub(super) title: String,
    pub(super) parent: Option<u64>,
    pub(super) body: Option<Sent>,
    /// The number of the next version, as the sender knows it.
    pub(super) number: Option<u64>,
    pub(super) message: String,
    pub(super) minor: bool,
}

/// Why a page was not stored.
pub(super) enum Refused {
    NoTitle,
    /// Titles are unique in a space.
    TitleTaken,
    NoParent,
    /// The parent is in another space.
    OtherSpace,
    /// The parent is the page itself, or below it.
    Cycle,
    /// Archived pages cannot be changed.
    Archived,
    /// The next version is another one: this is the current one.
    Stale(usize),
    /// The storage format is no well-formed XML.
    BadBody(String),
}

/// Stores a new page and gives its id. Without a parent it goes below the space's home page.
pub(super) fn create(world: &mut World, draft: Draft, by: &PersonId) -> Result<u64, Refused> {
    check_title(world, &draft.title, &draft.space, None)?;
    let parent = draft.parent;
    if parent.is_some_and(|parent| world.confluence.page(&parent.to_string()).is_none()) {
        return Err(Refused::NoParent);
    }
    check_body(&draft.body)?;
    let at = world.tick();
    let id = world.confluence.new_id();
    let home = world.confluence.space(&draft.space).map(|space| space.home);
    let mut page = Page {
        id,
        title: draft.title,
        kind: Kind::Page,
        space: draft.space,
        parent: parent.or(home),
        position: None,
        body: String::new(),
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
        archived: false,
        legacy: false,
        live: false,
        is_adf: false,
        past: Vec::new(),
    };
    page.store(draft.body);
    world.confluence.pages.push(page);
    Ok(id)
}

/// Stores the next version of a page.
pub(super) fn update(world: &mut World, id: u64, edit: Edit, by: &PersonId) -> Result<(), Refused> {
    let page = world.confluence.page(&id.to_string());
    let (space, version, archived) = page
        .map(|page| (page.space.clone(), page.version(), page.archived))
        .unwrap_or_default();
    if archived {
        return Err(Refused::Archived);
    }
    if edit
        .number
        .is_some_and(|number| number != version as u64 + 1)
    {
        return Err(Refused::Stale(version));
    }
    check_title(world, &edit.title, &space, Some(id))?;
    if let Some(parent) = edit.parent {
        let above = world.confluence.page(&parent.to_string());
        let above = above.ok_or(Refused::NoParent)?;
        if above.space != space {
            return Err(Refused::OtherSpace);
        }
        check_cycle(world, id, above)?;
    }
    edit.body.as_ref().map_or(Ok(()), check_body)?;
    let at = world.tick();
    if let Some(page) = world.confluence.page_mut(id) {
        page.past.push((version, page.body.clone(), page.is_adf));
        page.versions.push(Version {
            by: by.clone(),
            at,
            message: edit.message,
            minor: edit.minor,
        });
        page.title = edit.title;
        page.parent = edit.parent.or(page.parent);
        if let Some(body) = edit.body {
            page.store(body);
        }
    }
    Ok(())
}

/// Puts a page and all below it below another page, in whichever space that is.
pub(super) fn move_below(world: &mut World, id: u64, target: u64) -> Result<(), Refused> {
    let above = world.confluence.page(&target.to_string());
    let above = above.ok_or(Refused::NoParent)?;
    check_cycle(world, id, above)?;
    let space = above.space.clone();
    let title = world.confluence.page(&id.to_string());
    let title = title.map(|page| page.title.clone()).unwrap_or_default();
    check_title(world, &title, &space, Some(id))?;
    let mut moved = vec![id];
    while let Some(next) = moved.pop() {
        moved.extend(world.confluence.children(next).iter().map(|child| child.id));
        if let Some(page) = world.confluence.page_mut(next) {
            page.space = space.clone();
        }
    }
    if let Some(page) = world.confluence.page_mut(id) {
        page.parent = Some(target);
    }
    Ok(())
}

/// Puts a page into the trash. What is below it moves up.
pub(super) fn remove(world: &mut World, id: u64) {
    let parent = world
        .confluence
        .page(&id.to_string())
        .and_then(|page| page.parent);
    for page in &mut world.confluence.pages {
        if page.parent == Some(id) {
            page.parent = parent;
        }
        page.trashed |= page.id == id;
    }
}

fn check_title(world: &World, title: &str, space: &str, of: Option<u64>) -> Result<(), Refused> {
    if title.trim().is_empty() {
        return Err(Refused::NoTitle);
    }
    let mut others = world.confluence.live().filter(|page| Some(page.id) != of);
    match others.any(|page| page.space == space && page.title.eq_ignore_ascii_case(title)) {
        true => Err(Refused::TitleTaken),
        false => Ok(()),
    }
}

fn check_cycle(world: &World, id: u64, above: &Page) -> Result<(), Refused> {
    let is_below = world
        .confluence
        .ancestors(above)
        .iter()
        .any(|page| page.id == id);
    match is_below || above.id == id {
        true => Err(Refused::Cycle),
        false => Ok(()),
    }
}

fn check_body(body: &Sent) -> Result<(), Refused> {
    match body {
        Sent::Storage(storage) => balanced(storage).map_err(Refused::BadBody),
        Sent::Adf(adf) => match serde_json::from_str(adf) {
            // Apps and new editors bring nodes that no document names.
            Ok(document) if rich::is_document(&document, &|kind| !kind.is_empty()) => Ok(()),
            _ => Err(Refused::BadBody("the document is no ADF".to_owned())),
        },
    }
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
        if tag.starts_with('?') {
            continue;
        }
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
