//! Bitbucket Cloud's 2.0 API.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{
    diff::{self, Difference},
    error,
    model::{Commit, Project, PullRequest, Repository, State},
    pull_request as find_pull, repository,
};
use crate::{
    Flavour,
    json::put,
    paging::Page,
    people::uuid,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

fn api(world: &World) -> String {
    format!("{}/2.0", world.bitbucket_base())
}

pub(super) fn account(world: &World, id: &str) -> Value {
    world
        .people
        .get(id)
        .bitbucket(Flavour::Cloud, &world.bitbucket_base())
}

/// A page of results: `next` is a whole address.
///
/// # Errors
/// 400 for a longer page than there is: the service cuts nothing.
pub(super) fn listed(world: &World, request: &Request, all: Vec<Value>) -> Answer {
    listed_up_to(100, world, request, all)
}

/// [`listed`] where a page has so many results at most.
///
/// # Errors
/// As for [`listed`].
pub(super) fn listed_up_to(
    most: usize,
    world: &World,
    request: &Request,
    all: Vec<Value>,
) -> Answer {
    let length = request.number("pagelen", 10);
    if !(1..=most).contains(&length) {
        return Err(error(Flavour::Cloud, 400, "Invalid pagelen"));
    }
    let number = request.number("page", 1).max(1);
    let page = Page::cut(all, (number - 1).saturating_mul(length), length);
    let mut shown = json!({"pagelen": length, "size": page.total, "page": number});
    if page.next().is_some() {
        let kept = request.query.iter().filter(|(name, _)| name != "page");
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair("page", &(number + 1).to_string())
            .finish();
        put(
            &mut shown,
            "next",
            format!("{}{}?{query}", world.bitbucket_base(), request.path),
        );
    }
    put(&mut shown, "values", page.items);
    Ok(Reply::ok(shown))
}

/// What reached over all workspaces, until April 2026.
pub(super) fn gone(_: &mut World, _: &Request) -> Answer {
    let message = "CHANGE-2770 - Functionality has been deprecated";
    Err(error(Flavour::Cloud, 410, message))
}

/// `GET user`
pub(super) fn user(world: &mut World, request: &Request) -> Answer {
    let mut shown = account(world, &request.caller);
    put(&mut shown, "username", request.caller.as_str());
    Ok(Reply::ok(shown))
}

/// `GET user/workspaces`
pub(super) fn workspaces(world: &mut World, request: &Request) -> Answer {
    let workspace = show_workspace(world);
    let row = json!({"type": "workspace_access", "administrator": true, "workspace": workspace});
    listed(world, request, vec![row])
}

/// The workspace that the path names.
///
/// # Errors
/// 404 for any but the one there is.
fn check_workspace(world: &World, request: &Request) -> Result<(), Reply> {
    let workspace = request.param("workspace");
    if workspace == world.bitbucket.workspace {
        return Ok(());
    }
    let message = format!("No workspace with identifier '{workspace}'.");
    Err(error(Flavour::Cloud, 404, &message))
}

/// `GET workspaces/{workspace}/projects`
pub(super) fn projects(world: &mut World, request: &Request) -> Answer {
    check_workspace(world, request)?;
    let shown = world
        .bitbucket
        .projects
        .iter()
        .map(|project| show_project(world, project));
    listed(world, request, shown.collect())
}

/// `GET workspaces/{workspace}/projects/{project}`
pub(super) fn one_project(world: &mut World, request: &Request) -> Answer {
    check_workspace(world, request)?;
    let key = request.param("project");
    let found = world
        .bitbucket
        .projects
        .iter()
        .find(|project| project.key == key);
    let found = found.ok_or_else(|| {
        error(
            Flavour::Cloud,
            404,
            &format!("No project with key '{key}'."),
        )
    })?;
    Ok(Reply::ok(show_project(world, found)))
}

fn show_project(world: &World, project: &Project) -> Value {
    let workspace = &world.bitbucket.workspace;
    json!({
        "type": "project", "key": project.key, "name": project.name, "uuid": format!("{{{}}}", uuid(&project.key)),
        "description": project.description, "is_private": true, "has_publicly_visible_repos": false,
        "links": {"html": {"href": format!("{}/{workspace}/workspace/projects/{}", world.bitbucket_base(), project.key)}},
    })
}

pub(super) fn show_commit(world: &World, commit: &Commit) -> Value {
    let author = world.people.get(&commit.by);
    json!({
        "type": "commit", "hash": commit.id, "date": commit.at.bitbucket(), "message": commit.message,
        "author": {"type": "author", "raw": format!("{} <{}>", author.display_name, author.email), "user": account(world, &commit.by)},
    })
}

fn show_workspace(world: &World) -> Value {
    let slug = &world.bitbucket.workspace;
    json!({"type": "workspace", "slug": slug, "name": "Harbour", "uuid": format!("{{{}}}", uuid(slug))})
}

pub(super) fn show_repository(world: &World, repository: &Repository) -> Value {
    let full = format!("{}/{}", world.bitbucket.workspace, repository.slug);
    let project = world.bitbucket.project(&repository.project).map(|project| {
        json!({"type": "project", "key": project.key, "uuid": format!("{{{}}}", uuid(&project.key)), "name": project.name})
    });
    json!({
        "type": "repository", "full_name": full, "name": repository.name, "slug": repository.slug, "description": repository.description,
        "uuid": format!("{{{}}}", uuid(&repository.slug)), "scm": "git", "is_private": !repository.public, "language": repository.language,
        "has_issues": false, "has_wiki": false, "fork_policy": fork_policy(repository), "size": repository.commits.len() * 6_027,
        "created_on": repository.created.bitbucket(), "updated_on": updated(repository).bitbucket(),
        "mainbranch": repository.branches.iter().any(|branch| branch.name == repository.default_branch)
            .then(|| json!({"type": "branch", "name": repository.default_branch})),
        "workspace": show_workspace(world),
        "project": project,
        "links": {
            "self": {"href": format!("{}/repositories/{full}", api(world))},
            "html": {"href": format!("{}/{full}", world.bitbucket_base())},
            "clone": [
                {"name": "https", "href": format!("https://bitbucket.example/{full}.git")},
                {"name": "ssh", "href": format!("git@bitbucket.example:{full}.git")},
            ],
        },
    })
}

fn fork_policy(repository: &Repository) -> &'static str {
    match (repository.forkable, repository.public) {
        (false, _) => "no_forks",
        (true, true) => "allow_forks",
        (true, false) => "no_public_forks",
    }
}

