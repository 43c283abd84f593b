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
        if let Some(caption) = find("caption") {
            self.out.push_str("<caption>");
            self.text(caption);
            self.out.push_str("</caption>");
        }
        if let Some(widths) = find("columns") {
            self.columns(widths);
        }
        let rows: Vec<&[Cell]> = table
            .rows
            .iter()
            .map(Vec::as_slice)
            .filter(|row| !row.is_empty())
            .collect();
        let count = |name: &str, most: usize| -> usize {
            let said = find(name).and_then(|count| count.parse().ok());
            said.unwrap_or(0).min(most)
        };
        let (head, rest) = rows.split_at(count("thead", rows.len()));
        let (body, foot) = rest.split_at(rest.len() - count("tfoot", rest.len()));
        for (name, rows) in [("thead", head), ("tbody", body), ("tfoot", foot)]
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
        {
            let attrs = prefixed(&table.attrs, &format!("{name}-"));
            self.out.extend(["<", name]);
            self.harmless(&attrs);
            self.out.push('>');
            rows.iter()
                .try_for_each(|row| self.row(row, &table.align))?;
            self.out.extend(["</", name, ">"]);
        }
        self.out.push_str("</table>");
        Ok(())
    }

    fn columns(&mut self, widths: &str) {
        self.out.push_str("<colgroup>");
        for width in widths.split_whitespace() {
            let attribute = match width.strip_prefix("width=") {
                Some(width) => ("width".to_owned(), width.to_owned()),
                None => ("style".to_owned(), format!("width: {width};")),
            };
            self.out.push_str("<col");
            if width != "*" {
                self.harmless(&vec![attribute]);
            }
            self.out.push_str(" />");
        }
        self.out.push_str("</colgroup>");
    }

    pub(super) fn row(&mut self, row: &[Cell], align: &[Align]) -> Written {
        let attrs = prefixed(row.iter().flat_map(|cell| &cell.attrs), "tr-");
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
            Some(style) => cell.content.iter().try_for_each(|block| match block {
                Block::List(_) => self.blocks(std::slice::from_ref(block)),
                block => self.aligned(block, style),
            })?,
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

/// Those attributes whose names begin so, without that.
fn prefixed<'a>(attrs: impl IntoIterator<Item = &'a (String, String)>, prefix: &str) -> Attrs {
    let of = |(name, value): &'a (String, String)| {
        Some((name.strip_prefix(prefix)?.to_owned(), value.clone()))
    };
    attrs.into_iter().filter_map(of).collect()
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
