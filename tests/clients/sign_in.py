"""The official Python SDK signs somebody in: sign_in.py MCP [DOCUMENT].

MCP is the address of the server, DOCUMENT that of the client's description of itself; without one it registers. Prints `open ADDRESS` where
somebody shall open it in a browser, and `called KEY` after each call of a tool, with the issue that it got; makes the next one for
each line that it reads. Between two calls an hour passes.
"""

import asyncio
import json
import sys
import time
from importlib.metadata import version
from urllib.parse import parse_qs, urlsplit

from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import OAuthClientMetadata

NEW = version("mcp").startswith("2.")

if NEW:
    import httpx2 as httpx
    from mcp import Client
    from mcp.client.auth import AuthorizationCodeResult
else:
    import httpx
    from mcp import ClientSession


class Kept:
    """Keeps in memory what the SDK wants kept."""

    tokens = client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client


class Listener:
    """Where people come back to, and what they bring, one after the other."""

    def __init__(self):
        self.brought = asyncio.Queue()

    async def begin(self):
        server = await asyncio.start_server(self.answer, "127.0.0.1", 0)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/callback"

    async def answer(self, reader, writer):
        line = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[0]
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\nConnection: close\r\n\r\nBack at the program.")
        await writer.drain()
        writer.close()
        address = urlsplit(line.split(" ")[1])
        if address.path == "/callback":
            await self.brought.put({name: values[0] for name, values in parse_qs(address.query).items()})

    async def back(self):
        brought = await self.brought.get()
        if NEW:
            return AuthorizationCodeResult(code=brought["code"], state=brought["state"], iss=brought["iss"])
        return brought["code"], brought["state"]


async def open_address(address):
    print(f"open {address}", flush=True)


async def call(client):
    result = await client.call_tool("jira_get_issue", {"issue_key": "SHOP-7"})
    text = result.content[0].text
    assert not (result.is_error if NEW else result.isError), text
    print(f"called {json.loads(text)['key']}", flush=True)


async def calls(client):
    await call(client)
    while await asyncio.to_thread(sys.stdin.readline):
        pass_an_hour()
        await call(client)


def pass_an_hour(clock=time.time, passed=[0]):
    passed[0] += 3600
    time.time = lambda: clock() + passed[0]


async def main(url, document=None):
    listener = Listener()
    redirect = await listener.begin()
    metadata = OAuthClientMetadata(
        client_name="Python SDK", redirect_uris=[redirect], token_endpoint_auth_method="none"
    )
    provider = OAuthClientProvider(
        url, metadata, Kept(), open_address, listener.back, client_metadata_url=document
    )
    async with httpx.AsyncClient(auth=provider, timeout=30) as http:
        transport = streamable_http_client(url, http_client=http)
        if NEW:
            async with Client(transport) as client:
                await calls(client)
        else:
            async with transport as (read, write, *_), ClientSession(read, write) as client:
                await client.initialize()
                await calls(client)


asyncio.run(main(*sys.argv[1:]))
