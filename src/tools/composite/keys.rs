//! Keys of issues in what people write.

use std::collections::BTreeMap;

use super::trip::Trip;
use crate::scope::Key;

/// The longest number of an issue.
const DIGITS: usize = 10;

/// Key → where it was found.
pub type Found = BTreeMap<String, Vec<&'static str>>;

/// Notes the keys of a text. In text they are in capitals; branches are often all in small letters.
pub fn note(found: &mut Found, place: &'static str, text: &str, any_case: bool) {
    for key in like_keys(text, any_case) {
        let places = found.entry(key).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }
}

/// What has the form of an issue's key: that may also be UTF-8 or SHA-256.
fn like_keys(text: &str, any_case: bool) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let words = text.split(|c: char| !is_part(c));
    let in_word = |word: &str| {
        let parts: Vec<&str> = word.split('-').collect();
        let keys = parts
            .iter()
            .zip(parts.iter().skip(1))
            .filter(|(project, number)| is_project(project, any_case) && is_number(number));
        keys.map(|(project, number)| format!("{}-{number}", project.to_uppercase()))
            .collect::<Vec<_>>()
    };
    words.flat_map(in_word).collect()
}

fn is_project(text: &str, any_case: bool) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().nth(1).is_some()
        && (any_case || !text.chars().any(char::is_lowercase))
}

fn is_number(text: &str) -> bool {
    text.len() <= DIGITS
        && !text.starts_with('0')
        && !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Drops what is in no project that there is, and what is outside of the projects filter. If it cannot be told which projects
/// there are, all that looks like a key stays, and Jira is asked for each.
pub async fn keep_existing(trip: &Trip<'_>, found: &mut Found) {
    found.retain(|key, _| trip.ctx.policy().check_key(Key::Issue(key)).is_ok());
    if found.is_empty() {
        return;
    }
    if let Some(known) = trip.projects().await {
        found.retain(|key, _| is_in(known, key));
    }
}

/// Whether a key is of one of these projects.
fn is_in(projects: &[String], key: &str) -> bool {
    key.rsplit_once('-').is_some_and(|(project, _)| {
        projects
            .iter()
            .any(|known| known.eq_ignore_ascii_case(project))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_hashes_and_versions_are_no_issues() {
        let projects = ["SHOP".to_owned(), "OPS".to_owned()];
        for (text, any_case) in [
            ("UTF-8, SHA-256, python-3, OPS-3", false),
            ("feature/utf-8-sha-256-python-3-ops-3", true),
        ] {
            let mut keys = like_keys(text, any_case);
            keys.retain(|key| is_in(&projects, key));
            assert_eq!(keys, ["OPS-3"], "{text}");
        }
    }

    #[test]
    fn keys_in_text_and_in_branches() {
        for (text, any_case, keys) in [
            (
                "SHOP-7: charge once (see OPS_2-12, SHOP-8)",
                false,
                vec!["SHOP-7", "OPS_2-12", "SHOP-8"],
            ),
            (
                "python-3 and step-2 are no keys, shop-7 neither",
                false,
                vec![],
            ),
            ("feature/shop-16-carrier-webhooks", true, vec!["SHOP-16"]),
            ("bugfix-SHOP-7-double-charge", true, vec!["SHOP-7"]),
            (
                "https://jira.example/browse/SHOP-7?x=1",
                false,
                vec!["SHOP-7"],
            ),
            ("UTF-8 SHA-256", false, vec!["UTF-8", "SHA-256"]),
            (
                "SHOP-07 SHOP- -7 SHOP-7x X-1 2026-11-30 SHOP-99999999999",
                false,
                vec![],
            ),
        ] {
            assert_eq!(like_keys(text, any_case), keys, "{text}");
        }
    }
}
