//! What the targets ask of a text.

use markup::{
    Format, MarkupError, ReadOptions, WriteOptions, convert, from_markdown, mentions, splice,
    to_markdown,
};

/// Reads, writes what that shows, and reads again: the second reading has to show the same as the first.
///
/// What is not of the format is passed over, and so is a page with a script, which cannot be written.
pub fn settles(format: Format, source: &str) {
    let read = |source: &str| to_markdown(format, source, &ReadOptions::default());
    let Ok(markdown) = read(source) else { return };
    if mentions(&markdown).is_ok_and(|people| !people.is_empty()) {
        // Nobody is found here, and becomes text.
        return;
    }
    let written = match from_markdown(format, &markdown, &WriteOptions::default()) {
        Err(MarkupError::Damaged(label)) if label.ends_with("with a script") => return,
        written => written.expect("what was read can be written"),
    };
    let again = read(&written).expect("what was written can be read");
    assert_eq!(canonical(&again), canonical(&markdown), "{written}");
}

/// The same for what becomes of text that people write as Markdown.
pub fn settles_from_markdown(format: Format, markdown: &str) {
    if let Ok(written) = from_markdown(format, markdown, &WriteOptions::default()) {
        settles(format, &written);
    }
}

/// Edits a piece of what is shown: it can be written whenever all of it could be, and unedited it stays byte for byte, also
/// as it is shown for editing.
pub fn splices(format: Format, stored: &str, at: usize, text: &str) {
    let (reading, writing) = (ReadOptions::default(), WriteOptions::default());
    let Ok(shown) = to_markdown(format, stored, &reading) else {
        return;
    };
    let editing = ReadOptions {
        references: true,
        ..ReadOptions::default()
    };
    let short = to_markdown(format, stored, &editing).expect("what was read is read again");
    for shown in [&shown, &short] {
        if mentions(shown).is_ok_and(|people| people.is_empty())
            && let Ok(same) = splice(format, stored, shown, &writing)
        {
            assert_eq!((same.changed, same.document.as_str()), (false, stored));
        }
    }
    let chars: Vec<char> = shown.chars().collect();
    let at = at % (chars.len() + 1);
    let rest = (at + text.chars().count()).min(chars.len());
    let edited: String = chars[..at]
        .iter()
        .copied()
        .chain(text.chars())
        .chain(chars[rest..].iter().copied())
        .collect();
    if from_markdown(format, &edited, &writing).is_ok() {
        let after =
            splice(format, stored, &edited, &writing).expect("what can be written can be put in");
        to_markdown(format, &after.document, &reading).expect("what was put in can be read");
    }
}

fn canonical(markdown: &str) -> String {
    let (reading, writing) = (ReadOptions::default(), WriteOptions::default());
    convert(
        Format::Markdown,
        Format::Markdown,
        markdown,
        &reading,
        &writing,
    )
    .expect("what is shown can be read")
}
