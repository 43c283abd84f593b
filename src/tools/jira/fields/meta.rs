//! Which fields may be written where, and what they take.

use std::sync::Arc;

use serde_json::Value;

use super::estimates;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::jira::fields;
use crate::tools::names::{OF_FIELDS, called, folded, id_of_number, meaning};
use crate::tools::{either, paging};
use crate::views::jira::{
    CreateField, EditMeta, Field, FieldSchema, IssueType, MetaPage, ScreenField, ScreenFields,
    Transition,
};

/// Fields that no screen takes, and what writes them.
const ELSEWHERE: [(&str, &str); 5] = [
    ("comment", "jira_add_comment writes comments"),
    (
        "resolution",
        "a change of status sets it: give it in `fields` of jira_transition_issue",
    ),
    ("attachment", "give the files in `attachments`"),
    ("issuelinks", "jira_create_issue_link links issues"),
    ("worklog", "jira_add_worklog logs time"),
];

/// What is said of a screen of which Jira lists no field.
const NOTHING: &str = "Jira shows you no field at all: you lack the permission, or the issue's status allows no changes";

/// The most items a page of metadata has.
pub const PAGE: i64 = 200;

/// System fields whose form is the same on every site, with the type of their values and of a list's items: given by these
/// ids, they are written without asking Jira first.
const PLAIN: [(&str, &str, &str); 13] = [
    ("summary", "string", ""),
    ("description", "string", ""),
    ("environment", "string", ""),
    ("assignee", "user", ""),
    ("reporter", "user", ""),
    ("priority", "priority", ""),
    ("labels", "array", "string"),
    ("components", "array", "component"),
    ("fixVersions", "array", "version"),
    ("versions", "array", "version"),
    ("duedate", "date", ""),
    ("timetracking", "timetracking", ""),
    ("project", "project", ""),
];

/// The fields that can be written in one place.
#[derive(Debug, Clone)]
pub struct Screen {
    /// What it is called in errors: `the create screen of Bug in SHOP`.
    pub place: String,
    /// The fields by id.
    pub fields: Arc<ScreenFields>,
    /// Whether the assignee is not one of them for Jira, and has to be given in a request of its own.
    pub lacks_assignee: bool,
    /// Whether Jira lists no field of it at all.
    pub is_empty: bool,
}

impl Screen {
    /// The fields that need no look-up. `parent` is one of them on Cloud; Data Center has it for sub-tasks alone, and an
    /// epic link for other issues.
    pub fn plain(deployment: Deployment) -> Self {
        let plain = PLAIN
            .iter()
            .map(|(id, kind, items)| ((*id).to_owned(), system_field(id, kind, items)));
        let parent = (deployment == Deployment::Cloud)
            .then(|| ("parent".to_owned(), system_field("parent", "issuelink", "")));
        Self {
            place: "the screen".into(),
            fields: Arc::new(plain.chain(parent).collect()),
            lacks_assignee: false,
            is_empty: false,
        }
    }

    /// The screen of a transition.
    pub fn of_transition(transition: &Transition) -> Self {
        Self {
            place: format!("the screen of the transition \"{}\"", transition.name),
            fields: Arc::new(transition.fields.clone()),
            lacks_assignee: false,
            is_empty: false,
        }
    }

    fn new(place: String, mut fields: ScreenFields, deployment: Deployment) -> Self {
        let is_empty = fields.is_empty();
        if deployment == Deployment::Cloud {
            fields
                .entry("parent".into())
                .or_insert_with(|| system_field("parent", "issuelink", ""));
        }
        Self {
            place,
            fields: Arc::new(fields),
            lacks_assignee: false,
            is_empty,
        }
    }

    /// The screen with the assignee on it, who can be given past any edit screen.
    fn with_assignee(self) -> Self {
        let mut fields = (*self.fields).clone();
        let lacks_assignee = !fields.contains_key("assignee");
        fields
            .entry("assignee".into())
            .or_insert_with(|| system_field("assignee", "user", ""));
        Self {
            fields: Arc::new(fields),
            lacks_assignee,
            ..self
        }
    }

