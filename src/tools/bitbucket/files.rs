//! Files and folders of repositories.

mod cloud;
mod content;
mod data_center;
mod window;

use serde_json::{Map, Value, json};

use super::place;
use crate::api::params::BitbucketGetFileContent;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::path_segments;
use crate::product::{Deployment, Product};
use crate::reply::{Page, Reply};
use window::Window;

/// The most entries of a folder that are shown at once unless more are asked for.
const ENTRIES: usize = 500;

/// What a call asks for, within a repository.
struct Wanted<'a> {
    /// The parts of the path; none for the root.
    path: Vec<&'a str>,
    /// The branch, tag or commit.
    at: Option<&'a str>,
    /// Which lines, or entries of a folder.
    window: Window,
}

impl Wanted<'_> {
    fn path(&self) -> String {
        self.path.join("/")
    }
}

/// `bitbucket_get_file_content`: a file as text with a line about it, a folder's entries, or what else there is.
///
/// # Errors
/// A path, branch, tag or commit that does not exist; a repository outside of the filter.
pub async fn get(ctx: &Ctx, params: BitbucketGetFileContent) -> Result<Reply> {
    let wanted = wanted(&params)?;
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let place = place::repository(ctx, workspace, project, &params.repository_slug).await?;
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => cloud::get(ctx, &place, &wanted).await,
        Deployment::DataCenter => data_center::get(ctx, &place, &wanted).await,
    }
}

fn wanted(params: &BitbucketGetFileContent) -> Result<Wanted<'_>> {
    let path = params.file_path.trim().trim_start_matches("./");
    let path = if path == "." { "" } else { path };
    let at = params
        .at
        .as_ref()
        .map(|at| at.trim())
        .filter(|at| !at.is_empty());
    Ok(Wanted {
        path: path_segments("file_path", path)?,
        at,
        window: Window::new(params.start, params.limit),
    })
}

/// Where something was looked at, as far as that is known.
struct At<'a> {
    /// The branch or tag.
    name: Option<&'a str>,
    /// The hash of the commit.
    commit: &'a str,
}

impl At<'_> {
    /// ` at main (0123456789ab)`
    fn said(&self) -> String {
        let commit = crate::views::bitbucket::short(self.commit);
        match self.name {
            Some(name) if commit.is_empty() || self.commit.starts_with(name) => {
                format!(" at {name}")
            }
            Some(name) => format!(" at {name} ({commit})"),
            None if commit.is_empty() => String::new(),
            None => format!(" at {commit}"),
        }
    }

    fn members(&self, path: &str) -> Map<String, Value> {
        let commit = crate::views::bitbucket::short(self.commit);
        let members = [
            ("path", path),
            ("at", self.name.unwrap_or_default()),
            ("commit", &commit),
        ];
        let said = members.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| (name.to_owned(), value.into()))
            .collect()
    }
}

/// The reply for a folder, of which `entries` are those up to the end of the window, and perhaps more.
fn folder(wanted: &Wanted<'_>, at: &At<'_>, entries: &[Value], is_all: bool) -> Result<Reply> {
    let first = wanted.window.skipped();
    if first > 0 && first >= entries.len() {
        return Err(Error::Arguments(format!(
            "the folder has {} entries, so that none is number {}",
            entries.len(),
            first + 1
        )));
    }
    let most = wanted.window.limit.unwrap_or(ENTRIES);
    let rest = entries.get(first..).unwrap_or_default();
    let shown = rest.get(..most).unwrap_or(rest);
    let resume = |count: usize| Some(json!({ "start": first + count + 1 }));
    let is_last = is_all && shown.len() == rest.len();
    let path = match wanted.path.is_empty() {
        true => "/".to_owned(),
        false => format!("{}/", wanted.path()),
    };
    let page = Page {
        name: "entries",
        items: shown,
        total: is_all.then_some(entries.len() as u64),
        next: if is_last { None } else { resume(shown.len()) },
        resume: &resume,
    };
    Reply::list_with(page, at.members(&path))
}

/// The reply for a submodule, of which a repository holds no files.
fn submodule(wanted: &Wanted<'_>, at: &At<'_>) -> Result<Reply> {
    let mut shown = at.members(&wanted.path());
    shown.insert("kind".into(), "submodule".into());
    shown.insert(
        "note".into(),
        "another repository at one of its commits: .gitmodules in the root says which".into(),
    );
    Reply::json(&shown)
}
