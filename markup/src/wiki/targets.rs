//! Writes links, the elements that stand as links, and images.

use super::{
    super::{
        Atl, Page, UserKind, What,
        attrs::Attrs,
        tree::{Href, Inline, Link, plain_text},
    },
    links, macros, source,
    spans::{Mode, Writer, first_char},
    statuses,
};

impl Writer {
    pub(super) fn link(&mut self, link: &Link, mode: Mode, after: Option<char>, rest: &[Inline]) {
        match &link.href {
            Href::Url(url) if url.trim().is_empty() => self.all(&link.content, mode, after),
            Href::Url(url) => self.web_link(link, url, mode, after, rest),
            Href::Atl(atl) => self.element(link, atl, mode, after),
        }
    }

    fn web_link(
        &mut self,
        link: &Link,
        url: &str,
        mode: Mode,
        after: Option<char>,
        rest: &[Inline],
    ) {
        let plain = link.title.is_empty() && links::is_shown(link, url);
        if plain
            && links::address(None, url) == Some(url.len())
            && self.before().is_none_or(links::may_precede)
            && !mode.in_phrase
            && is_bounded(rest, after, mode)
        {
            return self.out.push_str(url);
        }
        let target = web_target(url);
        let short = format!("[{target}]");
        if plain && links::link(&short).is_some_and(|parts| parts.alias.is_none()) {
            return self.out.push_str(&short);
        }
        // What begins with one of these marks would be a file or a person.
        if links::is_relative(&target) || target.starts_with(['^', '~']) {
            return self.relative(link, url, mode, after);
        }
        self.bracketed(&link.content, &target, links::tip(&link.title), mode);
    }

    /// The text of a link that Jira has none for, and where it leads.
    fn relative(&mut self, link: &Link, url: &str, mode: Mode, after: Option<char>) {
        if plain_text(&link.content).trim() == url {
            return self.all(&link.content, mode, after);
        }
        self.all(&link.content, mode, Some(' '));
        self.text(&format!(" ({url})"), mode, after);
    }

    fn bracketed(&mut self, content: &[Inline], target: &str, tip: &str, mode: Mode) {
        self.out.push('[');
        let start = self.out.len();
        self.all(
            content,
            Mode {
                in_link: true,
                one_line: true,
                in_item: false,
                ..mode
            },
            Some('|'),
        );
        if self.out.len() == start {
            self.text(
                target,
                Mode {
                    in_link: true,
                    ..mode
                },
                Some('|'),
            );
        }
        self.out.extend(["|", target]);
        if !tip.is_empty() {
            // With a blank, what looks like an address is none.
            let blank = if links::is_address(tip) { " " } else { "" };
            self.out.extend(["|", blank, &link_part(tip)]);
        }
        self.out.push(']');
    }

    /// An element of the dialect.
    fn element(&mut self, link: &Link, atl: &Atl, mode: Mode, after: Option<char>) {
        let label = plain_text(&link.content);
        match &atl.what {
            What::User(_, id) if !links::is_user(id) => self.all(&link.content, mode, after),
            What::User(UserKind::AccountId, id) => self.out.extend(["[~accountid:", id, "]"]),
            What::User(_, id) => self.out.extend(["[~", id, "]"]),
            What::Status(color) => self.all(&[statuses::text(color, &label)], mode, after),
            What::Attachment(name) => {
                let target = format!("^{}", link_part(name));
                let short = format!("[{target}]");
                if label == *name && links::link(&short).is_some() {
                    self.out.push_str(&short);
                } else {
                    self.bracketed(&link.content, &target, "", mode);
                }
            }
            What::Page(page) => {
                self.bracketed(&link.content, &page_target(page), "", mode);
            }
            What::Anchor(name) => self.out.push_str(&macros::print(
                "anchor",
                &vec![(name.clone(), String::new())],
            )),
            What::Macro(name) if name == macros::QUOTE => {
                self.text(&macros::print(name, &atl.params), mode, after);
            }
            What::Macro(name) if !source::is_name(name) => self.all(&link.content, mode, after),
            What::Macro(name) => self.out.push_str(&macros::print(name, &atl.params)),
            What::Issue(key) => self.text(key, mode, after),
            What::Date | What::Emoji(_) | What::Media(..) => self.all(&link.content, mode, after),
        }
    }

    pub(super) fn image(&mut self, link: &Link, params: &Attrs, mode: Mode, after: Option<char>) {
        let alt = plain_text(&link.content);
        let (name, own) = match &link.href {
            Href::Url(url) => (web_target(url).replace('!', "%21"), params),
            Href::Atl(Atl {
                what: What::Attachment(name),
                params,
            }) => (name.clone(), params),
            Href::Atl(_) => return self.text(&format!("[image: {alt}]"), mode, after),
        };
        let mut params = own.clone();
        if !link.title.is_empty() {
            params.push(("title".to_owned(), link.title.clone()));
        }
        if !alt.is_empty() && alt != name {
            params.push(("alt".to_owned(), alt));
        }
        let bar = if params.is_empty() { "" } else { "|" };
        let image = format!("!{name}{bar}{}!", links::print_image_params(&params));
        let comes_back = links::image(None, &image)
            .is_some_and(|(read, _, length)| read == name && length == image.len());
        if !comes_back {
            return self.text(&format!("[image: {name}]"), mode, after);
        }
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let left = if word(self.before()) || self.before() == Some('!') {
            " "
        } else {
            ""
        };
        let right = if word(after) { " " } else { "" };
        self.out.extend([left, &image, right]);
    }
}

/// Whether a bare address that stands before this would end where it should.
fn is_bounded(rest: &[Inline], after: Option<char>, mode: Mode) -> bool {
    match rest {
        [Inline::Text(text)] => links::ends_before(text),
        [Inline::Text(text), ..] => links::ends_before(text) && text.contains(char::is_whitespace),
        // A break is a line feed only where something follows it.
        [Inline::Break, rest @ ..] => !mode.one_line && first_char(rest).is_some(),
        _ => after.is_none_or(links::ends_address),
    }
}

/// A target within a link, without what would end it.
pub(super) fn web_target(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            '[' | ']' | '|' | '{' | '}' | '\\' => out.push_str(&format!("%{:02X}", u32::from(c))),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// `SPACE:Title#anchor`, of which is escaped what would make an address of it, a file or a person.
fn page_target(page: &Page) -> String {
    let mut target = link_part(&page.title);
    if !page.space.is_empty() {
        target = format!("{}:{target}", link_part(&page.space));
    }
    if let Some(anchor) = &page.anchor {
        target.extend(["#", &link_part(anchor)]);
    }
    let is_person = page.space.is_empty() && target.starts_with('~');
    if is_person || target.starts_with(['^', '/']) {
        target.insert(0, '\\');
    }
    match links::is_address(&target) {
        true => target.replacen(':', "\\:", 1),
        false => target,
    }
}

fn link_part(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '[' | ']' | '|' | '\\' | '{' | '}' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
