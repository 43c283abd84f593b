//! Text to Markdown with as few backslashes as are safe.

const NO_BREAK_SPACE: char = '\u{A0}';

/// How far an escape looks ahead, so that long runs of one mark take linear time.
const LONGEST_LOOK: usize = 100;

/// Where text stands, as far as escaping asks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// The last character before it; `None` at the start of a line.
    pub before: Option<char>,
    /// The first character after it; `None` at the end of the block.
    pub after: Option<char>,
    /// Inside a link or an image.
    pub in_link: bool,
    /// Inside a GFM table.
    pub in_table: bool,
    /// Inside a heading.
    pub in_heading: bool,
}

/// Escapes a run of text.
pub(super) fn text(text: &str, place: Place, out: &mut String) {
    let mut before = place.before;
    let mut number = place.before.is_none();
    let mut tail = text;
    while let Some(c) = tail.chars().next() {
        let plain = if before.is_none() || number {
            0
        } else {
            plain_run(tail)
        };
        if let Some((run, after)) = tail.split_at_checked(plain).filter(|_| plain > 0) {
            out.push_str(run);
            before = run.chars().next_back();
            tail = after;
            continue;
        }
        let rest = tail.get(c.len_utf8()..).unwrap_or_default();
        tail = rest;
        let c = if c == '\n' || c == '\r' || c == '\0' {
            ' '
        } else {
            c
        };
        let after = rest.chars().next().or(place.after);
        if c == NO_BREAK_SPACE && (before.is_none() || after.is_none()) {
            // At the edge of a line it would say nothing.
            out.push_str("&nbsp;");
            before = Some(c);
            continue;
        }
        let escaped = match before {
            None => starts_block(c, after, rest),
            Some(_) if number && matches!(c, '.' | ')') => after.is_none_or(char::is_whitespace),
            Some(before) => special(c, before, after, rest, place),
        };
        let escaped = escaped
            || before.is_none() && special(c, ' ', after, rest, place)
            || !place.in_link && begins_bare_address(c, after, out)
            // An image whose text begins so would be a footnote.
            || c == '^' && out.ends_with("![");
        if escaped {
            out.push('\\');
        }
        if !(before.is_none() && c == ' ') {
            out.push(c);
            before = Some(c);
        }
        number &= c.is_ascii_digit();
    }
}

/// The length of the text that begins with nothing that [`special`] asks about.
fn plain_run(text: &str) -> usize {
    // Looked up at one go: this is asked of each byte of a text.
    let acts = |byte: u8| {
        matches!(
            byte,
            b'\\'
                | b'`'
                | b'*'
                | b'~'
                | b'_'
                | b'['
                | b']'
                | b'^'
                | b'<'
                | b'!'
                | b'&'
                | b'|'
                | b'#'
                | b':'
                | b'.'
                | b'\n'
                | b'\r'
                | b'\0'
                | 0xC2
        )
    };
    text.bytes().position(acts).unwrap_or(text.len())
}

/// Whether a character at the start of a line would begin a block.
fn starts_block(c: char, after: Option<char>, rest: &str) -> bool {
    let blank = after.is_none_or(char::is_whitespace);
    match c {
        '#' => rest
            .trim_start_matches('#')
            .chars()
            .next()
            .is_none_or(char::is_whitespace),
        // A line of these marks may part the head of a table from its rows.
        '-' if matches!(after, Some(':' | '|')) => true,
        '-' | '+' | '*' | '_' => blank || after == Some(c),
        '=' => rest.trim_start_matches('=').trim().is_empty(),
        ':' | '|' => true,
        '>' => true,
        _ => false,
    }
}

