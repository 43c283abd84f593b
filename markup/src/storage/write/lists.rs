//! Lists and task lists.

use super::{
    super::super::{
        attrs::Attrs,
        tree::{Block, Item, List},
    },
    Writer, Written,
    containers::Opening,
};

impl Writer {
    /// A list; its tasks, if any, are task lists of their own.
    pub(super) fn list(&mut self, list: &List, opening: Option<&Opening>) -> Written {
        let mut number = list.start;
        for run in list
            .items
            .chunk_by(|a, b| a.done.is_some() == b.done.is_some())
        {
            if run.iter().any(|item| item.done.is_some()) {
                self.tasks(run, &mut std::iter::empty())?;
            } else {
                self.items(run, number, opening)?;
            }
            number = number.map(|number| number.saturating_add(run.len()));
        }
        Ok(())
    }

    fn items(
        &mut self,
        items: &[Item],
        start: Option<usize>,
        opening: Option<&Opening>,
    ) -> Written {
        let (open, close) = match (opening, start) {
            (Some(opening), _) => (opening.open.clone(), opening.close.as_str()),
            (None, Some(1)) => ("<ol>".to_owned(), "</ol>"),
            (None, Some(start)) => (format!("<ol start=\"{start}\">"), "</ol>"),
            (None, None) => ("<ul>".to_owned(), "</ul>"),
        };
        self.out.push_str(&open);
        items.iter().try_for_each(|item| self.item(&item.content))?;
        self.out.push_str(close);
        Ok(())
    }

    /// Task lists that have ids from the page they come from.
    pub(super) fn tasks_with_ids(&mut self, ids: &Attrs, content: &[Block]) -> Written {
        let mut ids = ids.iter().filter_map(|(id, _)| id.parse().ok());
        content.iter().try_for_each(|block| match block {
            Block::List(list) if list.items.iter().all(|item| item.done.is_some()) => {
                self.tasks(&list.items, &mut ids)
            }
            other => self.blocks(std::slice::from_ref(other)),
        })
    }

    fn tasks(&mut self, items: &[Item], ids: &mut dyn Iterator<Item = u64>) -> Written {
        self.element("ac:task-list", |writer| {
            items.iter().try_for_each(|item| {
                let id = ids.next();
                writer.task(item, id)
            })
        })
    }

    pub(super) fn task(&mut self, item: &Item, id: Option<u64>) -> Written {
        let id = self.task_id(id);
        let status = if item.done == Some(true) {
            "complete"
        } else {
            "incomplete"
        };
        self.out.push_str(&format!(
            "<ac:task><ac:task-id>{id}</ac:task-id><ac:task-status>{status}</ac:task-status>"
        ));
        self.element("ac:task-body", |writer| match item.content.split_first() {
            Some((Block::Paragraph(first), rest)) => {
                writer
                    .out
                    .push_str("<span class=\"placeholder-inline-tasks\">");
                writer.inlines(first)?;
                writer.out.push_str("</span>");
                writer.blocks(rest)
            }
            _ => writer.blocks(&item.content),
        })?;
        self.out.push_str("</ac:task>");
        Ok(())
    }

    /// The id that a task had, unless another one has it by now; else the next one that is free.
    fn task_id(&mut self, id: Option<u64>) -> u64 {
        let id = id
            .filter(|id| !self.tasks.contains(id))
            .unwrap_or_else(|| self.last_task.saturating_add(1));
        self.tasks.insert(id);
        self.last_task = self.last_task.max(id);
        id
    }
}
