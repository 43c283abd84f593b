//! Inline comments of text that is edited: they go back onto what they are about, or are named.

use markup::{Format, ReadOptions, Spliced, WriteOptions, splice, to_markdown};
use serde_json::{Value, json};

fn spliced(format: Format, stored: &str, edited: &str) -> Spliced<String> {
    splice(format, stored, edited, &WriteOptions::default())
        .unwrap_or_else(|error| panic!("{error}\nin {stored}\nedited as {edited}"))
}

/// Storage format: `[c]text[/c]` stands for text with a comment.
fn storage(text: &str) -> String {
    let opened = text.replace("[c]", "<ac:inline-comment-marker ac:ref=\"c0ffee\">");
    opened.replace("[/c]", "</ac:inline-comment-marker>")
}

/// The same for a paragraph of ADF, whose text is plain.
fn adf_paragraph(text: &str) -> Value {
    let mark =
        json!({"type": "annotation", "attrs": {"id": "c0ffee", "annotationType": "inlineComment"}});
    let mut content = Vec::new();
    for (number, piece) in text
        .split("[c]")
        .flat_map(|piece| piece.split("[/c]"))
        .enumerate()
    {
        match (piece, number % 2) {
            ("", _) => {}
            (piece, 0) => content.push(json!({"type": "text", "text": piece})),
            (piece, _) => content.push(json!({"type": "text", "text": piece, "marks": [mark]})),
        }
    }
    json!({"type": "paragraph", "content": content})
}

fn adf(texts: &[&str]) -> String {
    let content: Vec<Value> = texts.iter().map(|text| adf_paragraph(text)).collect();
    json!({"type": "doc", "version": 1, "content": content}).to_string()
}

/// Stored paragraphs, the Markdown they become, the paragraphs then stored, and the comments that lost their place.
type Case = (
    &'static [&'static str],
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const CASES: [Case; 10] = [
    // A word beside it changes.
    (
        &["The [c]budget[/c] is tight."],
        "The budget is fine.",
        &["The [c]budget[/c] is fine."],
        &[],
    ),
    // It stands at another place of the paragraph.
    (
        &["The [c]budget[/c] is tight."],
        "Tight is the budget",
        &["Tight is the [c]budget[/c]"],
        &[],
    ),
    // It stands there twice.
    (
        &["The [c]budget[/c] is tight."],
        "The budget is the budget.",
        &["The budget is the budget."],
        &["budget"],
    ),
    // It is gone.
    (
        &["The [c]budget[/c] is tight."],
        "The costs are high.",
        &["The costs are high."],
        &["budget"],
    ),
    // Its block is gone.
    (
        &["One.", "The [c]budget[/c] is tight."],
        "One.",
        &["One."],
        &["budget"],
    ),
    // Its block moved as it is.
    (
        &["The [c]budget[/c] is tight.", "One.", "Two."],
        "One.\n\nTwo.\n\nThe budget is tight.",
        &["One.", "Two.", "The [c]budget[/c] is tight."],
        &[],
    ),
    // It changed and became a part of the next one.
    (
        &["The [c]budget[/c] is tight.", "One."],
        "One. The budget is fine.",
        &["One. The [c]budget[/c] is fine."],
        &[],
    ),
    // The whole paragraph, and an insertion.
    (
        &["[c]All of it[/c]"],
        "All of it and more",
        &["[c]All of it[/c] and more"],
        &[],
    ),
    // What others hold does not count.
    (
        &["The [c]budget[/c] is tight.", "Another budget."],
        "The budget is fine.\n\nAnother budget.",
        &["The [c]budget[/c] is fine.", "Another budget."],
        &[],
    ),
    // Part of another word.
    (
        &["A [c]cat[/c] sits."],
        "A caterpillar sits by a cat.",
        &["A caterpillar sits by a [c]cat[/c]."],
        &[],
    ),
];

