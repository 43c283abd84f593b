//! Filters, on every tool: what is outside is neither shown nor changed, whichever way a call comes to it.

use std::collections::BTreeSet;
use std::path::Path;

use atlassian_mcp::declaration::DECLARATIONS;
use demo::Flavour;
use serde_json::{Value, json};
use toml_edit::DocumentMut;

use crate::every_tool::example;
use crate::faults::judge::changes;
use crate::harness::{FLAVOURS, Site};

/// Tools that tell nothing of a project or space: a filter is none of their business.
const OF_NO_PROJECT: [&str; 5] = [
    "confluence_search_user",
    "discover_tools",
    "jira_get_link_types",
    "jira_get_user_profile",
    "jira_search_fields",
];

async fn site(flavour: Flavour, jira: &str, confluence: &str, bitbucket: &str) -> Site {
    let filters = [
        ("JIRA_PROJECTS_FILTER", jira),
        ("CONFLUENCE_SPACES_FILTER", confluence),
        ("BITBUCKET_PROJECTS_FILTER", bitbucket),
    ];
    Site::with(flavour, &filters).await
}

/// What a call comes to, in words.
async fn said(site: &Site, tool: &str, arguments: Value) -> Result<String, String> {
    let reply = site.call(tool, arguments).await;
    reply.map_err(|error| error.to_string())
}

fn assert_nothing_changed(site: &Site, case: &str) {
    let changed: Vec<_> = site.demo.requests().into_iter().filter(changes).collect();
    assert!(changed.is_empty(), "{case}: {changed:#?}");
}

/// The texts of a reply that say something: whole ones of JSON, lines of anything else.
fn texts(reply: &str) -> BTreeSet<String> {
    fn collect(value: &Value, texts: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => drop(texts.insert(text.clone())),
            Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
            Value::Object(members) => members.values().for_each(|member| collect(member, texts)),
            _ => {}
        }
    }
    let mut texts = BTreeSet::new();
    match serde_json::from_str(reply) {
        Ok(json) => collect(&json, &mut texts),
        Err(_) => texts.extend(reply.lines().map(|line| line.trim().to_owned())),
    }
    texts.retain(|text| text.len() > 3);
    texts
}

/// Where nothing is allowed, the examples give nothing of what they give without a filter, and change nothing.
#[tokio::test]
async fn nothing_outside_is_shown_or_changed() {
    for (flavour, suffix) in FLAVOURS {
        for tool in DECLARATIONS {
            let (name, arguments) = (tool.name, example(tool.name, suffix));
            let open = Site::start(flavour).await;
            let good = said(&open, name, arguments.clone()).await.unwrap();
            let filtered = site(flavour, "ZED", "ZED", "ZED").await;
            let reply = said(&filtered, name, arguments.clone()).await;
            let case = format!("{name} on {suffix}: {reply:?}");
            assert_nothing_changed(&filtered, &case);
            if OF_NO_PROJECT.contains(&name) {
                assert!(reply.is_ok(), "{case}");
                continue;
            }
            let given = arguments.to_string().to_lowercase();
            let told = reply.unwrap_or_else(|error| error);
            // The operator names the workspace himself, and a refusal the key that is outside.
            let given = |text: &str| {
                given.contains(&text.to_lowercase()) || ["harbour", "SHOP"].contains(&text)
            };
            // What this server says itself of an argument begins with its name.
            let own = |text: &str| text.starts_with('`');
            let known = |text: &String| told.contains(text.as_str()) && !given(text) && !own(text);
            let leaked: Vec<_> = texts(&good).into_iter().filter(known).collect();
            assert!(leaked.is_empty(), "{leaked:?}: {case}");
        }
    }
}

/// The names of everything in the demo that is in OPS and not in SHOP.
fn named_in_ops() -> Vec<String> {
    let seed = |name: &str| -> DocumentMut {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path.join("demo/seed").join(name)).unwrap();
        text.parse().unwrap()
    };
    let mut names = Vec::new();
    for (file, items, place, name) in [
        ("issues.toml", "issues", "key", "summary"),
        ("confluence.toml", "pages", "space", "title"),
    ] {
        for item in seed(file)[items].as_array_of_tables().unwrap() {
            if item[place].as_str().unwrap().starts_with("OPS") {
                names.push(item[name].as_str().unwrap().to_owned());
            }
        }
    }
    names
}

