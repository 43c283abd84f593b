//! Bitbucket.

use serde_json::json;

use super::story;

#[tokio::test]
async fn list_repositories() {
    story(
        "bitbucket_list_repositories",
        "bitbucket_list_repositories",
        json!({ "project_key": "SHOP", "limit": 1 }),
    )
    .await;
}

#[tokio::test]
async fn get_pull_request() {
    let place = json!({ "project_key": "SHOP", "repository_slug": "order-service", "pull_request_id": "3" });
    story(
        "bitbucket_get_pull_request",
        "bitbucket_get_pull_request",
        place,
    )
    .await;
    let missing =
        json!({ "project_key": "SHOP", "repository_slug": "order-service", "pull_request_id": 99 });
    story(
        "bitbucket_get_pull_request-missing",
        "bitbucket_get_pull_request",
        missing,
    )
    .await;
}

#[tokio::test]
async fn get_pull_request_diff() {
    let place =
        json!({ "project_key": "SHOP", "repository_slug": "storefront", "pull_request_id": 3 });
    story(
        "bitbucket_get_pull_request_diff",
        "bitbucket_get_pull_request_diff",
        place,
    )
    .await;
}
