//! Labels. Names are checked before anything is sent, since Confluence refuses a wrong one without saying why.

use serde_json::json;

use super::find;
use super::holder::{self, Kind, first_of, number};
use crate::api::params::{ConfluenceAddLabel, ConfluenceGetLabels};
use crate::api::{confluence_cloud_v1, confluence_dc};
use crate::ctx::{Ctx, WriteCtx};
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::likeness::short;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::paging;
use crate::views::confluence::{Label, Listed};

/// Labels a page of an answer.
const PAGE: i64 = 200;

/// The most characters of a name.
const LONGEST: usize = 255;

/// Signs that no name has.
const FORBIDDEN: &str = "()!#&*,.:;<>?@[]^";

/// Who sees and uses a label. The first is what it is without a prefix.
const PREFIXES: [&str; 3] = ["global", "my", "team"];

/// What has labels.
const KINDS: [Kind; 2] = [Kind::Page, Kind::BlogPost];

/// `confluence_get_labels`
///
/// # Errors
/// What Confluence refuses; a page outside of the spaces filter.
pub async fn list(ctx: &Ctx, params: ConfluenceGetLabels) -> Result<Reply> {
    let place = find::place(ctx, &params.page_id).await?;
    let id = place.id.as_str();
    let kind = holder::admitted(ctx, id).await?;
    told(&all(ctx, id, kind).await?)
}

/// `confluence_add_label`: those that the page has already stay as they are.
///
/// # Errors
/// Names that no label has, with the nearest that one can have; what Confluence refuses; a page outside of the spaces filter.
pub async fn add(ctx: &WriteCtx, params: ConfluenceAddLabel) -> Result<Reply> {
    let mut labels: Vec<Label> = Vec::new();
    for given in &params.name.0 {
        let label = named(given)?;
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.is_empty() {
        return Err(Error::Arguments("`name`: give a label".into()));
    }
    let place = find::place(ctx, &params.page_id).await?;
    let id = place.id.as_str();
    let kind = holder::admitted(ctx, id).await?;
    let answer = send(ctx, id, &labels).await?;
    let listed: Listed<Label> = answer.view()?;
    let has = match listed.links.next.is_some() {
        true => all(ctx, id, kind).await?,
        false => listed.results,
    };
    let has_one = |wanted: &str| has.iter().any(|label| label.shown() == wanted);
    let mut missing: Vec<_> = labels.iter().map(Label::shown).collect();
    missing.retain(|wanted| !has_one(wanted));
    match missing.is_empty() {
        true => told(&has),
        false => Err(answer.unexpected(format!(
            "the page does not have {} among its labels",
            missing.join(", ")
        ))),
    }
}

fn told(labels: &[Label]) -> Result<Reply> {
    let names: Vec<_> = labels.iter().map(Label::shown).collect();
    Reply::json(&json!({ "labels": names }))
}

async fn all(ctx: &Ctx, id: &str, kind: Option<Kind>) -> Result<Vec<Label>> {
    match (ctx.deployment(Product::Confluence)?, kind) {
        (Deployment::Cloud, Some(kind)) => on_cloud(ctx, number(id)?, kind).await,
        (Deployment::Cloud, None) => {
            let id = number(id)?;
            first_of(&KINDS, |kind| on_cloud(ctx, id, kind)).await
        }
        (Deployment::DataCenter, _) => on_data_center(ctx, id).await,
    }
}

/// What is walked over, and what to do if there is no end of it.
const WHAT: (&str, &str) = ("labels", "open the page in a browser");

async fn on_cloud(ctx: &Ctx, id: i64, kind: Kind) -> Result<Vec<Label>> {
    let page = |cursor: Option<String>, _| async move {
        let cursor = cursor.as_deref();
        let api = ctx.confluence_cloud_v2()?;
        let answer = match kind {
            Kind::BlogPost => {
                api.get_blogposts_labels(id)
                    .limit(PAGE)
                    .cursor(cursor)
                    .send()
                    .await?
            }
            _ => {
                api.get_pages_labels(id)
                    .limit(PAGE)
                    .cursor(cursor)
                    .send()
                    .await?
            }
        };
        let listed: Listed<Label> = answer.view()?;
        Ok(listed.by_cursor())
    };
    Ok(paging::walk(WHAT, usize::MAX, page).await?.0)
}

async fn on_data_center(ctx: &Ctx, id: &str) -> Result<Vec<Label>> {
    let page = |at: Option<usize>, _| async move {
        let before = at.unwrap_or_default();
        let start = i64::try_from(before).unwrap_or(i64::MAX);
        let api = ctx.confluence_dc()?;
        let request = api.get_content_label(id).limit(PAGE).start(start);
        let listed: Listed<Label> = request.send().await?.view()?;
        Ok(listed.by_start(before))
    };
    Ok(paging::walk(WHAT, usize::MAX, page).await?.0)
}

async fn send(ctx: &WriteCtx, id: &str, labels: &[Label]) -> Result<Answer> {
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let label = |label: &Label| confluence_cloud_v1::types::LabelCreate {
                prefix: label.prefix.clone(),
                name: label.name.clone(),
            };
            let labels = labels.iter().map(label).collect();
            let body = confluence_cloud_v1::types::LabelCreateArray(labels);
            ctx.confluence_cloud_v1()?
                .post_content_label(id, &body)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let label = |label: &Label| confluence_dc::types::Label {
                prefix: Some(label.prefix.clone()),
                name: Some(label.name.clone()),
            };
            let body: Vec<_> = labels.iter().map(label).collect();
            ctx.confluence_dc()?
                .post_content_label(id, &body)
                .send()
                .await
        }
    }
}

