//! What an edit puts into a document.

use std::{collections::HashSet, ops::Range};

use super::{
    super::super::{
        MarkupError,
        splice::{Change, Fresh, Part, View},
        tree::{Align, Block, Table},
    },
    Writer, Written,
};

/// Writes what comes into a document in which these ids of tasks are taken.
///
/// # Errors
/// For carriers whose source is not well-formed.
pub(in crate::storage) fn changes(
    changes: &[Change<'_, Range<usize>>],
    tasks: HashSet<u64>,
) -> Result<Vec<String>, MarkupError> {
    let mut writer = Writer {
        last_task: tasks.iter().copied().max().unwrap_or(0),
        tasks,
        ..Writer::default()
    };
    let text = |change: &Change<'_, Range<usize>>| {
        writer.change(change)?;
        Ok(std::mem::take(&mut writer.out))
    };
    changes.iter().map(text).collect()
}

impl Writer {
    fn change(&mut self, change: &Change<'_, Range<usize>>) -> Written {
        let align = table(&change.around).map_or(&[][..], |table| &table.align);
        match &change.new {
            Fresh::Text(content) => self.inlines(content),
            Fresh::Parts(parts) => parts.iter().try_for_each(|part| self.part(part, align)),
        }
    }

    fn part(&mut self, part: &Part, align: &[Align]) -> Written {
        match part {
            Part::Block(block) => self.blocks(std::slice::from_ref(block)),
            Part::Item(item) if item.done.is_some() => self.task(item, None),
            Part::Item(item) => self.item(&item.content),
            Part::Row(cells) => self.row(cells, align),
            Part::Cell(column, cell) => {
                self.cell(cell, align.get(*column).copied().unwrap_or_default())
            }
            Part::Kept(source) => {
                self.out.push_str(&source.text);
                Ok(())
            }
        }
    }
}

/// The table in which something changes right below.
fn table<'a>(around: &[View<'a>]) -> Option<&'a Table> {
    match around {
        [.., View::Block(Block::Table(table))]
        | [.., View::Block(Block::Table(table)), View::Row(_)] => Some(table),
        _ => None,
    }
}
