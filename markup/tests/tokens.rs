//! What Markdown that is edited costs a model, in tokens (o200k), against what people see of the same page and against
//! its storage format: the numbers of `docs/markup.md`, which may not get worse.

use std::{collections::HashMap, fmt::Write as _, fs, path::Path};

use markup::{Document, Format, ReadOptions};
use roxmltree::Node;
use tiktoken_rs::CoreBPE;

use super::storage::well_formed;

/// The most that Markdown of pages may cost, in hundredths of the plain form, which is for reading only, and of what people
/// see. Markdown by itself costs 129 of the latter (`docs/markup.md`); whoever comes nearer lowers these.
const OF_PLAIN: usize = 130;
const OF_SEEN: usize = 158;
/// Markdown has to be shorter than the XML of pages longer than this, in bytes.
const SHORT: usize = 500;
/// Documents as long as pages are called so.
const PAGE: &str = "-page-";

/// Tokens of a document in each form.
#[derive(Default, Clone, Copy)]
struct Tokens {
    seen: usize,
    plain: usize,
    markdown: usize,
    xml: usize,
}

struct Page {
    name: String,
    bytes: usize,
    tokens: Tokens,
    markdown: String,
    seen: String,
}

fn pages() -> Vec<Page> {
    let tokenizer = tiktoken_rs::o200k_base().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/storage");
    let mut found: Vec<Page> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let name = path.file_name()?.to_string_lossy().into_owned();
            let is_stored = name
                .strip_suffix(".xml")
                .is_some_and(|name| !name.contains('.'));
            is_stored.then(|| page(name, &fs::read_to_string(&path).unwrap(), &tokenizer))
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn page(name: String, file: &str, tokenizer: &CoreBPE) -> Page {
    let xml = file.trim_end_matches('\n');
    let mut document = Document::read(Format::Storage, xml).unwrap();
    let names: HashMap<String, String> = document
        .ids()
        .into_iter()
        .map(|(_, id)| (id, NAME.to_owned()))
        .collect();
    let options = ReadOptions {
        references: true,
        names,
        ..ReadOptions::default()
    };
    let plain = ReadOptions {
        plain: true,
        ..options.clone()
    };
    let plain = Document::read(Format::Storage, xml)
        .unwrap()
        .to_markdown(&plain);
    let markdown = document.to_markdown(&options);
    let seen = seen(xml);
    let count = |text: &str| tokenizer.encode_ordinary(text).len();
    let tokens = Tokens {
        seen: count(&seen),
        plain: count(&plain),
        markdown: count(&markdown),
        xml: count(xml),
    };
    Page {
        name,
        bytes: xml.len(),
        tokens,
        markdown,
        seen,
    }
}

/// Everybody's name, in pages that say ids alone.
const NAME: &str = "Jane Doe";

/// What people see of a page, as text: a line a block, cells parted by tabs, marks of items and tasks, names of people, of
/// files and of pages that are linked to. A macro without a body, which shows anything, counts as its name.
fn seen(xml: &str) -> String {
    let document = well_formed(xml);
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let parsed = roxmltree::Document::parse_with_options(&document, options).unwrap();
    let mut out = String::new();
    below(parsed.root_element(), &mut out);
    out.trim().to_owned()
}

fn below(node: Node<'_, '_>, out: &mut String) {
    node.children().for_each(|child| show(child, out));
}

fn line(out: &mut String) {
    let end = out.trim_end_matches([' ', '\t']).len();
    let marks =
        out.get(..end).unwrap().ends_with(['\n', '•', '☐', '☑']) || end == 0 || out.ends_with('\t');
    if !marks {
        out.truncate(end);
        out.push('\n');
    }
}

fn show(node: Node<'_, '_>, out: &mut String) {
    const BLOCKS: [&str; 14] = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "div",
        "blockquote",
        "dt",
        "dd",
        "hr",
        "table",
        "pre",
    ];
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        return words(node, text, out);
    }
    let attribute = |name: &str| {
        let found = node.attributes().find(|attribute| attribute.name() == name);
        found.map_or("", |attribute| attribute.value())
    };
    match node.tag_name().name() {
        "placeholder" | "task-id" | "task-uuid" | "adf-attribute" | "adf-fallback" | "colgroup" => {
        }
        "task-status" => out.push_str(match node.text() {
            Some("complete") => "☑ ",
            _ => "☐ ",
        }),
        "li" => {
            line(out);
            out.push_str("• ");
            below(node, out);
            line(out);
        }
        "tr" | "task" | "layout-cell" => {
            line(out);
            below(node, out);
            line(out);
        }
        "td" | "th" => {
            below(node, out);
            let end = out.trim_end().len();
            out.truncate(end.max(out.rfind(['\n', '\t']).map_or(0, |at| at + 1).min(end)));
            out.push('\t');
        }
        "br" => out.push('\n'),
        "time" => out.push_str(attribute("datetime")),
        "user" => out.push_str(&format!("@{NAME}")),
        "emoticon" => out.push_str(attribute("emoji-fallback")),
        "image" => {
            out.push_str(attribute("alt"));
            node.children()
                .filter(|child| child.tag_name().name() == "caption")
                .for_each(|child| show(child, out));
        }
        "link" => {
            let before = out.len();
            let body = node
                .children()
                .filter(|child| child.tag_name().name().ends_with("link-body"));
            body.for_each(|child| below(child, out));
            if out.len() == before {
                let to = node.children().find(|child| child.is_element());
                let value = |name: &str| {
                    let attributes = to.into_iter().flat_map(|to| to.attributes());
                    attributes
                        .filter(|found| found.name() == name)
                        .map(|found| found.value().to_owned())
                        .next()
                };
                let shown = match to.map(|to| to.tag_name().name()) {
                    Some("user") => Some(format!("@{NAME}")),
                    _ => value("content-title")
                        .or_else(|| value("filename"))
                        .or_else(|| value("space-key")),
                };
                out.push_str(&shown.unwrap_or_else(|| attribute("anchor").to_owned()));
            }
        }
        "structured-macro" | "macro" => shown_macro(node, attribute("name"), out),
        name if BLOCKS.contains(&name) => {
            line(out);
            below(node, out);
            line(out);
        }
        _ => below(node, out),
    }
}

