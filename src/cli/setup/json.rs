//! A client's file in JSON, perhaps with comments: one entry is set, and all else keeps its bytes.

use jsonc_parser::ParseOptions;
use jsonc_parser::cst::{CstInputValue, CstNode, CstObject, CstRootNode};
use serde_json::Value;

use super::file::Entry;

/// What stands in place of a text that is nobody's business.
const VEIL: &str = "\"…\"";

/// The text with the entry in it; the same text if it is there already.
///
/// # Errors
/// Why the text cannot be changed.
pub(super) fn with(text: &str, entry: &Entry<'_>) -> Result<String, String> {
    let root = parsed(text)?;
    let all = root.object_value_or_create().ok_or("it holds no object")?;
    let servers = all.object_value_or_create(entry.section);
    let servers = servers.ok_or_else(|| format!("{} in it is no object", entry.section))?;
    match servers.get(entry.name) {
        None => {
            let fields = entry.fields.iter();
            let fields = fields.map(|(name, value)| ((*name).to_owned(), input(value)));
            servers.append(entry.name, CstInputValue::Object(fields.collect()));
        }
        Some(property) => {
            let there = property.object_value();
            let there = there.ok_or_else(|| format!("{} in it is no object", entry.name))?;
            entry.refuse_remote(|member| there.get(member).is_some())?;
            change(&there, entry);
        }
    }
    Ok(root.to_string())
}

fn change(there: &CstObject, entry: &Entry<'_>) {
    for (name, value) in &entry.fields {
        match there.get(name) {
            None => drop(there.append(name, input(value))),
            Some(property) => {
                let stands = property.value().and_then(|value| value.to_serde_value());
                if stands.as_ref() != Some(value) {
                    property.set_value(input(value));
                }
            }
        }
    }
    // What a client sets itself would win over the file that the entry names.
    if let Some(variables) = there.object_value("env") {
        let hidden = variables.properties().into_iter();
        let hidden = hidden.filter(|property| {
            property
                .decoded_name()
                .is_some_and(|name| entry.replaced.contains(&name))
        });
        hidden.for_each(|property| property.remove());
    }
}

/// The text as it may be shown: all in it but what setup writes into the entry is veiled, since it may be a secret.
pub(super) fn veiled(text: &str, entry: &Entry<'_>) -> Result<String, String> {
    let root = parsed(text)?;
    let mut path = Vec::new();
    for child in root.children() {
        veil(child, &mut path, false, entry);
    }
    Ok(root.to_string())
}

/// Texts are shown where they are `ours`; comments never are.
fn veil(node: CstNode, path: &mut Vec<String>, ours: bool, entry: &Entry<'_>) {
    if let Some(property) = node.as_object_prop() {
        path.push(property.decoded_name().unwrap_or_default());
        if let Some(value) = property.value() {
            let wanted = entry.wanted(path);
            let ours = wanted.is_some() && value.to_serde_value().as_ref() == wanted;
            veil(value, path, ours, entry);
        }
        path.pop();
    } else if let Some(text) = node.as_string_lit() {
        if !ours {
            text.set_raw_value(VEIL.to_owned());
        }
    } else if let Some(comment) = node.as_comment() {
        let veil = if comment.is_line_comment() {
            "// …"
        } else {
            "/* … */"
        };
        comment.set_raw_value(veil.to_owned());
    } else {
        for child in node.children() {
            veil(child, path, ours, entry);
        }
    }
}

fn parsed(text: &str) -> Result<CstRootNode, String> {
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    CstRootNode::parse(text, &options).map_err(|error| {
        let (line, column) = (error.line_display(), error.column_display());
        format!("it is no JSON at line {line}, column {column}")
    })
}

fn input(value: &Value) -> CstInputValue {
    match value {
        Value::Null => CstInputValue::Null,
        Value::Bool(value) => CstInputValue::Bool(*value),
        Value::Number(number) => CstInputValue::Number(number.to_string()),
        Value::String(text) => CstInputValue::String(text.clone()),
        Value::Array(items) => CstInputValue::Array(items.iter().map(input).collect()),
        Value::Object(members) => {
            let members = members.iter();
            CstInputValue::Object(
                members
                    .map(|(name, value)| (name.clone(), input(value)))
                    .collect(),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    fn entry() -> Entry<'static> {
        Entry {
            section: "servers",
            name: "atlassian",
            fields: vec![
                ("command", json!("/bin/it")),
                ("args", json!(["--env-file", "/e"])),
            ],
            replaced: BTreeSet::from(["JIRA_API_TOKEN".to_owned()]),
        }
    }

    #[test]
    fn an_entry_comes_in_and_all_else_stays() {
        let empty = with("", &entry()).unwrap();
        let expected = json!({ "servers": { "atlassian": { "command": "/bin/it", "args": ["--env-file", "/e"] } } });
        assert_eq!(serde_json::from_str::<Value>(&empty).unwrap(), expected);
        let text = "{\n  // mine\n  \"servers\": {\n    \"other\": { \"command\": \"x\" }, // last\n  },\n  \"z\": 1.50\n}\n";
        let changed = with(text, &entry()).unwrap();
        for kept in [
            "  // mine\n",
            "\"other\": { \"command\": \"x\" }, // last\n",
            "  \"z\": 1.50\n}\n",
        ] {
            assert!(changed.contains(kept), "{changed}");
        }
        assert!(
            changed.contains("    \"atlassian\": {\n      \"command\": \"/bin/it\""),
            "{changed}"
        );
        assert_eq!(with(&changed, &entry()).unwrap(), changed);
    }

    #[test]
    fn an_entry_that_is_there_keeps_what_is_not_ours() {
        let text = "{\"servers\": {\"atlassian\": {\"command\": \"docker\", \"timeout\": 9, \"env\": {\"A\": \"1\", \"JIRA_API_TOKEN\": \"s3cret\"}}}}";
        let changed = with(text, &entry()).unwrap();
        let value: Value = serde_json::from_str(&changed).unwrap();
        let expected = json!({ "command": "/bin/it", "timeout": 9, "env": { "A": "1" }, "args": ["--env-file", "/e"] });
        assert_eq!(value["servers"]["atlassian"], expected);
    }

    #[test]
    fn what_is_broken_is_refused_with_its_place() {
        for (text, why) in [
            ("{\n  \"a\": ,\n}", "line 2"),
            ("[]", "no object"),
            ("{\"servers\": []}", "servers"),
            ("{\"servers\": {\"atlassian\": 1}}", "atlassian"),
            ("{'a': 1}", "line 1"),
            ("{\"a\": 1", "line 1"),
        ] {
            let refused = with(text, &entry()).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
    }

    #[test]
    fn nothing_but_our_own_is_shown() {
        let text = "{\"key\": \"s3cret\", /* s3cret */ \"servers\": {\"atlassian\": {\"command\": \"/bin/it\", \"args\": [\"--env-file\", \"/e\"], \"type\": [\"s3cret\"], \"env\": {\"A\": \"s3cret\"}}, \"o\": [\"s3cret\"]}} // s3cret";
        let shown = veiled(text, &entry()).unwrap();
        assert!(
            !shown.contains("s3cret") && shown.contains("\"key\": \"…\""),
            "{shown}"
        );
        assert!(
            shown.contains("{\"command\": \"/bin/it\", \"args\": [\"--env-file\", \"/e\"], "),
            "{shown}"
        );
        let old = "{\"servers\": {\"atlassian\": {\"command\": \"s3cret\", \"args\": [\"--env-file\", \"s3cret\"]}}}";
        let shown = veiled(old, &entry()).unwrap();
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}
