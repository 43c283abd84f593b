//! Searching Confluence.

use serde_json::{Value, json};

use super::cql::is_cql;
use super::{cql_errors, words};
use crate::api::params::ConfluenceSearch;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::product::{Deployment, Product};
use crate::query::quoted;
use crate::reply::{Page, Reply};
use crate::scope::Key;
use crate::views::confluence::{Hit, SearchPage};

/// What is wanted with each hit. Without the prefix Confluence passes over it and says nothing.
const EXPAND: &str = "content.space,content.version,content.container";

/// Excerpts without marks around what matched.
const EXCERPT: &str = "indexed";

/// `confluence_search`: CQL, or words, which are looked for as the search box of the site does.
///
/// # Errors
/// CQL that Confluence refuses; words of which none is one; a space outside of the filter.
pub async fn search(ctx: &Ctx, params: ConfluenceSearch) -> Result<Reply> {
    let asked = params.spaces_filter.unwrap_or_default().0;
    let part = Part {
        limit: params.limit,
        token: params.page_token.as_ref().map(|token| token.0.as_str()),
    };
    let answer = if is_cql(&params.query) {
        let cql = ctx.policy().cql(&params.query, &asked)?;
        let sent = send(ctx, &cql, part).await;
        sent.map_err(|error| cql_errors::explained(&params.query, error))?
    } else {
        by_words(ctx, &params.query, &asked, part).await?
    };
    match answer.view_or_raw()? {
        Seen::View(page) => shown(ctx, &page, part),
        Seen::Raw(raw) => Reply::raw(&raw),
    }
}

/// Which part of the hits is asked for.
#[derive(Clone, Copy)]
struct Part<'a> {
    limit: i64,
    token: Option<&'a str>,
}

/// Servers of before `siteSearch` answer 400.
async fn by_words(ctx: &Ctx, words: &str, asked: &[String], part: Part<'_>) -> Result<Answer> {
    let matching = quoted(&words::matching(words)?);
    let cql = |field: &str| ctx.policy().cql(&format!("{field} ~ {matching}"), asked);
    match send(ctx, &cql("siteSearch")?, part).await {
        Err(error) if error.is_bad_request() => send(ctx, &cql("text")?, part).await,
        sent => sent,
    }
}

fn shown(ctx: &Ctx, page: &SearchPage, part: Part<'_>) -> Result<Reply> {
    let next = next(ctx, page, part)?;
    // A hit that does not say its space is in none that a filter admits.
    let admitted = |hit: &&Hit| {
        let space = hit.space_key().unwrap_or_default();
        ctx.policy().check_key(Key::Space(&space)).is_ok()
    };
    let hits: Vec<_> = page
        .results
        .iter()
        .filter(admitted)
        .map(Hit::shown)
        .collect();
    let held_back = page.results.len() - hits.len();
    let note = (held_back > 0).then(|| {
        let note = format!("held back: {held_back}, since they are in no space that this server may touch, or do not say in which (CONFLUENCE_SPACES_FILTER)");
        ("note".to_owned(), note.into())
    });
    let page = Page {
        name: "results",
        items: &hits,
        total: page.total_size,
        next,
        resume: &|_| None,
    };
    Reply::list_with(page, note.into_iter().collect())
}

async fn send(ctx: &Ctx, cql: &str, part: Part<'_>) -> Result<Answer> {
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let api = ctx.confluence_cloud_v1()?;
            let request = api.get_search(cql).excerpt(EXCERPT).expand(EXPAND);
            request.limit(part.limit).cursor(part.token).send().await
        }
        Deployment::DataCenter => {
            let start = part.token.map(str::parse).transpose();
            let start: Option<i64> = start.map_err(|_| {
                Error::Arguments("`page_token`: take it from `next` of the page before".into())
            })?;
            let api = ctx.confluence_dc()?;
            let request = api.get_search().cql(cql).excerpt(EXCERPT).expand(EXPAND);
            request.limit(part.limit).start(start).send().await
        }
    }
}

/// How the page after the one that was asked for is asked for; none if that would bring nothing new. A cursor of Cloud goes with
/// the limit that it was made for.
fn next(ctx: &Ctx, page: &SearchPage, part: Part<'_>) -> Result<Option<Value>> {
    if page.results.is_empty() {
        return Ok(None);
    }
    Ok(match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let cursor = page.links.cursor();
            let new = cursor.filter(|cursor| part.token != Some(cursor));
            new.map(|cursor| json!({ "page_token": cursor, "limit": part.limit }))
        }
        Deployment::DataCenter => {
            let end = page.start + page.size.max(page.results.len() as u64);
            // Some versions leave the link out though there is more.
            let more = page
                .total_size
                .map_or(page.links.next.is_some(), |total| end < total);
            more.then(|| json!({ "page_token": end.to_string() }))
        }
    })
}
