"""The official Python SDK as a client: python_sdk.py PROGRAM MCP SSE.

PROGRAM is the server, to be started over pipes; MCP and SSE are the addresses at which one of the demo on Data Center listens. Works with
both majors of the SDK; the second one is tried in both eras of the protocol.
"""

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from importlib.metadata import version
from uuid import uuid4

import mcp

NEW = version("mcp").startswith("2.")
MODES = ["legacy", "2026-07-28", "auto"] if NEW else ["legacy"]

if NEW:
    import httpx2 as httpx
    from mcp import Client
else:
    import httpx
    from mcp import ClientSession
from mcp import StdioServerParameters, stdio_client
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client


@asynccontextmanager
async def session(transport, mode):
    """A client that has agreed on a version with the server at the other end of a transport."""
    if NEW:
        async with Client(transport, mode=mode) as client:
            yield client
    else:
        async with transport as (read, write, *_), ClientSession(read, write) as client:
            await client.initialize()
            yield client


@asynccontextmanager
async def over_http(url, mode, headers=None):
    async with httpx.AsyncClient(headers=headers or {}, timeout=30) as http:
        async with session(streamable_http_client(url, http_client=http), mode) as client:
            yield client


def over_sse(url, mode, headers=None):
    return session(sse_client(url, headers=headers), mode)


def over_pipes(program, mode):
    started = StdioServerParameters(command=program, args=["--demo"])
    return session(stdio_client(started), mode)


def is_error(result):
    return result.is_error if NEW else result.isError


def text(result):
    return result.content[0].text


async def value(client, tool, **arguments):
    """What a tool gives, which must be a success."""
    result = await client.call_tool(tool, arguments)
    assert not is_error(result), text(result)
    return json.loads(text(result))


async def names(client):
    return [tool.name for tool in (await client.list_tools()).tools]


async def lists(client):
    listed = await names(client)
    assert len(listed) > 50 and "jira_search" in listed, listed
    assert listed == await names(client), "the list is the same each time"


async def reads_and_writes(client):
    issue = await value(client, "jira_get_issue", issue_key="SHOP-7")
    assert issue["key"] == "SHOP-7", issue
    await value(client, "jira_add_comment", issue_key="SHOP-9", comment="Seen by the **SDK**")
    issue = await value(client, "jira_get_issue", issue_key="SHOP-9", fields="comment", comment_limit=50)
    assert "Seen by the **SDK**" in json.dumps(issue), issue


async def tells_errors(client):
    for tool, arguments, told in [
        ("jira_get_issue", {"issue_key": "SHOP-999"}, "404"),
        ("jira_get_issue", {}, "issue_key"),
        ("jira_get_isue", {}, "jira_get_issue"),
    ]:
        result = await client.call_tool(tool, arguments)
        assert is_error(result) and told in text(result), text(result)


async def reports_progress(client):
    reports = []

    async def report(done, total, _message):
        reports.append((done, total))

    # A server that is used by many checks has those of the others.
    versions = [{"name": f"sdk {uuid4()}"} for _ in range(3)]
    arguments = {"project_key": "SHOP", "versions": versions}
    result = await client.call_tool("jira_batch_create_versions", arguments, progress_callback=report)
    assert not is_error(result), text(result)
    assert reports and reports[-1] == (3, 3) and reports == sorted(reports), reports


async def keeps_calls_apart(client):
    keys = [f"SHOP-{number}" for number in range(1, 21)]
    issues = await asyncio.gather(*(value(client, "jira_get_issue", issue_key=key) for key in keys))
    assert [issue["key"] for issue in issues] == keys


async def knows_its_callers(connected, _transport):
    """Each client counts its requests from the same number on, so the ids of all are the same."""
    people = {"tomasz": "Tomasz", "noor": "Noor", "diego": "Diego", "alex.kim": "Alex"}

    async def is_himself(token, first_name):
        async with connected({"Authorization": f"Token {token}"}) as client:
            profiles = [value(client, "jira_get_user_profile", user_identifier="me") for _ in range(5)]
            for profile in await asyncio.gather(*profiles):
                assert profile["name"].startswith(first_name), (token, profile)

    await asyncio.gather(*(is_himself(*person) for person in people.items()))


async def refuses_strangers(connected, transport):
    """Whoever cannot be known is told so when he connects; whom Jira does not know, when he calls."""
    strange = [{"Authorization": "Digest x"}, {"Authorization": "Token"}, {"X-Forwarded-For": "203.0.113.9"}]
    # Over SSE a message may bring what the request for events did not; when it does not, the first major waits for ever.
    for headers in strange[:2] if transport == "SSE" else strange:
        try:
            async with asyncio.timeout(20), connected(headers) as client:
                listed = await names(client)
        except (Exception, BaseExceptionGroup) as refused:
            told = flattened(refused)
            # The first major tells the status, the second one what the server says.
            assert "401" in told or "Authorization" in told, told
        else:
            raise AssertionError(f"{headers} was let in, with {len(listed)} tools")
    async with connected({"Authorization": "Token wrong"}) as client:
        result = await client.call_tool("jira_get_user_profile", {"user_identifier": "me"})
        assert is_error(result) and "401" in text(result), text(result)


async def narrows(connected, _transport):
    async with connected({"X-MCP-Readonly": "true"}) as client:
        listed = await names(client)
        assert "jira_get_issue" in listed and "jira_add_comment" not in listed, listed


def flattened(error):
    inner = getattr(error, "exceptions", [])
    return " | ".join([f"{type(error).__name__}: {error}", *map(flattened, inner)])


ANY = [lists, reads_and_writes, tells_errors, reports_progress, keeps_calls_apart]
HTTP = [knows_its_callers, refuses_strangers, narrows]


async def main(program, url, sse):
    results = []

    async def tried(transport, mode, check, made):
        name = f"Python SDK {version('mcp')}, {transport}, {mode}: {check.__name__}"
        try:
            async with asyncio.timeout(90):
                await made()
        except (Exception, BaseExceptionGroup) as failure:
            results.append(False)
            print(f"FAILED {name}: {flattened(failure)}")
        else:
            results.append(True)
            print(f"ok {name}")

    async def with_client(connected, check):
        async with connected() as client:
            await check(client)

    for mode in MODES:
        ways = {
            "pipes": lambda headers=None: over_pipes(program, mode),
            "HTTP": lambda headers=None: over_http(url, mode, headers),
        }
        # SSE is older than the era without it.
        if mode == "legacy":
            ways["SSE"] = lambda headers=None: over_sse(sse, mode, headers)
        for transport, connected in ways.items():
            for check in ANY:
                await tried(transport, mode, check, lambda: with_client(connected, check))
            for check in HTTP if transport != "pipes" else []:
                await tried(transport, mode, check, lambda: check(connected, transport))
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:4])))
