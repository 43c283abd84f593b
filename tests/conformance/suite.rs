//! The server, with what the suite asks for beside its own. What has no name of the suite's is the server's.

use atlassian_mcp::caller::Caller;
use atlassian_mcp::server::Server;
use rmcp::ErrorData;
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CompleteRequestParams, CompleteResult, CompletionInfo,
    CustomRequest, CustomResult, GetPromptRequestParams, GetPromptResponse, ListPromptsResult,
    ListResourceTemplatesResult, ListResourcesResult, ListToolsResult, PaginatedRequestParams,
    ProtocolVersion, ReadResourceRequestParams, ReadResourceResponse, Reference, ServerConfig,
    SetLevelRequestMethod, SetLevelRequestParams, SubscribeRequestParams, Tool,
    UnsubscribeRequestParams,
};
use rmcp::service::{RequestContext, RoleServer};

use super::{prompts, questions, resources, tools};

type Context = RequestContext<RoleServer>;
type Result<T> = std::result::Result<T, ErrorData>;

/// A server, and the suite's fixtures.
pub struct Suite {
    server: Server,
}

impl Suite {
    /// Fixtures beside the server of this caller.
    pub fn new(caller: Caller) -> Self {
        Self {
            server: Server::new(caller),
        }
    }
}

/// Whether a request is of the era without sessions.
pub fn is_modern(context: &Context) -> bool {
    let version = context.protocol_version();
    version.is_some_and(|version| version.as_str() >= ProtocolVersion::V_2026_07_28.as_str())
}

impl ServerHandler for Suite {
    fn get_info(&self) -> ServerConfig {
        let mut info = self.server.get_info();
        info.capabilities.logging = Some(Default::default());
        info
    }

    async fn list_tools(
        &self,
        page: Option<PaginatedRequestParams>,
        context: Context,
    ) -> Result<ListToolsResult> {
        let mut listed = self.server.list_tools(page, context).await?;
        listed.tools.extend(tools::listed());
        Ok(listed)
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        let own = tools::listed().into_iter().find(|tool| tool.name == name);
        own.or_else(|| self.server.get_tool(name))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: Context,
    ) -> Result<CallToolResponse> {
        if let Some(rounds) = questions::of_tool(&request.name) {
            let next = questions::next(&rounds, &request.input_responses, &request.request_state)?;
            return questions::to_tool(next, &context);
        }
        match tools::called(&request, &context).await {
            Some(result) => Ok(result.into()),
            None => self.server.call_tool(request, context).await,
        }
    }

    async fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        _: Context,
    ) -> Result<ListResourcesResult> {
        Ok(ListResourcesResult::with_all_items(resources::listed()))
    }

    async fn list_resource_templates(
        &self,
        page: Option<PaginatedRequestParams>,
        context: Context,
    ) -> Result<ListResourceTemplatesResult> {
        let mut listed = self.server.list_resource_templates(page, context).await?;
        listed.resource_templates.push(resources::template());
        Ok(listed)
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: Context,
    ) -> Result<ReadResourceResponse> {
        match resources::read(&request.uri) {
            Some(contents) => Ok(contents.into()),
            None => self.server.read_resource(request, context).await,
        }
    }

    async fn subscribe(&self, _: SubscribeRequestParams, _: Context) -> Result<()> {
        Ok(())
    }

    async fn unsubscribe(&self, _: UnsubscribeRequestParams, _: Context) -> Result<()> {
        Ok(())
    }

    async fn list_prompts(
        &self,
        page: Option<PaginatedRequestParams>,
        context: Context,
    ) -> Result<ListPromptsResult> {
        let mut listed = self.server.list_prompts(page, context).await?;
        listed.prompts.extend(prompts::listed());
        Ok(listed)
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        context: Context,
    ) -> Result<GetPromptResponse> {
        if let Some(rounds) = questions::of_prompt(&request.name) {
            let next = questions::next(&rounds, &request.input_responses, &request.request_state)?;
            return questions::to_prompt(next, &context);
        }
        match prompts::filled(&request) {
            Some(prompt) => Ok(prompt.into()),
            None => self.server.get_prompt(request, context).await,
        }
    }

    async fn complete(
        &self,
        request: CompleteRequestParams,
        context: Context,
    ) -> Result<CompleteResult> {
        match &request.r#ref {
            Reference::Prompt(prompt) if prompt.name == prompts::WITH_ARGUMENTS => {
                Ok(CompleteResult::new(CompletionInfo::default()))
            }
            _ => self.server.complete(request, context).await,
        }
    }

    /// Each request is by itself, so that the level has no one to be remembered for: all is told.
    async fn set_level(&self, _: SetLevelRequestParams, context: Context) -> Result<()> {
        match is_modern(&context) {
            true => Err(ErrorData::method_not_found::<SetLevelRequestMethod>()),
            false => Ok(()),
        }
    }

    async fn on_custom_request(
        &self,
        request: CustomRequest,
        context: Context,
    ) -> Result<CustomResult> {
        self.server.on_custom_request(request, context).await
    }
}
