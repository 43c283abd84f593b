//! Edits of storage format: bytes of the stored document are replaced.

use std::{collections::HashSet, ops::Range};

use super::{
    super::{
        Format, MarkupError, Source,
        place::{Origin, Placed, replaced},
        splice::{Change, Stored, View},
        tree::{Block, Inline},
    },
    ids, read, write, xml,
};

/// A stored document.
pub(crate) struct Document(pub String);

/// Attributes and elements by which something is known to Confluence.
const IDENTITIES: [&str; 5] = ["macro-id", "local-id", "task-id", "task-uuid", "ac:ref"];

impl Document {
    fn get(&self, at: &Range<usize>) -> &str {
        self.0.get(at.clone()).unwrap_or_default()
    }

    /// The ids of its tasks, which no new one may have.
    fn tasks(&self) -> HashSet<u64> {
        let ids = self.0.split("<ac:task-id>").skip(1);
        ids.filter_map(|rest| rest.split_once('<')?.0.trim().parse().ok())
            .collect()
    }
}

impl Stored for Document {
    type Span = Range<usize>;
    const FORMAT: Format = Format::Storage;

    fn read(&self) -> Result<Placed<Range<usize>>, MarkupError> {
        read_text(&self.0)
    }

    fn write(blocks: &[Block]) -> Result<Self, MarkupError> {
        write::write(blocks).map(Self)
    }

    /// The blocks of a cell that is aligned are so each for itself.
    fn can_hold(around: &[View<'_>]) -> bool {
        match around {
            [
                ..,
                View::Block(Block::Table(table)),
                View::Row(_),
                View::Cell(_),
            ] => table.align.is_empty(),
            _ => true,
        }
    }

    /// Text that stands in no element of its own would run into its neighbours elsewhere.
    fn source(&self, origin: &Origin<Range<usize>>, _: View<'_>) -> Option<Source> {
        let is_bare = origin.inner.as_ref() == Some(&origin.span);
        (!is_bare).then(|| source(self.get(&origin.span)))
    }

    fn has_identity(source: &Source) -> bool {
        IDENTITIES.iter().any(|name| source.text.contains(name))
    }

    fn elements(&self, at: &Range<usize>) -> Vec<(Inline, Source)> {
        xml::parse(self.get(at)).map_or_else(|_| Vec::new(), |nodes| read::elements(&nodes))
    }

    fn reread(
        &self,
        before: &Self,
        at: &Range<usize>,
    ) -> Option<Result<Placed<Range<usize>>, MarkupError>> {
        let rest = before.0.len().checked_sub(at.end)?;
        let end = self.0.len().checked_sub(rest)?;
        Some(read_text(self.0.get(at.start..end)?))
    }

    fn apply(&self, changes: &[Change<'_, Range<usize>>]) -> Result<Option<Self>, MarkupError> {
        let texts = write::changes(changes, self.tasks())?;
        let places = changes.iter().map(|change| change.at.clone());
        let texts = places
            .clone()
            .zip(texts)
            .map(|(at, text)| ids::keep(self.get(&at), text));
        Ok(replaced(&self.0, places.zip(texts)).map(Self))
    }
}

fn read_text(text: &str) -> Result<Placed<Range<usize>>, MarkupError> {
    Ok(read::read(&xml::parse(text)?))
}

fn source(text: &str) -> Source {
    Source {
        format: Format::Storage,
        text: text.to_owned(),
    }
}
