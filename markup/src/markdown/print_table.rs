//! Prints tables.

use super::{
    super::{
        html,
        tree::{Align, Cell, Table},
    },
    cells, marks,
    print::Printer,
    table,
};

impl Printer {
    pub(super) fn table(&mut self, table: &Table) {
        let columns = table::fits_gfm(table);
        if self.plain {
            let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
            return self.gfm(table, width, false);
        }
        if columns == Some(false) && table.attrs.is_empty() {
            return self.gfm_of_run(table, false);
        }
        let mut attrs = table.attrs.clone();
        if columns == Some(true) {
            attrs.insert(0, (table::HEADER_COLUMN.to_owned(), String::new()));
        }
        self.commented(
            &html::head("table", &attrs, None),
            |printer| match columns {
                Some(header_column) => printer.gfm_of_run(table, header_column),
                None => printer.cells(table),
            },
        );
    }

    /// Rows that one table of GFM can say.
    fn gfm_of_run(&mut self, table: &Table, header_column: bool) {
        let width = table.rows.first().map_or(0, |row| table::columns(row));
        self.gfm(table, width, header_column);
    }

    fn gfm(&mut self, table: &Table, width: usize, header_column: bool) {
        let (head, body) = table.rows.split_at(usize::from(table::has_header(table)));
        self.row(head.first().map_or(&[], Vec::as_slice), width, |_| true);
        self.line();
        for at in 0..width {
            self.out.push_str(match table.align.get(at) {
                Some(Align::Left) => "|:-",
                Some(Align::Center) => "|:-:",
                Some(Align::Right) => "|-:",
                Some(Align::None) | None => "|-",
            });
        }
        self.out.push('|');
        for row in body {
            self.line();
            self.row(row, width, |at| header_column && at == 0);
        }
    }

    /// Cells, with empty ones for columns that merged cells take; `is_header` tells what is read where nothing is said.
    fn row(&mut self, cells: &[Cell], width: usize, is_header: impl Fn(usize) -> bool) {
        for at in 0..width {
            self.out.push('|');
            let Some(cell) = cells.get(at) else {
                continue;
            };
            if !self.plain && (cell.header != is_header(at) || !cell.attrs.is_empty()) {
                self.out.push_str(&marks::comment(&cell_head(cell)));
            }
            let text = cells::text(&cell.content, self.plain);
            self.out.push_str(&text);
            // A backslash would escape the bar.
            self.out
                .push_str(if text.ends_with('\\') { " " } else { "" });
        }
        self.out.push('|');
    }

    /// Rows by marks; those that GFM can say are a table of its own between them.
    fn cells(&mut self, table: &Table) {
        let mut rest = table.rows.as_slice();
        while let Some((row, others)) = rest.split_first() {
            if rest.len() < table.rows.len() {
                self.line_after_html();
            }
            let run = table::run(rest);
            let (Some(rows), Some(after)) = (rest.get(..run), rest.get(run..)) else {
                return;
            };
            if rows.is_empty() {
                self.marked_row(row);
                rest = others;
                continue;
            }
            if rest.len() < table.rows.len() {
                self.out.push_str("<!--atl:tr-->");
                self.line();
            }
            let rows = Table {
                rows: rows.to_vec(),
                ..Table::default()
            };
            self.gfm_of_run(&rows, false);
            rest = after;
        }
    }

    fn marked_row(&mut self, row: &[Cell]) {
        self.out.push_str("<!--atl:tr-->");
        for cell in row {
            self.line_after_html();
            self.out
                .push_str(&format!("<!--atl:{}-->", cell_head(cell)));
            if !cell.content.is_empty() {
                self.line();
                self.blocks(&cell.content);
            }
        }
    }
}

fn cell_head(cell: &Cell) -> String {
    html::head(if cell.header { "th" } else { "td" }, &cell.attrs, None)
}
