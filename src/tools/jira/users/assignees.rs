//! People who are to work on an issue: found as all others are, and by their first name where that says who is meant.

use crate::api::{jira_cloud, jira_dc};
use crate::args::IssueKey;
use crate::ctx::{Ctx, WriteCtx};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::jira::issues::home::Home;
use crate::tools::jira::users::{self, PAGE};
use crate::tools::names::{OF_VALUES, called, folded, same};
use crate::tools::people::{self, bare};
use crate::views::User;
use serde_json::{Value, json};

/// Words for nobody.
const NOBODY: [&str; 4] = ["unassigned", "none", "null", "nobody"];

/// The most people that Jira looks through for an issue's assignees.
const ASSIGNABLE: i64 = 1000;

/// Whether a word says that nobody is to have the issue.
pub fn is_nobody(who: &str) -> bool {
    NOBODY.contains(&folded(who).as_str())
}

/// Somebody who is to have an issue.
#[derive(Debug, Clone)]
pub struct Assignee {
    /// Who it is.
    pub user: User,
    /// Whether a first name was taken for the whole, which the reply then says.
    pub by_first_name: bool,
}

/// The one whom `who` means: as [`users::resolve`], then among those who can be assigned, which Jira gives to more callers
/// than the search. A first name is enough if the search was complete and exactly one active person of that name can be
/// assigned.
///
/// # Errors
/// [`Error::Arguments`] if nobody or more than one is meant.
pub async fn resolve(ctx: &Ctx, who: &str, home: Home<'_>) -> Result<Assignee> {
    let who = bare(who);
    let named = format!("{who} in {home}");
    let find = ctx.unless_failed(format!("assignee {named}"), async {
        let assignee = match users::seek(ctx, who).await? {
            Ok(user) => Assignee {
                user,
                by_first_name: false,
            },
            Err(near) => among_assignable(ctx, who, home, &near).await?,
        };
        Ok((assignee.user, assignee.by_first_name))
    });
    let remembered = &ctx.caller().cache().jira_assignees;
    let (user, by_first_name) = remembered.get(&named, find).await?;
    Ok(Assignee {
        user,
        by_first_name,
    })
}

async fn among_assignable(
    ctx: &Ctx,
    who: &str,
    home: Home<'_>,
    found: &[User],
) -> Result<Assignee> {
    let project = home.project(ctx).await?;
    let assignable = match assignable(ctx, who, &project).await {
        Ok(assignable) => assignable,
        // Who may not be told has to be exact.
        Err(Error::Upstream { .. }) => Vec::new(),
        Err(error) => return Err(error),
    };
    if let [user] = called(&OF_VALUES, assignable.iter(), who, |user| {
        people::names_of(user)
    })
    .as_slice()
    {
        return Ok(Assignee {
            user: (*user).clone(),
            by_first_name: false,
        });
    }
    let is_first_name = |user: &&User| {
        let name = user.display_name.as_deref().unwrap_or_default();
        name.split_whitespace()
            .next()
            .is_some_and(|first| same(first, who))
    };
    let can_be_assigned = |user: &&User| {
        user.active != Some(false) && assignable.iter().any(|other| other.id() == user.id())
    };
    let fitting: Vec<_> = found
        .iter()
        .filter(is_first_name)
        .filter(can_be_assigned)
        .collect();
    match fitting.as_slice() {
        [user] if found.len() < PAGE => Ok(Assignee {
            user: (*user).clone(),
            by_first_name: true,
        }),
        _ => Err(users::nobody(ctx, who, found)?),
    }
}

async fn assignable(ctx: &Ctx, who: &str, project: &str) -> Result<Vec<User>> {
    let answer = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            ctx.jira_cloud()?
                .get_user_assignable_search()
                .query(who)
                .project(project)
                .max_results(ASSIGNABLE)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            ctx.jira_dc()?
                .get_user_assignable_search()
                .username(who)
                .project(project)
                .max_results(ASSIGNABLE)
                .send()
                .await?
        }
    };
    answer.view()
}

/// Gives an issue to somebody, or to nobody, past its edit screen.
///
/// # Errors
/// What Jira refuses.
pub async fn assign(ctx: &WriteCtx, key: &IssueKey, reference: &Value) -> Result<()> {
    let id = |member: &str| {
        reference
            .get(member)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_cloud::types::User {
                account_id: id("accountId"),
                ..Default::default()
            };
            ctx.jira_cloud()?
                .put_issue_assignee(key, &body)
                .send()
                .await?;
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::UserBean {
                name: id("name"),
                ..Default::default()
            };
            ctx.jira_dc()?.put_issue_assignee(key, &body).send().await?;
        }
    }
    Ok(())
}

/// An assignee as a reply names them.
pub fn shown(user: &User) -> Value {
    json!({ "name": user.label(), "id": user.id() })
}
