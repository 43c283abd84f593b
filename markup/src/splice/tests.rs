//! Every document of the corpora, edited in every block.

use std::{fs, ops::Range, path::Path};

use serde_json::Value;

use super::{
    super::{
        Format, MarkupError, ReadOptions, WriteOptions, adf, convert, from_markdown, markdown,
        place::{Nodes, Origin, Placed},
        reference, splice, storage, to_markdown,
        tree::{Block, Inline, for_each_child},
        wiki,
    },
    Spliced, Stored,
};

/// The stored documents of a corpus, by name.
fn corpus(folder: &str, extension: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(folder);
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (
                name,
                fs::read_to_string(&path)
                    .unwrap()
                    .trim_end_matches('\n')
                    .to_owned(),
            )
        })
        .collect();
    found.sort();
    found
}

fn spliced(format: Format, stored: &str, edited: &str) -> Spliced<String> {
    splice(format, stored, edited, &WriteOptions::default())
        .unwrap_or_else(|error| panic!("{error}\nin {stored}\nedited as {edited}"))
}

/// As Markdown says it at last.
fn canonical(markdown: &str) -> String {
    convert(
        Format::Markdown,
        Format::Markdown,
        markdown,
        &ReadOptions::default(),
        &WriteOptions::default(),
    )
    .unwrap()
}

/// Calls `f` for each document of a corpus that can be read.
fn each_document<D: Stored>(new: fn(String) -> Option<D>, f: &mut dyn FnMut(&str, &D, &str)) {
    let (folder, extension) = match D::FORMAT {
        Format::Adf => ("adf", "json"),
        Format::Wiki => ("wiki", "wiki"),
        _ => ("storage", "xml"),
    };
    for (name, stored) in corpus(folder, extension) {
        if let Some(document) = new(stored.clone()).filter(|document| document.read().is_ok()) {
            f(&name, &document, &stored);
        }
    }
}

fn storage(source: String) -> Option<storage::Document> {
    Some(storage::Document(
        source.trim_start_matches('\u{feff}').to_owned(),
    ))
}

fn wiki(source: String) -> Option<wiki::Document> {
    Some(wiki::Document::new(source))
}

fn adf(source: String) -> Option<adf::Document> {
    let document: Value = serde_json::from_str(&source).ok()?;
    (document["type"] == "doc").then_some(adf::Document(document))
}

fn stays<D: Stored>(new: fn(String) -> Option<D>) {
    each_document(new, &mut |name, _, stored| {
        for references in [false, true] {
            let options = ReadOptions {
                references,
                ..ReadOptions::default()
            };
            let shown = to_markdown(D::FORMAT, stored, &options).unwrap();
            let after = spliced(D::FORMAT, stored, &shown);
            assert!(
                !after.changed && after.document == stored,
                "{name}: {}",
                after.document
            );
        }
    });
}

/// Blocks as they are shown with short references.
fn short(blocks: &[Block]) -> String {
    let mut blocks = blocks.to_vec();
    reference::shorten(&mut blocks);
    markdown::print(&blocks, false)
}

#[test]
fn unedited_documents_stay() {
    stays(storage);
    stays(adf);
    stays(wiki);
}

/// Changes a word in each block that has one; gives the edited document and where the block stands.
fn each_word<S: Clone>(placed: &Placed<S>, f: &mut dyn FnMut(&[Block], &S)) {
    let mut blocks = placed.blocks.clone();
    let count = placed.blocks.len();
    for at in 0..count {
        let original = blocks[at].clone();
        edit_block(&original, &placed.origins[at], &mut |edited, span| {
            blocks[at] = edited;
            f(&blocks, span);
        });
        blocks[at] = original;
    }
}

