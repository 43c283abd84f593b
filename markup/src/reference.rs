//! Short references: `x/417093` in place of a carrier or of a person's id, for Markdown that is written back onto the stored
//! document it shows.
//!
//! A reference is the beginning of its element's check sum in decimal (models read three such digits as one token), as long
//! as no other element of the document begins so. It is resolved against the stored document; what this does not have (or has twice) is refused, never dropped. In a tree, a
//! reference is a [`Source`] of [`Format::Markdown`], which no element has otherwise.

use std::collections::{BTreeMap, HashMap};

use super::{
    Atl, Attrs, Format, MarkupError, Source, What, attrs, carrier, people, splice,
    tree::{self, Block, Container, Href, Inline, Link, plain_text},
};

/// The fewest digits: with fewer, one from elsewhere might stand for something here.
const FEWEST: usize = 6;
/// All digits of a check sum.
const MOST: usize = 10;
/// Containers whose attributes say nothing to readers: they are an id, or how an element is set.
const MUTE: [&str; 15] = [
    "comment",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "div",
    "span",
    "blockquote",
    "pre",
];
/// Parameters of links and images that say nothing to readers: how an image stands and was before it was resized, how a
/// table of contents looks, which of the sites behind a server's name an issue is on, an emoticon's other names.
const MUTE_PARAMS: [&str; 17] = [
    "align",
    "layout",
    "border",
    "thumbnail",
    "printable",
    "style",
    "indent",
    "outline",
    "server",
    "serverId",
    "original-height",
    "original-width",
    "custom-width",
    "occurrenceKey",
    "emoji-id",
    "emoji-shortname",
    "emoji-fallback",
];
/// What a reference stands behind in a target or a head.
pub(super) const MARK: &str = "x/";
/// The key of a reference among the parameters of a link, which stands for those that are not told, or among the
/// attributes of a table or a cell, where older Markdown has them. No format has an attribute of this name.
pub(super) const KEY: &str = "\n";
/// Attributes of tables and cells that are told beside a reference.
const TOLD: [&str; 4] = ["caption", "colspan", "rowspan", KEY];
/// The shortest attributes that a reference is shorter than, in bytes.
const SHORTEST: usize = 16;
/// The container of the ids of tasks, which an edit keeps whether or not they are said.
const TASKS: &str = "tasks";

/// Reads a reference as it stands in Markdown after `x/`.
pub(super) fn parse(digits: &str) -> Option<Source> {
    let fits =
        (FEWEST..=MOST).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit());
    fits.then(|| unresolved(digits))
}

fn unresolved(digits: &str) -> Source {
    Source {
        format: Format::Markdown,
        text: digits.to_owned(),
    }
}

/// What a reference stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    /// The exact source of an element, or of its opening part.
    Source(Source),
    /// The attributes of a container.
    Attrs(Attrs),
    /// A person.
    Person(Atl),
}

impl Element {
    fn sum(&self) -> String {
        let sum = match self {
            Self::Source(source) => carrier::sum(source.format, &source.text),
            Self::Attrs(attrs) => carrier::sum(Format::Markdown, &attrs::print(attrs)),
            Self::Person(atl) => carrier::sum(Format::Markdown, &atl.to_string()),
        };
        format!("{:0MOST$}", u32::from_be_bytes(sum))
    }
}

/// The elements of a document that references can stand for, by their check sums; none where several have the same.
#[derive(Default)]
struct Elements(BTreeMap<String, Option<Element>>);

impl Elements {
    fn of(blocks: &mut [Block]) -> Self {
        let mut found = Self::default();
        each(blocks, &mut |place| {
            if let Some(element) = place.element() {
                found.add(element);
            }
        });
        found
    }

    fn add(&mut self, element: Element) {
        let known = self
            .0
            .entry(element.sum())
            .or_insert_with(|| Some(element.clone()));
        if known.as_ref() != Some(&element) {
            *known = None;
        }
    }

    /// The reference to an element; none if it cannot be told from another.
    fn reference(&self, element: &Element) -> Option<Source> {
        let sum = element.sum();
        self.0.get(&sum)?.as_ref()?;
        let common = |other: &String| {
            let pairs = sum.bytes().zip(other.bytes());
            pairs.take_while(|(a, b)| a == b).count()
        };
        let (before, after) = (self.0.range(..sum.clone()), self.0.range(sum.clone()..));
        let beside = before.rev().take(1).chain(after.skip(1).take(1));
        let longest = beside.map(|(other, _)| common(other)).max().unwrap_or(0);
        sum.get(..(longest + 1).max(FEWEST)).map(unresolved)
    }

