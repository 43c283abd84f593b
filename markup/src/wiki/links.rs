//! The grammar of `[alias|target|tip]` and `!name|params!`.

use super::{
    super::{Attrs, tree::Link},
    entities::entity,
};

/// The words for smart links in place of a tip, and the titles of the dialect.
const SMART: [(&str, &str); 3] = [
    ("smart-link", "card"),
    ("smart-card", "block-card"),
    ("smart-embed", "embed-card"),
];

/// A link's parts, as they stand in the source.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// The text, from the start of the link on.
    pub alias: Option<&'a str>,
    pub target: &'a str,
    pub tip: &'a str,
    /// The length of the whole link.
    pub length: usize,
}

/// The link that begins `text`.
pub(super) fn link(text: &str) -> Option<Parts<'_>> {
    let inner = text.strip_prefix('[')?;
    let inner = inner.get(..closing(inner)?)?;
    let cuts: Vec<usize> = unescaped(inner, '|').collect();
    // Jira passes over blanks around an address.
    let target_of = |tail: &str| {
        let target = tail.trim();
        !target.is_empty() && (target == tail || is_address(target))
    };
    let after = |cut: usize| inner.get(cut + 1..).unwrap_or_default();
    let (alias, target, tip) = match cuts.as_slice() {
        [] => (None, inner, ""),
        [cut] if is_tip(after(*cut)) => (None, inner.get(..*cut)?, after(*cut)),
        [cut] => (inner.get(..*cut), after(*cut), ""),
        [.., first, last] if is_tip(after(*last)) || !is_address(after(*last)) => (
            inner.get(..*first),
            inner.get(first + 1..*last)?,
            after(*last),
        ),
        [.., last] => (inner.get(..*last), after(*last), ""),
    };
    let fine = match alias {
        Some(alias) => !alias.trim().is_empty() && !is_relative(target),
        None => stands_alone(target),
    };
    (fine && target_of(target)).then_some(Parts {
        alias,
        target: target.trim(),
        tip,
        length: inner.len() + 2,
    })
}

/// Where `]` stands, on this line and before another `[`.
fn closing(inner: &str) -> Option<usize> {
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if inner
                .get(at + 1..)
                .is_some_and(|rest| !rest.starts_with('\n')) =>
            {
                chars.next();
            }
            ']' => return Some(at),
            '[' | '\n' => return None,
            _ => {}
        }
    }
    None
}

fn unescaped(text: &str, mark: char) -> impl Iterator<Item = usize> {
    let mut escaped = false;
    text.char_indices().filter_map(move |(at, c)| {
        let found = c == mark && !escaped;
        escaped = c == '\\' && !escaped;
        found.then_some(at)
    })
}

fn is_tip(tip: &str) -> bool {
    SMART.iter().any(|(word, _)| *word == tip)
}

/// The dialect's title for a tip.
pub(super) fn title(tip: &str) -> &str {
    SMART
        .iter()
        .find(|(word, _)| *word == tip)
        .map_or(tip, |(_, title)| title)
}

/// The tip for a title of the dialect.
pub(super) fn tip(title: &str) -> &str {
    SMART
        .iter()
        .find(|(_, known)| *known == title)
        .map_or(title, |(word, _)| word)
}

/// Whether a target is a link without an alias; `[INFO]` is none.
fn stands_alone(target: &str) -> bool {
    match target.chars().next() {
        Some('#' | '~') => target.len() > 1 && !target.contains(char::is_whitespace),
        Some('^') => target
            .rsplit_once('.')
            .is_some_and(|(_, end)| !end.is_empty() && end.chars().all(char::is_alphanumeric)),
        _ => is_address(target),
    }
}

/// Whether a user can be named so; anything else would be markup.
pub(super) fn is_user(id: &str) -> bool {
    !id.is_empty() && !id.contains(|c: char| "[]{}|\\".contains(c) || c.is_control())
}

/// Whether a target is a path that leads on from somewhere, which means nothing to Jira: it shows such a link as it is typed.
pub(super) fn is_relative(target: &str) -> bool {
    let is_file = |target: &str| {
        let end = target.rsplit_once('.').map_or("", |(_, end)| end);
        !end.is_empty() && end.chars().all(|c| c.is_ascii_alphanumeric())
    };
    !is_address(target)
        && !target.contains([' ', ':'])
        && !target.starts_with("www.")
        && (target.contains('/') || is_file(target))
}

/// Whether a target is an address by its look.
pub(super) fn is_address(target: &str) -> bool {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    let word =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '-' | '.');
    let schemed = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme.len() > 1
        && scheme.chars().all(word);
    (schemed
        || target.contains("://")
        || target.starts_with(['/', '#', '^', '~']) && target.len() > 1)
        && !target.contains(' ')
}

