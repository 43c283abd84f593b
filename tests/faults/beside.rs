//! One product that hangs takes nothing from whoever asks another one.

use std::time::Duration;

use demo::{Fault, Flavour, Trouble};
use serde_json::json;

use crate::harness::Site;
use crate::http::{Running, call, list, names, own, said};
use crate::until::until;

/// Calls of the product that hangs.
const HANGING: u64 = 24;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_answers_while_a_product_hangs() {
    let site = Site::start(Flavour::DataCenter).await;
    let hangs = Trouble::Slow(Duration::from_secs(3_600));
    site.demo
        .misbehave(Fault::new(hangs).path("/jira/").times(1_000));
    let confluence = [
        ("CONFLUENCE_URL", site.demo.confluence_url()),
        ("CONFLUENCE_DEPLOYMENT", "datacenter".to_owned()),
        ("CONFLUENCE_USERNAME", "mira".to_owned()),
        ("CONFLUENCE_API_TOKEN", "own-token".to_owned()),
        ("JIRA_RATE_LIMIT_REQUESTS_PER_SECOND", "0".to_owned()),
    ];
    let settings = own(&site, Flavour::DataCenter)
        .into_iter()
        .chain(confluence);
    let server = Running::start(settings).await;
    let hanging: Vec<_> = (0..HANGING)
        .map(|id| {
            let ask = call(id, "jira_get_issue", json!({ "issue_key": "SHOP-7" }));
            tokio::spawn(server.post(&ask).send())
        })
        .collect();
    let reached = || {
        let requests = site.demo.requests();
        requests
            .iter()
            .filter(|sent| sent.path.starts_with("/jira/"))
            .count() as u64
    };
    until("all hang", async || reached() >= HANGING).await;
    for _ in 0..5 {
        let page = call(1, "confluence_get_page", json!({ "page_id": "98320" }));
        let page = said(server.post(&page).send().await.unwrap()).await;
        assert!(page.contains("title: Guest checkout"), "{page}");
        let listed = names(server.post(&list(2)).send().await.unwrap()).await;
        assert!(listed.contains(&"jira_get_issue".to_owned()));
    }
    assert!(hanging.iter().all(|call| !call.is_finished()));
    hanging.iter().for_each(tokio::task::JoinHandle::abort);
}
