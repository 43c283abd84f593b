//! Bitbucket in both flavours, end to end.

use crate::client::Client;
use demo::Flavour::{Cloud, DataCenter};
use serde_json::json;

#[test]
fn repositories_are_listed_by_project() {
    let cloud = Client::new(Cloud);
    let url = format!("{}/2.0/repositories/harbour", cloud.demo.bitbucket_url());
    let (_, page) = cloud.get(&format!("{url}?q=project.key%3D%22SHOP%22&pagelen=1"));
    assert_eq!(
        (&page["size"], &page["values"][0]["slug"]),
        (&json!(2), &json!("storefront"))
    );
    let (_, rest) = cloud.get(page["next"].as_str().unwrap());
    assert_eq!(rest["values"][0]["mainbranch"]["name"], "main");

    let dc = Client::new(DataCenter);
    let (_, page) = dc.get(&format!(
        "{}/rest/api/latest/projects/SHOP/repos?limit=1",
        dc.demo.bitbucket_url()
    ));
    assert_eq!(
        (&page["isLastPage"], &page["nextPageStart"]),
        (&json!(false), &json!(1))
    );
    let (status, missing) = dc.get(&format!(
        "{}/rest/api/latest/projects/NOPE/repos",
        dc.demo.bitbucket_url()
    ));
    assert_eq!(
        (status, &missing["errors"][0]["message"]),
        (404, &json!("Project NOPE does not exist."))
    );
}

#[test]
fn a_pull_request_has_a_real_diff() {
    let cloud = Client::new(Cloud);
    let url = format!(
        "{}/2.0/repositories/harbour/order-service/pullrequests/3",
        cloud.demo.bitbucket_url()
    );
    let (_, pull) = cloud.get(&url);
    assert_eq!(
        (&pull["state"], &pull["source"]["branch"]["name"]),
        (&json!("OPEN"), &json!("bugfix/SHOP-7-double-charge"))
    );
    let redirect = cloud.get_raw(&format!("{url}/diff"));
    assert_eq!(redirect.status(), 302);
    let (_, text) = cloud.get_as(
        redirect.headers()["location"].to_str().unwrap(),
        Some("Bearer token"),
    );
    assert!(
        text.contains(
            "+            return provider.authorize(order.amount, key=order.idempotency_key)\n"
        ),
        "{text}"
    );
    assert!(text.contains("deleted file mode 100644\nindex "), "{text}");
    let redirect = cloud.get_raw(&format!("{url}/diffstat"));
    let (_, stat) = cloud.get(redirect.headers()["location"].to_str().unwrap());
    assert_eq!(
        (&stat["size"], &stat["values"][3]["status"]),
        (&json!(4), &json!("added"))
    );

    let dc = Client::new(DataCenter);
    let url = format!(
        "{}/rest/api/latest/projects/SHOP/repos/order-service/pull-requests/3",
        dc.demo.bitbucket_url()
    );
    let (_, text) = dc.get_as(&format!("{url}.diff"), Some("Bearer token"));
    assert!(
        text.starts_with("diff --git src://orders/model.py dst://orders/model.py\n"),
        "{text}"
    );
    let (_, changes) = dc.get(&format!("{url}/changes"));
    assert_eq!(
        (&changes["size"], &changes["values"][2]["type"]),
        (&json!(4), &json!("DELETE"))
    );
    assert_eq!(
        dc.get(&format!(
            "{}/rest/api/latest/projects/SHOP/repos/storefront/pull-requests/99",
            dc.demo.bitbucket_url()
        ))
        .0,
        404
    );
}

#[test]
fn comments_keep_their_threads_and_anchors() {
    let cloud = Client::new(Cloud);
    let (_, page) = cloud.get(&format!(
        "{}/2.0/repositories/harbour/order-service/pullrequests/3/comments",
        cloud.demo.bitbucket_url()
    ));
    assert_eq!(
        page["values"][1]["inline"],
        json!({"path": "orders/model.py", "from": null, "to": 11})
    );
    assert_eq!(page["values"][2]["parent"]["id"], 203);

    let dc = Client::new(DataCenter);
    let (_, page) = dc.get(&format!(
        "{}/rest/api/latest/projects/SHOP/repos/order-service/pull-requests/3/activities",
        dc.demo.bitbucket_url()
    ));
    let newest = &page["values"][0];
    assert_eq!(
        (&newest["action"], &newest["commentAnchor"]["line"]),
        (&json!("COMMENTED"), &json!(11))
    );
    assert_eq!(
        newest["comment"]["comments"][0]["text"],
        "They get one on load."
    );
    assert_eq!(page["values"][2]["action"], "OPENED");
}

#[test]
fn what_reached_over_all_workspaces_is_gone_and_long_pages_are_refused() {
    let cloud = Client::new(Cloud);
    let api = format!("{}/2.0", cloud.demo.bitbucket_url());
    for gone in [
        "workspaces",
        "repositories",
        "user/permissions/repositories",
    ] {
        let (status, error) = cloud.get(&format!("{api}/{gone}"));
        assert_eq!(status, 410, "{error}");
    }
    let (status, error) = cloud.get(&format!("{api}/repositories/harbour?pagelen=101"));
    assert_eq!(
        (status, &error["error"]["message"]),
        (400, &json!("Invalid pagelen"))
    );
}

#[test]
fn files_are_told_from_folders_by_a_header() {
    let cloud = Client::new(Cloud);
    let src = format!(
        "{}/2.0/repositories/harbour/platform-config/src",
        cloud.demo.bitbucket_url()
    );
    let file = cloud.get_raw(&format!(
        "{src}/main/modules/network/zones/eu/west/zone.json"
    ));
    assert!(file.headers().contains_key("content-disposition"));
    let (_, root) = cloud.get(&format!("{src}/main/"));
    assert_eq!(root["values"][0]["type"], "commit_directory");
    let (status, _) = cloud.get(&format!("{src}/feature%2Feu-west/README.md"));
    assert_eq!(status, 404);
    let media = cloud.get_raw(&format!("{src}/main/assets/load-test.csv"));
    let place = media.headers()["location"].to_str().unwrap();
    assert_eq!(
        (
            media.status().as_u16(),
            cloud.get_as(place, Some("Bearer token")).0
        ),
        (301, 400)
    );
    assert!(cloud.get_as(place, None).1.starts_with("requests,ms\n"));
}
