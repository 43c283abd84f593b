//! The three products and the two ways they are deployed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An Atlassian product this server speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Product {
    /// Issues, boards, sprints.
    Jira,
    /// Pages and spaces.
    Confluence,
    /// Repositories and pull requests.
    Bitbucket,
}

impl Product {
    /// All products, in the order in which they are listed everywhere.
    pub const ALL: [Self; 3] = [Self::Jira, Self::Confluence, Self::Bitbucket];

    /// What the product's environment variables begin with: `JIRA` as in `JIRA_URL`.
    pub const fn env_prefix(self) -> &'static str {
        match self {
            Self::Jira => "JIRA",
            Self::Confluence => "CONFLUENCE",
            Self::Bitbucket => "BITBUCKET",
        }
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jira => "Jira",
            Self::Confluence => "Confluence",
            Self::Bitbucket => "Bitbucket",
        })
    }
}

/// Where a product runs: the two speak different REST APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deployment {
    /// Hosted by Atlassian.
    Cloud,
    /// Hosted by its owner; the former Server products too.
    DataCenter,
}

impl fmt::Display for Deployment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cloud => "Cloud",
            Self::DataCenter => "Data Center",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_files_read_different_spellings() {
        assert_eq!(Deployment::DataCenter.to_string(), "Data Center");
        assert_eq!(
            serde_json::to_value((Product::Bitbucket, Deployment::DataCenter)).unwrap(),
            serde_json::json!(["bitbucket", "datacenter"])
        );
        assert_eq!(
            Product::Confluence.env_prefix(),
            Product::Confluence.to_string().to_uppercase()
        );
    }
}
