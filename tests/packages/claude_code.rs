//! The plugin for Claude Code, in a folder of its own, and the marketplace (this repository) that offers it.

use serde_json::{Value, json};

use super::{
    AUTHORS, DESCRIPTION, LICENSE, NAME, REPOSITORY, VERSION, by_npm, environment, options, pretty,
};
use crate::generated::mirrored;

const FOLDER: &str = "packaging/claude-code";

#[test]
fn the_plugin() {
    let plugin = json!({
        "name": NAME,
        "version": VERSION,
        "description": DESCRIPTION,
        "author": { "name": AUTHORS },
        "repository": REPOSITORY,
        "license": LICENSE,
        "keywords": ["jira", "confluence", "bitbucket", "atlassian"],
        "userConfig": options(),
    });
    mirrored(
        &format!("{FOLDER}/.claude-plugin/plugin.json"),
        &pretty(&plugin),
    );
    let mut server = by_npm();
    server.insert("env".to_owned(), environment().into());
    let servers = json!({ "mcpServers": { "atlassian": server } });
    mirrored(&format!("{FOLDER}/.mcp.json"), &pretty(&servers));
}

#[test]
fn the_marketplace() {
    let plugin =
        json!({ "name": NAME, "source": format!("./{FOLDER}"), "description": DESCRIPTION });
    let marketplace: Value = json!({
        "name": NAME,
        "description": DESCRIPTION,
        "owner": { "name": AUTHORS },
        "plugins": [plugin],
    });
    mirrored(".claude-plugin/marketplace.json", &pretty(&marketplace));
}
