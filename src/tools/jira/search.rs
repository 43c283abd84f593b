//! Searching issues, page by page.

use serde_json::{Value, json};

use super::fields;
use crate::access::Read;
use crate::api::params::{JiraGetProjectIssues, JiraSearch};
use crate::api::{jira_cloud, jira_dc};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::product::{Deployment, Product};
use crate::reply::{Page, Reply};
use crate::views::jira::{Count, IssueView, RichText, SearchPage};

/// What a row shows if nothing else is asked: no description, which makes rows long.
pub const ROW_FIELDS: [&str; 9] = [
    "summary",
    "issuetype",
    "status",
    "priority",
    "assignee",
    "parent",
    "labels",
    "created",
    "updated",
];

/// The most issues that Cloud is made to walk over for `start_at`.
const LONGEST_WALK: i64 = 5_000;

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

/// `jira_search`
///
/// # Errors
/// JQL that Jira refuses; a project outside of the filter.
pub async fn search(ctx: &Ctx<Read>, params: JiraSearch) -> Result<Reply> {
    let asked = params.projects_filter.unwrap_or_default().0;
    let fields = params.fields.unwrap_or_default().0;
    let query = Query {
        place: Place::Site,
        jql: ctx.policy().jql(&params.jql, &asked)?,
        fields: row_fields(ctx, &fields).await?,
        expand: params.expand.unwrap_or_default().0,
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
pub async fn project_issues(ctx: &Ctx<Read>, params: JiraGetProjectIssues) -> Result<Reply> {
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
pub async fn row_fields(ctx: &Ctx<Read>, asked: &[String]) -> Result<Vec<String>> {
    match asked {
        [] => Ok(ROW_FIELDS.map(str::to_owned).to_vec()),
        _ => fields::ids(ctx, asked).await,
    }
}

/// Runs a query and makes a list of its page.
///
/// # Errors
/// What Jira refuses.
pub async fn run(ctx: &Ctx<Read>, query: Query) -> Result<Reply> {
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => on_cloud(ctx, query).await,
        Deployment::DataCenter => on_data_center(ctx, query).await,
    }
}

async fn on_cloud(ctx: &Ctx<Read>, query: Query) -> Result<Reply> {
    let token = match &query.page_token {
        None if query.start_at > 0 => match walk(ctx, &query).await? {
            Some(token) => Some(token),
            None => return Reply::json(&json!({ "shown": 0, "issues": [] })),
        },
        token => token.clone(),
    };
    let first = token.is_none();
    let answer = send_cloud(ctx, &query, query.fields.clone(), query.limit, token).await?;
    let page: SearchPage = match answer.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let more = page
        .next_page_token
        .as_ref()
        .filter(|_| page.is_last != Some(true));
    // A last page whose start is known says itself how many there are: no second request.
    let total = match (first, more) {
        (_, None) if query.page_token.is_none() => {
            Some(query.start_at.unsigned_abs() + page.issues.len() as u64)
        }
        (true, Some(_)) => count(ctx, &query).await,
        _ => None,
    };
    let next = more.map(|token| json!({ "page_token": token }));
    rows(ctx, &query, &page, total, next, query.page_token.is_none())
}

/// How many issues a query finds; a failure only leaves the number out.
async fn count(ctx: &Ctx<Read>, query: &Query) -> Option<u64> {
    let jql = match query.place {
        Place::Sprint(id) if query.jql.is_empty() => format!("sprint = {id}"),
        Place::Sprint(id) => format!("sprint = {id} AND ({})", query.jql),
        Place::Site | Place::Board(_) => query.jql.clone(),
    };
    let answer = match query.place {
        Place::Board(id) => {
            ctx.jira_software_cloud()
                .ok()?
                .get_software_board_issue_approximate_count(id)
                .jql(given(&jql))
                .send()
                .await
        }
        Place::Site | Place::Sprint(_) => {
            let body = jira_cloud::types::JqlCountRequestBean { jql: Some(jql) };
            ctx.jira_cloud()
                .ok()?
                .post_search_approximate_count(&body)
                .send()
                .await
        }
    };
    answer
        .and_then(|answer| answer.view::<Count>())
        .ok()
        .map(|count| count.count)
}

/// JQL, unless it says nothing.
fn given(jql: &str) -> Option<&str> {
    Some(jql).filter(|jql| !jql.is_empty())
}

/// The token of the page that begins after `start_at` issues, of which only the ids are fetched; none past the end.
async fn walk(ctx: &Ctx<Read>, query: &Query) -> Result<Option<String>> {
    if query.start_at > LONGEST_WALK {
        return Err(Error::Arguments(format!(
            "Jira Cloud has no offsets: start_at walks over the issues before it, at most {LONGEST_WALK}; go on with page_token, or narrow the JQL"
        )));
    }
    let mut left = query.start_at;
    let mut token = None;
    while left > 0 {
        let page: SearchPage = send_cloud(ctx, query, vec!["id".into()], left, token)
            .await?
            .view()?;
        left -= i64::try_from(page.issues.len()).unwrap_or(left);
        token = page
            .next_page_token
            .filter(|_| page.is_last != Some(true) && !page.issues.is_empty());
        if token.is_none() {
            return Ok(None);
        }
    }
    Ok(token)
}

/// Says what all operations on boards and sprints are asked for, which differ in the type of their builders alone.
macro_rules! asking {
    ($request:expr, $query:expr, $fields:expr, $limit:expr) => {
        $request
            .jql(given(&$query.jql))
            .fields($fields.join(",").as_str())
            .expand(expanded($query).join(",").as_str())
            .max_results($limit)
    };
}

async fn send_cloud(
    ctx: &Ctx<Read>,
    query: &Query,
    fields: Vec<String>,
    limit: i64,
    token: Option<String>,
) -> Result<Answer> {
    let software = ctx.jira_software_cloud()?;
    match query.place {
        Place::Site => search_cloud(ctx, query, fields, limit, token).await,
        Place::Board(id) => {
            asking!(software.get_software_board_issue(id), query, fields, limit)
                .next_page_token(token.as_deref())
                .send()
                .await
        }
        Place::Sprint(id) => {
            asking!(software.get_software_sprint_issue(id), query, fields, limit)
                .next_page_token(token.as_deref())
                .send()
                .await
        }
    }
}

async fn search_cloud(
    ctx: &Ctx<Read>,
    query: &Query,
    fields: Vec<String>,
    limit: i64,
    token: Option<String>,
) -> Result<Answer> {
    let body = jira_cloud::types::SearchAndReconcileRequestBean {
        jql: Some(query.jql.clone()),
        fields,
        expand: Some(expanded(query).join(",")),
        max_results: i32::try_from(limit).ok(),
        next_page_token: token,
        ..Default::default()
    };
    ctx.jira_cloud()?.post_search_jql(&body).send().await
}

async fn on_data_center(ctx: &Ctx<Read>, query: Query) -> Result<Reply> {
    let answer = send_data_center(ctx, &query, offset(&query)?).await?;
    let page: SearchPage = match answer.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let end = page.start_at.unwrap_or_default() + page.issues.len() as u64;
    let next = page
        .total
        .filter(|total| end < *total && !page.issues.is_empty())
        .map(|_| json!({ "start_at": end }));
    rows(ctx, &query, &page, page.total, next, true)
}

async fn send_data_center(ctx: &Ctx<Read>, query: &Query, start: i64) -> Result<Answer> {
    let api = ctx.jira_dc()?;
    match query.place {
        Place::Site => {
            let body = jira_dc::types::SearchRequestBean {
                jql: Some(query.jql.clone()),
                fields: query.fields.clone(),
                expand: expanded(query),
                max_results: i32::try_from(query.limit).ok(),
                start_at: i32::try_from(start).ok(),
                ..Default::default()
            };
            api.post_search(&body).send().await
        }
        Place::Board(id) => {
            asking!(
                api.get_agile_board_issue(id),
                query,
                query.fields,
                query.limit
            )
            .start_at(start)
            .send()
            .await
        }
        Place::Sprint(id) => {
            asking!(
                api.get_agile_sprint_issue(id),
                query,
                query.fields,
                query.limit
            )
            .start_at(start)
            .send()
            .await
        }
    }
}

/// Where a page begins on Data Center, whose page tokens are offsets.
fn offset(query: &Query) -> Result<i64> {
    let token = query.page_token.as_ref().map(|token| {
        let wrong = |_| {
            Error::Arguments(
                "`page_token`: this is no token of this server; take `next` of the page before"
                    .into(),
            )
        };
        token.parse().map_err(wrong)
    });
    token.unwrap_or(Ok(query.start_at))
}

fn expanded(query: &Query) -> Vec<String> {
    ["names", "schema"]
        .iter()
        .map(|part| (*part).to_owned())
        .chain(query.expand.iter().cloned())
        .collect()
}

fn rows(
    ctx: &Ctx<Read>,
    query: &Query,
    page: &SearchPage,
    total: Option<u64>,
    next: Option<Value>,
    countable: bool,
) -> Result<Reply> {
    let rich = RichText {
        deployment: ctx.deployment(Product::Jira)?,
    };
    let view = IssueView {
        rich,
        names: &page.names,
        comment_limit: usize::MAX,
        expand: &query.expand,
    };
    let allowed = page
        .issues
        .iter()
        .filter(|issue| ctx.policy().check_found(&issue.key).is_ok());
    let rows: Vec<_> = allowed.map(|issue| issue.shown(&view)).collect();
    let start = offset(query).unwrap_or_default();
    let resume = |shown: usize| {
        countable.then(|| json!({ "start_at": start + i64::try_from(shown).unwrap_or_default() }))
    };
    Reply::list(Page {
        name: "issues",
        items: &rows,
        total,
        next,
        resume: &resume,
    })
}
