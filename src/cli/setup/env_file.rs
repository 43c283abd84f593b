//! The file that holds the account: each client's entry names it, so that no client's file holds a secret. Lines of others stay.

use std::collections::BTreeSet;

use super::account::Variables;
use crate::config::{parse_env_file, settings};

const HEAD: &str = "# Settings of mcp-atlassian, as its setup wrote them. Tokens are in here: keep this file to yourself.\n";

/// The text with these values, and without those of `managed` that have none any more.
///
/// # Errors
/// Why the text cannot be changed.
pub(super) fn with(
    text: &str,
    values: &Variables,
    managed: &BTreeSet<String>,
) -> Result<String, String> {
    let before = read(text)?;
    let mut left = values.clone();
    let mut lines = String::new();
    for line in text.split_inclusive('\n') {
        match named(line).filter(|name| managed.contains(*name) || values.contains_key(*name)) {
            None => lines.push_str(line),
            Some(name) => {
                if let Some(value) = left.remove(name) {
                    let same = before.get(name) == Some(&value);
                    lines.push_str(if same { line } else { "" });
                    if !same {
                        lines.push_str(&assignment(name, &value));
                    }
                }
            }
        }
    }
    if text.is_empty() {
        lines.push_str(HEAD);
    }
    if !lines.ends_with('\n') {
        lines.push('\n');
    }
    for (name, value) in &left {
        lines.push_str(&assignment(name, value));
    }
    check(before, &lines, values, managed)?;
    Ok(lines)
}

/// The text as it may be shown: settings that hold no secret, and of the others that they are there.
pub(super) fn veiled(text: &str, fresh: &Variables) -> Result<String, String> {
    let values = read(text)?;
    let open = |name: &str| settings::find(name).filter(|setting| !setting.secret);
    let shown = |line: &str| match named(line).and_then(|name| Some((name, values.get(name)?))) {
        None => "# …\n".to_owned(),
        Some((name, value)) => match open(name) {
            Some(setting) => format!("{name}={}\n", setting.shown(value)),
            None if fresh.get(name) == Some(value) => format!("{name}=… (as just given)\n"),
            None => format!("{name}=…\n"),
        },
    };
    Ok(text.split_inclusive('\n').map(shown).collect())
}

fn read(text: &str) -> Result<Variables, String> {
    parse_env_file(text).map_err(|line| format!("line {line} in it is not in the form NAME=value"))
}

/// The name that a line sets.
fn named(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim();
    let name = name.strip_prefix("export ").map_or(name, str::trim_start);
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    (!name.is_empty() && name.chars().all(plain)).then_some(name)
}

/// A line that sets a name to exactly that value: plainly where that can be read back, else in quotes.
fn assignment(name: &str, value: &str) -> String {
    let forms = [
        value.to_owned(),
        format!("'{value}'"),
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    ];
    let reads_back = |form: &&String| {
        let read = parse_env_file(&format!("{name}={form}\n"));
        read.is_ok_and(|read| read.len() == 1 && read.get(name).map(String::as_str) == Some(value))
    };
    let form = forms.iter().find(reads_back).or(forms.first());
    format!("{name}={}\n", form.map_or("", String::as_str))
}

/// Nothing but what was meant has changed, also where values go over several lines.
fn check(
    mut wanted: Variables,
    lines: &str,
    values: &Variables,
    managed: &BTreeSet<String>,
) -> Result<(), String> {
    wanted.retain(|name, _| !managed.contains(name));
    wanted.extend(values.clone());
    match read(lines)? == wanted {
        true => Ok(()),
        false => Err(
            "values in it go over several lines, which setup cannot change; edit it by hand"
                .to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::account;
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> Variables {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn values_come_back_as_they_were_and_other_lines_stay() {
        let new = values(&[
            ("JIRA_API_TOKEN", "a'b \"c\" \\ # $d"),
            ("JIRA_URL", "https://x"),
            ("JIRA_USERNAME", "me # you"),
        ]);
        let text =
            "# mine\nREAD_ONLY_MODE=true\nJIRA_URL=https://x # there\nJIRA_PERSONAL_TOKEN=old\n";
        let written = with(text, &new, &account::names()).unwrap();
        assert!(
            written.starts_with("# mine\nREAD_ONLY_MODE=true\nJIRA_URL=https://x # there\n"),
            "{written}"
        );
        let mut expected = new.clone();
        expected.insert("READ_ONLY_MODE".into(), "true".into());
        assert_eq!(read(&written).unwrap(), expected);
        assert_eq!(with(&written, &new, &account::names()).unwrap(), written);
        assert!(
            with("", &new, &account::names())
                .unwrap()
                .starts_with("# Settings of")
        );
    }

    #[test]
    fn no_secret_is_shown() {
        let new = values(&[("JIRA_API_TOKEN", "s3cret"), ("JIRA_URL", "https://x")]);
        let text = "# s3cret\nJIRA_PERSONAL_TOKEN=s3cret\nOTHER=s3cret\n";
        let written = with(text, &new, &account::names()).unwrap();
        for text in [text, &written] {
            let shown = veiled(text, &new).unwrap();
            assert!(!shown.contains("s3cret"), "{shown}");
        }
        assert!(
            veiled(&written, &new)
                .unwrap()
                .contains("JIRA_URL=https://x\nJ")
                || written.ends_with("JIRA_URL=https://x\n")
        );
    }

    #[test]
    fn what_setup_cannot_change_stays() {
        for text in ["no value", "JIRA_URL='a\nb'\n"] {
            assert!(
                with(text, &values(&[("JIRA_URL", "x")]), &account::names()).is_err(),
                "{text}"
            );
        }
    }
}