/// `GET repositories/{workspace}/{repository}`
pub(super) fn one_repository(world: &mut World, request: &Request) -> Answer {
    let found = repository(world, request)?;
    Ok(Reply::ok(show_repository(world, found)))
}

fn updated(repository: &Repository) -> crate::time::Moment {
    repository
        .commits
        .iter()
        .map(|commit| commit.at)
        .max()
        .unwrap_or(repository.created)
}

/// `GET repositories/{workspace}`: `q` understands `project.key="X"` and `name ~ "x"`.
pub(super) fn repositories(world: &mut World, request: &Request) -> Answer {
    check_workspace(world, request)?;
    let filter = Filter::parse(request)?;
    let field = |repository: &Repository, name: &str| match name {
        "project.key" => Some(repository.project.clone()),
        "name" => Some(repository.name.clone()),
        "slug" => Some(repository.slug.clone()),
        _ => None,
    };
    let mut found = Vec::new();
    for repository in &world.bitbucket.repositories {
        if filter.holds(|name| field(repository, name))? {
            found.push(show_repository(world, repository));
        }
    }
    listed(world, request, found)
}

/// A field, whether it must be the value or only hold it, and the value.
type Condition<'a> = (&'a str, bool, &'a str);

/// The conditions of `q`, of which one must hold: `field = "value"` or `field ~ "value"`, with `OR` between them.
pub(super) struct Filter<'a>(Vec<Condition<'a>>);

impl<'a> Filter<'a> {
    pub(super) fn parse(request: &'a Request) -> Result<Self, Reply> {
        let Some(query) = request.arg("q") else {
            return Ok(Self(Vec::new()));
        };
        let conditions: Option<Vec<_>> = query.split(" OR ").map(condition).collect();
        let wrong = || error(Flavour::Cloud, 400, &format!("Invalid query: {query}"));
        conditions.map(Self).ok_or_else(wrong)
    }

