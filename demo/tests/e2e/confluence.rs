//! Confluence in both flavours, end to end.

use crate::client::Client;
use demo::Flavour::{Cloud, DataCenter};
use serde_json::json;

#[test]
fn a_page_shows_its_storage_format_in_both_flavours() {
    let cloud = Client::new(Cloud);
    let (status, page) = cloud.get(&format!(
        "{}/api/v2/pages/98310?body-format=storage",
        cloud.demo.confluence_url()
    ));
    assert_eq!(
        (status, &page["title"], &page["version"]["number"]),
        (200, &json!("Payment design"), &json!(3))
    );
    assert!(
        page["body"]["storage"]["value"]
            .as_str()
            .unwrap()
            .contains("<![CDATA[def authorize")
    );

    let dc = Client::new(DataCenter);
    let (_, page) = dc.get(&format!(
        "{}/rest/api/content/98310?expand=body.storage,version,space,ancestors",
        dc.demo.confluence_url()
    ));
    assert!(
        page["body"]["storage"]["value"]
            .as_str()
            .unwrap()
            .contains("<![CDATA[def authorize")
    );
    assert_eq!(
        (&page["space"]["key"], &page["ancestors"][0]["title"]),
        (&json!("SHOP"), &json!("Shop platform"))
    );
    assert!(page.get("history").is_none());
}

#[test]
fn pages_are_found_by_title_and_by_cql() {
    let cloud = Client::new(Cloud);
    let base = cloud.demo.confluence_url();
    let (_, spaces) = cloud.get(&format!("{base}/api/v2/spaces?keys=OPS"));
    let id = spaces["results"][0]["id"].as_str().unwrap();
    let (_, pages) = cloud.get(&format!("{base}/api/v2/pages?space-id={id}&title=Alerts"));
    assert_eq!(pages["results"][0]["id"], "98420");
    let (_, found) = cloud.get(&format!(
        "{base}/rest/api/search?cql=text%20~%20%22idempotency%22%20and%20space%20%3D%20SHOP&limit=1"
    ));
    assert_eq!(
        (&found["totalSize"], &found["size"]),
        (&json!(2), &json!(1))
    );
    let next = found["_links"]["next"].as_str().unwrap();
    let (_, rest) = cloud.get(&format!("{base}{next}"));
    assert_eq!(rest["size"], 1);
    assert!(rest["_links"].get("next").is_none());
    let (status, refused) = cloud.get(&format!("{base}/rest/api/search?cql=colour%20%3D%20red"));
    assert_eq!(
        (status, &refused["message"]),
        (
            400,
            &json!("Could not parse cql : No field exists with name: colour")
        )
    );
}

#[test]
fn a_created_page_can_be_read_and_its_title_is_taken() {
    let cloud = Client::new(Cloud);
    let url = format!("{}/api/v2/pages", cloud.demo.confluence_url());
    let page = json!({"spaceId": "65537", "status": "current", "title": "New", "body": {"representation": "storage", "value": "<p>x</p>"}});
    let (status, created) = cloud.post(&url, page.clone());
    assert_eq!((status, &created["parentId"]), (200, &json!("98305")));
    let (_, read) = cloud.get(&format!(
        "{url}/{}?body-format=storage",
        created["id"].as_str().unwrap()
    ));
    assert_eq!(read["body"]["storage"]["value"], "<p>x</p>");
    assert_eq!(cloud.post(&url, page).0, 400);

    let dc = Client::new(DataCenter);
    let url = format!("{}/rest/api/content", dc.demo.confluence_url());
    let page = |value: &str| json!({"type": "page", "title": "New", "space": {"key": "OPS"}, "body": {"storage": {"value": value, "representation": "storage"}}});
    let (status, refused) = dc.post(&url, page("<p>open"));
    assert_eq!(
        (status, &refused["message"]),
        (
            400,
            &json!("Error parsing xhtml: element <p> is not closed")
        )
    );
    assert_eq!(dc.post(&url, page("<p>x</p>")).0, 200);
}

#[test]
fn comments_keep_their_place_and_answers() {
    let cloud = Client::new(Cloud);
    let api = format!("{}/api/v2", cloud.demo.confluence_url());
    let (_, footer) = cloud.get(&format!(
        "{api}/pages/98310/footer-comments?body-format=storage"
    ));
    assert_eq!(
        (
            footer["results"].as_array().unwrap().len(),
            &footer["results"][0]["id"]
        ),
        (1, &json!("98311"))
    );
    let (_, answers) = cloud.get(&format!("{api}/footer-comments/98311/children"));
    assert_eq!(answers["results"][0]["parentCommentId"], "98311");
    let (_, answers) = cloud.get(&format!("{api}/inline-comments/98411/children"));
    assert_eq!(answers["results"][0]["id"], "98412");
    let (_, inline) = cloud.get(&format!("{api}/pages/98310/inline-comments"));
    assert_eq!(
        inline["results"][0]["properties"]["inlineOriginalSelection"],
        "one provider for life"
    );

    let dc = Client::new(DataCenter);
    let url = format!(
        "{}/rest/api/content/98310/child/comment",
        dc.demo.confluence_url()
    );
    assert_eq!(dc.get(&url).1["size"], 2);
    let (_, all) = dc.get(&format!(
        "{url}?depth=all&expand=body.view.value,extensions,ancestors"
    ));
    assert_eq!(
        (&all["size"], &all["results"][1]["ancestors"][0]["id"]),
        (&json!(3), &json!("98311"))
    );
    assert!(
        all["results"][1]["body"]["view"]["value"]
            .as_str()
            .unwrap()
            .contains("order service")
    );
}
