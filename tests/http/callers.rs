//! Who calls: which secret goes where, and that nothing of one caller's reaches another.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::{Running, call, client, list, names, said};
use crate::harness::Site;

const CLOUD_ID: &str = "11111111-2222-3333-4444-555555555555";

/// Answers every request with the credentials that it came with, as a user's name, written backwards: as they are, no tool gives them
/// away.
async fn mirror() -> MockServer {
    let server = MockServer::start().await;
    let told = |request: &Request| {
        let given = request.headers.get("authorization");
        let given = given.map_or("none", |given| given.to_str().unwrap());
        let given: String = given.chars().rev().collect();
        let user = json!({ "accountId": "1", "name": "n", "key": "k", "displayName": given });
        ResponseTemplate::new(200).set_body_json(user)
    };
    Mock::given(any()).respond_with(told).mount(&server).await;
    server
}

/// What Jira is sent as `Authorization` for a caller with these headers; else the status and what is said.
async fn sent_to_jira(server: &Running, headers: &[(&str, &str)]) -> Result<String, (u16, String)> {
    let ask = call(
        1,
        "jira_get_user_profile",
        json!({ "user_identifier": "me" }),
    );
    let request = headers
        .iter()
        .fold(server.post(&ask), |request, (name, value)| {
            request.header(*name, *value)
        });
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    if status != 200 {
        return Err((status, response.text().await.unwrap()));
    }
    let profile: Value = serde_json::from_str(&said(response).await).unwrap();
    Ok(profile["name"].as_str().unwrap().chars().rev().collect())
}

