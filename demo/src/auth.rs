//! Who is calling, and how each product turns away whom it does not know.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use crate::{
    Flavour, people::PersonId, record::Recorded, reply::Reply, server::Product, world::World,
};

/// Any credential is good but this one.
const WRONG: &str = "wrong";

/// What API tokens with scopes begin with here: a site on Cloud refuses them, as Atlassian's do; the gateway takes them.
pub(crate) const SCOPED: &str = "scoped-";

/// The caller's identity: the person whom the credential names (user name, e-mail, or the token itself), else the
/// team's lead.
///
/// # Errors
/// 401 as the product words it, for no credential or the wrong one.
pub(crate) fn caller(product: Product, world: &World, sent: &Recorded) -> Result<PersonId, Reply> {
    // Media links carry their own token, as those of Atlassian's media service do.
    if ["/jira/media/", "/bitbucket/media/"]
        .iter()
        .any(|media| sent.path.starts_with(media))
    {
        return Ok(world.people.lead().id.clone());
    }
    let header = sent
        .header("authorization")
        .map(str::trim)
        .unwrap_or_default();
    let (scheme, credential) = header.split_once(' ').unwrap_or(("", header));
    let basic = scheme.eq_ignore_ascii_case("basic");
    let (name, secret) = if basic {
        user_and_token(credential)
    } else {
        (credential.to_owned(), credential.to_owned())
    };
    let scoped = basic && world.flavour == Flavour::Cloud && secret.starts_with(SCOPED);
    if secret.is_empty() || secret == WRONG || scoped {
        return Err(refusal(product, world.flavour, basic));
    }
    Ok(world
        .people
        .find(&name)
        .unwrap_or_else(|| world.people.lead())
        .id
        .clone())
}

fn user_and_token(credential: &str) -> (String, String) {
    let decoded = STANDARD.decode(credential).unwrap_or_default();
    let text = String::from_utf8_lossy(&decoded);
    let (user, token) = text.split_once(':').unwrap_or_default();
    (user.to_owned(), token.to_owned())
}

fn refusal(product: Product, flavour: Flavour, basic: bool) -> Reply {
    let message = "Client must be authenticated to access this resource.";
    let reply = match (product, flavour) {
        (Product::Bitbucket, _) => product.error(
            flavour,
            401,
            "Authentication failed. Please check your credentials and try again.",
        ),
        (_, Flavour::DataCenter) if basic => Reply::html(
            401,
            "<html><head><title>Unauthorized (401)</title></head><body><h1>Unauthorized (401)</h1>\
             <p>Basic Authentication Failure - Reason : AUTHENTICATED_FAILED</p></body></html>",
        ),
        _ => Reply::json(401, json!({"message": message, "status-code": 401})),
    };
    reply.header("WWW-Authenticate", "Basic realm=\"demo\"".to_owned())
}
