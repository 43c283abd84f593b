//! The `atl:` link grammar: `atl:kind/part/part?param=value&…#anchor`, every part percent-encoded.

use std::{borrow::Cow, fmt};

use super::{
    attrs::{Attrs, decode, encode},
    reference,
};

const SCHEME: &str = "atl:";
/// A web address of this scheme, as Markdown shows it: what a page links to is never one of the dialect's targets.
const FOREIGN: &str = "%61tl:";
/// What has a meaning in this grammar, or may end a link's target before its end.
const PART: &str = "%/?#&=<>\\`|[]";
/// The same in the value of a parameter, after which nothing but another may come.
const VALUE: &str = "%#&<>\\`|[]";
/// What the key of a parameter ends with whose value is not encoded again.
const RAW: &str = ":raw";
/// Macros that have a kind of their own, because they are short and everywhere.
const SHORT_MACROS: [&str; 2] = ["toc", "children"];

/// A target of the dialect: what it is, and further parameters in source order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Atl {
    /// What it is.
    pub what: What,
    /// Parameters that the kind itself does not have, such as an image's `width`.
    pub params: Attrs,
}

/// The kinds of targets.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum What {
    /// A mention. The label is `@Display Name`.
    User(UserKind, String),
    /// A status lozenge of this colour; the label is its text.
    Status(String),
    /// A date; the label is `YYYY-MM-DD`.
    Date,
    /// An emoji without a Unicode character, by id or short name.
    Emoji(String),
    /// A Confluence page.
    Page(Page),
    /// An attachment by file name; an image if the link is one.
    Attachment(String),
    /// ADF media: collection and id.
    Media(String, String),
    /// The definition of an anchor.
    Anchor(String),
    /// A Jira issue macro, by key.
    Issue(String),
    /// A macro without content; its parameters are the target's.
    Macro(String),
}

/// How an Atlassian product names a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserKind {
    /// A Cloud account id: `atl:user/…`. Someone who writes may put an e-mail address or a name here.
    AccountId,
    /// A Data Center user key: `atl:userkey/…`.
    UserKey,
    /// A Data Center user name: `atl:username/…`.
    UserName,
}

/// A link to a page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Page {
    /// The space's key; empty for the page's own space.
    pub space: String,
    /// The title.
    pub title: String,
    /// An anchor in it.
    pub anchor: Option<String>,
}

impl From<What> for Atl {
    fn from(what: What) -> Self {
        Self {
            what,
            params: Attrs::new(),
        }
    }
}

impl Atl {
    /// Whether a link target is meant to be one of the dialect's.
    #[must_use]
    pub fn claims(target: &str) -> bool {
        target.starts_with(SCHEME)
    }

    /// How an address stands in Markdown.
    #[must_use]
    pub(super) fn shown_address(url: &str) -> Cow<'_, str> {
        match url.strip_prefix(SCHEME) {
            Some(rest) => format!("{FOREIGN}{rest}").into(),
            None => url.into(),
        }
    }

    /// Undoes [`Self::shown_address`].
    #[must_use]
    pub(super) fn address(shown: &str) -> String {
        match shown.strip_prefix(FOREIGN) {
            Some(rest) => format!("{SCHEME}{rest}"),
            None => shown.to_owned(),
        }
    }

    /// Reads a target; `None` if it is not of this grammar. (`atl:x/…` is a carrier, not a target.)
    #[must_use]
    pub fn parse(target: &str) -> Option<Self> {
        let target = target.strip_prefix(SCHEME)?;
        let (target, anchor) = split_last(target, '#');
        let (path, query) = split_last(target, '?');
        let (kind, path) = path.split_once('/').unwrap_or((path, ""));
        Some(Self {
            what: what(kind, path, anchor)?,
            params: query.map(params).unwrap_or_default(),
        })
    }
}

fn split_last(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at)
        .map_or((text, None), |(head, tail)| (head, Some(tail)))
}

fn what(kind: &str, path: &str, anchor: Option<&str>) -> Option<What> {
    let part = || Some(decode(path)).filter(|part| !part.is_empty());
    Some(match kind {
        "user" => What::User(UserKind::AccountId, part()?),
        "userkey" => What::User(UserKind::UserKey, part()?),
        "username" => What::User(UserKind::UserName, part()?),
        "status" => What::Status(decode(path)),
        "date" => What::Date,
        "emoji" => What::Emoji(part()?),
        "page" => What::Page(page(path, anchor)?),
        "attachment" => What::Attachment(part()?),
        "media" => path
            .split_once('/')
            .map(|(collection, id)| What::Media(decode(collection), decode(id)))?,
        "anchor" => What::Anchor(decode(path)),
        "issue" => What::Issue(part()?),
        "macro" => What::Macro(part()?),
        _ if SHORT_MACROS.contains(&kind) => What::Macro(kind.to_owned()),
        _ => return None,
    })
}

fn page(path: &str, anchor: Option<&str>) -> Option<Page> {
    let (space, title) = path.split_once('/')?;
    Some(Page {
        space: decode(space),
        title: decode(title),
        anchor: anchor.map(decode),
    })
}

fn params(query: &str) -> Attrs {
    let pair = |param: &str| {
        let digits = param.strip_prefix(reference::MARK);
        if let Some(digits) = digits.filter(|digits| reference::parse(digits).is_some()) {
            return (reference::KEY.to_owned(), digits.to_owned());
        }
        let (key, value) = param.split_once('=').unwrap_or((param, ""));
        match key.strip_suffix(RAW).filter(|_| is_encoded(value)) {
            Some(key) => (decode(key), value.to_owned()),
            None => (decode(key), decode(value)),
        }
    };
    let params = query.split('&').filter(|param| !param.is_empty());
    params.map(pair).collect()
}

