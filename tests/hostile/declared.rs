//! What tools may ask, as `tools.toml` says.

use std::collections::BTreeMap;
use std::path::Path;

use demo::Recorded;

/// What the documents' paths come after.
const ROOTS: [&str; 7] = [
    "/jira",
    "/jira/rest",
    "/confluence",
    "/confluence/wiki/api/v2",
    "/confluence/wiki",
    "/bitbucket/2.0",
    "/bitbucket/rest",
];

/// Where files are kept, which answers name.
const MEDIA: [&str; 3] = [
    "/jira/media/",
    "/bitbucket/media/",
    "/jira/secure/attachment/",
];

/// Where Bitbucket Cloud sends whoever asks for the diff of a pull request.
const REDIRECTS: [&str; 2] = [
    "GET /repositories/{workspace}/{repo_slug}/diff/{spec}",
    "GET /repositories/{workspace}/{repo_slug}/diffstat/{spec}",
];

/// Placeholders for names that have parts of their own: of files, branches and tags, and of two commits with their repository.
const OF_PARTS: [&str; 3] = ["{path}", "{name}", "{spec}"];

/// Templates as `METHOD /path`, by tool and deployment.
pub struct Declared(BTreeMap<(String, &'static str), Vec<String>>);

impl Declared {
    /// All of the manifest.
    pub fn read() -> Self {
        let manifest = codegen::build::manifest(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let mut declared = BTreeMap::new();
        for (name, tool) in &manifest.tools {
            for (deployment, operation) in tool.requests().chain(manifest.server.all()) {
                let of_tool: &mut Vec<_> = declared.entry((name.clone(), deployment)).or_default();
                of_tool.push(operation.to_owned());
            }
        }
        Self(declared)
    }

    /// Whether a request is one of the tool's.
    pub fn knows(&self, tool: &str, deployment: &'static str, sent: &Recorded) -> bool {
        let is_media = MEDIA.iter().any(|media| sent.path.starts_with(media));
        let operations = self.0.get(&(tool.to_owned(), deployment));
        let operations = operations.into_iter().flatten().map(String::as_str);
        let mut operations = operations.chain(REDIRECTS);
        is_media || operations.any(|operation| is(operation, sent))
    }
}

/// Whether a request is this operation, with something in each placeholder.
fn is(operation: &str, sent: &Recorded) -> bool {
    let (method, template) = operation.split_once(' ').unwrap();
    let below = |root: &&str| sent.path.strip_prefix(*root);
    let mut paths = ROOTS.iter().filter_map(below);
    method == sent.method && paths.any(|path| fits(template, path))
}

/// Whether each part of a path is the template's, or stands for a placeholder of it.
fn fits(template: &str, path: &str) -> bool {
    // A folder's path ends in a slash.
    let mut parts = path.trim_end_matches('/').split('/');
    for wanted in template.split('/') {
        if OF_PARTS.contains(&wanted) {
            return parts.all(is_value);
        }
        let Some(part) = parts.next() else {
            return false;
        };
        let fits = match wanted.starts_with('{') {
            true => is_value(part),
            false => wanted == part,
        };
        if !fits {
            return false;
        }
    }
    parts.next().is_none()
}

/// Whether a part of a path is no step to another one, once or twice decoded.
fn is_value(part: &str) -> bool {
    let once = percent_encoding::percent_decode_str(part).decode_utf8_lossy();
    !["", ".", ".."].contains(&&*once) && !part.contains(['?', '#', '\\'])
}