    /// The field that a name means by itself: its id, its name on the screen, or what everyone calls it ([`names`](crate::tools::names)).
    /// `epic` and `parent` both mean whatever holds the issue above: the parent, or Data Center's epic link; an estimate is a
    /// part of the time tracking.
    ///
    /// # Errors
    /// [`Error::Arguments`] if several fields share the name.
    pub fn find(&self, name: &str) -> Result<Option<(&String, &ScreenField)>> {
        let meant = meaning(name);
        if matches!(meant.as_str(), "epiclink" | "parent") {
            let epic_link = || self.of_kind("gh-epic-link");
            return Ok(self.fields.get_key_value("parent").or_else(epic_link));
        }
        let id =
            id_of_number(name).or_else(|| estimates::part(name).map(|_| "timetracking".into()));
        if let Some(field) = self
            .fields
            .get_key_value(id.as_deref().unwrap_or(name.trim()))
        {
            return Ok(Some(field));
        }
        match called(&OF_FIELDS, self.fields.iter(), name, |(id, field)| {
            vec![id.as_str(), field.name.as_str()]
        })
        .as_slice()
        {
            [] => Ok(None),
            [field] => Ok(Some(*field)),
            several => {
                let ids: Vec<_> = several.iter().map(|(id, _)| id.as_str()).collect();
                Err(Error::Arguments(format!(
                    "several fields are called \"{name}\": use an id, one of {}",
                    ids.join(", ")
                )))
            }
        }
    }

    /// The field that a name means, also by what only JQL calls it, for which Jira's fields are asked.
    ///
    /// # Errors
    /// As [`Screen::find`], and if the field is not on the screen.
    pub async fn resolve(&self, ctx: &Ctx, name: &str) -> Result<(&String, &ScreenField)> {
        if let Some(found) = self.find(name)? {
            return Ok(found);
        }
        let all = fields::all(ctx).await?;
        let field = fields::named(&all, name)?;
        let found = self.fields.get_key_value(&field.id);
        found.ok_or_else(|| self.missing(field))
    }

    /// Whether every given field is on the screen, whatever else the site may have: by its id, or as what is above the issue.
    pub fn has_all(&self, given: &[(String, Value)]) -> bool {
        let is_id = |name: &str| self.fields.keys().any(|id| folded(id) == folded(name));
        let is_parent =
            |name: &str| meaning(name) == "epiclink" && self.fields.contains_key("parent");
        given.iter().all(|(name, _)| is_id(name) || is_parent(name))
    }

    /// The custom field of a kind such as `gh-epic-label`.
    pub fn of_kind(&self, kind: &str) -> Option<(&String, &ScreenField)> {
        self.fields
            .iter()
            .find(|(_, field)| field.schema.custom_kind() == Some(kind))
    }

    /// Why a field that is not on the screen cannot be written.
    fn missing(&self, field: &Field) -> Error {
        let elsewhere = ELSEWHERE.iter().find(|(id, _)| *id == field.id);
        let what_to_do = match elsewhere {
            Some((_, how)) => (*how).to_owned(),
            None if self.is_empty => NOTHING.to_owned(),
            None => self.listed(),
        };
        Error::Arguments(format!(
            "\"{}\" ({}) is not on {}; {what_to_do}",
            field.name, field.id, self.place
        ))
    }

    fn listed(&self) -> String {
        let names: Vec<_> = self
            .fields
            .iter()
            .map(|(id, field)| {
                if field.name.is_empty() {
                    id
                } else {
                    &field.name
                }
                .as_str()
            })
            .collect();
        format!("there are {}", names.join(", "))
    }

    /// What a complaint of Jira's leaves out: the names of the fields it is about, and their choices. Empty if it says it all.
    pub fn notes(&self, complaint: &str) -> String {
        let complaint = format!("; {complaint}");
        let about = self
            .fields
            .iter()
            .filter(|(id, _)| complaint.contains(&format!("; {id}: ")));
        let notes = about.filter_map(|(id, field)| {
            let is_custom = id.starts_with("customfield_");
            let name = if is_custom {
                format!("{id} (\"{}\")", field.name)
            } else {
                id.clone()
            };
            match field.choices().as_slice() {
                [] => is_custom.then(|| format!("{id} is \"{}\"", field.name)),
                choices => Some(format!("{name} takes {}", choices.join(" | "))),
            }
        });
        notes.collect::<Vec<_>>().join(". ")
    }

