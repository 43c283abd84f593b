//! The MCP bundle (`.mcpb`), which Claude Desktop installs by a double click. `packaging/build bundle` adds a program and its system.

use serde_json::json;

use super::{
    AUTHORS, DESCRIPTION, LICENSE, NAME, REPOSITORY, VERSION, environment, options, pretty,
};
use crate::generated::mirrored;

#[test]
fn the_manifest_of_the_bundle() {
    let program = format!("server/{NAME}");
    let manifest = json!({
        "manifest_version": "0.3",
        "name": NAME,
        "display_name": "Jira, Confluence and Bitbucket",
        "version": VERSION,
        "description": DESCRIPTION,
        "author": { "name": AUTHORS },
        "repository": { "type": "git", "url": REPOSITORY },
        "license": LICENSE,
        "server": {
            "type": "binary",
            "entry_point": program,
            "mcp_config": { "command": format!("${{__dirname}}/{program}"), "args": [], "env": environment() }
        },
        "tools_generated": true,
        "user_config": options(),
    });
    mirrored("packaging/mcpb/manifest.json", &pretty(&manifest));
}
