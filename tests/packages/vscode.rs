//! The link that installs the server in VS Code, which asks for an account on Cloud.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{by_npm, read};
use crate::generated::mirrored;

const BEGIN: &str = "<!-- made by tests/packages: the link for VS Code -->\n";
const END: &str = "<!-- end -->";

#[test]
fn the_link_in_the_readme() {
    let page = read("README.md");
    let (before, rest) = page.split_once(BEGIN).expect("where the link begins");
    let (_, after) = rest.split_once(END).expect("where the link ends");
    let link = format!(
        "[Install it in VS Code]({}) with an account on Cloud",
        link()
    );
    mirrored("README.md", &format!("{before}{BEGIN}{link}\n{END}{after}"));
}

/// Addresses of other schemes are no links on most sites, hence the redirect.
fn link() -> String {
    let inputs = json!([
        input(
            "site",
            "The address of your site, e.g. https://your-company.atlassian.net",
            false
        ),
        input("user", "Your e-mail address", false),
        input("token", "Your API token", true),
    ]);
    let mut server = by_npm();
    server.insert(
        "env".to_owned(),
        json!({
            "JIRA_URL": "${input:site}",
            "JIRA_USERNAME": "${input:user}",
            "JIRA_API_TOKEN": "${input:token}",
            "CONFLUENCE_URL": "${input:site}/wiki",
            "CONFLUENCE_USERNAME": "${input:user}",
            "CONFLUENCE_API_TOKEN": "${input:token}",
        }),
    );
    let encoded =
        |value: Value| utf8_percent_encode(&value.to_string(), NON_ALPHANUMERIC).to_string();
    format!(
        "https://insiders.vscode.dev/redirect/mcp/install?name=atlassian&inputs={}&config={}",
        encoded(inputs),
        encoded(server.into())
    )
}

fn input(id: &str, description: &str, password: bool) -> Value {
    json!({ "type": "promptString", "id": id, "description": description, "password": password })
}
