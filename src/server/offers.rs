//! Resources, prompts and completions: other doors to what tools show, under the same policy.

use rmcp::ErrorData;
use rmcp::model::{
    CompleteRequestParams, CompletionInfo, ErrorCode, GetPromptRequestParams, GetPromptResult,
    Prompt, PromptArgument, PromptMessage, ReadResourceResult, Reference, ResourceContents,
    ResourceTemplate, Role,
};
use serde_json::{Map, Value, json};

use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::likeness::short;
use crate::offers::{self, Completion, Resource};
use crate::reply::Reply;

/// The longest argument of a prompt, in characters.
const LONGEST: usize = 255;

/// The templates of the caller's resources.
pub(super) fn templates(caller: &Caller) -> Vec<ResourceTemplate> {
    let all = offers::resources(caller.policy());
    all.map(|resource| {
        ResourceTemplate::new(resource.uri, resource.name).with_title(resource.title)
    })
    .collect()
}

/// The resource that has such an address, with the values in it.
///
/// # Errors
/// That there is none, with the addresses that there are.
pub(super) fn resource(
    caller: &Caller,
    uri: &str,
) -> Result<(&'static Resource, Map<String, Value>), ErrorData> {
    let all = || offers::resources(caller.policy());
    let mut found = all().filter_map(|resource| Some((resource, resource.values(uri)?)));
    found.next().ok_or_else(|| {
        let known: Vec<_> = all().map(|resource| resource.uri).collect();
        let message = format!(
            "There is no resource {}; addresses are of the forms {}",
            short(uri),
            known.join(", ")
        );
        ErrorData::resource_not_found(message, Some(json!({ "uri": short(uri) })))
    })
}

/// What a tool shows as the contents of the resource at an address: what is said of a text stands before it.
pub(super) fn contents(resource: &Resource, uri: &str, reply: &Reply) -> ReadResourceResult {
    let of = |text: &str, mime: &str| ResourceContents::text(text, uri).with_mime_type(mime);
    let head = (!reply.head().is_empty()).then(|| of(reply.head(), "text/plain"));
    let mime = if reply.is_json() {
        "application/json"
    } else {
        resource.mime
    };
    ReadResourceResult::new(head.into_iter().chain([of(reply.as_str(), mime)]).collect())
}

/// The caller's prompts.
pub(super) fn prompts(caller: &Caller) -> Vec<Prompt> {
    let told = |prompt: &offers::Prompt| {
        let arguments = prompt.arguments.iter().map(|argument| {
            PromptArgument::new(argument.name)
                .with_description(argument.about)
                .with_required(true)
        });
        Prompt::new(
            prompt.name,
            Some(prompt.description),
            Some(arguments.collect()),
        )
        .with_title(prompt.title)
    };
    offers::prompts(caller.policy()).map(told).collect()
}

/// A prompt with its arguments filled in.
///
/// # Errors
/// If there is no such prompt, or an argument is missing, unknown or no short text on one line.
pub(super) fn prompt(
    caller: &Caller,
    asked: GetPromptRequestParams,
) -> Result<GetPromptResult, ErrorData> {
    let prompt = named(caller, &asked.name)?;
    let given = asked.arguments.unwrap_or_default();
    let unknown = given
        .keys()
        .filter(|name| !prompt.arguments.iter().any(|known| known.name == **name));
    let unknown = unknown
        .take(1)
        .map(|name| format!("`{}` is no argument", short(name)));
    let value = |name: &str| {
        given
            .get(name)?
            .as_str()
            .map(str::trim)
            .filter(|value| is_line(value))
    };
    let missing = prompt
        .arguments
        .iter()
        .filter(|argument| value(argument.name).is_none());
    let missing = missing.map(|argument| {
        format!(
            "`{}` must be a text of one line, at most {LONGEST} characters: {}",
            argument.name, argument.about
        )
    });
    let faults: Vec<_> = unknown.chain(missing).collect();
    let text = offers::filled(prompt.text, &value).filter(|_| faults.is_empty());
    let text = text.ok_or_else(|| ErrorData::invalid_params(faults.join("; "), None))?;
    Ok(
        GetPromptResult::new(vec![PromptMessage::new_text(Role::User, text)])
            .with_description(prompt.description),
    )
}

fn is_line(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST && !text.contains(char::is_control)
}

fn named(caller: &Caller, name: &str) -> Result<&'static offers::Prompt, ErrorData> {
    let mut all = offers::prompts(caller.policy());
    all.find(|prompt| prompt.name == name).ok_or_else(|| {
        ErrorData::invalid_params(format!("There is no prompt {}", short(name)), None)
    })
}

/// What the values of an argument can be chosen of, if the caller can; a template or prompt must be one of his.
///
/// # Errors
/// If there is no such template or prompt.
pub(super) fn completion(
    caller: &Caller,
    asked: &CompleteRequestParams,
) -> Result<Option<&'static Completion>, ErrorData> {
    let name = asked.argument.name.as_str();
    let found = match &asked.r#ref {
        Reference::Prompt(prompt) => {
            let mut arguments = named(caller, &prompt.name)?.arguments.iter();
            let argument = arguments.find(|argument| argument.name == name);
            argument.and_then(|argument| argument.completion.as_ref())
        }
        Reference::Resource(template) => {
            let mut all = offers::resources(caller.policy());
            let resource = all
                .find(|resource| resource.uri == template.uri)
                .ok_or_else(|| {
                    let message = format!("There is no resource template {}", short(&template.uri));
                    ErrorData::invalid_params(message, None)
                })?;
            let mut completed = resource.completed.iter();
            completed
                .find(|(value, _)| *value == name)
                .map(|(_, completion)| completion)
        }
        _ => None,
    };
    Ok(found.filter(|completion| caller.policy().allows(completion.call.tool)))
}

/// The values that a reply shows and that begin as what was typed, in any letter case.
pub(super) fn values(completion: &Completion, reply: &Reply, typed: &str) -> CompletionInfo {
    let payload: Value = serde_json::from_str(reply.as_str()).unwrap_or_default();
    let items = payload.get(completion.list).and_then(Value::as_array);
    let shown = items
        .into_iter()
        .flatten()
        .filter_map(|item| item.get(completion.item)?.as_str());
    let typed = typed.to_lowercase();
    let fitting = shown.filter(|value| value.to_lowercase().starts_with(&typed));
    let mut values = CompletionInfo::default();
    values.values = fitting
        .take(CompletionInfo::MAX_VALUES)
        .map(str::to_owned)
        .collect();
    values.has_more = Some(payload.get("next").is_some());
    values
}

/// A failed call as an error of the protocol, where results have no place for one; its words are those that the tool's own call gives.
pub(super) fn refusal(error: &Error) -> ErrorData {
    let code = match error {
        Error::Arguments(_) | Error::UnknownTool { .. } | Error::Refused(_) => {
            ErrorCode::INVALID_PARAMS
        }
        Error::Upstream { status: 404, .. } => ErrorCode::RESOURCE_NOT_FOUND,
        _ => ErrorCode::INTERNAL_ERROR,
    };
    ErrorData::new(code, error.brief(), None)
}
