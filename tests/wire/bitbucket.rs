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
