//! Facts of `Cargo.toml` that other files have to repeat.

use super::{DESCRIPTION, VERSION, place, read};

#[test]
fn the_image_is_built_by_the_oldest_rust_and_says_what_it_is() {
    let file = read("Dockerfile");
    assert!(file.contains(&format!(
        "FROM rust:{}-alpine AS build",
        env!("CARGO_PKG_RUST_VERSION")
    )));
    assert!(file.contains(&format!("description=\"{DESCRIPTION}\"")));
}

#[test]
fn kubernetes_runs_this_version() {
    let image = format!("ghcr.io/{}:{VERSION}", place().to_lowercase());
    assert!(
        read("deploy/kubernetes/base/server.yaml").contains(&image),
        "{image}"
    );
}

/// Every word of the licences is in each crate.
#[test]
fn each_crate_has_the_licences() {
    for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
        for member in ["codegen", "demo", "markup"] {
            // A checkout on Windows may have the link's target in its place.
            let there = read(&format!("{member}/{file}"));
            assert!(there == read(file) || there == format!("../{file}"));
        }
    }
}
