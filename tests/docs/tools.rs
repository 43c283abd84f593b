//! `docs/tools/` shows every served tool with its parameters and what goes over the wire. The examples are the stories of `tests/wire`, so they are what happens.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use atlassian_mcp::args::{Listed, Parameter};
use atlassian_mcp::declaration::Effect;
use atlassian_mcp::listing::accepted;
use atlassian_mcp::product::Deployment;
use atlassian_mcp::registry::{TOOLS, Tool};
use serde_json::Value;

use crate::generated::mirrored;

/// The longest example that is shown whole.
const LONGEST: usize = 60;

/// The pages: their names, what they are about, and how the names of tools begin that are on them.
pub const FILES: [(&str, &str, &[&str]); 4] = [
    ("jira", "Jira", &["jira_"]),
    ("confluence", "Confluence", &["confluence_"]),
    ("bitbucket", "Bitbucket", &["bitbucket_"]),
    ("composite", "Across products", &["composite_", "discover_"]),
];

#[test]
fn tools_by_example() {
    for (file, heading, prefixes) in FILES {
        let mut page = format!(
            "# Tools: {heading}\n\nMade from the stories in `tests/wire`, which run against the demo: the arguments, what the \
             server asks of Atlassian for them, and the reply. Replies are compact JSON; they are spread out here to be read.\n\n\
             Every parameter is accepted everywhere. So that the list of tools costs models little, it names those marked *Cloud* or \
             *Data Center* only there, and those marked *not listed* nowhere. A string that holds JSON may be the object or list itself.\n"
        );
        let named = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
        let served = TOOLS.iter().filter(|tool| named(tool.declaration.name));
        served.for_each(|tool| section(&mut page, tool));
        mirrored(&format!("docs/tools/{file}.md"), &page);
    }
}

fn section(page: &mut String, tool: &Tool) {
    let declaration = tool.declaration;
    let access = match declaration.effect {
        Effect::Read => "Reads.",
        Effect::Write {
            destructive: true, ..
        } => "Writes; may overwrite or delete.",
        Effect::Write { .. } => "Writes.",
    };
    writeln!(
        page,
        "\n## {}\n\n{} *{access}*",
        declaration.name, declaration.description
    )
    .unwrap();
    parameters(page, tool);
    for (suffix, heading) in [("cloud", "Cloud"), ("dc", "Data Center")] {
        let story = story(&format!("{}@{suffix}", declaration.name));
        let story = story.unwrap_or_else(|| {
            panic!(
                "{} has no story on {heading}: add one to tests/wire",
                declaration.name
            )
        });
        writeln!(
            page,
            "\n{heading}:\n\n````text\n{}\n````",
            shortened(&story)
        )
        .unwrap();
    }
}

fn parameters(page: &mut String, tool: &Tool) {
    page.push_str("\n| parameter | type | |\n| --- | --- | --- |\n");
    let schema = accepted(tool.declaration);
    for (parameter, property) in tool
        .declaration
        .parameters
        .iter()
        .zip(schema["properties"].as_object().unwrap().values())
    {
        let kind = property["type"].as_str().unwrap();
        let about = about(parameter, property).replace('|', "\\|");
        writeln!(page, "| `{}` | {kind} | {about} |", parameter.name).unwrap();
    }
}

/// What is to be known of a parameter beside its type.
fn about(parameter: &Parameter, property: &Value) -> String {
    let text = property["description"].as_str().unwrap_or_default();
    let default = property
        .get("default")
        .map(|value| format!("default {value}"));
    let range = property
        .get("maximum")
        .map(|most| format!("{} to {most}", property["minimum"]));
    let listed = match parameter.listed {
        Listed::Everywhere => None,
        Listed::On(Deployment::Cloud) => Some("*Cloud*"),
        Listed::On(Deployment::DataCenter) => Some("*Data Center*"),
        Listed::Nowhere => Some("*not listed*"),
    };
    let parts = [
        parameter.required.then(|| "**required**".to_owned()),
        Some(text.to_owned()).filter(|text| !text.is_empty()),
        default.filter(|_| !text.to_lowercase().contains("default")),
        range,
        listed.map(str::to_owned),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A reviewed snapshot without its head.
pub fn story(name: &str) -> Option<String> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/wire/snapshots/{name}.snap"));
    let text = fs::read_to_string(path).ok()?;
    Some(text.splitn(3, "---\n").nth(2)?.trim().to_owned())
}

/// The first lines of a long story, which show its shape.
fn shortened(story: &str) -> String {
    let lines: Vec<_> = story.lines().collect();
    match lines.len() {
        0..=LONGEST => story.to_owned(),
        all => format!(
            "{}\n… {} more lines",
            lines[..LONGEST].join("\n"),
            all - LONGEST
        ),
    }
}
