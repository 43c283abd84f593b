// An official TypeScript SDK signs somebody in: sign_in.mjs FOLDER MAJOR MCP [DOCUMENT].
//
// FOLDER is where both majors are installed, MCP is the address of the server, DOCUMENT that of the client's description of itself; without
// one it registers. Prints `open ADDRESS` where somebody shall open it in a browser, and `called KEY` after each call of a tool, with
// the issue that it got; makes the next one for each line that it reads.

import { createRequire } from "node:module";
import { createInterface } from "node:readline/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const [folder, major, url, document] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/`));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const sdk =
  major === "1"
    ? {
        ...(await load("@modelcontextprotocol/sdk/client/index.js")),
        ...(await load("@modelcontextprotocol/sdk/client/streamableHttp.js")),
        ...(await load("@modelcontextprotocol/sdk/client/auth.js")),
      }
    : await load("@modelcontextprotocol/client");

/** Where people come back to, and what they bring, one after the other. */
const listener = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  response.end("Back at the program.");
  if (pathname === "/callback") listener.emit("back", searchParams);
});
await once(listener.listen(0, "127.0.0.1"), "listening");
const redirect = `http://127.0.0.1:${listener.address().port}/callback`;
let back;

/** Keeps in memory what the SDK wants kept. */
const kept = {};
const provider = {
  redirectUrl: redirect,
  clientMetadataUrl: document,
  clientMetadata: { client_name: "TypeScript SDK", redirect_uris: [redirect], token_endpoint_auth_method: "none" },
  state: () => (kept.state = crypto.randomUUID()),
  clientInformation: () => kept.client,
  saveClientInformation: (client) => (kept.client = client),
  tokens: () => kept.tokens,
  saveTokens: (tokens) => (kept.tokens = tokens),
  codeVerifier: () => kept.verifier,
  saveCodeVerifier: (verifier) => (kept.verifier = verifier),
  discoveryState: () => kept.discovery,
  saveDiscoveryState: (discovery) => (kept.discovery = discovery),
  invalidateCredentials(what) {
    for (const name of what === "all" ? Object.keys(kept) : [what]) delete kept[name];
  },
  redirectToAuthorization(address) {
    back = once(listener, "back");
    console.log(`open ${address}`);
  },
};

/** Does it, and once more when somebody has signed in for it. */
async function signedIn(transport, attempt) {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof sdk.UnauthorizedError)) throw error;
    const [answer] = await back;
    assert.equal(answer.get("state"), kept.state);
    assert(answer.get("code"), `${answer}`);
    await transport.finishAuth(major === "1" ? answer.get("code") : answer);
    return undefined;
  }
}

const begin = () => new sdk.StreamableHTTPClientTransport(new URL(url), { authProvider: provider });
const connect = async (transport) => {
  const client = new sdk.Client({ name: "test", version: "1" });
  await client.connect(transport);
  return client;
};

let transport = begin();
let client = await signedIn(transport, () => connect(transport));
if (!client) client = await connect((transport = begin()));

const ask = () => client.callTool({ name: "jira_get_issue", arguments: { issue_key: "SHOP-7" } });
async function call() {
  const result = (await signedIn(transport, ask)) ?? (await ask());
  assert(!result.isError, result.content[0].text);
  console.log(`called ${JSON.parse(result.content[0].text).key}`);
}

await call();
for await (const _ of createInterface({ input: process.stdin })) await call();
await client.close();
process.exit(0);
