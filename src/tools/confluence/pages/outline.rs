//! The outline of a long page: its headings, how much is below each, and where a part of it begins and ends.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use crate::error::{Error, Result};
use crate::likeness::likeness;
use crate::tools::names::{OF_VALUES, called};

/// The most headings that an outline has: the deepest are left out first.
const MOST: usize = 100;
/// How many characters of a heading are shown.
const SHOWN: usize = 80;
/// The most headings that an error names.
const NEAREST: usize = 5;

/// A heading with what is below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 6.
    pub level: usize,
    /// What it says, as Markdown.
    pub title: String,
    /// From its first character to that of the next heading of its level or above, in characters of the whole text.
    pub part: Range<usize>,
}

/// The headings of Markdown as this server writes it, where they stand at the beginning of a line and not within code.
pub fn headings(markdown: &str) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let (mut at, mut fence) = (0, None);
    for line in markdown.split_inclusive('\n') {
        let start = at;
        at += line.chars().count();
        let line = line.trim_end();
        match (fence_of(line), fence) {
            (Some((sign, length, "")), Some((open, least))) if sign == open && length >= least => {
                fence = None;
            }
            (Some((sign, length, _)), None) => fence = Some((sign, length)),
            (None, None) => {
                let text = line.trim_start_matches('#');
                let level = line.len() - text.len();
                if (1..=6).contains(&level)
                    && let Some(title) = text.strip_prefix(' ')
                {
                    found.push(Heading {
                        level,
                        title: title.trim().to_owned(),
                        part: start..usize::MAX,
                    });
                }
            }
            _ => {}
        }
    }
    let starts: Vec<_> = found
        .iter()
        .map(|one| (one.level, one.part.start))
        .collect();
    for (index, heading) in found.iter_mut().enumerate() {
        let mut after = starts.iter().skip(index + 1);
        let next = after.find(|(level, _)| *level <= heading.level);
        heading.part.end = next.map_or(at, |(_, start)| *start);
    }
    found
}

/// Markdown with an anchor at each heading, named as web pages name theirs.
pub fn anchored(markdown: &str) -> String {
    let mut starts = headings(markdown).into_iter().peekable();
    let (mut at, mut out) = (0, String::with_capacity(markdown.len()));
    for line in markdown.split_inclusive('\n') {
        let heading = starts.next_if(|heading| heading.part.start == at);
        // A page that was read has its anchors.
        match heading.filter(|heading| !heading.title.contains("](atl:anchor/")) {
            Some(heading) => {
                let words = line.trim_start_matches('#').trim_start();
                let signs = "#".repeat(heading.level);
                let name = anchor_name(&heading.title);
                out.push_str(&format!("{signs} [](atl:anchor/{name}) {words}"));
            }
            None => out.push_str(line),
        }
        at += line.chars().count();
    }
    out
}

fn anchor_name(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let name = words.join("-").to_lowercase();
    percent_encoding::utf8_percent_encode(&name, percent_encoding::CONTROLS).to_string()
}

/// The sign, length and rest of a line that opens or closes a fence of code.
fn fence_of(line: &str) -> Option<(char, usize, &str)> {
    let sign = line.chars().next().filter(|c| "`~".contains(*c))?;
    let rest = line.trim_start_matches(sign);
    let length = line.len() - rest.len();
    (length >= 3).then_some((sign, length, rest))
}

/// Whether a text begins with the note that it goes on.
pub fn is_cut(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    first.starts_with("[characters ") && first.contains("; continue with start=")
}

/// Why such a text is not written.
pub fn shown_in_parts() -> Error {
    Error::Arguments("`content` is a part of a page that was shown in parts: what was not shown would be deleted. Change it by `edits`. Nothing was written".into())
}

/// Whether a text is likely a part of a longer one: it begins or ends in the middle of that with two of its lines, or hardly has any
/// others and lacks many of them.
pub fn is_part(text: &str, whole: &str) -> bool {
    let lines = |text| -> Vec<&str> {
        let lines = str::lines(text);
        lines.filter(|line| !line.trim().is_empty()).collect()
    };
    let (text, whole) = (lines(text), lines(whole));
    let (Some(first), Some(last)) = (text.first_chunk::<2>(), text.last_chunk::<2>()) else {
        return false;
    };
    let begins = whole.windows(2).position(|two| two == first);
    let ends = whole.windows(2).rposition(|two| two == last);
    let known: HashSet<_> = whole.iter().collect();
    let others = text.iter().filter(|line| !known.contains(line)).count();
    begins.is_some_and(|at| at > 0)
        || ends.is_some_and(|at| at + 2 < whole.len())
        || others * 10 < text.len() && text.len() * 10 < whole.len() * 9
}

/// What a reader of a long text is told of its parts, a heading a line; empty if it has no headings.
pub fn of(markdown: &str) -> String {
    let mut headings = headings(markdown);
    let deepest = (1..=6).rev().find(|deepest| {
        let shown = headings.iter().filter(|one| one.level <= *deepest);
        shown.count() <= MOST
    });
    headings.retain(|one| one.level <= deepest.unwrap_or(1));
    let left_out = headings.len().saturating_sub(MOST);
    let top = headings.iter().map(|one| one.level).min().unwrap_or(1);
    let mut out = String::new();
    for heading in headings.iter().take(MOST) {
        let indent = "  ".repeat(heading.level - top);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{indent}{} ({})",
            shortened(&heading.title),
            heading.part.len()
        );
    }
    if left_out > 0 {
        let _ = writeln!(out, "… {left_out} more");
    }
    out
}

fn shortened(title: &str) -> String {
    let mut rest = title.chars();
    let beginning: String = rest.by_ref().take(SHOWN).collect();
    match rest.next() {
        Some(_) => beginning + "…",
        None => beginning,
    }
}