fn edit_block<S: Clone>(block: &Block, origin: &Origin<S>, f: &mut dyn FnMut(Block, &S)) {
    match block {
        Block::Paragraph(content) | Block::Heading(_, content) => {
            let mut content = content.clone();
            if change_word(&mut content) {
                f(
                    match block {
                        Block::Heading(level, _) => Block::Heading(*level, content),
                        _ => Block::Paragraph(content),
                    },
                    &origin.span,
                );
            }
        }
        Block::Code(code) => {
            let mut code = code.clone();
            code.text.push_str("\nzebra");
            f(Block::Code(code), &origin.span);
        }
        Block::Leaf(_) | Block::Rule | Block::Kept(_) => {}
        _ => edit_below(block, origin, f),
    }
}

fn edit_below<S: Clone>(block: &Block, origin: &Origin<S>, f: &mut dyn FnMut(Block, &S)) {
    if let Block::Container(container) = block
        && super::view::wrapped(container).is_some()
    {
        return edit_block(&container.content[0], origin, &mut |inner, span| {
            let mut container = container.clone();
            container.content[0] = inner;
            f(Block::Container(container), span);
        });
    }
    // The lists of blocks below, and the origins of each.
    let lists: Vec<&[Origin<S>]> = match block {
        Block::List(_) => origin
            .children
            .iter()
            .map(|item| item.children.as_slice())
            .collect(),
        Block::Table(_) => origin
            .children
            .iter()
            .flat_map(|row| &row.children)
            .map(|cell| cell.children.as_slice())
            .collect(),
        _ => vec![&origin.children],
    };
    let mut contents: Vec<Vec<Block>> = Vec::new();
    for_each_child(&mut block.clone(), &mut |children| {
        contents.push(children.to_vec())
    });
    for (at, (content, origins)) in contents.iter().zip(lists).enumerate() {
        let mut inner = content.as_slice();
        let mut peeled = false;
        if let [Block::Container(container)] = inner
            && container.name == "li"
        {
            inner = &container.content;
            peeled = true;
        }
        for (number, (child, origin)) in inner.iter().zip(origins).enumerate() {
            edit_block(child, origin, &mut |edited, span| {
                let mut edited_block = block.clone();
                let mut seen = 0;
                for_each_child(&mut edited_block, &mut |children| {
                    if seen == at {
                        match &mut children[0] {
                            Block::Container(container) if peeled => {
                                container.content[number] = edited.clone()
                            }
                            _ => children[number] = edited.clone(),
                        }
                    }
                    seen += 1;
                });
                f(edited_block, span);
            });
        }
    }
}

fn change_word(content: &mut [Inline]) -> bool {
    content.iter_mut().any(|inline| match inline {
        Inline::Text(text) => {
            let word = text
                .split(|c: char| !c.is_alphanumeric())
                .find(|word| word.chars().all(char::is_alphabetic) && word.len() > 1);
            let Some(word) = word.map(str::to_owned) else {
                return false;
            };
            *text = text.replacen(&word, "zebra", 1);
            true
        }
        Inline::Styled(_, content) => change_word(content),
        Inline::Container(container) => change_word(&mut container.content),
        _ => false,
    })
}

/// Whether two documents are the same but for what stands in a place.
trait Compared: Stored {
    /// Whether all is as before up to the end of one block, and from the start of another on.
    fn same_around(
        &self,
        after: &Self,
        before: Option<&Self::Span>,
        next: Option<&Self::Span>,
    ) -> bool;
    fn same_beside(&self, after: &Self, at: &Self::Span) -> bool;
    fn stored(&self) -> String;
}

impl Compared for storage::Document {
    fn same_around(
        &self,
        after: &Self,
        before: Option<&Range<usize>>,
        next: Option<&Range<usize>>,
    ) -> bool {
        same_text_around(&self.0, &after.0, before, next)
    }

    fn same_beside(&self, after: &Self, at: &Range<usize>) -> bool {
        same_text_beside(&self.0, &after.0, at)
    }

    fn stored(&self) -> String {
        self.0.clone()
    }
}

