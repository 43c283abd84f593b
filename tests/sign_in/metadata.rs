//! What clients read first, at every address at which they look for it.

use demo::Flavour;
use serde_json::{Value, json};

use super::desk::{Desk, HOST, PUBLIC, Setup};
use crate::harness::Site;
use crate::http::{Running, list};

#[tokio::test(flavor = "multi_thread")]
async fn both_documents_are_at_every_path_form() {
    let desk = Desk::start().await;
    let resource = "/.well-known/oauth-protected-resource";
    for path in ["", "/", "/mcp", "/mcp/"] {
        let answer = desk.get(&format!("{resource}{path}")).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
        let told: Value = answer.json().await.unwrap();
        assert_eq!(told["resource"], format!("{PUBLIC}/mcp"), "{path}");
        assert_eq!(told["authorization_servers"], json!([PUBLIC]));
        assert_eq!(told["bearer_methods_supported"], json!(["header"]));
    }
    for path in ["", "/"] {
        let answer = desk
            .get(&format!("/.well-known/oauth-authorization-server{path}"))
            .await;
        let told: Value = answer.json().await.unwrap();
        insta::assert_json_snapshot!("server_metadata", told);
    }
    // Monitors ask so.
    let request = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = request.head(desk.running.url(resource));
    let head = request.header("host", HOST).send().await.unwrap();
    assert_eq!(head.status(), 200);
    for path in [
        "/.well-known/oauth-protected-resource/other",
        "/.well-known/oauth-protected-resourcex",
        "/.well-known/oauth-authorization-server/mcp",
        "/.well-known/openid-configuration",
    ] {
        assert_eq!(desk.get(path).await.status(), 404, "{path}");
    }
}

/// A proxy in front takes the path off that the server is under, or leaves it.
#[tokio::test(flavor = "multi_thread")]
async fn a_path_in_front_is_known_and_may_be_missing() {
    let base = format!("{PUBLIC}/atlassian/");
    let setup = Setup::with(&[("PUBLIC_BASE_URL", &base)]);
    let desk = Desk::of(setup).await;
    for path in [
        "/.well-known/oauth-protected-resource/atlassian/mcp",
        "/.well-known/oauth-protected-resource/atlassian",
        "/atlassian/.well-known/oauth-protected-resource/mcp",
        "/.well-known/oauth-protected-resource/mcp",
        "/.well-known/oauth-protected-resource",
    ] {
        let told: Value = desk.get(path).await.json().await.unwrap();
        assert_eq!(
            told["resource"],
            format!("{PUBLIC}/atlassian/mcp"),
            "{path}"
        );
    }
    for path in [
        "/.well-known/oauth-authorization-server/atlassian",
        "/atlassian/.well-known/oauth-authorization-server",
    ] {
        let told: Value = desk.get(path).await.json().await.unwrap();
        assert_eq!(told["issuer"], format!("{PUBLIC}/atlassian"), "{path}");
        assert_eq!(told["token_endpoint"], format!("{PUBLIC}/atlassian/token"));
    }
    for path in ["/mcp", "/atlassian/mcp", "/atlassian/mcp/"] {
        let request = desk.running.post_to(path).header("host", HOST);
        let request = request.header("content-type", "application/json");
        let answer = request.body(list(1).to_string()).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{path}");
        let challenge = answer.headers()["www-authenticate"].to_str().unwrap();
        let metadata = format!("{PUBLIC}/atlassian/.well-known/oauth-protected-resource/mcp");
        assert!(challenge.contains(&metadata), "{challenge}");
    }
}

/// Pages of other sites are clients, too; what knows people by a cookie is not for them.
#[tokio::test(flavor = "multi_thread")]
async fn other_sites_may_ask_what_is_open_to_all() {
    let desk = Desk::start().await;
    let asks = async |path: &str| {
        let request = desk.running.options(path).header("host", HOST);
        let request = request
            .header("origin", "https://inspector.example")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "mcp-protocol-version");
        request.send().await.unwrap()
    };
    for path in [
        "/register",
        "/token",
        "/.well-known/oauth-authorization-server",
    ] {
        let allowed = asks(path).await;
        assert_eq!(allowed.status(), 204, "{path}");
        assert_eq!(allowed.headers()["access-control-allow-origin"], "*");
        assert_eq!(
            allowed.headers()["access-control-allow-headers"],
            "mcp-protocol-version"
        );
        let answer = desk.running.post_to(path).header("host", HOST);
        let answer = answer
            .header("origin", "https://inspector.example")
            .send()
            .await
            .unwrap();
        assert_ne!(answer.status(), 403, "{path}");
    }
    for path in ["/consent", "/authorize", "/callback", "/site", "/mcp"] {
        let allowed = asks(path).await;
        assert!(allowed.status().as_u16() >= 400, "{path}");
        assert!(
            allowed
                .headers()
                .get("access-control-allow-origin")
                .is_none(),
            "{path}"
        );
    }
    // By another name, it is not this server (DNS rebinding).
    let request = desk.running.get("/.well-known/oauth-authorization-server");
    let rebound = request.header("host", "evil.example").send().await.unwrap();
    assert_eq!(rebound.status(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_endpoint_takes_its_own_method() {
    let desk = Desk::start().await;
    for path in ["/register", "/token", "/consent", "/site"] {
        let answer = desk.get(path).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["allow"]),
            (405, &"POST".parse().unwrap()),
            "{path}"
        );
    }
    for path in [
        "/authorize",
        "/callback",
        "/.well-known/oauth-protected-resource",
    ] {
        assert_eq!(desk.post(path, &[]).await.status(), 405, "{path}");
    }
}

/// Where nobody signs in here, nothing looks as if somebody could.
#[tokio::test(flavor = "multi_thread")]
async fn without_it_there_is_none_of_it() {
    let site = Site::start(Flavour::Cloud).await;
    let server = Running::of(&site, Flavour::Cloud, &[("ALLOWED_HOSTS", HOST)]).await;
    for path in [
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-authorization-server",
        "/authorize",
        "/callback",
    ] {
        let answer = server.get(path).header("host", HOST).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
    let refused = server
        .post(&list(1))
        .header("host", HOST)
        .send()
        .await
        .unwrap();
    let challenge = refused.headers()["www-authenticate"].to_str().unwrap();
    assert_eq!(challenge, "Bearer realm=\"mcp-atlassian\"");
}

/// Documents of clients are not read by a proxy, so that where there is one clients have to register.
#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_clients_are_not_told_to_name_themselves_by_a_document() {
    for (name, value, expected) in [
        ("HTTPS_PROXY", "http://proxy.example.com:3128", false),
        ("HTTP_PROXY", "http://proxy.example.com:3128", true),
        ("NO_PROXY", "*", true),
    ] {
        let desk = Desk::of(Setup::with(&[(name, value)])).await;
        let told = desk.get("/.well-known/oauth-authorization-server").await;
        let told: Value = told.json().await.unwrap();
        let reads = &told["client_id_metadata_document_supported"];
        assert_eq!(*reads, expected, "{name}");
    }
}
