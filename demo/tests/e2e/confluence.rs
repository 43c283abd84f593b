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

#[test]
fn hits_are_of_every_kind_and_say_what_was_expanded() {
    let cloud = Client::new(Cloud);
    let search = format!(
        "{}/rest/api/search?limit=50&cql=",
        cloud.demo.confluence_url()
    );
    let (_, found) = cloud.get(&format!(
        "{search}type%20in%20(blogpost,comment,space,folder)"
    ));
    let kinds: Vec<_> = found["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| {
            hit["content"]["type"]
                .as_str()
                .or(hit["entityType"].as_str())
                .unwrap()
        })
        .collect();
    for kind in ["blogpost", "comment", "space", "folder"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    assert_eq!(found["results"][0]["content"].get("space"), None);
    let (_, found) = cloud.get(&format!(
        "{search}text%20~%20authorization&expand=content.space,version&excerpt=indexed"
    ));
    let hit = &found["results"][0];
    assert_eq!(
        (
            &hit["content"]["space"]["key"],
            hit["content"].get("version")
        ),
        (&json!("SHOP"), None)
    );
    assert!(!hit["excerpt"].as_str().unwrap().contains("@@@"));
    let (status, _) = cloud.get(&format!("{search}user.fullname%20~%20Alex"));
    assert_eq!(status, 400);
    let (status, _) = cloud.get(&format!("{search}text%20~%20%22*x%22"));
    assert_eq!(status, 400);

    let dc = Client::new(DataCenter);
    let search = format!("{}/rest/api/search?cql=", dc.demo.confluence_url());
    let (_, found) = dc.get(&format!(
        "{search}type%20=%20user%20and%20user.fullname%20~%20%22Alex%22"
    ));
    assert_eq!(
        (&found["size"], &found["results"][0]["user"]["username"]),
        (&json!(2), &json!("alex.berger"))
    );
}

#[test]
fn folders_are_of_cloud_alone_and_children_come_in_their_order() {
    let cloud = Client::new(Cloud);
    let api = format!("{}/api/v2", cloud.demo.confluence_url());
    let (_, below) = cloud.get(&format!("{api}/pages/98305/direct-children?limit=3"));
    assert!(
        below["_links"]["next"]
            .as_str()
            .unwrap()
            .starts_with("/wiki/api/v2/")
    );
    let (_, below) = cloud.get(&format!("{api}/folders/98360/direct-children"));
    let places: Vec<_> = below["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["childPosition"])
        .collect();
    assert_eq!(places, [&json!(1), &json!(0)]);
    assert_eq!(cloud.get(&format!("{api}/pages/98360")).0, 404);
    assert_eq!(cloud.get(&format!("{api}/pages/98370/labels")).0, 404);
    assert_eq!(
        cloud.get(&format!("{api}/blogposts/98370/labels")).1["results"][0]["name"],
        "news"
    );

    let dc = Client::new(DataCenter);
    let content = format!("{}/rest/api/content", dc.demo.confluence_url());
    let (_, below) = dc.get(&format!("{content}/98305/child/page"));
    let rows = below["results"].as_array().unwrap();
    assert_eq!(
        (&rows[0]["title"], &rows[0]["extensions"]["position"]),
        (&json!("Guest checkout"), &json!(1))
    );
    assert!(
        rows.iter()
            .any(|row| row["title"] == "Retrospective, 6 November")
    );
    let (status, refused) = dc.get(&format!("{content}/98305/child/folder"));
    assert_eq!(
        (status, &refused["message"]),
        (400, &json!("No ContentTypeBinding found for type: folder"))
    );
}

#[test]
fn labels_are_lowered_put_on_once_and_ones_own() {
    let cloud = Client::new(Cloud);
    let url = format!(
        "{}/rest/api/content/98370/label",
        cloud.demo.confluence_url()
    );
    let label = |prefix: &str, name: &str| json!([{"prefix": prefix, "name": name}]);
    for _ in 0..2 {
        let (status, all) = cloud.post(&url, label("my", "Later"));
        assert_eq!(
            (status, &all["size"], &all["results"][2]["name"]),
            (200, &json!(3), &json!("later"))
        );
    }
    for wrong in ["a b", "a.b", ""] {
        assert_eq!(cloud.post(&url, label("global", wrong)).0, 400);
    }
    let (_, labels) = cloud.get(&format!(
        "{}/api/v2/pages/98320/labels",
        cloud.demo.confluence_url()
    ));
    assert!(!labels.to_string().contains("later"), "{labels}");
}

#[test]
fn replies_go_below_comments_of_their_kind() {
    let cloud = Client::new(Cloud);
    let api = format!("{}/api/v2", cloud.demo.confluence_url());
    let reply = |to: &str| json!({"parentCommentId": to, "body": {"representation": "storage", "value": "<p>x</p>"}});
    assert_eq!(
        cloud
            .post(&format!("{api}/footer-comments"), reply("98324"))
            .0,
        404
    );
    let (status, made) = cloud.post(&format!("{api}/inline-comments"), reply("98325"));
    assert_eq!((status, &made["parentCommentId"]), (201, &json!("98325")));
    let both = json!({"pageId": "98320", "parentCommentId": "98321", "body": {"representation": "storage", "value": "x"}});
    assert_eq!(cloud.post(&format!("{api}/footer-comments"), both).0, 400);

    let dc = Client::new(DataCenter);
    let content = format!("{}/rest/api/content", dc.demo.confluence_url());
    let reply = |page: &str, kind: &str, to: &str| {
        json!({
            "type": "comment", "container": {"id": page, "type": kind}, "ancestors": [{"id": to}],
            "body": {"storage": {"value": "<p>x</p>", "representation": "storage"}},
        })
    };
    assert_eq!(dc.post(&content, reply("98310", "page", "98321")).0, 400);
    assert_eq!(dc.post(&content, reply("98321", "page", "98321")).0, 404);
    let (status, made) = dc.post(&content, reply("98320", "page", "98323"));
    assert_eq!(status, 200);
    let id = made["id"].as_str().unwrap();
    let (_, read) = dc.get(&format!("{content}/{id}?expand=container,ancestors"));
    assert_eq!(
        (&read["container"]["id"], &read["ancestors"][2]["id"]),
        (&json!("98320"), &json!("98323"))
    );
}
