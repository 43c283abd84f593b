//! Settings as their users meet them: what is promised, documented, shown, and obeyed.

mod command;
mod obeyed;

use std::fmt::Write as _;

use atlassian_mcp::config::settings::{GROUPS, Group, Kind, Setting};

use crate::generated::mirrored;

/// Declared settings, those too that are being built.
fn declared() -> impl Iterator<Item = &'static Setting> {
    GROUPS
        .iter()
        .flat_map(|group| group.rows)
        .copied()
        .flatten()
}

/// The names and flags that the README and the code of the Python server have. What its README has beside them in capitals are
/// values of examples (`YOUR_KNOWN_CLOUD_ID`) and ends of names (`CLIENT_SECRET`). `--oauth-setup` is a command here, `--env-file`,
/// `--verbose`, `--version` and `--help` belong to no setting.
#[test]
fn every_promised_name_and_flag_is_declared() {
    for promised in include_str!("../fixtures/promised_settings.txt").lines() {
        let is_declared = |setting: &Setting| match promised.strip_prefix("--") {
            Some(flag) => setting.flag == Some(flag) || setting.off == Some(flag),
            None => setting.is_called(promised),
        };
        assert!(declared().any(is_declared), "{promised}");
    }
}

/// The rows of a group that have an effect: what holds for all products comes next to what each has of its own.
fn rows(group: &Group) -> Vec<&'static [Setting]> {
    let mut rows: Vec<&'static [Setting]> = Vec::new();
    for row in group.rows.iter().copied() {
        let fallback = row[0].fallback.map(|setting| setting.name);
        let for_all = group
            .rows
            .iter()
            .copied()
            .filter(|row| Some(row[0].name) == fallback);
        for row in std::iter::once(row).chain(for_all) {
            if rows.iter().all(|known| known[0].name != row[0].name) {
                rows.push(row);
            }
        }
    }
    rows
}

#[test]
fn the_page_has_every_setting() {
    let mut page = include_str!("../fixtures/configuration.md").to_owned();
    for group in GROUPS {
        let rows = rows(group);
        if rows.is_empty() {
            continue;
        }
        writeln!(page, "\n## {}\n\n| Setting | Value | Default | `.env` | Meaning |\n| --- | --- | --- | --- | --- |", group.heading).unwrap();
        for row in rows {
            // Three of a kind are one row.
            let alike = row.iter().all(|setting| setting.help == row[0].help);
            match alike {
                true => line(&mut page, row),
                false => row.chunks(1).for_each(|one| line(&mut page, one)),
            }
        }
    }
    mirrored("docs/configuration.md", &page);
}

fn line(page: &mut String, row: &[Setting]) {
    let names: Vec<_> = row.iter().map(names).collect();
    let setting = &row[0];
    let default = match setting.default {
        "" => String::new(),
        default => format!("`{default}`"),
    };
    let found = if setting.found { "✓" } else { "" };
    let is_secret = setting.secret || setting.kind == Kind::Headers;
    let lock = if is_secret { "🔒 " } else { "" };
    let (kind, help) = (values(setting.kind), setting.help.replace('\\', "\\\\"));
    writeln!(
        page,
        "| {} | {kind} | {default} | {found} | {lock}{help} |",
        names.join("<br>")
    )
    .unwrap();
}

fn names(setting: &Setting) -> String {
    let flags = setting.flag.iter().chain(&setting.off);
    let flags = flags.map(|flag| format!("`--{flag}`"));
    let others = setting.aliases.iter().map(|alias| format!("`{alias}`"));
    let more: Vec<_> = flags.chain(others).collect();
    match more.is_empty() {
        true => format!("`{}`", setting.name),
        false => format!("`{}` ({})", setting.name, more.join(", ")),
    }
}

fn values(kind: Kind) -> String {
    match kind {
        Kind::Switch => "true or false".into(),
        Kind::Text(_) => "text".into(),
        Kind::Url => "address".into(),
        Kind::List(_) => "list".into(),
        Kind::Seconds => "seconds".into(),
        Kind::Count => "whole number".into(),
        Kind::Rate => "number".into(),
        Kind::Folder => "folder".into(),
        Kind::File => "file".into(),
        Kind::Headers => "`Name=value,…`".into(),
        Kind::Choice(words) => words
            .iter()
            .map(|word| format!("`{word}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

#[test]
fn the_file_to_fill_in_has_every_setting() {
    let mut file = "\
# The settings of mcp-atlassian; docs/configuration.md says more. Made from the table of settings.
#
# Copy this file, take the # away in front of what you need, and name the copy with --env-file. Only its owner should
# be able to read it. Defaults are shown where there are some. A $ is a letter like any other.
"
    .to_owned();
    for group in GROUPS {
        let rows = rows(group);
        if !rows.is_empty() {
            writeln!(file, "\n\n# {}", group.heading).unwrap();
        }
        for (place, setting) in rows.iter().flat_map(|row| row.iter().enumerate()) {
            if place == 0 || setting.name.ends_with("_FILTER") {
                writeln!(file, "\n# {}", setting.help).unwrap();
            }
            writeln!(file, "#{}={}", setting.name, setting.instance()).unwrap();
        }
    }
    mirrored(".env.example", &file);
}
