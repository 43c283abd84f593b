//! The filters: which projects and spaces a server is limited to.

use super::reader::Reader;
use super::settings::table::FILTER;
use crate::product::{Deployment, Product};

/// Bitbucket's entries as the policy takes them: on Cloud each says its workspace (`workspace/PROJECT`), since another
/// workspace may have a project of the same key; a bare `PROJECT` is in BITBUCKET_WORKSPACE. Data Center has no workspaces.
pub(super) fn of_bitbucket(
    entries: Vec<String>,
    deployment: Deployment,
    workspace: Option<&str>,
    reader: &mut Reader,
) -> Vec<String> {
    let mut problem = |why: String| {
        reader.problem(format!("{} {why}", FILTER.of(Product::Bitbucket).name));
        None
    };
    let placed = |entry: String| match (deployment, entry.split_once('/')) {
        (Deployment::DataCenter, None) => Some(entry),
        (Deployment::DataCenter, Some(_)) => problem(format!(
            "names a workspace in {entry}, which Data Center has none of: write the project's key alone"
        )),
        (Deployment::Cloud, Some((workspace, project)))
            if !workspace.is_empty() && !project.is_empty() && !project.contains('/') =>
        {
            Some(entry)
        }
        (Deployment::Cloud, Some(_)) => problem(format!(
            "must name projects as workspace/PROJECT, got {entry}"
        )),
        (Deployment::Cloud, None) => match workspace {
            Some(workspace) => Some(format!("{workspace}/{entry}")),
            None => problem(format!(
                "does not say which workspace {entry} is in: write workspace/{entry}, or set BITBUCKET_WORKSPACE"
            )),
        },
    };
    entries.into_iter().filter_map(placed).collect()
}
