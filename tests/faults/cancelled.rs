//! A call that nobody waits for any more asks nothing further.

use std::time::Duration;

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use crate::harness::Site;
use crate::http::{Running, call, own};
use crate::stdio::Session;
use crate::until::until;

/// How many issues are asked for, with one request each.
const ISSUES: usize = 60;

/// A Jira where each request takes a while.
async fn slow() -> Site {
    let site = Site::start(Flavour::DataCenter).await;
    let slow = Trouble::Slow(Duration::from_millis(50));
    site.demo.misbehave(Fault::new(slow).times(10_000));
    site
}

fn long_call() -> Value {
    let keys: Vec<_> = (1..=ISSUES)
        .map(|number| format!("SHOP-{number}"))
        .collect();
    call(
        7,
        "jira_batch_get_changelogs",
        json!({ "issue_ids_or_keys": keys }),
    )
}

/// How many requests of the long call reached Jira.
fn asked(site: &Site) -> usize {
    let requests = site.demo.requests();
    let is_of_it = |query: &str| query.contains("expand=changelog");
    requests.iter().filter(|sent| is_of_it(&sent.query)).count()
}

/// Fails unless the count stands still while other calls take as long as the rest of the long one would.
async fn assert_over(site: &Site, mut other: impl AsyncFnMut()) {
    // Whatever was on its way when the call was given up.
    other().await;
    let at_most = asked(site);
    for _ in 0..ISSUES / 4 {
        other().await;
    }
    assert_eq!(asked(site), at_most);
    assert!(at_most < ISSUES, "{at_most}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn by_a_notification() {
    let site = slow().await;
    let settings = own(&site, Flavour::DataCenter);
    let settings: Vec<_> = settings
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let mut session = Session::start(&[], &settings);
    session.initialize("2025-11-25");
    session.send(long_call());
    until("it has begun", async || asked(&site) > 0).await;
    session.send(json!({
        "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 7 },
    }));
    assert_over(&site, async || {
        let types = json!({ "name": "jira_get_link_types", "arguments": {} });
        let answer = session.request(8, "tools/call", types);
        assert!(answer.to_string().contains("Blocks"), "{answer}");
    })
    .await;
    assert!(session.end().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn by_leaving() {
    let site = slow().await;
    let server = Running::of(&site, Flavour::DataCenter, &[]).await;
    let left = tokio::spawn(server.post(&long_call()).send());
    until("it has begun", async || asked(&site) > 0).await;
    left.abort();
    assert_over(&site, async || {
        let types = call(8, "jira_get_link_types", json!({}));
        let answer = server
            .post(&types)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        assert!(answer.contains("Blocks"), "{answer}");
    })
    .await;
}
