//! Media, both ways: an image alone in a paragraph is a `mediaSingle`, one within text a `mediaInline`.

use serde_json::{Map, Value};

use super::{
    super::{
        Atl, Attrs, What,
        tree::{self, Block, Container, Href, Inline, Link, plain_text},
    },
    cards,
    elements::param,
    inlines, macros,
    node::{self, Node, attrs, leaf, make},
};

/// The container of a media with a caption, or with what a web image cannot say itself.
pub(super) const FIGURE: &str = "figure";
/// The container of a group of files.
pub(super) const FILES: &str = "files";
const LAYOUTS: [&str; 7] = [
    "center",
    "wide",
    "full-width",
    "wrap-right",
    "wrap-left",
    "align-end",
    "align-start",
];

/// A media node, with the attributes that Markdown's image itself does not have.
fn image(media: Node<'_>) -> Option<(Link, Attrs)> {
    let external = media.text_attr("type") == Some("external");
    let keys: &[&str] = if external {
        &["width", "height"]
    } else {
        &["width", "height", "occurrenceKey"]
    };
    let mut known = keys.to_vec();
    known.extend(if external {
        &["type", "alt", "url"][..]
    } else {
        &["type", "alt", "id", "collection"][..]
    });
    let mut params = media
        .readable(keys)
        .filter(|_| media.has_only(&known) && media.marks().is_empty())?;
    let alt = match media.attr("alt") {
        None => "",
        Some(alt) => alt
            .as_str()
            .filter(|alt| alt.trim() == *alt && !alt.contains(char::is_control))?,
    };
    let href = if external {
        Href::Url(cards::href(media)?.to_owned())
    } else {
        let kind = media.text_attr("type")?;
        if kind != "file" {
            params.insert(0, ("type".to_owned(), kind.to_owned()));
        }
        let id = media.text_attr("id").filter(|id| !id.is_empty())?;
        Href::Atl(Atl::from(What::Media(
            media.text_attr("collection")?.to_owned(),
            id.to_owned(),
        )))
    };
    let content = if alt.is_empty() {
        Vec::new()
    } else {
        vec![Inline::text(alt)]
    };
    Some((
        Link {
            href,
            title: String::new(),
            content,
        },
        params,
    ))
}

/// An image that says all it can; what is left over is given back.
fn with_params((mut link, params): (Link, Attrs)) -> (Link, Attrs) {
    match &mut link.href {
        Href::Atl(atl) => {
            atl.params.extend(params);
            (link, Attrs::new())
        }
        Href::Url(_) => (link, params),
    }
}

/// Reads a `mediaInline`.
pub(super) fn read_inline(node: Node<'_>) -> Option<Inline> {
    let (link, _) = with_params(image(node).filter(|(link, _)| matches!(link.href, Href::Atl(_)))?);
    Some(Inline::Image(link))
}

/// Reads a `mediaSingle`.
pub(super) fn single(node: Node<'_>) -> Option<Block> {
    let mut content = node.content();
    let (mut link, mut params) = image(content.next().filter(|media| media.kind() == "media")?)?;
    params.extend(display(node)?);
    (link, params) = with_params((link, params));
    let mut blocks = vec![Block::Leaf(Inline::Image(link))];
    match (content.next(), content.next()) {
        (None, _) => {}
        (Some(caption), None) if caption.kind() == "caption" && caption.has_only(&[]) => {
            blocks.push(Block::Paragraph(inlines::read_with(
                caption.content(),
                captioned,
            )));
        }
        _ => return None,
    }
    if params.is_empty() && blocks.len() == 1 {
        return blocks.pop();
    }
    let figure = Container {
        name: FIGURE.to_owned(),
        attrs: params,
        source: None,
        content: blocks,
    };
    Some(Block::Container(figure))
}

/// How a `mediaSingle` is shown: `layout` unless centred, and `size` as `50`, `50%` or `300px`.
fn display(node: Node<'_>) -> Option<Attrs> {
    let layout = node.text_attr("layout").unwrap_or("center");
    let unit = match node.text_attr("widthType") {
        None => "",
        Some("percentage") => "%",
        Some("pixel") => "px",
        Some(_) => return None,
    };
    let size = match node.attr("width") {
        Some(width) => Some(format!("{}{unit}", width.as_number()?)),
        None if unit.is_empty() => None,
        None => return None,
    };
    let plain = node.has_only(&["layout", "width", "widthType"]) && LAYOUTS.contains(&layout);
    let layout = (layout != "center").then(|| ("layout".to_owned(), layout.to_owned()));
    let shown = layout
        .into_iter()
        .chain(size.map(|size| ("size".to_owned(), size)));
    plain.then(|| shown.collect())
}

/// Reads a `mediaGroup`.
pub(super) fn group(node: Node<'_>) -> Option<Block> {
    let file =
        |media: Node<'_>| match with_params(image(media).filter(|_| media.kind() == "media")?) {
            (link, rest) if rest.is_empty() => Some(Block::Leaf(Inline::Image(link))),
            _ => None,
        };
    let content: Vec<Block> = node.content().map(file).collect::<Option<_>>()?;
    let fine = node.has_only(&[]) && !content.is_empty();
    fine.then(|| {
        Block::Container(Container {
            name: FILES.to_owned(),
            attrs: Attrs::new(),
            source: None,
            content,
        })
    })
}

