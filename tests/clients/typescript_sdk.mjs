// The official TypeScript SDKs as clients: typescript_sdk.mjs FOLDER PROGRAM MCP SSE.
//
// FOLDER is where both majors are installed, PROGRAM is the server, to be started over pipes; MCP and SSE are the addresses at which one
// of the demo on Data Center listens. The second major is tried in both eras of the protocol.

import { createRequire } from "node:module";
import { randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const [folder, program, url, sse] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/`));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

const first = {
  name: "1",
  modes: ["legacy"],
  ...(await load("@modelcontextprotocol/sdk/client/index.js")),
  ...(await load("@modelcontextprotocol/sdk/client/stdio.js")),
  ...(await load("@modelcontextprotocol/sdk/client/streamableHttp.js")),
  ...(await load("@modelcontextprotocol/sdk/client/sse.js")),
};
const second = {
  name: "2",
  modes: ["legacy", "2026-07-28", "auto"],
  ...(await load("@modelcontextprotocol/client")),
  ...(await load("@modelcontextprotocol/client/stdio")),
};

const ways = {
  pipes: (sdk) => new sdk.StdioClientTransport({ command: program, args: ["--demo"], stderr: "ignore" }),
  HTTP: (sdk, headers = {}) => new sdk.StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }),
  SSE: (sdk, headers = {}) => new sdk.SSEClientTransport(new URL(sse), { requestInit: { headers } }),
};

async function withClient(sdk, mode, transport, check) {
  const pinned = mode.startsWith("20") ? { pin: mode } : mode;
  const options = sdk === second ? { versionNegotiation: { mode: pinned } } : {};
  const client = new sdk.Client({ name: "test", version: "1" }, options);
  await client.connect(transport);
  try {
    return await check(client);
  } finally {
    await client.close();
  }
}

/** A call of a tool, which both majors spell differently where there are options. */
const call = (client, sdk, name, args, options) => {
  const params = { name, arguments: args };
  return sdk === first ? client.callTool(params, undefined, options) : client.callTool(params, options);
};

const text = (result) => result.content[0].text;

async function value(client, sdk, name, args) {
  const result = await call(client, sdk, name, args);
  assert(!result.isError, text(result));
  return JSON.parse(text(result));
}

const names = async (client) => (await client.listTools()).tools.map((tool) => tool.name);

const any = {
  async lists(client) {
    const listed = await names(client);
    assert(listed.length > 50 && listed.includes("jira_search"), `${listed}`);
    assert.deepEqual(await names(client), listed);
  },
  async readsAndWrites(client, sdk) {
    const issue = await value(client, sdk, "jira_get_issue", { issue_key: "SHOP-7" });
    assert.equal(issue.key, "SHOP-7");
    await value(client, sdk, "jira_add_comment", { issue_key: "SHOP-9", comment: "Seen by **TypeScript**" });
    const args = { issue_key: "SHOP-9", fields: "comment", comment_limit: 50 };
    assert(JSON.stringify(await value(client, sdk, "jira_get_issue", args)).includes("Seen by **TypeScript**"));
  },
  async tellsErrors(client, sdk) {
    for (const [tool, args, told] of [
      ["jira_get_issue", { issue_key: "SHOP-999" }, "404"],
      ["jira_get_issue", {}, "issue_key"],
      ["jira_get_isue", {}, "jira_get_issue"],
    ]) {
      const result = await call(client, sdk, tool, args);
      assert(result.isError && text(result).includes(told), text(result));
    }
  },
  async reportsProgress(client, sdk, transport) {
    const reports = [];
    const onprogress = ({ progress, total }) => reports.push(`${progress}/${total}`);
    // A server that is used by many checks has the versions of the others.
    const versions = [1, 2, 3].map(() => ({ name: `sdk ${randomUUID()}` }));
    const args = { project_key: "SHOP", versions };
    const result = await call(client, sdk, "jira_batch_create_versions", args, { onprogress });
    assert(!result.isError, text(result));
    assert.deepEqual([...reports].sort(), reports);
    // Of what comes in one piece with the answer, as it may over pipes, this SDK drops the reports.
    if (transport === "HTTP") assert.equal(reports.at(-1), "3/3");
  },
  async keepsCallsApart(client, sdk) {
    const keys = Array.from({ length: 20 }, (_, index) => `SHOP-${index + 1}`);
    const issues = await Promise.all(keys.map((key) => value(client, sdk, "jira_get_issue", { issue_key: key })));
    assert.deepEqual(issues.map((issue) => issue.key), keys);
  },
};

const http = {
  // Each client counts its requests from the same number on, so the ids of all are the same.
  async knowsItsCallers(sdk, mode, way) {
    const people = { tomasz: "Tomasz", noor: "Noor", diego: "Diego", "alex.kim": "Alex" };
    const isHimself = ([token, firstName]) =>
      withClient(sdk, mode, way(sdk, { Authorization: `Token ${token}` }), async (client) => {
        const ask = () => value(client, sdk, "jira_get_user_profile", { user_identifier: "me" });
        const profiles = await Promise.all(Array.from({ length: 5 }, ask));
        for (const profile of profiles) assert(profile.name.startsWith(firstName), `${token}: ${profile.name}`);
      });
    await Promise.all(Object.entries(people).map(isHimself));
  },
  async refusesStrangers(sdk, mode, way) {
    for (const headers of [{ Authorization: "Digest x" }, { Authorization: "Token" }, { "X-Forwarded-For": "203.0.113.9" }]) {
      const refused = withClient(sdk, mode, way(sdk, headers), names);
      await assert.rejects(refused, (error) => {
        const told = `${error} ${error.cause ?? ""}`;
        assert.match(told, /401|nauthorized|Authorization/);
        return true;
      });
    }
    await withClient(sdk, mode, way(sdk, { Authorization: "Token wrong" }), async (client) => {
      const result = await call(client, sdk, "jira_get_user_profile", { user_identifier: "me" });
      assert(result.isError && text(result).includes("401"), text(result));
    });
  },
  async narrows(sdk, mode, way) {
    await withClient(sdk, mode, way(sdk, { "X-MCP-Readonly": "true" }), async (client) => {
      const listed = await names(client);
      assert(listed.includes("jira_get_issue") && !listed.includes("jira_add_comment"), `${listed}`);
    });
  },
};

const results = [];
async function tried(name, check) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("no answer in 60 s")), 60_000)));
  try {
    await Promise.race([check(), late]);
    results.push(true);
    console.log(`ok ${name}`);
  } catch (error) {
    results.push(false);
    console.log(`FAILED ${name}: ${error.stack}`);
  } finally {
    clearTimeout(timer);
  }
}

for (const sdk of [first, second]) {
  for (const mode of sdk.modes) {
    for (const [transport, way] of Object.entries(ways)) {
      // SSE is older than the era without it.
      if (transport === "SSE" && mode !== "legacy") continue;
      const named = (check) => `TypeScript SDK ${sdk.name}, ${transport}, ${mode}: ${check.name}`;
      for (const check of Object.values(any)) {
        const checked = (client) => check(client, sdk, transport);
        await tried(named(check), () => withClient(sdk, mode, way(sdk), checked));
      }
      for (const check of transport === "pipes" ? [] : Object.values(http)) {
        await tried(named(check), () => check(sdk, mode, way));
      }
    }
  }
}
const failed = results.filter((passed) => !passed).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(results.length > 0 && failed === 0 ? 0 : 1);
