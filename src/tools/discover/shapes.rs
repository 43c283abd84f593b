//! The shapes of values in a task.

use super::values::Value::{
    self, Address, Board, Duration, Email, File, IssueKey, Page, Project, PullRequest, Repository,
    Sprint, Version,
};

/// Punctuation around a value.
const AROUND: &[char] = &[
    '.', ',', ':', ';', '!', '?', '(', ')', '"', '\'', '`', '“', '”',
];

/// A value without what stands around it.
pub fn bare(chunk: &str) -> &str {
    let chunk = chunk.trim_matches(AROUND);
    let owner = ["'s", "’s"]
        .iter()
        .find_map(|ending| chunk.strip_suffix(ending));
    owner.unwrap_or(chunk)
}

/// What a value is, given what stands before and after it.
pub fn kinds(before: &str, chunk: &str, after: &str) -> Vec<Value> {
    match chunk.split_once('#') {
        Some(("", number)) if is_number(number) => return vec![PullRequest],
        Some((_, number)) if is_number(number) => return vec![PullRequest, Repository],
        _ => {}
    }
    if chunk.contains("://") {
        return of_address(chunk);
    }
    let kind = match before.to_lowercase().as_str() {
        _ if is_issue_key(chunk) => Some(IssueKey),
        "pr" | "mr" | "prs" | "request" if is_number(chunk) => Some(PullRequest),
        "board" if is_number(chunk) => Some(Board),
        "sprint" | "iteration" if is_number(chunk) => Some(Sprint),
        "page" if is_number(chunk) => Some(Page),
        _ if chunk.contains('@') && chunk.contains('.') => Some(Email),
        "project" if is_project(chunk) => Some(Project),
        _ if is_project(chunk) && after == "project" => Some(Project),
        _ if is_version(chunk) => Some(Version),
        _ if is_duration(chunk) => Some(Duration),
        _ if is_file(chunk) => Some(File),
        _ if is_slug(chunk) => Some(Repository),
        _ => None,
    };
    kind.into_iter().collect()
}

/// An address, and what it leads to.
fn of_address(text: &str) -> Vec<Value> {
    let leads = [
        ("/wiki/", Page),
        ("/browse/", IssueKey),
        ("/pull-requests/", PullRequest),
    ];
    let kind = leads.iter().find(|(part, _)| text.contains(part));
    kind.map(|(_, kind)| *kind)
        .into_iter()
        .chain([Address])
        .collect()
}

fn is_issue_key(text: &str) -> bool {
    text.rsplit_once('-')
        .is_some_and(|(project, number)| is_project(project) && is_number(number))
}

fn is_project(text: &str) -> bool {
    let is_of = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.len() > 1 && text.chars().all(is_of)
}

fn is_file(text: &str) -> bool {
    let name = text.rsplit('/').next().unwrap_or(text);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending = ending.starts_with(|c: char| c.is_ascii_lowercase())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.len() <= 10;
    let is_named = text.ends_with("file") && text.starts_with(|c: char| c.is_ascii_uppercase());
    is_named || is_ending && name != "e.g"
}

fn is_slug(text: &str) -> bool {
    let is_name = |part: &str| {
        let is_of = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        part.len() > 1 && part.bytes().all(is_of)
    };
    text.split_once('/')
        .is_some_and(|(workspace, slug)| is_name(workspace) && is_name(slug))
}

fn is_duration(text: &str) -> bool {
    let number = text.strip_suffix(['h', 'm', 'd', 'w']).unwrap_or_default();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| b"0123456789.,h".contains(&byte))
}

fn is_version(text: &str) -> bool {
    let of_numbers = text.contains('.') && text.trim_start_matches('v').split('.').all(is_number);
    of_numbers || text.strip_prefix('Q').is_some_and(is_number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
