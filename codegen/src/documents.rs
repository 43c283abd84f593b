//! The documents of which we vendor slices, in one table.

use heck::ToSnakeCase;
use serde::Deserialize;

use crate::Error;
use crate::suggest::did_you_mean;

/// A line of products with one REST interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Product {
    /// Jira platform and Jira Software.
    Jira,
    /// Confluence.
    Confluence,
    /// Bitbucket.
    Bitbucket,
}

/// Where a product runs; the two differ in paths and in shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Deployment {
    /// Hosted by Atlassian.
    #[serde(rename = "cloud")]
    Cloud,
    /// Hosted by the customer.
    #[serde(rename = "dc")]
    DataCenter,
}

impl Deployment {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Cloud, Self::DataCenter];

    /// What `tools.toml` calls it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cloud => "cloud",
            Self::DataCenter => "dc",
        }
    }
}

/// One document we vendor a slice of.
#[derive(Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name, and the path of its slice below `specs/` without `.json`.
    pub name: &'static str,
    /// The product it describes.
    pub product: Product,
    /// The deployments it holds for.
    pub deployments: &'static [Deployment],
    /// What stands between a site's address and the paths of the document.
    pub base: &'static str,
    /// Atlassian's public address of the document, without the scheme; none for a document of our own.
    pub source: Option<&'static str>,
}

const CLOUD: &[Deployment] = &[Deployment::Cloud];
const DATA_CENTER: &[Deployment] = &[Deployment::DataCenter];

/// Every document, in the order in which they are listed everywhere.
pub const DOCUMENTS: [Document; 9] = [
    Document {
        name: "jira-cloud",
        product: Product::Jira,
        deployments: CLOUD,
        base: "",
        source: Some("dac-static.atlassian.com/cloud/jira/platform/swagger-v3.v3.json"),
    },
    Document {
        name: "jira-software-cloud",
        product: Product::Jira,
        deployments: CLOUD,
        base: "",
        source: Some("dac-static.atlassian.com/cloud/jira/software/swagger.v3.json"),
    },
    Document {
        name: "confluence-cloud-v1",
        product: Product::Confluence,
        deployments: CLOUD,
        base: "",
        source: Some("dac-static.atlassian.com/cloud/confluence/swagger.v3.json"),
    },
    Document {
        name: "confluence-cloud-v2",
        product: Product::Confluence,
        deployments: CLOUD,
        base: "/wiki/api/v2",
        source: Some("dac-static.atlassian.com/cloud/confluence/openapi-v2.v3.json"),
    },
    Document {
        name: "bitbucket-cloud",
        product: Product::Bitbucket,
        deployments: CLOUD,
        base: "/2.0",
        source: Some("dac-static.atlassian.com/cloud/bitbucket/swagger.v3.json"),
    },
    Document {
        name: "jira-dc",
        product: Product::Jira,
        deployments: DATA_CENTER,
        base: "/rest",
        source: Some("developer.atlassian.com/server/jira/platform/rest/v11003/"),
    },
    Document {
        name: "confluence-dc",
        product: Product::Confluence,
        deployments: DATA_CENTER,
        base: "",
        source: Some("developer.atlassian.com/server/confluence/rest/v10214/"),
    },
    Document {
        name: "bitbucket-dc",
        product: Product::Bitbucket,
        deployments: DATA_CENTER,
        base: "/rest",
        source: Some("dac-static.atlassian.com/server/bitbucket/10.4.swagger.v3.json"),
    },
    Document {
        name: "own/jira-dev-status",
        product: Product::Jira,
        deployments: &[Deployment::Cloud, Deployment::DataCenter],
        base: "",
        source: None,
    },
];

impl Document {
    /// The document of that name, or an error with the nearest one.
    pub fn named(name: &str) -> Result<&'static Self, Error> {
        DOCUMENTS
            .iter()
            .find(|document| document.name == name)
            .ok_or_else(|| Error::UnknownDocument {
                name: name.to_owned(),
                suggestion: did_you_mean(name, DOCUMENTS.iter().map(|document| document.name)),
            })
    }

    /// The Rust module of its client: `jira_cloud`, `jira_dev_status`.
    pub fn module(&self) -> String {
        self.name.trim_start_matches("own/").to_snake_case()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_document_is_answered_with_the_nearest() {
        let message = Document::named("jira-clod").unwrap_err().to_string();
        assert!(message.contains("did you mean jira-cloud?"), "{message}");
    }
}