impl fmt::Display for Atl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}", self.what)?;
        for (at, (key, value)) in self.params.iter().enumerate() {
            let mark = if at == 0 { '?' } else { '&' };
            write!(f, "{mark}{}", param(key, value))?;
        }
        match &self.what {
            What::Page(Page {
                anchor: Some(anchor),
                ..
            }) => write!(f, "#{}", part(anchor)),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(kind, id) => write!(f, "{kind}/{}", part(id)),
            Self::Status(color) => write!(f, "status/{}", part(color)),
            Self::Date => f.write_str("date"),
            Self::Emoji(id) => write!(f, "emoji/{}", part(id)),
            Self::Page(page) => write!(f, "page/{}/{}", part(&page.space), part(&page.title)),
            Self::Attachment(name) => write!(f, "attachment/{}", part(name)),
            Self::Media(collection, id) => write!(f, "media/{}/{}", part(collection), part(id)),
            Self::Anchor(name) => write!(f, "anchor/{}", part(name)),
            Self::Issue(key) => write!(f, "issue/{}", part(key)),
            Self::Macro(name) if SHORT_MACROS.contains(&name.as_str()) => f.write_str(name),
            Self::Macro(name) => write!(f, "macro/{}", part(name)),
        }
    }
}

impl fmt::Display for UserKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccountId => "user",
            Self::UserKey => "userkey",
            Self::UserName => "username",
        })
    }
}

fn part(text: &str) -> String {
    encode(text, PART)
}

/// A parameter: one whose value is percent-encoded already says so and stands as it is.
fn param(key: &str, value: &str) -> String {
    if key == reference::KEY && reference::parse(value).is_some() {
        return format!("{}{value}", reference::MARK);
    }
    if is_encoded(value) {
        return format!("{}{RAW}={value}", part(key));
    }
    let key = match key.strip_suffix(RAW) {
        Some(name) => format!("{}%3A{}", part(name), RAW.trim_start_matches(':')),
        None => part(key),
    };
    format!("{key}={}", encode(value, VALUE))
}

fn is_encoded(value: &str) -> bool {
    let encodes = |(at, _): (usize, &str)| {
        let digits = value.get(at + 1..at + 3);
        digits.is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))
    };
    let fine = |c: char| c == '%' || c.is_ascii_graphic() && !VALUE.contains(c);
    value.match_indices('%').any(encodes) && value.chars().all(fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_comes_back() {
        let hostile = "a/b?c#d&e=f%20 (g) [h] <i> |\u{1F600}";
        let page = Page {
            space: "DS".into(),
            title: hostile.into(),
            anchor: Some(hostile.into()),
        };
        let kinds = [
            What::User(UserKind::AccountId, "557058:f58131cb-b67d".into()),
            What::User(UserKind::UserKey, hostile.into()),
            What::User(UserKind::UserName, hostile.into()),
            What::Status("blue".into()),
            What::Date,
            What::Emoji(":party:".into()),
            What::Page(page),
            What::Page(Page {
                title: "T".into(),
                ..Page::default()
            }),
            What::Attachment(hostile.into()),
            What::Media("collection".into(), hostile.into()),
            What::Anchor(hostile.into()),
            What::Issue("PROJ-1".into()),
            What::Macro("toc".into()),
            What::Macro("jira-chart".into()),
        ];
        for what in kinds {
            let atl = Atl {
                what,
                params: vec![
                    ("max=Level".into(), hostile.into()),
                    ("b".into(), String::new()),
                ],
            };
            assert_eq!(Atl::parse(&atl.to_string()), Some(atl));
        }
    }

    #[test]
    fn readable_forms() {
        let user = Atl::from(What::User(UserKind::AccountId, "557058:f5-8".into()));
        assert_eq!(user.to_string(), "atl:user/557058:f5-8");
        assert_eq!(Atl::from(What::Macro("toc".into())).to_string(), "atl:toc");
        assert_eq!(Atl::parse("atl:macro/toc"), Atl::parse("atl:toc"));
        let page = Page {
            space: "DS".into(),
            title: "Über uns: a/b?".into(),
            anchor: None,
        };
        let page = Atl::from(What::Page(page));
        assert_eq!(page.to_string(), "atl:page/DS/Über uns: a%2Fb%3F");
    }

    #[test]
    fn what_is_encoded_is_not_encoded_again() {
        for (key, value, shown) in [
            ("q", "a%20b", "q:raw=a%20b"),
            ("q", "a b", "q=a b"),
            ("q", "100%", "q=100%25"),
            ("q", "a%20b & c", "q=a%2520b %26 c"),
            ("q:raw", "a b", "q%3Araw=a b"),
            ("q", "x = \"y\" AND z != 1", "q=x = \"y\" AND z != 1"),
        ] {
            let atl = Atl {
                what: What::Macro("m".into()),
                params: vec![(key.into(), value.into())],
            };
            assert_eq!(atl.to_string(), format!("atl:macro/m?{shown}"));
            assert_eq!(Atl::parse(&atl.to_string()), Some(atl));
        }
    }

    #[test]
    fn other_targets_are_refused() {
        for target in [
            "atl:",
            "atl:user/",
            "atl:unknown/x",
            "atl:page/x",
            "https://x.org",
            "atl:media/x",
        ] {
            assert_eq!(Atl::parse(target), None, "{target}");
        }
    }
}
