//! Which scopes a token needs for what, as Atlassian's documents state it.

use std::collections::BTreeSet;

use crate::config::Provider;
use crate::product::Product;

include!(concat!(env!("OUT_DIR"), "/scopes.rs"));

/// What gets a refresh token.
pub const OFFLINE: &str = "offline_access";

/// An operation on Cloud.
#[derive(Debug)]
pub struct Operation {
    /// `METHOD /path` as Atlassian documents it.
    pub name: &'static str,
    /// Whose it is.
    pub product: Product,
    /// The scopes that an OAuth 2.0 token needs.
    pub oauth: &'static [&'static str],
    /// The scopes that an API token needs.
    pub token: &'static [&'static str],
}

/// What an operation of a product on Cloud needs; `None` for one that needs nothing, and for one of Data Center.
pub fn of_operation(product: Product, name: &str) -> Option<&'static Operation> {
    let named = |operation: &&Operation| operation.product == product && operation.name == name;
    let found = OPERATIONS.iter().find(named);
    found.filter(|operation| !operation.oauth.is_empty())
}

/// The operations of a product that a tool may ask for.
pub fn of_tool(tool: &str, product: Product) -> impl Iterator<Item = &'static Operation> {
    let asked = TOOLS.iter().find(|(name, _)| *name == tool);
    let names = asked.map(|(_, names)| *names).unwrap_or_default();
    named(names, product)
}

/// The OAuth scopes that tools need of these products, with what the server asks for itself.
pub fn needed<'a>(
    tools: impl IntoIterator<Item = &'a str>,
    products: &[Product],
) -> BTreeSet<&'static str> {
    let mut scopes = BTreeSet::new();
    let of = |operation: &'static Operation| operation.oauth.iter().copied();
    for tool in tools {
        for product in products {
            scopes.extend(of_tool(tool, *product).flat_map(of));
        }
    }
    for product in products {
        scopes.extend(named(SERVER, *product).flat_map(of));
    }
    scopes
}

/// What to ask an authorization server for, separated by blanks, so that these tools work. Data Center knows but a few scopes, so that there
/// only counts whether the tools read alone.
pub fn asked_of<'a>(
    provider: &Provider,
    products: &[Product],
    tools: impl IntoIterator<Item = &'a str>,
    reads: bool,
) -> String {
    if let Provider::DataCenter(_) = provider {
        let scope = match (products.contains(&Product::Bitbucket), reads) {
            (true, true) => "REPO_READ",
            (true, false) => "REPO_ADMIN",
            (false, true) => "READ",
            (false, false) => "WRITE",
        };
        return scope.to_owned();
    }
    let mut needed = needed(tools, products);
    if let Provider::Cloud(_) = provider {
        needed.insert(OFFLINE);
    }
    needed.into_iter().collect::<Vec<_>>().join(" ")
}

fn named(names: &'static [&str], product: Product) -> impl Iterator<Item = &'static Operation> {
    let operations = OPERATIONS.iter();
    operations
        .filter(move |operation| operation.product == product && names.contains(&operation.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_needs_what_its_requests_need() {
        let of = |tool| needed([tool], &[Product::Jira]);
        assert!(of("jira_create_issue").contains("write:jira-work"));
        assert!(of("jira_search").contains("read:jira-work"));
        assert!(!of("jira_search").contains("write:jira-work"));
        assert!(of("jira_create_sprint").contains("write:sprint:jira-software"));
        let pages = needed(["confluence_create_page"], &[Product::Confluence]);
        assert!(pages.contains("write:page:confluence"));
        assert!(!pages.iter().any(|scope| scope.contains("jira")));
    }

    #[test]
    fn bitbucket_calls_scopes_of_api_tokens_otherwise() {
        let needed = of_operation(Product::Bitbucket, "GET /user").unwrap();
        assert_eq!(needed.oauth, ["account"]);
        assert_eq!(needed.token, ["read:user:bitbucket"]);
        assert!(of_operation(Product::Jira, "GET /user").is_none());
        assert!(of_operation(Product::Jira, "GET /rest/api/3/serverInfo").is_none());
    }
}
