//! What the modules at the top of `src/` import of each other, generated code included: no circle, and as ARCHITECTURE.md says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The modules that each module names by a path that begins with `crate`.
type Graph = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_module_imports_itself_by_way_of_others() {
    let graph = graph();
    for module in graph.keys() {
        let circle = way(&graph, module, module);
        assert_eq!(circle, None, "a circle");
    }
}

#[test]
fn modules_import_each_other_as_documented() {
    let graph = graph();
    let text = include_str!("../ARCHITECTURE.md");
    let (_, ways) = text.split_once("Dependencies go one way: ").unwrap();
    let (ways, _) = ways.split_once('.').unwrap();
    for way in ways.split(';') {
        let modules: Vec<_> = way.split('→').map(str::trim).collect();
        assert!(modules.len() > 1, "{way}");
        for pair in modules.windows(2) {
            let imported = graph.get(pair[0]).is_some_and(|all| all.contains(pair[1]));
            assert!(imported, "{} does not import {}", pair[0], pair[1]);
        }
    }
}

/// A way from what a module imports to another module.
fn way(graph: &Graph, from: &str, to: &str) -> Option<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut open = vec![vec![from]];
    while let Some(path) = open.pop() {
        for next in &graph[path[path.len() - 1]] {
            let path = [path.as_slice(), &[next]].concat();
            if next == to {
                return Some(path.into_iter().map(str::to_owned).collect());
            }
            if seen.insert(next) {
                open.push(path);
            }
        }
    }
    None
}

fn graph() -> Graph {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut graph = Graph::new();
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        // They put the modules together.
        if module != "lib" && module != "main" {
            let named = named_below(&path);
            graph.entry(module).or_default().extend(named);
        }
    }
    for (module, named) in &mut graph {
        named.remove(module);
    }
    let (modules, named): (BTreeSet<_>, Vec<_>) = graph.iter().unzip();
    assert!(
        named
            .into_iter()
            .flatten()
            .all(|name| modules.contains(name))
    );
    graph
}

/// What a file names, or all files of a folder.
fn named_below(path: &Path) -> BTreeSet<String> {
    if path.is_dir() {
        let entries = fs::read_dir(path).unwrap();
        return entries
            .flat_map(|entry| named_below(&entry.unwrap().path()))
            .collect();
    }
    match path.extension().is_some_and(|extension| extension == "rs") {
        true => named_in(&fs::read_to_string(path).unwrap()),
        false => BTreeSet::new(),
    }
}

/// What a source names, and the generated code that it includes.
fn named_in(source: &str) -> BTreeSet<String> {
    let lines = source.lines().map(str::trim_start);
    let code: String = lines.filter(|line| !line.starts_with("//")).collect();
    let mut named = BTreeSet::new();
    for path in code.split("crate::").skip(1) {
        match path.strip_prefix('{') {
            None => named.extend(first_name(path)),
            Some(list) => {
                let (list, _) = list.split_once('}').unwrap();
                named.extend(list.split(',').filter_map(first_name));
            }
        }
    }
    for included in code.split(r#"concat!(env!("OUT_DIR"), ""#).skip(1) {
        let (file, _) = included.split_once('"').unwrap();
        named.extend(named_below(Path::new(&format!(
            "{}{file}",
            env!("OUT_DIR")
        ))));
    }
    named
}

fn first_name(path: &str) -> Option<String> {
    let name = path
        .trim()
        .split(|c: char| c != '_' && !c.is_alphanumeric())
        .next()?;
    Some(name.to_owned()).filter(|name| !name.is_empty())
}
