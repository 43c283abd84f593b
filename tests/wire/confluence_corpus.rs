//! Every page of the markup corpus, read and written back with one word changed: what is stored differs in that block only.

use std::fs;
use std::path::Path;

use demo::Flavour;
use serde_json::{Value, json};

use crate::harness::Site;

/// A paragraph within a paragraph is one block, and looks like two in `pieces`; a fuzzer wrote it, no Confluence does.
const NESTED: &str = "97-fuzz-paragraphs-in-lines";

/// A stored document of the corpus.
struct Stored {
    name: String,
    text: String,
}

fn corpus(folder: &str, extension: &str) -> Vec<Stored> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("markup/corpus")
        .join(folder);
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.ends_with(extension) && !name.contains(".out.") && !name.starts_with(NESTED)
        })
        .collect();
    files.sort();
    let stored = files.iter().map(|file| Stored {
        name: file.file_stem().unwrap().to_str().unwrap().to_owned(),
        text: fs::read_to_string(file).unwrap(),
    });
    stored.collect()
}

/// A word that stands in both texts once, as it is. Not one of a tag, or of a link, whose label may say nothing.
fn word<'a>(markdown: &'a str, stored: &str) -> Option<&'a str> {
    let mut within = None;
    let words = markdown.split_inclusive(|c: char| !c.is_ascii_alphabetic());
    let mut words = words.filter_map(|piece| {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        let is_text = within.is_none();
        let end = piece.chars().next_back().unwrap();
        within = match (within, end) {
            (None, '<') => Some('>'),
            (None, '[') => Some(']'),
            (Some(']'), '(') => Some(')'),
            (Some(closes), end) if closes == end && end != ']' => None,
            (Some(']'), '\n') => None,
            (within, _) => within,
        };
        is_text.then_some(word)
    });
    let stands_once = |text: &str, word: &str| text.matches(word).count() == 1;
    words.find(|word| word.len() > 2 && stands_once(markdown, word) && stands_once(stored, word))
}

/// What a tool answers, as text.
async fn ask(site: &Site, tool: &str, arguments: Value) -> String {
    let answer = site.call(tool, arguments.clone()).await;
    answer.unwrap_or_else(|error| panic!("{tool} {arguments}: {error}"))
}

/// Stores a page, changes a word of it, and says what is stored before and after, if it has such a word.
async fn changed(site: &Site, format: &str, page: &Stored) -> Option<(String, String, String)> {
    let made = json!({ "space_key": "SHOP", "title": format!("{format} {}", page.name), "content": page.text, "content_format": format });
    let made: Value =
        serde_json::from_str(&ask(site, "confluence_create_page", made).await).unwrap();
    let id = &made["id"];
    let stored = json!({ "page_id": id, "content_format": format, "include_metadata": false });
    let before = ask(site, "confluence_get_page", stored.clone()).await;
    let markdown = ask(site, "confluence_get_page", json!({ "page_id": id })).await;
    let (head, text) = markdown.split_once("\n---\n").unwrap();
    let word = word(text, &before)?;
    let edited = text.replacen(word, &format!("{word}ly"), 1);
    let content = format!("{head}\n---\n{edited}");
    let told = ask(
        site,
        "confluence_update_page",
        json!({ "page_id": id, "content": content }),
    )
    .await;
    assert!(
        told.contains("\"version\":2,\"changed\":[\"content\"]"),
        "{}: {told}",
        page.name
    );
    let after = ask(site, "confluence_get_page", stored).await;
    let expected = before.replacen(word, &format!("{word}ly"), 1);
    Some((before, expected, after))
}

async fn all_change_where_they_are_changed(flavour: Flavour, format: &str, extension: &str) {
    let long = [
        ("MCP_REPLY_TOKENS", "1000000"),
        ("MCP_REPLY_CHARACTERS", "1000000"),
    ];
    let site = Site::with(flavour, &long).await;
    let pages = corpus(if format == "adf" { "adf" } else { "storage" }, extension);
    let (mut edited, mut elsewhere) = (0, Vec::new());
    for page in &pages {
        if let Some((before, expected, after)) = changed(&site, format, page).await {
            edited += 1;
            if !differs_in_one_block(format, &before, &expected, &after) {
                elsewhere.push(format!(
                    "{}\nbefore   {before}\nexpected {expected}\nafter    {after}",
                    page.name
                ));
            }
        }
    }
    assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n\n"));
    assert!(
        edited * 4 > pages.len() * 3,
        "only {edited} of {} pages have a word to change",
        pages.len()
    );
}

/// Whether two stored documents are the same but for one block of text, or are exactly what was expected.
fn differs_in_one_block(format: &str, before: &str, expected: &str, after: &str) -> bool {
    let is_exact = match format {
        "adf" => parsed(expected) == parsed(after),
        _ => expected == after,
    };
    let (old, new) = match format {
        "adf" => (blocks(&parsed(before)), blocks(&parsed(after))),
        _ => (pieces(before), pieces(after)),
    };
    let changed = old.iter().zip(&new).filter(|(old, new)| old != new);
    is_exact || old.len() == new.len() && changed.count() == 1
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Storage format cut behind each block of text. A node of the new editor says everything twice, and is one.
fn pieces(storage: &str) -> Vec<String> {
    let nodes = storage.split_inclusive("</ac:adf-extension>");
    let pieces = nodes.flat_map(|part| match part.split_once("<ac:adf-extension>") {
        Some((before, node)) => [blocks_of(before), vec![node.to_owned()]].concat(),
        None => blocks_of(part),
    });
    pieces.collect()
}

fn blocks_of(storage: &str) -> Vec<String> {
    const ENDS: [&str; 8] = [
        "p",
        "li",
        "td",
        "th",
        "ac:structured-macro",
        "ac:task-body",
        "blockquote",
        "pre",
    ];
    let headings = (1..=6).map(|level| format!("h{level}"));
    let ends = ENDS.iter().map(|end| (*end).to_owned()).chain(headings);
    let marked = ends.fold(storage.to_owned(), |text, end| {
        text.replace(&format!("</{end}>"), &format!("</{end}>\0"))
    });
    marked.split('\0').map(str::to_owned).collect()
}

/// The nodes of ADF that hold texts, and all others without what they hold.
fn blocks(node: &Value) -> Vec<String> {
    let content = node.get("content").and_then(Value::as_array);
    let holds_text = |content: &Vec<Value>| content.iter().any(|child| child["type"] == "text");
    match content {
        Some(content) if !holds_text(content) => {
            let mut own = node.clone();
            own.as_object_mut().unwrap().remove("content");
            let inner = content.iter().flat_map(blocks);
            [own.to_string()].into_iter().chain(inner).collect()
        }
        _ => vec![node.to_string()],
    }
}

#[tokio::test]
async fn pages_of_data_center() {
    all_change_where_they_are_changed(Flavour::DataCenter, "storage", ".xml").await;
}

#[tokio::test]
async fn pages_of_the_legacy_editor() {
    all_change_where_they_are_changed(Flavour::Cloud, "storage", ".xml").await;
}

#[tokio::test]
async fn pages_of_the_new_editor() {
    all_change_where_they_are_changed(Flavour::Cloud, "adf", ".json").await;
}
