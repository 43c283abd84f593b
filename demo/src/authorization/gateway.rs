//! The gateway: OAuth tokens, and API tokens with scopes, open it for what their scopes say; a site takes neither.

use axum::body::Bytes;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::Shared;
use crate::{auth::SCOPED, record::Recorded, reply::Reply, server::lock};

impl Shared {
    /// `/ex/{product}/{cloudId}/…` becomes a request to that product.
    pub(super) fn gateway(&self, sent: &Recorded, body: Bytes) -> Reply {
        let mut parts = sent.path.trim_start_matches("/ex/").splitn(3, '/');
        let (Some(product), Some(site), Some(rest)) = (parts.next(), parts.next(), parts.next())
        else {
            return Reply::json(404, json!({"code": 404, "message": "No such path"}));
        };
        let mut inner = sent.clone();
        inner.path = format!("/{product}/{rest}");
        let header = sent.header("authorization").unwrap_or_default();
        let Some(scopes) = self.allowed(header) else {
            return unauthorized("Unauthorized");
        };
        if !self.app.sites.iter().any(|(id, ..)| id == site) {
            return Reply::json(404, json!({"code": 404, "message": "No such site"}));
        }
        let needed = self.products.scopes(&inner);
        if scopes.is_some_and(|scopes| !needed.iter().all(|one| scopes.contains(one))) {
            return unauthorized("Unauthorized; scope does not match");
        }
        inner.headers.retain(|(name, _)| name != "authorization");
        inner.headers.push((
            "authorization".to_owned(),
            "Bearer through-the-gateway".to_owned(),
        ));
        self.products.reply(&inner, body)
    }

    /// What a token is good for: some scopes, or all.
    fn allowed(&self, header: &str) -> Option<Option<Vec<String>>> {
        if let Some(token) = header.strip_prefix("Bearer ") {
            return lock(&self.grants).scopes(token).map(Some);
        }
        let pair = STANDARD.decode(header.strip_prefix("Basic ")?).ok()?;
        let pair = String::from_utf8(pair).ok()?;
        let (_, token) = pair.split_once(':')?;
        token.starts_with(SCOPED).then_some(None)
    }
}

fn unauthorized(message: &str) -> Reply {
    Reply::json(401, json!({"code": 401, "message": message}))
}
