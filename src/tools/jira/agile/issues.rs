//! Issues on boards and in sprints.

use super::boards::number;
use crate::api::params::{JiraGetBoardIssues, JiraGetSprintIssues};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::reply::Reply;
use crate::tools::jira::issues::expand;
use crate::tools::jira::search::{self, Place, Query};

/// `jira_get_board_issues`
///
/// # Errors
/// JQL that Jira refuses; a board that does not exist.
pub async fn on_board(ctx: &Ctx, params: JiraGetBoardIssues) -> Result<Reply> {
    let query = Query {
        place: Place::Board(number("board_id", &params.board_id)?),
        jql: ctx
            .policy()
            .jql(params.jql.as_deref().unwrap_or_default(), &[])?,
        fields: search::row_fields(ctx, &params.fields.unwrap_or_default().0).await?,
        expand: expand::parts(params.expand, &[])?,
        limit: params.limit,
        start_at: params.start_at.unwrap_or_default(),
        page_token: params.page_token.map(|token| token.0),
    };
    search::run(ctx, query).await
}

/// `jira_get_sprint_issues`
///
/// # Errors
/// A sprint that does not exist.
pub async fn in_sprint(ctx: &Ctx, params: JiraGetSprintIssues) -> Result<Reply> {
    let query = Query {
        place: Place::Sprint(number("sprint_id", &params.sprint_id)?),
        jql: ctx.policy().jql("", &[])?,
        fields: search::row_fields(ctx, &params.fields.unwrap_or_default().0).await?,
        expand: Vec::new(),
        limit: params.limit,
        start_at: params.start_at.unwrap_or_default(),
        page_token: params.page_token.map(|token| token.0),
    };
    search::run(ctx, query).await
}
