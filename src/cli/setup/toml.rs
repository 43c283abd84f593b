//! A client's file in TOML: one table is set, and all else keeps its bytes.

use serde_json::Value;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, value};

use super::file::Entry;

/// What stands in place of a text that is nobody's business.
const VEIL: &str = "…";

/// The text with the entry in it; the same text if it is there already.
///
/// # Errors
/// Why the text cannot be changed.
pub(super) fn with(text: &str, entry: &Entry<'_>) -> Result<String, String> {
    let mut document = parsed(text)?;
    let there = table(document.as_table_mut(), entry)?;
    for (name, wanted) in &entry.fields {
        let wanted = item(wanted)?;
        let stands = there
            .get(name)
            .map(|item| item.to_string().trim().to_owned());
        if stands.as_deref() != Some(wanted.to_string().trim()) {
            there.insert(name, wanted);
        }
    }
    // What a client sets itself would win over the file that the entry names.
    if let Some(variables) = there.get_mut("env").and_then(Item::as_table_like_mut) {
        for name in &entry.replaced {
            variables.remove(name);
        }
    }
    Ok(document.to_string())
}

/// The text as it may be shown: what the entry holds beside its own fields is veiled.
pub(super) fn veiled(text: &str, entry: &Entry<'_>) -> Result<String, String> {
    let mut document = parsed(text)?;
    let mut there = Some(document.as_item_mut());
    for name in [entry.section, entry.name, "env"] {
        there = there.and_then(|item| item.as_table_like_mut()?.get_mut(name));
    }
    if let Some(variables) = there.and_then(Item::as_table_like_mut) {
        for (_, variable) in variables.iter_mut() {
            *variable = value(VEIL);
        }
    }
    Ok(document.to_string())
}

fn parsed(text: &str) -> Result<DocumentMut, String> {
    text.parse::<DocumentMut>().map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        format!("it is no TOML at line {line}")
    })
}

/// The table of the entry, made if there is none.
fn table<'d>(document: &'d mut Table, entry: &Entry<'_>) -> Result<&'d mut dyn TableLike, String> {
    let no_table = |name: &str| format!("{name} in it is no table");
    let servers = document.entry(entry.section).or_insert_with(|| {
        let mut servers = Table::new();
        // Only its entries have a heading.
        servers.set_implicit(true);
        Item::Table(servers)
    });
    let servers = servers
        .as_table_like_mut()
        .ok_or_else(|| no_table(entry.section))?;
    let there = servers
        .entry(entry.name)
        .or_insert_with(|| Item::Table(Table::new()));
    there
        .as_table_like_mut()
        .ok_or_else(|| no_table(entry.name))
}

fn item(field: &Value) -> Result<Item, String> {
    let text = |field: &Value| field.as_str().map(str::to_owned);
    match field {
        Value::String(text) => Ok(value(text)),
        Value::Array(items) => {
            let items: Option<Array> = items.iter().map(text).collect();
            items
                .map(value)
                .ok_or_else(|| "an argument is no text".to_owned())
        }
        _ => Err("a field is neither text nor list".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    fn entry() -> Entry<'static> {
        Entry {
            section: "mcp_servers",
            name: "atlassian",
            fields: vec![
                ("command", json!("/bin/it")),
                ("args", json!(["--env-file", "/e"])),
            ],
            replaced: BTreeSet::from(["JIRA_API_TOKEN".to_owned()]),
        }
    }

    const OURS: &str =
        "[mcp_servers.atlassian]\ncommand = \"/bin/it\"\nargs = [\"--env-file\", \"/e\"]\n";

    #[test]
    fn an_entry_comes_in_and_all_else_stays() {
        assert_eq!(with("", &entry()).unwrap(), OURS);
        let text = "# mine\nmodel = \"x\"   # best\n\n[mcp_servers.other]\ncommand = 'y'\n";
        let changed = with(text, &entry()).unwrap();
        assert_eq!(changed, format!("{text}\n{OURS}"));
        assert_eq!(with(&changed, &entry()).unwrap(), changed);
    }

    #[test]
    fn an_entry_that_is_there_keeps_what_is_not_ours() {
        let text = "[mcp_servers.atlassian]\ncommand = \"docker\" # why\ntool_timeout_sec = 9\n\n[mcp_servers.atlassian.env]\nA = \"s3cret\"\nJIRA_API_TOKEN = \"s3cret\"\n";
        let changed = with(text, &entry()).unwrap();
        assert!(
            changed.contains("tool_timeout_sec = 9\n") && changed.contains("A = \"s3cret\"\n"),
            "{changed}"
        );
        assert!(
            changed.contains("command = \"/bin/it\"") && !changed.contains("JIRA_API_TOKEN"),
            "{changed}"
        );
        let shown = veiled(&changed, &entry()).unwrap();
        assert!(
            !shown.contains("s3cret") && shown.contains("A = \"…\""),
            "{shown}"
        );
    }

    #[test]
    fn what_is_broken_is_refused_with_its_place() {
        for (text, why) in [
            ("a = 1\nb = ", "line 2"),
            ("mcp_servers = 1", "mcp_servers"),
            ("[mcp_servers]\natlassian = 1", "atlassian"),
        ] {
            let refused = with(text, &entry()).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
    }
}
