//! What a caller reads of a tool: its text and the schema of its parameters, with nothing about tools that do not exist for them.

use serde_json::{Map, Value};

use crate::args::only_listed;
use crate::caller::Caller;
use crate::declaration::{self, Declaration, sentences};
use crate::http::Session;

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// The schemas of a tool.
struct Schemas {
    tool: &'static Declaration,
    input: fn() -> Map<String, Value>,
    output: Option<fn() -> Map<String, Value>>,
}

/// A tool as a caller reads of it.
#[derive(Debug)]
pub struct Listing {
    /// What it does.
    pub description: String,
    /// The JSON schema of its parameters.
    pub schema: Map<String, Value>,
}

impl Listing {
    /// What the caller reads of a tool.
    pub fn of(tool: &Declaration, caller: &Caller) -> Self {
        let exists = |name: &str| caller.policy().find(name).is_ok();
        let mut schema = schema(tool, caller);
        let parameters = schema.get_mut("properties").and_then(Value::as_object_mut);
        let parameters = parameters
            .into_iter()
            .flatten()
            .filter_map(|(_, schema)| schema.as_object_mut());
        for parameter in parameters {
            if let Some(text) = parameter.get("description").and_then(Value::as_str) {
                let text = kept(text, &exists);
                parameter.insert("description".into(), text.into());
                parameter.retain(|name, value| name != "description" || value != "");
            }
        }
        Self {
            description: kept(tool.description, &exists),
            schema,
        }
    }
}

/// The JSON schema of all that a tool takes.
pub fn accepted(tool: &Declaration) -> Map<String, Value> {
    let own = of(tool);
    own.map(|schemas| (schemas.input)()).unwrap_or_default()
}

/// The JSON schema of what a tool replies; none if that need not be a JSON object.
pub fn output(tool: &Declaration) -> Option<Map<String, Value>> {
    of(tool)?.output.map(|schema| schema())
}

fn of(tool: &Declaration) -> Option<&'static Schemas> {
    SCHEMAS
        .iter()
        .find(|schemas| schemas.tool.name == tool.name)
}

/// The JSON schema that the caller's model sees: of the parameters that mean something where the tool's product runs, and of those
/// that name files of this machine only where files are allowed. Others are accepted, and take no room.
pub fn schema(tool: &Declaration, caller: &Caller) -> Map<String, Value> {
    let product = tool.needs.first();
    let session = product.and_then(|product| caller.session(*product));
    let deployment = session.map(Session::deployment);
    let files = caller.policy().allows_files();
    let listed = |name: &str| {
        let mut named = tool
            .parameters
            .iter()
            .filter(|parameter| parameter.name == name);
        named.any(|parameter| parameter.is_listed(deployment, files))
    };
    let mut schema = accepted(tool);
    only_listed(&mut schema, listed);
    schema
}

/// The sentences that name no tool, or only such as exist.
fn kept(text: &str, exists: &dyn Fn(&str) -> bool) -> String {
    let is_kept = |sentence: &&str| {
        let words = sentence.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let mut tools = words.filter(|word| declaration::all().any(|tool| tool.name == *word));
        tools.all(exists)
    };
    let sentences = sentences(text).into_iter().filter(is_kept);
    sentences.map(str::trim).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tool_does_is_told_whatever_else_is_listed() {
        for tool in declaration::all() {
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
