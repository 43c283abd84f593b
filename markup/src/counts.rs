//! What reading, writing and editing make of all documents of the corpora, in numbers: the table of `docs/markup.md`.

use std::{collections::HashMap, fmt::Write as _, fs, path::Path};

use serde_json::Value;

use super::{
    Format, ReadOptions, WriteOptions, from_markdown, read, splice, to_markdown,
    tree::{Block, for_each_child},
};

/// The counts of a format.
#[derive(Default)]
struct Counts {
    documents: usize,
    blocks: usize,
    source: usize,
    markdown: usize,
    edited: usize,
    plain: usize,
    /// Documents that an edit which changes nothing leaves as they are, byte for byte.
    unedited: usize,
    /// Documents that come back byte for byte even where all of their Markdown is written anew.
    written: usize,
    words: usize,
    lost: usize,
    lost_words: Vec<String>,
}

const FORMATS: [(Format, &str, &str); 3] = [
    (Format::Storage, "storage", "xml"),
    (Format::Adf, "adf", "json"),
    (Format::Wiki, "wiki", "wiki"),
];

/// The stored documents of a corpus; no canonical forms, and no Markdown that people write.
fn documents(folder: &str, extension: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(folder);
    let files = fs::read_dir(folder).unwrap();
    let mut found: Vec<(String, String)> = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .filter(|(name, _)| name.matches('.').count() == 1)
        .collect();
    found.sort();
    found
}

fn blocks_in(blocks: &mut [Block]) -> usize {
    let mut count = blocks.len();
    for block in blocks {
        for_each_child(block, &mut |children| count += blocks_in(children));
    }
    count
}

fn count(format: Format, folder: &str, extension: &str) -> Counts {
    let mut counts = Counts::default();
    let (reading, writing) = (ReadOptions::default(), WriteOptions::default());
    for (name, source) in documents(folder, extension) {
        let source = match format {
            // It is pretty in its file, and compact as it is sent.
            Format::Adf => serde_json::from_str::<Value>(&source).unwrap().to_string(),
            _ => source.trim_end_matches('\n').to_owned(),
        };
        let Ok(markdown) = to_markdown(format, &source, &reading) else {
            continue;
        };
        let plain = ReadOptions {
            plain: true,
            ..ReadOptions::default()
        };
        let plain = to_markdown(format, &source, &plain).unwrap();
        let referring = ReadOptions {
            references: true,
            ..ReadOptions::default()
        };
        counts.documents += 1;
        counts.blocks += blocks_in(&mut read(format, &source).unwrap());
        counts.source += source.chars().count();
        counts.markdown += markdown.chars().count();
        counts.edited += to_markdown(format, &source, &referring)
            .unwrap()
            .chars()
            .count();
        counts.plain += plain.chars().count();
        let after = splice(format, &source, &markdown, &writing).unwrap();
        counts.unedited += usize::from(!after.changed && after.document == source);
        let written = from_markdown(format, &markdown, &writing);
        counts.written += usize::from(written.is_ok_and(|written| written == source));
        let shown = words(&visible_in_markdown(&markdown));
        let mut missing = words(&visible(format, &source));
        counts.words += missing.values().sum::<usize>();
        missing.retain(|word, count| {
            *count = count.saturating_sub(shown.get(word).copied().unwrap_or(0));
            *count > 0
        });
        counts.lost += missing.values().sum::<usize>();
        counts
            .lost_words
            .extend(missing.into_keys().map(|word| format!("{name}: {word}")));
    }
    counts
}

