//! The names of all settings, by what they may do.

use crate::product::Product;

/// Where a product is, and who we are there.
pub(super) const ACCOUNT: [&str; 16] = [
    "JIRA_URL",
    "JIRA_USERNAME",
    "JIRA_API_TOKEN",
    "JIRA_PERSONAL_TOKEN",
    "JIRA_DEPLOYMENT",
    "CONFLUENCE_URL",
    "CONFLUENCE_USERNAME",
    "CONFLUENCE_API_TOKEN",
    "CONFLUENCE_PERSONAL_TOKEN",
    "CONFLUENCE_DEPLOYMENT",
    "BITBUCKET_URL",
    "BITBUCKET_USERNAME",
    "BITBUCKET_API_TOKEN",
    "BITBUCKET_PERSONAL_TOKEN",
    "BITBUCKET_DEPLOYMENT",
    "BITBUCKET_WORKSPACE",
];

/// What can only narrow what this server does. Such a setting is never dropped quietly.
pub(super) const RESTRICTIONS: [&str; 5] = [
    "READ_ONLY_MODE",
    "ENABLED_TOOLS",
    "JIRA_PROJECTS_FILTER",
    "CONFLUENCE_SPACES_FILTER",
    "BITBUCKET_PROJECTS_FILTER",
];

/// How much is logged.
const LOG: [&str; 3] = ["MCP_VERBOSE", "MCP_VERY_VERBOSE", "MCP_LOGGING_STDOUT"];

/// What grants, loosens or prolongs: for whoever runs this server alone.
const GRANTS: [&str; 11] = [
    "MCP_FILES_ROOT",
    "MCP_CALL_TIMEOUT",
    "JIRA_SSL_VERIFY",
    "JIRA_TIMEOUT",
    "JIRA_CONNECT_TIMEOUT",
    "CONFLUENCE_SSL_VERIFY",
    "CONFLUENCE_TIMEOUT",
    "CONFLUENCE_CONNECT_TIMEOUT",
    "BITBUCKET_SSL_VERIFY",
    "BITBUCKET_TIMEOUT",
    "BITBUCKET_CONNECT_TIMEOUT",
];

/// Signing in by OAuth 2.0.
const OAUTH: [&str; 26] = [
    "ATLASSIAN_OAUTH_CLIENT_ID",
    "ATLASSIAN_OAUTH_CLIENT_SECRET",
    "ATLASSIAN_OAUTH_REDIRECT_URI",
    "ATLASSIAN_OAUTH_SCOPE",
    "ATLASSIAN_OAUTH_ACCESS_TOKEN",
    "ATLASSIAN_OAUTH_ENABLE",
    "ATLASSIAN_OAUTH_INSTANCE_URL",
    "ATLASSIAN_OAUTH_GRANT_TYPE",
    "JIRA_OAUTH_CLIENT_ID",
    "JIRA_OAUTH_CLIENT_SECRET",
    "JIRA_OAUTH_REDIRECT_URI",
    "JIRA_OAUTH_SCOPE",
    "JIRA_OAUTH_ACCESS_TOKEN",
    "JIRA_OAUTH_GRANT_TYPE",
    "CONFLUENCE_OAUTH_CLIENT_ID",
    "CONFLUENCE_OAUTH_CLIENT_SECRET",
    "CONFLUENCE_OAUTH_REDIRECT_URI",
    "CONFLUENCE_OAUTH_SCOPE",
    "CONFLUENCE_OAUTH_ACCESS_TOKEN",
    "CONFLUENCE_OAUTH_GRANT_TYPE",
    "BITBUCKET_OAUTH_CLIENT_ID",
    "BITBUCKET_OAUTH_CLIENT_SECRET",
    "BITBUCKET_OAUTH_REDIRECT_URI",
    "BITBUCKET_OAUTH_SCOPE",
    "BITBUCKET_OAUTH_ACCESS_TOKEN",
    "BITBUCKET_OAUTH_GRANT_TYPE",
];

/// How clients connect, and who may.
const TRANSPORT: [&str; 15] = [
    "TRANSPORT",
    "HOST",
    "PORT",
    "STREAMABLE_HTTP_PATH",
    "ALLOWED_HOSTS",
    "ALLOWED_ORIGINS",
    "PUBLIC_BASE_URL",
    "ALLOW_GLOBAL_CRED_FALLBACK",
    "IGNORE_HEADER_AUTH",
    "ATLASSIAN_OAUTH_CLOUD_ID",
    "ATLASSIAN_OAUTH_CALLBACK_HOST",
    "MCP_HTTP_CONNECTIONS",
    "MCP_HTTP_CALLS",
    "MCP_HTTP_READ_TIMEOUT",
    "MCP_HTTP_STOP_TIMEOUT",
];

/// All settings.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    may_be_found().chain(GRANTS).chain(OAUTH).chain(TRANSPORT)
}

/// What a `.env` may say that merely lies in the working directory, where a cloned repository may have put it.
pub(super) fn may_be_found() -> impl Iterator<Item = &'static str> {
    ACCOUNT.into_iter().chain(RESTRICTIONS).chain(LOG)
}

/// The product that a setting is about.
pub(super) fn product(name: &str) -> Option<Product> {
    Product::ALL
        .into_iter()
        .find(|product| name.starts_with(product.env_prefix()))
}

pub(super) fn is_restriction(name: &str) -> bool {
    RESTRICTIONS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The README's table names every setting, some of them for all products at once (`…_TIMEOUT`).
    #[test]
    fn every_setting_is_in_the_readme_and_every_one_there_is_known() {
        let readme = include_str!("../../README.md");
        let table = readme.split_once("## Settings").unwrap().1;
        let table = table.split_once("\n## ").unwrap().0;
        let cells: Vec<_> = table
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once(" | "))
            .collect();
        let told: Vec<_> = cells
            .iter()
            .flat_map(|(names, _)| {
                names.split(|c: char| !(c.is_alphanumeric() || "_…".contains(c)))
            })
            .filter(|name| name.len() > 3 && !name.chars().any(char::is_lowercase))
            .collect();
        let is = |told: &str, known: &str| match told.strip_prefix('…') {
            Some(end) => known.ends_with(end),
            None => told == known,
        };
        let unknown: Vec<_> = told
            .iter()
            .filter(|told| !all().any(|known| is(told, known)))
            .collect();
        assert!(unknown.is_empty(), "not known: {unknown:?}");
        // Kept for those who set it, and only warned of.
        let known = all().filter(|known| *known != "MCP_LOGGING_STDOUT");
        let untold: Vec<_> = known
            .filter(|known| !told.iter().any(|told| is(told, known)))
            .collect();
        assert!(untold.is_empty(), "not in the README: {untold:?}");
    }
}
