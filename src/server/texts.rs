//! What a caller reads of a tool: nothing about tools that do not exist for them.

use std::borrow::Cow;
use std::sync::Arc;

use rmcp::model::Tool;
use serde_json::Value;

use crate::declaration::{DECLARATIONS, sentences};

/// The tool without the sentences of its texts that name a tool which is not `listed`.
pub fn about_listed(mut tool: Tool, listed: &dyn Fn(&str) -> bool) -> Tool {
    tool.description = tool.description.map(|text| Cow::Owned(kept(&text, listed)));
    let schema = Arc::make_mut(&mut tool.input_schema);
    let parameters = schema.get_mut("properties").and_then(Value::as_object_mut);
    let parameters = parameters
        .into_iter()
        .flatten()
        .filter_map(|(_, schema)| schema.as_object_mut());
    for parameter in parameters {
        if let Some(text) = parameter.get("description").and_then(Value::as_str) {
            let text = kept(text, listed);
            parameter.insert("description".into(), text.into());
            parameter.retain(|name, value| name != "description" || value != "");
        }
    }
    tool
}

/// The sentences that name no tool, or only listed ones.
fn kept(text: &str, listed: &dyn Fn(&str) -> bool) -> String {
    let is_kept = |sentence: &&str| {
        let words = sentence.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let mut tools = words.filter(|word| DECLARATIONS.iter().any(|tool| tool.name == *word));
        tools.all(listed)
    };
    let sentences = sentences(text).into_iter().filter(is_kept);
    sentences.map(str::trim).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tool_does_is_told_whatever_else_is_listed() {
        for tool in DECLARATIONS {
            let told = kept(tool.description, &|name| name == tool.name);
            let first = sentences(tool.description).first().copied();
            assert!(
                first.is_some_and(|first| told.starts_with(first)),
                "{}: its first sentence names a tool that may not be listed",
                tool.name
            );
        }
    }

    #[test]
    fn sentences_about_what_is_not_listed_fall_away() {
        let listed = |name: &str| name == "jira_search";
        let text = "Find things, e.g. bugs. Use jira_search for more. Write with jira_update_issue, e.g. fast. Done.";
        assert_eq!(
            kept(text, &listed),
            "Find things, e.g. bugs. Use jira_search for more. Done."
        );
        assert_eq!(kept("From jira_get_agile_boards", &listed), "");
        assert_eq!(kept("Quote names. `x`", &|_| false), "Quote names. `x`");
    }
}
