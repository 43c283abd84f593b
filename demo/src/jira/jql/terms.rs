//! What an issue holds, as texts to compare with.

use super::{Kind, Search, Subject};
use crate::{
    jira::{
        fields::{FIELDS, Field},
        model::Issue,
    },
    rich,
    time::Moment,
};

/// Fields made from the issue that have terms here, beside moments.
const MADE: [&str; 6] = [
    "creator",
    "attachment",
    "subtasks",
    "timespent",
    "timeoriginalestimate",
    "timeestimate",
];

/// Whether searches by a field can be answered.
pub(super) fn is_known(field: &Field) -> bool {
    !matches!(field.kind, Kind::Made(kind) if kind != "datetime") || MADE.contains(&field.name)
}

impl Search<'_> {
    /// Every text that names the subject's value.
    pub(super) fn terms(&self, subject: Subject, issue: &Issue) -> Vec<String> {
        match subject {
            Subject::Key => vec![issue.key.clone(), issue.id.clone()],
            Subject::Comment => issue
                .comments
                .iter()
                .map(|comment| rich::words(&comment.body))
                .collect(),
            Subject::StatusCategory => {
                let category = self
                    .world
                    .jira
                    .item("status", issue.text("status"))
                    .map(|status| status.category.as_str());
                match category.unwrap_or_default() {
                    "new" => vec!["To Do".to_owned(), "new".to_owned(), "2".to_owned()],
                    "done" => vec!["Done".to_owned(), "3".to_owned()],
                    _ => vec![
                        "In Progress".to_owned(),
                        "indeterminate".to_owned(),
                        "4".to_owned(),
                    ],
                }
            }
            Subject::Text => {
                let texts = FIELDS
                    .iter()
                    .filter(|field| matches!(field.kind, Kind::Text | Kind::Rich));
                let fields = texts.flat_map(|field| self.field_terms(field, issue));
                fields.chain(self.terms(Subject::Comment, issue)).collect()
            }
            Subject::Field(field) => self.field_terms(field, issue),
        }
    }

    fn field_terms(&self, field: &'static Field, issue: &Issue) -> Vec<String> {
        let jira = &self.world.jira;
        let stored = issue.fields.get(field.name);
        let text = issue.text(field.name).to_owned();
        let project = jira.project(&issue.project);
        let entries = |ids: Vec<String>| {
            let lists = [
                jira.list(field.name),
                project
                    .map(|project| project.components.as_slice())
                    .unwrap_or_default(),
            ];
            let items = lists
                .into_iter()
                .flatten()
                .map(|entry| (&entry.id, &entry.name));
            let versions = project
                .into_iter()
                .flat_map(|project| &project.versions)
                .map(|version| (&version.id, &version.name));
            items
                .chain(versions)
                .filter(|(id, _)| ids.contains(id))
                .flat_map(|(id, name)| [id.clone(), name.clone()])
                .collect()
        };
        let person = |id: &str| {
            self.world
                .people
                .get(id)
                .names()
                .map(str::to_owned)
                .to_vec()
        };
        match field.kind {
            _ if field.name == "creator" => person(&issue.creator),
            _ if field.name == "attachment" => {
                let files = issue.attachments.iter();
                files.map(|file| file.name.clone()).collect()
            }
            _ if field.name == "subtasks" => jira
                .subtasks(issue)
                .map(|child| child.key.clone())
                .collect(),
            _ if MADE.contains(&field.name) => seconds(field, issue)
                .map(|seconds| seconds.to_string())
                .into_iter()
                .collect(),
            Kind::Made(_) => self
                .moment(Subject::Field(field), issue)
                .map(Moment::iso)
                .into_iter()
                .collect(),
            _ if stored.is_none() => Vec::new(),
            Kind::Person => person(&text),
            Kind::Choice => entries(vec![text]),
            Kind::Choices | Kind::Cascade | Kind::Components | Kind::Versions => {
                entries(issue.texts(field.name).map(str::to_owned).collect())
            }
            Kind::Labels => issue.texts(field.name).map(str::to_owned).collect(),
            Kind::Project => project
                .map(|project| {
                    vec![
                        project.key.clone(),
                        project.name.clone(),
                        project.id.clone(),
                    ]
                })
                .unwrap_or_default(),
            Kind::Parent | Kind::Epic => jira
                .issue(&text)
                .map(|parent| vec![parent.key.clone(), parent.id.clone()])
                .unwrap_or_default(),
            Kind::Sprints => {
                let ids: Vec<u64> = stored
                    .and_then(|stored| stored.as_array())
                    .into_iter()
                    .flatten()
                    .filter_map(|id| id.as_u64())
                    .collect();
                let sprints = jira
                    .sprints
                    .iter()
                    .filter(|sprint| ids.contains(&sprint.id));
                sprints
                    .flat_map(|sprint| [sprint.id.to_string(), sprint.name.clone()])
                    .collect()
            }
            Kind::Rich => stored.map(rich::words).into_iter().collect(),
            Kind::Text | Kind::Number | Kind::Date | Kind::Moment | Kind::Estimates => stored
                .map(|stored| {
                    stored
                        .as_str()
                        .map_or_else(|| stored.to_string(), str::to_owned)
                })
                .into_iter()
                .collect(),
        }
    }

    pub(super) fn moment(&self, subject: Subject, issue: &Issue) -> Option<Moment> {
        let Subject::Field(field) = subject else {
            return None;
        };
        match field.name {
            "created" => Some(issue.created),
            "updated" => Some(issue.updated),
            "resolutiondate" => issue.resolved,
            "statuscategorychangedate" => Some(
                issue
                    .history
                    .last()
                    .map_or(issue.created, |change| change.at),
            ),
            _ if matches!(field.kind, Kind::Date | Kind::Moment) => {
                Moment::parse(issue.text(field.name))
            }
            _ => None,
        }
    }
}

/// The time that a field of time tracking says, if it says one.
fn seconds(field: &Field, issue: &Issue) -> Option<u64> {
    let estimate = |which: &str| issue.fields.get("timetracking")?.get(which)?.as_u64();
    match field.name {
        "timespent" => Some(issue.spent()).filter(|spent| *spent > 0),
        "timeoriginalestimate" => estimate("original"),
        _ => estimate("remaining"),
    }
}
