//! rmcp's handler over the registry.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::request::Parts;
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestMethod, CallToolRequestParams, CallToolResponse, CallToolResult,
    CompleteRequestMethod, CompleteRequestParams, CompleteResult, ConstString as _, ContentBlock,
    CustomRequest, CustomResult, ErrorCode, GetPromptRequestMethod, GetPromptRequestParams,
    GetPromptResponse, Implementation, InitializeRequestParams, InitializeResultMethod,
    ListPromptsRequestMethod, ListPromptsResult, ListResourceTemplatesRequestMethod,
    ListResourceTemplatesResult, ListToolsRequestMethod, ListToolsResult, MetaObject,
    PaginatedRequestParams, ProgressNotificationParam, ProtocolVersion, ReadResourceRequestMethod,
    ReadResourceRequestParams, ReadResourceResponse, ResourceContents, ServerCapabilities,
    ServerConfig, ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::{ErrorData, model};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::instructions::instructions;
use super::offers as doors;
use crate::caller::Caller;
use crate::declaration::{Declaration, Effect};
use crate::error::Error;
use crate::likeness::short;
use crate::listing::{self, Listing};
use crate::offers;
use crate::progress::Progress;
use crate::registry::{self, Accompaniment};
use crate::reply::{Content, File, Reply};
use crate::request_id::RequestId;
use crate::trail::Trail;

/// The longest hint of a tool, in bytes: some ten words.
const LONGEST_HINT: usize = 80;

