//! The tools of the suite that ask nothing back.

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResult, ContentBlock, LoggingLevel,
    LoggingMessageNotificationParam, ProgressNotificationParam, Tool,
};
use rmcp::service::{RequestContext, RoleServer};
use serde_json::{Value, json};

use super::content;
use super::questions;
use super::suite::is_modern;

const PLAIN: [&str; 9] = [
    "test_simple_text",
    "test_image_content",
    "test_audio_content",
    "test_embedded_resource",
    "test_multiple_content_types",
    "test_error_handling",
    "test_tool_with_logging",
    "test_logging_tool",
    "test_tool_with_progress",
];

pub fn listed() -> Vec<Tool> {
    let names = PLAIN.into_iter().chain(questions::TOOLS);
    let plain = names.map(|name| tool(name, json!({ "type": "object" })));
    let particular = [
        tool("json_schema_2020_12_tool", keywords()),
        tool("test_header", by_header()),
    ];
    plain.chain(particular).collect()
}

fn tool(name: &'static str, schema: Value) -> Tool {
    let Value::Object(schema) = schema else {
        panic!("a schema is an object")
    };
    Tool::new(name, "A tool of the suite", Arc::new(schema))
}

/// A schema with keywords that are easily lost (SEP-1613, SEP-2106).
fn keywords() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": { "address": {
            "$anchor": "addressDef",
            "type": "object",
            "properties": { "street": { "type": "string" }, "city": { "type": "string" } },
        } },
        "properties": {
            "name": { "type": "string" },
            "address": { "$ref": "#/$defs/address" },
            "contactMethod": { "type": "string", "enum": ["phone", "email"] },
            "phone": { "type": "string" },
            "email": { "type": "string" },
        },
        "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
        "if": { "properties": { "contactMethod": { "const": "phone" } }, "required": ["contactMethod"] },
        "then": { "required": ["phone"] },
        "else": { "required": ["email"] },
        "additionalProperties": false,
    })
}

/// A parameter that is in a header, too (SEP-2243).
fn by_header() -> Value {
    json!({ "type": "object", "properties": { "region": { "type": "string", "x-mcp-header": "Region" } } })
}

/// What a tool of the suite gives.
pub async fn called(
    request: &CallToolRequestParams,
    context: &RequestContext<RoleServer>,
) -> Option<CallToolResult> {
    let text = ContentBlock::text("The tool was called.");
    let content = match request.name.as_ref() {
        "test_image_content" => vec![content::image()],
        "test_audio_content" => vec![ContentBlock::audio(content::SOUND, "audio/wav")],
        "test_embedded_resource" => {
            vec![content::embedded(
                "test://embedded-resource",
                "text/plain",
                "What is embedded.",
            )]
        }
        "test_multiple_content_types" => {
            let data = json!({ "test": "data", "value": 123 }).to_string();
            let data =
                content::embedded("test://mixed-content-resource", "application/json", &data);
            vec![text, content::image(), data]
        }
        "test_error_handling" => return Some(CallToolResult::error(vec![text])),
        "test_tool_with_logging" | "test_logging_tool" => {
            log(context).await;
            vec![text]
        }
        "test_tool_with_progress" => {
            report(context).await;
            vec![text]
        }
        "test_simple_text" | "json_schema_2020_12_tool" | "test_header" => vec![text],
        _ => return None,
    };
    Some(CallToolResult::success(content))
}

/// Three lines of a log, if they are wanted: from 2026-07-28 on a request says so.
async fn log(context: &RequestContext<RoleServer>) {
    if is_modern(context) && context.meta.log_level().is_none() {
        return;
    }
    for line in ["started", "under way", "done"] {
        let told = LoggingMessageNotificationParam::new(LoggingLevel::Info, json!(line));
        context.peer.notify_logging_message(told).await.unwrap();
    }
}

/// How far it is, if that is wanted.
async fn report(context: &RequestContext<RoleServer>) {
    let Some(token) = context.meta.get_progress_token() else {
        return;
    };
    for done in [0.0, 50.0, 100.0] {
        let told = ProgressNotificationParam::new(token.clone(), done).with_total(100.0);
        context.peer.notify_progress(told).await.unwrap();
    }
}
