//! Values that Jira chooses among: found as people write them, sent by id.

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::likeness::likeness;
use crate::tools::names::{OF_VALUES, called};
use crate::views::jira::ScreenField;

/// The member by which Jira shows each kind of choice, in the order of preference.
const NAMES: [&str; 4] = ["name", "value", "key", "id"];

/// A choice among the values that the screen allows, or in the form that the kind of field takes if it does not say which.
///
/// # Errors
/// [`Error::Arguments`] with the nearest value and all that there are.
pub fn choice(field: &ScreenField, kind: &str, given: &Value) -> Result<Value> {
    if kind == "option-with-child" {
        return cascade(field, given);
    }
    match field.allowed_values.as_slice() {
        [] => named(if kind == "option" { "value" } else { "name" }, given),
        allowed => by_id(allowed, given).map(|found| json!({ "id": found })),
    }
}

/// Whether a text as a whole is one of the allowed values, so that its commas part nothing.
pub fn is_choice(field: &ScreenField, text: &str) -> bool {
    !called(&OF_VALUES, field.allowed_values.iter(), text, |value| {
        names_of(value)
    })
    .is_empty()
}

/// An option and the one below it: `A > B`, `["A", "B"]` or Jira's object.
fn cascade(field: &ScreenField, given: &Value) -> Result<Value> {
    let (option, child) = match given {
        Value::String(path) => match parted(field, path) {
            Some((option, child)) => (option.into(), Some(child.into())),
            None => (given.clone(), None),
        },
        Value::Array(path) => (
            path.first().cloned().unwrap_or_default(),
            path.get(1).cloned(),
        ),
        Value::Object(map) => (given.clone(), map.get("child").cloned()),
        other => (other.clone(), None),
    };
    let mut sent = choice(field, "option", &option)?;
    let Some(child) = child.filter(|child| !child.is_null()) else {
        return Ok(sent);
    };
    let above = field
        .allowed_values
        .iter()
        .find(|value| sent.get("id").is_some_and(|id| value.get("id") == Some(id)));
    let below = above
        .and_then(|value| value.get("children"))
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let below = ScreenField {
        allowed_values: below,
        ..ScreenField::default()
    };
    let child = if above.is_some() && below.allowed_values.is_empty() {
        return Err(Error::Arguments(format!(
            "there is nothing below {}",
            text_of(&option).unwrap_or_default()
        )));
    } else {
        choice(&below, "option", &child)?
    };
    if let Some(map) = sent.as_object_mut() {
        // Without an id nothing is known of the option, and what the caller wrote stands.
        map.insert("child".into(), child);
    }
    Ok(sent)
}

/// The two options of `A > B`. Where the names of options hold `>` themselves, they say which one parts them.
fn parted<'a>(field: &ScreenField, path: &'a str) -> Option<(&'a str, &'a str)> {
    if is_choice(field, path) {
        return None;
    }
    let parts = path.match_indices('>').filter_map(|(at, _)| {
        let (option, child) = path.split_at_checked(at)?;
        Some((option.trim(), child.get(1..)?.trim()))
    });
    let known = parts.clone().find(|(option, _)| is_choice(field, option));
    known.or_else(|| parts.into_iter().next())
}

fn by_id(allowed: &[Value], given: &Value) -> Result<Value> {
    let id = given.get("id").and_then(Value::as_str);
    let wanted = text_of(given)
        .ok_or_else(|| Error::Arguments(format!("expected {}, got {given}", listed(allowed))))?;
    let with_id = || {
        allowed
            .iter()
            .find(|value| value.get("id").and_then(Value::as_str) == id)
    };
    let found = if id.is_some() {
        with_id()
    } else {
        let named = called(&OF_VALUES, allowed.iter(), &wanted, |value| names_of(value));
        named.first().copied()
    };
    let found = found.and_then(|value| value.get("id"));
    found.cloned().ok_or_else(|| {
        Error::Arguments(format!(
            "\"{wanted}\" is none of its values{}; there are {}",
            nearest(allowed, &wanted),
            listed(allowed)
        ))
    })
}

/// Everything that an allowed value is called.
fn names_of(value: &Value) -> Vec<&str> {
    let named = |member: &&str| value.get(*member).and_then(Value::as_str);
    NAMES.iter().filter_map(named).collect()
}

