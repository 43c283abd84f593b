//! Inline comments of text that changed: they go back onto what they are about, where that is still there.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use super::{
    super::{
        Atl, What,
        tree::{Block, Container, Href, Inline, for_each_child, for_each_inline, plain_text},
    },
    Change, Fresh, Part, View,
    view::{is_comment, normal},
};

type Anchor = Container<Inline>;

/// Anchors the comments of what is replaced in what replaces it; gives the texts of those that have no place any more.
pub(super) fn restore<S>(changes: &mut [Change<'_, S>]) -> Vec<String> {
    let mut anchors = Vec::new();
    for view in changes.iter().flat_map(|change| &change.old) {
        of_view(*view, &mut anchors);
    }
    if anchors.is_empty() {
        return Vec::new();
    }
    let there = present(changes, &anchors);
    // Anchors are no part of what is said, so this stays right while they are put in.
    let mut said = Vec::new();
    each_text(changes, &mut |content| said.push(text_of(content)));
    let mut lost = Vec::new();
    let missing = anchors.iter().zip(there).filter(|(_, is_there)| !is_there);
    for (anchor, _) in missing {
        let place = only_place(&said, &text_of(&anchor.content));
        let is_put = place.is_some_and(|(number, at)| {
            let (mut count, mut is_put) = (0, false);
            each_text(changes, &mut |content| {
                is_put |= count == number && put(content, at.clone(), anchor);
                count += 1;
            });
            is_put
        });
        if !is_put {
            lost.push(plain_text(&anchor.content));
        }
    }
    lost
}

/// Which of the anchors an edit, or what it leaves as it is stored, has already.
fn present<S>(changes: &mut [Change<'_, S>], anchors: &[Anchor]) -> Vec<bool> {
    let mut there = vec![false; anchors.len()];
    let mut look = |is: &dyn Fn(&Anchor) -> bool| {
        for (anchor, there) in anchors.iter().zip(&mut there) {
            *there = *there || is(anchor);
        }
    };
    for change in changes {
        if let Fresh::Parts(parts) = &change.new {
            for part in parts {
                if let Part::Kept(source) | Part::Block(Block::Kept(source)) = part {
                    look(&|anchor| is_named(anchor, &source.text));
                }
            }
        }
        each_list(change, &mut |blocks| {
            kept(blocks, &mut |text| look(&|anchor| is_named(anchor, text)))
        });
        each_list(change, &mut |blocks| {
            for_each_inline(blocks, &mut |inline| match inline {
                Inline::Container(container) if is_comment(container) => look(&|anchor| {
                    (&container.attrs, &container.source) == (&anchor.attrs, &anchor.source)
                }),
                Inline::Carrier(_, source) => look(&|anchor| is_named(anchor, &source.text)),
                _ => {}
            });
        });
    }
    there
}

/// Calls `f` on what is kept within blocks.
fn kept(blocks: &mut [Block], f: &mut dyn FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Kept(source) => f(&source.text),
            _ => for_each_child(block, &mut |children| kept(children, f)),
        }
    }
}

/// Whether a source has the anchor in it, by its id.
fn is_named(anchor: &Anchor, source: &str) -> bool {
    match anchor.attrs.as_slice() {
        [] => anchor
            .source
            .as_ref()
            .is_some_and(|exact| source.contains(&exact.text)),
        attrs => attrs.iter().all(|(_, value)| source.contains(value)),
    }
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

/// Calls `f` on each list of blocks that comes in.
fn each_list<S>(change: &mut Change<'_, S>, f: &mut dyn FnMut(&mut [Block])) {
    let all = change.new.for_each_blocks(&mut |blocks| {
        f(blocks);
        Ok(())
    });
    // Nothing in here can fail.
    drop(all);
}

/// Calls `f` on every text that comes in.
fn each_text<S>(changes: &mut [Change<'_, S>], f: &mut dyn FnMut(&mut Vec<Inline>)) {
    for change in changes {
        each_list(change, &mut |blocks| texts_of(blocks, f));
    }
}

fn texts_of(blocks: &mut [Block], f: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading(_, content) => f(content),
            _ => for_each_child(block, &mut |children| texts_of(children, f)),
        }
    }
}

/// What inlines say, whatever its style. What is no text is a number that tells it from all others.
fn text_of(content: &[Inline]) -> String {
    let mut out = String::new();
    content.iter().for_each(|inline| say(inline, &mut out));
    out
}

