//! Rich text on its way to Jira: Markdown becomes ADF on Cloud and wiki markup on Data Center.

use std::collections::HashMap;

use serde_json::Value;

use super::users;
use crate::access::Access;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::markup::{self, Format, Mention, UserKind, WriteOptions};
use crate::product::{Deployment, Product};

/// Markdown in the form the deployment takes; mentioned people are looked up and must exist.
///
/// # Errors
/// [`Error::Arguments`] for a mention that means nobody or several, and for a damaged carrier.
pub async fn written<A: Access>(ctx: &Ctx<A>, markdown: &str) -> Result<Value> {
    let deployment = ctx.deployment(Product::Jira)?;
    let people = people(ctx, deployment, markdown).await?;
    let resolver = |who: &str| people.get(who).cloned();
    let options = WriteOptions {
        resolver: &resolver,
        unknown_as_text: false,
    };
    let written = match deployment {
        Deployment::Cloud => markup::adf_from_markdown(markdown, &options),
        Deployment::DataCenter => {
            markup::from_markdown(Format::Wiki, markdown, &options).map(Value::String)
        }
    };
    written.map_err(|e| Error::Arguments(e.to_string()))
}

async fn people<A: Access>(
    ctx: &Ctx<A>,
    deployment: Deployment,
    markdown: &str,
) -> Result<HashMap<String, Mention>> {
    let mut people = HashMap::new();
    for who in markup::mentions(markdown).map_err(|e| Error::Arguments(e.to_string()))? {
        let user = users::resolve(ctx, &who).await?;
        let kind = match deployment {
            Deployment::Cloud => UserKind::AccountId,
            Deployment::DataCenter => UserKind::UserName,
        };
        let id = match deployment {
            Deployment::Cloud => user.id(),
            Deployment::DataCenter => user.name.as_deref().unwrap_or_else(|| user.id()),
        };
        people.insert(
            who,
            Mention {
                kind,
                id: id.to_owned(),
                display_name: user.label().to_owned(),
            },
        );
    }
    Ok(people)
}