/// What a caller calls a choice: text, a number, or an object with an id or name.
fn text_of(given: &Value) -> Option<String> {
    match given {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Object(map) => ["id", "name", "value", "key"]
            .iter()
            .find_map(|name| map.get(*name))
            .and_then(text_of),
        _ => None,
    }
}

fn named(member: &str, given: &Value) -> Result<Value> {
    match given {
        Value::Object(_) => Ok(given.clone()),
        other => text_of(other)
            .map(|text| json!({ member: text }))
            .ok_or_else(|| Error::Arguments(format!("expected a name, got {other}"))),
    }
}

fn names(allowed: &[Value]) -> impl Iterator<Item = &str> {
    allowed
        .iter()
        .filter_map(|value| NAMES.iter().find_map(|name| value.get(name)?.as_str()))
}

fn listed(allowed: &[Value]) -> String {
    names(allowed).collect::<Vec<_>>().join(" | ")
}

fn nearest(allowed: &[Value], wanted: &str) -> String {
    let likeness = |name: &str| likeness(&wanted.to_lowercase(), &name.to_lowercase());
    let near = names(allowed).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    near.filter(|name| likeness(name) > 0.75)
        .map_or_else(String::new, |name| format!("; did you mean \"{name}\"?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(allowed: Value) -> ScreenField {
        let Value::Array(allowed_values) = allowed else {
            panic!("a list")
        };
        ScreenField {
            allowed_values,
            ..ScreenField::default()
        }
    }

    #[test]
    fn choices_are_found_however_they_are_written() {
        let severity =
            field(json!([{ "id": "1", "value": "Critical" }, { "id": "2", "value": "Minor" }]));
        for given in [
            json!("critical"),
            json!({ "value": "Critical" }),
            json!({ "id": "1" }),
            json!(" Critical "),
            json!(1),
        ] {
            assert_eq!(
                choice(&severity, "option", &given).unwrap(),
                json!({ "id": "1" }),
                "{given}"
            );
        }
        let error = choice(&severity, "option", &json!("Critcal"))
            .unwrap_err()
            .to_string();
        assert_eq!(
            error,
            "\"Critcal\" is none of its values; did you mean \"Critical\"?; there are Critical | Minor"
        );
        assert!(choice(&severity, "option", &json!([])).is_err());
        assert_eq!(
            choice(&field(json!([])), "priority", &json!("High")).unwrap(),
            json!({ "name": "High" })
        );
        assert_eq!(
            choice(&field(json!([])), "option", &json!(3)).unwrap(),
            json!({ "value": "3" })
        );
    }

    #[test]
    fn cascades_in_every_form() {
        let market = field(
            json!([{ "id": "1", "value": "Nordics", "children": [{ "id": "2", "value": "Finland" }] }, { "id": "3", "value": "Other" }]),
        );
        let finland = json!({ "id": "1", "child": { "id": "2" } });
        for given in [
            json!("nordics > finland"),
            json!(["Nordics", "Finland"]),
            json!({ "value": "Nordics", "child": { "value": "Finland" } }),
        ] {
            assert_eq!(
                choice(&market, "option-with-child", &given).unwrap(),
                finland,
                "{given}"
            );
        }
        let nested = field(
            json!([{ "id": "1", "value": "A > B", "children": [{ "id": "2", "value": "C > D" }] }]),
        );
        for (given, sent) in [
            (
                "a > b > c > d",
                json!({ "id": "1", "child": { "id": "2" } }),
            ),
            ("A > B", json!({ "id": "1" })),
        ] {
            assert_eq!(
                choice(&nested, "option-with-child", &json!(given)).unwrap(),
                sent
            );
        }
        assert_eq!(
            choice(&market, "option-with-child", &json!("Other")).unwrap(),
            json!({ "id": "3" })
        );
        assert!(
            choice(&market, "option-with-child", &json!("Other > Finland"))
                .unwrap_err()
                .to_string()
                .contains("nothing below Other")
        );
        assert!(
            choice(&market, "option-with-child", &json!("Nordics > Finnland"))
                .unwrap_err()
                .to_string()
                .contains("did you mean \"Finland\"")
        );
    }
}
