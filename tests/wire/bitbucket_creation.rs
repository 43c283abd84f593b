//! New repositories.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{each_site, replied, sent_nothing, snapshot, story};
use crate::harness::{FLAVOURS, Site};

const CREATE: &str = "bitbucket_create_repository";

#[tokio::test]
async fn create_repository() {
    let arguments = json!({ "project_key": "OPS", "repository_slug": "Load Tests", "description": "What the shop can bear", "public": true, "forkable": false });
    story(CREATE, CREATE, arguments).await;
    story(
        &format!("{CREATE}-plain"),
        CREATE,
        json!({ "project_key": "OPS", "repository_slug": "bare" }),
    )
    .await;
    let branch = json!({ "project_key": "OPS", "repository_slug": "trunk-based", "default_branch": "trunk" });
    story(&format!("{CREATE}-default_branch"), CREATE, branch).await;
    let taken = json!({ "project_key": "SHOP", "repository_slug": "storefront" });
    story(&format!("{CREATE}-taken"), CREATE, taken).await;
}

#[tokio::test]
async fn what_could_not_be_set_is_said() {
    let site = Site::start(Flavour::DataCenter).await;
    let refused = Fault::new(Trouble::Refused(403)).method("PUT");
    site.demo.misbehave(refused);
    let arguments = json!({ "project_key": "OPS", "repository_slug": "bare", "description": "x", "public": true });
    snapshot(
        &format!("{CREATE}-partly@dc"),
        &site.story(CREATE, arguments).await,
    );
    let made = replied(
        &site,
        "bitbucket_get_repository",
        json!({ "repository_slug": "OPS/bare" }),
    )
    .await;
    assert_eq!(made["visibility"], "private");
}

#[tokio::test]
async fn an_answer_that_says_nothing_leaves_it_in_doubt_and_is_not_repeated() {
    for (flavour, _) in FLAVOURS {
        for trouble in [Trouble::EmptyBody, Trouble::Odd, Trouble::Status(502)] {
            let site = Site::start(flavour).await;
            site.demo.misbehave(Fault::new(trouble).method("POST"));
            let arguments = json!({ "project_key": "OPS", "repository_slug": "bare" });
            let error = site.call(CREATE, arguments).await.unwrap_err().to_string();
            assert!(error.contains("look before you repeat it"), "{error}");
            assert_eq!(site.request_count(), 1);
        }
    }
}

#[tokio::test]
async fn a_place_outside_of_the_filter_is_refused() {
    each_site(
        &[("BITBUCKET_PROJECTS_FILTER", "SHOP")],
        async |site, suffix| {
            sent_nothing(
                site,
                CREATE,
                json!({ "project_key": "OPS", "repository_slug": "x" }),
            )
            .await;
            sent_nothing(site, CREATE, json!({ "repository_slug": "OPS/x" })).await;
            // Cloud would take the oldest project.
            sent_nothing(site, CREATE, json!({ "repository_slug": "x" })).await;
            if suffix == "cloud" {
                sent_nothing(
                    site,
                    CREATE,
                    json!({ "repository_slug": "rivals/x", "project_key": "SHOP" }),
                )
                .await;
            }
            let made: Value = replied(
                site,
                CREATE,
                json!({ "project_key": "SHOP", "repository_slug": "x" }),
            )
            .await;
            assert_eq!(made["project"], "SHOP");
        },
    )
    .await;
}

#[tokio::test]
async fn a_name_of_which_no_address_can_be_made_is_refused() {
    let site = Site::start(Flavour::Cloud).await;
    for name in ["", "ä", "a/b/c", "harbour/"] {
        sent_nothing(
            &site,
            CREATE,
            json!({ "project_key": "OPS", "repository_slug": name }),
        )
        .await;
    }
}
