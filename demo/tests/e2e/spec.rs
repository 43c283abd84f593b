//! Requests that break the vendored documents.

use demo::Flavour::{Cloud, DataCenter};
use serde_json::json;

use crate::client::Client;

#[test]
fn a_broken_rule_is_named_and_listed() {
    let client = Client::new(Cloud);
    let api = format!("{}/rest/api/3", client.demo.jira_url());
    let search = format!("{api}/search/jql");
    let broken = [
        (
            client.get(&format!("{api}/nothing")),
            "no document knows the path /rest/api/3/nothing",
        ),
        (
            client.get(&search),
            "no document knows GET on the path /rest/api/3/search/jql",
        ),
        (
            client.get(&format!("{api}/issue/SHOP-1?start=3")),
            "the query parameter 'start' is unknown (known: fields, ",
        ),
        (
            client.get(&format!("{api}/user/search?query=a&maxResults=many")),
            "'many' is no value for the parameter 'maxResults'",
        ),
        (
            client.get(&format!("{api}/issue/SHOP-1/comment?orderBy=newest")),
            "'newest' is no value for the parameter 'orderBy'",
        ),
        (
            client.post(&search, json!({"jql": "key = SHOP-1", "startAt": 10})),
            "the body at '': Additional properties are not allowed ('startAt' was unexpected)",
        ),
        (
            client.post(&search, json!({"jql": "key = SHOP-1", "fields": "summary"})),
            "the body at '/fields': \"summary\" is not of type \"array\"",
        ),
        (
            client.get(&format!(
                "{}/rest/dev-status/1.0/issue/summary",
                client.demo.jira_url()
            )),
            "the required query parameter 'issueId' is missing",
        ),
        (
            client.get(&format!(
                "{}/api/v2/pages/abc",
                client.demo.confluence_url()
            )),
            "'abc' is no value for the parameter 'id'",
        ),
    ];
    let listed = client.demo.violations();
    assert_eq!(listed.len(), broken.len(), "{listed:#?}");
    for (((status, body), rule), listed) in broken.iter().zip(&listed) {
        assert!(
            *status == 400 && body.to_string().contains("breaks the API's document"),
            "{status} {body}"
        );
        assert!(listed.contains(rule), "{listed} should say: {rule}");
    }
}

#[test]
fn what_the_documents_get_wrong_is_no_violation() {
    let client = Client::new(DataCenter);
    let issue = format!("{}/rest/api/2/issue", client.demo.jira_url());
    client.get(&format!(
        "{issue}/SHOP-1/transitions?expand=transitions.fields"
    ));
    client.post(&issue, json!({"fields": {"project": {"key": "SHOP"}, "issuetype": {"id": "10002"}, "summary": "A text is no object"}}));
    assert_eq!(client.demo.violations(), Vec::<String>::new());
}
