//! Tables, as Confluence's editor writes them.

use super::{
    super::super::{
        attrs::Attrs,
        tree::{Align, Block, Cell, Container, Table},
    },
    Writer, Written,
};

impl Writer {
    pub(super) fn table(&mut self, table: &Table) -> Written {
        let find = |name: &str| {
            table
                .attrs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        self.out.push_str("<table");
        self.harmless(&table.attrs);
        self.out.push('>');
        if let Some(widths) = find("columns") {
            self.columns(widths);
        }
        let rows: Vec<&[Cell]> = table
            .rows
            .iter()
            .map(Vec::as_slice)
            .filter(|row| !row.is_empty())
            .collect();
        let head = find("thead")
            .and_then(|count| count.parse().ok())
            .unwrap_or(0)
            .min(rows.len());
        let (head, body) = rows.split_at(head);
        for (name, rows) in [("thead", head), ("tbody", body)]
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
        {
            self.element(name, |writer| {
                rows.iter()
                    .try_for_each(|row| writer.row(row, &table.align))
            })?;
        }
        self.out.push_str("</table>");
        Ok(())
    }

    fn columns(&mut self, widths: &str) {
        self.out.push_str("<colgroup>");
        for width in widths.split_whitespace() {
            let style = format!("width: {width};");
            self.out.push_str("<col");
            if width != "*" {
                self.harmless(&vec![("style".to_owned(), style)]);
            }
            self.out.push_str(" />");
        }
        self.out.push_str("</colgroup>");
    }

    pub(super) fn row(&mut self, row: &[Cell], align: &[Align]) -> Written {
        let of_row = |(name, value): &(String, String)| {
            Some((name.strip_prefix("tr-")?.to_owned(), value.clone()))
        };
        let attrs: Attrs = row
            .iter()
            .flat_map(|cell| &cell.attrs)
            .filter_map(of_row)
            .collect();
        self.out.push_str("<tr");
        self.harmless(&attrs);
        self.out.push('>');
        for (at, cell) in row.iter().enumerate() {
            self.cell(cell, align.get(at).copied().unwrap_or_default())?;
        }
        self.out.push_str("</tr>");
        Ok(())
    }

    pub(super) fn cell(&mut self, cell: &Cell, align: Align) -> Written {
        let name = if cell.header { "th" } else { "td" };
        self.out.extend(["<", name]);
        self.harmless(&cell.attrs);
        self.out.push('>');
        match align_style(align) {
            _ if cell.content.is_empty() => self.empty("p", &[]),
            None => self.blocks(&cell.content)?,
            Some(style) => cell
                .content
                .iter()
                .try_for_each(|block| self.aligned(block, style))?,
        }
        self.out.extend(["</", name, ">"]);
        Ok(())
    }

    fn aligned(&mut self, block: &Block, style: &str) -> Written {
        let content = vec![block.clone()];
        self.container(&Container {
            name: "p".to_owned(),
            attrs: aligned(style),
            source: None,
            content,
        })
    }
}

/// The attributes of an aligned paragraph.
fn aligned(style: &str) -> Attrs {
    vec![("style".to_owned(), style.to_owned())]
}

/// How a paragraph is aligned.
pub(in crate::storage) fn align_style(align: Align) -> Option<&'static str> {
    match align {
        Align::None => None,
        Align::Left => Some("text-align: left;"),
        Align::Center => Some("text-align: center;"),
        Align::Right => Some("text-align: right;"),
    }
}
