//! Issues to be made: what the caller wants of them, and their fields as Jira takes them.

use futures_util::future::try_join;
use serde_json::{Map, Value, json};

use super::home::Home;
use super::issue_types;
use crate::api::params::JiraCreateIssue;
use crate::args::{ObjectOrJson, ProjectKey, Text, not_blank};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::scope::Key;
use crate::tools::jira::fields::coerce::{self, Coerced};
use crate::tools::jira::fields::meta::{self, Screen};
use crate::tools::names::folded;
use crate::views::jira::IssueType;

/// Types that mean the same everywhere: standing neither above nor below others, they need no look-up.
const PLAIN_TYPES: [&str; 3] = ["task", "bug", "story"];

/// Fields that Jira fills in itself, or that a draft always has.
const FILLED_IN: [&str; 3] = ["project", "issuetype", "reporter"];

/// An issue to be made.
#[derive(Debug, Clone)]
pub struct Draft {
    project: ProjectKey,
    kind: String,
    /// The other fields, by id or name.
    given: Vec<(String, Value)>,
}

/// Whether a field is given: for a new issue, null and blank text mean that it is not.
fn says_something((_, value): &(String, Value)) -> bool {
    !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty())
}

impl From<JiraCreateIssue> for Draft {
    fn from(params: JiraCreateIssue) -> Self {
        let assignee = params
            .assignee
            .map(|who| ("assignee".to_owned(), who.0.into()));
        let description = params
            .description
            .map(|text| ("description".to_owned(), text.0.into()));
        let components = params
            .components
            .map(|list| ("components".to_owned(), list.0.into()));
        let summary = Some(("summary".to_owned(), params.summary.0.into()));
        let more = params.additional_fields.unwrap_or_default().0;
        let given = [summary, assignee, description, components]
            .into_iter()
            .flatten()
            .chain(more)
            .filter(says_something)
            .collect();
        Self {
            project: params.project_key,
            kind: params.issue_type.0,
            given,
        }
    }
}

impl Draft {
    /// An issue from an object with `project_key`, `summary`, `issue_type` and any other fields; those in `additional_fields`,
    /// or in `fields` as Jira itself has them, are as good as its own.
    ///
    /// # Errors
    /// [`Error::Arguments`] for what is missing or given twice, [`Error::Refused`] for a project outside of the projects filter.
    pub fn from_item(ctx: &Ctx, mut item: Map<String, Value>) -> Result<Self> {
        for name in ["additional_fields", "fields"] {
            let more: Option<ObjectOrJson> =
                serde_json::from_value(item.remove(name).unwrap_or_default())
                    .map_err(|e| Error::Arguments(format!("`{name}`: {e}")))?;
            for (field, value) in more.unwrap_or_default().0 {
                if item.contains_key(&field) {
                    return Err(Error::Arguments(format!(
                        "`{field}` is given twice; give it once"
                    )));
                }
                item.insert(field, value);
            }
        }
        let mut text = |name: &str, is: &dyn Fn(&str) -> bool| {
            let given = item.keys().find(|member| is(&folded(member))).cloned();
            let given = given
                .and_then(|member| item.remove(&member))
                .unwrap_or_default();
            let named = ["key", "name", "id"]
                .iter()
                .find_map(|member| given.get(member))
                .cloned();
            let text: Option<Text> = serde_json::from_value(named.unwrap_or(given))
                .map_err(|e| Error::Arguments(format!("`{name}`: {e}")))?;
            not_blank(text).ok_or_else(|| Error::Arguments(format!("`{name}` is missing")))
        };
        let project = text("project_key", &|name| {
            matches!(name, "projectkey" | "project")
        })?;
        let kind = text("issue_type", &|name| matches!(name, "issuetype" | "type"))?;
        let summary = text("summary", &|name| name == "summary")?;
        let project = ProjectKey::new(&project).map_err(Error::Arguments)?;
        ctx.policy().check_key(Key::JiraProject(&project))?;
        let summary = ("summary".to_owned(), summary.into());
        let given = std::iter::once(summary).chain(item).filter(says_something);
        Ok(Self {
            project,
            kind,
            given: given.collect(),
        })
    }

    /// The summary, for reports about this issue.
    pub fn summary(&self) -> &str {
        self.given
            .iter()
            .find(|(name, _)| name == "summary")
            .and_then(|(_, value)| value.as_str())
            .unwrap_or_default()
    }

