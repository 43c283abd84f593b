//! Shapes of Jira's replies.

use super::{Next, Person, User, pages, shapes};

pages! {
    /// Rows of issues.
    IssuePage { issues: Vec<IssueRow> }
    /// Comments of an issue.
    CommentPage { comments: Vec<Comment> }
    /// Work that was logged on an issue.
    WorklogPage { worklogs: Vec<Worklog> }
    /// Projects.
    ProjectPage { projects: Vec<Project> }
    /// Versions of a project.
    VersionPage { versions: Vec<Version> }
    /// Fields.
    FieldPage { fields: Vec<Field> }
    /// Boards.
    BoardPage { boards: Vec<Board> }
    /// Sprints of a board.
    SprintPage { sprints: Vec<Sprint> }
    /// What was changed of issues.
    ChangePage { issues: Vec<Changes> }
}

shapes! {
    /// An issue in a list.
    IssueRow {
        key: String, summary: String, "type" as kind: String, status: String, priority: String, assignee: String, parent: String,
        labels: Vec<String>, updated: String,
    }
    /// An issue. Custom fields stand beside these by their names.
    Issue {
        key: String, id: String, summary: String, issuetype: String, status: String, priority: String, assignee: Person, reporter: Person,
        parent: IssueBrief, labels: Vec<String>, project: String, created: String, updated: String, duedate: String,
        components: Vec<String>, versions: Vec<String>, description: String,
        subtasks: Vec<IssueBrief>, children: Children,
        issuelinks: Vec<LinkedIssue>, epic: String, url: String, note: String,
    }
    /// An issue beside another one.
    IssueBrief { key: String, summary: String, issuetype: String, status: String, priority: String }
    /// What is below an epic.
    Children { total: i64, done: i64, points: Points, issues: Vec<IssueBrief> }
    /// How much of it is done.
    Points { total: f64, done: f64 }
    /// An issue that another one is linked to.
    LinkedIssue { id: String, link: String, key: String, summary: String, status: String }
    /// A comment.
    Comment { id: String, author: Person, created: String, updated: String, body: String, note: String }
    /// Work that was logged.
    Worklog {
        id: String, author: Person, started: String, time_spent: String, seconds: i64, comment: String, original_estimate: String,
        remaining_estimate: String, note: String,
    }
    /// A project.
    Project { key: String, name: String, id: String, "type" as kind: String, lead: Person, archived: bool }
    /// A version.
    Version {
        id: String, name: String, description: String, released: bool, archived: bool, start_date: String, release_date: String, note: String,
    }
    /// A field.
    Field { id: String, name: String, "type" as kind: String, jql: Vec<String> }
    /// A board.
    Board { id: i64, name: String, "type" as kind: String, project: String }
    /// A sprint.
    Sprint {
        id: i64, name: String, state: String, goal: String, start_date: String, end_date: String, complete_date: String, board_id: i64,
        passed_over: Vec<String>, unfinished: Unfinished, note: String,
    }
    /// The issues that a sprint ends without.
    Unfinished { total: i64, issues: Vec<IssueBrief> }
    /// What was changed of an issue.
    Changes { key: String, id: String, total: i64, shown: i64, changes: Vec<Change>, next: Next }
    /// What somebody changed at a time.
    Change { when: String, by: String, items: Vec<ChangedField> }
    /// A field that was changed.
    ChangedField { field: String, from: String, to: String }
    /// Somebody, or those who are meant where several are.
    Profile { name: String, id: String, email: String, active: bool, time_zone: String, users: Vec<User>, note: String }
    /// An issue that was created.
    Created { key: String, id: String, url: String, note: String }
    /// What became of several issues.
    CreatedEach { valid: Vec<i64>, failed: Vec<Failed>, note: String }
    /// One that did not succeed.
    Failed { index: i64, error: String }
    /// What became of several versions.
    CreatedVersions { created: i64, failed: i64, results: Vec<CreatedVersion>, note: String }
    /// What became of one.
    CreatedVersion { index: i64, name: String, created: Version, error: String }
    /// What was changed of an issue, or would be.
    Updated {
        key: String, dry_run: bool, changed: Vec<String>, would_change: Vec<String>, attachments: Vec<Attached>, status: String,
        assignee: Person, url: String, note: String,
    }
    /// A file that was attached.
    Attached { path: String, id: String, name: String, bytes: i64, error: String }
    /// An issue in its new status.
    Moved { key: String, transition: String, status: String, comment_id: String, note: String }
    /// An issue that is gone.
    Deleted { deleted: String, with_subtasks: bool, note: String }
    /// A link between issues.
    Linked { linked: String, link_id: String, "type" as kind: String, note: String }
    /// A link that is gone.
    Unlinked { removed: String, note: String }
    /// A link to a web page.
    WebLink { id: i64, issue: String, title: String, url: String, note: String }
    /// An issue of an epic.
    OfEpic { key: String, epic: String, note: String }
}
