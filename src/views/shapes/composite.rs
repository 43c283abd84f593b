//! Shapes of replies across products.

use super::jira::Issue;
use super::{Person, shapes};

shapes! {
    /// An issue and what was made for it.
    IssueInCode { issue: Issue, pull_requests: Vec<PullRequest>, branches: Vec<Branch>, commits: Vec<Commit>, note: String }
    /// A pull request and what it is for.
    PullRequestInJira { pull_request: PullRequest, issues: Vec<Linked>, note: String }
    /// What hangs together.
    Network {
        start: String, issues: Vec<Linked>, pull_requests: Vec<PullRequest>, branches: Vec<Branch>, commits: Vec<Commit>, links: Vec<Link>,
        note: String,
    }
    /// A pull request, as Bitbucket or as Jira knows it.
    PullRequest {
        pull_request: String, title: String, state: String, status: String, author: String, repository: String, source: String,
        target: String, destination: String, created: String, updated: String, source_commit: String, description: String,
        reviewers: Vec<String>, comments: i64, open_tasks: i64, files: Vec<String>, url: String, found_in: Vec<String>,
    }
    /// A branch.
    Branch { name: String, repository: String, last_commit: String, url: String, issue: String, found_in: Vec<String> }
    /// A commit.
    Commit {
        id: String, message: String, author: String, when: String, repository: String, url: String, issue: String, found_in: Vec<String>,
    }
    /// An issue that something is for.
    Linked {
        key: String, summary: String, issuetype: String, status: String, priority: String, assignee: Person, found_in: Vec<String>,
    }
    /// A step from one to another.
    Link { from: String, to: String, found_in: Vec<String> }
}
