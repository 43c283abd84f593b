//! What a call touches: the keys among its arguments, which a filter may keep out of reach.

/// A thing in Atlassian that a filter may keep out of reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// A Jira issue key, or an issue's numeric id, whose project is only known from the answer.
    Issue(&'a str),
    /// A Jira project key.
    JiraProject(&'a str),
    /// A Confluence space key.
    Space(&'a str),
    /// A project key of Bitbucket Data Center.
    BitbucketProject(&'a str),
    /// A workspace of Bitbucket Cloud.
    Workspace(&'a str),
    /// A project of Bitbucket Cloud.
    CloudProject {
        /// The workspace that it is in.
        workspace: &'a str,
        /// Its key.
        project: &'a str,
    },
}

/// What parameters name; codegen implements it for every parameter struct.
pub trait Scope {
    /// The keys among the arguments.
    fn keys(&self) -> Vec<Key<'_>>;
}

/// The Jira projects that parameters name, by key; the id of an issue names none.
pub fn jira_projects_of(scope: &impl Scope) -> Vec<String> {
    let project = |key| match key {
        Key::Issue(issue) => issue
            .rsplit_once('-')
            .map(|(project, _)| project.to_owned()),
        Key::JiraProject(project) => Some(project.to_owned()),
        Key::Space(_) | Key::BitbucketProject(_) | Key::Workspace(_) | Key::CloudProject { .. } => {
            None
        }
    };
    scope.keys().into_iter().filter_map(project).collect()
}
