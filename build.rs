//! Generates the REST clients, typed requests, parameter structs and the tool table from `specs/` and `tools.toml`.

fn main() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for input in ["tools.toml", "specs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = codegen::run(root, std::path::Path::new(&out)) {
        for line in error.to_string().lines() {
            println!("cargo::error={line}");
        }
    }
}
