//! A new sprint.

use super::KANBAN;
use super::dates::Dates;
use crate::api::params::JiraCreateSprint;
use crate::api::{jira_dc, jira_software_cloud};
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::jira::agile::boards::{check_board, number};
use crate::tools::jira::times::zone;
use crate::views::jira::Sprint;

/// `jira_create_sprint`
///
/// # Errors
/// Dates that are none or end before they start; what Jira refuses.
pub async fn create(ctx: &WriteCtx, params: JiraCreateSprint) -> Result<Reply> {
    let board = number("board_id", &params.board_id)?;
    let dates = Dates::read(
        ctx,
        params.start_date.as_deref(),
        params.end_date.as_deref(),
    )
    .await?;
    check_board(ctx, board).await?;
    let (name, goal) = (Some(params.sprint_name.0), params.goal.map(|goal| goal.0));
    let (start_date, end_date) = dates.written();
    let sent = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_software_cloud::types::PostAgileSprintBody {
                name,
                goal,
                start_date,
                end_date,
                origin_board_id: Some(board),
            };
            ctx.jira_software_cloud()?
                .post_agile_sprint(&body)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::SprintCreateBean {
                name,
                goal,
                start_date,
                end_date,
                origin_board_id: Some(board),
                ..Default::default()
            };
            ctx.jira_dc()?.post_agile_sprint(&body).send().await
        }
    };
    let answer = sent.map_err(|error| match &error {
        Error::Upstream {
            status: 400,
            message,
            ..
        } if message.contains("support sprints") => error.noting(KANBAN),
        _ => error,
    })?;
    let zone = zone::own(ctx).await;
    Reply::of(answer, |sprint: Sprint| {
        Reply::json(&zone::of_sprint(sprint, zone))
    })
}
