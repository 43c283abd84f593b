//! Shapes of Confluence's replies.

use super::{User, pages, shapes};

pages! {
    /// What was found.
    HitPage { results: Vec<Hit> }
    /// What is right below a page.
    ChildPage { children: Vec<Child> }
    /// Comments on a page.
    ThreadPage { threads: Vec<Thread> }
    /// People.
    UserPage { users: Vec<User> }
}

shapes! {
    /// A page, or what else was found.
    Hit {
        id: String, "type" as kind: String, title: String, space: String, excerpt: String, updated: String, by: String, on: Holder,
        url: String, status: String,
    }
    /// What something is on.
    Holder { id: String, title: String }
    /// A page below another one.
    Child {
        id: String, title: String, "type" as kind: String, status: String, version: i64, updated: String, by: String, content: String,
    }
    /// A comment with its answers.
    Thread {
        id: String, author: String, created: String, updated: String, text: String, on: String, state: String, replies: Vec<Answer>,
    }
    /// An answer to a comment.
    Answer { id: String, author: String, created: String, updated: String, text: String, to: String }
    /// A comment that was added.
    Commented { id: String, url: String, in_reply_to: String, note: String }
    /// The labels of a page.
    Labels { labels: Vec<String>, note: String }
    /// A page that was created.
    Created { id: String, title: String, space: String, version: i64, url: String, note: String }
    /// A page that was changed, or would be.
    Updated {
        id: String, title: String, based_on: String, dry_run: bool, version: i64, changed: Vec<String>, would_change: Vec<String>,
        diff: String, url: String, note: String,
    }
    /// A page that is gone.
    Deleted {
        deleted: String, title: String, "type" as kind: String, space: String, version: i64, url: String, children_moved_up: i64,
        note: String,
    }
}
