//! People by whatever a caller calls them.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::access::{Access, Read};
use crate::api::params::JiraGetUserProfile;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::views::jira::User;

/// How many candidates an ambiguous name lists.
const CANDIDATES: usize = 10;

/// `jira_get_user_profile`
///
/// # Errors
/// As [`resolve`].
pub async fn profile(ctx: &Ctx<Read>, params: JiraGetUserProfile) -> Result<Reply> {
    let user = resolve(ctx, &params.user_identifier).await?;
    let mut shown = json!({
        "name": user.label(),
        "id": user.id(),
        "email": user.email_address,
        "active": user.active,
        "time_zone": user.time_zone,
    });
    if let Some(members) = shown.as_object_mut() {
        members.retain(|_, value| !crate::views::is_blank(value));
    }
    Reply::json(&shown)
}

/// Who calls, remembered.
///
/// # Errors
/// If Jira does not say.
pub async fn me<A: Access>(ctx: &Ctx<A>) -> Result<Arc<User>> {
    let load = async { either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_myself())?.view() };
    ctx.caller().cache().jira_me.get(load).await
}

/// The one user that `who` means: `me`, an account id (with or without `accountid:`), a user name or key, an e-mail address or
/// a display name.
///
/// # Errors
/// [`Error::Arguments`] if nobody or more than one is meant; the candidates are listed, never the first of them taken.
pub async fn resolve<A: Access>(ctx: &Ctx<A>, who: &str) -> Result<User> {
    let who = who.trim();
    let who = who
        .strip_prefix("accountid:")
        .unwrap_or(who)
        .trim_start_matches('@');
    if matches!(
        who.to_ascii_lowercase().as_str(),
        "me" | "currentuser()" | "myself"
    ) {
        return me(ctx).await.map(|user| (*user).clone());
    }
    let deployment = ctx.deployment(Product::Jira)?;
    match by_id(ctx, deployment, who).await? {
        Some(user) => Ok(user),
        None => exactly_one(who, search(ctx, deployment, who).await?),
    }
}

/// How a user is named in a request body.
pub fn reference(user: &User, deployment: Deployment) -> Value {
    match deployment {
        Deployment::Cloud => json!({ "accountId": user.id() }),
        Deployment::DataCenter => {
            json!({ "name": user.name.as_deref().unwrap_or_else(|| user.id()) })
        }
    }
}

async fn by_id<A: Access>(ctx: &Ctx<A>, deployment: Deployment, who: &str) -> Result<Option<User>> {
    let sent = match deployment {
        Deployment::Cloud if !is_account_id(who) => return Ok(None),
        Deployment::Cloud => ctx.jira_cloud()?.get_user().account_id(who).send().await,
        Deployment::DataCenter if who.contains(' ') => return Ok(None),
        Deployment::DataCenter => {
            let api = ctx.jira_dc()?;
            match api.get_user().username(who).send().await {
                Err(error) if error.is_not_found() => api.get_user().key(who).send().await,
                sent => sent,
            }
        }
    };
    match sent {
        Ok(answer) => answer.view().map(Some),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

async fn search<A: Access>(ctx: &Ctx<A>, deployment: Deployment, who: &str) -> Result<Vec<User>> {
    let answer = match deployment {
        Deployment::Cloud => {
            ctx.jira_cloud()?
                .get_user_search()
                .query(who)
                .max_results(50)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            ctx.jira_dc()?
                .get_user_search()
                .username(who)
                .max_results(50)
                .send()
                .await?
        }
    };
    answer.view()
}

/// The user whose display name, e-mail address, name or key is `who`, letter case aside.
fn exactly_one(who: &str, found: Vec<User>) -> Result<User> {
    let is = |text: &Option<String>| {
        text.as_ref()
            .is_some_and(|text| text.to_lowercase() == who.to_lowercase())
    };
    let exact = |user: &&User| {
        is(&user.display_name) || is(&user.email_address) || is(&user.name) || is(&user.key)
    };
    let exact: Vec<_> = found.iter().filter(exact).collect();
    // An address that the user hides cannot match by text, yet the search by it finds the one user.
    let hidden = who.contains('@') && found.len() == 1;
    match (exact.as_slice(), found.as_slice()) {
        ([user], _) => Ok((*user).clone()),
        ([], [user]) if hidden => Ok(user.clone()),
        ([], []) => Err(Error::Arguments(format!(
            "no user is called \"{who}\": give an account id, e-mail address, user name or full display name, or `me`"
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

/// Account ids are 24 hexadecimal characters or `number:uuid`; app users have further shapes without blanks or `@`.
fn is_account_id(who: &str) -> bool {
    let hexadecimal = who.len() == 24 && who.chars().all(|c| c.is_ascii_hexdigit());
    let prefixed = who
        .split_once(':')
        .is_some_and(|(prefix, rest)| prefix.len() >= 2 && rest.len() >= 8);
    (hexadecimal || prefixed) && !who.contains([' ', '@'])
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
            exactly_one(who, found.to_vec())
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
        assert_eq!(
            taken("hidden@x.org", std::slice::from_ref(&anna)),
            Ok("id-Anna Lee".into())
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
