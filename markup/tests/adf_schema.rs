//! Atlassian's own JSON schema of ADF, fetched from npm once and kept in the target folder.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command},
    sync::LazyLock,
};

use jsonschema::Validator;
use serde_json::Value;

static SCHEMA: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let file = cached().or_else(fetched);
    if file.is_none() {
        assert!(
            env::var_os("CI").is_none(),
            "npm cannot fetch @atlaskit/adf-schema"
        );
        println!("npm cannot fetch @atlaskit/adf-schema: ADF is not validated");
    }
    let schema: Value = serde_json::from_str(&fs::read_to_string(file?).unwrap()).unwrap();
    Some(jsonschema::validator_for(&schema).unwrap())
});

/// The first complaint about a document; none where the schema cannot be had.
pub fn complaint(document: &Value) -> Option<String> {
    let error = SCHEMA.as_ref()?.iter_errors(document).next()?;
    Some(format!("{error} at {}", error.instance_path()))
}

/// Panics unless the document is valid.
pub fn assert_valid(document: &Value) {
    if let Some(complaint) = complaint(document) {
        panic!("{complaint}\nin {document}");
    }
}

fn folder() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    target.join("adf-schema")
}

fn cached() -> Option<PathBuf> {
    Some(folder().join("full.json")).filter(|file| file.exists())
}

/// Tests run in several processes: each fetches into a folder of its own, and the file arrives whole.
fn fetched() -> Option<PathBuf> {
    let own = folder().join(process::id().to_string());
    fs::create_dir_all(&own).unwrap();
    let run = |command: &mut Command| {
        command
            .current_dir(&own)
            .output()
            .ok()
            .filter(|output| output.status.success())
    };
    let packed = run(Command::new("npm").args(["pack", "--silent", "@atlaskit/adf-schema"]))?;
    let archive = String::from_utf8(packed.stdout).ok()?;
    run(Command::new("tar").args(["-xzf", archive.trim()]))?;
    let found = ["dist/json-schema/v1/full.json", "json-schema/v1/full.json"];
    let found = found
        .map(|file| own.join("package").join(file))
        .into_iter()
        .find(|file| file.exists())?;
    fs::rename(found, folder().join("full.json")).unwrap();
    fs::remove_dir_all(own).unwrap();
    cached()
}
