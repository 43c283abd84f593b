//! Repeated constructs, so many that quadratic code would hang for minutes.

use std::fmt::Write as _;

use markup::{Format, ReadOptions, WriteOptions, convert, from_markdown, splice};

const FORMATS: [Format; 3] = [Format::Adf, Format::Storage, Format::Wiki];

#[test]
fn elements_that_show_nothing_take_linear_time() {
    let options = (&ReadOptions::default(), &WriteOptions::default());
    for piece in [
        "<u></u>",
        "<sup></sup><sub></sub>",
        "<span style=\"color: red\"></span>",
    ] {
        for format in FORMATS {
            let markdown = piece.repeat(60_000);
            convert(Format::Markdown, format, &markdown, options.0, options.1).unwrap();
        }
    }
    for piece in ["<u></u>", "<sup/><sub/>", "<a href=\"\"/>"] {
        let storage = format!("<p>{}x</p>", piece.repeat(60_000));
        convert(
            Format::Storage,
            Format::Markdown,
            &storage,
            options.0,
            options.1,
        )
        .unwrap();
    }
}

/// What opens and is never closed.
#[test]
fn what_nothing_closes_takes_linear_time() {
    for piece in [
        "{{",
        "{",
        "{a:",
        "<details>",
        "<details>\n\n",
        "[",
        "![",
        "*",
        "x{*}",
        "> ",
        "`",
    ] {
        for format in FORMATS {
            let markdown = piece.repeat(40_000);
            from_markdown(format, &markdown, &WriteOptions::default()).unwrap();
        }
    }
}

/// Paragraphs of two texts, each with an id of its own.
fn paragraphs(texts: [&str; 2], count: usize) -> String {
    let mut storage = String::new();
    for (number, text) in texts.into_iter().enumerate() {
        for id in 0..count {
            write!(storage, "<p local-id=\"{number}-{id}\">{text}</p>").unwrap();
        }
    }
    storage
}

#[test]
fn many_equal_blocks_that_are_moved_take_their_ids_along() {
    let stored = paragraphs(["one", "two"], 2000);
    let edited = "two\n\n".repeat(2000) + &"one\n\n".repeat(2000);
    let after = splice(Format::Storage, &stored, &edited, &WriteOptions::default()).unwrap();
    let ids = |text: &str| {
        let mut ids: Vec<String> = text
            .split("local-id=")
            .skip(1)
            .map(|id| id[..8].to_owned())
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&after.document), ids(&stored));
}

#[test]
fn many_comments_whose_texts_changed_take_linear_time() {
    const COUNT: usize = 10_000;
    let (mut stored, mut edited) = (String::new(), String::new());
    for number in 0..COUNT {
        write!(
            stored,
            "<p>Of <ac:inline-comment-marker ac:ref=\"id-{number}\">word {number}</ac:inline-comment-marker>.</p>"
        )
        .unwrap();
        write!(edited, "On word {number}.\n\n").unwrap();
    }
    let after = splice(Format::Storage, &stored, &edited, &WriteOptions::default()).unwrap();
    assert_eq!(after.lost_comments, [""; 0]);
    assert_eq!(after.document.matches("ac:ref=").count(), COUNT);
    assert!(
        after
            .document
            .contains("<p>On <ac:inline-comment-marker ac:ref=\"id-7\">word 7<")
    );
}

#[test]
fn a_page_that_is_rewritten_takes_linear_time() {
    let page = |word: &str| {
        let mut text = String::new();
        for number in 0..10_000 {
            write!(text, "{word} {number}\n\n").unwrap();
        }
        text
    };
    for format in FORMATS {
        let stored = from_markdown(format, &page("old"), &WriteOptions::default()).unwrap();
        let after = splice(format, &stored, &page("new"), &WriteOptions::default()).unwrap();
        assert!(after.changed);
    }
}