    /// Jira's refusal together with [`Screen::notes`] about it.
    pub fn explain(&self, error: Error) -> Error {
        match &error {
            Error::Upstream { message, .. } => {
                let notes = match self.is_empty {
                    true => format!("Of {} {NOTHING}", self.place),
                    false => self.notes(message),
                };
                error.noting(&notes)
            }
            _ => error,
        }
    }
}

fn system_field(id: &str, kind: &str, items: &str) -> ScreenField {
    let items = Some(items.to_owned()).filter(|items| !items.is_empty());
    let schema = FieldSchema {
        kind: kind.into(),
        items,
        system: Some(id.into()),
        custom: None,
    };
    ScreenField {
        schema,
        ..ScreenField::default()
    }
}

/// The fields of the screen that makes issues of a type.
///
/// The operation is as old as Jira 8.4, so that every supported Data Center has it.
///
/// # Errors
/// If Jira does not give them.
pub async fn create_screen(ctx: &Ctx, project: &str, kind: &IssueType) -> Result<Screen> {
    let deployment = ctx.deployment(Product::Jira)?;
    let place = format!("the create screen of {} in {project}", kind.name);
    let load = async {
        let page = |start: i64| async move {
            let answer = match deployment {
                Deployment::Cloud => {
                    let request = ctx.jira_cloud()?;
                    request
                        .get_issue_createmeta_issuetypes_by_issue_type_id(project, &kind.id)
                        .max_results(PAGE)
                        .start_at(start)
                        .send()
                        .await?
                }
                Deployment::DataCenter => {
                    let (request, limit, start) =
                        (ctx.jira_dc()?, PAGE.to_string(), start.to_string());
                    let request =
                        request.get_issue_createmeta_issuetypes_by_issue_type_id(project, &kind.id);
                    request
                        .max_results(limit.as_str())
                        .start_at(start.as_str())
                        .send()
                        .await?
                }
            };
            answer.view::<MetaPage<CreateField>>()
        };
        let fields = whole(&format!("fields of {place}"), page).await?;
        let by_id = fields
            .into_iter()
            .map(|field| (field.field_id, field.field))
            .collect();
        Ok(Screen::new(place.clone(), by_id, deployment).fields)
    };
    let name = format!("{project} {}", kind.id);
    let known = ctx.caller().cache().jira_screens.get(&name, load);
    let fields = ctx.unless_failed(place.clone(), known).await?;
    let is_empty = fields.keys().all(|id| id == "parent");
    Ok(Screen {
        place,
        fields,
        lacks_assignee: false,
        is_empty,
    })
}

/// The fields of an issue's edit screen. Not remembered: it depends on the issue's status.
///
/// # Errors
/// If Jira does not give them.
pub async fn edit_screen(ctx: &Ctx, key: &str) -> Result<Screen> {
    let meta: EditMeta =
        either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_editmeta(key))?.view()?;
    let (place, deployment) = (
        format!("the edit screen of {key}"),
        ctx.deployment(Product::Jira)?,
    );
    Ok(Screen::new(place, meta.fields, deployment).with_assignee())
}

/// The items of all pages of metadata, each of which `page` asks for from a place on.
///
/// # Errors
/// What `page` reports; as [`paging::walk`].
pub async fn whole<T, F>(what: &str, page: impl Fn(i64) -> F) -> Result<Vec<T>>
where
    F: Future<Output = Result<MetaPage<T>>>,
{
    let of_all = (
        what,
        "this cannot be right: tell the administrators of this Jira",
    );
    let walk = paging::walk(of_all, usize::MAX, |start, _| {
        let start = start.unwrap_or_default();
        let asked = page(start);
        async move { Ok(asked.await?.part(start)) }
    });
    walk.await.map(|(items, _)| items)
}
