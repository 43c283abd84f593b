//! A client's file in TOML: one table is set, and all else keeps its bytes.

use serde_json::Value;
use toml_edit::{Array, Decor, DocumentMut, Formatted, Item, RawString, Table, TableLike, value};

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
    entry.refuse_remote(|member| there.contains_key(member))?;
    for (name, wanted) in &entry.fields {
        let stands = there.get(name).and_then(Item::as_value);
        if !stands.is_some_and(|stands| is(stands, wanted)) {
            there.insert(name, item(wanted)?);
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

/// Whether a value is that one.
fn is(value: &toml_edit::Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (toml_edit::Value::Array(items), Value::Array(wanted)) => {
            items.len() == wanted.len()
                && items
                    .iter()
                    .zip(wanted)
                    .all(|(item, wanted)| is(item, wanted))
        }
        (toml_edit::Value::String(text), Value::String(wanted)) => text.value() == wanted,
        _ => false,
    }
}

/// The text as it may be shown: all in it but what setup writes into the entry is veiled, since it may be a secret.
pub(super) fn veiled(text: &str, entry: &Entry<'_>) -> Result<String, String> {
    let mut document = parsed(text)?;
    veil_table(document.as_table_mut(), &mut Vec::new(), entry);
    let trailing = veiled_comments(Some(document.trailing()));
    document.set_trailing(trailing);
    Ok(document.to_string())
}

fn veil_table(table: &mut dyn TableLike, path: &mut Vec<String>, entry: &Entry<'_>) {
    for (mut key, item) in table.iter_mut() {
        veil_decor(key.leaf_decor_mut());
        path.push(key.get().to_owned());
        match item {
            Item::None => {}
            Item::Value(value) => veil_value(value, path, entry),
            Item::Table(table) => {
                veil_decor(table.decor_mut());
                veil_table(table, path, entry);
            }
            Item::ArrayOfTables(tables) => {
                for table in tables.iter_mut() {
                    veil_decor(table.decor_mut());
                    veil_table(table, path, entry);
                }
            }
        }
        path.pop();
    }
}

fn veil_value(value: &mut toml_edit::Value, path: &mut Vec<String>, entry: &Entry<'_>) {
    veil_decor(value.decor_mut());
    let is_ours = entry.wanted(path).is_some_and(|wanted| is(value, wanted));
    match value {
        toml_edit::Value::String(text) if !is_ours => {
            let decor = text.decor().clone();
            *text = Formatted::new(VEIL.to_owned());
            *text.decor_mut() = decor;
        }
        toml_edit::Value::Array(items) => {
            // What stands below an item is no member of the file, so that only the whole list can be ours.
            for item in items.iter_mut() {
                match is_ours {
                    true => veil_decor(item.decor_mut()),
                    false => veil_item(item, path, entry),
                }
            }
            let trailing = veiled_comments(Some(items.trailing()));
            items.set_trailing(trailing);
        }
        toml_edit::Value::InlineTable(table) => veil_table(table, path, entry),
        _ => {}
    }
}

/// Veils an item of a list, which is none of the entry's fields by itself.
fn veil_item(item: &mut toml_edit::Value, path: &mut Vec<String>, entry: &Entry<'_>) {
    path.push(String::new());
    veil_value(item, path, entry);
    path.pop();
}

fn veil_decor(decor: &mut Decor) {
    let (prefix, suffix) = (
        veiled_comments(decor.prefix()),
        veiled_comments(decor.suffix()),
    );
    if decor.prefix().is_some() {
        decor.set_prefix(prefix);
    }
    if decor.suffix().is_some() {
        decor.set_suffix(suffix);
    }
}

/// Blanks and line ends as they are, and of each comment that it is there.
fn veiled_comments(text: Option<&RawString>) -> String {
    let text = text.and_then(RawString::as_str).unwrap_or_default();
    let veiled = |line: &str| match line.split_once('#') {
        None => line.to_owned(),
        Some((before, comment)) => {
            let end = if comment.ends_with('\n') { "\n" } else { "" };
            format!("{before}# {VEIL}{end}")
        }
    };
    text.split_inclusive('\n').map(veiled).collect()
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
        assert!(shown.contains(r#"args = ["--env-file", "/e"]"#), "{shown}");
    }

    #[test]
    fn nothing_but_our_own_is_shown() {
        let text = "# s3cret\nkey = 's3cret' # s3cret\nlist = [\n  # s3cret\n  's3cret', { a = 's3cret' }, # s3cret\n]\n[mcp_servers.atlassian] # s3cret\ncommand = '/bin/it' # s3cret\nargs = ['--env-file', 's3cret', '/e']\n[[more]]\na = 's3cret'\n# s3cret\n";
        let shown = veiled(text, &entry()).unwrap();
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(
            shown.contains("command = '/bin/it' # …\nargs = [\"…\", "),
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