/// Whether a character within a line would be read as a mark.
fn special(c: char, before: char, after: Option<char>, rest: &str, place: Place) -> bool {
    // A line feed is a break, which is printed as a backslash or as `<br>`.
    let blank = after.is_none_or(|after| after.is_whitespace() && after != '\n');
    match c {
        '\\' => after.is_none_or(|after| after.is_ascii_punctuation() || after == '\n'),
        '`' => true,
        '*' | '~' => !(blank && before.is_whitespace()),
        '_' => opens_underscore(before, rest, place),
        '[' => !is_index(before, rest, place),
        ']' => place.in_link,
        // A tag, a comment, or an address in angle brackets, which may begin with almost any mark (CommonMark 6.4).
        '<' => after.is_none_or(|after| {
            after.is_ascii_alphabetic()
                || matches!(after, '/' | '!' | '?')
                || begins_address(rest, place.after)
        }),
        '!' => after == Some('['),
        '&' => is_entity(rest),
        '|' => place.in_table,
        '#' => place.in_heading && (before.is_whitespace() || before == '#'),
        // Within brackets no address becomes a link of itself.
        ':' => !place.in_link && rest.starts_with("//") && before.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Whether a mark would make an address of what stands around it, as in `mailto:jane@example.org` and `www.example.org`
/// (GFM, 6.9).
fn begins_bare_address(c: char, after: Option<char>, out: &str) -> bool {
    let follows = |start: &str| {
        let before = out.strip_suffix(start);
        before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    };
    let goes_on = after.is_some_and(|after| after == '\n' || !after.is_whitespace());
    match c {
        ':' => goes_on && (follows("mailto") || follows("xmpp")),
        '.' => goes_on && follows("www"),
        _ => false,
    }
}

/// Whether `rest`, which follows `<`, may be an e-mail address up to `>`, be it with what comes after this text.
fn begins_address(rest: &str, after: Option<char>) -> bool {
    let name = |c: &char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(*c);
    let length = rest.chars().take(LONGEST_LOOK).take_while(name).count();
    match rest.get(length..).unwrap_or_default() {
        "" => after.is_some_and(|after| name(&after) || after == '@'),
        tail => length > 0 && tail.starts_with('@'),
    }
}

/// `_` can only begin emphasis, as emphasis is printed with `*`: one within or after a word cannot.
fn opens_underscore(before: char, rest: &str, place: Place) -> bool {
    let mut run = rest.chars().take(LONGEST_LOOK).skip_while(|c| *c == '_');
    let after = run.next().or(if rest.len() < LONGEST_LOOK {
        place.after
    } else {
        Some('_')
    });
    // A line feed is printed as a mark.
    !before.is_alphanumeric() && after.is_some_and(|after| !after.is_whitespace() || after == '\n')
}

/// `list[0]` is no link.
fn is_index(before: char, rest: &str, place: Place) -> bool {
    let inside = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let length = rest.chars().take(20).take_while(inside).count();
    let Some(tail) = rest.get(length..).and_then(|tail| tail.strip_prefix(']')) else {
        return false;
    };
    let next = tail.chars().next().or(place.after);
    !place.in_link
        && before.is_alphanumeric()
        && next.is_none_or(|next| !matches!(next, '(' | '[' | ':'))
}

fn is_entity(rest: &str) -> bool {
    let name: String = rest.chars().take(33).take_while(|c| *c != ';').collect();
    !name.is_empty()
        && name.len() <= 32
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
        && rest.chars().nth(name.len()) == Some(';')
}

/// A link's target.
pub(super) fn target(url: &str, in_table: bool) -> String {
    let brackets = url.is_empty()
        || url.starts_with('<')
        || url.contains(|c: char| c.is_whitespace() || c.is_control());
    let mut out = String::with_capacity(url.len() + 2);
    for (at, c) in url.char_indices() {
        let rest = url.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '\n' => out.push_str("%0A"),
            '\r' => out.push_str("%0D"),
            '\0' => out.push_str("%00"),
            '\\' | '<' | '>' => out.extend(['\\', c]),
            '(' | ')' if !brackets => out.extend(['\\', c]),
            '&' if is_entity(rest) => out.push_str("&amp;"),
            '|' if in_table => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    if brackets { format!("<{out}>") } else { out }
}

/// A link's title, with the blank before it.
pub(super) fn title(title: &str, in_table: bool) -> String {
    match title {
        "" => String::new(),
        title => format!(" \"{}\"", one_line(title, &['"', '\\'], in_table)),
    }
}

/// Text in which nothing but backslashes and entities acts, with a backslash before `marks`.
pub(super) fn one_line(text: &str, marks: &[char], in_table: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '\n' | '\r' => out.push(' '),
            '&' if is_entity(rest) => out.push_str("&amp;"),
            '|' if in_table => out.extend(['\\', c]),
            _ if marks.contains(&c) => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// The longest fence that comrak pairs.
const LONGEST_FENCE: usize = 80;

/// Whether code stands between tags: GFM would read `\|` in a table as an escape, and fences have an end.
pub(super) fn needs_tags(code: &str, in_table: bool) -> bool {
    in_table && code.contains("\\|") || longest_run(code, '`', 0) >= LONGEST_FENCE
}

/// A code span, fenced by more backticks than it holds in a row.
pub(super) fn code(code: &str, in_table: bool) -> String {
    let code = code.replace(['\n', '\r'], " ");
    let fence = "`".repeat(longest_run(&code, '`', 0) + 1);
    let blank = code.trim_matches(' ').is_empty();
    let pad = if !blank && (code.starts_with(['`', ' ']) || code.ends_with(['`', ' '])) {
        " "
    } else {
        ""
    };
    let code = if in_table {
        code.replace('|', "\\|")
    } else {
        code
    };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// The longest run of a character, at least `least`.
pub(super) fn longest_run(text: &str, of: char, least: usize) -> usize {
    text.split(|c| c != of)
        .map(str::len)
        .max()
        .unwrap_or(0)
        .max(least)
}
