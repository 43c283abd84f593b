//! Says where the documents are that requests are held against.

use std::path::Path;

fn main() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    // A checkout has them beside this package. `specs` in here is a link to them, which packaging follows, and which a checkout on
    // Windows may not have.
    let beside = package.with_file_name("specs");
    let specs = match beside.join("sources.toml").exists() {
        true => beside,
        false => package.join("specs"),
    };
    println!("cargo::rerun-if-changed={}", specs.display());
    println!("cargo::rustc-env=SPECS={}", specs.display());
}
