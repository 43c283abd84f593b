//! People, as every product means them: one exact match or a list of candidates, and mentions in Markdown.

use std::collections::HashMap;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use crate::error::{Error, Result};
use crate::tools::names::{OF_VALUES, called};
use crate::views::User;
use markup::{MarkupError, Mention, WriteOptions};

/// What Jira itself writes before an account id in mentions.
const ACCOUNT_ID: &str = "accountid:";
/// The most people of one text that are looked up.
pub const MAX_PEOPLE: usize = 100;
/// How many people are looked up at a time.
pub const AT_ONCE: usize = 8;

/// How many candidates an ambiguous name lists.
const CANDIDATES: usize = 10;

/// What a caller calls somebody, without the marks around it: `accountid:` and `@` fall away.
pub fn bare(who: &str) -> &str {
    let who = who.trim();
    match who.split_at_checked(ACCOUNT_ID.len()) {
        Some((mark, id)) if mark.eq_ignore_ascii_case(ACCOUNT_ID) => id,
        _ => who.trim_start_matches('@'),
    }
}

/// Whether the caller means themselves.
pub fn is_me(who: &str) -> bool {
    ["me", "myself", "currentuser()"]
        .iter()
        .any(|me| who.eq_ignore_ascii_case(me))
}

/// The user whose display name, e-mail address, name or key is `who`, letter case aside. `forms` says by what people are found
/// here.
///
/// # Errors
/// [`Error::Arguments`] if nobody or more than one is meant; the candidates are listed, never the first of them taken.
pub fn exactly_one(who: &str, found: &[User], forms: &str) -> Result<User> {
    let exact = called(&OF_VALUES, found.iter(), who, |user| names_of(user));
    match (exact.as_slice(), found) {
        ([user], _) => Ok((*user).clone()),
        ([], []) => Err(Error::Arguments(format!(
            "no user is called \"{who}\": give {forms}, or `me`"
        ))),
        ([], near) => Err(ambiguous(
            format!("no user is exactly called \"{who}\""),
            near.iter(),
        )),
        (several, _) => Err(ambiguous(
            format!("\"{who}\" means several users"),
            several.iter().copied(),
        )),
    }
}

/// Everything that people and products call somebody.
pub fn names_of(user: &User) -> Vec<&str> {
    let names = [
        &user.display_name,
        &user.email_address,
        &user.name,
        &user.key,
    ];
    names.into_iter().flatten().map(String::as_str).collect()
}

fn ambiguous<'a>(what: String, users: impl Iterator<Item = &'a User>) -> Error {
    let shown: Vec<_> = users
        .take(CANDIDATES)
        .map(|user| format!("{} ({})", user.label(), user.id()))
        .collect();
    Error::Arguments(format!(
        "{what}; use the id of one of: {}",
        shown.join(", ")
    ))
}

/// Finds everyone whom `markdown` mentions by an e-mail address or a name, some side by side.
///
/// # Errors
/// What `find` says of the first who cannot be found; [`Error::Arguments`] for a damaged carrier and for more than
/// [`MAX_PEOPLE`].
pub async fn mentioned<F: Future<Output = Result<Mention>>>(
    markdown: &str,
    find: impl Fn(String) -> F,
) -> Result<HashMap<String, Mention>> {
    let wanted = markup::mentions(markdown).map_err(|e| Error::Arguments(e.to_string()))?;
    if wanted.len() > MAX_PEOPLE {
        return Err(Error::Arguments(format!(
            "the text mentions {} people by name or address, and {MAX_PEOPLE} are looked up at most: write the others as text",
            wanted.len()
        )));
    }
    let find = &find;
    let found = wanted
        .into_iter()
        .map(|who| async move { Ok((who.clone(), find(who).await?)) });
    let found = stream::iter(found.collect::<Vec<_>>());
    found.buffered(AT_ONCE).try_collect().await
}

/// Writes Markdown once those whom it mentions are found.
///
/// # Errors
/// As [`mentioned`], and what `write` reports.
pub async fn with_people<F: Future<Output = Result<Mention>>, T>(
    markdown: &str,
    data_center_languages: bool,
    find: impl Fn(String) -> F,
    write: impl FnOnce(&WriteOptions<'_>) -> std::result::Result<T, MarkupError>,
) -> Result<T> {
    let people = mentioned(markdown, find).await?;
    let options = WriteOptions {
        resolver: &|who| people.get(who).cloned(),
        unknown_as_text: false,
        data_center_languages,
    };
    write(&options).map_err(|e| Error::Arguments(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(name: &str, email: Option<&str>) -> User {
        User {
            account_id: Some(format!("id-{name}")),
            display_name: Some(name.into()),
            email_address: email.map(Into::into),
            ..User::default()
        }
    }

    #[test]
    fn only_an_exact_and_single_match_is_taken() {
        let (ann, anna) = (user("Ann Lee", Some("ann@x.org")), user("Anna Lee", None));
        let taken = |who, found: &[User]| {
            exactly_one(who, found, "a name")
                .map(|user| user.id().to_owned())
                .map_err(|e| e.to_string())
        };
        assert_eq!(
            taken("ann lee", &[anna.clone(), ann.clone()]),
            Ok("id-Ann Lee".into())
        );
        assert_eq!(
            taken("ANN@x.org", &[ann.clone(), anna.clone()]),
            Ok("id-Ann Lee".into())
        );
        assert!(
            taken("hidden@x.org", std::slice::from_ref(&anna))
                .unwrap_err()
                .contains("Anna Lee (id-Anna Lee)")
        );
        assert!(
            taken("ann@x.or", std::slice::from_ref(&ann))
                .unwrap_err()
                .contains("Ann Lee (id-Ann Lee)"),
            "an address that only begins alike is another one"
        );
        assert!(
            taken("Lee", std::slice::from_ref(&ann))
                .unwrap_err()
                .contains("Ann Lee (id-Ann Lee)")
        );
        assert!(
            taken("Ann Lee", &[ann.clone(), ann])
                .unwrap_err()
                .contains("several")
        );
        assert!(taken("Bob", &[]).unwrap_err().contains("no user is called"));
    }
}
