//! What is said over HTTP: both eras, whatever form the messages have, and from where.

use demo::Flavour;
use serde_json::{Value, json};

use super::{Running, call, client, list, names, said};
use crate::harness::Site;

async fn server() -> (Site, Running) {
    let site = Site::start(Flavour::Cloud).await;
    let server = Running::of(&site, Flavour::Cloud, &[]).await;
    (site, server)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_the_old_era_needs_no_session() {
    let (_site, server) = server().await;
    let hello = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } } });
    let response = server.post(&hello).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.headers().get("mcp-session-id").is_none());
    let hello: Value = response.json().await.unwrap();
    assert_eq!(hello["result"]["protocolVersion"], "2025-06-18");
    assert!(
        hello["result"]["instructions"]
            .as_str()
            .unwrap()
            .contains("Jira (Cloud")
    );
    let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    assert_eq!(server.post(&ready).send().await.unwrap().status(), 202);
    let listed = server
        .post(&list(2))
        .header("mcp-protocol-version", "2025-06-18");
    assert!(
        names(listed.send().await.unwrap())
            .await
            .contains(&"jira_search".to_owned())
    );
    let ask = call(
        3,
        "jira_get_issue",
        json!({ "issue_key": "SHOP-1", "fields": "summary" }),
    );
    assert!(
        said(server.post(&ask).send().await.unwrap())
            .await
            .contains("SHOP-1")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_the_new_era_is_understood() {
    let (_site, server) = server().await;
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "t", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let ask =
        json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": { "_meta": meta } });
    let request = server
        .post(&ask)
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", "tools/list");
    assert!(
        names(request.send().await.unwrap())
            .await
            .contains(&"jira_search".to_owned())
    );
}

/// The same leniency and the same answers as over standard input.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_answered() {
    let (_site, server) = server().await;
    for (body, status, code) in [
        ("{", 400, -32700),
        ("[]", 400, -32600),
        ("7", 400, -32600),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}"#,
            200,
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}"#,
            200,
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"no/such"}"#,
            200,
            -32601,
        ),
        (r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, 400, -32600),
    ] {
        let response = server.send(body).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{body}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["error"]["code"], code, "{body}: {answer}");
    }
    let batch = json!([list(1), list(2)]).to_string();
    let answers: Value = server
        .send(batch)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let ids: Vec<_> = answers
        .as_array()
        .unwrap()
        .iter()
        .map(|answer| &answer["id"])
        .collect();
    assert_eq!(ids, [1, 2]);
    let cut = br#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"jira_search","arguments":{"jql":"text ~ \"\ud83d\""}}}"#;
    let response = server.send(cut.to_vec()).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let bytes = b"\xEF\xBB\xBF{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    let answer: Value = server
        .send(bytes.to_vec())
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(answer["result"], json!({}));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_are_kept_out_but_of_the_probes() {
    let (_site, server) = server().await;
    let status = |request: reqwest::RequestBuilder| async {
        request.send().await.unwrap().status().as_u16()
    };
    let evil = server
        .post(&list(1))
        .header("host", "evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(evil.status(), 403);
    assert!(evil.text().await.unwrap().contains("ALLOWED_HOSTS"));
    let evil = server
        .post(&list(1))
        .header("origin", "https://evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(evil.status(), 403);
    assert!(evil.text().await.unwrap().contains("ALLOWED_ORIGINS"));
    for path in ["/healthz", "/readyz"] {
        assert_eq!(
            status(server.get(path).header("host", "pod.example")).await,
            200,
            "{path}"
        );
    }
    assert_eq!(
        status(server.get("/").header("host", "evil.example")).await,
        403
    );
    assert_eq!(status(server.get("/")).await, 404);
    let simple = client().post(server.url("/mcp")).body(list(1).to_string());
    assert_eq!(
        status(simple.header("content-type", "text/plain")).await,
        415
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_site_that_the_operator_names_may_speak_with_it() {
    let site = Site::start(Flavour::Cloud).await;
    let named = (
        "ALLOWED_ORIGINS",
        "https://app.example.com,http://localhost:1",
    );
    let server = Running::of(&site, Flavour::Cloud, &[named]).await;
    let preflight = |origin: &'static str| {
        let request = client().request("OPTIONS".parse().unwrap(), server.url("/mcp"));
        let request = request
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "authorization,content-type",
            );
        async { request.send().await.unwrap() }
    };
    let response = preflight("https://app.example.com").await;
    assert_eq!(response.status(), 204);
    let headers = response.headers();
    assert_eq!(
        headers["access-control-allow-origin"],
        "https://app.example.com"
    );
    assert_eq!(
        headers["access-control-allow-headers"],
        "authorization,content-type"
    );
    let asked = server
        .post(&list(1))
        .header("origin", "https://app.example.com");
    let response = asked.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(
        response.headers()["access-control-allow-origin"],
        "https://app.example.com"
    );
    assert_eq!(preflight("https://evil.example").await.status(), 403);
    // Any program may serve pages on this machine.
    let unnamed = Running::of(&site, Flavour::Cloud, &[]).await;
    let asked = unnamed
        .post(&list(1))
        .header("origin", "http://localhost:1");
    let response = asked.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(
        response
            .headers()
            .get("access-control-allow-origin")
            .is_none()
    );
}

/// Proxies and clients that keep connections want to know where an answer ends.
#[tokio::test(flavor = "multi_thread")]
async fn answers_say_how_long_they_are() {
    let (_site, server) = server().await;
    let answers = [
        server.get("/healthz").send().await.unwrap(),
        server.post(&list(1)).send().await.unwrap(),
        server.get("/nowhere").send().await.unwrap(),
    ];
    for answer in answers {
        let length = answer.headers()["content-length"].to_str().unwrap();
        let length: usize = length.parse().unwrap();
        assert_eq!(answer.bytes().await.unwrap().len(), length);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_path_ends_with_a_slash_or_without_and_takes_only_post() {
    let (_site, server) = server().await;
    let other = client()
        .post(server.url("/mcp/"))
        .header("content-type", "application/json");
    let response = other.body(list(1).to_string()).send().await.unwrap();
    assert!(!names(response).await.is_empty(), "with no Accept at all");
    for method in ["GET", "DELETE", "HEAD"] {
        let request = client().request(method.parse().unwrap(), server.url("/mcp"));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 405, "{method}");
        assert_eq!(response.headers()["allow"], "POST");
    }
}

/// Clients show the message of an error of JSON-RPC, and of nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_errors_of_json_rpc() {
    let (_site, server) = server().await;
    let ask = || server.post(&list(1));
    for (request, status, said) in [
        (ask().header("authorization", "Digest x"), 401, "Basic"),
        (ask().header("host", "evil.example"), 403, "ALLOWED_HOSTS"),
        (server.get("/mcp"), 405, "POST"),
        (server.get("/nothing"), 404, "/mcp"),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{said}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(
            (&answer["jsonrpc"], &answer["id"]),
            (&json!("2.0"), &Value::Null)
        );
        let told = answer["error"]["message"].as_str().unwrap();
        assert!(
            told.contains(said) && answer["error"]["code"].is_i64(),
            "{answer}"
        );
    }
}

/// The version that needs none has none; in those before it, its params can be wrong.
#[tokio::test(flavor = "multi_thread")]
async fn initialize_is_unknown_to_the_version_without_it() {
    let (_site, server) = server().await;
    let modern = json!({ "_meta": {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    } });
    for (params, version, status, code) in [
        (modern, Some("2026-07-28"), 404, -32601),
        (json!({}), None, 200, -32602),
    ] {
        let ask = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
        let request = version
            .into_iter()
            .fold(server.post(&ask), |request, version| {
                let request = request.header("mcp-protocol-version", version);
                request.header("mcp-method", "initialize")
            });
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), status);
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["error"]["code"], code, "{answer}");
    }
}
