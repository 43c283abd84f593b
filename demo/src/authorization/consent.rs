//! The page on which somebody consents, and where he is sent after it.

use super::{App, Kind, grants::Grants};
use crate::{record::Recorded, reply::Reply};

/// The members of an authorization request, by name.
struct Asked(Vec<(String, String)>);

impl Asked {
    fn of(text: &str) -> Self {
        Self(
            form_urlencoded::parse(text.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }
}

/// What asks for consent, or says what is wrong with the request. Nobody is sent to an address that is not registered.
pub(super) fn page(app: &App, sent: &Recorded) -> Reply {
    let asked = Asked::of(&sent.query);
    match wrong(app, &asked) {
        Some(Wrong::Here(why)) => {
            Reply::html(400, &format!("<h1>Something is wrong</h1><p>{why}</p>"))
        }
        Some(Wrong::There(error, why)) => {
            back(&asked, &[("error", error), ("error_description", why)])
        }
        None => Reply::html(200, &form(&asked)),
    }
}

/// Somebody clicked.
pub(super) fn decision(app: &App, grants: &mut Grants, sent: &Recorded) -> Reply {
    let asked = Asked::of(&sent.body);
    if wrong(app, &asked).is_some() {
        return Reply::text(400, "This was not asked.");
    }
    if asked.get("decision") != "accept" {
        let denied = [
            ("error", "access_denied"),
            ("error_description", "User did not authorize the request"),
        ];
        return back(&asked, &denied);
    }
    let challenge = Some(asked.get("code_challenge")).filter(|challenge| !challenge.is_empty());
    let code = grants.code(asked.get("redirect_uri"), challenge, asked.get("scope"));
    back(&asked, &[("code", &code)])
}

enum Wrong {
    /// To be told here.
    Here(&'static str),
    /// To be told to the client.
    There(&'static str, &'static str),
}

fn wrong(app: &App, asked: &Asked) -> Option<Wrong> {
    if asked.get("client_id") != app.client_id {
        return Some(Wrong::Here("The client is not known."));
    }
    if asked.get("redirect_uri") != app.redirect_uri {
        return Some(Wrong::Here("The redirect_uri is not registered."));
    }
    if app.kind == Kind::Cloud && asked.get("audience") != "api.atlassian.com" {
        return Some(Wrong::Here("The audience is missing."));
    }
    if asked.get("state").is_empty() {
        return Some(Wrong::Here("The state is missing."));
    }
    if asked.get("response_type") != "code" {
        return Some(Wrong::There(
            "unsupported_response_type",
            "Only code is supported",
        ));
    }
    let challenge = asked.get("code_challenge");
    if !challenge.is_empty()
        && (asked.get("code_challenge_method") != "S256" || challenge.len() != 43)
    {
        return Some(Wrong::There(
            "invalid_request",
            "The code challenge is none",
        ));
    }
    let scopes: Vec<&str> = asked
        .get("scope")
        .split(' ')
        .filter(|scope| !scope.is_empty())
        .collect();
    let allowed = |scope: &&str| app.scopes.is_empty() || app.scopes.iter().any(|own| own == scope);
    if scopes.is_empty() || !scopes.iter().all(allowed) {
        return Some(Wrong::There(
            "invalid_scope",
            "The app does not have this scope",
        ));
    }
    None
}

/// Sends him back with an answer and the state.
fn back(asked: &Asked, answer: &[(&str, &str)]) -> Reply {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query
        .extend_pairs(answer)
        .append_pair("state", asked.get("state"));
    let redirect = asked.get("redirect_uri");
    let sign = if redirect.contains('?') { '&' } else { '?' };
    Reply::redirect(302, format!("{redirect}{sign}{}", query.finish()))
}

fn form(asked: &Asked) -> String {
    let hidden: String = asked
        .0
        .iter()
        .map(|(name, value)| {
            format!(
                "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                escaped(name),
                escaped(value)
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html><title>Consent</title><h1>Demo app asks for access</h1><p>{}</p><form method=\"post\">{hidden}\
         <button name=\"decision\" value=\"accept\" id=\"accept\">Accept</button>\
         <button name=\"decision\" value=\"deny\" id=\"deny\">Cancel</button></form>",
        escaped(asked.get("scope"))
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
