//! What asks the client back, by the answer to its request (SEP-2322): each tool has rounds of questions, and what it gives the client to
//! keep says which of them it is in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rmcp::ErrorData;
use rmcp::model::{
    CallToolResponse, CallToolResult, ClientCapabilities, ContentBlock, CreateMessageResult,
    ElicitResult, ElicitationAction, GetPromptResponse, GetPromptResult, InputRequest,
    InputRequests, InputRequiredResult, InputResponses, ListRootsResult, PromptMessage, Role,
};
use rmcp::service::{RequestContext, RoleServer};
use serde_json::{Value, from_value, json};
use sha2::Sha256;

/// The prompt that asks.
pub const PROMPT: &str = "test_input_required_result_prompt";

/// The tools that ask.
pub const TOOLS: [&str; 10] = [
    "test_input_required_result_elicitation",
    "test_input_required_result_sampling",
    "test_input_required_result_list_roots",
    "test_input_required_result_request_state",
    "test_input_required_result_multiple_inputs",
    "test_input_required_result_multi_round",
    "test_input_required_result_tampered_state",
    "test_input_required_result_capabilities",
    "test_missing_capability",
    "test_streaming_elicitation",
];

/// What comes next.
pub enum Next {
    /// Questions, and the state for the client to keep.
    Ask(InputRequests, String),
    /// All that was answered.
    Answered(String),
}

/// The questions of a tool, round by round.
pub fn of_tool(name: &str) -> Option<Vec<InputRequests>> {
    let rounds = match name
        .strip_prefix("test_input_required_result_")
        .unwrap_or(name)
    {
        "elicitation" | "test_streaming_elicitation" => json!([{ "user_name": form("name") }]),
        "sampling" | "test_missing_capability" => json!([{ "capital_question": model() }]),
        "list_roots" => json!([{ "client_roots": roots() }]),
        "request_state" | "tampered_state" => json!([{ "confirm": form("ok") }]),
        "multiple_inputs" => {
            json!([{ "user_name": form("name"), "greeting": model(), "client_roots": roots() }])
        }
        "multi_round" => json!([{ "step1": form("name") }, { "step2": form("color") }]),
        "capabilities" => json!([{ "user_name": form("name"), "greeting": model() }]),
        _ => return None,
    };
    Some(from_value(rounds).unwrap())
}

/// The questions of a prompt.
pub fn of_prompt(name: &str) -> Option<Vec<InputRequests>> {
    let rounds = json!([{ "user_context": form("context") }]);
    (name == PROMPT).then(|| from_value(rounds).unwrap())
}

fn form(field: &str) -> Value {
    let kind = if field == "ok" { "boolean" } else { "string" };
    let schema =
        json!({ "type": "object", "properties": { field: { "type": kind } }, "required": [field] });
    let params =
        json!({ "mode": "form", "message": format!("Which {field}?"), "requestedSchema": schema });
    json!({ "method": "elicitation/create", "params": params })
}

fn model() -> Value {
    let message = json!({ "role": "user", "content": { "type": "text", "text": "What is the capital of France?" } });
    json!({ "method": "sampling/createMessage", "params": { "messages": [message], "maxTokens": 100 } })
}

fn roots() -> Value {
    json!({ "method": "roots/list", "params": {} })
}

/// What comes next: the round that the state names, again unless all of it is answered.
pub fn next(
    rounds: &[InputRequests],
    answers: &Option<InputResponses>,
    state: &Option<String>,
) -> Result<Next, ErrorData> {
    let round = match state {
        None => 0,
        Some(state) => opened(state)
            .ok_or_else(|| ErrorData::invalid_params("requestState is not this server's", None))?,
    };
    let answers = answers.clone().unwrap_or_default();
    let is_answered = |(key, question): (&String, &InputRequest)| {
        let answer = answers.get(key).cloned();
        answer.is_some_and(|answer| fits(question, answer))
    };
    let round = round + usize::from(rounds[round].iter().all(is_answered));
    Ok(match rounds.get(round) {
        Some(questions) => Next::Ask(questions.clone(), sealed(round)),
        None => Next::Answered(format!("state-ok {}", json!(answers))),
    })
}

fn fits(question: &InputRequest, answer: Value) -> bool {
    match question {
        InputRequest::Elicitation(_) => from_value::<ElicitResult>(answer).is_ok_and(|answer| {
            answer.action == ElicitationAction::Accept && answer.content.is_some()
        }),
        InputRequest::CreateMessage(_) => from_value::<CreateMessageResult>(answer).is_ok(),
        _ => from_value::<ListRootsResult>(answer).is_ok(),
    }
}

/// What a tool says to that.
pub fn to_tool(
    next: Next,
    context: &RequestContext<RoleServer>,
) -> Result<CallToolResponse, ErrorData> {
    Ok(match next {
        Next::Ask(questions, state) => possible(questions, state, context)?.into(),
        Next::Answered(text) => CallToolResult::success(vec![ContentBlock::text(text)]).into(),
    })
}

/// What a prompt says to that.
pub fn to_prompt(
    next: Next,
    context: &RequestContext<RoleServer>,
) -> Result<GetPromptResponse, ErrorData> {
    Ok(match next {
        Next::Ask(questions, state) => possible(questions, state, context)?.into(),
        Next::Answered(text) => {
            GetPromptResult::new(vec![PromptMessage::new_text(Role::User, text)]).into()
        }
    })
}

/// Those questions that the client says it can answer.
fn possible(
    mut questions: InputRequests,
    state: String,
    context: &RequestContext<RoleServer>,
) -> Result<InputRequiredResult, ErrorData> {
    let can = context.client_capabilities().unwrap_or_default();
    let mut lacking = ClientCapabilities::default();
    questions.retain(|_, question| match question {
        InputRequest::Elicitation(_) => {
            lacking.elicitation = Some(Default::default());
            can.elicitation.is_some()
        }
        InputRequest::CreateMessage(_) => {
            lacking.sampling = Some(Default::default());
            can.sampling.is_some()
        }
        _ => {
            lacking.roots = Some(Default::default());
            can.roots.is_some()
        }
    });
    match questions.is_empty() {
        true => Err(ErrorData::missing_required_client_capability(lacking)),
        false => Ok(InputRequiredResult::new(Some(questions), Some(state))),
    }
}

/// The number of a round, which nobody else can have written.
fn sealed(round: usize) -> String {
    format!(
        "{round}.{}",
        URL_SAFE_NO_PAD.encode(seal(round).finalize().into_bytes())
    )
}

fn opened(state: &str) -> Option<usize> {
    let (round, _) = state.split_once('.')?;
    let round = round.parse().ok()?;
    (sealed(round) == state).then_some(round)
}

fn seal(round: usize) -> Hmac<Sha256> {
    let key = b"only for the suite";
    Hmac::new_from_slice(key)
        .unwrap()
        .chain_update(round.to_be_bytes())
}
