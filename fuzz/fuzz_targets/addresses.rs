//! Whatever is given as a key or an address: what is taken of it is one part of a path, and a product's address leads to it alone.
#![no_main]

use std::collections::BTreeMap;

use atlassian_mcp::args::{IssueKey, PageId, ProjectKey, SpaceKey};
use atlassian_mcp::config::{Config, Sources};
use atlassian_mcp::http::check_segments;
use libfuzzer_sys::fuzz_target;

fn is_a_part(taken: Result<impl std::ops::Deref<Target = str>, String>) {
    if let Ok(taken) = taken {
        assert!(check_segments(&[("key", &taken)]).is_ok(), "{:?}", &*taken);
        assert!(!taken.contains(['/', '?', '#']), "{:?}", &*taken);
    }
}

fn leads_to_the_product(url: &str) {
    let set = [
        ("JIRA_URL", url),
        ("JIRA_USERNAME", "mira"),
        ("JIRA_API_TOKEN", "t"),
    ];
    let set = set.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let sources = Sources {
        flags: BTreeMap::new(),
        environment: set.into(),
        env_file: None,
        directory: None,
    };
    let Ok(Config { jira: Some(jira), .. }) = Config::load(&sources) else {
        return;
    };
    let base = &jira.base;
    assert!(matches!(base.scheme(), "http" | "https"), "{base}");
    assert!(base.has_host() && base.username().is_empty() && base.password().is_none(), "{base}");
    assert!(base.query().is_none() && base.fragment().is_none(), "{base}");
}

fuzz_target!(|text: &str| {
    is_a_part(IssueKey::new(text));
    is_a_part(ProjectKey::new(text));
    is_a_part(SpaceKey::new(text));
    // A page has other names than that; whatever it is, nothing breaks.
    drop(PageId::new(text));
    leads_to_the_product(text);
});