/// The media node of an image, if there is one for it.
fn media(image: &Link, more: &Attrs) -> Option<Value> {
    let mut attrs = match &image.href {
        Href::Url(url) if cards::is_script(url) => return None,
        Href::Url(url) => attrs([("type", "external".into()), ("url", url.as_str().into())]),
        Href::Atl(Atl {
            what: What::Media(collection, id),
            params,
        }) if !id.is_empty() => {
            let kind =
                param(params, "type").filter(|kind| ["file", "link", "image"].contains(kind));
            let mut attrs = attrs([
                ("type", kind.unwrap_or("file").into()),
                ("id", id.as_str().into()),
                ("collection", collection.as_str().into()),
            ]);
            attrs.extend(
                param(params, "occurrenceKey")
                    .filter(|key| !key.is_empty())
                    .map(|key| ("occurrenceKey".to_owned(), key.into())),
            );
            attrs.extend(sizes(params));
            attrs
        }
        Href::Atl(_) => return None,
    };
    attrs.extend(sizes(more));
    let alt = plain_text(&image.content);
    if !alt.is_empty() {
        attrs.insert("alt".to_owned(), alt.into());
    }
    Some(leaf("media", attrs))
}

fn sizes(params: &Attrs) -> impl Iterator<Item = (String, Value)> {
    let size = |key: &str| Some((key.to_owned(), node::number(param(params, key)?)?));
    ["width", "height"].map(size).into_iter().flatten()
}

/// Writes an image within text.
pub(super) fn write_inline(image: &Link) -> Option<Value> {
    let Href::Atl(_) = &image.href else {
        return None;
    };
    let mut node = media(image, &Attrs::new())?;
    node.as_object_mut()?
        .insert("type".to_owned(), "mediaInline".into());
    Some(node)
}

/// Writes an image as a block, with further attributes and a caption.
pub(super) fn write(image: &Link, more: &Attrs, caption: Option<Vec<Value>>) -> Option<Value> {
    let media =
        media(image, more).filter(|media| Node::new(media).text_attr("type") != Some("image"))?;
    let params = match &image.href {
        Href::Atl(atl) => &atl.params,
        Href::Url(_) => more,
    };
    let mut content = vec![media];
    content.extend(caption.map(|caption| make("caption", Map::new(), caption)));
    Some(make("mediaSingle", shown(params), content))
}

fn shown(params: &Attrs) -> Map<String, Value> {
    let layout = param(params, "layout")
        .filter(|layout| LAYOUTS.contains(layout))
        .unwrap_or("center");
    let mut attrs = attrs([("layout", layout.into())]);
    if let Some(size) = param(params, "size") {
        let (number, unit) = match (size.strip_suffix('%'), size.strip_suffix("px")) {
            (Some(number), _) => (number, Some("percentage")),
            (_, Some(number)) => (number, Some("pixel")),
            _ => (size, None),
        };
        let most = if unit == Some("pixel") {
            f64::MAX
        } else {
            100.0
        };
        let fits = |number: &Value| {
            number
                .as_f64()
                .is_some_and(|number| (0.0..=most).contains(&number))
        };
        if let Some(number) = node::number(number).filter(fits) {
            attrs.insert("width".to_owned(), number);
            attrs.extend(unit.map(|unit| ("widthType".to_owned(), unit.into())));
        }
    }
    attrs
}

/// Writes the files of a group; `None` if anything else is in it.
pub(super) fn write_group(content: &[Block]) -> Option<Value> {
    let file = |block: &Block| match block {
        Block::Leaf(Inline::Image(image)) => media(image, &Attrs::new())
            .filter(|media| Node::new(media).text_attr("type") != Some("image")),
        _ => None,
    };
    let files: Vec<Value> = content.iter().map(file).collect::<Option<_>>()?;
    (!files.is_empty()).then(|| make("mediaGroup", Map::new(), files))
}

/// Reads what stands in a caption: macros and files have no place there, so one that is there is kept as it is.
fn captioned(node: Node<'_>) -> Vec<Inline> {
    match node.kind() {
        "inlineExtension" | "mediaInline" => vec![node.carrier()],
        _ => inlines::leaf_of(node),
    }
}

/// Writes a caption, in which macros and files can only be named.
pub(super) fn caption(content: &[Inline]) -> Vec<Value> {
    let mut content = [Block::Paragraph(content.to_vec())];
    tree::for_each_inline(&mut content, &mut |inline| {
        let named = match inline {
            Inline::Image(link) if write_inline(link).is_some() => {
                format!("[image: {}]", plain_text(&link.content))
            }
            Inline::Link(link) if macros::write(link, "inlineExtension").is_some() => {
                plain_text(&link.content)
            }
            _ => return,
        };
        *inline = Inline::Text(named);
    });
    match &content {
        [Block::Paragraph(content)] => inlines::write(content),
        _ => Vec::new(),
    }
}

/// The figure that a container says: its image, and the caption after it.
pub(super) fn write_figure(attrs: &Attrs, content: &[Block]) -> Option<Value> {
    let (image, captioned) = match content {
        [Block::Leaf(Inline::Image(image))] => (image, None),
        [Block::Leaf(Inline::Image(image)), Block::Paragraph(text)] => (image, Some(caption(text))),
        _ => return None,
    };
    write(image, attrs, captioned)
}
