//! Tables in plain text.

/// Rows under headings, in columns as wide as what they hold.
pub(super) fn render<const N: usize>(headings: [&str; N], mut rows: Vec<[String; N]>) -> String {
    rows.insert(0, headings.map(str::to_owned));
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let lines = rows.iter().map(|row| {
        let cells = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_as_wide_as_what_they_hold() {
        let rows = vec![["äöü".into(), "1".into()], ["x".into(), String::new()]];
        assert_eq!(super::render(["A", "B"], rows), "A    B\näöü  1\nx");
    }
}