    /// The only element that a reference can stand for.
    fn find(&self, digits: &str) -> Option<&Element> {
        let mut found = self
            .0
            .range(digits.to_owned()..)
            .take_while(|(sum, _)| sum.starts_with(digits));
        let (_, element) = found.next()?;
        element.as_ref().filter(|_| found.next().is_none())
    }
}

/// Where a reference may stand.
enum Place<'a> {
    /// A carrier, or a mention.
    Whole(&'a mut Inline),
    /// The head of a container: its name, its attributes and its exact opening part.
    Head(&'a str, &'a mut Attrs, &'a mut Option<Source>),
    /// The attributes of a table or a cell.
    Attrs(&'a mut Attrs),
    /// A link or an image: what it shows, and its parameters.
    Params(&'a What, &'a mut Attrs),
}

impl Place<'_> {
    fn source(&self) -> Option<&Source> {
        match self {
            Self::Whole(Inline::Carrier(_, source)) => Some(source),
            Self::Head(_, _, source) => source.as_ref(),
            Self::Whole(_) | Self::Attrs(_) | Self::Params(..) => None,
        }
    }

    /// The digits of a reference that is here.
    fn digits(&self) -> Option<String> {
        match self {
            Self::Attrs(attrs) | Self::Params(_, attrs) => {
                let found = attrs.iter().find(|(key, _)| key == KEY);
                found.map(|(_, digits)| digits.clone())
            }
            _ => self
                .source()
                .filter(|source| source.format == Format::Markdown)
                .map(|source| source.text.clone()),
        }
    }

    fn element(&self) -> Option<Element> {
        match self {
            Self::Head(name, attrs, None)
                if MUTE.contains(name) && attrs::print(attrs.iter()).len() >= SHORTEST =>
            {
                Some(Element::Attrs((**attrs).clone()))
            }
            Self::Attrs(attrs) | Self::Params(_, attrs) => {
                let mute: Attrs = attrs
                    .iter()
                    .filter(|attr| !self.is_told(attr))
                    .cloned()
                    .collect();
                (attrs::print(&mute).len() >= SHORTEST).then(|| Element::Attrs((**attrs).clone()))
            }
            Self::Whole(Inline::Link(link)) => people::by_long_id(link).map(Element::Person),
            _ => self.source().cloned().map(Element::Source),
        }
    }

    /// As it stands in Markdown, for people to find it.
    fn shown(&self, digits: &str) -> String {
        match self {
            Self::Whole(inline) => {
                let label = plain_text(std::slice::from_ref(*inline));
                format!("[{label}](atl:x/{digits})")
            }
            Self::Head(name, ..) => format!("{name} x/{digits}"),
            Self::Attrs(_) => format!("table or cell x/{digits}"),
            Self::Params(..) => format!("link or image x/{digits}"),
        }
    }

    /// Whether an attribute stands beside a reference.
    fn is_told(&self, (key, _): &(String, String)) -> bool {
        match self {
            Self::Params(..) => !MUTE_PARAMS.contains(&key.as_str()),
            _ => TOLD.contains(&key.as_str()),
        }
    }

    /// Whether it says to readers what a reference would not, or an edit keeps it whether or not it is said.
    fn has_to_stay(&self) -> bool {
        match self {
            Self::Attrs(_) => true,
            // Without a name, the id says who it is.
            Self::Whole(Inline::Link(link)) => people::is_nameless(link),
            _ => self
                .source()
                .is_some_and(|source| carrier::shown_comment(source).is_some()),
        }
    }

    fn shorten(self, elements: &Elements) {
        if self.has_to_stay() {
            return;
        }
        let reference = self.element().and_then(|of| elements.reference(&of));
        let told = self.told();
        match (self, reference) {
            (Self::Whole(inline), Some(reference)) => {
                let label = plain_text(std::slice::from_ref(inline));
                *inline = Inline::Carrier(label, reference);
            }
            (Self::Head(_, attrs, source), Some(reference)) => {
                if source.is_none() {
                    attrs.clear();
                }
                *source = Some(reference);
            }
            (Self::Params(_, attrs), Some(reference)) => {
                *attrs = told;
                attrs.push((KEY.to_owned(), reference.text));
            }
            (Self::Attrs(_), Some(_)) | (_, None) => {}
        }
    }

    /// Puts the element in; says whether it can stand here.
    fn put(self, element: &Element) -> bool {
        let whole = match (&self, element) {
            (Self::Attrs(told) | Self::Params(_, told), Element::Attrs(known)) => {
                Some(self.joined(told, known))
            }
            _ => None,
        };
        match (self, element) {
            (Self::Whole(inline), Element::Source(source)) => {
                let label = plain_text(std::slice::from_ref(inline));
                *inline = Inline::Carrier(label, source.clone());
            }
            (Self::Whole(inline), Element::Person(atl)) => {
                let label = plain_text(std::slice::from_ref(inline));
                *inline = Inline::Link(Link::atl(label, atl.clone()));
            }
            (Self::Head(_, _, place), Element::Source(source)) => *place = Some(source.clone()),
            (Self::Head(name, attrs, place), Element::Attrs(known)) if MUTE.contains(&name) => {
                attrs.clone_from(known);
                *place = None;
            }
            (Self::Attrs(attrs) | Self::Params(_, attrs), Element::Attrs(_)) => {
                *attrs = whole.unwrap_or_default();
            }
            (Self::Attrs(_) | Self::Params(..), _)
            | (_, Element::Attrs(_))
            | (Self::Head(..), Element::Person(_)) => return false,
        }
        true
    }

    /// The parameters of a link or an image that stand beside a reference.
    fn told(&self) -> Attrs {
        match self {
            Self::Params(_, params) => {
                let told = params.iter().filter(|attr| self.is_told(attr));
                told.cloned().collect()
            }
            _ => Attrs::new(),
        }
    }

    /// The attributes that a reference stands for, with those that are told as they are told.
    fn joined(&self, told: &Attrs, known: &Attrs) -> Attrs {
        let find = |attrs: &Attrs, key: &str| attrs.iter().find(|(known, _)| known == key).cloned();
        let kept = known.iter().filter_map(|attr| {
            find(told, &attr.0).or_else(|| (!self.is_told(attr)).then(|| attr.clone()))
        });
        let new = told
            .iter()
            .filter(|(key, _)| key != KEY && find(known, key).is_none());
        kept.chain(new.cloned()).collect()
    }
}

/// What is shown, with all parameters of the first place that shows it; `None` where these do not say what stands behind
/// those of another.
struct Shown(HashMap<What, Option<Attrs>>);

impl Shown {
    fn of(blocks: &mut [Block]) -> Self {
        let mut found: HashMap<What, Option<Attrs>> = HashMap::new();
        each(blocks, &mut |place| {
            if let Place::Params(what, params) = &place {
                let known = found
                    .entry((*what).clone())
                    .or_insert_with(|| Some((**params).clone()));
                let differ = |known: &mut Attrs| place.joined(&place.told(), known) != **params;
                known.take_if(differ);
            }
        });
        Self(found)
    }

    fn params(&self, what: &What) -> Option<&Attrs> {
        self.0.get(what)?.as_ref()
    }

    /// Leaves out parameters that say nothing to readers, and can be put back.
    fn leave_out(&self, blocks: &mut [Block]) {
        each(blocks, &mut |mut place| {
            let told = place.told();
            if let Place::Params(what, params) = &mut place
                && self.params(what).is_some()
            {
                **params = told;
            }
        });
    }

    /// Puts them back, but for those that are said.
    fn put_back(&self, blocks: &mut [Block]) {
        each(blocks, &mut |place| {
            let all = match &place {
                Place::Params(what, said) => {
                    let known = self.params(what);
                    known.map(|known| place.joined(said, known))
                }
                _ => None,
            };
            if let (Place::Params(_, params), Some(all)) = (place, all) {
                *params = all;
            }
        });
    }
}

/// A reference in the head of a table or a cell, as one of its attributes.
pub(super) fn attribute(source: Option<Source>) -> Option<(String, String)> {
    let reference = source.filter(|source| source.format == Format::Markdown)?;
    Some((KEY.to_owned(), reference.text))
}

/// Puts references in place of all that an edit takes from the stored document.
pub(super) fn shorten(blocks: &mut [Block]) {
    splice::leave_out(blocks);
    Shown::of(blocks).leave_out(blocks);
    let elements = Elements::of(blocks);
    each(blocks, &mut |place| place.shorten(&elements));
    drop_ids_of_tasks(blocks);
    people::drop_ids_in_labels(blocks);
}

fn drop_ids_of_tasks(blocks: &mut [Block]) {
    for block in blocks {
        if let Block::Container(Container { name, content, .. }) = block
            && name == TASKS
            && content.len() == 1
            && let Some(list) = content.pop()
        {
            *block = list;
        }
        tree::for_each_child(block, &mut |children| drop_ids_of_tasks(children));
    }
}

/// Puts the elements of a stored document in place of the references to them.
///
/// # Errors
/// [`MarkupError::Unresolved`] for the first one that the document does not have.
pub(super) fn resolve(wanted: &mut [Block], stored: &mut [Block]) -> Result<(), MarkupError> {
    Shown::of(stored).put_back(wanted);
    let mut elements = None;
    let mut lost = None;
    each(wanted, &mut |place| {
        let Some(digits) = place.digits() else {
            return;
        };
        let shown = place.shown(&digits);
        let elements = elements.get_or_insert_with(|| Elements::of(stored));
        let is_put = elements
            .find(&digits)
            .is_some_and(|element| place.put(element));
        if !is_put {
            lost.get_or_insert(shown);
        }
    });
    lost.map_or(Ok(()), |shown| Err(MarkupError::Unresolved(shown)))
}

/// Refuses references, where there is no stored document that has what they stand for.
///
/// # Errors
/// [`MarkupError::Unresolved`] for the first one.
pub(super) fn refuse(wanted: &mut [Block]) -> Result<(), MarkupError> {
    resolve(wanted, &mut [])
}

fn each(blocks: &mut [Block], f: &mut impl FnMut(Place<'_>)) {
    tree::for_each_container(blocks, &mut |Container {
                                               name,
                                               attrs,
                                               source,
                                               ..
                                           }| {
        f(Place::Head(name, attrs, source));
    });
    tree::for_each_attrs(blocks, &mut |attrs| f(Place::Attrs(attrs)));
    tree::for_each_inline(blocks, &mut |inline| match inline {
        Inline::Carrier(..) => f(Place::Whole(inline)),
        Inline::Link(link) if people::by_long_id(link).is_some() => f(Place::Whole(inline)),
        Inline::Container(Container {
            name,
            attrs,
            source,
            ..
        }) => f(Place::Head(name, attrs, source)),
        Inline::Link(link) | Inline::Image(link) => {
            if let Href::Atl(atl) = &mut link.href {
                f(Place::Params(&atl.what, &mut atl.params));
            }
        }
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source {
            format: Format::Storage,
            text: text.to_owned(),
        }
    }

    /// Paragraphs of carriers, each labelled with its own source.
    fn carriers(texts: &[String]) -> Vec<Block> {
        let carrier = |text: &String| Block::Leaf(Inline::Carrier(text.clone(), source(text)));
        texts.iter().map(carrier).collect()
    }

    #[test]
    fn as_many_digits_as_tell_elements_apart() {
        let texts: Vec<String> = (0..20_000).map(|at| format!("<a b=\"{at}\" />")).collect();
        let stored = carriers(&texts);
        let mut short = stored.clone();
        shorten(&mut short);
        let digits: Vec<usize> = short
            .iter()
            .map(|block| match block {
                Block::Leaf(Inline::Carrier(_, source)) => source.text.len(),
                _ => 0,
            })
            .collect();
        let some = |count| digits.contains(&count);
        assert!(
            some(FEWEST) && some(FEWEST + 1),
            "{:?}",
            digits.iter().max()
        );
        resolve(&mut short, &mut stored.clone()).unwrap();
        assert_eq!(short, stored);
    }

    #[test]
    fn elements_with_one_check_sum_are_carried_whole() {
        let mut elements = Elements::default();
        let (one, other) = (
            Element::Source(source("<a />")),
            Element::Source(source("<b />")),
        );
        elements.add(one.clone());
        assert!(elements.reference(&one).is_some());
        elements.0.insert(one.sum(), Some(other));
        elements.add(one.clone());
        assert_eq!(elements.reference(&one), None);
        assert_eq!(elements.find(&one.sum()), None);
    }
}
