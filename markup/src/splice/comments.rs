//! Inline comments of text that changed: they go back onto what they are about, where that is still there.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use super::{
    super::{
        Atl, Attrs, Source, What,
        tree::{Block, Container, Href, Inline, for_each_child, for_each_inline, plain_text},
    },
    Change, Fresh, Part, View,
    finder::Finder,
    view::{is_comment, normal},
};

type Anchor = Container<Inline>;

/// The most anchors that are put into one text; each takes as long as the text is.
const MOST: usize = 256;

/// Anchors the comments of what is replaced in what replaces it; gives the texts of those that have no place any more.
pub(super) fn restore<S>(changes: &mut [Change<'_, S>]) -> Vec<String> {
    let mut anchors = Vec::new();
    for view in changes.iter().flat_map(|change| &change.old) {
        of_view(*view, &mut anchors);
    }
    if anchors.is_empty() {
        return Vec::new();
    }
    let known = present(changes, &anchors);
    let is_sure = known.is_ok();
    let there = known.unwrap_or_else(|there| there);
    let missing = anchors.iter().zip(there).filter(|(_, is_there)| !is_there);
    let missing: Vec<&Anchor> = missing.map(|(anchor, _)| anchor).collect();
    // Anchors are no part of what is said, so this stays right while they are put in.
    let mut said = Vec::new();
    each_text(changes, &mut |content| said.push(text_of(content)));
    let places = match is_sure {
        true => only_places(&said, &missing),
        false => vec![None; missing.len()],
    };
    let mut in_text: HashMap<usize, Vec<(usize, Range<usize>)>> = HashMap::new();
    for (number, place) in places.into_iter().enumerate() {
        if let Some((text, at)) = place {
            in_text.entry(text).or_default().push((number, at));
        }
    }
    let mut is_put = vec![false; missing.len()];
    let mut count = 0;
    each_text(changes, &mut |content| {
        let here = in_text.remove(&count).unwrap_or_default();
        for (number, at) in here.into_iter().take(MOST) {
            if let (Some(anchor), Some(is_put)) = (missing.get(number), is_put.get_mut(number)) {
                *is_put = put(content, at, anchor);
            }
        }
        count += 1;
    });
    let lost = missing.iter().zip(is_put).filter(|(_, is_put)| !is_put);
    lost.map(|(anchor, _)| plain_text(&anchor.content))
        .collect()
}

/// Which of the anchors an edit, or what it leaves as it is stored, has already.
struct Present<'a> {
    anchors: &'a [Anchor],
    there: Vec<bool>,
    /// Anchors by what they say of themselves.
    same: HashMap<(&'a Attrs, &'a Option<Source>), Vec<usize>>,
    /// By the longest part of that, which tells them from all others in a source; its number is what it is found by.
    named: Vec<(&'a str, Vec<usize>)>,
    finder: Option<Finder>,
    is_whole: bool,
}

impl<'a> Present<'a> {
    fn of(anchors: &'a [Anchor]) -> Self {
        let mut same: HashMap<_, Vec<usize>> = HashMap::new();
        let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, anchor) in anchors.iter().enumerate() {
            same.entry((&anchor.attrs, &anchor.source))
                .or_default()
                .push(number);
            if let Some(name) = names(anchor).max_by_key(|name| name.len()) {
                named.entry(name).or_default().push(number);
            }
        }
        let named: Vec<(&str, Vec<usize>)> = named.into_iter().collect();
        let texts: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
        let finder = Finder::new(&texts);
        Self {
            anchors,
            there: vec![false; anchors.len()],
            same,
            named,
            is_whole: finder.is_some(),
            finder,
        }
    }

    fn in_source(&mut self, source: &str) {
        let Some(finder) = &mut self.finder else {
            return;
        };
        let mut found = BTreeSet::new();
        let all = finder.each(source, &mut |number, _| {
            found.insert(number);
        });
        self.is_whole &= all.is_some();
        let numbers = found.into_iter().filter_map(|name| self.named.get(name));
        for number in numbers.flat_map(|(_, numbers)| numbers) {
            if let (Some(anchor), Some(there)) =
                (self.anchors.get(*number), self.there.get_mut(*number))
            {
                *there = *there || names(anchor).all(|name| source.contains(name));
            }
        }
    }

    fn in_tree(&mut self, container: &Anchor) {
        let same = self.same.get(&(&container.attrs, &container.source));
        for number in same.into_iter().flatten() {
            if let Some(there) = self.there.get_mut(*number) {
                *there = true;
            }
        }
    }
}