/// How often each word stands in a text.
fn words(text: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// Markdown without carriers' sources, and with its entities as what they stand for.
fn visible_in_markdown(markdown: &str) -> String {
    let mut out = String::new();
    for (number, piece) in markdown.split("](atl:x/").enumerate() {
        let shown = piece.split_once(')').map_or(piece, |(_, after)| after);
        out.push_str(if number == 0 { piece } else { shown });
        out.push(' ');
    }
    let out = percent_encoding::percent_decode_str(&out).decode_utf8_lossy();
    decoded(&out)
}

fn decoded(text: &str) -> String {
    let mut out = String::new();
    for (number, piece) in text.split("&#").enumerate() {
        let code = piece.split_once(';').filter(|_| number > 0);
        let c = code.and_then(|(code, after)| Some((char::from_u32(code.parse().ok()?)?, after)));
        match c {
            Some((c, after)) => out.extend([c.to_string().as_str(), after]),
            None => out.push_str(piece),
        }
    }
    for entity in entities::ENTITIES
        .iter()
        .filter(|entity| entity.entity.ends_with(';'))
    {
        if out.contains(entity.entity) {
            out = out.replace(entity.entity, entity.characters);
        }
    }
    out
}

/// What people see of a stored document, taken from it by other means than a reader's.
fn visible(format: Format, source: &str) -> String {
    let mut out = String::new();
    match format {
        Format::Storage => {
            let document = well_formed(source);
            let options = roxmltree::ParsingOptions {
                allow_dtd: true,
                ..roxmltree::ParsingOptions::default()
            };
            let parsed = roxmltree::Document::parse_with_options(&document, options).unwrap();
            xml_text(parsed.root_element(), &mut out);
        }
        Format::Adf => adf_text(&serde_json::from_str(source).unwrap(), &mut out),
        _ => wiki_text(source, &mut out),
    }
    out
}

/// Storage format as a document whose entities are declared.
fn well_formed(source: &str) -> String {
    let bare = source.trim_start_matches('\u{feff}');
    let bare = bare
        .rsplit_once("<!DOCTYPE html>")
        .map_or(bare, |(_, rest)| rest);
    format!(
        "<r xmlns:ac='ac' xmlns:ri='ri' xmlns:at='at'>{}</r>",
        decoded_but_markup(bare)
    )
}

/// With all entities decoded but those that XML knows itself.
fn decoded_but_markup(text: &str) -> String {
    let mut out = text.to_owned();
    let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"];
    for entity in entities::ENTITIES
        .iter()
        .filter(|entity| entity.entity.ends_with(';'))
    {
        if !known.contains(&entity.entity)
            && !["<", "&"].contains(&entity.characters)
            && out.contains(entity.entity)
        {
            out = out.replace(entity.entity, entity.characters);
        }
    }
    out
}

fn xml_text(node: roxmltree::Node<'_, '_>, out: &mut String) {
    const HIDDEN: [&str; 7] = [
        "task-id",
        "task-uuid",
        "task-status",
        "adf-attribute",
        "adf-fallback",
        "placeholder",
        "colgroup",
    ];
    let tag = node.tag_name();
    let is_parameter = matches!(tag.name(), "parameter" | "default-parameter");
    let is_title = node.attribute(("ac", "name")) == Some("title");
    if HIDDEN.contains(&tag.name()) || is_parameter && !is_title {
        return;
    }
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        out.push_str(text);
    }
    // Elements part words, as the marks do that they become.
    out.push_str(if node.is_element() { " " } else { "" });
    node.children().for_each(|child| xml_text(child, out));
    out.push_str(if node.is_element() { " " } else { "" });
}

fn adf_text(node: &Value, out: &mut String) {
    let kind = node["type"].as_str().unwrap_or_default();
    let attribute = |name: &str| node["attrs"][name].as_str().unwrap_or_default();
    match kind {
        "text" => write!(out, " {} ", node["text"].as_str().unwrap_or_default()).unwrap(),
        "mention" | "status" => write!(out, " {} ", attribute("text")).unwrap(),
        "expand" | "nestedExpand" => write!(out, " {} ", attribute("title")).unwrap(),
        "media" => write!(out, " {} ", attribute("alt")).unwrap(),
        _ => out.push(' '),
    }
    let content = node["content"].as_array();
    content
        .into_iter()
        .flatten()
        .for_each(|child| adf_text(child, out));
}

