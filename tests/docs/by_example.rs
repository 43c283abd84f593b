//! `docs/tools-by-example.md`: each tool once, as somebody at a terminal sees it. The arguments are those of its story in `tests/wire`.

use std::fmt::Write as _;

use atlassian_mcp::declaration::Declaration;
use atlassian_mcp::registry::TOOLS;
use serde_json::{Map, Value};

use super::shell::{quoted, session};
use super::tools::{FILES, story};
use crate::generated::mirrored;

/// The page.
pub const PAGE: &str = "docs/tools-by-example.md";

/// The most lines that are shown of what a tool prints, and the longest of them in characters.
const LINES: usize = 8;
const LINE: usize = 120;

const HEAD: &str = "# Tools by example

Each tool once, as it is called from a terminal: every command runs as it stands, against the made-up company that `--demo` carries in
memory. An assistant calls the same tools with the same arguments, and gets compact JSON or text. `…` is what is left out here.
";

#[test]
fn each_tool_at_a_terminal() {
    let mut page = HEAD.to_owned();
    for (file, heading, prefixes) in FILES {
        writeln!(page, "\n## {heading}").unwrap();
        let named = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
        let tools = TOOLS.iter().map(|tool| tool.declaration);
        let tools = tools.filter(|declaration| named(declaration.name));
        tools.for_each(|declaration| section(&mut page, file, declaration));
    }
    mirrored(PAGE, &page);
}

fn section(page: &mut String, file: &str, declaration: &Declaration) {
    let Declaration { name, title, .. } = declaration;
    let command = command(name);
    let seen = session(&[&command], None);
    let shown = shortened(&seen);
    writeln!(
        page,
        "\n### {title}\n\n[`{name}`](tools/{file}.md#{name})\n\n```console\n{shown}\n```"
    )
    .unwrap();
}

/// The call that a tool's story begins with, as it is typed.
fn command(name: &str) -> String {
    let story = story(&format!("{name}@cloud")).unwrap();
    let (_, arguments) = story.lines().next().unwrap().split_once(' ').unwrap();
    let arguments: Map<String, Value> = serde_json::from_str(arguments).unwrap();
    let mut command = format!("mcp-atlassian call {name}");
    for (parameter, value) in arguments {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        write!(command, " {parameter}={}", quoted(&text)).unwrap();
    }
    command + " --demo"
}

/// The prompt, and the first lines of what was printed.
fn shortened(seen: &str) -> String {
    let mut lines = seen.trim_end().lines();
    let prompt = lines.next().unwrap().to_owned();
    let printed: Vec<_> = lines.map(line).collect();
    let (shown, more) = match printed.len() > LINES + 1 {
        true => (&printed[..LINES], "\n…"),
        false => (&printed[..], ""),
    };
    format!("{prompt}\n{}{more}", shown.join("\n"))
}

fn line(text: &str) -> String {
    match text.char_indices().nth(LINE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
