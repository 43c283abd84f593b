//! Layouts: `ac:layout` holds sections, a section holds cells, and Confluence takes them in no other way. What someone put
//! beside them comes into a section or a cell.

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

/// The most columns that Confluence has a section for.
const MOST_COLUMNS: usize = 5;

/// What a block is to a layout.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Section,
    /// A column of ADF, which has no sections.
    Column,
    Other,
}

impl Role {
    fn of(block: &Block) -> Self {
        match block {
            Block::Container(container) => match container.name.as_str() {
                "layout-section" => Self::Section,
                "column" | "layoutColumn" => Self::Column,
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

impl Writer {
    /// A layout of sections, or of the columns that ADF has; of anything else only the content.
    pub(super) fn layout(&mut self, content: &[Block]) -> Written {
        if content.iter().all(|block| Role::of(block) == Role::Other) {
            return self.blocks(content);
        }
        let same_role = |a: &Block, b: &Block| Role::of(a) == Role::of(b);
        self.enclosed(&Opening::of("ac:layout"), |writer| {
            content.chunk_by(same_role).try_for_each(|run| {
                let containers = run.iter().filter_map(container);
                match run.first().map_or(Role::Other, Role::of) {
                    Role::Section => containers
                        .into_iter()
                        .try_for_each(|section| writer.section(section)),
                    Role::Column => writer.columns_of_adf(&containers.collect::<Vec<_>>()),
                    Role::Other => writer.single(run),
                }
            })
        })
    }

    /// A section that stands in no layout.
    pub(super) fn lone_section(&mut self, section: &Container<Block>) -> Written {
        self.enclosed(&Opening::of("ac:layout"), |writer| writer.section(section))
    }

    fn section(&mut self, section: &Container<Block>) -> Written {
        let is_cell = |block: &Block| is_named(block, "layout-cell");
        let content = section.content.as_slice();
        let first = content.iter().position(is_cell);
        let Some((mut before, cells)) = first.and_then(|at| content.split_at_checked(at)) else {
            return self.single(content);
        };
        let opening = Opening::of_container("layout-section", section)?;
        self.enclosed(&opening, |writer| {
            for cell in cells.chunk_by(|_, next| !is_cell(next)) {
                let (cell, after) = cell.split_at_checked(1).unwrap_or_default();
                for cell in cell.iter().filter_map(container) {
                    let opening = Opening::of_container("layout-cell", cell)?;
                    writer.layout_cell(&opening, &[before, &cell.content, after])?;
                }
                before = &[];
            }
            Ok(())
        })
    }

    fn columns_of_adf(&mut self, columns: &[&Container<Block>]) -> Written {
        let cell = Opening::of("ac:layout-cell");
        if columns.len() > MOST_COLUMNS {
            let contents: Vec<&[Block]> = columns
                .iter()
                .map(|column| column.content.as_slice())
                .collect();
            return self.enclosed(&section_of("single"), |writer| {
                writer.layout_cell(&cell, &contents)
            });
        }
        self.enclosed(&section_of(section_type(columns)), |writer| {
            columns
                .iter()
                .try_for_each(|column| writer.layout_cell(&cell, &[&column.content]))
        })
    }

    fn single(&mut self, content: &[Block]) -> Written {
        self.enclosed(&section_of("single"), |writer| {
            writer.layout_cell(&Opening::of("ac:layout-cell"), &[content])
        })
    }

    fn layout_cell(&mut self, opening: &Opening, contents: &[&[Block]]) -> Written {
        self.enclosed(opening, |writer| {
            contents
                .iter()
                .try_for_each(|content| writer.blocks(content))
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

fn container(block: &Block) -> Option<&Container<Block>> {
    match block {
        Block::Container(container) => Some(container),
        _ => None,
    }
}

fn is_named(block: &Block, name: &str) -> bool {
    container(block).is_some_and(|container| container.name == name)
}

fn section_of(kind: &str) -> Opening {
    Opening::of_layout("layout-section", &vec![(kind.to_owned(), String::new())])
}

/// Confluence's name for a row of columns, by their number and widths in percent.
fn section_type(columns: &[&Container<Block>]) -> &'static str {
    match widths(columns).as_slice() {
        [_] => "single",
        [left, right] if left < right => "two_left_sidebar",
        [left, right] if left > right => "two_right_sidebar",
        [_, _] => "two_equal",
        [_, middle, _] if *middle > 40.0 => "three_with_sidebars",
        [_, _, _] => "three_equal",
        [_, _, _, _] => "four_equal",
        _ => "five_equal",
    }
}

/// Columns that do not say their width share what the others leave.
fn widths(columns: &[&Container<Block>]) -> Vec<f64> {
    let said = |column: &&Container<Block>| -> Option<f64> {
        let width = column.attrs.iter().find(|(name, _)| name == "width");
        width.and_then(|(_, width)| width.parse().ok())
    };
    let said: Vec<Option<f64>> = columns.iter().map(said).collect();
    let left = 100.0 - said.iter().flatten().sum::<f64>();
    let silent = said.iter().filter(|width| width.is_none()).count().max(1);
    let share = left / u32::try_from(silent).map_or(1.0, f64::from);
    said.into_iter()
        .map(|width| width.unwrap_or(share))
        .collect()
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