fn say(inline: &Inline, out: &mut String) {
    match inline {
        Inline::Text(text) | Inline::Code(text) => out.push_str(text),
        Inline::Break => out.push('\n'),
        _ => match within(inline) {
            Some(content) => content.iter().for_each(|inline| say(inline, out)),
            None => {
                let mut state = DefaultHasher::new();
                normal(std::slice::from_ref(inline)).hash(&mut state);
                out.push_str(&format!("\u{FFFC}{}\u{FFFC}", state.finish()));
            }
        },
    }
}

/// What an inline holds that may be commented by itself.
fn within(inline: &Inline) -> Option<&Vec<Inline>> {
    match inline {
        Inline::Styled(_, content) => Some(content),
        Inline::Container(container) => Some(&container.content),
        Inline::Link(link) if !is_label(&link.href) => Some(&link.content),
        _ => None,
    }
}

fn within_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match inline {
        Inline::Styled(_, content) => Some(content),
        Inline::Container(container) => Some(&mut container.content),
        Inline::Link(link) if !is_label(&link.href) => Some(&mut link.content),
        _ => None,
    }
}

/// Whether the text of a link is but the label of an element.
fn is_label(href: &Href) -> bool {
    matches!(href, Href::Atl(Atl { what, .. }) if !matches!(what, What::Page(_) | What::Attachment(_)))
}

/// The only place in which something is said: as whole words, or else anywhere.
fn only_place(said: &[String], about: &str) -> Option<(usize, Range<usize>)> {
    if about.trim().is_empty() {
        return None;
    }
    let places = || {
        said.iter().enumerate().flat_map(|(number, text)| {
            text.match_indices(about)
                .map(move |(at, _)| (number, text, at..at + about.len()))
        })
    };
    let is_word = |(_, text, at): &(usize, &String, Range<usize>)| {
        let before = text
            .get(..at.start)
            .and_then(|text| text.chars().next_back());
        let after = text.get(at.end..).and_then(|text| text.chars().next());
        let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        is_apart(before) && is_apart(after)
    };
    let mut words = places().filter(is_word);
    let (number, _, at) = match (words.next(), words.next()) {
        (Some(only), None) => only,
        (Some(_), Some(_)) => return None,
        (None, _) => {
            let mut all = places();
            all.next().filter(|_| all.next().is_none())?
        }
    };
    Some((number, at))
}

/// Puts an anchor around a part of what inlines say; says whether it can be there.
fn put(content: &mut Vec<Inline>, at: Range<usize>, anchor: &Anchor) -> bool {
    let parts = split(content, &at);
    if let Some((_, held, _)) = &parts
        && normal(held) == normal(&anchor.content)
    {
        return wrap(content, parts, anchor);
    }
    let mut from = 0;
    for inline in content.iter_mut() {
        let length = text_of(std::slice::from_ref(inline)).len();
        if from <= at.start
            && at.end <= from + length
            && let Some(inner) = within_mut(inline)
        {
            return put(inner, at.start - from..at.end - from, anchor);
        }
        from += length;
    }
    wrap(content, parts, anchor)
}

type Parts = (Vec<Inline>, Vec<Inline>, Vec<Inline>);

/// Inlines before a part of what they say, in it, and after it; `None` if it begins or ends within an element.
fn split(content: &[Inline], at: &Range<usize>) -> Option<Parts> {
    let (before, rest) = halves(content, at.start)?;
    let (held, after) = halves(&rest, at.end - at.start)?;
    Some((before, held, after))
}

fn halves(content: &[Inline], at: usize) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut from = 0;
    for inline in content {
        let length = text_of(std::slice::from_ref(inline)).len();
        match inline {
            _ if from + length <= at => first.push(inline.clone()),
            _ if from >= at => second.push(inline.clone()),
            Inline::Text(text) => {
                let (head, tail) = text.split_at_checked(at - from)?;
                first.push(Inline::text(head));
                second.push(Inline::text(tail));
            }
            _ => return None,
        }
        from += length;
    }
    Some((first, second))
}

fn wrap(content: &mut Vec<Inline>, parts: Option<Parts>, anchor: &Anchor) -> bool {
    let Some((before, held, after)) = parts else {
        return false;
    };
    let held = Inline::Container(Container {
        content: held,
        ..anchor.clone()
    });
    *content = before.into_iter().chain([held]).chain(after).collect();
    true
}