impl Compared for wiki::Document {
    fn same_around(
        &self,
        after: &Self,
        before: Option<&Range<usize>>,
        next: Option<&Range<usize>>,
    ) -> bool {
        same_text_around(self.text(), after.text(), before, next)
    }

    fn same_beside(&self, after: &Self, at: &Range<usize>) -> bool {
        same_text_beside(self.text(), after.text(), at)
    }

    fn stored(&self) -> String {
        Self::new(self.text().replace('\n', "\r\n")).into_stored()
    }
}

fn same_text_around(
    was: &str,
    is: &str,
    before: Option<&Range<usize>>,
    next: Option<&Range<usize>>,
) -> bool {
    is.starts_with(before.map_or("", |at| was.get(..at.end).unwrap()))
        && is.ends_with(next.map_or("", |at| was.get(at.start..).unwrap()))
}

fn same_text_beside(before: &str, after: &str, at: &Range<usize>) -> bool {
    let rest = before.len() - at.end;
    after.len() >= at.start + rest
        && after.get(..at.start) == before.get(..at.start)
        && after.get(after.len() - rest..) == before.get(at.end..)
}

impl Compared for adf::Document {
    fn same_around(&self, after: &Self, before: Option<&Nodes>, next: Option<&Nodes>) -> bool {
        let content = |document: &Self| document.0["content"].as_array().unwrap().clone();
        let (was, is) = (content(self), content(after));
        let head = before.map_or(0, |at| at.range.end);
        let tail = next.map_or(&[][..], |at| &was[at.range.start..]);
        is.starts_with(&was[..head]) && is.ends_with(tail)
    }

    fn same_beside(&self, after: &Self, at: &Nodes) -> bool {
        let without = |document: &Value, end: &dyn Fn(usize) -> usize| {
            let mut document = document.clone();
            let mut node = &mut document;
            for at in &at.path {
                node = &mut node["content"][at];
            }
            let content = node["content"].as_array_mut().unwrap();
            let end = end(content.len());
            content.drain(at.range.start..end.max(at.range.start).min(content.len()));
            (document, end)
        };
        let (before, _) = without(&self.0, &|_| at.range.end);
        let mut count = 0;
        let mut node = &self.0;
        for at in &at.path {
            node = &node["content"][at];
        }
        count += node["content"].as_array().unwrap().len();
        let (after, _) = without(&after.0, &|len| (len + at.range.end).saturating_sub(count));
        before == after
    }

    fn stored(&self) -> String {
        self.0.to_string()
    }
}

/// Whether an edit is made: of documents as long as pages, each eighth, unless `EVERY_EDIT` is set.
fn is_made(name: &str, number: usize) -> bool {
    let is_page = name.contains("-page-") && std::env::var_os("EVERY_EDIT").is_none();
    !is_page || (name.len() + number).is_multiple_of(8)
}

