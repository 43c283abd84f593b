//! What Confluence's refusal of CQL leaves out: how to put it right.

use super::cql::nearest;
use crate::error::Error;

/// The refusal of a caller's query, with the usual cure. What stands in the error body about authorization says nothing of permission.
pub fn explained(cql: &str, error: Error) -> Error {
    match &error {
        Error::Upstream {
            status: 400,
            message,
            ..
        } => {
            let cure = cure(cql, message);
            error.noting(&cure)
        }
        _ => error,
    }
}

fn cure(cql: &str, message: &str) -> String {
    let lower = message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["no field exists", "field does not exist", "unknown field"]) {
        return unknown_field(message);
    }
    if says(&["operator", "not supported by"]) {
        return "text, siteSearch and user.fullname take ~ and !~, title those and =, created and lastmodified take = < >, all others take =, != and IN".into();
    }
    if says(&[
        "user-specific",
        "user specific",
        "user.fullname",
        "user.accountid",
    ]) {
        return "People are found by confluence_search_user; `creator`, `contributor` and `mention` take the ids that it gives".into();
    }
    if says(&["date", "now("]) {
        return "Dates are written \"2026/01/31\" or now(\"-4w\")".into();
    }
    if says(&["space"]) && says(&["not exist", "no space", "not find", "not found"]) {
        return "Spaces are named by their keys, in double quotes: space = \"DEV\", personal ones space = \"~name\"".into();
    }
    if cql.contains("()") && says(&["expecting", "parse"]) && !says(&["()"]) {
        return format!("{QUOTES}, and no list () is empty");
    }
    QUOTES.to_owned()
}

/// What is wrong with most queries that cannot be read.
const QUOTES: &str = "Put each value into double quotes and write \\\" for a quote within: title ~ \"rate limit\" AND space = \"~name\". For plain words give the words alone";

/// `No field exists with the name: 'Grill'`, or without quotes around it: what stands there is often a value that was not quoted.
fn unknown_field(message: &str) -> String {
    let field = message.rsplit(':').next().unwrap_or_default();
    let field = field.trim().trim_matches(['\'', '"', '.', ' ']);
    match nearest(field) {
        Some(meant) => format!("Did you mean {meant}?"),
        None => format!(
            "Fields are type, space, title, text, label, creator, contributor, created, lastmodified, ancestor, parent, id and few more. {QUOTES}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_its_cure() {
        for (cql, message, cure_says) in [
            (
                "labels = a",
                "Could not parse cql : No field exists with name: labels",
                "Did you mean label?",
            ),
            (
                "text ~ a Grill",
                "No field exists with the name: 'Grill'",
                "double quotes",
            ),
            (
                "space = ~jo",
                "Could not parse cql : Expecting a value before ~ but got '~'",
                "double quotes",
            ),
            (
                "space in ()",
                "Could not parse cql : Expecting a value",
                "no list () is empty",
            ),
            (
                "text = x",
                "The operator is not supported by the field text",
                "take ~",
            ),
            (
                "user.fullname ~ x",
                "user-specific fields are not supported",
                "confluence_search_user",
            ),
            (
                "created > soon",
                "Could not parse date: soon",
                "now(\"-4w\")",
            ),
        ] {
            let cure = cure(cql, message);
            assert!(cure.contains(cure_says), "{message}: {cure}");
        }
    }
}
