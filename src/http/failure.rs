//! Turning error answers into one clear message each, whatever form they come in.

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use url::Url;

use super::{Asked, hint, page};
use crate::error::Error;

/// How much of an upstream's explanation is passed on, in characters.
const MAX_MESSAGE: usize = 1000;
/// How deep error objects are searched; the products nest three levels.
const MAX_DEPTH: usize = 6;

/// The error that an answer with an error status means, with all that the product says about it. Reads Jira's
/// `{errorMessages, errors}`, Confluence's `{message}` and `{errors: [{title, detail}]}`, Bitbucket's `{errors:
/// [{context, message}]}` and `{error: {message, detail, fields}}`, HTML pages, plain text, and nothing at all.
pub fn error_of(asked: Asked, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    let Asked {
        product,
        operation,
        writes,
        quotes,
    } = asked;
    let page = page::read(body).map(|page| page.quoted(quotes));
    let message = match &page {
        _ if status.is_redirection() => redirection(headers),
        Some(page) => format!("{page} instead of an answer of {product}'s"),
        None => message(body, quotes).unwrap_or_else(|| no_reason(status)),
    };
    let hint = hint::hint(&hint::Case {
        product,
        operation,
        writes,
        status,
        headers,
        message: &message,
        page: page.as_ref(),
    });
    Error::Upstream {
        product,
        status: status.as_u16(),
        operation,
        message,
        hint,
        body: Bytes::copy_from_slice(body),
    }
}

/// Whether the product took the request, but not the credentials: Jira then answers what anyone may see, with 200.
pub(super) fn is_anonymous(headers: &HeaderMap) -> bool {
    let reasons = headers
        .get_all(hint::LOGIN_REASON)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let reasons: Vec<_> = reasons
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    !reasons.contains(&"OK")
        && reasons
            .iter()
            .any(|reason| hint::LOGIN_FAILURES.contains(reason))
}

pub(super) fn anonymous(asked: Asked, status: StatusCode, headers: &HeaderMap) -> Error {
    let Asked {
        product,
        operation,
        writes,
        ..
    } = asked;
    let message = "the sign-in failed, so that this is only what anonymous users see".to_owned();
    let case = hint::Case {
        product,
        operation,
        writes,
        status: StatusCode::UNAUTHORIZED,
        headers,
        message: &message,
        page: None,
    };
    let hint = hint::hint(&case);
    Error::Upstream {
        product,
        status: status.as_u16(),
        operation,
        message,
        hint,
        body: Bytes::new(),
    }
}

fn no_reason(status: StatusCode) -> String {
    let reason = status.canonical_reason().unwrap_or("an error");
    format!("{reason}, without an explanation")
}

/// Where a redirect goes, without its query.
fn redirection(headers: &HeaderMap) -> String {
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
    let place = location.and_then(|location| location.split(['?', '#']).next());
    let place =
        place.filter(|place| Url::parse(place).map_or(true, |url| url.username().is_empty()));
    place.map_or_else(
        || "it redirects".to_owned(),
        |place| format!("it redirects to {place}"),
    )
}

/// What an answer says in explanation, or all it says if it may be quoted.
fn message(body: &[u8], quotes: bool) -> Option<String> {
    let text = match serde_json::from_slice(body) {
        Ok(Value::Null) => String::new(),
        Ok(value) => explanation(&value).or_else(|| quotes.then(|| value.to_string()))?,
        Err(_) if !quotes => return None,
        Err(_) => String::from_utf8_lossy(body).into_owned(),
    };
    Some(page::one_line(&text, MAX_MESSAGE)).filter(|text| !text.is_empty())
}

/// What an answer complains of, on one line.
pub(super) fn words(complaints: &Value) -> String {
    let text = explanation(complaints).unwrap_or_else(|| "without an explanation".into());
    page::one_line(&text, MAX_MESSAGE)
}

fn explanation(value: &Value) -> Option<String> {
    let mut parts = Vec::new();
    explain(value, "", MAX_DEPTH, &mut parts);
    parts.dedup();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The members that explain an error, in the order in which they read best.
const EXPLAINING: [&str; 13] = [
    "errorMessages",
    "title",
    "message",
    "translation",
    "detail",
    "details",
    "error_description",
    "error",
    "errors",
    "fields",
    "elementErrors",
    "data",
    "reason",
];

/// Members whose own members are named by what they complain about: fields of an issue, parameters of a request, the scopes that a
/// token needs and has.
const BY_FIELD: [&str; 3] = ["errors", "fields", "detail"];

/// Collects the texts that explain an error, each after the `subject` it is about, if it names one.
fn explain(value: &Value, subject: &str, depth: usize, parts: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    match value {
        Value::String(text) => push(text, subject, parts),
        Value::Array(items) => items
            .iter()
            .for_each(|item| explain(item, subject, depth, parts)),
        Value::Object(members) => {
            let subject = members
                .get("context")
                .and_then(Value::as_str)
                .unwrap_or(subject);
            for name in EXPLAINING {
                match members.get(name) {
                    Some(Value::Object(fields)) if BY_FIELD.contains(&name) => {
                        fields
                            .iter()
                            .for_each(|(field, value)| explain_field(value, field, depth, parts));
                    }
                    // Only a fallback: it repeats the status.
                    Some(_) if name == "reason" && !parts.is_empty() => {}
                    Some(value) => explain(value, subject, depth, parts),
                    None => {}
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// As [`explain`], for a field; its members are fields, too: `source.branch`.
fn explain_field(value: &Value, subject: &str, depth: usize, parts: &mut Vec<String>) {
    match (value, depth.checked_sub(1)) {
        (Value::Object(fields), Some(depth)) => {
            fields.iter().for_each(|(field, value)| {
                explain_field(value, &format!("{subject}.{field}"), depth, parts)
            });
        }
        _ => explain(value, subject, depth, parts),
    }
}

fn push(text: &str, subject: &str, parts: &mut Vec<String>) {
    let text = text.trim();
    let text = text.strip_suffix('.').unwrap_or(text);
    if !text.is_empty() {
        parts.push(if subject.is_empty() {
            text.to_owned()
        } else {
            format!("{subject}: {text}")
        });
    }
}

#[cfg(test)]
mod tests;
