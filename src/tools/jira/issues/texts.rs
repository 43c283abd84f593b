//! Rich text of an issue that is changed: what is stored is read once and edited as Markdown, and what the edit leaves as it
//! was stays as it is stored.

use serde_json::{Map, Value, json};

use super::replacements::FieldEdit;
use crate::args::{IssueKey, document};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::tools::either;
use crate::tools::jira::fields::coerce;
use crate::tools::jira::fields::meta::Screen;
use crate::tools::jira::rich;
use crate::tools::replacements::{Replacement, Subject};
use crate::views::jira::{Issue, People, RichText};

/// Who may be mentioned, by the fields that say their names.
const PEOPLE: &str = "assignee,reporter,creator";

/// What a text shall be.
#[derive(Debug)]
pub enum Wanted {
    /// All of it, in Markdown.
    Whole(String),
    /// What it is now, with these made.
    Edited(Vec<Replacement>),
}

/// A text to be changed.
#[derive(Debug)]
pub struct Text {
    /// What the caller calls its field.
    pub name: String,
    /// The field's id.
    pub id: String,
    /// What it shall be.
    pub wanted: Wanted,
}

/// What becomes of texts.
#[derive(Debug, Default)]
pub struct Changes {
    /// Those that change, as Jira takes them.
    pub fields: Map<String, Value>,
    /// What changes in the Markdown of each, by the name of its field.
    pub diffs: Map<String, Value>,
    /// The names of those that say already what they shall say.
    pub unchanged: Vec<String>,
    /// What is to be said of them: which stay, comments that lose their place, files that are not shown any more.
    pub notes: Map<String, Value>,
}

/// Takes the texts out of what is given, each with its edits; the rest are values.
///
/// # Errors
/// [`Error::Arguments`] for fields that are not on the screen, that are given twice, and for edits of what holds no rich text.
pub async fn wanted(
    ctx: &Ctx,
    screen: &Screen,
    given: &[(String, Value)],
    edits: Vec<FieldEdit>,
) -> Result<(Vec<Text>, Vec<(String, Value)>)> {
    let (mut texts, mut rest): (Vec<Text>, _) = (Vec::new(), Vec::new());
    for (name, value) in given {
        let (id, field) = screen.resolve(ctx, name).await?;
        // A document in Atlassian's own form is no Markdown, and takes the place of all that is stored.
        let markdown = coerce::text_of(value).filter(|text| {
            field.schema.is_rich_text() && !text.is_empty() && document(text).is_none()
        });
        match markdown {
            Some(_) if texts.iter().any(|text| text.id == *id) => return Err(twice(id)),
            Some(markdown) => texts.push(Text {
                name: name.clone(),
                id: id.clone(),
                wanted: Wanted::Whole(markdown.into_owned()),
            }),
            None => rest.push((name.clone(), value.clone())),
        }
    }
    for edit in edits {
        let (id, field) = screen.resolve(ctx, &edit.field).await?;
        if !field.schema.is_rich_text() {
            return Err(Error::Arguments(format!(
                "{} holds no rich text, so `edits` cannot change a piece of it; give its new value in `fields`",
                edit.field
            )));
        }
        match texts.iter_mut().find(|text| text.id == *id) {
            Some(Text {
                wanted: Wanted::Edited(edits),
                ..
            }) => edits.push(edit.replacement),
            Some(_) => return Err(twice(id)),
            None => texts.push(Text {
                name: edit.field.clone(),
                id: id.clone(),
                wanted: Wanted::Edited(vec![edit.replacement]),
            }),
        }
    }
    Ok((texts, rest))
}

fn twice(id: &str) -> Error {
    Error::Arguments(format!(
        "{id} is given twice; give it once, whole in `fields` or by `edits`"
    ))
}

/// What the texts are to be, by what they are now: one request for all of them.
///
/// # Errors
/// [`Error::Arguments`] for what is to be replaced and is not there, or is there more than once, and for Markdown that cannot
/// be written; what Jira refuses.
pub async fn changes(ctx: &Ctx, key: &IssueKey, texts: Vec<Text>) -> Result<Changes> {
    let ids: Vec<&str> = texts.iter().map(|text| text.id.as_str()).collect();
    let fields = format!("{},{PEOPLE}", ids.join(","));
    let issue: Issue = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(key).fields(fields.as_str()))?.view()?;
    let people = People::in_values(issue.fields.values());
    let reading = RichText { people: &people };
    let mut changes = Changes::default();
    for text in texts {
        let stored = issue.fields.get(&text.id).unwrap_or(&Value::Null);
        let shown = reading.markdown(stored);
        let shown = shown.as_str().unwrap_or_default();
        let wanted = match text.wanted {
            Wanted::Whole(markdown) => markdown,
            Wanted::Edited(edits) => Subject {
                name: &text.name,
                shown_by: "jira_get_issue",
            }
            .edited(shown, &edits)?,
        };
        let after = rich::spliced(ctx, stored, &wanted).await?;
        changes.note("comments_without_text", after.lost_comments);
        changes.note("not_shown_any_more", after.dropped_media);
        changes.note("not_set_as_before", after.lost_styles);
        if after.changed {
            let diff = markup::diff(shown, &wanted);
            changes.diffs.insert(text.name, diff.into());
            changes.fields.insert(text.id, after.document);
        } else {
            changes.note("unchanged", vec![text.name.clone()]);
            changes.unchanged.push(text.name);
        }
    }
    Ok(changes)
}

impl Changes {
    fn note(&mut self, about: &str, more: Vec<String>) {
        if more.is_empty() {
            return;
        }
        let noted = self.notes.entry(about).or_insert_with(|| json!([]));
        if let Value::Array(noted) = noted {
            noted.extend(more.into_iter().map(Value::from));
        }
    }
}