/// What an anchor is known by in a source: its id and whatever else it says, or its exact opening part.
fn names(anchor: &Anchor) -> impl Iterator<Item = &str> {
    let exact = anchor.source.iter().filter(|_| anchor.attrs.is_empty());
    let exact = exact.map(|source| source.text.as_str());
    let said = anchor.attrs.iter().map(|(_, value)| value.as_str());
    exact.chain(said).filter(|name| !name.is_empty())
}

/// Which of the anchors are there already; an error if not all places could be looked at.
fn present<S>(changes: &mut [Change<'_, S>], anchors: &[Anchor]) -> Result<Vec<bool>, Vec<bool>> {
    let mut present = Present::of(anchors);
    for change in changes {
        if let Fresh::Parts(parts) = &change.new {
            for part in parts {
                if let Part::Kept(source) = part {
                    present.in_source(&source.text);
                }
            }
        }
        each_list(change, &mut |blocks| {
            kept(blocks, &mut |text| present.in_source(text));
            for_each_inline(blocks, &mut |inline| match inline {
                Inline::Container(container) if is_comment(container) => {
                    present.in_tree(container);
                }
                Inline::Carrier(_, source) => present.in_source(&source.text),
                _ => {}
            });
        });
    }
    match present.is_whole {
        true => Ok(present.there),
        false => Err(present.there),
    }
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

/// Where something stands: the number of a text, and the part of it.
type At = (usize, Range<usize>);

/// The only place of something, if there is one.
#[derive(Debug, Clone, Default)]
enum Only {
    #[default]
    None,
    One(At),
    Many,
}

impl Only {
    fn add(&mut self, at: At) {
        *self = match self {
            Self::None => Self::One(at),
            Self::One(_) | Self::Many => Self::Many,
        };
    }
}

/// For each anchor the only place in which its text is said: as whole words, or else anywhere.
fn only_places(said: &[String], anchors: &[&Anchor]) -> Vec<Option<At>> {
    let abouts: Vec<String> = anchors
        .iter()
        .map(|anchor| text_of(&anchor.content))
        .collect();
    let mut texts: Vec<&str> = abouts.iter().map(String::as_str).collect();
    texts.retain(|text| !text.trim().is_empty());
    texts.sort_unstable();
    texts.dedup();
    let mut places = vec![(Only::None, Only::None); texts.len()];
    let mut finder = Finder::new(&texts);
    for (number, text) in said.iter().enumerate() {
        let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let looked = finder.as_mut().and_then(|finder| {
            finder.each(text, &mut |found, at| {
                let before = text
                    .get(..at.start)
                    .and_then(|text| text.chars().next_back());
                let after = text.get(at.end..).and_then(|text| text.chars().next());
                if let Some((words, all)) = places.get_mut(found) {
                    if is_apart(before) && is_apart(after) {
                        words.add((number, at.clone()));
                    }
                    all.add((number, at));
                }
            })
        });
        if looked.is_none() {
            return vec![None; anchors.len()];
        }
    }
    let only = |about: &String| {
        let found = texts.binary_search(&about.as_str()).ok()?;
        match places.get(found)? {
            (Only::One(at), _) | (Only::None, Only::One(at)) => Some(at.clone()),
            _ => None,
        }
    };
    abouts.iter().map(only).collect()
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