/// The part of a text below a heading that says this, in any letter case; or below one within another, `Outer > Inner`.
///
/// # Errors
/// [`Error::Arguments`] if there is none, or more than one.
pub fn part(markdown: &str, section: &str) -> Result<Range<usize>> {
    let all = headings(markdown);
    let within = |inner: &&Heading, outer: &Heading| {
        outer.part.contains(&inner.part.start) && inner.part.start > outer.part.start
    };
    let mut found = below(&all.iter().collect::<Vec<_>>(), section);
    if found.is_empty()
        && let Some((outer, inner)) = section.rsplit_once('>')
    {
        let outer = part(markdown, outer)?;
        let outer = Heading {
            level: 0,
            title: String::new(),
            part: outer,
        };
        let inside: Vec<_> = all.iter().filter(|inner| within(inner, &outer)).collect();
        found = below(&inside, inner);
    }
    match found.as_slice() {
        [one] => Ok(one.part.clone()),
        [] => Err(Error::Arguments(format!(
            "the page has no heading \"{section}\"{}",
            nearest(&all, section)
        ))),
        several => {
            let places: Vec<_> = several
                .iter()
                .map(
                    |one| match all.iter().rev().find(|outer| within(one, outer)) {
                        Some(outer) => format!("\"{} > {}\"", outer.title, one.title),
                        None => format!("the one at start={}", one.part.start),
                    },
                )
                .collect();
            Err(Error::Arguments(format!(
                "{} headings say \"{section}\": give {}",
                several.len(),
                places.join(" or ")
            )))
        }
    }
}

fn below<'a>(headings: &[&'a Heading], title: &str) -> Vec<&'a Heading> {
    let title = shown_as(title);
    called(&OF_VALUES, headings.iter().copied(), title, |one| {
        vec![&one.title]
    })
}

/// What an outline shows of a heading may be sent back with its sign.
fn shown_as(title: &str) -> &str {
    title.trim().trim_start_matches('#').trim()
}

fn nearest(all: &[Heading], section: &str) -> String {
    let mut nearest: Vec<_> = all.iter().map(|one| one.title.as_str()).collect();
    nearest.sort_by(|a, b| likeness(section, b).total_cmp(&likeness(section, a)));
    nearest.truncate(NEAREST);
    match nearest.is_empty() {
        true => "; it has none at all".into(),
        false => format!("; the nearest are \"{}\"", nearest.join("\", \"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Intro é\n\n# A\n\na\n\n## Same\n\n```sh\n# no heading\n```\n\n# B\n\n## Same\n\nb\n\n####### no\n#no\n";

    #[test]
    fn headings_outside_of_code() {
        let found = headings(TEXT);
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.level, one.title.as_str()))
            .collect();
        assert_eq!(told, [(1, "A"), (2, "Same"), (1, "B"), (2, "Same")]);
        let of = |part: &Range<usize>| {
            TEXT.chars()
                .skip(part.start)
                .take(part.len())
                .collect::<String>()
        };
        assert!(of(&found[0].part).starts_with("# A\n") && of(&found[0].part).ends_with("```\n\n"));
        assert!(of(&found[3].part).ends_with("#no\n"));
    }

    #[test]
    fn parts_by_heading() {
        assert_eq!(part(TEXT, "a").unwrap(), headings(TEXT)[0].part);
        assert_eq!(part(TEXT, "## B").unwrap(), headings(TEXT)[2].part);
        assert_eq!(part(TEXT, "B > same").unwrap(), headings(TEXT)[3].part);
        let said = part(TEXT, "Same").unwrap_err().to_string();
        assert!(said.contains("\"A > Same\" or \"B > Same\""), "{said}");
        let said = part(TEXT, "C > Same").unwrap_err().to_string();
        assert!(said.contains("no heading"), "{said}");
        let said = part("text", "C").unwrap_err().to_string();
        assert!(said.contains("none at all"), "{said}");
    }

    #[test]
    fn anchors_stand_at_headings() {
        let anchored = anchored("# One: two!\n\n```\n# no\n```\n\n## Ä b\n");
        let expected = "# [](atl:anchor/one-two) One: two!\n\n```\n# no\n```\n\n## [](atl:anchor/%C3%A4-b) Ä b\n";
        assert_eq!(anchored, expected);
        assert_eq!(super::anchored(expected), expected);
    }

    #[test]
    fn a_text_that_goes_on_says_so_before_it() {
        assert!(is_cut(
            "[characters 0 to 5 of 9; continue with start=5]\n\nText"
        ));
        assert!(!is_cut(
            "Text\n\n[characters 0 to 5 of 9; continue with start=5]\n"
        ));
    }

    #[test]
    fn a_part_begins_or_ends_in_the_middle() {
        let whole = "one\n\ntwo\nthree\n\nfour\nfive\nsix\n";
        for part in [
            "one\n\ntwo\nthree",
            "three\nfour\nfive\nsix",
            "two\nthree\n4\nfive",
            "2\nthree\nfour\nfive",
        ] {
            assert!(is_part(part, whole), "{part}");
        }
        for other in [whole, "one\ntwo\n3\nfive\nsix", "one", ""] {
            assert!(!is_part(other, whole), "{other}");
        }
    }

    #[test]
    fn outlines_show_what_is_below_each_heading() {
        let outline = of(TEXT);
        assert!(outline.starts_with("A (41)\n  Same (33)\nB ("), "{outline}");
        assert_eq!(of("no heading"), "");
        let many = format!("# One\n\n{}", "## Two\n\n".repeat(200));
        assert_eq!(of(&many).lines().count(), 1);
        assert!(of(&"# One\n\n".repeat(200)).contains("… 100 more"));
    }
}
