// The AI SDK as a client, with a model that does what it is told: ai_sdk.mjs FOLDER PROGRAM MCP.
//
// FOLDER is where it is installed, PROGRAM is the server, to be started over pipes; MCP is the address at which one of the demo on Data
// Center listens. Prints a row of the table in docs/clients.md.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const [folder, program, url] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

const { generateText } = await load("ai");
const { MockLanguageModelV4 } = await load("ai/test");
const { createMCPClient } = await load("@ai-sdk/mcp");
const { StdioMCPTransport } = await load("@ai-sdk/mcp/mcp-stdio");

const calls = [
  ["jira_get_issue", { issue_key: "SHOP-7" }, '"key":"SHOP-7"'],
  ["jira_add_comment", { issue_key: "SHOP-9", comment: "Seen by a **library**" }, '"id"'],
];

/** What a model is told that calls a tool: the names of all, and what came of the call. */
async function called(tools, toolName, input) {
  let offered = [];
  const usage = { inputTokens: {}, outputTokens: {} };
  const doGenerate = async (options) => {
    offered = options.tools.map((tool) => tool.name);
    const content = [{ type: "tool-call", toolCallId: "1", toolName, input: JSON.stringify(input) }];
    return { content, finishReason: { unified: "tool-calls" }, usage, warnings: [] };
  };
  const { steps } = await generateText({ model: new MockLanguageModelV4({ doGenerate }), tools, prompt: "Go on." });
  const results = steps[0].content.filter((part) => part.type === "tool-result");
  return { offered, text: JSON.stringify(results).replaceAll("\\", "") };
}

/** Lists all tools, and has a model call one that reads and one that writes. */
async function tried(transport) {
  const client = await createMCPClient({ transport });
  try {
    const tools = await client.tools();
    const listed = Object.keys(tools);
    assert(listed.length > 50 && listed.includes("jira_search"), `${listed}`);
    for (const [name, input, expected] of calls) {
      const { offered, text } = await called(tools, name, input);
      assert.deepEqual(offered.toSorted(), listed.toSorted());
      assert(text.includes(expected), `${name}: ${text}`);
    }
  } finally {
    await client.close();
  }
}

await tried(new StdioMCPTransport({ command: program, args: ["--demo"], stderr: "ignore" }));
await tried({ type: "http", url });
const version = (name) => require(`${name}/package.json`).version;
console.log(`| AI SDK | \`@ai-sdk/mcp\` ${version("@ai-sdk/mcp")}, \`ai\` ${version("ai")} | each tool; a model calls |`);
