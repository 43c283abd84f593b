//! Settings in documents: what is shown as a file of them is one.

use std::fs;
use std::path::Path;

use super::page::{self, Fence};

fn fences(language: &str) -> Vec<Fence> {
    let pages = page::all();
    let fences: Vec<_> = pages
        .iter()
        .flat_map(|page| page.fences())
        .filter(|fence| fence.info == language)
        .collect();
    assert!(!fences.is_empty());
    fences
}

#[test]
fn files_of_settings_name_settings() {
    let folder = tempfile::tempdir().unwrap();
    for Fence { place, code, .. } in fences("env") {
        let file = folder.path().join("env");
        fs::write(&file, &code).unwrap();
        let shown = config(&file);
        for line in code
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
        {
            let Some((name, _)) = line.split_once('=') else {
                panic!("{place}: {line} is no setting");
            };
            assert!(shown.contains(name.trim()), "{place}: {name}\n{shown}");
        }
        assert!(!shown.contains("are no settings"), "{place}\n{shown}");
    }
}

fn config(file: &Path) -> String {
    let mut command = assert_cmd::Command::cargo_bin("mcp-atlassian").unwrap();
    let command = command.env_clear().arg("--env-file").arg(file);
    let output = command.arg("config").output().unwrap();
    let [stdout, stderr] =
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    stdout + &stderr
}

/// A part of a file is shown without the braces around it.
#[test]
fn json_is_json() {
    for Fence { place, code, .. } in fences("json") {
        let whole = match code.starts_with(['{', '[']) {
            true => code,
            false => format!("{{{code}}}"),
        };
        if let Err(error) = serde_json::from_str::<serde_json::Value>(&whole) {
            panic!("{place}: {error}");
        }
    }
}

#[test]
fn toml_is_toml() {
    for Fence { place, code, .. } in fences("toml") {
        if let Err(error) = code.parse::<toml_edit::DocumentMut>() {
            panic!("{place}: {error}");
        }
    }
}
