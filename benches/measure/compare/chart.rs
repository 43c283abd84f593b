//! What calls take, as a picture: a bar a server, on a scale on which each step is ten times the one before.

use std::fmt::Write as _;

use super::{Calls, Measured};
use crate::Result;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/comparison.svg");

/// Widths and heights, in pixels.
const NAMES: usize = 330;
const BARS: f64 = 360.0;
const ROW: usize = 20;

/// What is left and right on the scale, in milliseconds.
const LEAST: f64 = 0.1;
const MOST: f64 = 1_000.0;

/// Writes docs/comparison.svg.
///
/// # Errors
/// If it cannot be written.
pub fn write(measured: &Measured) -> Result<()> {
    Ok(std::fs::write(FILE, picture(&measured.calls)?)?)
}

fn picture(calls: &[Calls]) -> Result<String> {
    let mut rows: Vec<_> = calls.iter().collect();
    rows.sort_by_key(|call| (call.scenario, call.deployment));
    let (width, height) = (NAMES as f64 + BARS + 80.0, (rows.len() + 2) * ROW);
    let mut svg = String::new();
    writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"11\">\n\
        <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n\
        <text x=\"8\" y=\"14\">Median time of a call, each step of the scale ten times the one before</text>"
    )?;
    for (place, call) in rows.iter().enumerate() {
        let y = (place + 1) * ROW;
        let (text, colour) = (
            y + 14,
            if call.server.starts_with("this") {
                "#0b5fff"
            } else {
                "#9aa5b1"
            },
        );
        let name = format!("{} ({}), {}", call.scenario, call.deployment, call.server);
        let length = along(call.p50);
        let end = NAMES as f64 + length + 6.0;
        writeln!(svg, "<text x=\"8\" y=\"{text}\">{name}</text>")?;
        writeln!(
            svg,
            "<rect x=\"{NAMES}\" y=\"{y}\" width=\"{length:.0}\" height=\"{}\" fill=\"{colour}\"/>",
            ROW - 4
        )?;
        writeln!(
            svg,
            "<text x=\"{end:.0}\" y=\"{text}\">{:.1} ms</text>",
            call.p50
        )?;
    }
    writeln!(svg, "</svg>")?;
    Ok(svg)
}

/// How long the bar of so many milliseconds is.
fn along(milliseconds: f64) -> f64 {
    let within = milliseconds.clamp(LEAST, MOST);
    BARS * (within / LEAST).log10() / (MOST / LEAST).log10()
}