fn shown_macro(node: Node<'_, '_>, name: &str, out: &mut String) {
    let parameter = |wanted: &str| {
        let mut parameters = node
            .children()
            .filter(|child| child.tag_name().name() == "parameter");
        let found = parameters.find(|child| {
            child
                .attributes()
                .any(|attribute| attribute.value() == wanted)
        });
        found.and_then(|found| found.text())
    };
    let body = node
        .children()
        .find(|child| child.tag_name().name().ends_with("-body"));
    match (name, body) {
        ("status", _) => out.push_str(parameter("title").unwrap_or_default()),
        ("anchor", _) => {}
        ("jira", None) => out.push_str(parameter("key").unwrap_or("jira")),
        (name, None) => out.push_str(name),
        (_, Some(body)) => {
            line(out);
            if let Some(title) = parameter("title") {
                out.push_str(title);
                out.push('\n');
            }
            below(body, out);
            line(out);
        }
    }
}

/// Text as a browser shows it, or as it is where that matters.
fn words(node: Node<'_, '_>, text: &str, out: &mut String) {
    let is_verbatim =
        |node: Node<'_, '_>| matches!(node.tag_name().name(), "plain-text-body" | "pre");
    if node.ancestors().any(is_verbatim) {
        return out.push_str(text);
    }
    let begins = text.starts_with(char::is_whitespace)
        && !out.is_empty()
        && !out.ends_with(char::is_whitespace);
    out.push_str(if begins { " " } else { "" });
    out.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let ends = text.trim().len() < text.trim_start().len() && !text.trim().is_empty();
    out.push_str(if ends { " " } else { "" });
}

fn sum<'p>(pages: impl Iterator<Item = &'p Page>) -> Tokens {
    pages.fold(Tokens::default(), |sum, page| Tokens {
        seen: sum.seen + page.tokens.seen,
        plain: sum.plain + page.tokens.plain,
        markdown: sum.markdown + page.tokens.markdown,
        xml: sum.xml + page.tokens.xml,
    })
}

fn table(pages: &[Page]) -> String {
    let long = |page: &&Page| page.name.contains(PAGE) && page.name.starts_with("10");
    let mut out = String::from(
        "| tokens (o200k) | Markdown that is edited | plain form | what people see | storage format |\n|---|---:|---:|---:|---:|\n",
    );
    for (name, sum) in [
        ("ten pages", sum(pages.iter().filter(long))),
        ("all documents", sum(pages.iter())),
    ] {
        let Tokens {
            seen,
            plain,
            markdown,
            xml,
        } = sum;
        let times = |of: usize| {
            format!(
                "{of} (1 : {}.{:02})",
                markdown / of,
                markdown * 100 / of % 100
            )
        };
        writeln!(
            out,
            "| {name} | {markdown} | {} | {} | {} |",
            times(plain),
            times(seen),
            times(xml)
        )
        .unwrap();
    }
    out
}

#[test]
fn markdown_costs_no_more_than_it_did() {
    let pages = pages();
    if let Some(folder) = std::env::var_os("TOKENS") {
        // To see where they go.
        for page in &pages {
            let path = Path::new(&folder).join(&page.name);
            fs::write(path.with_extension("md"), &page.markdown).unwrap();
            fs::write(path.with_extension("txt"), &page.seen).unwrap();
        }
    }
    let longer = |page: &&Page| page.bytes > SHORT && page.tokens.markdown >= page.tokens.xml;
    let longer: Vec<&str> = pages
        .iter()
        .filter(longer)
        .map(|page| page.name.as_str())
        .collect();
    assert_eq!(longer, [""; 0], "longer than their XML");
    let long = |page: &&Page| page.name.contains(PAGE) && page.name.starts_with("10");
    assert_eq!(pages.iter().filter(long).count(), 10);
    let Tokens {
        seen,
        plain,
        markdown,
        ..
    } = sum(pages.iter().filter(long));
    assert!(
        markdown * 100 <= OF_PLAIN * plain,
        "{markdown} of {plain} in the plain form"
    );
    assert!(
        markdown * 100 <= OF_SEEN * seen,
        "{markdown} of {seen} that people see"
    );

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/markup.md");
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- tokens -->\n", "<!-- /tokens -->");
    let (before, rest) = text.split_once(begin).unwrap();
    let (written, after) = rest.split_once(end).unwrap();
    let table = table(&pages);
    if std::env::var_os("UPDATE_CORPUS").is_some() {
        fs::write(&path, format!("{before}{begin}{table}{end}{after}")).unwrap();
    } else {
        assert_eq!(written, table, "UPDATE_CORPUS=1 writes it anew");
    }
}
