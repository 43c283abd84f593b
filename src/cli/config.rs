//! `config`: what is in force, and where it comes from.

use clap::Args;
use serde_json::{Value, json};

use super::show::Screen;
use super::{Outcome, demo, named, table};
use crate::config::settings::Setting;
use crate::config::settings::table::MCP_VERY_VERBOSE;
use crate::config::{InForce, Origin, Place, Report, Sources, Unknown};
use crate::error::{Error, Result};

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Settings that nobody set, too, with their defaults
    #[arg(long)]
    all: bool,

    /// As JSON, with what each setting means
    #[arg(long)]
    json: bool,
}

impl Show {
    /// The exit status is 2 if the configuration is wrong, as it is for whatever would use it.
    pub(super) fn run(&self, sources: &Sources<'_>, is_demo: bool) -> Result<Outcome> {
        let mut report = Report::of(sources);
        if let Some(config) = &report.config {
            match named::check(config) {
                Ok(warnings) => report.warnings.extend(warnings),
                Err(error) => report.problems.push(error.brief()),
            }
        }
        let told = |row: &&InForce| self.all || row.is_set();
        let rows: Vec<_> = report.settings.iter().filter(told).collect();
        let from = |row: &InForce| origin(row, is_demo);
        let stdout = match self.json {
            true => as_json(&report, &rows, from)?,
            false => as_text(&report, &rows, from),
        };
        Ok(Outcome {
            stdout,
            code: if report.problems.is_empty() { 0 } else { 2 },
        })
    }
}

/// Where a value comes from, in a few words.
fn origin(row: &InForce, is_demo: bool) -> String {
    let setting = row.setting;
    let (place, name) = match &row.origin {
        Origin::Unfilled => return "not set: a placeholder that nobody filled in".to_owned(),
        Origin::Default if setting.default.is_empty() => return "not set".to_owned(),
        Origin::Default => return "default".to_owned(),
        Origin::Said { place, name } => (place, *name),
    };
    match place {
        Place::Flag if is_demo && demo::is_about_a_product(name) => "--demo".to_owned(),
        Place::Flag => flag(setting, &row.value),
        _ if name == setting.name => place.to_string(),
        _ => format!("{place}, as {name}"),
    }
}

/// The flag that was typed. The one without a name of its own is `-v`.
fn flag(setting: &Setting, value: &str) -> String {
    let off = setting.off.filter(|_| value == "false");
    match off.or(setting.flag) {
        Some(long) => format!("--{long}"),
        None if setting.name == MCP_VERY_VERBOSE.name => "-vv".to_owned(),
        None => "-v".to_owned(),
    }
}

fn as_text(report: &Report, rows: &[&InForce], from: impl Fn(&InForce) -> String) -> String {
    let cells = |row: &&InForce| vec![row.setting.name.to_owned(), row.value.clone(), from(row)];
    let rows: Vec<_> = rows.iter().map(cells).collect();
    let table = match rows.is_empty() {
        true => "Nothing is set; --all lists what can be.".to_owned(),
        false => table::render(
            ["SETTING", "VALUE", "FROM"],
            rows,
            Screen::current().width(),
        ),
    };
    let unknown = report.unknown.iter().map(strange).collect();
    let parts = [
        ("These names are no settings and have no effect:", unknown),
        ("With this, nothing starts:", report.problems.clone()),
        ("Take note:", report.warnings.clone()),
    ];
    let parts = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
    let parts = parts.map(|(heading, lines): (_, Vec<String>)| {
        let lines = lines.iter().flat_map(|line| line.lines());
        let lines: String = lines.map(|line| format!("\n  {line}")).collect();
        format!("{heading}{lines}")
    });
    std::iter::once(table)
        .chain(parts)
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn strange(unknown: &Unknown) -> String {
    let Unknown {
        name,
        place,
        nearest,
    } = unknown;
    let nearest = nearest.map_or_else(String::new, |setting| {
        format!("; did you mean {}?", setting.name)
    });
    format!("{} ({place}){nearest}", name.escape_debug())
}

fn as_json(
    report: &Report,
    rows: &[&InForce],
    from: impl Fn(&InForce) -> String,
) -> Result<String> {
    let settings = rows.iter().map(|row| {
        json!({
            "name": row.setting.name,
            "value": (!row.value.is_empty()).then_some(&row.value),
            "from": from(row),
            "secret": row.setting.secret,
            "help": row.setting.help,
        })
    });
    let unknown = report.unknown.iter().map(|unknown| {
        json!({
            "name": unknown.name,
            "from": unknown.place.to_string(),
            "nearest": unknown.nearest.map(|setting| setting.name),
        })
    });
    let value = json!({
        "settings": settings.collect::<Vec<Value>>(),
        "unknown": unknown.collect::<Vec<Value>>(),
        "problems": report.problems,
        "warnings": report.warnings,
    });
    serde_json::to_string_pretty(&value).map_err(|error| Error::Internal(error.to_string()))
}
