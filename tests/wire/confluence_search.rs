//! Searching Confluence: what is asked for words and for CQL, and what hits of each kind look like.

use demo::Flavour;
use serde_json::{Value, json};

use super::{answer, each_site, replied, sent_nothing, story};
use crate::harness::{FLAVOURS, Site};

#[tokio::test]
async fn queries() {
    for (name, arguments) in [
        ("words", json!({ "query": "on-call \"15 minutes\"" })),
        (
            "kinds",
            json!({ "query": "type in (blogpost, comment, space) AND space in (SHOP, \"~mira\")", "limit": 50 }),
        ),
        (
            "personal",
            json!({ "query": "season", "spaces_filter": "~mira,SHOP", "limit": 1 }),
        ),
        ("unknown-field", json!({ "query": "labels = runbook" })),
        (
            "unquoted",
            json!({ "query": "space = SHOP AND title ~ (a" }),
        ),
        ("user-field", json!({ "query": "user.fullname ~ \"Alex\"" })),
        ("misplaced-operator", json!({ "query": "text = \"x\"" })),
    ] {
        story(
            &format!("confluence_search-{name}"),
            "confluence_search",
            arguments,
        )
        .await;
    }
}

fn ids(found: &Value) -> Vec<&str> {
    let rows = found["results"].as_array().unwrap();
    rows.iter()
        .map(|row| row["id"].as_str().unwrap_or_default())
        .collect()
}

/// The same sign is an operator to whoever does not escape it.
#[tokio::test]
async fn signs_among_words_are_no_operators() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        for words in [
            "payment -incidents",
            "payment (incidents)!",
            "runbook: payment",
            "payment/incidents",
            "AND payment",
        ] {
            let found = replied(
                &site,
                "confluence_search",
                json!({ "query": words, "limit": 50 }),
            )
            .await;
            assert_eq!(
                found["results"].as_array().map(Vec::is_empty),
                Some(false),
                "{words}: {found}"
            );
        }
    }
    sent_nothing(
        &Site::start(Flavour::Cloud).await,
        "confluence_search",
        json!({ "query": "?!" }),
    )
    .await;
}

#[tokio::test]
async fn pages_lead_to_all_hits_once() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let query = "space = SHOP";
        let whole = replied(
            &site,
            "confluence_search",
            json!({ "query": query, "limit": 50 }),
        )
        .await;
        let (mut seen, mut next): (Vec<String>, _) = (Vec::new(), json!({ "limit": 3 }));
        while next.is_object() {
            let mut asked = next.clone();
            asked["query"] = query.into();
            asked["limit"] = 3.into();
            let page = replied(&site, "confluence_search", asked).await;
            seen.extend(ids(&page).iter().map(|id| (*id).to_owned()));
            next = page["next"].clone();
        }
        assert_eq!(seen, ids(&whole), "{flavour:?}");
        assert!(seen.len() > 10, "{seen:?}");
    }
}

/// Data Center may leave out the link to the next page; Cloud's cursor is taken out of a link that leads elsewhere.
#[tokio::test]
async fn ways_on_that_servers_word_oddly() {
    let hit =
        json!({ "content": { "id": "1", "type": "page", "title": "x" }, "entityType": "content" });
    let dc = Site::start(Flavour::DataCenter).await;
    let odd = json!([hit, null, "odd", hit]);
    for (total, next) in [(9, json!({ "page_token": "8" })), (8, Value::Null)] {
        let hits =
            json!({ "results": odd, "start": 4, "size": 4, "totalSize": total, "_links": {} });
        answer(&dc, "/rest/api/search", hits);
        let found = replied(
            &dc,
            "confluence_search",
            json!({ "query": "x", "page_token": "4" }),
        )
        .await;
        assert_eq!(
            (&found["next"], &found["shown"]),
            (&next, &json!(2)),
            "{found}"
        );
    }
    let cloud = Site::start(Flavour::Cloud).await;
    let link = "https://other.example/rest/api/search?cql=x&cursor=_f_a%2Bb%3D%3D&limit=10";
    answer(
        &cloud,
        "/rest/api/search",
        json!({ "results": [hit], "totalSize": 7, "_links": { "next": link } }),
    );
    let found = replied(&cloud, "confluence_search", json!({ "query": "x" })).await;
    assert_eq!(
        found["next"],
        json!({ "page_token": "_f_a+b==", "limit": 10 })
    );
    cloud.demo.clear_requests();
    let asked = json!({ "query": "x", "page_token": "_f_a+b==" });
    answer(&cloud, "/rest/api/search", json!({ "results": [] }));
    replied(&cloud, "confluence_search", asked).await;
    let sent = cloud.demo.requests();
    assert!(
        sent[0].path.starts_with("/confluence") && sent[0].query.contains("cursor=_f_a%2Bb%3D%3D"),
        "{sent:?}"
    );
}

