//! Settings that have no effect because their names are spelt another way.

use super::names;

/// What a name that is no setting was probably meant to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) name: &'static str,
    /// Whether there is hardly another reading.
    pub(super) sure: bool,
}

/// The setting that was meant by a name. Names of other programs (`MCP_TIMEOUT`, `JIRA_HOST`) are like none.
pub(super) fn meant(given: &str) -> Option<Meant> {
    if names::all().any(|name| name == given) {
        return None;
    }
    let given = given.to_ascii_uppercase();
    let letters = |name: &str| strsim::damerau_levenshtein(&given, name);
    let nearest = names::all().min_by_key(|name| letters(name))?;
    if letters(nearest) <= allowed(nearest) {
        return Some(Meant {
            name: nearest,
            sure: true,
        });
    }
    told_by_a_word(&given).map(|name| Meant { name, sure: false })
}

/// How many letters may differ: one in `JIRA_URL`, two in longer names.
const fn allowed(name: &str) -> usize {
    if name.len() < 12 { 1 } else { 2 }
}

/// The restriction that a name speaks of: `JIRA_PROJECTS_FILTER` for `JIRA_FILTER`, `READ_ONLY_MODE` for `MCP_READONLY`.
fn told_by_a_word(given: &str) -> Option<&'static str> {
    let joined = given.replace('_', "");
    let joined = joined.strip_prefix("MCP").unwrap_or(&joined);
    if joined.starts_with("READONLY") {
        return Some("READ_ONLY_MODE");
    }
    if joined.starts_with("ENABLEDTOOLS") {
        return Some("ENABLED_TOOLS");
    }
    let product = names::product(given).filter(|_| given.contains("FILTER"))?;
    names::RESTRICTIONS
        .into_iter()
        .find(|name| names::product(name) == Some(product))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_names_are_told_from_those_of_other_programs() {
        let sure = |name| Some(Meant { name, sure: true });
        let perhaps = |name| Some(Meant { name, sure: false });
        let cases = [
            ("JIRA_PROJECT_FILTER", sure("JIRA_PROJECTS_FILTER")),
            ("jira_projects_filter", sure("JIRA_PROJECTS_FILTER")),
            ("CONFLUENCE_SPACE_FILTERS", sure("CONFLUENCE_SPACES_FILTER")),
            ("READONLY_MODE", sure("READ_ONLY_MODE")),
            ("ENABLE_TOOLS", sure("ENABLED_TOOLS")),
            ("JIRA_PERSONNAL_TOKEN", sure("JIRA_PERSONAL_TOKEN")),
            ("JIRA_URI", sure("JIRA_URL")),
            ("READ_ONLY", perhaps("READ_ONLY_MODE")),
            ("MCP_READONLY", perhaps("READ_ONLY_MODE")),
            ("ENABLED_TOOLSETS", perhaps("ENABLED_TOOLS")),
            ("JIRA_FILTER", perhaps("JIRA_PROJECTS_FILTER")),
            (
                "BITBUCKET_REPOS_FILTER",
                perhaps("BITBUCKET_PROJECTS_FILTER"),
            ),
        ];
        for (given, expected) in cases {
            assert_eq!(meant(given), expected, "{given}");
        }
        let others = [
            "JIRA_URL",
            "JIRA_HOST",
            "JIRA_CUSTOM_HEADERS",
            "JIRA_HTTPS_PROXY",
            "CONFLUENCE_NO_PROXY",
            "BITBUCKET_RATE_LIMIT_REQUESTS_PER_SECOND",
            "RATE_LIMIT_MAX_RETRIES",
            "ATLASSIAN_OAUTH_CLOUD_ID",
            "MCP_TIMEOUT",
            "MCP_TOOL_TIMEOUT",
            "BITBUCKET_TAG",
            "BITBUCKET_BUILD_NUMBER",
            "HTTPS_PROXY",
            "PATH",
        ];
        for name in others {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}
