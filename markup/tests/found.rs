//! What fuzzing found, asked again what the targets ask.

use markup::Format;

#[path = "../fuzz/src/lib.rs"]
mod targets;

/// Stored documents, and texts as Markdown.
const SETTLE: [(Format, &str); 14] = [
    (Format::Storage, "<p>\u{feff}\u{feff}a</p>"),
    (Format::Wiki, "\u{b}\u{feff}\u{b}\u{feff};"),
    // A colon makes a space of what is before it, and there is nothing.
    (Format::Wiki, "\u{2}[\\!|\\:b]"),
    (Format::Wiki, "%%<\u{1F603}!--z<!-"),
    (Format::Wiki, "[\u{e}{{~_}\u{4}*_\\_{UU_}}\u{4}*"),
    (Format::Wiki, ">[_\u{2000}_{\u{7f}{aaaaaaaa0\0a_\u{2000}"),
    (Format::Wiki, "[^\0\\|\\^\\\0= \0|\0\\|\\\0 6]"),
    (Format::Wiki, "<*A|%||!!*@P>"),
    (Format::Wiki, "[^|\\/:D]"),
    // A tag over two lines that nothing closes.
    (Format::Adf, "~~ *z<S\n\t>*z<S> a~~ b"),
    (Format::Wiki, "[^\\\0|^\\\0 |^\u{1}\0]"),
    (Format::Wiki, "[^\\\0|^\\\\\0 |\u{1}\0]"),
    (Format::Adf, "\n\u{feff}\n\u{feff}"),
    (Format::Markdown, "&#xFEFF;a"),
];

/// Stored documents.
const SPLICE: [(Format, &str); 3] = [
    // JSON that is no document is a text.
    (Format::Adf, "\">\""),
    (Format::Wiki, "\u{feff}\u{b}\u{feff};"),
    (
        Format::Wiki,
        "\09\0+\r|\0\u{b}~~\u{e}\\\\\\_\\\\\\\\\\\0\0\0\0\0f\0~~0\u{b}\r\\|\\_\\\\\\\\/>\0\0\0f0\r|\0\u{b}",
    ),
];

#[test]
fn what_is_written_settles() {
    for (format, source) in SETTLE {
        if format != Format::Adf {
            targets::settles(format, source);
        }
        targets::settles_from_markdown(format, source);
    }
}

#[test]
fn what_is_not_edited_stays() {
    for (format, stored) in SPLICE {
        targets::splices(format, stored, 0, "");
    }
}
