//! Pages by token, without a total or offsets.

use serde::de::IgnoredAny;
use serde_json::json;

use super::{Part, Place, Query, asking, given, listed, rows};
use crate::api::jira_cloud;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::reply::Reply;
use crate::shortfall::OrTold as _;
use crate::tools::jira::times::zone;
use crate::tools::paging;
use crate::views::jira::{Count, SearchPage};

/// The most issues that are walked over for `start_at`.
const LONGEST_WALK: i64 = 5_000;

/// A page of a query.
///
/// # Errors
/// What Jira refuses; a `start_at` too far away.
pub async fn page(ctx: &Ctx, query: &Query) -> Result<Reply> {
    let token = match &query.page_token {
        None if query.start_at > 0 => match walk(ctx, query).await? {
            Some(token) => Some(token),
            None => return Reply::json(&json!({ "shown": 0, "issues": [] })),
        },
        token => token.clone(),
    };
    let answer = send(ctx, query, Part::shown(query), token.clone()).await?;
    let mut page: SearchPage = match answer.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    zone::of_issues(ctx, &mut page.issues, &page.schema).await;
    let rows = rows(ctx, query, &mut page);
    let shown = rows.shown;
    let next = match shown < page.issues.len() {
        true => after(ctx, query, token.clone(), shown).await?,
        false => token_of(&mut page, token.as_deref()),
    };
    let total = match (&next, &query.page_token) {
        // A last page whose start is known says itself how many there are: no second request.
        (None, None) => Some(query.start_at.unsigned_abs() + page.issues.len() as u64),
        _ => total(ctx, query, token.is_none()).await,
    };
    let next = next.map(|token| json!({ "page_token": token }));
    listed(rows, total, next, page.warnings())
}

/// What the page after this one, which was `asked` for, is asked for with; none if that would bring nothing new.
fn token_of<I>(page: &mut SearchPage<I>, asked: Option<&str>) -> Option<String> {
    let more = page.is_last != Some(true) && !page.issues.is_empty();
    let next = page.next_page_token.take();
    next.filter(|token| more && asked != Some(token))
}

/// The token of what comes after the first issues of a page. Only Jira can make one, so it is asked for as few.
async fn after(
    ctx: &Ctx,
    query: &Query,
    token: Option<String>,
    issues: usize,
) -> Result<Option<String>> {
    let limit = i64::try_from(issues).unwrap_or(query.limit);
    let sent = send(ctx, query, ids(limit), token.clone()).await?;
    let mut page: SearchPage<IgnoredAny> = sent.view()?;
    Ok(token_of(&mut page, token.as_deref()))
}

/// Nothing but the ids of issues.
fn ids(limit: i64) -> Part {
    Part {
        fields: vec!["id".into()],
        expand: Vec::new(),
        limit,
    }
}

/// How many issues a query finds, about: counted anew for its first page, remembered for those after. A failure only leaves
/// the number out, with a word on it.
async fn total(ctx: &Ctx, query: &Query, first: bool) -> Option<u64> {
    let counts = &ctx.caller().cache().jira_counts;
    let name = format!("{:?} {}", query.place, query.jql);
    if first {
        counts.forget(&name);
    }
    counts
        .get(&name, count(ctx, query))
        .await
        .or_told("the total")
}

async fn count(ctx: &Ctx, query: &Query) -> Result<u64> {
    let jql = match query.place {
        Place::Sprint(id) if query.jql.is_empty() => format!("sprint = {id}"),
        Place::Sprint(id) => format!("sprint = {id} AND ({})", query.jql),
        Place::Site | Place::Board(_) => query.jql.clone(),
    };
    let answer = match query.place {
        Place::Board(id) => {
            ctx.jira_software_cloud()?
                .get_software_board_issue_approximate_count(id)
                .jql(given(&jql))
                .send()
                .await?
        }
        Place::Site | Place::Sprint(_) => {
            let body = jira_cloud::types::JqlCountRequestBean { jql: Some(jql) };
            ctx.jira_cloud()?
                .post_search_approximate_count(&body)
                .send()
                .await?
        }
    };
    answer.view::<Count>().map(|count| count.count)
}

/// The token of the page that begins after `start_at` issues, of which only the ids are fetched; none past the end.
async fn walk(ctx: &Ctx, query: &Query) -> Result<Option<String>> {
    if query.start_at > LONGEST_WALK {
        return Err(Error::Arguments(format!(
            "Jira Cloud has no offsets: start_at walks over the issues before it, at most {LONGEST_WALK}; go on with page_token, or narrow the JQL"
        )));
    }
    let wanted = usize::try_from(query.start_at).unwrap_or_default();
    let before = ("pages before start_at", "narrow the JQL");
    let (_, token) = paging::walk(before, wanted, |token: Option<String>, so_far| async move {
        let left = i64::try_from(wanted.saturating_sub(so_far)).unwrap_or_default();
        let sent = send(ctx, query, ids(left), token.clone()).await?;
        let mut page: SearchPage<IgnoredAny> = sent.view()?;
        let next = token_of(&mut page, token.as_deref());
        ctx.progress().report(so_far + page.issues.len(), wanted);
        Ok((page.issues, next))
    })
    .await?;
    Ok(token)
}

async fn send(ctx: &Ctx, query: &Query, part: Part, token: Option<String>) -> Result<Answer> {
    let software = ctx.jira_software_cloud()?;
    match query.place {
        Place::Site => search(ctx, query, part, token).await,
        Place::Board(id) => {
            asking!(software.get_software_board_issue(id), query, part)
                .next_page_token(token.as_deref())
                .send()
                .await
        }
        Place::Sprint(id) => {
            asking!(software.get_software_sprint_issue(id), query, part)
                .next_page_token(token.as_deref())
                .send()
                .await
        }
    }
}

async fn search(ctx: &Ctx, query: &Query, part: Part, token: Option<String>) -> Result<Answer> {
    let expand = part.expand.join(",");
    let body = jira_cloud::types::SearchAndReconcileRequestBean {
        jql: Some(query.jql.clone()),
        fields: part.fields,
        expand: given(&expand).map(str::to_owned),
        max_results: i32::try_from(part.limit).ok(),
        next_page_token: token,
        ..Default::default()
    };
    ctx.jira_cloud()?.post_search_jql(&body).send().await
}
