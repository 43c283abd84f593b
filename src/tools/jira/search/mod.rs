//! Searching issues, page by page.

mod cloud;
mod data_center;
pub mod jql_errors;

use serde_json::{Map, Value};

use super::fields;
use super::issues::expand;
use super::issues::outsiders::{self, Kinds};
use crate::api::params::{JiraGetProjectIssues, JiraSearch};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::reply::{Filling, Page, Reply};
use crate::views::jira::{IssueView, RichText, SearchPage, shorten_rows};

/// What a row shows if nothing else is asked: no description, which makes rows long.
pub const ROW_FIELDS: [&str; 8] = [
    "summary",
    "issuetype",
    "status",
    "priority",
    "assignee",
    "parent",
    "labels",
    "updated",
];

/// Where issues are looked for.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// In all of Jira.
    Site,
    /// On the board of that id.
    Board(i64),
    /// In the sprint of that id.
    Sprint(i64),
}

/// One page of a query.
#[derive(Debug)]
pub struct Query {
    /// Where to look.
    pub place: Place,
    /// JQL, narrowed by the policy already; on a board or in a sprint it may be empty.
    pub jql: String,
    /// Field ids.
    pub fields: Vec<String>,
    /// The parts of `expand` that the caller asked for.
    pub expand: Vec<String>,
    /// Issues a page.
    pub limit: i64,
    /// Issues to pass over.
    pub start_at: i64,
    /// Where the page before ended.
    pub page_token: Option<String>,
}

impl Query {
    /// The fields that the caller named: none if rows show the usual ones.
    fn asked(&self) -> &[String] {
        if self.fields == ROW_FIELDS {
            &[]
        } else {
            &self.fields
        }
    }
}

/// `jira_search`
///
/// # Errors
/// JQL that Jira refuses; a project outside of the filter.
pub async fn search(ctx: &Ctx, params: JiraSearch) -> Result<Reply> {
    let asked = params.projects_filter.unwrap_or_default().0;
    let fields = params.fields.unwrap_or_default().0;
    let query = Query {
        place: Place::Site,
        jql: ctx.policy().jql(&params.jql, &asked)?,
        fields: row_fields(ctx, &fields).await?,
        expand: expand::parts(params.expand, &[])?,
        limit: params.limit,
        start_at: params.start_at.unwrap_or_default(),
        page_token: params.page_token.map(|token| token.0),
    };
    run(ctx, query).await
}

/// `jira_get_project_issues`
///
/// # Errors
/// What Jira refuses.
pub async fn project_issues(ctx: &Ctx, params: JiraGetProjectIssues) -> Result<Reply> {
    let query = Query {
        place: Place::Site,
        jql: ctx
            .policy()
            .jql("ORDER BY created DESC", &[params.project_key.to_string()])?,
        fields: row_fields(ctx, &[]).await?,
        expand: Vec::new(),
        limit: params.limit,
        start_at: params.start_at.unwrap_or_default(),
        page_token: params.page_token.map(|token| token.0),
    };
    run(ctx, query).await
}

/// The ids of the fields that rows show.
///
/// # Errors
/// A field that does not exist.
pub async fn row_fields(ctx: &Ctx, asked: &[String]) -> Result<Vec<String>> {
    match asked {
        [] => Ok(ROW_FIELDS.map(str::to_owned).to_vec()),
        _ => fields::ids(ctx, asked).await.map(of_something),
    }
}

/// What to leave out is left out of the fields that lists usually have: Cloud's search alone would give ids.
fn of_something(mut ids: Vec<String>) -> Vec<String> {
    if ids.iter().all(|id| id.starts_with('-')) {
        ids.insert(0, "*navigable".into());
    }
    ids
}

/// Runs a query and makes a list of its page.
///
/// # Errors
/// What Jira refuses.
pub async fn run(ctx: &Ctx, query: Query) -> Result<Reply> {
    let page = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => cloud::page(ctx, &query).await,
        Deployment::DataCenter => data_center::page(ctx, &query).await,
    };
    match page {
        Err(error) => Err(jql_errors::explained(ctx, &query.jql, error).await),
        page => page,
    }
}

/// What a page is asked for, of all that a query says.
struct Part {
    fields: Vec<String>,
    expand: Vec<String>,
    limit: i64,
}

impl Part {
    /// What rows show.
    fn shown(query: &Query) -> Self {
        let described = ["names", "schema"].map(str::to_owned).into_iter();
        Self {
            fields: query.fields.clone(),
            expand: described.chain(query.expand.iter().cloned()).collect(),
            limit: query.limit,
        }
    }
}

/// JQL, unless it says nothing.
fn given(jql: &str) -> Option<&str> {
    Some(jql).filter(|jql| !jql.is_empty())
}

/// Says what all operations on boards and sprints are asked for, which differ in the type of their builders alone.
macro_rules! asking {
    ($request:expr, $query:expr, $part:expr) => {
        $request
            .jql(super::given(&$query.jql))
            .fields($part.fields.join(",").as_str())
            .expand(super::given(&$part.expand.join(",")))
            .max_results($part.limit)
    };
}
use asking;

/// The rows that fit into one reply.
struct Rows {
    issues: Vec<Value>,
    /// Name → id of the people in them.
    people: Map<String, Value>,
    /// How many of the page's issues they stand for.
    shown: usize,
}

fn rows(ctx: &Ctx, query: &Query, page: &mut SearchPage) -> Rows {
    let policy = ctx.policy();
    let kinds = Kinds {
        schema: &page.schema,
        names: &page.names,
    };
    for issue in &mut page.issues {
        outsiders::hide(policy, issue, kinds);
    }
    let people = &page.people();
    let view = IssueView {
        rich: RichText { people },
        names: &page.names,
        schema: &page.schema,
        asked: query.asked(),
        comment_limit: None,
        expand: &query.expand,
    };
    let (mut issues, mut shown) = (Vec::new(), page.issues.len());
    let mut filling = Filling::default();
    for (place, issue) in page.issues.iter().enumerate() {
        if policy.check_found(&issue.key).is_err() {
            continue;
        }
        let row = Value::Object(issue.shown(&view));
        // What is taken off the rows afterwards makes room for the people beside them.
        if !filling.takes(&row) && !issues.is_empty() {
            shown = place;
            break;
        }
        issues.push(row);
    }
    Rows {
        people: shorten_rows(&mut issues, query.asked()),
        issues,
        shown,
    }
}

/// The reply of rows that fit.
fn listed(rows: Rows, total: Option<u64>, next: Option<Value>, warnings: Value) -> Result<Reply> {
    let mut more = Map::from_iter([
        ("people".to_owned(), rows.people.into()),
        ("warnings".to_owned(), warnings),
    ]);
    more.retain(|_, said| !crate::blank::is_blank(said));
    let page = Page {
        name: "issues",
        items: &rows.issues,
        total,
        next,
        resume: &|_| None,
    };
    Reply::list_with(page, more)
}