/// The text beside a value, which holds the payload: clients give their model the one or the other, and some both.
const ELSEWHERE: &str = "The reply is in structuredContent. Whoever sees this line alone has a client that hands on text: turn STRUCTURED_OUTPUT off.";

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

    /// Whether replies are values with schemas: if the operator says so, for clients of an age that knows such.
    fn gives_structure(&self, context: &RequestContext<RoleServer>) -> bool {
        let version = context.protocol_version();
        let knows =
            |version: ProtocolVersion| version.as_str() >= ProtocolVersion::V_2025_06_18.as_str();
        self.caller.limits().structured && version.is_some_and(knows)
    }

    /// What a tool replies to a request, whichever door it came by.
    async fn called(
        &self,
        tool: &str,
        arguments: Map<String, Value>,
        context: &RequestContext<RoleServer>,
    ) -> Result<Reply, Error> {
        let (progress, sending) = progress(context);
        let headers = context.extensions.get::<Parts>();
        let id = headers.map_or_else(RequestId::fresh, |parts| RequestId::of(&parts.headers));
        let trail = headers.and_then(|parts| parts.extensions.get::<Trail>());
        let trail = trail.cloned().unwrap_or_default();
        let with = Accompaniment {
            cancel: context.ct.clone(),
            progress,
            id,
            trail: trail.clone(),
        };
        let reply = registry::call(&self.caller, tool, arguments, with).await;
        let failed = reply.as_ref().map_or(true, Reply::is_failure);
        if failed && trail.fails() {
            self.caller.note_refusal();
        }
        // The answer is the last that a client hears of a call: reports go before it, and none after it from what was given up.
        match (sending, &reply) {
            (Some(sending), Ok(_)) => drop(sending.await),
            (Some(sending), Err(_)) => sending.abort(),
            (None, _) => {}
        }
        reply
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let name = Implementation::new("mcp-atlassian", env!("CARGO_PKG_VERSION"));
        let mut capabilities = ServerCapabilities::builder().enable_tools().build();
        let policy = self.caller.policy();
        let has_resources = offers::resources(policy).next().is_some();
        let has_prompts = offers::prompts(policy).next().is_some();
        capabilities.resources = has_resources.then(Default::default);
        capabilities.prompts = has_prompts.then(Default::default);
        capabilities.completions = (has_resources || has_prompts).then(Default::default);
        ServerConfig::new(capabilities)
            .with_server_info(name)
            .with_instructions(instructions(&self.caller))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let structured = self.gives_structure(&context);
        let tools = registry::listed(&self.caller).map(|tool| {
            let mut described = described(tool.declaration, &self.caller);
            if structured {
                described.output_schema = listing::output(tool.declaration).map(Arc::new);
            }
            described
        });
        Ok(ListToolsResult::with_all_items(tools.collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let arguments = request.arguments.unwrap_or_default();
        let reply = self.called(&request.name, arguments, &context).await;
        let tool = self.caller.policy().find(&request.name).ok();
        let schema = tool
            .filter(|_| self.gives_structure(&context))
            .and_then(listing::output);
        Ok(result(reply, schema.as_ref()).into())
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        let templates = some(doors::templates(&self.caller))
            .ok_or_else(ErrorData::method_not_found::<ListResourceTemplatesRequestMethod>)?;
        Ok(ListResourceTemplatesResult::with_all_items(templates))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        some(doors::templates(&self.caller))
            .ok_or_else(ErrorData::method_not_found::<ReadResourceRequestMethod>)?;
        let (resource, values) = doors::resource(&self.caller, &request.uri)?;
        let arguments = resource.call.filled(&values).unwrap_or_default();
        let reply = self
            .called(resource.call.tool.name, arguments, &context)
            .await;
        let reply = reply.map_err(|error| doors::refusal(&error))?;
        Ok(doors::contents(resource, &request.uri, &reply).into())
    }

    async fn list_prompts(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        let prompts = some(doors::prompts(&self.caller))
            .ok_or_else(ErrorData::method_not_found::<ListPromptsRequestMethod>)?;
        Ok(ListPromptsResult::with_all_items(prompts))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        some(doors::prompts(&self.caller))
            .ok_or_else(ErrorData::method_not_found::<GetPromptRequestMethod>)?;
        doors::prompt(&self.caller, request).map(Into::into)
    }

    async fn complete(
        &self,
        request: CompleteRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CompleteResult, ErrorData> {
        if self.get_info().capabilities.completions.is_none() {
            return Err(ErrorData::method_not_found::<CompleteRequestMethod>());
        }
        let chosen = request
            .context
            .as_ref()
            .and_then(|context| context.arguments.as_ref());
        let chosen = chosen.into_iter().flatten();
        let chosen = chosen.map(|(name, value)| (name.clone(), value.clone().into()));
        let chosen: Map<String, Value> = chosen.collect();
        let completion = doors::completion(&self.caller, &request)?;
        // What depends on a value that was not chosen yet has none to offer.
        let call = completion.and_then(|of| Some((of, of.call.filled(&chosen)?)));
        let Some((completion, arguments)) = call else {
            return Ok(CompleteResult::default());
        };
        let tool = completion.call.tool.name;
        let reply = self.called(tool, arguments, &context).await;
        let reply = reply.map_err(|error| doors::refusal(&error))?;
        let values = doors::values(completion, &reply, &request.argument.value);
        Ok(CompleteResult::new(values))
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
        let offered = self.get_info().capabilities;
        let fault = match request.method.as_str() {
            CallToolRequestMethod::VALUE => fault::<CallToolRequestParams>(params),
            ListToolsRequestMethod::VALUE => fault::<Option<PaginatedRequestParams>>(params),
            ReadResourceRequestMethod::VALUE if offered.resources.is_some() => {
                fault::<ReadResourceRequestParams>(params)
            }
            GetPromptRequestMethod::VALUE if offered.prompts.is_some() => {
                fault::<GetPromptRequestParams>(params)
            }
            CompleteRequestMethod::VALUE if offered.completions.is_some() => {
                fault::<CompleteRequestParams>(params)
            }
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
            .map(|tool| described(tool.declaration, &self.caller))
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

/// A list that holds anything.
fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}

/// A reply as MCP wants it: the payload once, as a value where it has a schema, else as text; every failure as a result that a model can
/// read.
fn result(reply: Result<Reply, Error>, schema: Option<&Map<String, Value>>) -> CallToolResult {
    let reply = match reply {
        Ok(reply) => reply,
        Err(error) => return CallToolResult::error(vec![ContentBlock::text(error.brief())]),
    };
    let schema = schema.filter(|_| !reply.is_failure());
    if let Some(value) = schema.and_then(|schema| reply.structured(schema)) {
        let mut result = CallToolResult::success(vec![ContentBlock::text(ELSEWHERE)]);
        result.structured_content = Some(value);
        return result;
    }
    let head = (!reply.head().is_empty()).then(|| ContentBlock::text(reply.head()));
    let payload = ContentBlock::text(reply.as_str());
    let files = reply.files().iter().map(block);
    let content = head.into_iter().chain([payload]).chain(files).collect();
    match reply.is_failure() {
        true => CallToolResult::error(content),
        false => CallToolResult::success(content),
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
pub fn described(declaration: &Declaration, caller: &Caller) -> model::Tool {
    let Listing {
        description,
        schema,
    } = Listing::of(declaration, caller);
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
    model::Tool::new(declaration.name, description, Arc::new(schema))
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
            let told = result(Reply::unless_all_failed(&report, all_failed), None);
            assert_eq!(told.is_error, is_error);
            let told = serde_json::to_value(&told).unwrap();
            let text = told["content"][0]["text"].as_str().unwrap();
            assert!(text.len() > 20_000);
            assert_eq!(serde_json::from_str::<Value>(text).unwrap(), report);
        }
    }
}