    /// What the request that makes the issue says. Metadata is asked for only if the issue's type or a field needs it.
    ///
    /// # Errors
    /// [`Error::Arguments`] for types, fields and values that do not exist, and a sub-task without a parent.
    pub async fn fields(&self, ctx: &Ctx) -> Result<Coerced> {
        let plain = Screen::plain(ctx.deployment(Product::Jira)?);
        if !PLAIN_TYPES.contains(&folded(&self.kind).as_str()) || !plain.has_all(&self.given) {
            return self.fields_of_screen(ctx).await;
        }
        let fields = coerce::all(ctx, &plain, self.home(), &self.given).await?;
        self.completed(fields, json!({ "name": self.kind.trim() }))
    }

    /// As [`Draft::fields`], with every required field checked against Jira's metadata.
    ///
    /// # Errors
    /// As [`Draft::fields`], and for required fields that are missing.
    pub async fn validated(&self, ctx: &Ctx) -> Result<Coerced> {
        let coerced = self.fields_of_screen(ctx).await?;
        let fields = &coerced.fields;
        let (_, screen) = self.screen(ctx).await?;
        let given = |id: &str| {
            FILLED_IN.contains(&id) || fields.get(id).is_some_and(|value| !value.is_null())
        };
        let missing = screen
            .fields
            .iter()
            .filter(|(id, field)| field.must_be_given() && !given(id));
        let missing: Vec<_> = missing.map(|(id, field)| field.wanted(id)).collect();
        match missing.as_slice() {
            [] => Ok(coerced),
            _ => Err(Error::Arguments(format!(
                "{} requires {}",
                screen.place,
                missing.join(", ")
            ))),
        }
    }

    async fn fields_of_screen(&self, ctx: &Ctx) -> Result<Coerced> {
        let people = coerce::meet(ctx, self.home(), &self.given);
        let ((kind, screen), ()) = try_join(self.screen(ctx), people).await?;
        let mut coerced = coerce::all(ctx, &screen, self.home(), &self.given).await?;
        let fields = &mut coerced.fields;
        if kind.subtask && fields.get("parent").is_none_or(Value::is_null) {
            return Err(Error::Arguments(format!(
                "{} is a sub-task type: give the issue it belongs to, {{\"parent\": \"{}-1\"}}",
                kind.name, self.project
            )));
        }
        if let Some((id, field)) = screen.of_kind("gh-epic-label")
            && field.required
        {
            // Data Center's epics have a name beside the summary; people give the same.
            fields
                .entry(id.clone())
                .or_insert_with(|| self.summary().into());
        }
        self.completed(coerced, json!({ "id": kind.id }))
    }

    async fn screen(&self, ctx: &Ctx) -> Result<(IssueType, Screen)> {
        let kind = issue_types::find(ctx, &self.project, self.kind.trim()).await?;
        let screen = meta::create_screen(ctx, &self.project, &kind).await?;
        Ok((kind, screen))
    }

    fn home(&self) -> Home<'_> {
        Home::Project(&self.project)
    }

    fn completed(&self, mut coerced: Coerced, kind: Value) -> Result<Coerced> {
        coerced.add_up()?;
        let fields = &mut coerced.fields;
        let project = json!({ "key": &*self.project });
        if fields
            .insert("project".into(), project.clone())
            .is_some_and(|other| other != project)
        {
            return Err(Error::Arguments(
                "the fields name another project than `project_key`; give one".into(),
            ));
        }
        match fields.insert("issuetype".into(), kind) {
            None => Ok(coerced),
            Some(_) => Err(Error::Arguments(
                "the fields name an issue type beside `issue_type`; give one".into(),
            )),
        }
    }

    /// Jira's refusal together with what it leaves out: which types there are, what fields are called and what they take.
    pub async fn explained(&self, ctx: &Ctx, error: Error) -> Error {
        match &error {
            Error::Upstream {
                status: 400,
                message,
                ..
            } => {
                let notes = self.notes(ctx, message).await;
                error.noting(&notes)
            }
            _ => error,
        }
    }

    /// The key of its project.
    pub fn project(&self) -> &str {
        &self.project
    }

    /// What a complaint of Jira's about this issue leaves out; empty if nothing more is known.
    pub async fn notes(&self, ctx: &Ctx, complaint: &str) -> String {
        match self.screen(ctx).await {
            Ok((_, screen)) => screen.notes(complaint),
            Err(Error::Arguments(why)) => why,
            Err(error) if error.is_not_found() => String::new(),
            Err(error) => format!(
                "What the issue type asks for could not be had: {}",
                error.brief()
            ),
        }
    }
}
