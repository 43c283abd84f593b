//! Settings that have no effect because their names are spelt another way.

use super::settings::table::{ENABLED_TOOLS, READ_ONLY_MODE, TOOLSETS};
use super::settings::{self, Setting};
use crate::product::Product;

/// How much of a name must be as in one of ours for that to be worth showing.
const ALIKE: f64 = 0.7;
/// The longest name that is compared with all of ours, in bytes: that takes the product of two lengths.
const LONGEST: usize = 100;

/// What a name that is no setting was probably meant to be.
pub(super) struct Meant {
    pub(super) setting: &'static Setting,
    /// Whether there is hardly another reading.
    pub(super) sure: bool,
}

/// The setting that was meant by a name. Names of other programs (`MCP_TIMEOUT`, `JIRA_HOST`) are like none.
pub(super) fn meant(given: &str) -> Option<Meant> {
    let given = given.to_ascii_uppercase();
    let misspelt = settings::all().filter_map(|setting| Some((setting, letters(&given, setting)?)));
    if let Some((setting, _)) = misspelt.min_by_key(|(_, letters)| *letters) {
        // A single word may be anybody's: `TOOLSET` is one of compilers.
        let sure = setting.name.contains('_');
        return Some(Meant { setting, sure });
    }
    let sure = false;
    told_by_a_word(&given).map(|setting| Meant { setting, sure })
}

/// The setting whose name is most like a name that is none, if any is much alike.
pub(super) fn nearest(given: &str) -> Option<&'static Setting> {
    if let Some(meant) = meant(given) {
        return Some(meant.setting);
    }
    if given.len() > LONGEST {
        return None;
    }
    let given = given.to_ascii_uppercase();
    let alike = |name| strsim::normalized_damerau_levenshtein(&given, name);
    let like = settings::all().map(|setting| (setting, alike(setting.name)));
    let (nearest, alike) = like.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (alike > ALIKE).then_some(nearest)
}

/// How many letters differ, if it is one in `JIRA_URL`, two in longer names. Words like `PORT` are like too much.
fn letters(given: &str, setting: &Setting) -> Option<usize> {
    let name = setting.name;
    let allowed = match name.len() {
        ..8 => return None,
        8..12 => 1,
        _ => 2,
    };
    // Comparing is slow, and an environment is large.
    if given.len().abs_diff(name.len()) > allowed {
        return None;
    }
    Some(strsim::damerau_levenshtein(given, name)).filter(|letters| *letters <= allowed)
}

/// The restriction that a name speaks of: `JIRA_PROJECTS_FILTER` for `JIRA_FILTER`, `READ_ONLY_MODE` for `MCP_READONLY`.
fn told_by_a_word(given: &str) -> Option<&'static Setting> {
    let joined = given.replace('_', "");
    let joined = joined.strip_prefix("MCP").unwrap_or(&joined);
    for (beginning, setting) in [
        ("READONLY", &READ_ONLY_MODE),
        ("ENABLEDTOOLSETS", &TOOLSETS),
        ("ENABLEDTOOLS", &ENABLED_TOOLS),
        ("TOOLSETS", &TOOLSETS),
    ] {
        if joined.starts_with(beginning) {
            return Some(setting);
        }
    }
    let product = Product::ALL.into_iter();
    let product = product
        .into_iter()
        .find(|product| given.starts_with(product.env_prefix()));
    let product = product.filter(|_| given.contains("FILTER"))?;
    settings::all().find(|setting| setting.restricts() && setting.product == Some(product))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_told_where_somebody_asks() {
        let nearest = |name: &str| nearest(name).map(|setting| setting.name);
        for (given, expected) in [
            ("JIRA_TOKEN", Some("JIRA_API_TOKEN")),
            ("MCP_LOG_STDOUT", Some("MCP_LOGGING_STDOUT")),
            ("jira_project_filter", Some("JIRA_PROJECTS_FILTER")),
            ("JIRA_FOO_BAR", None),
            ("BITBUCKET_BUILD_NUMBER", None),
        ] {
            assert_eq!(nearest(given), expected, "{given}");
        }
        assert_eq!(nearest(&"JIRA_URL".repeat(100_000)), None);
    }

    #[test]
    fn misspelt_names_are_told_from_those_of_other_programs() {
        let sure = |name| Some((name, true));
        let perhaps = |name| Some((name, false));
        let meant = |name| meant(name).map(|meant| (meant.setting.name, meant.sure));
        let cases = [
            ("JIRA_PROJECT_FILTER", sure("JIRA_PROJECTS_FILTER")),
            ("jira_projects_filter", sure("JIRA_PROJECTS_FILTER")),
            ("CONFLUENCE_SPACE_FILTERS", sure("CONFLUENCE_SPACES_FILTER")),
            ("READONLY_MODE", sure("READ_ONLY_MODE")),
            ("ENABLE_TOOLS", sure("ENABLED_TOOLS")),
            ("JIRA_PERSONNAL_TOKEN", sure("JIRA_PERSONAL_TOKEN")),
            ("JIRA_URI", sure("JIRA_URL")),
            ("TOOLSET", perhaps("TOOLSETS")),
            ("READ_ONLY", perhaps("READ_ONLY_MODE")),
            ("MCP_READONLY", perhaps("READ_ONLY_MODE")),
            ("ENABLED_TOOLSETS", perhaps("TOOLSETS")),
            ("MCP_TOOLSETS", perhaps("TOOLSETS")),
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
            "JIRA_HOST",
            "MCP_TIMEOUT",
            "MCP_TOOL_TIMEOUT",
            "BITBUCKET_TAG",
            "BITBUCKET_BUILD_NUMBER",
            "HOSTS",
            "FTP_PROXY",
            "PATH",
            "HOME",
        ];
        for name in others {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}
