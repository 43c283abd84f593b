//! Names of the people that a page mentions: storage format holds ids only.

use std::collections::HashMap;

use serde::Deserialize;

use crate::access::Access;
use crate::api::confluence_cloud_v2;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::markup::{self, Format, UserKind};
use crate::product::{Deployment, Product};

/// A user, as both deployments name them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    #[serde(default)]
    account_id: Option<String>,
    display_name: Option<String>,
}

/// Users of Cloud (`POST /users-bulk`).
#[derive(Deserialize)]
struct Users {
    results: Vec<User>,
}

/// Display names by id for everyone that `storage` mentions: no request if nobody, one on Cloud, one a person on Data
/// Center. Names only make reading nicer, so whoever cannot be looked up keeps the id.
pub async fn names<A: Access>(ctx: &Ctx<A>, storage: &str) -> HashMap<String, String> {
    let ids = markup::ids(Format::Storage, storage).unwrap_or_default();
    if ids.is_empty() {
        return HashMap::new();
    }
    let names = match ctx.deployment(Product::Confluence) {
        Ok(Deployment::Cloud) => on_cloud(ctx, ids).await,
        Ok(Deployment::DataCenter) => on_data_center(ctx, ids).await,
        Err(error) => Err(error),
    };
    names.unwrap_or_else(|error| {
        tracing::info!("names of mentioned users: {error}");
        HashMap::new()
    })
}

async fn on_cloud<A: Access>(
    ctx: &Ctx<A>,
    ids: Vec<(UserKind, String)>,
) -> Result<HashMap<String, String>> {
    let body = confluence_cloud_v2::types::PostUsersBulkBody {
        account_ids: ids.into_iter().map(|(_, id)| id).collect(),
    };
    let users: Users = ctx
        .confluence_cloud_v2()?
        .post_users_bulk(&body)
        .send()
        .await?
        .view()?;
    Ok(users
        .results
        .into_iter()
        .filter_map(|user| Some((user.account_id?, user.display_name?)))
        .collect())
}

async fn on_data_center<A: Access>(
    ctx: &Ctx<A>,
    ids: Vec<(UserKind, String)>,
) -> Result<HashMap<String, String>> {
    let api = ctx.confluence_dc()?;
    let look_up = ids.iter().map(|(kind, id)| async {
        let request = api.get_user();
        let request = if *kind == UserKind::UserKey {
            request.key(id.as_str())
        } else {
            request.username(id.as_str())
        };
        let user: User = request.send().await?.view()?;
        Ok(user.display_name.map(|name| (id.clone(), name)))
    });
    let found: Result<Vec<_>> = futures_util::future::try_join_all(look_up).await;
    Ok(found?.into_iter().flatten().collect())
}
