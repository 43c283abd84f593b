//! The ways in which tools are kept from a caller.

use atlassian_mcp::declaration::{DECLARATIONS, Declaration, nearest};
use atlassian_mcp::product::Product;
use serde_json::Value;

/// What keeps tools from a caller.
pub struct Way {
    /// What failures call it.
    pub name: &'static str,
    /// The operator's settings beside the products'.
    pub settings: &'static [(&'static str, &'static str)],
    /// The products that are set up.
    pub products: &'static [Product],
    /// What the caller gives up over HTTP.
    pub headers: &'static [(&'static str, &'static str)],
    hides: fn(&Declaration) -> bool,
}

const PLAIN: Way = Way {
    name: "",
    settings: &[],
    products: &Product::ALL,
    headers: &[],
    hides: |_| false,
};

/// Every way, so that each tool is hidden by each kind of it that can hide it.
pub const WAYS: [Way; 12] = [
    Way {
        name: "ENABLED_TOOLS",
        settings: &[("ENABLED_TOOLS", "jira_get_issue,discover_tools")],
        hides: |tool| !["jira_get_issue", "discover_tools"].contains(&tool.name),
        ..PLAIN
    },
    Way {
        name: "ENABLED_TOOLS of another one",
        settings: &[("ENABLED_TOOLS", "confluence_search")],
        hides: |tool| tool.name != "confluence_search",
        ..PLAIN
    },
    Way {
        name: "READ_ONLY_MODE",
        settings: &[("READ_ONLY_MODE", "true")],
        hides: Declaration::writes,
        ..PLAIN
    },
    Way {
        name: "TOOLSETS",
        settings: &[("TOOLSETS", "confluence_pages")],
        hides: |tool| tool.toolset != "confluence_pages",
        ..PLAIN
    },
    Way {
        name: "TOOLSETS of another one",
        settings: &[("TOOLSETS", "jira_issues,meta")],
        hides: |tool| !["jira_issues", "meta"].contains(&tool.toolset),
        ..PLAIN
    },
    Way {
        name: "no Jira",
        products: &[Product::Confluence, Product::Bitbucket],
        hides: |tool| tool.needs.contains(&Product::Jira),
        ..PLAIN
    },
    Way {
        name: "no Confluence",
        products: &[Product::Jira, Product::Bitbucket],
        hides: |tool| tool.needs.contains(&Product::Confluence),
        ..PLAIN
    },
    Way {
        name: "no Bitbucket",
        products: &[Product::Jira, Product::Confluence],
        hides: |tool| tool.needs.contains(&Product::Bitbucket),
        ..PLAIN
    },
    Way {
        name: "X-MCP-Readonly",
        headers: &[("x-mcp-readonly", "true")],
        hides: Declaration::writes,
        ..PLAIN
    },
    Way {
        name: "X-MCP-Toolsets",
        headers: &[("x-mcp-toolsets", "bitbucket_projects")],
        hides: |tool| tool.toolset != "bitbucket_projects",
        ..PLAIN
    },
    Way {
        name: "X-MCP-Tools",
        headers: &[("x-mcp-tools", "jira_search")],
        hides: |tool| tool.name != "jira_search",
        ..PLAIN
    },
    Way {
        name: "X-MCP-Exclude-Tools",
        headers: &[("x-mcp-exclude-tools", "jira_search,bitbucket_get_project")],
        hides: |tool| ["jira_search", "bitbucket_get_project"].contains(&tool.name),
        ..PLAIN
    },
];

impl Way {
    /// The tools that a caller has not.
    pub fn hidden(&self) -> Vec<&'static Declaration> {
        let all = DECLARATIONS.iter().copied();
        all.filter(|tool| (self.hides)(tool)).collect()
    }

    /// Whether the caller has not this tool.
    pub fn hides(&self, tool: &Declaration) -> bool {
        (self.hides)(tool)
    }

    /// All settings, of products where nobody is.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let mut all = Vec::new();
        for product in self.products {
            let [url, deployment, user, token] = names(*product);
            all.push((url, "http://127.0.0.1:9/x".to_owned()));
            all.push((deployment, "datacenter".to_owned()));
            all.push((user, "mira".to_owned()));
            all.push((token, "token".to_owned()));
        }
        let settings = self.settings.iter();
        all.extend(settings.map(|(name, value)| (*name, (*value).to_owned())));
        all
    }
}

fn names(product: Product) -> [&'static str; 4] {
    match product {
        Product::Jira => [
            "JIRA_URL",
            "JIRA_DEPLOYMENT",
            "JIRA_USERNAME",
            "JIRA_API_TOKEN",
        ],
        Product::Confluence => [
            "CONFLUENCE_URL",
            "CONFLUENCE_DEPLOYMENT",
            "CONFLUENCE_USERNAME",
            "CONFLUENCE_API_TOKEN",
        ],
        Product::Bitbucket => [
            "BITBUCKET_URL",
            "BITBUCKET_DEPLOYMENT",
            "BITBUCKET_USERNAME",
            "BITBUCKET_API_TOKEN",
        ],
    }
}

/// A name that is like none of a tool.
pub const UNKNOWN: &str = "zzzz";

/// Fails unless the answer about a hidden tool is that about an unknown one, letter for letter, but for its name and the tool that the
/// caller has and whose name is most like it.
pub fn assert_unknown(way: &Way, name: &str, hidden: &Value, unknown: &Value) {
    let shown = DECLARATIONS
        .iter()
        .copied()
        .filter(|tool| !(way.hides)(tool));
    let meant = nearest(shown, name).map(|tool| format!(" Did you mean `{}`?", tool.name));
    let told = format!("Unknown tool `{name}`.{}", meant.unwrap_or_default());
    let expected = unknown.to_string();
    assert!(expected.contains("Unknown tool `zzzz`."), "{expected}");
    let expected = expected.replace("Unknown tool `zzzz`.", &told);
    assert_eq!(hidden.to_string(), expected, "{name} by {}", way.name);
}
