//! Issues, pages and whatever else as Markdown: a heading, what is short, then the texts and lists.

use anstyle::Style;
use serde_json::{Map, Value};

use super::Screen;
use super::list::{self, List};
use super::value::{brief, texts};

pub(super) fn render(value: &Value, screen: &Screen) -> String {
    let text = match (value.as_object(), List::within(value)) {
        (Some(members), _) => object(value, members),
        (None, Some(list)) => items(&list.items),
        (None, None) => brief(value),
    };
    painted(text.trim(), screen)
}

fn object(value: &Value, members: &Map<String, Value>) -> String {
    let head = ["summary", "title", "name"]
        .into_iter()
        .find_map(|name| members.get(name)?.as_str().map(|text| (name, text)));
    let key = members.get("key").and_then(Value::as_str);
    let title: Vec<_> = key.into_iter().chain(head.map(|(_, text)| text)).collect();
    let in_title = |name: &str| name == "key" || head.is_some_and(|(head, _)| head == name);
    let texts: Vec<_> = texts(value).collect();
    let mut page = match &title[..] {
        [] => String::new(),
        title => format!("# {}\n\n", title.join(": ")),
    };
    let mut sections = String::new();
    for (name, value) in members {
        if in_title(name) || texts.iter().any(|(text, _)| text == name) {
            continue;
        }
        match List::within(value) {
            Some(list) if !list.items.is_empty() => {
                sections.push_str(&section(name, &list));
            }
            _ => page.push_str(&fact(name, value)),
        }
    }
    for (name, text) in &texts {
        page.push_str(&format!("\n## {}\n\n{}\n", heading(name), text.trim()));
    }
    page.push('\n');
    page + &sections
}

fn section(name: &str, List { items: rows, more }: &List<'_>) -> String {
    let more: String = more.iter().map(|(name, value)| fact(name, value)).collect();
    let blank = if more.is_empty() { "" } else { "\n" };
    format!(
        "## {}\n\n{more}{blank}{}\n\n",
        heading(name),
        items(rows).trim_end()
    )
}

fn fact(name: &str, value: &Value) -> String {
    format!("- **{name}:** {}\n", brief(value))
}

/// Items that hold texts one below the other, all others as a table.
fn items(items: &[&Map<String, Value>]) -> String {
    let texts: Option<Vec<_>> = items.iter().map(|item| with_text(item)).collect();
    texts.map_or_else(|| table(items), |texts| texts.join("\n\n"))
}

fn with_text(item: &Map<String, Value>) -> Option<String> {
    let text = item.get("body")?.as_str()?;
    let about = item.iter().filter(|(name, _)| *name != "body");
    let about: Vec<_> = about.map(|(_, value)| brief(value)).collect();
    Some(format!("### {}\n\n{}", about.join(", "), text.trim()))
}

fn table(items: &[&Map<String, Value>]) -> String {
    let columns = list::columns(items);
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut table = row(columns.iter().map(|name| (*name).to_owned()).collect());
    table.push_str(&row(columns.iter().map(|_| "---".to_owned()).collect()));
    for item in items {
        let cells = columns
            .iter()
            .map(|column| list::cell(item, column).replace('|', "\\|"));
        table.push_str(&row(cells.collect()));
    }
    table
}

/// `fixVersions` as `FixVersions`.
fn heading(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Headings stand out where colours are wanted; what is between fences is no heading.
fn painted(text: &str, screen: &Screen) -> String {
    let mut within = false;
    let lines = text.lines().map(|line| {
        within ^= line.trim_start().starts_with("```");
        if !within && line.starts_with('#') {
            screen.paint(Style::new().bold(), line)
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
