//! Tables in plain text.

use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Row, Table};

/// Rows under headings, in columns as wide as what they hold. Where lines have an end, cells are cut so that each row has one.
pub(super) fn render(
    headings: impl IntoIterator<Item = impl Into<String>>,
    rows: Vec<Vec<String>>,
    width: Option<u16>,
) -> String {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_header(headings.into_iter().map(Into::into));
    if let Some(width) = width {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_truncation_indicator("…")
            .set_width(width);
    }
    for cells in rows {
        let mut row = Row::from(cells);
        row.max_height(1);
        table.add_row(row);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_they_hold() {
        let rows = || {
            vec![
                vec!["äöü".into(), "1".into()],
                vec!["猫".into(), String::new()],
            ]
        };
        assert_eq!(render(["A", "B"], rows(), None), "A    B\näöü  1\n猫");
        let long = vec![vec!["x".repeat(100), "end".into()]];
        let cut = render(["A", "B"], long, Some(40));
        assert!(
            cut.lines().all(|line| line.chars().count() <= 40) && cut.contains("…"),
            "{cut}"
        );
    }
}
