//! Searching Confluence.

use serde_json::{Value, json};

use crate::access::Read;
use crate::api::params::ConfluenceSearch;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::product::{Deployment, Product};
use crate::query::quoted;
use crate::reply::{Page, Reply};
use crate::scope::Key;
use crate::views::confluence::{Hit, SearchPage};

/// `confluence_search`: CQL, or words, which are looked for as the search box of the site does.
///
/// # Errors
/// CQL that Confluence refuses; a space outside of the filter.
pub async fn search(ctx: &Ctx<Read>, params: ConfluenceSearch) -> Result<Reply> {
    let asked = params.spaces_filter.unwrap_or_default().0;
    let token = params.page_token.as_ref().map(|token| token.0.as_str());
    let narrowed = |cql: &str| ctx.policy().cql(cql, &asked);
    let words = !is_cql(&params.query);
    let query = if words {
        format!("siteSearch ~ {}", quoted(&params.query))
    } else {
        params.query.0.clone()
    };
    let answer = match send(ctx, &narrowed(&query)?, params.limit, token).await {
        // Servers of before siteSearch answer 400.
        Err(error) if words && error.is_bad_request() => {
            send(
                ctx,
                &narrowed(&format!("text ~ {}", quoted(&params.query)))?,
                params.limit,
                token,
            )
            .await?
        }
        sent => sent?,
    };
    let page: SearchPage = match answer.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let next = next(ctx, &page, token)?;
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

async fn send(ctx: &Ctx<Read>, cql: &str, limit: i64, token: Option<&str>) -> Result<Answer> {
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            ctx.confluence_cloud_v1()?
                .get_search(cql)
                .limit(limit)
                .cursor(token)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let start = token.map(str::parse).transpose();
            let start: Option<i64> = start.map_err(|_| {
                Error::Arguments("`page_token`: take it from `next` of the page before".into())
            })?;
            ctx.confluence_dc()?
                .get_search()
                .cql(cql)
                .limit(limit)
                .start(start)
                .send()
                .await
        }
    }
}

/// How the page after the one that was `asked` for is asked for: Cloud hides a cursor in its link, Data Center counts. None if
/// that would bring nothing new.
fn next(ctx: &Ctx<Read>, page: &SearchPage, asked: Option<&str>) -> Result<Option<Value>> {
    let Some(link) = &page.links.next else {
        return Ok(None);
    };
    let token = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let query = link.split_once('?').map_or("", |(_, query)| query);
            url::form_urlencoded::parse(query.as_bytes())
                .find(|(name, _)| name == "cursor")
                .map(|(_, cursor)| cursor.into_owned())
        }
        Deployment::DataCenter => Some((page.start + page.results.len() as u64).to_string()),
    };
    let new = token.filter(|token| !page.results.is_empty() && asked != Some(token));
    Ok(new.map(|token| json!({ "page_token": token })))
}

/// Whether a query is CQL and not words. Only what cannot be meant as words counts: an operator after a field.
fn is_cql(query: &str) -> bool {
    let lower = query.to_lowercase();
    let operator = [
        " = ",
        " != ",
        " ~ ",
        " !~ ",
        " >= ",
        " <= ",
        " > ",
        " < ",
        " in (",
        " not in (",
    ]
    .iter()
    .any(|op| lower.contains(op));
    let tight = lower
        .split_whitespace()
        .next()
        .is_some_and(|first| first.contains(['=', '~']) && !first.contains("://"));
    operator || tight || lower.starts_with("order by ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_cql() {
        for cql in [
            "type = page",
            "title~\"x\"",
            "space in (A, B)",
            "text ~ deploy and type=page",
            "created > now(\"-1w\")",
            "order by created",
        ] {
            assert!(is_cql(cql), "{cql}");
        }
        for words in [
            "release notes",
            "deploy and rollback",
            "who is on call?",
            "C++ \"style\" guide",
            "https://x.org/a=b",
        ] {
            assert!(!is_cql(words), "{words}");
        }
    }
}