/// Servers without `siteSearch` are asked for the text; what they refuse for another reason is told.
#[tokio::test]
async fn old_servers_search_texts() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let refused = || demo::Fault::new(demo::Trouble::Refused(400)).path("/rest/api/search");
        site.demo.misbehave(refused());
        replied(&site, "confluence_search", json!({ "query": "payment" })).await;
        let asked: Vec<_> = site
            .demo
            .requests()
            .into_iter()
            .map(|sent| sent.query)
            .collect();
        assert!(
            asked[0].contains("siteSearch") && asked[1].contains("cql=text"),
            "{asked:?}"
        );
        site.demo.misbehave(refused().times(2));
        let error = site
            .call("confluence_search", json!({ "query": "payment" }))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("answered 400"), "{error}");
    }
}

#[tokio::test]
async fn hits_are_shown_as_what_they_are() {
    let odd = json!({ "totalSize": 5, "results": [
        { "space": { "key": "DOC", "name": "Docs &amp; more" }, "title": "@@@hl@@@Docs@@@endhl@@@", "entityType": "space" },
        { "user": { "accountId": "5b", "displayName": "Jo" }, "title": "Jo", "entityType": "user" },
        { "content": { "id": 7, "type": "attachment", "title": "a&lt;b.png", "status": "current", "container": { "id": 3, "title": "Page" }, "version": null },
          "excerpt": "&quot;x&quot; &#39;y&#39;", "entityType": "content", "lastModified": "2026-01-02T03:04:05.000+0000" },
        { "content": { "id": "8", "type": "page", "title": "Old", "status": "archived", "space": { "key": "~jo" }, "version": { "by": { "displayName": "Jo" } } } },
        { "entityType": "attachment", "title": 5 },
    ] });
    each_site(&[], async |site, _| {
        answer(site, "/rest/api/search", odd.clone());
        let found = replied(site, "confluence_search", json!({ "query": "x" })).await;
        let expected = json!([
            { "type": "space", "title": "Docs & more", "space": "DOC" },
            { "id": "5b", "type": "user", "title": "Jo" },
            { "id": "7", "type": "attachment", "title": "a<b.png", "on": { "id": "3", "title": "Page" }, "excerpt": "\"x\" 'y'", "updated": "2026-01-02T03:04:05Z" },
            { "id": "8", "type": "page", "title": "Old", "space": "~jo", "status": "archived", "by": "Jo" },
            { "type": "attachment", "title": "" },
        ]);
        assert_eq!(found["results"], expected);
    })
    .await;
}

#[tokio::test]
async fn a_filter_of_personal_spaces_and_reserved_words_is_quoted() {
    each_site(
        &[("CONFLUENCE_SPACES_FILTER", "~mira,AND")],
        async |site, _| {
            let found = replied(site, "confluence_search", json!({ "query": "season" })).await;
            assert_eq!(ids(&found), ["98501"]);
            let sent = &site.demo.requests()[0].query;
            assert!(
                sent.contains("+AND+space+IN+%28%22%7Emira%22%2C+%22AND%22%29"),
                "{sent}"
            );
        },
    )
    .await;
}
