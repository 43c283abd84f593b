//! The addresses of content, with any path before them (`/wiki`, `/confluence`, `/ex/confluence/{cloudId}/wiki`).

use percent_encoding::percent_decode_str;
use url::Url;

use super::super::keys::{address, space_key};
use super::{ContentKind, Named, is_id, tiny};

/// The words of an address behind which an id stands, and what it is then.
const BEFORE_IDS: [(&str, ContentKind); 5] = [
    ("pages", ContentKind::Page),
    ("folder", ContentKind::Folder),
    ("whiteboard", ContentKind::Whiteboard),
    ("database", ContentKind::Database),
    ("embed", ContentKind::Embed),
];

/// What an address without a host stands below, to be taken apart as any other.
const ANYWHERE: &str = "https://site.invalid/";

/// What an address names; none if it is none of content. What follows it is passed over: comments, anchors, where it came from.
pub(super) fn read(given: &str) -> Option<Named> {
    let url = parse(given)?;
    let segments: Vec<&str> = url
        .path_segments()?
        .filter(|part| !part.is_empty())
        .collect();
    by_query(&url)
        .or_else(|| by_display(&segments))
        .or_else(|| by_tiny_link(&segments))
        .or_else(|| by_blog(&segments))
        .or_else(|| by_id(&segments))
}

/// The key of the space that an address is of, where it names nothing in it.
pub(super) fn space(given: &str) -> Option<String> {
    let url = parse(given)?;
    let segments: Vec<&str> = url.path_segments()?.collect();
    let mut pairs = segments.windows(2).filter_map(pair);
    pairs.find_map(|(word, key)| matches!(word, "spaces" | "display").then(|| key_of(key))?)
}

/// The address, if it says a host. `viewpage.action` is no host.
pub(super) fn with_host(given: &str) -> Option<Url> {
    address(given).filter(|url| !url.host_str().is_some_and(|host| host.ends_with(".action")))
}

fn parse(given: &str) -> Option<Url> {
    if let Some(url) = with_host(given) {
        return Some(url);
    }
    let is_path = given.contains(['/', '?']);
    Url::parse(ANYWHERE)
        .ok()?
        .join(given)
        .ok()
        .filter(|_| is_path)
}

/// `…/viewpage.action?pageId=123`, and by title `?spaceKey=DOC&title=Some+title`.
fn by_query(url: &Url) -> Option<Named> {
    let value = |name: &str| {
        let mut pairs = url.query_pairs();
        pairs.find_map(|(key, value)| key.eq_ignore_ascii_case(name).then(|| value.into_owned()))
    };
    let id = value("pageId").or_else(|| value("homepageId"));
    if let Some(id) = id.filter(|id| is_id(id)) {
        return Some(Named::Id(id, None));
    }
    let is_action = url.path().ends_with(".action");
    is_action.then_some(())?;
    Some(Named::Title {
        space: space_key(&value("spaceKey")?).ok()?,
        title: trimmed(&value("title")?)?,
        day: None,
    })
}

/// `…/display/DOC/Some+title`, and for a blog post `…/display/DOC/2024/05/06/Some+title`.
fn by_display(segments: &[&str]) -> Option<Named> {
    let at = segments.iter().position(|part| *part == "display")?;
    let space = key_of(segments.get(at + 1)?)?;
    let (day, title) = match segments.get(at + 2..)? {
        [title] => (None, title),
        [year, month, day, title] if [year, month, day].into_iter().all(|part| is_id(part)) => {
            (Some(format!("{year}-{month:0>2}-{day:0>2}")), title)
        }
        _ => return None,
    };
    Some(Named::Title {
        space,
        title: trimmed(&words(title)?)?,
        day,
    })
}

/// `…/x/D4AB`
fn by_tiny_link(segments: &[&str]) -> Option<Named> {
    let [.., "x", word] = segments else {
        return None;
    };
    tiny::id(word).map(|id| Named::Id(id, None))
}

/// `…/spaces/DOC/blog/2024/05/06/123/Some+title`
fn by_blog(segments: &[&str]) -> Option<Named> {
    let at = segments.iter().position(|part| *part == "blog")?;
    let after = segments.get(at + 1..)?;
    let id = match after {
        [year, month, day, id, ..] if [year, month, day].into_iter().all(|part| is_id(part)) => id,
        [_, id, ..] => id,
        _ => return None,
    };
    is_id(id).then(|| Named::Id((*id).to_owned(), Some(ContentKind::BlogPost)))
}

/// `…/pages/123/Some+title`, `…/pages/edit-v2/123`, `…/folder/123`
fn by_id(segments: &[&str]) -> Option<Named> {
    segments.iter().enumerate().find_map(|(at, word)| {
        let (_, kind) = BEFORE_IDS.iter().find(|(known, _)| known == word)?;
        let mut after = segments.iter().skip(at + 1).take(2);
        let id = after.find(|part| is_id(part))?;
        Some(Named::Id((*id).to_owned(), Some(*kind)))
    })
}

fn pair<'a>(window: &[&'a str]) -> Option<(&'a str, &'a str)> {
    match window {
        [first, second] => Some((first, second)),
        _ => None,
    }
}

fn key_of(segment: &str) -> Option<String> {
    space_key(&percent_decode_str(segment).decode_utf8().ok()?).ok()
}

/// A part of a path in which `+` is a blank and `%2B` a plus.
fn words(segment: &str) -> Option<String> {
    let blank = segment.replace('+', " ");
    let decoded = percent_decode_str(&blank).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

fn trimmed(title: &str) -> Option<String> {
    Some(title.trim().to_owned()).filter(|title| !title.is_empty())
}
