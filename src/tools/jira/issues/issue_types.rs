//! The types that issues of a project may have.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::jira::fields::meta::{PAGE, create_screen, whole};
use crate::tools::names::{OF_VALUES, Way, called, folded};
use crate::views::jira::{IssueType, MetaPage};
use std::sync::Arc;

/// How many screens are looked at for an epic's name: more types than projects have.
const MAX_SCREENS: usize = 50;

/// The type that a name or id means in a project. `Sub-task` and `Epic` mean the type of that sort, whatever it is called.
///
/// # Errors
/// [`Error::Arguments`] lists the types of the project.
pub async fn find(ctx: &Ctx, project: &str, asked: &str) -> Result<IssueType> {
    let types = types(ctx, project).await?;
    let ways: Vec<_> = OF_VALUES.into_iter().chain([folded as Way]).collect();
    let named = called(&ways, types.iter(), asked, |kind| {
        vec![kind.id.as_str(), kind.name.as_str()]
    });
    if let Some(kind) = named.first() {
        return Ok((*kind).clone());
    }
    let sort = |kind: &&IssueType| match folded(asked).as_str() {
        "subtask" => kind.subtask,
        "epic" => kind.hierarchy_level == Some(1),
        _ => false,
    };
    if let [kind] = types.iter().filter(sort).collect::<Vec<_>>().as_slice() {
        return Ok((*kind).clone());
    }
    if folded(asked) == "epic"
        && let Some(kind) = data_center_epic(ctx, project, &types).await?
    {
        return Ok(kind);
    }
    let names: Vec<_> = types.iter().map(|kind| kind.name.as_str()).collect();
    Err(Error::Arguments(format!(
        "{project} has no issue type \"{asked}\"; there are {}",
        names.join(", ")
    )))
}

/// Data Center does not say which type stands above others; its epics are those whose screen has a name beside the summary.
async fn data_center_epic(
    ctx: &Ctx,
    project: &str,
    types: &[IssueType],
) -> Result<Option<IssueType>> {
    if ctx.deployment(Product::Jira)? == Deployment::Cloud {
        return Ok(None);
    }
    for kind in types.iter().filter(|kind| !kind.subtask).take(MAX_SCREENS) {
        let screen = create_screen(ctx, project, kind).await?;
        if screen.of_kind("gh-epic-label").is_some() {
            return Ok(Some(kind.clone()));
        }
    }
    Ok(None)
}

async fn types(ctx: &Ctx, project: &str) -> Result<Arc<Vec<IssueType>>> {
    let load = async {
        let page = |start: i64| async move {
            let answer = match ctx.deployment(Product::Jira)? {
                Deployment::Cloud => {
                    ctx.jira_cloud()?
                        .get_issue_createmeta_issuetypes(project)
                        .max_results(PAGE)
                        .start_at(start)
                        .send()
                        .await?
                }
                Deployment::DataCenter => {
                    let (limit, start) = (PAGE.to_string(), start.to_string());
                    ctx.jira_dc()?
                        .get_issue_createmeta_issuetypes(project)
                        .max_results(limit.as_str())
                        .start_at(start.as_str())
                        .send()
                        .await?
                }
            };
            answer.view::<MetaPage<IssueType>>()
        };
        let types = whole(&format!("issue types of {project}"), page).await?;
        Ok(Arc::new(types))
    };
    let types = &ctx.caller().cache().jira_types;
    let known = types.get(project, load);
    ctx.unless_failed(format!("types of {project}"), known)
        .await
}
