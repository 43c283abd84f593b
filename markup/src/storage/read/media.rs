//! Images, emoticons, dates.

use super::{
    super::{
        super::{
            Atl, What,
            attrs::Attrs,
            tree::{Block, Container, Href, Inline, Link},
        },
        attributes,
        xml::{self, Element},
    },
    carrier, inlines, label, links, source,
};

/// Data Center's emoticons and what they look like.
pub(in crate::storage) const EMOTICONS: [(&str, &str); 22] = [
    ("smile", "🙂"),
    ("sad", "🙁"),
    ("cheeky", "😛"),
    ("laugh", "😀"),
    ("wink", "😉"),
    ("thumbs-up", "👍"),
    ("thumbs-down", "👎"),
    ("information", "ℹ️"),
    ("tick", "✅"),
    ("cross", "❌"),
    ("warning", "⚠️"),
    ("plus", "➕"),
    ("minus", "➖"),
    ("question", "❓"),
    ("light-on", "💡"),
    ("light-off", "🔌"),
    ("yellow-star", "⭐"),
    ("red-star", "🌟"),
    ("green-star", "💚"),
    ("blue-star", "💙"),
    ("heart", "❤️"),
    ("broken-heart", "💔"),
];

/// The container of an image and its caption, where that is more than a line of text.
pub(in crate::storage) const FIGURE: &str = "figure";

/// What a container of ADF says of an image's width, and no attribute here.
pub(in crate::storage) const SIZE: &str = "size";

/// `ac:image` of an attachment or an address.
pub(super) fn image(element: &Element<'_>) -> Inline {
    let parts: Vec<&Element<'_>> = element.elements().collect();
    let captioned = || match parts.as_slice() {
        [resource, caption] if caption.name == CAPTION => {
            figure(known_image(element, &[*resource])?, caption)
        }
        _ => None,
    };
    known_image(element, &parts)
        .map(Inline::Image)
        .or_else(captioned)
        .or_else(|| sized(element, &parts))
        .unwrap_or_else(|| unknown_image(element))
}

/// An image among blocks: with a rich caption, it is a container of the image and paragraphs.
pub(super) fn block(element: &Element<'_>) -> Block {
    match image(element) {
        Inline::Container(Container {
            name,
            attrs,
            content,
            ..
        }) => {
            let mut content = content.into_iter();
            let image = content.next().map(Block::Leaf);
            let caption: Vec<Inline> = content.collect();
            let caption = (!caption.is_empty()).then_some(Block::Paragraph(caption));
            Block::Container(Container {
                name,
                attrs,
                source: None,
                content: image.into_iter().chain(caption).collect(),
            })
        }
        inline => Block::Leaf(inline),
    }
}

/// The element of a caption.
const CAPTION: &str = "ac:caption";

/// An image and a caption that is more than a line of text: paragraphs in it are parted by breaks.
fn figure(image: Link, caption: &Element<'_>) -> Option<Inline> {
    let mut content = vec![Inline::Image(image)];
    let paragraphs: Vec<&Element<'_>> = caption.elements().collect();
    let fits = caption.attributes.is_empty()
        && caption.holds_elements_only()
        && paragraphs.iter().all(|paragraph| paragraph.name == "p");
    match fits {
        true => {
            for (at, paragraph) in paragraphs.into_iter().enumerate() {
                if at > 0 {
                    content.push(Inline::Break);
                }
                content.extend(inlines::content(paragraph));
            }
        }
        false => content.extend(inlines::content(caption)),
    }
    let attrs = Attrs::new();
    (content.len() > 1).then(|| {
        Inline::Container(Container {
            name: FIGURE.to_owned(),
            attrs,
            source: None,
            content,
        })
    })
}

/// An image of the web that says more than its title, such as its width: a link has no place for that.
fn sized(element: &Element<'_>, parts: &[&Element<'_>]) -> Option<Inline> {
    let [url] = parts else {
        return None;
    };
    let (title, attrs): (Attrs, Attrs) = further(element)?
        .into_iter()
        .partition(|(key, _)| key == "title");
    let fits = url.name == "ri:url"
        && element.holds_elements_only()
        && attrs
            .iter()
            .all(|(key, value)| !value.is_empty() && key != SIZE);
    let image = external(url, &title, alternative(element)).filter(|_| fits)?;
    Some(Inline::Container(Container {
        name: FIGURE.to_owned(),
        attrs,
        source: None,
        content: vec![Inline::Image(image)],
    }))
}

fn unknown_image(element: &Element<'_>) -> Inline {
    let named = element.elements().find_map(|resource| {
        resource
            .attribute("ri:filename")
            .or(resource.attribute("ri:value"))
    });
    Inline::Carrier(
        label(
            "image",
            named.or(element.attribute("ac:alt")).unwrap_or_default(),
        ),
        source(element.source),
    )
}

fn known_image(element: &Element<'_>, parts: &[&Element<'_>]) -> Option<Link> {
    let content = alternative(element);
    let further = further(element)?;
    match parts {
        _ if !element.holds_elements_only() => None,
        [url] if url.name == "ri:url" => external(url, &further, content),
        [file] if file.name == "ri:attachment" => attached(file, further, None, content),
        [file, caption] if file.name == "ri:attachment" && caption.name == "ac:caption" => {
            attached(file, further, Some(self::caption(caption)?), content)
        }
        _ => None,
    }
}

