//! Prints tables.

use super::{
    super::{
        html,
        tree::{Align, Block, Cell, Table},
    },
    print::{Printer, print},
    spans::{self, Mode},
    table,
};

impl Printer {
    pub(super) fn table(&mut self, table: &Table) {
        let columns = table::fits_gfm(table);
        if self.plain || columns == Some(false) && table.attrs.is_empty() {
            return self.gfm(table);
        }
        let mut attrs = table.attrs.clone();
        if columns == Some(true) {
            attrs.insert(0, (table::HEADER_COLUMN.to_owned(), String::new()));
        }
        self.commented(
            &html::head("table", &attrs, None),
            |printer| match columns {
                Some(_) => printer.gfm(table),
                None => printer.cells(table),
            },
        );
    }

    fn gfm(&mut self, table: &Table) {
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let (head, body) = table.rows.split_at(usize::from(table::has_header(table)));
        self.row(head.first().map_or(&[], Vec::as_slice), width);
        self.line();
        for at in 0..width {
            self.out.push_str(match table.align.get(at) {
                Some(Align::Left) => "|:--",
                Some(Align::Center) => "|:-:",
                Some(Align::Right) => "|--:",
                Some(Align::None) | None => "|---",
            });
        }
        self.out.push('|');
        for row in body {
            self.line();
            self.row(row, width);
        }
    }

    fn row(&mut self, cells: &[Cell], width: usize) {
        for at in 0..width {
            let text = cells
                .get(at)
                .map(|cell| cell_text(&cell.content, self.plain))
                .unwrap_or_default();
            self.out.push_str(&format!("| {text} "));
        }
        self.out.push('|');
    }

    /// Rows by marks; those that GFM can say are a table of its own between them.
    fn cells(&mut self, table: &Table) {
        let same = |a: &Vec<Cell>, b: &Vec<Cell>| table::follows(a, b);
        for (at, run) in table.rows.chunk_by(same).enumerate() {
            if at > 0 {
                self.line_after_html();
            }
            let is_plain = run.first().is_some_and(|row| table::is_plain_row(row));
            if !is_plain {
                run.iter().enumerate().for_each(|(at, row)| {
                    if at > 0 {
                        self.line_after_html();
                    }
                    self.marked_row(row);
                });
                continue;
            }
            if at > 0 {
                self.out.push_str("<!--atl:tr-->");
                self.line();
            }
            self.gfm(&Table {
                rows: run.to_vec(),
                ..Table::default()
            });
        }
    }

    fn marked_row(&mut self, row: &[Cell]) {
        self.out.push_str("<!--atl:tr-->");
        for cell in row {
            self.line_after_html();
            let name = if cell.header { "th" } else { "td" };
            self.out.push_str(&format!(
                "<!--atl:{}-->",
                html::head(name, &cell.attrs, None)
            ));
            if !cell.content.is_empty() {
                self.line();
                self.blocks(&cell.content);
            }
        }
    }
}

fn cell_text(content: &[Block], plain: bool) -> String {
    let text = |block: &Block| match block {
        Block::Paragraph(content) => spans::print(
            content,
            Mode {
                plain,
                in_table: true,
                ..Mode::default()
            },
        ),
        other => print(std::slice::from_ref(other), true)
            .replace('|', "\\|")
            .replace('\n', "<br>"),
    };
    content
        .iter()
        .map(text)
        .collect::<Vec<_>>()
        .join("<br><br>")
}