/// The length of the web address that begins `text`.
pub(super) fn address(before: Option<char>, text: &str) -> Option<usize> {
    let rest = ["https://", "http://", "ftp://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme))?;
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let begins_link = |at: usize| rest.get(at..).and_then(link).is_some();
    let length = rest
        .char_indices()
        .find(|(at, c)| ends_address(*c) || *c == '\\' || *c == '[' && begins_link(*at))
        .map_or(rest.len(), |(at, _)| at);
    let inner = rest.get(..length)?.trim_end_matches(ENDING);
    (!inner.is_empty()).then(|| text.len() - rest.len() + inner.len())
}

/// Whether a character ends an address; marks of phrases do not.
pub(super) fn ends_address(c: char) -> bool {
    !c.is_ascii_alphanumeric() && !"-_.!~*';/?:@#&=%+$,[]()\\".contains(c)
}

/// What does not belong to an address that ends with it.
const ENDING: [char; 10] = ['.', ',', '>', ')', ']', ';', '}', '"', '\'', '!'];

/// Whether a bare address may follow: after a word it would be none, and beside marks and emoticons these would not act.
pub(super) fn may_precede(c: char) -> bool {
    c.is_whitespace() || "(\"',:;=<>/&#|".contains(c)
}

/// Whether a bare address before this text ends where it should: the text does not go on with it, escaped or not.
pub(super) fn ends_before(text: &str) -> bool {
    let rest = text.trim_start_matches(['.', ',', ')', '\'']);
    rest.chars()
        .next()
        .is_none_or(|c| c.is_ascii_whitespace() || "\"<>".contains(c))
}

/// The name, the parameters and the length of the image that begins `text`.
pub(super) fn image(before: Option<char>, text: &str) -> Option<(&str, &str, usize)> {
    framed(before, text).filter(|(name, params, _)| {
        let end = if params.is_empty() { name } else { params };
        !end.ends_with('\\') && !name.contains(|c: char| "[{\\".contains(c) || c.is_control())
    })
}

/// [`image`], of whatever characters the name is: once the text is escaped, it may have other ones.
pub(super) fn framed(before: Option<char>, text: &str) -> Option<(&str, &str, usize)> {
    let inner = text.strip_prefix('!')?;
    let end = inner.find(['!', '\n'])?;
    let (body, rest) = inner.split_at_checked(end)?;
    let tail = rest.strip_prefix('!')?;
    let after = entity(tail).map(|(c, _)| c).or_else(|| tail.chars().next());
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (name, params) = body.split_once('|').unwrap_or((body, ""));
    let spaced = name.contains(char::is_whitespace);
    let emoticon = before == Some('(') && name.starts_with(')');
    let fine = !emoticon
        && !name.is_empty()
        && name.trim() == name
        && !body.ends_with(char::is_whitespace);
    let file = || {
        name.rsplit_once('.').is_some_and(|(_, end)| {
            (1..=5).contains(&end.len()) && end.chars().all(char::is_alphanumeric)
        })
    };
    (fine && (!spaced || file()) && !word(before) && !word(after) && before != Some('!'))
        .then_some((name, params, body.len() + 2))
}

/// `width=300,alt="a, b",thumbnail`.
pub(super) fn image_params(params: &str) -> Attrs {
    // What these cannot be written with.
    let params = params
        .replace('{', "(")
        .replace('}', ")")
        .replace(['|', '\t'], " ");
    let mut quoted = false;
    let parts = params.split(|c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    let pair = |part: &str| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let bare = |text: &str| text.replace('"', " ").trim().to_owned();
        // One that ends with a backslash would escape what ends the image.
        let key = key.replace(',', " ");
        (bare(key.trim_end_matches(['\\', ' '])), bare(value))
    };
    parts
        .map(pair)
        .filter(|(key, value)| !(key.is_empty() && value.is_empty()))
        .collect()
}

/// Prints what [`image_params`] reads.
pub(super) fn print_image_params(params: &Attrs) -> String {
    let clean = |value: &str| -> String {
        let plain = |c: char| match c {
            '{' => '(',
            '}' => ')',
            '!' | '"' | '|' => ' ',
            c if c.is_control() => ' ',
            c => c,
        };
        let cleaned = value.chars().map(plain).collect::<String>();
        cleaned.trim().to_owned()
    };
    let param = |(key, value): &(String, String)| {
        let (key, value) = (clean(key), clean(value));
        match key.as_str() {
            _ if value.is_empty() => key,
            "alt" | "title" => format!("{key}=\"{value}\""),
            _ if value.contains([',', ' ']) || value.ends_with('\\') => {
                format!("{key}=\"{value}\"")
            }
            _ => format!("{key}={value}"),
        }
    };
    params.iter().map(param).collect::<Vec<_>>().join(",")
}

/// A link to a web address without a text of its own shows the address.
pub(super) fn shown(url: &str) -> &str {
    url.strip_prefix("mailto:")
        .or_else(|| url.strip_prefix('#'))
        .filter(|shown| !shown.is_empty())
        .unwrap_or(url)
}

/// Whether a link's text is what it would show anyway.
pub(super) fn is_shown(link: &Link, url: &str) -> bool {
    use super::super::tree::Inline;
    matches!(link.content.as_slice(), [Inline::Text(text)] if text == shown(url))
}
