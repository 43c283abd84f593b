//! Shapes of Bitbucket's replies.

use super::{pages, shapes};

pages! {
    /// Projects.
    ProjectPage { projects: Vec<Project>, not_found: Vec<String> }
    /// Repositories.
    RepositoryPage { repositories: Vec<Repository>, not_found: Vec<String> }
    /// Branches.
    BranchPage { branches: Vec<Branch> }
    /// Pull requests.
    PullRequestPage { pull_requests: Vec<PullRequest> }
    /// What is said of a pull request: threads, each a comment and its answers, in words.
    ThreadPage { threads: Vec<Vec<String>>, open: i64 }
}

shapes! {
    /// A project.
    Project { key: String, name: String, description: String, visibility: String, url: String, note: String }
    /// A repository.
    Repository {
        slug: String, name: String, project: String, workspace: String, description: String, default_branch: String, updated: String,
        url: String, visibility: String, language: String, forks: String, forkable: bool, archived: bool, bytes: i64, clone: Clones,
        not_set: Vec<String>, note: String,
    }
    /// Where a repository is cloned from.
    Clones { https: String, http: String, ssh: String }
    /// A branch.
    Branch { name: String, commit: String, updated: String, author: String, message: String, default: bool }
    /// A pull request.
    PullRequest {
        id: i64, title: String, state: String, author: String, source: String, target: String, created: String, updated: String,
        source_commit: String, description: String, reviewers: Vec<String>, comments: i64, open_tasks: i64, draft: bool, url: String,
        note: String,
    }
    /// A comment that was added.
    Commented { id: i64, on: String, line: String, parent: i64, note: String }
}
