//! What the documents say holds: their commands run, their links lead somewhere, the messages that they explain are the program's, and
//! examples and pictures are made from the demo.

#[cfg(unix)]
mod by_example;
#[cfg(unix)]
mod commands;
mod links;
mod messages;
mod page;
#[cfg(unix)]
mod picture;
mod settings;
#[cfg(unix)]
mod shell;
mod tools;

use std::fs;
use std::path::Path;

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// SECURITY.md promises nothing that no test holds.
#[test]
fn every_test_that_a_promise_names_is_there() {
    let page = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let named: Vec<_> = page
        .split('`')
        .filter_map(|text| text.split_once(".rs::"))
        .collect();
    assert!(named.len() > 30);
    for (file, test) in named {
        let source = fs::read_to_string(root().join(format!("{file}.rs")));
        let source = source.unwrap_or_else(|error| panic!("{file}.rs: {error}"));
        assert!(
            source.contains(&format!("fn {test}()")),
            "{file}.rs::{test}"
        );
    }
}
