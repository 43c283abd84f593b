//! Random edits of the corpora's documents: what comes out is valid, and says what was wanted.

use std::{fs, path::Path, sync::LazyLock};

use markup::{
    Format, MarkupError, ReadOptions, WriteOptions, convert, from_markdown, splice, to_markdown,
};
use proptest::{collection::vec, prelude::*, sample::Index};

use super::{adf_schema::complaint, storage::assert_well_formed};

/// The stored documents of a format.
fn corpus(folder: &str, extension: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(folder);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect()
}

static STORAGE: LazyLock<Vec<String>> = LazyLock::new(|| corpus("storage", "xml"));
static WIKI: LazyLock<Vec<String>> = LazyLock::new(|| corpus("wiki", "wiki"));
static ADF: LazyLock<Vec<String>> = LazyLock::new(|| corpus("adf", "json"));

/// An edit of lines, by where it is.
#[derive(Debug, Clone)]
enum Step {
    Delete(Index),
    Double(Index),
    Swap(Index, Index),
    Insert(Index, String),
    Word(Index, Index, String),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let at = any::<Index>;
    let text = "[a-zäß *_`|#>\\[\\]()~-]{1,12}";
    let step = prop_oneof![
        at().prop_map(Step::Delete),
        at().prop_map(Step::Double),
        (at(), at()).prop_map(|(a, b)| Step::Swap(a, b)),
        (at(), text).prop_map(|(at, text)| Step::Insert(at, text)),
        (at(), at(), text).prop_map(|(line, word, text)| Step::Word(line, word, text)),
    ];
    vec(step, 1..4)
}

/// Whole paragraphs, or single lines, are what edits are made of.
fn edited(markdown: &str, steps: &[Step], separator: &str) -> String {
    let mut lines: Vec<String> = markdown.split(separator).map(str::to_owned).collect();
    for step in steps {
        if lines.is_empty() {
            break;
        }
        match step {
            Step::Delete(at) => drop(lines.remove(at.index(lines.len()))),
            Step::Double(at) => {
                let at = at.index(lines.len());
                lines.insert(at, lines[at].clone());
            }
            Step::Swap(a, b) => {
                let (a, b) = (a.index(lines.len()), b.index(lines.len()));
                lines.swap(a, b);
            }
            Step::Insert(at, text) => lines.insert(at.index(lines.len()), text.clone()),
            Step::Word(at, word, text) => {
                let at = at.index(lines.len());
                let mut words: Vec<&str> = lines[at].split(' ').collect();
                let word = word.index(words.len());
                words[word] = text;
                lines[at] = words.join(" ");
            }
        }
    }
    lines.join(separator)
}

/// In the dialect's own spelling, without how blocks are set, which an edit keeps.
fn canonical(markdown: &str) -> String {
    let writing = WriteOptions::default();
    let reading = ReadOptions {
        references: true,
        ..ReadOptions::default()
    };
    convert(
        Format::Markdown,
        Format::Markdown,
        markdown,
        &reading,
        &writing,
    )
    .unwrap()
}

fn shown(format: Format, stored: &str) -> String {
    to_markdown(format, stored, &ReadOptions::default()).unwrap()
}

