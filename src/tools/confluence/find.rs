//! What content an argument means: by its id, by any address, or by its title in a space.

use std::collections::HashMap;

use serde::Deserialize;

use super::holder::{self, Kind};
use super::pages::Home;
use super::spaces;
use crate::api::confluence_cloud_v2;
use crate::args::{ContentKind, Named, PageId};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::query::quoted;
use crate::scope::Key;
use crate::tools::names::{OF_VALUES, called};
use crate::tools::site;
use crate::views::confluence::{Content, Hit, Page, SearchPage};

/// The most hits of a search by title that are compared.
const COMPARED: i64 = 25;
/// The most of them that an error names.
const NAMED: usize = 5;

/// Content that an argument means.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// What it is, as far as that is known without asking.
    pub kind: Option<ContentKind>,
    /// The word that was read as a tiny link, though it may have been meant as something else.
    word: Option<String>,
}

impl Place {
    const fn new(id: String, kind: Option<ContentKind>) -> Self {
        let word = None;
        Self { id, kind, word }
    }

    /// An error that says how the id was come by, where that may be what is wrong.
    pub fn explain(&self, error: Error) -> Error {
        match &self.word {
            Some(word) if error.is_not_found() => error.noting(&format!(
                "`{word}` was read as the tiny link of content {}; by its title a page is found with `title` and `space_key`",
                self.id
            )),
            _ => error,
        }
    }
}

/// The content that an argument means. An address must be of this site; one by title is looked up. The bare word of a tiny link,
/// which may have been meant as a title, is enough to read something and not to change it.
///
/// # Errors
/// [`Error::Arguments`] for another site, and for a title that there is not or that several have; a space outside of the filter.
pub async fn place(ctx: &Ctx, given: &PageId) -> Result<Place> {
    site::check(ctx, Product::Confluence, given.address()).await?;
    match given.named() {
        Named::Id(id, kind) => {
            let shown = given.to_string();
            let word = (shown != *id && !shown.contains(['/', '?'])).then_some(shown);
            if let Some(word) = word.as_ref().filter(|_| ctx.is_for_writing()) {
                return Err(Error::Arguments(format!(
                    "`{word}` may be a tiny link or a title: give the id of what is to be changed, or its whole address"
                )));
            }
            Ok(Place {
                word,
                ..Place::new(id.clone(), *kind)
            })
        }
        Named::Title { space, title, day } => by_title(ctx, space, title, day.as_deref()).await,
    }
}

/// The page of that title, or with a day the blog post. Confluence looks titles up as they are written and holds them to be
/// the same in any letter case, so that one that is not found is searched for.
///
/// # Errors
/// As [`place`].
pub async fn by_title(ctx: &Ctx, space: &str, title: &str, day: Option<&str>) -> Result<Place> {
    ctx.policy().check_key(Key::Space(space))?;
    let title = title.trim();
    let kind = match day {
        Some(_) => ContentKind::BlogPost,
        None => ContentKind::Page,
    };
    let found = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => on_cloud(ctx, space, title, day).await?,
        Deployment::DataCenter => on_data_center(ctx, space, title, day).await?,
    };
    let id = match found {
        Some(id) => id,
        None if day.is_some() => {
            return Err(Error::Arguments(format!(
                "there is no blog post titled \"{title}\" of that day in space {space}; confluence_search finds it by words"
            )));
        }
        None => in_any_case(ctx, space, title, kind).await?,
    };
    Ok(Place::new(id, Some(kind)))
}

/// A list of which only the first matters.
#[derive(Deserialize)]
struct First<T> {
    results: Vec<T>,
}

impl<T> First<T> {
    fn one(self) -> Option<T> {
        self.results.into_iter().next()
    }
}

async fn on_cloud(
    ctx: &Ctx,
    space: &str,
    title: &str,
    day: Option<&str>,
) -> Result<Option<String>> {
    let space = spaces::by_key(ctx, space).await?.id;
    let api = ctx.confluence_cloud_v2()?;
    let answer = match day {
        Some(_) => {
            let request = api.get_blogposts().title(title).space_id(space.as_str());
            request.status("current").limit(COMPARED).send().await?
        }
        None => {
            // Without a status archived pages are found, too.
            let request = api.get_pages().title(title).space_id(space.as_str());
            request.status("current").limit(1).send().await?
        }
    };
    let found: First<Page> = answer.view()?;
    // Posts of several days may be titled alike.
    let is_of_the_day = |page: &Page| {
        let created = page.created_at.as_deref().unwrap_or_default();
        day.is_none_or(|day| created.starts_with(day))
    };
    let page = found.results.into_iter().find(is_of_the_day);
    Ok(page.map(|page| page.id))
}

async fn on_data_center(
    ctx: &Ctx,
    space: &str,
    title: &str,
    day: Option<&str>,
) -> Result<Option<String>> {
    let api = ctx.confluence_dc()?;
    let request = api.get_content().space_key(space).title(title).limit(1);
    let request = match day {
        Some(day) => request.type_("blogpost").posting_day(day),
        None => request.type_("page"),
    };
    let found: First<Content> = request.send().await?.view()?;
    Ok(found.one().map(|content| content.id))
}

