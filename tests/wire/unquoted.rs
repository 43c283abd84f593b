//! Errors under a filter: answers that nothing was held against are not quoted.

use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::refusals::calls;
use crate::harness::{FLAVOURS, caller_of, said};

const FILTER: (&str, &str) = ("JIRA_PROJECTS_FILTER", "SHOP");

/// Whether any tool says `secret` of a Jira that answers everything so.
async fn told(answer: &ResponseTemplate, variables: &[(&str, &str)]) -> Vec<String> {
    let mut told = Vec::new();
    for (flavour, _) in FLAVOURS {
        let server = MockServer::start().await;
        let all = Mock::given(any()).respond_with(answer.clone());
        all.mount(&server).await;
        let caller = caller_of(&server.uri(), flavour, variables);
        for (tool, arguments) in calls() {
            let reply = said(&caller, tool, arguments).await;
            let text = reply.unwrap_or_else(|error| error);
            if text.contains("secret") {
                told.push(format!("{tool}: {text}"));
            }
        }
    }
    told
}

#[tokio::test]
async fn what_came_is_not_quoted() {
    let json = |status: u16, body: Value| ResponseTemplate::new(status).set_body_json(body);
    let text = |status: u16, body: &str| ResponseTemplate::new(status).set_body_string(body);
    let page = "<html><head><title>[OPS-1] secret</title></head></html>";
    let answers = [
        json(200, json!("secret")),
        json(
            200,
            json!({ "key": ["secret"], "fields": "secret", "values": "secret", "issues": "secret", "comments": "secret" }),
        ),
        text(200, "{\"key\": \"secret"),
        text(200, page),
        json(400, json!({ "issue": { "summary": "secret" } })),
        text(400, "secret"),
        text(403, page),
    ];
    for answer in answers {
        let told = told(&answer, &[FILTER]).await;
        assert!(told.is_empty(), "{answer:?}: {told:#?}");
    }
}

#[tokio::test]
async fn what_jira_says_in_explanation_is_told_and_all_else_where_nothing_is_filtered() {
    let refused = json!({ "errorMessages": ["secret"] });
    let refused = ResponseTemplate::new(400).set_body_json(refused);
    assert!(!told(&refused, &[FILTER]).await.is_empty());
    let text = ResponseTemplate::new(400).set_body_string("secret");
    assert!(!told(&text, &[]).await.is_empty());
}