async fn of_jira(url: &str, deployment: &str, more: &[(&'static str, &str)]) -> Running {
    let settings = [
        ("JIRA_URL", url.to_owned()),
        ("JIRA_DEPLOYMENT", deployment.to_owned()),
    ];
    let more = more
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    Running::start(settings.into_iter().chain(more)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_goes_where_its_kind_belongs_and_nowhere_else() {
    let jira = mirror().await;
    let (cloud, dc) = (
        of_jira(&jira.uri(), "cloud", &[]).await,
        of_jira(&jira.uri(), "datacenter", &[]).await,
    );
    let basic = format!("Basic {}", STANDARD.encode("mira@example.com:t0ken"));
    let lower = basic.replacen("Basic", "bAsIc", 1);
    for (server, name, value, expected) in [
        (&cloud, "authorization", "Bearer abc", Some("Bearer abc")),
        (&cloud, "authorization", &basic, Some(basic.as_str())),
        (&cloud, "authorization", &lower, Some(basic.as_str())),
        (&cloud, "authorization", "Token abc", None),
        (&cloud, "x-atlassian-jira-personal-token", "abc", None),
        (&dc, "authorization", "bearer abc", Some("Bearer abc")),
        (&dc, "authorization", "TOKEN abc", Some("Bearer abc")),
        (&dc, "authorization", &basic, None),
        (
            &dc,
            "x-atlassian-jira-personal-token",
            "abc",
            Some("Bearer abc"),
        ),
        (&dc, "authorization", "Digest abc", None),
        (&dc, "authorization", "Bearer", None),
        (&dc, "authorization", "Bearer a b", None),
        (&dc, "authorization", "abc", None),
    ] {
        let sent = sent_to_jira(server, &[(name, value)]).await;
        match expected {
            Some(expected) => assert_eq!(sent.as_deref(), Ok(expected), "{name}: {value}"),
            None => assert_eq!(sent.unwrap_err().0, 401, "{name}: {value}"),
        }
    }
}

/// Where a product is on Cloud, a Bearer is an OAuth token of Cloud's, which Data Center must never see.
#[tokio::test(flavor = "multi_thread")]
async fn a_bearer_never_goes_to_data_center_beside_cloud() {
    let (jira, confluence) = (mirror().await, mirror().await);
    let server = Running::start([
        ("JIRA_URL", jira.uri()),
        ("JIRA_DEPLOYMENT", "datacenter".to_owned()),
        ("CONFLUENCE_URL", confluence.uri()),
        ("CONFLUENCE_DEPLOYMENT", "cloud".to_owned()),
    ])
    .await;
    let listed = server.post(&list(1)).header("authorization", "Bearer abc");
    let listed = names(listed.send().await.unwrap()).await;
    assert!(
        listed.iter().all(|name| !name.starts_with("jira_")),
        "{listed:?}"
    );
    assert!(listed.iter().any(|name| name.starts_with("confluence_")));
    let ask = call(
        1,
        "jira_get_user_profile",
        json!({ "user_identifier": "me" }),
    );
    let response = server
        .post(&ask)
        .header("authorization", "Bearer abc")
        .send();
    assert!(said(response.await.unwrap()).await.contains("Unknown tool"));
    assert!(jira.received_requests().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_header_beats_authorization_and_names_no_other_place() {
    let jira = mirror().await;
    let server = of_jira(&jira.uri(), "datacenter", &[]).await;
    let token = ("x-atlassian-jira-personal-token", "mine");
    let sent = sent_to_jira(&server, &[token, ("authorization", "Bearer other")]).await;
    assert_eq!(sent.unwrap(), "Bearer mine");
    let here = format!("{}/", jira.uri());
    let sent = sent_to_jira(&server, &[token, ("x-atlassian-jira-url", &here)]).await;
    assert_eq!(sent.unwrap(), "Bearer mine");
    let sent = sent_to_jira(
        &server,
        &[token, ("x-atlassian-jira-url", "http://127.0.0.1:1")],
    )
    .await;
    let (status, why) = sent.unwrap_err();
    assert_eq!(status, 401);
    assert!(why.contains("not the address of Jira"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateways_authorization_can_be_passed_over() {
    let jira = mirror().await;
    // A gateway stands in front, so that the server's own credentials are not for whoever comes by it.
    let set = [
        ("IGNORE_HEADER_AUTH", "true"),
        ("JIRA_PERSONAL_TOKEN", "own"),
    ];
    let server = of_jira(&jira.uri(), "datacenter", &set).await;
    let gateway = ("authorization", "Bearer of-the-gateway");
    assert_eq!(sent_to_jira(&server, &[gateway]).await.unwrap_err().0, 401);
    let token = ("x-atlassian-jira-personal-token", "mine");
    assert_eq!(
        sent_to_jira(&server, &[gateway, token]).await.unwrap(),
        "Bearer mine"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_oauth_token_for_a_site_needs_its_id() {
    let settings = [("JIRA_URL", "https://acme.atlassian.net".to_owned())];
    let server = Running::start(settings).await;
    let ask = |headers: &[(&'static str, &'static str)]| {
        let request = server.post(&list(1)).header("authorization", "Bearer abc");
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        async { request.send().await.unwrap() }
    };
    let refused = ask(&[]).await;
    assert_eq!(refused.status(), 401);
    assert!(
        refused
            .text()
            .await
            .unwrap()
            .contains("X-Atlassian-Cloud-Id")
    );
    assert_eq!(
        ask(&[("x-atlassian-cloud-id", "../../evil")])
            .await
            .status(),
        401
    );
    assert!(
        !names(ask(&[("x-atlassian-cloud-id", CLOUD_ID)]).await)
            .await
            .is_empty()
    );
    // Where the address is a site's at the gateway, it is that site's alone.
    let there = format!("https://api.atlassian.com/ex/jira/{CLOUD_ID}");
    let server = of_jira(&there, "cloud", &[]).await;
    for (id, status) in [
        (CLOUD_ID, 200),
        ("11111111-2222-3333-4444-555555555556", 401),
    ] {
        let ask = server
            .post(&list(1))
            .header("authorization", "Bearer abc")
            .header("x-atlassian-cloud-id", id);
        assert_eq!(ask.send().await.unwrap().status(), status, "{id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_own_credentials_serve_this_machine_alone() {
    let jira = mirror().await;
    let own = [("JIRA_PERSONAL_TOKEN", "own-token")];
    let here = of_jira(&jira.uri(), "datacenter", &own).await;
    assert_eq!(sent_to_jira(&here, &[]).await.unwrap(), "Bearer own-token");
    for header in [
        "x-forwarded-for",
        "forwarded",
        "x-forwarded-host",
        "x-real-ip",
    ] {
        let (status, why) = sent_to_jira(&here, &[(header, "10.0.0.1")])
            .await
            .unwrap_err();
        assert_eq!(status, 401, "{header}");
        assert!(why.contains("ALLOW_GLOBAL_CRED_FALLBACK"), "{why}");
    }
    // What a caller brings is never filled up with what is the server's.
    assert_eq!(
        sent_to_jira(&here, &[("authorization", "Bearer his")])
            .await
            .unwrap(),
        "Bearer his"
    );
    for more in [
        ("PUBLIC_BASE_URL", "https://mcp.example.com"),
        ("ALLOWED_HOSTS", "127.0.0.1,mcp.example.com"),
    ] {
        let public = of_jira(&jira.uri(), "datacenter", &[own[0], more]).await;
        let host = (
            "host",
            if more.0 == "PUBLIC_BASE_URL" {
                "mcp.example.com"
            } else {
                "127.0.0.1"
            },
        );
        assert_eq!(
            sent_to_jira(&public, &[host]).await.unwrap_err().0,
            401,
            "{more:?}"
        );
    }
    let shared = [
        own[0],
        ("ALLOW_GLOBAL_CRED_FALLBACK", "true"),
        ("PUBLIC_BASE_URL", "https://mcp.example.com"),
    ];
    let shared = of_jira(&jira.uri(), "datacenter", &shared).await;
    let host = ("host", "mcp.example.com");
    assert_eq!(
        sent_to_jira(&shared, &[host]).await.unwrap(),
        "Bearer own-token"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_known_is_told_how_to_sign_in() {
    let server = of_jira("http://127.0.0.1:1", "datacenter", &[]).await;
    let response = server.post(&list(1)).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert_eq!(
        response.headers()["www-authenticate"],
        "Bearer realm=\"mcp-atlassian\""
    );
    let twice = server
        .post(&list(1))
        .header("authorization", "Bearer a")
        .header("authorization", "Bearer b");
    assert_eq!(twice.send().await.unwrap().status(), 400);
    for name in [
        "access_token",
        "jira-token",
        "API-Key",
        "pat",
        "X-Atlassian-Jira-Personal-Token",
    ] {
        let in_the_address = server.url(&format!("/mcp?x=1&{name}=abc"));
        let response = client()
            .post(in_the_address)
            .header("content-type", "application/json");
        let response = response.body(list(1).to_string()).send().await.unwrap();
        assert_eq!(response.status(), 400, "{name}");
        assert!(!response.text().await.unwrap().contains("abc"));
    }
}

/// One client gives every request the id 1; so do all of these, at once.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_crosses_over_between_callers() {
    let jira = mirror().await;
    let server = of_jira(&jira.uri(), "datacenter", &[]).await;
    let ask = |caller: usize| {
        let (server, token) = (&server, format!("token-{caller}"));
        async move {
            let sent = sent_to_jira(server, &[("x-atlassian-jira-personal-token", &token)]).await;
            assert_eq!(sent.unwrap(), format!("Bearer {token}"));
        }
    };
    // Each more than once, so that remembered callers are among them.
    futures_util::future::join_all((0..240).map(|number| ask(number % 60))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_may_give_up_rights_and_gain_none() {
    let site = Site::start(Flavour::Cloud).await;
    let server = Running::of(
        &site,
        Flavour::Cloud,
        &[(
            "ENABLED_TOOLS",
            "jira_search,jira_get_issue,jira_add_comment",
        )],
    )
    .await;
    let listed = |name: &'static str, value: &'static str| {
        let request = server.post(&list(1)).header(name, value);
        async { names(request.send().await.unwrap()).await }
    };
    let all = ["jira_get_issue", "jira_search", "jira_add_comment"];
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    let is = |names: &[&str]| sorted(names.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(sorted(listed("x-mcp-readonly", "false").await), is(&all));
    assert_eq!(
        sorted(listed("x-mcp-readonly", "true").await),
        is(&["jira_get_issue", "jira_search"])
    );
    assert_eq!(
        listed("x-mcp-toolsets", "jira_comments").await,
        ["jira_add_comment"]
    );
    assert_eq!(
        listed("x-mcp-tools", "jira_search, jira_delete_issue").await,
        ["jira_search"]
    );
    assert_eq!(
        sorted(listed("x-mcp-exclude-tools", "jira_search").await),
        is(&["jira_get_issue", "jira_add_comment"])
    );
    let write = call(
        1,
        "jira_add_comment",
        json!({ "issue_key": "SHOP-1", "comment": "x" }),
    );
    site.demo.clear_requests();
    let refused = server
        .post(&write)
        .header("x-mcp-readonly", "1")
        .send()
        .await
        .unwrap();
    assert!(said(refused).await.contains("Unknown tool"));
    assert_eq!(site.request_count(), 0);
}

/// Whoever shares credentials would see the others' files.
#[tokio::test(flavor = "multi_thread")]
async fn files_are_for_this_machine_alone() {
    let jira = mirror().await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().to_str().unwrap();
    let own = [("JIRA_PERSONAL_TOKEN", "own"), ("MCP_FILES_ROOT", folder)];
    let shared = [
        ("ALLOW_GLOBAL_CRED_FALLBACK", "true"),
        ("ALLOWED_HOSTS", "mcp.example.com,127.0.0.1"),
    ];
    for (more, offered) in [(&[][..], true), (&shared[..], false)] {
        let server = of_jira(&jira.uri(), "datacenter", &[&own, more].concat()).await;
        let listed = server.post(&list(1)).send().await.unwrap();
        let listed = listed.text().await.unwrap();
        assert_eq!(listed.contains("target_dir"), offered);
        let signed_in = server.post(&list(1)).header("authorization", "Token a");
        let listed = signed_in.send().await.unwrap().text().await.unwrap();
        assert!(!listed.contains("target_dir"));
    }
}
