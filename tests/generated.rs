//! `generated/` mirrors what the build makes, so that a change of a document or of `tools.toml` shows as a diff to review.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use atlassian_mcp::auth::oauth::scopes;
use atlassian_mcp::declaration::{self, DECLARATIONS, Declaration, Effect, TOOLSETS};
use atlassian_mcp::product::Product;
use atlassian_mcp::registry::{TOOLS, WAYS};
use atlassian_mcp::server::described;

use crate::harness::{FLAVOURS, caller_of_all};
use crate::surface::PROGRESSIVE;

/// Rewrites what is out of date instead of failing.
pub const UPDATE: &str = "UPDATE_GENERATED";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Compares a file with what it should hold.
pub fn mirrored(path: &str, contents: &str) {
    let file = root().join(path);
    if fs::read_to_string(&file).is_ok_and(|present| present == contents) {
        return;
    }
    assert!(
        std::env::var_os(UPDATE).is_some(),
        "{path} is out of date; run `{UPDATE}=1 cargo test` and review the diff"
    );
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, contents).unwrap();
}

#[test]
fn clients() {
    let sources = codegen::build::sources(&root()).unwrap();
    for (name, source) in sources
        .iter()
        .filter(|(name, _)| name.starts_with("clients/"))
    {
        mirrored(&format!("generated/{name}"), source);
    }
}

#[test]
fn tools() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path(root().join("generated/tools"));
    settings.set_omit_expression(true);
    let folder = tempfile::tempdir().unwrap();
    let files = [("MCP_FILES_ROOT", folder.path().to_str().unwrap())];
    let all = [files[0], PROGRESSIVE];
    let callers = FLAVOURS.map(|(flavour, suffix)| (caller_of_all(flavour, &all), suffix));
    for tool in TOOLS.iter().chain(WAYS) {
        let name = tool.declaration.name;
        let seen = callers
            .each_ref()
            .map(|(caller, suffix)| (described(tool.declaration, caller), suffix));
        let [(on_cloud, _), (on_data_center, _)] = &seen;
        settings.bind(|| match on_cloud == on_data_center {
            true => insta::assert_json_snapshot!(name, on_cloud),
            false => {
                for (tool, suffix) in &seen {
                    insta::assert_json_snapshot!(format!("{name}@{suffix}"), tool);
                }
            }
        });
    }
}

#[test]
fn table_of_tools() {
    let mut text = String::from(
        "# Tools\n\nMade from `tools.toml`. *Planned* tools are declared and not yet served.\n",
    );
    let products = [
        Some(Product::Jira),
        Some(Product::Confluence),
        Some(Product::Bitbucket),
        None,
    ];
    for product in products {
        let of = |tool: &&&Declaration| if tool.name.starts_with("composite_") { None } else { tool.needs.first().copied() } == product;
        let tools: Vec<_> = DECLARATIONS.iter().filter(of).collect();
        let heading = product.map_or("Across products".to_owned(), |product| product.to_string());
        writeln!(text, "\n## {heading} ({})\n\n| tool | what it does | access | toolset |\n| --- | --- | --- | --- |", tools.len()).unwrap();
        tools.iter().for_each(|tool| row(&mut text, tool));
    }
    text.push_str("\n## Ways to all tools, listed instead of them by TOOL_SURFACE=progressive\n\n| tool | what it does | access | toolset |\n| --- | --- | --- | --- |\n");
    let ways = declaration::all().filter(|tool| tool.is_way());
    ways.for_each(|tool| row(&mut text, tool));
    text.push_str("\n## Toolsets\n\n| toolset | for |\n| --- | --- |\n");
    for (name, about) in TOOLSETS {
        writeln!(text, "| `{name}` | {about} |").unwrap();
    }
    mirrored("generated/TOOLS.md", &text);
}

#[test]
fn scopes_by_tool() {
    let mut text = String::from(
        "# Scopes\n\nWhat a token needs on Cloud, made from Atlassian's documents. An API token of Bitbucket's calls its scopes as in brackets. \
         Beside these, the server asks who we are and looks up people, spaces and ids; what that needs comes first.\n",
    );
    for product in Product::ALL {
        writeln!(text, "\n## {product}\n\n| tool | scopes |\n| --- | --- |").unwrap();
        let shared = scopes::needed([], &[product]);
        let shared: Vec<_> = shared.iter().map(|scope| format!("`{scope}`")).collect();
        writeln!(text, "| (all) | {} |", shared.join(", ")).unwrap();
        for tool in DECLARATIONS {
            let needed: BTreeSet<_> = scopes::of_tool(tool.name, product)
                .flat_map(|operation| operation.oauth.iter().zip(operation.token))
                .map(|(oauth, token)| match oauth == token {
                    true => format!("`{oauth}`"),
                    false => format!("`{oauth}` (`{token}`)"),
                })
                .collect();
            if !needed.is_empty() {
                let needed: Vec<_> = needed.into_iter().collect();
                writeln!(text, "| `{}` | {} |", tool.name, needed.join(", ")).unwrap();
            }
        }
    }
    mirrored("generated/SCOPES.md", &text);
}

fn row(text: &mut String, tool: &Declaration) {
    let access = match tool.effect {
        Effect::Read => "read",
        Effect::Write {
            destructive: true, ..
        } => "write, may overwrite or delete",
        Effect::Write { .. } => "write",
    };
    let about = tool.description.replace('\n', " ").replace('|', "\\|");
    writeln!(
        text,
        "| `{}` | {about} | {access} | `{}` |",
        tool.name, tool.toolset
    )
    .unwrap();
}
