//! Lists as Bitbucket pages them: Cloud behind a link, Data Center from a number on.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::args::Text;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::reply::{Page, Reply};
use crate::views::bitbucket::{CloudPage, DataCenterPage};

/// The most that one request of Bitbucket Cloud gives of most lists; it refuses to be asked for more.
pub const CLOUD_PAGE: i64 = 100;

/// What a page is asked for by.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The parameter.
    pub token: Option<&'a Text>,
}

impl<'a> Asked<'a> {
    /// A page by the `page_token` of a call.
    pub const fn by(token: Option<&'a Text>) -> Self {
        Self { token }
    }

    /// Cloud: the page's number, or the token that stands for it.
    pub fn page(self) -> Option<&'a str> {
        self.token
            .map(|token| token.trim())
            .filter(|token| !token.is_empty())
    }

    /// Data Center: the number that the page starts at.
    ///
    /// # Errors
    /// [`Error::Arguments`] for what is no number.
    pub fn start(self) -> Result<Option<i64>> {
        let start = self.page().map(str::parse).transpose();
        start.map_err(|_| {
            Error::Arguments("`page_token`: take it from `next` of the page before".into())
        })
    }
}

/// The reply for a page of Cloud's: of each item what `show` makes of it, nothing of those that it leaves out.
///
/// # Errors
/// As for [`Answer::view_or_raw`].
pub fn cloud<T: serde::de::DeserializeOwned, R: Serialize>(
    name: &str,
    answer: &Answer,
    asked: Asked<'_>,
    show: impl Fn(&T) -> Option<R>,
) -> Result<Reply> {
    let page: CloudPage<T> = match answer.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let rows: Vec<R> = page.values.iter().filter_map(show).collect();
    let hidden = rows.len() < page.values.len();
    let (more, next) = match (&page.next, page.next(asked.page())) {
        (Some(_), None) if !page.values.is_empty() && page.next_page().is_none() => {
            (unfollowed(), None)
        }
        (_, next) => (Map::new(), next),
    };
    let page = Page {
        name,
        items: &rows,
        total: page.size.filter(|_| !hidden),
        next,
        resume: &|_| None,
    };
    Reply::list_with(page, more)
}

/// There is more behind a link of another form than those of Bitbucket.
fn unfollowed() -> Map<String, Value> {
    let note = "there are more, behind a link that cannot be followed: narrow what you ask for";
    Map::from_iter([("note".to_owned(), note.into())])
}

/// The reply for a page of Data Center's, as [`cloud`].
///
/// # Errors
/// As for [`Answer::view_or_raw`]; [`Error::Arguments`] for a token that is no number.
pub fn data_center<T: serde::de::DeserializeOwned, R: Serialize>(
    name: &str,
    answer: &Answer,
    asked: Asked<'_>,
    show: impl Fn(&T) -> Option<R>,
) -> Result<Reply> {
    let page: DataCenterPage<T> = match answer.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let start = asked.start()?;
    let numbered = page.values.iter().zip(start.unwrap_or_default()..);
    let shown = numbered.filter_map(|(item, place)| Some((show(item)?, place)));
    let (rows, places): (Vec<R>, Vec<i64>) = shown.unzip();
    let resume = |shown: usize| Some(json!({ "page_token": places.get(shown)?.to_string() }));
    Reply::list(Page {
        name,
        items: &rows,
        total: None,
        next: page.next(start),
        resume: &resume,
    })
}