/// Without what an edit keeps whether or not it is said: the anchors of inline comments and the ids of tasks. Which bullets
/// a list has follows from whether another is right before it.
fn without_ids(markdown: &str) -> String {
    let mut out = String::new();
    let mut rest = markdown;
    while let Some((before, anchor)) = rest.split_once("<span data-atl=\"comment") {
        out.push_str(before);
        let (_, after) = anchor.split_once('>').unwrap_or_default();
        rest = after;
    }
    let text = (out + rest).replace("</span>", "");
    let text = without_heads(&without_names(&text));
    let lines = text
        .lines()
        .filter(|line| !line.contains("<!--atl:tasks") && !line.contains("<!--/"))
        .map(|line| line.replacen("* ", "- ", 1).trim().to_owned());
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Without what stands for the exact heads of elements: how one is set may be said there.
fn without_heads(markdown: &str) -> String {
    let mut pieces = markdown.split(" x/");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(piece.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    out
}

/// Without the names in mentions: people are known by their ids.
fn without_names(markdown: &str) -> String {
    let mut out = String::new();
    for part in markdown.split_inclusive("](atl:user") {
        match part.ends_with("](atl:user") {
            true => out.push_str(part.rsplit_once('[').map_or(part, |(before, _)| before)),
            false => out.push_str(part),
        }
    }
    out
}

fn words(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}

fn check(
    format: Format,
    stored: &str,
    steps: &[Step],
    separator: &str,
) -> Result<(), TestCaseError> {
    let Ok(before) = to_markdown(format, stored, &ReadOptions::default()) else {
        return Ok(());
    };
    let edited = edited(&before, steps, separator);
    let after = match splice(format, stored, &edited, &WriteOptions::default()) {
        Err(MarkupError::Unpaired(_) | MarkupError::Damaged(_)) => return Ok(()),
        after => after.unwrap_or_else(|error| panic!("{error}: {stored}\nedited as\n{edited}")),
    };
    let said = without_ids(&canonical(&shown(format, &after.document)));
    if said != without_ids(&canonical(&edited)) {
        let written = from_markdown(format, &edited, &WriteOptions::default()).unwrap();
        let sayable = without_ids(&canonical(&shown(format, &written)));
        // What stays is not written anew, and says more than could be written.
        let wanted = without_ids(&canonical(&edited));
        let stays = |line: &str| {
            sayable
                .lines()
                .chain(wanted.lines())
                .any(|other| other == line)
        };
        if words(&said) != words(&sayable) || !said.lines().all(stays) {
            prop_assert_eq!(said, sayable, "{}\nedited as\n{}", stored, edited);
        }
    }
    match format {
        Format::Storage => assert_well_formed(&after.document),
        Format::Adf => {
            let valid = |text: &str| complaint(&serde_json::from_str(text).unwrap());
            let written = from_markdown(format, &before, &WriteOptions::default()).unwrap();
            if valid(stored).is_none() && valid(&written).is_none() {
                prop_assert_eq!(
                    valid(&after.document),
                    None,
                    "{}\nedited as\n{}\n{}",
                    stored,
                    edited,
                    after.document
                );
            }
        }
        _ => {}
    }
    Ok(())
}

proptest! {
    #[test]
    fn storage_says_what_was_wanted(at in any::<Index>(), steps in steps(), lines in any::<bool>()) {
        check(Format::Storage, at.get::<String>(&STORAGE), &steps, if lines { "\n" } else { "\n\n" })?;
    }

    #[test]
    fn wiki_markup_says_what_was_wanted(at in any::<Index>(), steps in steps(), lines in any::<bool>()) {
        check(Format::Wiki, at.get::<String>(&WIKI), &steps, if lines { "\n" } else { "\n\n" })?;
    }

    #[test]
    fn adf_says_what_was_wanted(at in any::<Index>(), steps in steps(), lines in any::<bool>()) {
        check(Format::Adf, at.get::<String>(&ADF), &steps, if lines { "\n" } else { "\n\n" })?;
    }
}

/// How many blocks of a page say how they are set, but by what Confluence's editors put everywhere.
fn settings(stored: &str) -> usize {
    const BLOCKS: [&str; 9] = ["p", "h1", "h2", "ul", "li", "table", "tr", "th", "td"];
    let is_set = |tag: &&str| {
        let (name, attributes) = tag.split_once(' ').unwrap_or_default();
        let is_styled = [" style=\"", " class=\""]
            .iter()
            .any(|said| tag.contains(said));
        BLOCKS.contains(&name)
            && is_styled
            && !["confluenceT", "auto-cursor", "style=\"\"", "class=\"\""]
                .iter()
                .any(|usual| attributes.contains(usual))
    };
    stored
        .split('<')
        .filter_map(|tag| tag.split_once('>').map(|(tag, _)| tag))
        .filter(is_set)
        .count()
}

/// Swaps two blocks of what is shown for editing, of which each loses a word and gets another.
fn moved(shown: &str, a: &Index, b: &Index, word: &Index, text: &str) -> String {
    let mut blocks: Vec<String> = shown.split("\n\n").map(str::to_owned).collect();
    let (a, b) = (a.index(blocks.len()), b.index(blocks.len()));
    blocks.swap(a, b);
    for at in [a, b] {
        let mut words: Vec<&str> = blocks[at].split(' ').collect();
        let plain: Vec<usize> = (0..words.len())
            .filter(|at| !words[*at].is_empty() && words[*at].chars().all(char::is_alphabetic))
            .collect();
        if plain.len() > 3 {
            words[plain[word.index(plain.len())]] = text;
            blocks[at] = words.join(" ");
        }
    }
    blocks.join("\n\n")
}

proptest! {
    #[test]
    fn how_blocks_are_set_stays_or_is_told(at in any::<Index>(), a in any::<Index>(), b in any::<Index>(), word in any::<Index>(), text in "[a-z]{3,8}") {
        let stored = at.get::<String>(&STORAGE);
        let reading = ReadOptions { references: true, ..ReadOptions::default() };
        let edited = moved(&to_markdown(Format::Storage, stored, &reading).unwrap(), &a, &b, &word, &text);
        let Ok(after) = splice(Format::Storage, stored, &edited, &WriteOptions::default()) else {
            return Ok(());
        };
        // The form for those who cannot read ADF is made anew.
        let kept = settings(&after.document) >= settings(stored) || stored.contains("adf-fallback");
        prop_assert!(kept || !after.lost_styles.is_empty(), "{}\nedited as\n{}\nis\n{}", stored, edited, after.document);
    }
}
