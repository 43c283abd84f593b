//! What was measured, as tables.

use std::fmt::Write as _;

use super::{BUSY_CALLS, CALLS, IN_FLIGHT, Measured, STARTS};
use crate::Result;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/comparison.md");

/// Writes docs/comparison.md.
///
/// # Errors
/// If it cannot be written.
pub fn write(measured: &Measured) -> Result<()> {
    Ok(std::fs::write(FILE, text(measured)?)?)
}

fn text(measured: &Measured) -> Result<String> {
    let mut text = String::new();
    let today = chrono::Utc::now().date_naive();
    writeln!(
        text,
        "# Comparison with other servers\n\n\
        Written by `benches/compare` on {today}, against one upstream on the same machine. Times and rates are those of that machine and hold \
        as ratios alone. How it is measured: [performance.md](performance.md).\n\n\
        ![Time a call, by server](comparison.svg)\n\n\
        ## Start\n\nMedians of {STARTS}; memory half a second after the tools were listed; tokens of the list by o200k.\n"
    )?;
    table(
        &mut text,
        &[
            "server",
            "deployment",
            "`initialize`",
            "`tools/list`",
            "memory",
            "tools",
            "tokens",
        ],
        measured.starts.iter().map(|start| {
            vec![
                start.server.clone(),
                start.deployment.to_owned(),
                format!("{:.0} ms", start.initialize),
                format!("{:.0} ms", start.listed),
                format!("{:.1} MiB", start.resident),
                start.tools.to_string(),
                start.tokens.to_string(),
            ]
        }),
    )?;
    writeln!(
        text,
        "\n## Calls\n\n{CALLS} calls one after the other. The ratio is that of the median to the median of a bare HTTP client that fetches the \
        same bodies.\n"
    )?;
    table(
        &mut text,
        &[
            "call",
            "deployment",
            "server",
            "p50",
            "p95",
            "ratio",
            "CPU",
            "requests",
            "fetched",
            "reply",
            "tokens",
        ],
        measured.calls.iter().map(|call| {
            vec![
                call.scenario.to_owned(),
                call.deployment.to_owned(),
                call.server.clone(),
                format!("{:.1} ms", call.p50),
                format!("{:.1} ms", call.p95),
                format!("{:.1}", call.ratio),
                format!("{:.1} ms", call.busy),
                call.requests.to_string(),
                format!("{} B", call.fetched),
                format!("{} B", call.reply),
                call.tokens.to_string(),
            ]
        }),
    )?;
    let [one, some, many] = IN_FLIGHT;
    writeln!(
        text,
        "\n## Calls a second\n\nOne issue, {BUSY_CALLS} calls with {one}, {some} and {many} in flight.\n"
    )?;
    table(
        &mut text,
        &["server", "deployment", "1", "16", "100"],
        measured.paces.iter().map(|pace| {
            let rates = pace.rates.iter().map(|rate| format!("{rate:.0}"));
            [pace.server.clone(), pace.deployment.to_owned()]
                .into_iter()
                .chain(rates)
                .collect()
        }),
    )?;
    writeln!(text, "\n## Of this server alone\n")?;
    table(
        &mut text,
        &["what", "seen"],
        measured
            .ratios
            .iter()
            .map(|(what, ratio)| vec![what.clone(), format!("{:.0} %", ratio * 100.0)]),
    )?;
    Ok(text)
}

fn table(
    text: &mut String,
    head: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> std::fmt::Result {
    writeln!(text, "| {} |", head.join(" | "))?;
    writeln!(text, "|{}", " --- |".repeat(head.len()))?;
    for row in rows {
        writeln!(text, "| {} |", row.join(" | "))?;
    }
    Ok(())
}