/// Wiki markup without its tags, the marks of blocks, and what follows the bar in images.
fn wiki_text(source: &str, out: &mut String) {
    let mut source = decoded(&percent_encoding::percent_decode_str(source).decode_utf8_lossy());
    for unseen in UNSEEN {
        source = source.replace(unseen, " ");
    }
    for line in source.lines() {
        let line = line.trim_start();
        let mark = ["h1.", "h2.", "h3.", "h4.", "h5.", "h6.", "bq."];
        let line = mark
            .iter()
            .find_map(|mark| line.strip_prefix(mark))
            .unwrap_or(line);
        let mut rest = line;
        while let Some((before, tag)) = rest.split_once('{') {
            out.push_str(before);
            let name = tag
                .split(|c: char| !c.is_ascii_alphabetic())
                .next()
                .unwrap_or_default();
            let is_tag =
                !before.ends_with(['\\', '{', '$']) && !name.is_empty() && KNOWN.contains(&name);
            rest = match tag.split_once('}').filter(|_| is_tag) {
                Some((_, after)) => after,
                None => tag,
            };
            out.push(' ');
        }
        out.push_str(rest);
        out.push('\n');
    }
}

const KNOWN: [&str; 18] = [
    "code",
    "noformat",
    "quote",
    "panel",
    "color",
    "anchor",
    "info",
    "tip",
    "note",
    "warning",
    "expand",
    "status",
    "section",
    "column",
    "tour",
    "deck",
    "highlight",
    "sic",
];
/// Marks of links and images, and emoticons.
const UNSEEN: [&str; 17] = [
    "|smart-link",
    "|smart-card",
    "|smart-embed",
    "accountid:",
    "alt=",
    "(x)",
    "(X)",
    "(i)",
    "(on)",
    "(off)",
    "(y)",
    "(n)",
    " :D",
    " :P",
    "(*r)",
    "(*g)",
    "(*b)",
];

fn table() -> (String, Vec<String>) {
    let all = FORMATS.map(|(format, folder, extension)| count(format, folder, extension));
    let mut out = String::from("| | storage format | ADF | wiki markup |\n|---|---:|---:|---:|\n");
    let mut row = |what: &str, of: &dyn Fn(&Counts) -> String| {
        let cells: Vec<String> = all.iter().map(of).collect();
        writeln!(out, "| {what} | {} |", cells.join(" | ")).unwrap();
    };
    row("documents", &|counts| counts.documents.to_string());
    row("blocks", &|counts| counts.blocks.to_string());
    row("unedited, stay byte for byte", &|counts| {
        counts.unedited.to_string()
    });
    row(
        "written anew as a whole, come back byte for byte",
        &|counts| counts.written.to_string(),
    );
    row("words that people see", &|counts| counts.words.to_string());
    row("of these, not in the Markdown", &|counts| {
        counts.lost.to_string()
    });
    row("characters of the source", &|counts| {
        counts.source.to_string()
    });
    row("of the Markdown that is edited", &|counts| {
        percent(counts.edited, counts.source)
    });
    row("of the Markdown with all sources in it", &|counts| {
        percent(counts.markdown, counts.source)
    });
    row("of the plain form", &|counts| {
        percent(counts.plain, counts.source)
    });
    let lost = all
        .into_iter()
        .flat_map(|counts| counts.lost_words)
        .collect();
    (out, lost)
}

fn percent(part: usize, whole: usize) -> String {
    format!("{} ({} %)", part, part * 100 / whole)
}

#[test]
fn the_table_of_the_documentation_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/markup.md");
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- counts -->\n", "<!-- /counts -->");
    let (before, rest) = text.split_once(begin).unwrap();
    let (written, after) = rest.split_once(end).unwrap();
    let (table, lost) = table();
    println!("not in the Markdown: {}", lost.join(", "));
    if std::env::var_os("UPDATE_CORPUS").is_some() {
        fs::write(&path, format!("{before}{begin}{table}{end}{after}")).unwrap();
    } else {
        assert_eq!(written, table, "UPDATE_CORPUS=1 writes it anew");
    }
}