#[test]
fn comments_of_storage_stay_on_their_text() {
    for (stored, edited, wanted, lost) in CASES {
        let page = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| format!("<p>{}</p>", storage(text)))
                .collect::<String>()
        };
        let after = spliced(Format::Storage, &page(stored), edited);
        assert_eq!(after.document, page(wanted), "{edited}");
        assert_eq!(after.lost_comments, lost, "{edited}");
    }
}

#[test]
fn comments_of_adf_stay_on_their_text() {
    for (stored, edited, wanted, lost) in CASES {
        let after = spliced(Format::Adf, &adf(stored), edited);
        assert_eq!(after.document, adf(wanted), "{edited}");
        assert_eq!(after.lost_comments, lost, "{edited}");
    }
}

/// What is around it: items, cells, panels, styles.
#[test]
fn comments_stay_within_what_holds_them() {
    let marked = "<ul><li><p>The [c]budget[/c] is tight.</p></li><li><p>b</p></li></ul>";
    let cell =
        "<table><tbody><tr><td>The [c]budget[/c] is tight.</td><td>b</td></tr></tbody></table>";
    let panel = "<ac:structured-macro ac:name=\"info\" ac:schema-version=\"1\"><ac:rich-text-body><p>The [c]budget[/c] is tight.</p><p>b</p></ac:rich-text-body></ac:structured-macro>";
    let styled = "<h2>The <strong>[c]budget[/c]</strong> is tight.</h2>";
    let mixed = "<p>See [c]the <em>whole</em> budget[/c], which is tight.</p>";
    for stored in [marked, cell, panel, styled, mixed] {
        let shown =
            to_markdown(Format::Storage, &storage(stored), &ReadOptions::default()).unwrap();
        for edited in [
            shown.replace("tight", "fine"),
            bare(&shown).replace("tight", "fine"),
        ] {
            let after = spliced(Format::Storage, &storage(stored), &edited);
            assert_eq!(
                after.document,
                storage(stored).replace("tight", "fine"),
                "{edited}"
            );
            assert_eq!(after.lost_comments, [""; 0], "{edited}");
        }
    }
}

/// Without the tags that say where comments are.
fn bare(markdown: &str) -> String {
    let head = "<span data-atl=\"comment ref=c0ffee\">";
    assert!(markdown.contains(head), "{markdown}");
    markdown.replace(head, "").replace("</span>", "")
}

/// Two comments, one on each word: only the one whose word is gone has lost its place.
#[test]
fn each_comment_is_told_by_its_own_text() {
    let on = |id: &str, text: &str| {
        format!("<ac:inline-comment-marker ac:ref=\"{id}\">{text}</ac:inline-comment-marker>")
    };
    let stored = format!(
        "<p>{} and {} and tea</p>",
        on("1", "bread"),
        on("2", "butter")
    );
    let after = spliced(Format::Storage, &stored, "bread, jam and tea");
    assert_eq!(
        after.document,
        format!("<p>{}, jam and tea</p>", on("1", "bread"))
    );
    assert_eq!(after.lost_comments, ["butter"]);
    let after = spliced(Format::Storage, &stored, "butter, bread and tea");
    assert_eq!(
        after.document,
        format!("<p>{}, {} and tea</p>", on("2", "butter"), on("1", "bread"))
    );
    assert_eq!(after.lost_comments, [""; 0]);
}

/// The page is written anew as a whole: what can be told of comments stays the same.
#[test]
fn comments_survive_a_page_that_is_rewritten() {
    let stored = storage("<p>The [c]budget[/c] is tight.</p>text without a paragraph<p>x</p>");
    let after = spliced(
        Format::Storage,
        &stored,
        "# Title\n\n- now the budget is fine\n\n> quoted",
    );
    assert!(
        after
            .document
            .contains(&storage("now the [c]budget[/c] is fine")),
        "{}",
        after.document
    );
    assert_eq!(after.lost_comments, [""; 0]);
}
