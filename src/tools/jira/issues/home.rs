//! Where an issue is, or will be: what people, sprints and the like are looked for in.

use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::tools::jira::issues;
use std::fmt;

/// The place whose fields are written.
#[derive(Debug, Clone, Copy)]
pub enum Home<'a> {
    /// An issue that there is.
    Issue(&'a IssueKey),
    /// The project of a new one, by key.
    Project(&'a str),
}

impl Home<'_> {
    /// The key of its project; an issue of which only the id is known is looked up.
    ///
    /// # Errors
    /// If Jira does not give the issue.
    pub async fn project(self, ctx: &Ctx) -> Result<String> {
        match self {
            Self::Project(key) => Ok(key.to_owned()),
            Self::Issue(issue) => {
                let key = issues::key_of(ctx, issue).await?;
                Ok(key
                    .rsplit_once('-')
                    .map_or("", |(project, _)| project)
                    .to_owned())
            }
        }
    }
}

/// Its project, or the id of an issue of which no more is known.
impl fmt::Display for Home<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Project(key) => key,
            Self::Issue(issue) => issue.project().unwrap_or(issue),
        })
    }
}
