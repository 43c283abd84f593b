//! How pages are found: by any address, by title in any letter case, and what else has an id.

use demo::Flavour;
use serde_json::json;

use super::{each_site, story};
use crate::harness::Site;

/// The head of a page that is found.
async fn head(site: &Site, page: &str) -> String {
    let shown = site
        .call("confluence_get_page", json!({ "page_id": page }))
        .await;
    shown.unwrap_or_else(|error| panic!("{page}: {error}"))
}

#[tokio::test]
async fn pages_are_found_by_every_address() {
    each_site(&[], async |site, _| {
        let base = site.demo.confluence_url();
        for page in [
            format!("{base}/spaces/SHOP/pages/98320/Guest+checkout"),
            format!("{base}/spaces/SHOP/pages/edit-v2/98320?draftShareId=1"),
            format!("{base}/pages/viewpage.action?pageId=98320&focusedCommentId=98321"),
            format!("{base}/pages/viewpage.action?spaceKey=SHOP&title=Guest+checkout"),
            format!("{base}/display/SHOP/Guest+checkout#steps"),
            format!("{base}/display/SHOP/guest+CHECKOUT"),
            format!("{base}/x/EIAB"),
            "/x/EIAB".into(),
            "EIAB".into(),
        ] {
            let head = head(site, &page).await;
            assert!(
                head.starts_with("---\nid: 98320\nversion: 2\n"),
                "{page}: {head}"
            );
        }
        let elsewhere = json!({ "page_id": "https://other.example/x/EIAB" });
        let told = site
            .call("confluence_get_page", elsewhere)
            .await
            .unwrap_err();
        assert!(told.to_string().contains("other.example"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn what_has_an_id_and_is_no_page_is_named() {
    story(
        "confluence_get_page-blog-post",
        "confluence_get_page",
        json!({ "page_id": 98370 }),
    )
    .await;
    story(
        "confluence_get_page-comment",
        "confluence_get_page",
        json!({ "page_id": 98311 }),
    )
    .await;
    let site = Site::start(Flavour::Cloud).await;
    for (page, said) in [
        ("98360", "98360 is no page but a folder"),
        ("/spaces/SHOP/whiteboard/7", "7 is no page but a whiteboard"),
        ("Roadmap", "`Roadmap` was read as the tiny link"),
    ] {
        let told = site
            .call("confluence_get_page", json!({ "page_id": page }))
            .await
            .unwrap_err();
        assert!(told.to_string().contains(said), "{page}: {told}");
    }
}

#[tokio::test]
async fn a_title_that_is_not_there_is_told_with_those_that_are_like_it() {
    story(
        "confluence_get_page-near-title",
        "confluence_get_page",
        json!({ "title": "Decision", "space_key": "SHOP" }),
    )
    .await;
    story(
        "confluence_get_page-other-case",
        "confluence_get_page",
        json!({ "title": "guest CHECKOUT ", "space_key": "SHOP", "include_metadata": false }),
    )
    .await;
}

#[tokio::test]
async fn people_are_looked_up_once() {
    each_site(&[], async |site, suffix| {
        let page = json!({ "page_id": 98305 });
        site.call("confluence_get_page", page.clone())
            .await
            .unwrap();
        let asked = |site: &Site| {
            let requests = site.demo.requests();
            let of_people = requests.iter().filter(|sent| sent.path.contains("user"));
            of_people.count()
        };
        let first = asked(site);
        assert_eq!(
            first,
            if suffix == "cloud" { 1 } else { 2 },
            "whoever wrote the page is known on Data Center"
        );
        site.demo.clear_requests();
        site.call("confluence_get_page", page).await.unwrap();
        assert_eq!(asked(site), 0);
    })
    .await;
}

#[tokio::test]
async fn long_pages_come_in_parts() {
    each_site(&[], async |site, _| {
        let part = |name: &str, lines: usize| {
            format!("## {name}\n\n{}", "A line of words.\n\n".repeat(lines))
        };
        let text = format!(
            "Intro\n\n{}{}{}",
            part("One", 3_000),
            part("Two", 2_000),
            part("Three", 2)
        );
        let page = json!({ "space_key": "SHOP", "title": "Long", "content": text });
        let made = super::replied(site, "confluence_create_page", page).await;
        let asked = |more: serde_json::Value| {
            let mut asked = json!({ "page_id": made["id"] });
            asked
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            asked
        };
        let shown = site
            .call("confluence_get_page", asked(json!({})))
            .await
            .unwrap();
        assert!(
            shown.contains("\nheading: One (54008)\nheading: Two (36008)\nheading: Three ("),
            "{}",
            &shown[..800]
        );
        // Neither what is shown first nor a later part is the page.
        for part in [
            json!({}),
            json!({ "start": 30_000 }),
            json!({ "include_metadata": false }),
        ] {
            let part = site.call("confluence_get_page", asked(part)).await.unwrap();
            // Not without what is said before the text, either.
            let (_, below) = part.split_once("]\n\n").unwrap();
            for content in [&part, below] {
                site.demo.clear_requests();
                let change = asked(json!({ "content": content }));
                let refused = site.call("confluence_update_page", change).await;
                let refused = refused.unwrap_err().to_string();
                assert!(refused.contains("shown in parts"), "{refused}");
                let mut sent = site.demo.requests().into_iter();
                assert!(sent.all(|sent| sent.method == "GET"));
            }
        }
        let three = site
            .call("confluence_get_page", asked(json!({ "section": "three" })))
            .await
            .unwrap();
        assert_eq!(three.trim_end(), part("Three", 2).trim_end());
        let two = site
            .call("confluence_get_page", asked(json!({ "section": "Two" })))
            .await
            .unwrap();
        assert!(
            two.starts_with("## Two\n") && !two.contains("Three"),
            "{two}"
        );
        let missing = site
            .call("confluence_get_page", asked(json!({ "section": "Four" })))
            .await
            .unwrap_err();
        assert!(missing.to_string().contains("the nearest are"), "{missing}");
        let bare = site
            .call(
                "confluence_get_page",
                asked(json!({ "include_metadata": false })),
            )
            .await
            .unwrap();
        assert!(bare.contains("]\n\nIntro\n"), "{bare}");
    })
    .await;
}