    pub(super) fn holds(&self, field: impl Fn(&str) -> Option<String>) -> Result<bool, Reply> {
        let mut any = self.0.is_empty();
        for (name, exact, value) in &self.0 {
            let unknown = || {
                error(
                    Flavour::Cloud,
                    400,
                    &format!("Invalid field in query: {name}"),
                )
            };
            let actual = field(name).ok_or_else(unknown)?;
            any |= match exact {
                true => actual == *value,
                false => actual.to_lowercase().contains(&value.to_lowercase()),
            };
        }
        Ok(any)
    }
}

fn condition(text: &str) -> Option<Condition<'_>> {
    let split = |mark: char| {
        let (name, value) = text.split_once(mark)?;
        Some((name.trim(), mark == '=', value.trim()))
    };
    let (name, exact, value) = split('~').or_else(|| split('='))?;
    Some((name, exact, value.strip_prefix('"')?.strip_suffix('"')?))
}

/// `GET pullrequests/{pull}`
pub(super) fn pull_request(world: &mut World, request: &Request) -> Answer {
    let (repository, pull) = find_pull(world, request)?;
    Ok(Reply::ok(show_pull(world, repository, pull)))
}

/// `GET pullrequests`: without who took part, unless `fields` asks for it.
pub(super) fn pull_requests(world: &mut World, request: &Request) -> Answer {
    let repository = repository(world, request)?;
    let states: Vec<&str> = request
        .query
        .iter()
        .filter(|(name, _)| name == "state")
        .map(|(_, state)| state.as_str())
        .collect();
    let wanted = |pull: &&PullRequest| match states.as_slice() {
        [] => pull.state == State::Open,
        states => states.contains(&pull.state.name()),
    };
    let mut found: Vec<&PullRequest> = repository.pulls.iter().filter(wanted).collect();
    match request.arg("sort") {
        Some("-created_on") => found.sort_by_key(|pull| Reverse(pull.created)),
        Some("-updated_on") => found.sort_by_key(|pull| Reverse(pull.updated)),
        _ => found.sort_by_key(|pull| pull.created),
    }
    let asked = request.list("fields");
    let shown = found.into_iter().map(|pull| {
        let mut shown = show_pull(world, repository, pull);
        for member in ["participants", "reviewers"] {
            if !asked.contains(&format!("+values.{member}").as_str())
                && let Value::Object(members) = &mut shown
            {
                members.remove(member);
            }
        }
        shown
    });
    listed_up_to(50, world, request, shown.collect())
}

fn show_pull(world: &World, repository: &Repository, pull: &PullRequest) -> Value {
    let full = format!("{}/{}", world.bitbucket.workspace, repository.slug);
    let address = format!(
        "{}/repositories/{full}/pullrequests/{}",
        api(world),
        pull.id
    );
    let end = |branch: &str, hash: &str| {
        json!({
            "branch": {"name": branch}, "commit": {"type": "commit", "hash": hash.get(..12)},
            "repository": {"type": "repository", "full_name": full, "name": repository.name, "uuid": format!("{{{}}}", uuid(&repository.slug))},
        })
    };
    let participants = pull.reviewers.iter().map(|reviewer| {
        json!({
            "type": "participant", "user": account(world, &reviewer.id), "role": "REVIEWER", "approved": reviewer.approved,
            "state": reviewer.approved.then_some("approved"),
        })
    });
    let closed = (pull.state != State::Open).then(|| {
        account(
            world,
            pull.reviewers
                .first()
                .map_or(&pull.author, |reviewer| &reviewer.id),
        )
    });
    json!({
        "type": "pullrequest", "id": pull.id, "title": pull.title, "description": pull.description, "state": pull.state.name(), "draft": pull.draft,
        "summary": {"type": "rendered", "raw": pull.description, "markup": "markdown", "html": format!("<p>{}</p>", pull.description)},
        "author": account(world, &pull.author), "source": end(&pull.source, &pull.from), "destination": end(&pull.target, &pull.to),
        "merge_commit": pull.merge.as_ref().map(|hash| json!({"type": "commit", "hash": hash.get(..12)})),
        "reviewers": pull.reviewers.iter().map(|reviewer| account(world, &reviewer.id)).collect::<Vec<_>>(),
        "participants": participants.collect::<Vec<_>>(), "comment_count": pull.comments.len(), "task_count": pull.open_tasks(),
        "close_source_branch": true, "closed_by": closed, "reason": "",
        "created_on": pull.created.bitbucket(), "updated_on": pull.updated.bitbucket(),
        "links": {
            "self": {"href": address}, "diff": {"href": format!("{address}/diff")}, "diffstat": {"href": format!("{address}/diffstat")},
            "comments": {"href": format!("{address}/comments")},
            "html": {"href": format!("{}/{full}/pull-requests/{}", world.bitbucket_base(), pull.id)},
        },
    })
}