/// A label as a caller writes it: Confluence lowers letters, and knows `my:` and `team:` apart from the name.
fn named(given: &str) -> Result<Label> {
    let lower = given.trim().to_lowercase();
    let prefixed = lower
        .split_once(':')
        .filter(|(prefix, _)| PREFIXES.contains(prefix));
    let (prefix, name) = prefixed.unwrap_or(("global", &lower));
    let is_wrong = |c: char| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(c);
    let wrong = |why: &str| {
        Error::Arguments(format!(
            "`name`: \"{}\" cannot be a label: {why}",
            short(given)
        ))
    };
    if name.chars().count() > LONGEST {
        return Err(wrong(&format!("it has more than {LONGEST} characters")));
    }
    if !name.is_empty() && !name.contains(is_wrong) {
        return Ok(Label {
            prefix: prefix.to_owned(),
            name: name.to_owned(),
        });
    }
    let parts: Vec<&str> = name
        .split(is_wrong)
        .filter(|part| !part.is_empty())
        .collect();
    let nearest = match (parts.is_empty(), prefix) {
        (true, _) => String::new(),
        (false, "global") => format!("; \"{}\" can be one", parts.join("-")),
        (false, prefix) => format!("; \"{prefix}:{}\" can be one", parts.join("-")),
    };
    Err(wrong(&format!(
        "blanks and {FORBIDDEN} are not allowed in one{nearest}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lowered_and_checked() {
        for (given, label) in [
            ("Release-Notes", "release-notes"),
            (" my:Favourite ", "my:favourite"),
            ("team:on-call", "team:on-call"),
            ("global:a/b", "a/b"),
            ("größe_2", "größe_2"),
        ] {
            assert_eq!(named(given).unwrap().shown(), label);
        }
        for (given, nearest) in [
            ("Release notes", "\"release-notes\" can"),
            ("v1.2", "\"v1-2\" can"),
            ("a:b", "\"a-b\" can"),
            ("my:to do", "\"my:to-do\" can"),
            ("#urgent!", "\"urgent\" can"),
            ("?!", "not allowed in one"),
            ("team:", "not allowed in one"),
        ] {
            let error = named(given).unwrap_err().to_string();
            assert!(
                error.contains(nearest) && !error.contains("\"\""),
                "{error}"
            );
        }
        assert!(named(&"é".repeat(255)).is_ok() && named(&"é".repeat(256)).is_err());
    }
}
