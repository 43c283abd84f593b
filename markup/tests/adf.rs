//! The corpus: `NN-name.json` is a document, `NN-name.md` what a read shows, and `NN-name.out.json` what writing that
//! gives where the document was not in canonical form. `UPDATE_CORPUS=1` writes the latter two anew.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use markup::{
    Document, Format, MarkupError, ReadOptions, Source, UserKind, WriteOptions, adf_from_markdown,
    adf_to_markdown, from_markdown, splice, to_markdown,
};
use serde_json::{Value, json};

use super::adf_schema::{assert_valid, complaint};

fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/adf");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut documents: Vec<PathBuf> = files.filter(|path| is_document(path)).collect();
    documents.sort();
    documents
}

fn is_document(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    name.ends_with(".json") && !name.ends_with(".out.json")
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn shown(document: &Value) -> String {
    adf_to_markdown(document, &ReadOptions::default()).unwrap()
}

fn written(markdown: &str) -> Value {
    adf_from_markdown(markdown, &WriteOptions::default()).unwrap()
}

/// What is expected to be in a file; in refresh mode the file is made so.
fn expect(path: &PathBuf, text: &str) {
    if env::var_os("UPDATE_CORPUS").is_some() {
        fs::write(path, text).unwrap();
    }
    let golden = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(golden, text, "{}", path.display());
}

#[test]
fn corpus_in_both_directions() {
    let documents = corpus();
    assert!(documents.len() >= 60, "{} documents", documents.len());
    for path in documents {
        let source = fs::read_to_string(&path).unwrap();
        let document: Value = serde_json::from_str(&source).unwrap();
        let markdown = shown(&document);
        expect(&path.with_extension("md"), &format!("{markdown}\n"));
        let written = written(&markdown);
        let canonical = path.with_extension("out.json");
        if pretty(&written) == source {
            assert!(!canonical.exists(), "{} is not needed", canonical.display());
        } else {
            expect(&canonical, &pretty(&written));
        }
        let again = shown(&written);
        if complaint(&document).is_none() {
            assert_valid(&written);
            assert_eq!(again, markdown, "{}", path.display());
        }
        assert_eq!(self::written(&again), written, "{}", path.display());
    }
}

/// Captions hold text only: a macro or a file that is in one all the same is kept, and one that is written there is named.
#[test]
fn what_has_no_place_in_a_caption() {
    let file =
        json!({"type": "mediaInline", "attrs": {"type": "file", "id": "b", "collection": "c"}});
    let toc = json!({"type": "inlineExtension", "attrs": {
        "extensionType": "com.atlassian.confluence.macro.core", "extensionKey": "toc",
    }});
    let caption =
        json!({"type": "caption", "content": [{"type": "text", "text": "see "}, toc, file]});
    let media = json!({"type": "media", "attrs": {"type": "file", "id": "a", "collection": "c"}});
    let single =
        json!({"type": "mediaSingle", "attrs": {"layout": "center"}, "content": [media, caption]});
    let document = json!({"type": "doc", "version": 1, "content": [single]});
    assert_eq!(written(&shown(&document)), document);

    let typed = "<!--atl:figure-->\n![](atl:media/c/a)\n\nsee [TOC](atl:toc) ![f](atl:media/c/b)\n<!--/atl-->";
    let document = written(typed);
    assert_valid(&document);
    assert!(
        shown(&document).contains("see TOC \\[image: f]"),
        "{document}"
    );
}

/// Markdown as people write it, and the document it becomes, seen through Markdown again.
#[test]
fn what_adf_cannot_hold_is_put_beside_or_becomes_text() {
    for (markdown, expected) in [
        (
            "- a\n\n  |x|\n  |-|\n  |y|\n\n- b",
            "- a\n\n|x|\n|-|\n|y|\n\n- b",
        ),
        (
            "1. a\n\n   > [!NOTE]\n   > n\n\n2. b",
            "1. a\n\n> [!NOTE]\n> n\n\n2. b",
        ),
        ("> # Title\n> text", "> **Title**\n>\n> text"),
        (
            "> [!WARNING] Mind\n> |a|\n> |-|\n> |b|\n>\n> end",
            "> [!WARNING]\n> **Mind**\n\n|a|\n|-|\n|b|\n\n> [!WARNING]\n> end",
        ),
        (
            "- [ ] task\n  - bullet\n- [x] done",
            "- [ ] task\n\n* bullet\n\n- [x] done",
        ),
        ("- [ ] task\n- bullet", "- [ ] task\n\n* bullet"),
        ("a[^1]\n\n[^1]: note", "a<sup>\\[1]</sup>\n\n\\[1] note"),
        ("[x](javascript:alert(1)) ![y](data:text/html,z)", "x y"),
        ("**`code`**", "`code`"),
        (
            "```rust title=\"a.rs\"\nx\n```",
            "**a.rs**\n\n```rust\nx\n```",
        ),
        (
            "![a](https://x.org/a.png) text",
            "[a](https://x.org/a.png) text",
        ),
        (
            "<span style=\"color: red\">r</span>",
            "<span style=\"color: #ff0000\">r</span>",
        ),
        (
            "[file](atl:attachment/a.pdf) [DONE](atl:status/GREEN)",
            "file [DONE](atl:status/green)",
        ),
        (
            "- [ ] a\n  - b\n  - [ ] c\n    - [x] d",
            "- [ ] a\n\n* b\n\n- [ ] c\n  - [x] d",
        ),
        (
            "<details><summary>A</summary>\n\n<details><summary>B</summary>\n\n<!--atl:table-->\n<!--atl:tr-->\n<!--atl:td-->\n<!--atl:align align=center-->\nx\n<!--/atl-->\n<!--/atl-->\n\n</details>\n\n</details>",
            "<details><summary>A</summary>\n\n<details><summary>B</summary>\n\nx\n\n</details>\n\n</details>",
        ),
        (
            "<!--atl:layout-section two_equal-->\n<!--atl:layout-cell-->\na\n<!--/atl-->\n<!--atl:layout-cell-->\nb\n<!--/atl-->\n<!--/atl-->",
            "<!--atl:layout-->\n<!--atl:column width=50-->\na\n\n<!--atl:column width=50-->\nb\n<!--/-->",
        ),
        (
            "<!--atl:layout-->\n<!--atl:column-->\na\n<!--/atl-->\n<!--/atl-->",
            "a",
        ),
    ] {
        let document = written(markdown);
        assert_valid(&document);
        assert_eq!(shown(&document), expected, "{markdown}");
    }
}

/// A model may copy the link of a block into the middle of a sentence.
#[test]
fn a_carried_block_within_text_comes_between_paragraphs() {
    let block = json!({"type": "bodiedSyncBlock", "attrs": {"resourceId": "r"}, "content": []});
    let carrier = Source {
        format: Format::Adf,
        text: block.to_string(),
    };
    let document = written(&format!("before [x](atl:x/{}) after", carrier.encode()));
    let content = document["content"].as_array().unwrap();
    assert_eq!(content.len(), 3, "{document}");
    assert_eq!(content[1], block);
    assert_eq!(content[0]["content"][0]["text"], "before ");
    assert_eq!(content[2]["content"][0]["text"], " after");
}

#[test]
fn plain_form_has_no_marks_of_the_dialect() {
    let document = json!({"type": "doc", "version": 1, "content": [
        {"type": "paragraph", "content": [
            {"type": "mention", "attrs": {"id": "5b10a2844c20165700ede21g"}},
            {"type": "text", "text": " is "},
            {"type": "status", "attrs": {"text": "BUSY", "color": "red"}},
            {"type": "text", "text": ", as "},
            {"type": "mention", "attrs": {"id": "all", "text": "@all"}},
        ]},
        {"type": "extension", "attrs": {"extensionType": "x", "extensionKey": "drawio"}},
    ]});
    let source = document.to_string();
    let id = "5b10a2844c20165700ede21g".to_owned();
    assert_eq!(
        Document::read(Format::Adf, &source).unwrap().ids(),
        [(UserKind::AccountId, id.clone())]
    );
    let options = ReadOptions {
        plain: true,
        names: [(id, "Jane Doe".to_owned())].into(),
        ..ReadOptions::default()
    };
    let plain = to_markdown(Format::Adf, &source, &options).unwrap();
    assert_eq!(plain, "@Jane Doe is BUSY, as @all\n\n\\[drawio]");
}

#[test]
fn what_is_no_document() {
    let read = |source: &str| to_markdown(Format::Adf, source, &ReadOptions::default());
    assert_eq!(read("null").unwrap(), "");
    assert_eq!(read("\"only *text*\"").unwrap(), "only \\*text\\*");
    assert_eq!(read("").unwrap(), "");
    for other in ["{", "7", "[]", "{\"version\": 1}"] {
        assert!(
            matches!(read(other), Err(MarkupError::NotThisFormat { .. })),
            "{other}"
        );
    }
}

/// The text of what is nested too deep stays, however the document comes.
#[test]
fn hostile_nesting() {
    let deep = format!(
        "{}{{\"type\":\"text\",\"text\":\"bottom \\u00e9\"}}{}",
        "{\"type\":\"blockquote\",\"content\":[".repeat(10_000),
        "]}".repeat(10_000)
    );
    let source = format!("{{\"type\":\"doc\",\"version\":1,\"content\":[{deep}]}}");
    assert_eq!(
        to_markdown(Format::Adf, &source, &ReadOptions::default()).unwrap(),
        "bottom é"
    );

    let text = json!({"type": "paragraph", "content": [{"type": "text", "text": "bottom"}]});
    let item = |inner| json!({"type": "bulletList", "content": [{"type": "listItem", "content": [inner]}]});
    let lists = (0..60).fold(text, |inner, _| item(inner));
    let document = json!({"type": "doc", "version": 1, "content": [lists]});
    assert_eq!(shown(&document), "bottom");

    for markdown in [
        "- ".repeat(10_000) + "x",
        "> ".repeat(90) + "x",
        "*a **b ".repeat(5_000),
    ] {
        let document = from_markdown(Format::Adf, &markdown, &WriteOptions::default()).unwrap();
        assert_valid(&serde_json::from_str(&document).unwrap());
    }
}

/// Attributes that editors leave in documents though the schema lacks them: a document is read as what it is, an edit keeps
/// them, and what is written anew is valid.
#[test]
fn attributes_that_the_schema_lacks() {
    let extra = |kind: &str| match kind {
        "codeBlock" => json!({"language": "sql", "uniqueId": null, "__autoSize": false}),
        "heading" => json!({"level": 2, "__anchor": "x"}),
        "table" => {
            json!({"isNumberColumnEnabled": false, "layout": "default", "__autoSize": false})
        }
        "tableCell" => json!({"__old": 1}),
        "panel" => json!({"panelType": "info", "__fresh": true}),
        "taskItem" => json!({"localId": "t", "state": "TODO", "__by": "x"}),
        "mention" => json!({"id": "712020:a", "text": "@Ann", "__seen": true}),
        _ => json!({"__autoSize": false}),
    };
    let text = |text: &str| json!({"type": "text", "text": text});
    let node = |kind: &str, content: Value| json!({"type": kind, "attrs": extra(kind), "content": content});
    let paragraph = |words: &str| {
        node(
            "paragraph",
            json!([text(words), {"type": "mention", "attrs": extra("mention")}]),
        )
    };
    let cell = node("tableCell", json!([paragraph("in a cell ")]));
    let row =
        json!({"type": "tableRow", "attrs": {"__height": 3}, "content": [cell.clone(), cell]});
    let task = node("taskItem", json!([text("a task")]));
    let document = json!({"type": "doc", "version": 1, "content": [
        node("heading", json!([text("Title")])),
        paragraph("words "),
        node("codeBlock", json!([text("select 1")])),
        node("table", json!([row])),
        node("panel", json!([paragraph("noted ")])),
        {"type": "taskList", "attrs": {"localId": "l", "__x": 1}, "content": [task]},
        {"type": "bulletList", "attrs": {"__x": 1}, "content": [node("listItem", json!([paragraph("item ")]))]},
    ]});
    let markdown = shown(&document);
    for line in [
        "## Title",
        "words [@Ann](atl:user/712020:a)",
        "```sql",
        "> [!NOTE]",
        "- [ ] a task",
        "* item ",
    ] {
        assert!(markdown.contains(line), "{line} in\n{markdown}");
    }
    assert!(
        !markdown.contains("atl:x/") && !markdown.contains("__"),
        "{markdown}"
    );
    assert_valid(&written(&markdown));
    let stored = document.to_string();
    for word in ["Title", "words", "select", "cell", "noted", "task", "item"] {
        let edited = markdown.replace(word, "zebra");
        let after = splice(Format::Adf, &stored, &edited, &WriteOptions::default()).unwrap();
        let kept = |text: &str| text.matches("\"__").count();
        // Of a code block all is written anew.
        let missing = usize::from(word == "select");
        assert_eq!(
            kept(&after.document) + missing,
            kept(&stored),
            "{word}: {}",
            after.document
        );
    }
}

/// Markdown within a container.
fn within(container: &str, text: &str) -> String {
    let prefixed = |prefix: &str, text: &str| -> String {
        text.lines()
            .map(|line| format!("{prefix}{line}\n"))
            .collect()
    };
    let expand = |text: &str| format!("<details><summary>T</summary>\n\n{text}\n\n</details>");
    match container {
        "item" => format!("-\n{}", prefixed("  ", text)),
        "task" => format!("- [ ] task\n\n{}", prefixed("  ", text)),
        "quote" => prefixed("> ", text),
        "panel" => format!("> [!NOTE]\n{}", prefixed("> ", text)),
        "expand" => expand(text),
        "nested expand" => expand(&expand(text)),
        "cell" => {
            format!("<!--atl:table-->\n<!--atl:tr-->\n<!--atl:td-->\n{text}\n\n<!--/atl-->")
        }
        _ => {
            let column = format!("<!--atl:column width=50-->\n{text}\n\n<!--/atl-->\n");
            format!("<!--atl:layout-->\n{column}{column}<!--/atl-->")
        }
    }
}

/// Whatever block is put into whatever container, Jira takes it.
#[test]
fn any_node_may_be_moved_anywhere() {
    let containers = [
        "item",
        "task",
        "quote",
        "panel",
        "expand",
        "nested expand",
        "cell",
        "column",
    ];
    let mut wrong = Vec::new();
    for path in corpus() {
        let source = fs::read_to_string(&path).unwrap();
        let shown = shown(&serde_json::from_str(&source).unwrap());
        let alone = written(&shown);
        if complaint(&alone).is_some() {
            continue;
        }
        for container in containers {
            let moved = adf_from_markdown(&within(container, &shown), &WriteOptions::default());
            if let Some(complaint) = moved.ok().and_then(|moved| complaint(&moved)) {
                wrong.push(format!("{} in a {container}: {complaint}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
