//! Whatever stands in a parameter: a tool asks nothing but what is declared of it, in the way that is documented.

mod declared;
mod values;

use std::collections::BTreeMap;

use atlassian_mcp::offers;
use atlassian_mcp::registry::{self, Accompaniment};
use demo::Flavour;
use futures_util::{StreamExt as _, stream};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::every_tool::{Story, stories};
use crate::harness::{FLAVOURS, Site};
use declared::Declared;
use values::{hostile, planted};

/// How many tools are called at a time.
const AT_ONCE: usize = 8;

/// The arguments of a tool's stories: of those that name the same parameters, the first.
fn bases(stories: &[Story], tool: &str) -> Vec<Map<String, Value>> {
    let of = stories.iter().filter(|story| story.tool == tool);
    let mut bases: BTreeMap<Vec<String>, Map<String, Value>> = BTreeMap::new();
    for story in of {
        let names = story.arguments.keys().cloned().collect();
        bases
            .entry(names)
            .or_insert_with(|| story.arguments.clone());
    }
    bases.into_values().collect()
}

/// Whether it is the first one, of however many.
fn first() -> impl Iterator<Item = bool> {
    std::iter::once(true).chain(std::iter::repeat(false))
}

/// Everything that is sent for one tool on one flavour, and what of it nobody declared or documented.
async fn driven(
    tool: &'static registry::Tool,
    flavour: Flavour,
    suffix: &'static str,
    declared: &Declared,
) -> (usize, usize, Vec<String>) {
    let name = tool.declaration.name;
    let site = Site::start(flavour).await;
    let mut strayed = Vec::new();
    let (mut calls, mut requests) = (0, 0);
    for (base, is_first) in bases(&stories(suffix), name).iter().zip(first()) {
        // One of the tool's calls is enough for what it does not name.
        let others = if is_first {
            tool.declaration.parameters
        } else {
            &[]
        };
        for hostile in hostile() {
            for arguments in planted(base, others, &hostile) {
                site.demo.clear_requests();
                let with = Accompaniment::default();
                let reply = registry::call(&site.caller, name, arguments.clone(), with).await;
                drop(reply);
                calls += 1;
                let sent = site.demo.requests();
                requests += sent.len();
                let others = sent
                    .iter()
                    .filter(|sent| !declared.knows(name, suffix, sent));
                let told = |sent: &demo::Recorded| {
                    format!("{name} {arguments:?}: {} {}", sent.method, sent.path)
                };
                strayed.extend(others.map(told));
            }
        }
    }
    strayed.extend(site.demo.violations());
    assert!(
        calls > 0 || name == "discover_tools",
        "{name} was not driven"
    );
    (calls, requests, strayed)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_argument_reaches_what_its_tool_does_not_ask() {
    let declared = Declared::read();
    let began = std::time::Instant::now();
    let all = FLAVOURS.into_iter().flat_map(|(flavour, suffix)| {
        registry::TOOLS
            .iter()
            .map(move |tool| (tool, flavour, suffix))
    });
    let driven: Vec<_> = stream::iter(all)
        .map(|(tool, flavour, suffix)| driven(tool, flavour, suffix, &declared))
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let calls: usize = driven.iter().map(|(calls, ..)| calls).sum();
    let requests: usize = driven.iter().map(|(_, requests, _)| requests).sum();
    let strayed: Vec<_> = driven
        .into_iter()
        .flat_map(|(.., strayed)| strayed)
        .collect();
    println!(
        "{calls} calls, {requests} requests in {:?}",
        began.elapsed()
    );
    assert!(requests > 1_000, "{requests}");
    assert!(strayed.is_empty(), "{}: {strayed:#?}", strayed.len());
}

/// Whatever stands in an address, encoded or not, reaches what its tool asks and nothing else.
#[tokio::test]
async fn no_address_reaches_what_its_tool_does_not_ask() {
    let declared = Declared::read();
    let mut calls = 0;
    for (flavour, suffix) in FLAVOURS {
        for resource in offers::RESOURCES {
            let site = Site::start(flavour).await;
            let tool = resource.call.tool.name;
            let variables = resource.uri.matches('{').count();
            for (hostile, place) in
                hostile().flat_map(|value| (0..variables).map(move |place| (value.clone(), place)))
            {
                let encoded = utf8_percent_encode(&hostile, NON_ALPHANUMERIC).to_string();
                for value in [hostile.as_str(), encoded.as_str()] {
                    let uri = address(resource.uri, place, value);
                    let Some(values) = resource.values(&uri) else {
                        continue;
                    };
                    site.demo.clear_requests();
                    let arguments = resource.call.filled(&values).unwrap();
                    drop(
                        registry::call(&site.caller, tool, arguments, Accompaniment::default())
                            .await,
                    );
                    calls += 1;
                    for sent in site.demo.requests() {
                        assert!(
                            declared.knows(tool, suffix, &sent),
                            "{uri}: {} {}",
                            sent.method,
                            sent.path
                        );
                    }
                }
            }
            assert!(
                site.demo.violations().is_empty(),
                "{:#?}",
                site.demo.violations()
            );
        }
    }
    assert!(calls > 100, "{calls}");
}

/// An address of the template with the value in one place, and with what may be there in the others.
fn address(template: &str, place: usize, value: &str) -> String {
    let mut parts = template.split('{');
    let mut uri = parts.next().unwrap().to_owned();
    for (number, part) in parts.enumerate() {
        let (_, rest) = part.split_once('}').unwrap();
        uri.push_str(if number == place { value } else { "1" });
        uri.push_str(rest);
    }
    uri
}
