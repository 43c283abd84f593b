//! Inline comments of text that changed: they go back onto what they are about, where that is still there.

use super::{
    super::tree::{Block, Container, Inline, for_each_inline, plain_text},
    Change, View,
    view::{is_comment, normal},
};

/// Anchors the comments of what is replaced in what replaces it; gives the texts of those that have no place any more.
pub(super) fn restore<S>(changes: &mut [Change<'_, S>]) -> Vec<String> {
    let mut anchors = Vec::new();
    changes.iter().for_each(|change| {
        change
            .old
            .iter()
            .for_each(|view| of_view(*view, &mut anchors))
    });
    let mut lost = Vec::new();
    for anchor in anchors {
        let mut stands = 0;
        let mut is_there = false;
        each_text(changes, &mut |content| {
            stands += places(content, &anchor.content);
            is_there |= content.iter().any(|inline| is_anchor(inline, &anchor));
        });
        if is_there {
            continue;
        }
        if stands == 1 {
            let mut is_put = false;
            each_text(changes, &mut |content| {
                is_put = is_put || put(content, &anchor)
            });
        } else {
            lost.push(plain_text(&anchor.content));
        }
    }
    lost
}

fn of_view(view: View<'_>, out: &mut Vec<Container<Inline>>) {
    match view {
        View::Block(block) => of_blocks(&mut [block.clone()], out),
        View::Item(item) => of_blocks(&mut item.content.clone(), out),
        View::Row(cells) => cells
            .iter()
            .for_each(|cell| of_blocks(&mut cell.content.clone(), out)),
        View::Cell(cell) => of_blocks(&mut cell.content.clone(), out),
    }
}

fn of_blocks(blocks: &mut [Block], out: &mut Vec<Container<Inline>>) {
    for_each_inline(blocks, &mut |inline| {
        if let Inline::Container(container) = inline
            && is_comment(container)
        {
            out.push(container.clone());
        }
    });
}

fn is_anchor(inline: &Inline, anchor: &Container<Inline>) -> bool {
    matches!(inline, Inline::Container(container)
        if is_comment(container) && (&container.attrs, &container.source) == (&anchor.attrs, &anchor.source))
}

/// Calls `f` on every list of inlines that comes in.
fn each_text<S>(changes: &mut [Change<'_, S>], f: &mut dyn FnMut(&mut Vec<Inline>)) {
    for change in changes {
        let all = change.new.for_each_blocks(&mut |blocks| {
            texts_of(blocks, f);
            Ok(())
        });
        // Nothing in here can fail.
        drop(all);
    }
}

fn texts_of(blocks: &mut [Block], f: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading(_, content) => texts_in(content, f),
            _ => super::super::tree::for_each_child(block, &mut |children| texts_of(children, f)),
        }
    }
}

fn texts_in(content: &mut Vec<Inline>, f: &mut dyn FnMut(&mut Vec<Inline>)) {
    f(content);
    for inline in content {
        match inline {
            Inline::Styled(_, content) => texts_in(content, f),
            Inline::Link(link) => texts_in(&mut link.content, f),
            Inline::Container(container) => texts_in(&mut container.content, f),
            _ => {}
        }
    }
}

/// How often what a comment is about stands right in a list of inlines.
fn places(content: &[Inline], about: &[Inline]) -> usize {
    match about {
        [] => 0,
        [Inline::Text(about)] => content
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) if !about.trim().is_empty() => {
                    text.matches(about.as_str()).count()
                }
                _ => 0,
            })
            .sum(),
        _ => {
            let about = normal(about);
            if about.is_empty() {
                return 0;
            }
            content
                .windows(about.len())
                .filter(|run| normal(run) == about)
                .count()
        }
    }
}

/// Puts the anchor around the first place; says whether there is one.
fn put(content: &mut Vec<Inline>, anchor: &Container<Inline>) -> bool {
    if places(content, &anchor.content) == 0 {
        return false;
    }
    if let [Inline::Text(about)] = anchor.content.as_slice() {
        let found = content
            .iter()
            .enumerate()
            .find_map(|(at, inline)| match inline {
                Inline::Text(text) => Some((at, text.split_once(about.as_str())?)),
                _ => None,
            });
        let Some((at, (before, after))) = found else {
            return false;
        };
        let text = |text: &str| (!text.is_empty()).then(|| Inline::text(text));
        let parts: Vec<Inline> = text(before)
            .into_iter()
            .chain([Inline::Container(anchor.clone())])
            .chain(text(after))
            .collect();
        content.splice(at..=at, parts);
        return true;
    }
    let about = normal(&anchor.content);
    let found = content
        .windows(about.len())
        .position(|run| normal(run) == about);
    found.is_some_and(|at| {
        let end = at + about.len();
        let held: Vec<Inline> = content.drain(at..end).collect();
        content.insert(
            at,
            Inline::Container(Container {
                content: held,
                ..anchor.clone()
            }),
        );
        true
    })
}