/// The id of the one whose title is the same but for letter case and accents.
async fn in_any_case(ctx: &Ctx, space: &str, title: &str, kind: ContentKind) -> Result<String> {
    let what = kind.name();
    let missing = |near: &str| {
        Error::Arguments(format!(
            "there is no {what} titled \"{title}\" in space {space}{near}; confluence_search finds pages by words"
        ))
    };
    // Operators within a query would not mean the title; words alone do.
    let words: String = title
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return Err(missing(""));
    }
    let of_kind = if kind == ContentKind::BlogPost {
        "blogpost"
    } else {
        "page"
    };
    let cql = format!(
        "space = {} AND type = {of_kind} AND title ~ {}",
        quoted(space),
        quoted(&words)
    );
    let page: SearchPage = search(ctx, &cql).await?.view()?;
    let hits = page.results.iter().filter_map(|hit| hit.content.as_ref());
    // What is to be changed must be certain: accents make another title.
    let ways = OF_VALUES
        .split_at(if ctx.is_for_writing() {
            2
        } else {
            OF_VALUES.len()
        })
        .0;
    let same = called(ways, hits.clone(), title, |hit| vec![&hit.title]);
    match same.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => Err(missing(&near(&page.results))),
        several => {
            let ids: Vec<_> = several
                .iter()
                .map(|hit| format!("\"{}\" ({})", hit.title, hit.id))
                .collect();
            Err(Error::Arguments(format!(
                "several pages of space {space} are titled so: {}; give one's `page_id`",
                ids.join(", ")
            )))
        }
    }
}

fn near(hits: &[Hit]) -> String {
    let titles = hits.iter().filter_map(|hit| hit.content.as_ref());
    let titles: Vec<_> = titles
        .take(NAMED)
        .map(|hit| format!("\"{}\" ({})", hit.title, hit.id))
        .collect();
    if titles.is_empty() {
        return String::new();
    }
    format!(". There are {}", titles.join(", "))
}

async fn search(ctx: &Ctx, cql: &str) -> Result<Answer> {
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let request = ctx.confluence_cloud_v1()?;
            request.get_search(cql).limit(COMPARED).send().await
        }
        Deployment::DataCenter => {
            let request = ctx.confluence_dc()?;
            request.get_search().cql(cql).limit(COMPARED).send().await
        }
    }
}

/// What kinds ids are of, by id (`POST /content/convert-ids-to-types`).
#[derive(Deserialize)]
struct Kinds {
    results: HashMap<String, Option<String>>,
}

/// Cloud: what content is that is no page; none if there is no such content, or none that the caller may see.
///
/// # Errors
/// What Confluence refuses.
pub async fn kind(ctx: &Ctx, id: &str) -> Result<Option<ContentKind>> {
    let body = serde_json::json!({ "contentIds": [id] });
    let body: confluence_cloud_v2::types::PostContentConvertIdsToTypesBody =
        super::pages::typed(body)?;
    let api = ctx.confluence_cloud_v2()?;
    let request = api.post_content_convert_ids_to_types(&body);
    let kinds: Kinds = request.send().await?.view()?;
    if let Some(Some(word)) = kinds.results.get(id) {
        return Ok(ContentKind::of(word));
    }
    // These are not in that list.
    let number = holder::number(id)?;
    let (folder, whiteboard, database, embed) = tokio::join!(
        api.get_folders_by_id(number).send(),
        api.get_whiteboards_by_id(number).send(),
        api.get_databases_by_id(number).send(),
        api.get_embeds_by_id(number).send(),
    );
    let kinds = [
        (folder, ContentKind::Folder),
        (whiteboard, ContentKind::Whiteboard),
        (database, ContentKind::Database),
        (embed, ContentKind::Embed),
    ];
    let is_there =
        |answer: Result<Answer>| answer.is_ok_and(|answer| answer.view::<Content>().is_ok());
    let mut found = kinds
        .into_iter()
        .filter_map(|(answer, kind)| is_there(answer).then_some(kind));
    Ok(found.next())
}

/// What something in the page tree is, and in which space.
///
/// # Errors
/// If there is none, or none that the caller may see; [`Error::Arguments`] for what has no place in the tree.
pub async fn home(ctx: &Ctx, place: &Place) -> Result<(ContentKind, Home)> {
    let id = &place.id;
    if ctx.deployment(Product::Confluence)? == Deployment::DataCenter {
        let api = ctx.confluence_dc()?;
        let request = api.get_content_by_id(id).expand("space");
        let content: Content = request.send().await?.view()?;
        return match ContentKind::of(&content.kind).unwrap_or(ContentKind::Page) {
            ContentKind::Page => Ok((ContentKind::Page, Home::Space(content.space))),
            kind => Err(no_page(id, kind)),
        };
    }
    let kinds: &[Kind] = match place.kind {
        Some(ContentKind::Folder) => &[Kind::Folder],
        _ => &[Kind::Page, Kind::Folder],
    };
    let (kind, space) = holder::space_of(ctx, id, kinds).await?;
    Ok((kind.into(), Home::Id(space)))
}

/// Says that content is no page, and what to do with what it is.
pub fn no_page(id: &str, kind: ContentKind) -> Error {
    let instead = match kind {
        ContentKind::Folder => "confluence_get_page_children shows what it holds",
        ContentKind::Comment => "confluence_get_comments shows it by the id of its page",
        ContentKind::Attachment => "it can be read in a browser",
        _ => "Confluence gives no text of it, and it can be opened in a browser",
    };
    Error::Arguments(format!("{id} is no page but a {}: {instead}", kind.name()))
}
