//! rmcp's handler over the registry.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::request::Parts;
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestMethod, CallToolRequestParams, CallToolResponse, CallToolResult,
    ConstString as _, ContentBlock, CustomRequest, CustomResult, ErrorCode, Implementation,
    InitializeRequestParams, InitializeResultMethod, ListToolsRequestMethod, ListToolsResult,
    MetaObject, PaginatedRequestParams, ProgressNotificationParam, ResourceContents,
    ServerCapabilities, ServerConfig, ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::{ErrorData, model};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::instructions::instructions;
use super::texts;
use crate::caller::Caller;
use crate::declaration::{Declaration, Effect};
use crate::error::Error;
use crate::likeness::short;
use crate::progress::Progress;
use crate::registry::{self, Accompaniment, Tool};
use crate::reply::{Content, File, Reply};
use crate::request_id::RequestId;

/// The longest hint of a tool, in bytes: some ten words.
const LONGEST_HINT: usize = 80;

/// Serves the tools that exist for one caller.
#[derive(Debug, Clone)]
pub struct Server {
    caller: Caller,
}

impl Server {
    /// A server for this caller.
    pub fn new(caller: Caller) -> Self {
        Self { caller }
    }

    /// A tool as this caller reads of it.
    fn told(&self, tool: &Tool) -> model::Tool {
        let listed =
            |name: &str| registry::visible(&self.caller).any(|tool| tool.declaration.name == name);
        texts::about_listed(described(tool, &self.caller), &listed)
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let name = Implementation::new("mcp-atlassian", env!("CARGO_PKG_VERSION"));
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(name)
            .with_instructions(instructions(&self.caller))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(
            registry::visible(&self.caller)
                .map(|tool| self.told(tool))
                .collect(),
        ))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let arguments = request.arguments.unwrap_or_default();
        let (progress, sending) = progress(&context);
        let cancel = context.ct.clone();
        let headers = context.extensions.get::<Parts>();
        let id = headers.map_or_else(RequestId::fresh, |parts| RequestId::of(&parts.headers));
        let with = Accompaniment {
            cancel,
            progress,
            id,
        };
        let reply = registry::call(&self.caller, &request.name, arguments, with).await;
        // The answer is the last that a client hears of a call: reports go before it, and none after it from what was given up.
        match (sending, &reply) {
            (Some(sending), Ok(_)) => drop(sending.await),
            (Some(sending), Err(_)) => sending.abort(),
            (None, _) => {}
        }
        Ok(result(reply).into())
    }

    /// What rmcp could not read as a request that it knows.
    async fn on_custom_request(
        &self,
        request: CustomRequest,
        context: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        // From 2026-07-28 on each request says which version it is of, and none is `initialize`.
        let is_modern = context.meta.protocol_version().is_some();
        let method = short(&request.method);
        let params = request.params.unwrap_or_default();
        let fault = match request.method.as_str() {
            CallToolRequestMethod::VALUE => fault::<CallToolRequestParams>(params),
            ListToolsRequestMethod::VALUE => fault::<Option<PaginatedRequestParams>>(params),
            InitializeResultMethod::VALUE if !is_modern => fault::<InitializeRequestParams>(params),
            _ => None,
        };
        Err(match fault {
            Some(fault) => ErrorData::invalid_params(format!("params of {method}: {fault}"), None),
            None => ErrorData::new(ErrorCode::METHOD_NOT_FOUND, method, None),
        })
    }

    fn get_tool(&self, name: &str) -> Option<model::Tool> {
        registry::find(&self.caller, name)
            .ok()
            .map(|tool| self.told(tool))
    }
}

/// Why params are not those of a request, at no greater length than an error needs.
fn fault<T: DeserializeOwned>(params: Value) -> Option<String> {
    let misfit = serde_json::from_value::<T>(params).err()?;
    Some(Error::Arguments(misfit.to_string()).brief())
}

