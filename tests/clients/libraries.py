"""Libraries that bring tools to a model, with a model that does what it is told: libraries.py LIBRARY PROGRAM MCP.

PROGRAM is the server, to be started over pipes; MCP is the address at which one of the demo on Data Center listens. Every tool is
converted to what the library sends to models; one that cannot be converted is a failure. Prints a row of the table in docs/clients.md.
"""

import asyncio
import json
import sys
import threading
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

READ = ("jira_get_issue", {"issue_key": "SHOP-7"}, '"key":"SHOP-7"')
WRITE = ("jira_add_comment", {"issue_key": "SHOP-9", "comment": "Seen by a **library**"}, '"id"')


@asynccontextmanager
async def fastmcp(program, url):
    """Has no model: hands on what the server says."""
    from fastmcp import Client
    from fastmcp.client.transports import StdioTransport, StreamableHttpTransport

    transport = StdioTransport(program, ["--demo"]) if program else StreamableHttpTransport(url)
    async with Client(transport) as client:

        async def call(name, arguments):
            return (await client.call_tool(name, arguments)).content[0].text

        yield [tool.name for tool in await client.list_tools()], call


@asynccontextmanager
async def langchain(program, url):
    from langchain_core.utils.function_calling import convert_to_openai_tool
    from langchain_mcp_adapters.client import MultiServerMCPClient

    pipes = {"transport": "stdio", "command": program, "args": ["--demo"]}
    server = pipes if program else {"transport": "streamable_http", "url": url}
    tools = await MultiServerMCPClient({"atlassian": server}).get_tools()
    for tool in tools:
        convert_to_openai_tool(tool)
        convert_to_openai_tool(tool, strict=True)
    by_name = {tool.name: tool for tool in tools}

    async def call(name, arguments):
        return str(await by_name[name].ainvoke(arguments))

    yield list(by_name), call


@asynccontextmanager
async def openai_agents(program, url):
    from agents import Agent, Model, ModelResponse, Runner, Usage, set_tracing_disabled
    from agents.mcp import MCPServerStdio, MCPServerStreamableHttp
    from openai.types.responses import ResponseFunctionToolCall

    set_tracing_disabled(True)
    offered = {}

    class Scripted(Model):
        def __init__(self, name, arguments):
            self.call = ResponseFunctionToolCall(
                type="function_call", call_id="1", name=name, arguments=json.dumps(arguments)
            )

        async def get_response(self, *_, tools, **__):
            offered.update((tool.name, tool) for tool in tools)
            return ModelResponse(output=[self.call], usage=Usage(), response_id=None)

        def stream_response(self, *_, **__):
            raise NotImplementedError

    pipes = {"command": program, "args": ["--demo"]}
    made = MCPServerStdio(pipes) if program else MCPServerStreamableHttp({"url": url})
    async with made as server:

        async def call(name, arguments):
            agent = Agent(
                name="test",
                model=Scripted(name, arguments),
                mcp_servers=[server],
                mcp_config={"convert_schemas_to_strict": True},
                tool_use_behavior="stop_on_first_tool",
            )
            text = str((await Runner.run(agent, "Go on.")).final_output)
            # One that does not fit is sent as it is, and nothing is said but in the log.
            loose = [tool.name for tool in offered.values() if not tool.strict_json_schema]
            assert not loose, f"not strict: {loose}"
            return text

        yield [tool.name for tool in await server.list_tools()], call


@asynccontextmanager
async def pydantic_ai(program, url):
    from fastmcp.client.transports import StdioTransport
    from pydantic_ai import Agent, ModelResponse, TextPart, ToolCallPart
    from pydantic_ai.mcp import MCPToolset
    from pydantic_ai.models.function import FunctionModel

    toolset = MCPToolset(StdioTransport(program, ["--demo"]) if program else url)
    offered = []

    async def call(name, arguments):
        def scripted(messages, info):
            offered[:] = [tool.name for tool in info.function_tools]
            answers = [part for part in messages[-1].parts if part.part_kind == "tool-return"]
            if answers:
                return ModelResponse([TextPart(answers[0].model_response_str())])
            return ModelResponse([ToolCallPart(name, arguments)])

        async with Agent(FunctionModel(scripted), toolsets=[toolset]) as agent:
            return (await agent.run("Go on.")).output

    # A model is told of the tools when it is asked.
    await call(*READ[:2])
    yield offered, call


@asynccontextmanager
async def google_genai(program, url):
    from google import genai
    from google.genai import types
    from mcp import ClientSession, StdioServerParameters, stdio_client
    from mcp.client.streamable_http import streamable_http_client

    pipes = StdioServerParameters(command=program or "", args=["--demo"])
    transport = stdio_client(pipes) if program else streamable_http_client(url)
    with Gemini() as gemini:
        client = genai.Client(api_key="none", http_options={"base_url": gemini.url})
        async with transport as (read, write, *_), ClientSession(read, write) as session:
            await session.initialize()
            # A typed configuration would be copied with the session, which cannot be.

            async def call(name, arguments):
                gemini.call = {"name": name, "args": arguments}
                config = {"tools": [session]}
                models = client.aio.models
                return (await models.generate_content(model="test", contents="Go on.", config=config)).text

            await call(*READ[:2])
            yield [tool["name"] for tools in gemini.offered for tool in tools["functionDeclarations"]], call


class Gemini:
    """A model on the loopback: asks for the call of a tool, and says what came of it."""

    def __enter__(self):
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
                model.offered = asked["tools"]
                last = asked["contents"][-1]["parts"][0]
                answer = last.get("functionResponse")
                part = {"text": json.dumps(answer)} if answer else {"functionCall": model.call}
                content = {"role": "model", "parts": [part]}
                body = json.dumps({"candidates": [{"content": content}]}).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()


# Packages: what a library is called, how it is used, and what is tried besides listing and calling.
LIBRARIES = {
    "fastmcp": ("FastMCP", fastmcp, "has no models"),
    "langchain-mcp-adapters": ("LangChain", langchain, "each tool in the form of OpenAI's, strictly and not"),
    "openai-agents": ("OpenAI Agents", openai_agents, "each tool strictly; a model calls"),
    "pydantic-ai-slim": ("Pydantic AI", pydantic_ai, "each tool; a model calls"),
    "google-genai": ("Google Gen AI", google_genai, "each tool in the form of Gemini's; a model calls"),
}


async def tried(connected):
    """Lists all tools, and calls one that reads and one that writes."""
    async with connected as (names, call):
        assert len(names) > 50 and "jira_search" in names, names
        for name, arguments, expected in [READ, WRITE]:
            text = await call(name, arguments)
            assert expected in text.replace("\\", ""), f"{name}: {text}"


async def main(package, program, url):
    name, opened, besides = LIBRARIES[package]
    async with asyncio.timeout(120):
        await tried(opened(program, None))
        await tried(opened(None, url))
    print(f"| {name} | `{package}` {version(package)} | {besides} |")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
