//! Links between documents, and the book that they make.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::page::{self, Page};
use super::root;

#[test]
fn they_lead_somewhere() {
    let pages = page::all();
    let wrong: Vec<_> = pages
        .iter()
        .flat_map(|page| page.links().into_iter().map(move |link| (page, link)))
        .filter_map(|(page, link)| Some(format!("{}: {link} {}", page.path, fault(page, &link)?)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is wrong with a link to another document; nothing is with those to other sites.
fn fault(page: &Page, link: &str) -> Option<&'static str> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = target(page, path);
    if !target.exists() {
        return Some("is not there");
    }
    let is_missing = !anchor.is_empty() && !Page::read(&target).anchors().contains(&anchor.into());
    is_missing.then_some("has no such heading")
}

/// The file that a link leads to.
fn target(page: &Page, path: &str) -> PathBuf {
    let from = root().join(&page.path);
    if path.is_empty() {
        return from;
    }
    from.parent().unwrap().join(path)
}

/// Whoever adds a page puts it into `docs/SUMMARY.md`.
#[test]
fn every_page_is_in_the_book() {
    let summary = Page::read(&root().join("docs/SUMMARY.md"));
    let listed: BTreeSet<_> = summary.links().iter().map(|link| plain(link)).collect();
    let missing: Vec<_> = page::all()
        .into_iter()
        .map(|page| page.path)
        .filter(|path| path.starts_with("docs/") && *path != summary.path)
        .filter(|path| !listed.contains(path))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A link of `docs/SUMMARY.md`, from the root.
fn plain(link: &str) -> String {
    let mut parts = Vec::new();
    for part in Path::new("docs").join(link).components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            part => parts.push(part.as_os_str().to_str().unwrap().to_owned()),
        }
    }
    parts.join("/")
}
