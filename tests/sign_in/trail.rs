//! Whether a call may be sent again that failed for a refused token: not once it may have changed something.

use atlassian_mcp::product::Product;
use atlassian_mcp::trail::Trail;
use demo::Flavour;
use http::Method;
use serde_json::json;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::harness::caller_of;

#[tokio::test]
async fn what_may_have_changed_something_is_not_gone_again() {
    let jira = MockServer::start().await;
    let refused = ResponseTemplate::new(401).set_body_json(json!({ "message": "Unauthorized" }));
    Mock::given(method("GET"))
        .respond_with(refused.clone())
        .mount(&jira)
        .await;
    Mock::given(method("PUT"))
        .respond_with(refused)
        .mount(&jira)
        .await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(201))
        .mount(&jira)
        .await;
    let caller = caller_of(&jira.uri(), Flavour::DataCenter, &[]);
    let session = caller.session(Product::Jira).unwrap();
    for (sent, idempotent, expected) in [
        (&[Method::GET][..], false, true),
        (&[Method::PUT], false, true),
        (&[Method::POST, Method::GET], false, false),
        // A search.
        (&[Method::POST, Method::GET], true, true),
        (&[Method::POST], false, false),
    ] {
        let trail = Trail::default();
        let call = async {
            for method in sent {
                let request = session
                    .request(method.clone(), ["x"])
                    .unwrap()
                    .build()
                    .unwrap();
                session.execute(request, idempotent).await.unwrap();
            }
        };
        trail.clone().within(call).await;
        trail.fails();
        assert_eq!(trail.may_be_gone_again(), expected, "{sent:?}");
    }
}
