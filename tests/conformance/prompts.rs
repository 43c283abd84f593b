//! The prompts of the suite.

use rmcp::model::{
    ContentBlock, GetPromptRequestParams, GetPromptResult, Prompt, PromptArgument, PromptMessage,
    Role,
};

use super::{content, questions};

/// The one whose arguments are completed.
pub const WITH_ARGUMENTS: &str = "test_prompt_with_arguments";

pub fn listed() -> Vec<Prompt> {
    let prompts: [(&str, &[&str]); 5] = [
        ("test_simple_prompt", &[]),
        (WITH_ARGUMENTS, &["arg1", "arg2"]),
        ("test_prompt_with_embedded_resource", &["resourceUri"]),
        ("test_prompt_with_image", &[]),
        (questions::PROMPT, &[]),
    ];
    let listed = prompts.map(|(name, arguments)| {
        let required = |name: &&str| PromptArgument::new(*name).with_required(true);
        let arguments = arguments.iter().map(required).collect();
        Prompt::new(name, Some("A prompt of the suite"), Some(arguments))
    });
    listed.into()
}

/// A prompt of the suite with its arguments.
pub fn filled(request: &GetPromptRequestParams) -> Option<GetPromptResult> {
    let argument = |name| {
        let arguments = request.arguments.as_ref();
        let value = arguments.and_then(|arguments| arguments.get(name));
        value.and_then(|value| value.as_str()).unwrap_or_default()
    };
    let text = |text: &str| ContentBlock::text(text);
    let content = match request.name.as_str() {
        "test_simple_prompt" => vec![text("This is a simple prompt for testing.")],
        WITH_ARGUMENTS => {
            let (first, second) = (argument("arg1"), argument("arg2"));
            vec![ContentBlock::text(format!(
                "arg1='{first}', arg2='{second}'"
            ))]
        }
        "test_prompt_with_embedded_resource" => vec![
            content::embedded(argument("resourceUri"), "text/plain", "What is embedded."),
            text("Please read the resource above."),
        ],
        "test_prompt_with_image" => vec![content::image(), text("Please look at the image above.")],
        _ => return None,
    };
    let messages = content.into_iter();
    let messages = messages.map(|content| PromptMessage::new(Role::User, content));
    Some(GetPromptResult::new(messages.collect()))
}