fn alternative(element: &Element<'_>) -> Vec<Inline> {
    let alt = element.attribute("ac:alt").unwrap_or_default().trim();
    match alt {
        "" => Vec::new(),
        alt => vec![Inline::text(alt)],
    }
}

/// What an image says beside its alternative text.
fn further(element: &Element<'_>) -> Option<Attrs> {
    let said = attributes::significant(element, &["ac:alt"]).into_iter();
    said.map(parameter).collect()
}

fn parameter((name, value): (String, String)) -> Option<(String, String)> {
    let key = name
        .strip_prefix("ac:")
        .filter(|key| !matches!(*key, "caption" | "space" | "page" | "style" | "src"))?;
    Some((key.to_owned(), value))
}

fn external(resource: &Element<'_>, further: &Attrs, content: Vec<Inline>) -> Option<Link> {
    let title = match further.as_slice() {
        [] => "",
        [(key, title)] if key == "title" && !matches!(title.as_str(), "" | "block" | "inline") => {
            title
        }
        _ => return None,
    };
    let [(name, url)] = attributes::significant(resource, &[]).try_into().ok()?;
    let sayable = name == "ri:value"
        && url.contains("://")
        && !url.contains(char::is_whitespace)
        && attributes::is_harmless_url(&url);
    sayable.then(|| Link {
        title: title.to_owned(),
        ..Link::url(url, content)
    })
}

fn attached(
    file: &Element<'_>,
    further: Attrs,
    caption: Option<String>,
    content: Vec<Inline>,
) -> Option<Link> {
    let Atl { what, params } = links::attachment(file)?;
    let caption = caption.map(|caption| ("caption".to_owned(), caption));
    let params = further.into_iter().chain(params).chain(caption).collect();
    Some(Link {
        href: Href::Atl(Atl { what, params }),
        title: String::new(),
        content,
    })
}

/// A caption of one paragraph of text.
fn caption(caption: &Element<'_>) -> Option<String> {
    let paragraphs: Vec<&Element<'_>> = caption
        .elements()
        .filter(|_| caption.holds_elements_only())
        .collect();
    let [paragraph] = paragraphs.as_slice() else {
        return None;
    };
    let plain = paragraph.name == "p"
        && attributes::significant(paragraph, &[]).is_empty()
        && caption.attributes.is_empty();
    paragraph
        .only_text()
        .filter(|text| plain && !text.trim().is_empty())
        .map(str::to_owned)
}

/// `ac:emoticon`: its character if it is of Unicode, else its name or id.
pub(super) fn emoticon(element: &Element<'_>) -> Inline {
    let get = |name| element.attribute(name).filter(|value| !value.is_empty());
    let further: Option<Attrs> = attributes::significant(element, &["ac:emoji-id"])
        .into_iter()
        .map(parameter)
        .collect();
    match (
        get("ac:name"),
        get("ac:emoji-id"),
        get("ac:emoji-fallback"),
        further,
    ) {
        (_, Some(id), Some(character), _) if is_unicode(id, character) => Inline::text(character),
        (_, Some(id), fallback, Some(params))
            if element.children.is_empty() && !params.is_empty() =>
        {
            let label = get("ac:emoji-shortname").or(fallback).unwrap_or(id);
            // The attributes that an emoji without any is written with, unless its id is an emoticon's name.
            let usual = [("name", "blue-star"), ("emoji-shortname", label)];
            let is_usual = params
                .iter()
                .map(|(key, value)| (key.as_str(), value.as_str()))
                .eq(usual);
            let is_emoticon = EMOTICONS.iter().any(|(name, _)| *name == id);
            let params = match is_usual && !is_emoticon {
                true => Attrs::new(),
                false => params,
            };
            let what = What::Emoji(id.to_owned());
            Inline::atl(label, Atl { what, params })
        }
        (Some(name), None, None, Some(params))
            if params.len() == 1 && element.children.is_empty() =>
        {
            let known = EMOTICONS.iter().find(|(known, _)| *known == name);
            known.map_or_else(
                || carrier(element),
                |(_, character)| Inline::atl(*character, What::Emoji(name.to_owned())),
            )
        }
        _ => carrier(element),
    }
}

/// Whether an id such as `1f44d-1f3fd` spells this character.
fn is_unicode(id: &str, character: &str) -> bool {
    let spelled: Option<String> = id
        .split('-')
        .map(|code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32))
        .collect();
    let bare = |text: &str| text.replace('\u{fe0f}', "");
    spelled.is_some_and(|spelled| !spelled.is_ascii() && bare(&spelled) == bare(character))
        && character.chars().all(xml::is_char)
}

/// `<time datetime="2026-11-22" />`.
pub(super) fn date(element: &Element<'_>) -> Inline {
    let is_date = |date: &&str| {
        date.len() == 10 && chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok()
    };
    let date = element.attribute("datetime").filter(is_date);
    match date {
        Some(date)
            if attributes::significant(element, &["datetime"]).is_empty()
                && element.children.is_empty() =>
        {
            Inline::atl(date, What::Date)
        }
        _ => carrier(element),
    }
}