/// Of what is linked to, is a parent, or was moved, and is outside, nothing is told but where a text itself names it.
#[tokio::test]
async fn links_that_lead_outside_tell_nothing() {
    let hidden = named_in_ops();
    assert!(hidden.len() > 8, "{hidden:?}");
    let (mut told, mut kept) = (0, 0);
    for (flavour, suffix) in FLAVOURS {
        for tool in DECLARATIONS {
            let arguments = example(tool.name, suffix);
            let open = Site::start(flavour).await;
            let good = said(&open, tool.name, arguments.clone()).await.unwrap();
            let filtered = site(flavour, "SHOP", "SHOP", "SHOP").await;
            let reply = said(&filtered, tool.name, arguments.clone()).await;
            let case = format!("{} on {suffix}: {reply:?}", tool.name);
            let shown = reply.unwrap_or_else(|error| error);
            let leaked: Vec<_> = hidden
                .iter()
                .filter(|name| shown.contains(name.as_str()))
                .filter(|name| !arguments.to_string().contains(name.as_str()))
                .collect();
            assert!(leaked.is_empty(), "{leaked:?}: {case}");
            told += usize::from(hidden.iter().any(|name| good.contains(name.as_str())));
            kept += 1;
        }
    }
    assert!(told > 4 && kept > 100, "{told} of {kept}");
}

/// The parameters of a tool that are of one of these types.
fn parameters(tool: &str, types: &[&str]) -> Vec<String> {
    let manifest = codegen::build::manifest(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let parameters = manifest.tools[tool].params.iter();
    let of_type = parameters.filter(|(_, parameter)| {
        let kind = parameter.get("type").and_then(|kind| kind.as_str());
        kind.is_some_and(|kind| types.contains(&kind))
    });
    of_type.map(|(name, _)| name.clone()).collect()
}

/// Issues outside by what does not say their project: SHOP-7 by its id, with only OPS allowed, and OPS-6 by its former key, with only the
/// project allowed that it was in.
const HIDDEN_ISSUES: [(&str, &str, &str); 2] =
    [("10006", "OPS", "SHOP-7"), ("LEG-12", "LEG", "OPS-6")];

#[tokio::test]
async fn issues_outside_are_reached_by_no_other_name() {
    let mut calls = 0;
    for (flavour, suffix) in FLAVOURS {
        for tool in DECLARATIONS {
            for parameter in parameters(tool.name, &["issue_key", "issue_keys"]) {
                for (named, allowed, key) in HIDDEN_ISSUES {
                    let mut arguments = example(tool.name, suffix);
                    let original = example(tool.name, suffix);
                    // The other issues of the call are within.
                    for other in parameters(tool.name, &["issue_key", "issue_keys"]) {
                        if original.get(&other).is_some() {
                            arguments[&other] = json!("OPS-1");
                        }
                    }
                    arguments[&parameter] = json!(named);
                    let filtered = site(flavour, allowed, "ZED", "ZED").await;
                    let reply = said(&filtered, tool.name, arguments).await;
                    let case = format!(
                        "{} by {parameter}={named} on {suffix}: {reply:?}",
                        tool.name
                    );
                    assert_nothing_changed(&filtered, &case);
                    let shown = reply.unwrap_or_default();
                    assert!(!shown.contains(&format!("\"key\":\"{key}\"")), "{case}");
                    calls += 1;
                }
            }
        }
    }
    assert!(calls > 60, "{calls}");
}

/// Conditions that are meant to stand outside of what they are ANDed to.
const BREAKING_OUT: [&str; 16] = [
    "{all} OR key is not EMPTY",
    "{all}) OR ({all}",
    "{all}) OR ({all} ORDER BY created",
    "{all} ORDER BY created) OR ({all}",
    "{all} -- ",
    "{all} /* ",
    "{all} // \n OR {all}",
    "{all} # OR {all}",
    "text ~ \"x\\\" OR {all} OR text ~ \"y\"",
    "text ~ \"x\\\\\" OR {all}",
    "text ~ 'x' OR {all} OR text ~ 'y'",
    "{all} OR text ~ “x” OR {all}",
    "{all}\u{ff09} OR \u{ff08}{all}",
    "{all}\u{2029}OR {all}",
    "{all} \u{ff2f}\u{ff32} {all}",
    "\"{all}\" = 1 OR {all}",
];

#[tokio::test]
async fn queries_do_not_break_out() {
    let mut shown = 0;
    for (flavour, suffix) in FLAVOURS {
        for tool in DECLARATIONS {
            let (all, inside) = match tool.name.starts_with("confluence_") {
                true => ("type = page", "\"space\":\"SHOP\""),
                false => ("project = SHOP", "\"key\":\"SHOP-"),
            };
            for parameter in parameters(tool.name, &["jql", "cql"]) {
                let filtered = site(flavour, "OPS", "OPS", "OPS").await;
                for query in BREAKING_OUT {
                    let query = query.replace("{all}", all);
                    // Of boards and sprints within, the query is all that there is.
                    let mut arguments = match tool.name {
                        "jira_get_board_issues" => json!({ "board_id": 2 }),
                        _ => json!({}),
                    };
                    arguments[&parameter] = json!(query);
                    let reply = said(&filtered, tool.name, arguments).await;
                    let case = format!("{} on {suffix}, {query}: {reply:?}", tool.name);
                    assert!(
                        !reply.as_ref().is_ok_and(|text| text.contains(inside)),
                        "{case}"
                    );
                    shown += usize::from(reply.is_ok());
                }
            }
        }
    }
    assert!(shown > 0);
}