fn words_change_alone<D: Compared>(new: fn(String) -> Option<D>) {
    let mut wrong = Vec::new();
    let mut count = 0;
    each_document(new, &mut |name, document: &D, _| {
        let placed = document.read().unwrap();
        let stored = document.stored();
        let mut number = 0;
        each_word(&placed, &mut |blocks, span| {
            number += 1;
            if !is_made(name, number) {
                return;
            }
            let edited = markdown::print(blocks, false);
            let text = spliced(D::FORMAT, &stored, &edited).document;
            let by_reference = spliced(D::FORMAT, &stored, &short(blocks)).document;
            assert_eq!(by_reference, text, "{name}: by reference, as {edited}");
            let after = new(text.clone()).unwrap();
            count += 1;
            if !document.same_beside(&after, span) {
                wrong.push(format!(
                    "{name}: more than {span:?} changed\n  {stored}\n  {text}"
                ));
            }
            let shown = to_markdown(D::FORMAT, &text, &ReadOptions::default()).unwrap();
            if canonical(&shown) != canonical(&edited) {
                wrong.push(format!("{name}: reads\n{shown}\nnot\n{edited}"));
            }
        });
    });
    println!("{count} edits");
    assert!(
        wrong.is_empty(),
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn only_the_block_changes_in_which_a_word_does() {
    words_change_alone(storage);
}

#[test]
fn only_the_lines_change_in_which_a_word_does() {
    words_change_alone(wiki);
}

#[test]
fn only_the_node_changes_in_which_a_word_does() {
    words_change_alone(adf);
}

/// Documents in which nobody could tell which of some blocks that are alike was meant, and where texts would run together.
const ODD: [&str; 2] = ["empty-things", "text-without-paragraph"];

/// Takes each block out, puts one in before it, doubles it, and puts it after the next.
fn blocks_come_and_go<D: Compared>(new: fn(String) -> Option<D>) {
    let mut wrong = Vec::new();
    each_document(new, &mut |name, document: &D, _| {
        let placed = document.read().unwrap();
        let (stored, blocks) = (document.stored(), &placed.blocks);
        let span = |at: Option<usize>| {
            at.and_then(|at| placed.origins.get(at))
                .map(|origin| &origin.span)
        };
        for at in (0..blocks.len()).filter(|at| is_made(name, *at)) {
            let mut without = blocks.clone();
            without.remove(at);
            let mut with = blocks.clone();
            with.insert(at, Block::text("zebra"));
            let mut twice = blocks.clone();
            twice.insert(at, blocks[at].clone());
            let mut moved = blocks.clone();
            moved.swap(at, (at + 1).min(blocks.len() - 1));
            let before = span(at.checked_sub(1));
            let cases = [
                ("taken out", without, before, span(Some(at + 1))),
                ("put in", with, before, span(Some(at))),
                ("doubled", twice, before, span(Some(at + 1))),
                ("moved", moved, before, span(Some(at + 2))),
            ];
            for (what, blocks, before, next) in cases {
                let edited = markdown::print(&blocks, false);
                if canonical(&edited) != edited || ODD.iter().any(|odd| name.contains(odd)) {
                    // It says something else.
                    continue;
                }
                let text = spliced(D::FORMAT, &stored, &edited).document;
                let by_reference = spliced(D::FORMAT, &stored, &short(&blocks)).document;
                if by_reference != text {
                    wrong.push(format!(
                        "{name}: block {at} {what}, by reference\n  {by_reference}\n  {text}"
                    ));
                }
                let after = new(text.clone()).unwrap();
                if !document.same_around(&after, before, next) {
                    wrong.push(format!(
                        "{name}: block {at} {what}, more changed\n  {stored}\n  {text}"
                    ));
                }
                let shown = to_markdown(D::FORMAT, &text, &ReadOptions::default()).unwrap();
                let written = from_markdown(D::FORMAT, &edited, &WriteOptions::default()).unwrap();
                let sayable = to_markdown(D::FORMAT, &written, &ReadOptions::default()).unwrap();
                if canonical(&shown) != canonical(&sayable) && canonical(&shown) != edited {
                    wrong.push(format!("{name}: block {at} {what}, reads\n{shown}\nnot\n{edited}\nin {stored}\nwritten {text}"));
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn blocks_of_storage_come_and_go() {
    blocks_come_and_go(storage);
}

/// What a page shows with short references, and what becomes of them elsewhere.
#[test]
fn references_are_resolved_on_their_own_document_alone() {
    let stored = "<p>See <ac:new-thing ac:x=\"1\">a</ac:new-thing> and <ac:inline-comment-marker ac:ref=\"b2f1c3d4-0000-4000-8000-5d6e7f809101\">this</ac:inline-comment-marker> or this</p><div onclick=\"f()\"><p>text</p></div>";
    let options = ReadOptions {
        references: true,
        ..ReadOptions::default()
    };
    let shown = to_markdown(Format::Storage, stored, &options).unwrap();
    assert_eq!(
        shown,
        "See [new-thing: a](atl:x/001011) and <span data-atl=\"comment x/219268\">this</span> or this\n\n<!--atl:div x/025347-->\ntext\n<!--/-->"
    );
    let edited = shown.replace("See", "Look at");
    assert_eq!(
        spliced(Format::Storage, stored, &edited).document,
        stored.replace("See", "Look at")
    );
    let moved = edited.replace("](atl:x/001011) and", "](atl:x/001012) and");
    let elsewhere = splice(
        Format::Storage,
        "<p>x</p>",
        &shown,
        &WriteOptions::default(),
    );
    for refused in [
        splice(Format::Storage, stored, &moved, &WriteOptions::default()).map(drop),
        elsewhere.map(drop),
        from_markdown(Format::Storage, &shown, &WriteOptions::default()).map(drop),
        from_markdown(
            Format::Adf,
            "<!--atl:div x/025347-->\na\n<!--/atl-->",
            &WriteOptions::default(),
        )
        .map(drop),
    ] {
        let error = refused.unwrap_err();
        assert!(matches!(&error, MarkupError::Unresolved(_)), "{error}");
        assert!(error.to_string().contains("x/"), "{error}");
    }
    assert_eq!(canonical(&shown), shown);
}

/// Parameters that say nothing to readers may stand behind a reference, those beside it can be edited.
#[test]
fn references_stand_for_parameters_too() {
    let stored = "<p>a <ac:image ac:original-height=\"1080\" ac:original-width=\"1920\" ac:width=\"760\"><ri:attachment ri:filename=\"a.png\" /></ac:image> b</p>";
    let shown = "a ![](atl:attachment/a.png?width=760&x/320436) b";
    assert!(!spliced(Format::Storage, stored, shown).changed);
    let edited = shown.replace("760", "380");
    assert_eq!(
        spliced(Format::Storage, stored, &edited).document,
        stored.replace("760", "380")
    );
    let refused = from_markdown(Format::Storage, shown, &WriteOptions::default());
    assert!(matches!(refused, Err(MarkupError::Unresolved(_))));
}

/// Who has a name is mentioned by a reference, and written by the id; who has none, and in other documents, by the id.
#[test]
fn references_stand_for_people_with_a_name() {
    let (jane, bob) = (
        "2c9380837f1e2d3c017f1e2d4a5b0003",
        "2c9380837f1e2d3c017f1e2d4a5b0004",
    );
    let mention = |id: &str| format!("<ac:link><ri:user ri:userkey=\"{id}\" /></ac:link>");
    let stored = format!(
        "<p>{}</p><p>Ask {} or {} first</p>",
        mention(jane),
        mention(jane),
        mention(bob)
    );
    let options = ReadOptions {
        references: true,
        names: [(jane.to_owned(), "Jane Doe".to_owned())].into(),
        ..ReadOptions::default()
    };
    let shown = to_markdown(Format::Storage, &stored, &options).unwrap();
    let reference = "[@Jane Doe](atl:x/335183)";
    assert_eq!(
        shown,
        format!("{reference}\n\nAsk {reference} or [@](atl:userkey/{bob}) first")
    );
    assert!(!spliced(Format::Storage, &stored, &shown).changed);
    let edited = shown.replace("Ask", "Call").replace("Jane Doe", "Jane") + "\n\n" + reference;
    assert_eq!(
        spliced(Format::Storage, &stored, &edited).document,
        stored.replace("Ask", "Call") + &format!("<p>{}</p>", mention(jane))
    );
    let refused = from_markdown(Format::Storage, reference, &WriteOptions::default());
    let error = refused.unwrap_err().to_string();
    assert!(
        error.contains("[@Jane Doe]") && error.contains("[~name]"),
        "{error}"
    );
}

/// Merged cells stand in a table of GFM, each with its comment; a row that is added among them is one.
#[test]
fn merged_cells_are_edited_in_a_table_of_gfm() {
    let stored = "<table><tbody><tr><th>a</th><th>b</th><th>c</th></tr><tr><td rowspan=\"2\">1</td><td>2</td><td>3</td></tr><tr><td colspan=\"2\"><p style=\"text-align: center;\">4</p></td></tr></tbody></table>";
    let shown = to_markdown(Format::Storage, stored, &ReadOptions::default()).unwrap();
    assert_eq!(
        shown,
        "|a|b|c|\n|-|-|-|\n|<!--atl:td rowspan=2-->1|2|3|\n|<!--atl:td colspan=2-->4<!--atl:p style=\"text-align: center;\"-->|||"
    );
    let edited = shown.replace("|2|", "|two|") + "\n|5|6||";
    assert_eq!(
        spliced(Format::Storage, stored, &edited).document,
        stored.replace("<td>2</td>", "<td>two</td>").replace(
            "</tbody>",
            "<tr><td><p>5</p></td><td><p>6</p></td><td><p /></td></tr></tbody>"
        )
    );
}

/// What is not read of a node of ADF stays when it is edited; only its form for those who cannot read ADF is made anew.
#[test]
fn an_edited_node_of_adf_keeps_its_ids() {
    let id = |id: &str| format!("<ac:adf-attribute key=\"local-id\">{id}</ac:adf-attribute>");
    let decisions = |text: &str| {
        format!(
            "<ac:adf-extension><ac:adf-node type=\"decision-list\">{}<ac:adf-node type=\"decision-item\">{}<ac:adf-attribute key=\"state\">DECIDED</ac:adf-attribute><ac:adf-content>{text}</ac:adf-content></ac:adf-node></ac:adf-node><ac:adf-fallback><ul><li><p>{text}</p></li></ul></ac:adf-fallback></ac:adf-extension>",
            id("d1"),
            id("d2")
        )
    };
    let stored = decisions("Ship it");
    let shown = to_markdown(Format::Storage, &stored, &ReadOptions::default()).unwrap();
    let edited = shown.replace("Ship", "Sell");
    assert_eq!(
        spliced(Format::Storage, &stored, &edited).document,
        decisions("Sell it")
    );
    let added = shown.replace("- Ship it", "- Ship it\n- And sell it");
    let after = spliced(Format::Storage, &stored, &added).document;
    assert!(
        after.contains(&id("d1")) && !after.contains(&id("d2")),
        "{after}"
    );
}

#[test]
fn a_byte_order_mark_stays() {
    let after = spliced(Format::Storage, "\u{feff}<p>a</p>", "b");
    assert_eq!(after.document, "\u{feff}<p>b</p>");
}

#[test]
fn texts_that_would_run_together_are_written_anew_with_their_neighbours_alone() {
    let stored = "<p local-id=\"1\">a</p>b<p>c</p>d<p>e</p><p local-id=\"2\">f</p>";
    let after = spliced(Format::Storage, stored, "a\n\nb\n\nd\n\ne\n\nf");
    assert_eq!(
        after.document,
        "<p local-id=\"1\">a</p><p>b</p><p>d</p><p>e</p><p local-id=\"2\">f</p>"
    );
}

#[test]
fn blocks_of_wiki_markup_come_and_go() {
    blocks_come_and_go(wiki);
}

#[test]
fn blocks_of_adf_come_and_go() {
    blocks_come_and_go(adf);
}

#[test]
fn what_moves_takes_what_is_in_it_along() {
    let stored = "<ul local-id=\"1\"><li local-id=\"2\"><p local-id=\"3\">a b c</p></li></ul><p>d</p><p>e</p><p>f</p>";
    let after = spliced(Format::Storage, stored, "d\n\ne\n\nf\n\n- a b c\n\na b c");
    for id in ["\"1\"", "\"2\"", "\"3\""] {
        assert_eq!(
            after.document.matches(id).count(),
            1,
            "{id}: {}",
            after.document
        );
    }
}
