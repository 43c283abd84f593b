//! What people call fields, values and each other's work: which names mean the same.
//!
//! Names are compared in ways that grow laxer; the strictest way that finds anything decides, and whoever asks says what
//! becomes of several. No way makes two names equal by leaving nothing of them: `🔥` is never `🐛`.

use caseless::Caseless as _;
use unicode_normalization::UnicodeNormalization as _;

/// A form of a name; two names are the same in this way if their forms are.
pub type Way = fn(&str) -> String;

/// How values are told apart: `C` and `C#` are two of them, so that signs count.
pub const OF_VALUES: [Way; 3] = [exact, caseless, plain];

/// How fields are told apart: blanks and signs between words are written in many ways (`story_points`, `Fix Version/s`).
pub const OF_FIELDS: [Way; 3] = [caseless, folded, meaning];

/// Names of fields, [`folded`], that mean the same in JQL, in the field list, on screens and in people's mouths. The first is
/// the one that stands for all of them.
const SAME: [&[&str]; 16] = [
    &["duedate", "due"],
    &["fixversions", "fixversion"],
    &["components", "component"],
    &[
        "versions",
        "version",
        "affectedversion",
        "affectedversions",
        "affectsversion",
        "affectsversions",
    ],
    &["issuetype", "type"],
    &["issuelinks", "issuelink", "linkedissues", "links"],
    &["timetracking", "timetrack"],
    &["timeoriginalestimate", "originalestimate"],
    &["timeestimate", "remainingestimate"],
    &["resolutiondate", "resolved"],
    &["created", "createddate"],
    &["updated", "updateddate"],
    &["watches", "watchers", "watcher"],
    &["security", "securitylevel", "level"],
    &["epiclink", "epic", "epickey"],
    &[
        "storypoints",
        "storypointestimate",
        "storypoint",
        "points",
        "sp",
    ],
];

/// Those that are called so in the strictest of the ways in which any are.
pub fn called<'a, T>(
    ways: &[Way],
    all: impl Iterator<Item = T> + Clone,
    asked: &str,
    names: impl Fn(&T) -> Vec<&'a str>,
) -> Vec<T> {
    let by = |way: &Way| {
        let wanted = way(asked);
        let is = |one: &T| names(one).into_iter().any(|name| way(name) == wanted);
        all.clone().filter(is).collect::<Vec<_>>()
    };
    let found = ways.iter().map(by);
    let mut found = found.skip_while(Vec::is_empty);
    found.next().unwrap_or_default()
}

/// Whether two names of values differ in letter case and accents at most.
pub fn same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn exact(name: &str) -> String {
    name.trim().to_owned()
}

fn caseless(name: &str) -> String {
    name.trim().nfc().default_case_fold().nfc().collect()
}

/// A name without letter case and accents.
pub fn plain(name: &str) -> String {
    let folded = name.trim().nfkd().default_case_fold().nfkd();
    let without: String = folded.filter(|c| !is_accent(*c)).map(letter).collect();
    or_else(without, name)
}

/// The marks of Latin, Greek and Cyrillic letters; those of other scripts are vowels.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Letters whose accent is a part of them.
const fn letter(c: char) -> char {
    match c {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        other => other,
    }
}

/// [`plain`] without what stands between words: blanks and `_ - / . : , ; ' " ( ) ? ! &`.
pub fn folded(name: &str) -> String {
    let between = |c: char| c.is_whitespace() || "_-/.:,;'\"()?!&".contains(c);
    let kept = plain(name).chars().filter(|c| !between(*c)).collect();
    or_else(kept, name)
}

/// What a field's name stands for: [`folded`], without the kind that JQL's editor puts behind it (`Team[Team]`), in the plural
/// or the singular, and the same for all of `SAME`.
pub fn meaning(name: &str) -> String {
    let bare = match name
        .trim()
        .strip_suffix(']')
        .and_then(|name| name.rsplit_once('['))
    {
        Some((bare, _)) if !bare.trim().is_empty() => folded(bare),
        _ => folded(name),
    };
    let group = SAME.iter().find(|group| group.contains(&bare.as_str()));
    match group.and_then(|group| group.first()) {
        Some(first) => (*first).to_owned(),
        None => or_else(bare.strip_suffix('s').unwrap_or(&bare).to_owned(), &bare),
    }
}

/// The number of a custom field in JQL (`cf[10016]`) as the id that Jira's other interfaces take.
pub fn id_of_number(name: &str) -> Option<String> {
    let number = name.trim().strip_prefix("cf[")?.strip_suffix(']')?;
    let digits = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    digits.then(|| format!("customfield_{number}"))
}

fn or_else(form: String, name: &str) -> String {
    if form.is_empty() {
        caseless(name)
    } else {
        form
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_and_accents_do_not_part_names() {
        for (one, other) in [
            ("высокий", "Высокий"),
            ("Zielinski", "ZIELIŃSKI"),
            ("Michal", "Michał"),
            ("strasse", "Straße"),
            ("ΣΟΦΟΣ", "σοφος"),
            ("Ｐｏｉｎｔｓ", "points"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn no_two_names_become_the_same_by_leaving_nothing() {
        for (one, other) in [
            ("🔥", "🐛"),
            ("High 🔥", "High 🐛"),
            ("C++", "C#"),
            ("-", "_"),
            ("?", "!"),
            ("\u{301}", "\u{300}"),
            ("กี่", "กู่"),
            ("", "-"),
        ] {
            assert!(!same(one, other), "{one} {other}");
            assert_ne!(meaning(one), meaning(other), "{one} {other}");
        }
    }

    #[test]
    fn fields_are_the_same_however_they_are_written() {
        for (one, other) in [
            ("fixVersion", "Fix Version/s"),
            ("due_date", "due"),
            ("Team[Team]", "team"),
            ("\"Story Points\"[Number]", "SP"),
            ("affectedVersion", "Affects versions"),
            ("Label", "labels"),
            ("epic_link", "Epic Link"),
        ] {
            assert_eq!(meaning(one), meaning(other), "{one} {other}");
        }
        assert_ne!(meaning("Severity 1"), meaning("Severity 2"));
        assert_eq!(
            id_of_number("cf[10016]").as_deref(),
            Some("customfield_10016")
        );
        assert_eq!(id_of_number("cf[]"), None);
    }

    #[test]
    fn the_strictest_way_that_finds_anything_decides() {
        let names = ["Oeuvre", "œuvre", "Œuvre", "High 🔥", "high 🐛"];
        let found = |asked| called(&OF_VALUES, names.iter(), asked, |name| vec![name]);
        assert_eq!(found("Œuvre"), [&"Œuvre"]);
        assert_eq!(found("ŒUVRE"), [&"œuvre", &"Œuvre"]);
        assert_eq!(found("HIGH 🐛"), [&"high 🐛"]);
        assert!(found("High").is_empty());
    }
}
