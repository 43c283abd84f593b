//! Layouts: `ac:layout` holds sections, a section holds cells, and Confluence takes them in no other way.

use super::{
    super::{
        super::{
            attrs::Attrs,
            tree::{Block, Container},
        },
        attributes,
    },
    Writer, Written,
    containers::Opening,
};

impl Writer {
    /// A layout of sections, or of the columns that ADF has; of anything else only the content.
    pub(super) fn layout(&mut self, content: &[Block]) -> Written {
        if let Some(columns) = all_named(content, &["column", "layoutColumn"]) {
            let section = Opening::of_layout("layout-section", &vec![section_type(&columns)]);
            return self.enclosed(&Opening::of("ac:layout"), |writer| {
                writer.enclosed(&section, |writer| writer.cells(&columns))
            });
        }
        match all_named(content, &["layout-section"]) {
            Some(sections) => self.enclosed(&Opening::of("ac:layout"), |writer| {
                sections
                    .iter()
                    .try_for_each(|section| writer.section(section))
            }),
            None => self.blocks(content),
        }
    }

    fn section(&mut self, section: &Container<Block>) -> Written {
        let opening = Opening::of_container("layout-section", section)?;
        match all_named(&section.content, &["layout-cell"]) {
            Some(cells) => self.enclosed(&opening, |writer| writer.cells(&cells)),
            None => {
                let single = Opening::of_layout(
                    "layout-section",
                    &vec![("single".to_owned(), String::new())],
                );
                self.enclosed(&single, |writer| {
                    writer.enclosed(&Opening::of("ac:layout-cell"), |writer| {
                        writer.blocks(&section.content)
                    })
                })
            }
        }
    }

    fn cells(&mut self, cells: &[&Container<Block>]) -> Written {
        cells.iter().try_for_each(|cell| {
            let opening = match cell.name.as_str() {
                "layout-cell" => Opening::of_container("layout-cell", cell)?,
                _ => Opening::of("ac:layout-cell"),
            };
            self.enclosed(&opening, |writer| writer.blocks(&cell.content))
        })
    }

    fn enclosed(
        &mut self,
        opening: &Opening,
        content: impl FnOnce(&mut Self) -> Written,
    ) -> Written {
        self.out.push_str(&opening.open);
        content(self)?;
        self.out.push_str(&opening.close);
        Ok(())
    }
}

/// The blocks as containers, if each is one of these names and there is any.
fn all_named<'a>(content: &'a [Block], names: &[&str]) -> Option<Vec<&'a Container<Block>>> {
    let named = |block: &'a Block| match block {
        Block::Container(container) if names.contains(&container.name.as_str()) => Some(container),
        _ => None,
    };
    let all: Vec<_> = content.iter().map(named).collect::<Option<_>>()?;
    (!all.is_empty()).then_some(all)
}

/// Confluence's name for a row of columns, by their number and widths in percent.
fn section_type(columns: &[&Container<Block>]) -> (String, String) {
    let widths: Vec<f64> = columns.iter().map(|column| width(&column.attrs)).collect();
    let name = match widths.as_slice() {
        [_] => "single",
        [left, _] if *left < 45.0 => "two_left_sidebar",
        [_, right] if *right < 45.0 => "two_right_sidebar",
        [_, _] => "two_equal",
        [_, middle, _] if *middle > 40.0 => "three_with_sidebars",
        [_, _, _] => "three_equal",
        [_, _, _, _] => "four_equal",
        _ => "five_equal",
    };
    (name.to_owned(), String::new())
}

/// A column that does not say its width has half of the page.
fn width(attrs: &Attrs) -> f64 {
    let said = attrs.iter().find(|(name, _)| name == "width");
    said.and_then(|(_, width)| width.parse().ok())
        .unwrap_or(50.0)
}

/// The attributes of a part of a layout: one without a value is the section's type.
pub(super) fn attributes_of(attrs: &Attrs) -> Attrs {
    let attribute = |(key, value): &(String, String)| match value.as_str() {
        "" => ("ac:type".to_owned(), key.clone()),
        value => (format!("ac:{key}"), value.to_owned()),
    };
    attrs
        .iter()
        .map(attribute)
        .filter(|(name, value)| attributes::is_harmless(name, value))
        .collect()
}