/// Progress notifications, if the client gave a token for them (MCP, "Progress"), and the task that sends them in order.
fn progress(context: &RequestContext<RoleServer>) -> (Progress, Option<JoinHandle<()>>) {
    let Some(token) = context.meta.get_progress_token() else {
        return (Progress::default(), None);
    };
    let peer = context.peer.clone();
    let (reports, mut pending) = mpsc::unbounded_channel();
    let sending = tokio::spawn(async move {
        while let Some((done, total)) = pending.recv().await {
            let report = ProgressNotificationParam::new(token.clone(), steps(done));
            // A client that is gone needs no report.
            drop(peer.notify_progress(report.with_total(steps(total))).await);
        }
    });
    let progress = Progress::to(move |done, total| {
        // Fails only once the task is gone, and with it whoever would listen.
        let _ = reports.send((done, total));
    });
    (progress, Some(sending))
}

#[expect(clippy::cast_precision_loss, reason = "counts of steps are small")]
const fn steps(count: usize) -> f64 {
    count as f64
}

/// A reply as MCP wants it: the payload once, as text; every failure as a result that a model can read.
fn result(reply: Result<Reply, Error>) -> CallToolResult {
    match reply {
        Ok(reply) => {
            let head = (!reply.head().is_empty()).then(|| ContentBlock::text(reply.head()));
            let payload = ContentBlock::text(reply.as_str());
            let files = reply.files().iter().map(block);
            let content = head
                .into_iter()
                .chain(std::iter::once(payload))
                .chain(files)
                .collect();
            match reply.is_failure() {
                true => CallToolResult::error(content),
                false => CallToolResult::success(content),
            }
        }
        Err(error) => CallToolResult::error(vec![ContentBlock::text(error.brief())]),
    }
}

/// A file as content: text and images in the forms that every client hands to its model, the rest as an embedded resource.
fn block(file: &File) -> ContentBlock {
    match &file.content {
        Content::Text(text) => ContentBlock::text(format!("{}:\n{text}", file.name)),
        Content::Image(bytes) => ContentBlock::image(STANDARD.encode(bytes), &file.media_type),
        Content::Data(bytes) => ContentBlock::resource(
            ResourceContents::blob(STANDARD.encode(bytes), &file.uri)
                .with_mime_type(&file.media_type),
        ),
    }
}

/// A tool as the caller's client sees it.
pub fn described(tool: &Tool, caller: &Caller) -> model::Tool {
    let declaration = tool.declaration;
    let files = caller.policy().allows_files();
    let annotations = ToolAnnotations::with_title(declaration.title).open_world(true);
    let annotations = match declaration.effect {
        // What is saved is never saved over anything.
        Effect::Read if declaration.changes(files) => annotations
            .read_only(false)
            .destructive(false)
            .idempotent(false),
        Effect::Read => annotations.read_only(true),
        Effect::Write {
            destructive,
            idempotent,
        } => annotations
            .read_only(false)
            .destructive(destructive)
            .idempotent(idempotent),
    };
    model::Tool::new(
        declaration.name,
        declaration.description,
        Arc::new(tool.listed_schema(caller)),
    )
    .with_title(declaration.title)
    .with_annotations(annotations)
    .with_meta(MetaObject(Map::from_iter([
        ("anthropic/searchHint".to_owned(), hint(declaration).into()),
        (
            "anthropic/maxResultSizeChars".to_owned(),
            caller.limits().reply.characters.into(),
        ),
    ])))
}

/// What Claude Code's search for tools looks at beside names and descriptions: a few words on one line.
fn hint(tool: &Declaration) -> String {
    let mut hint = String::new();
    for keyword in tool.keywords {
        if hint.len() + keyword.len() > LONGEST_HINT {
            break;
        }
        let comma = if hint.is_empty() { "" } else { ", " };
        hint.push_str(comma);
        hint.push_str(keyword);
    }
    hint
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_report_that_tells_a_failure_is_an_error_and_whole() {
        let failed: Vec<_> = (0..500)
            .map(|index| json!({ "index": index, "error": "there is no priority Urgent" }))
            .collect();
        let report = json!({ "failed": failed });
        for (all_failed, is_error) in [(true, Some(true)), (false, Some(false))] {
            let told = result(Reply::unless_all_failed(&report, all_failed));
            assert_eq!(told.is_error, is_error);
            let told = serde_json::to_value(&told).unwrap();
            let text = told["content"][0]["text"].as_str().unwrap();
            assert!(text.len() > 20_000);
            assert_eq!(serde_json::from_str::<Value>(text).unwrap(), report);
        }
    }
}
