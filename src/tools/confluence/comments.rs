//! Comments: those at the foot of a page and those within its text.

pub mod add;
mod cloud;
mod threads;

use serde_json::{Map, Value, json};

use self::threads::Thread;
use super::find;
use super::holder::{self, Kind};
use super::texts;
use crate::api::params::ConfluenceGetComments;
use crate::blank::is_blank;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::reply::{Page, Reply};
use crate::tools::paging;
use crate::views::confluence::{Comment, DcComment, Listed};

/// Comments a page of Data Center's answers, which may give fewer.
const PAGE: i64 = 100;

/// What Data Center is asked for with each comment.
const EXPAND: &str =
    "body.storage,version,history,ancestors,extensions.inlineProperties,extensions.resolution";

/// What has comments.
const KINDS: [Kind; 2] = [Kind::Page, Kind::BlogPost];

/// `confluence_get_comments`: whole threads, those at the foot of the page first, each kind in the order in which it began.
///
/// # Errors
/// What Confluence refuses; a page outside of the spaces filter.
pub async fn list(ctx: &Ctx, params: ConfluenceGetComments) -> Result<Reply> {
    let place = find::place(ctx, &params.page_id).await?;
    let id = place.id.as_str();
    let kind = holder::admitted(ctx, id).await?;
    let start = usize::try_from(params.start.unwrap_or_default()).unwrap_or_default();
    let part = Part {
        start,
        limit: usize::try_from(params.limit).unwrap_or_default(),
    };
    let Found {
        threads,
        total,
        too_deep,
    } = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => cloud::threads(ctx, id, kind, part).await?,
        Deployment::DataCenter => on_data_center(ctx, id, part).await?,
    };
    let rows = rows(ctx, &threads).await;
    let resume = |shown: usize| Some(json!({ "start": start + shown }));
    let next = (start + rows.len() < total && !rows.is_empty()).then(|| resume(rows.len()));
    let page = Page {
        name: "threads",
        items: &rows,
        total: Some(total as u64),
        next: next.flatten(),
        resume: &resume,
    };
    Reply::list_with(page, unfollowed(too_deep))
}

/// What is said of replies that are too deep.
fn unfollowed(too_deep: usize) -> Map<String, Value> {
    let replies = match too_deep {
        0 => return Map::new(),
        1 => "1 reply".to_owned(),
        many => format!("{many} replies"),
    };
    let note = format!(
        "replies are followed {} levels deep: {replies} below, and what answers them, are left out; open the page in a browser",
        cloud::LEVELS
    );
    Map::from_iter([("note".to_owned(), note.into())])
}

/// A part of a page's threads.
struct Found {
    threads: Vec<Thread>,
    /// How many threads there are.
    total: usize,
    /// How many replies were not followed.
    too_deep: usize,
}

/// Which of a page's threads are shown.
#[derive(Clone, Copy)]
struct Part {
    start: usize,
    limit: usize,
}

impl Part {
    fn of<T>(self, all: Vec<T>) -> Vec<T> {
        all.into_iter().skip(self.start).take(self.limit).collect()
    }
}

/// Data Center gives all comments in one list, replies among them. Those at the foot come first here, as on Cloud.
async fn on_data_center(ctx: &Ctx, id: &str, part: Part) -> Result<Found> {
    let page = |at: Option<usize>, _| async move {
        let before = at.unwrap_or_default();
        let start = i64::try_from(before).unwrap_or(i64::MAX);
        let api = ctx.confluence_dc()?;
        let request = api
            .get_content_child_comment(id)
            .depth("all")
            .expand(EXPAND);
        let listed: Listed<DcComment> = request.limit(PAGE).start(start).send().await?.view()?;
        Ok(listed.by_start(before))
    };
    let (comments, _) = paging::walk(WHAT, usize::MAX, page).await?;
    let mut threads = threads::of(comments.into_iter().map(Comment::from).collect());
    threads.sort_by_key(|thread| thread.root.on.is_some());
    let total = threads.len();
    Ok(Found {
        threads: part.of(threads),
        total,
        too_deep: 0,
    })
}

/// What is walked over, and what to do if there is no end of it.
const WHAT: (&str, &str) = ("comments", "open the page in a browser");

/// The threads as a model sees them.
async fn rows(ctx: &Ctx, threads: &[Thread]) -> Vec<Value> {
    let comments = || threads.iter().flat_map(Thread::comments);
    let bodies: Vec<&str> = comments().map(|comment| comment.body.as_str()).collect();
    let authors = comments().filter_map(|comment| comment.author_id.clone());
    let shown = texts::shown(ctx, &bodies, authors.collect()).await;
    let name = |comment: &Comment| {
        let id = comment.author_id.as_ref();
        let by_id = id.map(|id| shown.names.get(id).unwrap_or(id).clone());
        comment.author.clone().or(by_id)
    };
    let mut texts = shown.texts.iter();
    let mut row = |comment: &Comment, root: Option<&Comment>| {
        let to = comment
            .parent
            .as_ref()
            .filter(|parent| root.is_some_and(|root| root.id != **parent));
        let row = json!({
            "id": comment.id,
            "to": to,
            "author": name(comment),
            "created": comment.created,
            "edited": comment.edited,
            "on": comment.on.as_ref().filter(|_| root.is_none()),
            "state": comment.state.as_ref().filter(|_| root.is_none()),
            "text": texts.next(),
        });
        without_blanks(row)
    };
    let thread = |thread: &Thread| {
        let mut shown = row(&thread.root, None);
        let replies = thread.replies.iter();
        let replies: Vec<_> = replies
            .map(|reply| row(reply, Some(&thread.root)).into())
            .collect();
        if !replies.is_empty() {
            shown.insert("replies".to_owned(), Value::Array(replies));
        }
        Value::Object(shown)
    };
    threads.iter().map(thread).collect()
}

fn without_blanks(row: Value) -> Map<String, Value> {
    match row {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !is_blank(value))
            .collect(),
        _ => Map::new(),
    }
}