/// `GET pullrequests/{pull}/diff`: as the service does, a redirect to the diff of the commits.
pub(super) fn to_diff(world: &mut World, request: &Request) -> Answer {
    redirect(world, request, "diff")
}

/// `GET pullrequests/{pull}/diffstat`
pub(super) fn to_diffstat(world: &mut World, request: &Request) -> Answer {
    redirect(world, request, "diffstat")
}

fn redirect(world: &World, request: &Request, what: &str) -> Answer {
    let (repository, pull) = find_pull(world, request)?;
    let full = format!("{}/{}", world.bitbucket.workspace, repository.slug);
    let short = |hash: &str| hash.get(..12).unwrap_or_default().to_owned();
    // What was asked for beside the pull request is lost.
    Ok(Reply::redirect(
        302,
        format!(
            "{}/repositories/{full}/{what}/{full}:{}%0D{}?from_pullrequest_id={}&topic=true",
            api(world),
            short(&pull.from),
            short(&pull.to),
            pull.id
        ),
    ))
}

/// The differences that a spec `source..destination` names, optionally with `workspace/repository:` before it. The service itself
/// writes a carriage return between the two.
fn differences<'a>(world: &'a World, request: &Request) -> Result<Vec<Difference<'a>>, Reply> {
    let repository = repository(world, request)?;
    let spec = request.param("spec");
    let commits = spec.rsplit_once(':').map_or(spec, |(_, commits)| commits);
    // Hashes may be short.
    let named = |hash: &str| {
        repository
            .commits
            .iter()
            .find(|commit| commit.id.starts_with(hash))
    };
    let known = |hash: &str| Some(named(hash).filter(|_| hash.len() >= 7)?.id.clone());
    let ends = commits
        .split_once("..")
        .or_else(|| commits.split_once('\r'))
        .and_then(|(new, old)| Some((known(new)?, known(old)?)));
    let (new, old) =
        ends.ok_or_else(|| error(Flavour::Cloud, 404, &format!("Commit not found: {commits}")))?;
    let mut files = diff::between(&repository.tree(&old), &repository.tree(&new));
    let paths: Vec<&str> = request
        .query
        .iter()
        .filter(|(name, _)| name == "path")
        .map(|(_, path)| path.as_str())
        .collect();
    files.retain(|file| paths.is_empty() || file.names().any(|name| paths.contains(&name)));
    Ok(files)
}

/// `GET diff/{spec}`
pub(super) fn diff(world: &mut World, request: &Request) -> Answer {
    let context = request.number("context", 3);
    let blind = request.arg("ignore_whitespace") == Some("true");
    let text: String = differences(world, request)?
        .iter()
        .filter(|file| !blind || file.is_more_than_blanks())
        .map(|file| file.unified(Flavour::Cloud, context))
        .collect();
    Ok(Reply::text(200, &text))
}

/// `GET diffstat/{spec}`
pub(super) fn diffstat(world: &mut World, request: &Request) -> Answer {
    let files = differences(world, request)?;
    let shown = files.iter().map(|file| {
        let (added, removed) = file.counts();
        let side =
            |path: Option<&str>| path.map(|path| json!({"type": "commit_file", "path": path}));
        let status = match file.kind() {
            "ADD" => "added",
            "DELETE" => "removed",
            "MOVE" => "renamed",
            _ => "modified",
        };
        json!({
            "type": "diffstat", "status": status, "lines_added": added, "lines_removed": removed,
            "old": side(file.old_name()), "new": side(file.new_name()),
        })
    });
    listed(world, request, shown.collect())
}
