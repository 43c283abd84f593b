//! The seed's site and issues, brought into the model's form.

use std::{collections::BTreeMap, io};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    duration,
    model::{
        Attachment, Board, Change, Comment, Issue, Item, Jira, Link, LinkType, Project, Sprint,
        Transition, Worklog,
    },
};
use crate::{
    Flavour,
    people::{People, PersonId},
    rich,
    time::Moment,
    world::read,
};

/// `seed/jira.toml`: everything that exists before the first issue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Site {
    pub(super) lists: BTreeMap<String, Vec<Item>>,
    pub(super) projects: Vec<Project>,
    pub(super) boards: Vec<Board>,
    pub(super) sprints: Vec<Sprint>,
    pub(super) transitions: Vec<Transition>,
    pub(super) link_types: Vec<LinkType>,
}

#[derive(Deserialize)]
struct Issues {
    issues: Vec<SeedIssue>,
}

/// One issue of `seed/issues.toml`; entries of lists are named, not numbered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedIssue {
    key: String,
    /// Its key before it was moved here.
    was: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    summary: String,
    status: String,
    #[serde(default = "medium")]
    priority: String,
    assignee: Option<PersonId>,
    reporter: PersonId,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    components: Vec<String>,
    #[serde(default)]
    fix: Vec<String>,
    #[serde(default)]
    affects: Vec<String>,
    epic: Option<String>,
    epic_name: Option<String>,
    parent: Option<String>,
    #[serde(default)]
    sprints: Vec<u64>,
    points: Option<f64>,
    severity: Option<String>,
    #[serde(default)]
    channels: Vec<String>,
    #[serde(default)]
    market: Vec<String>,
    reviewer: Option<PersonId>,
    acceptance: Option<String>,
    customer_ref: Option<String>,
    environment: Option<String>,
    due: Option<String>,
    estimate: Option<String>,
    description: Option<String>,
    created: Moment,
    updated: Moment,
    #[serde(default)]
    comments: Vec<SeedNote>,
    #[serde(default)]
    worklogs: Vec<SeedNote>,
    #[serde(default)]
    links: Vec<SeedLink>,
    #[serde(default)]
    attachments: Vec<SeedAttachment>,
}

fn medium() -> String {
    "Medium".to_owned()
}

/// A comment, or with `spent` a worklog.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedNote {
    by: PersonId,
    at: Moment,
    #[serde(default)]
    text: String,
    #[serde(default)]
    spent: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedLink {
    #[serde(rename = "type")]
    kind: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedAttachment {
    name: String,
    by: PersonId,
    at: Moment,
}

/// The attachments' bytes and types.
fn file(name: &str) -> Option<(&'static str, &'static [u8])> {
    match name {
        "checkout-mockup.png" => Some((
            "image/png",
            include_bytes!("../../seed/checkout-mockup.png"),
        )),
        "payment-timeout.log" => Some((
            "text/plain",
            include_bytes!("../../seed/payment-timeout.log"),
        )),
        "refunds.csv" => Some(("text/csv", include_bytes!("../../seed/refunds.csv"))),
        _ => None,
    }
}

/// # Errors
/// When a seed file does not fit its type or names what does not exist.
pub(super) fn jira(flavour: Flavour, people: &People) -> io::Result<Jira> {
    let mut jira = Jira::empty(read(include_str!("../../seed/jira.toml"))?);
    let seeds: Issues = read(include_str!("../../seed/issues.toml"))?;
    let mut links = Vec::new();
    for seed in seeds.issues {
        links.extend(
            seed.links
                .iter()
                .map(|link| (link.kind.clone(), seed.key.clone(), link.to.clone())),
        );
        let issue = Planter {
            jira: &mut jira,
            flavour,
            people,
        }
        .plant(seed)?;
        jira.issues.push(issue);
    }
    for (kind, from, to) in links {
        let id_of = |key: &str| {
            jira.issue(key)
                .map(|issue| issue.id.clone())
                .ok_or_else(|| unknown("issue", key))
        };
        let (inward, outward) = (id_of(&from)?, id_of(&to)?);
        let id = jira.new_id().to_string();
        jira.links.push(Link {
            id,
            kind,
            inward,
            outward,
        });
    }
    Ok(jira)
}

fn unknown(what: &str, name: &str) -> io::Error {
    io::Error::other(format!(
        "the seed names the {what} {name}, which does not exist"
    ))
}

struct Planter<'a> {
    jira: &'a mut Jira,
    flavour: Flavour,
    people: &'a People,
}

impl Planter<'_> {
    fn plant(&mut self, seed: SeedIssue) -> io::Result<Issue> {
        let project = seed.key.split('-').next().unwrap_or_default().to_owned();
        let id = (10_000 + self.jira.issues.len()).to_string();
        let mut issue = Issue {
            id,
            project: project.clone(),
            creator: seed.reporter.clone(),
            created: seed.created,
            updated: seed.updated,
            resolved: (seed.status == "Done").then_some(seed.updated),
            fields: self.fields(&seed, &project)?,
            comments: seed
                .comments
                .iter()
                .map(|note| self.comment(note))
                .collect(),
            worklogs: seed
                .worklogs
                .iter()
                .map(|note| self.worklog(note))
                .collect(),
            attachments: seed
                .attachments
                .iter()
                .map(|attachment| self.attachment(attachment))
                .collect::<io::Result<_>>()?,
            history: Vec::new(),
            remote_links: Vec::new(),
            was: seed.was,
            key: seed.key,
        };
        issue.history = self.history(&issue, &seed.status)?;
        Ok(issue)
    }

    fn fields(&self, seed: &SeedIssue, project: &str) -> io::Result<BTreeMap<&'static str, Value>> {
        let home = self
            .jira
            .project(project)
            .ok_or_else(|| unknown("project", project))?;
        let component = |name: &String| {
            find(
                home.components.iter().map(|item| (&item.id, &item.name)),
                "component",
                name,
            )
        };
        let version = |name: &String| {
            find(
                home.versions.iter().map(|item| (&item.id, &item.name)),
                "version",
                name,
            )
        };
        let option = |list: &'static str| move |name: &String| self.item(list, name);
        let estimate = seed.estimate.as_deref().and_then(duration::parse);
        let spent: u64 = seed
            .worklogs
            .iter()
            .filter_map(|log| duration::parse(&log.spent))
            .sum();
        let epic_field = if self.flavour == Flavour::Cloud {
            "parent"
        } else {
            "epic_link"
        };
        let rich = |text: &Option<String>| text.as_ref().map(|text| self.rich(text));
        let text = |text: &Option<String>| text.clone().map(Value::String);
        let set = [
            ("project", Some(project.into())),
            ("summary", Some(seed.summary.clone().into())),
            ("issuetype", Some(self.item("issuetype", &seed.kind)?)),
            ("status", Some(self.item("status", &seed.status)?)),
            ("priority", Some(self.item("priority", &seed.priority)?)),
            ("resolution", (seed.status == "Done").then(|| self.item("resolution", "Done")).transpose()?),
            ("assignee", text(&seed.assignee)),
            ("reporter", Some(seed.reporter.clone().into())),
            ("duedate", text(&seed.due)),
            ("labels", Some(seed.labels.clone().into())),
            ("components", Some(all(&seed.components, component)?)),
            ("fixVersions", Some(all(&seed.fix, version)?)),
            ("versions", Some(all(&seed.affects, version)?)),
            ("description", rich(&seed.description)),
            ("environment", rich(&seed.environment)),
            (epic_field, text(&seed.epic)),
            ("parent", text(&seed.parent)),
            ("epic_name", (self.flavour == Flavour::DataCenter).then(|| text(&seed.epic_name)).flatten()),
            ("timetracking", estimate.map(|original| json!({"original": original, "remaining": original.saturating_sub(spent)}))),
            ("sprint", (!seed.sprints.is_empty()).then(|| seed.sprints.clone().into())),
            ("story_points", seed.points.map(Value::from)),
            ("severity", seed.severity.as_ref().map(option("severity")).transpose()?),
            ("channels", (!seed.channels.is_empty()).then(|| all(&seed.channels, option("channels"))).transpose()?),
            ("market", (!seed.market.is_empty()).then(|| all(&seed.market, option("market"))).transpose()?),
            ("reviewer", text(&seed.reviewer)),
            ("acceptance", rich(&seed.acceptance)),
            ("customer_ref", text(&seed.customer_ref)),
        ];
        Ok(set
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect())
    }

    fn item(&self, list: &str, name: &str) -> io::Result<Value> {
        self.jira
            .item(list, name)
            .map(|item| item.id.clone().into())
            .ok_or_else(|| unknown(list, name))
    }

    fn rich(&self, markup: &str) -> Value {
        match self.flavour {
            Flavour::Cloud => rich::adf(markup, self.people),
            Flavour::DataCenter => markup.trim().into(),
        }
    }

    fn comment(&mut self, note: &SeedNote) -> Comment {
        Comment {
            id: self.jira.new_id().to_string(),
            author: note.by.clone(),
            body: self.rich(&note.text),
            created: note.at,
            updated: note.at,
            visibility: None,
        }
    }

    fn worklog(&mut self, note: &SeedNote) -> Worklog {
        Worklog {
            id: self.jira.new_id().to_string(),
            author: note.by.clone(),
            comment: (!note.text.is_empty()).then(|| self.rich(&note.text)),
            started: note.at.jira(),
            seconds: duration::parse(&note.spent).unwrap_or_default(),
            created: note.at,
        }
    }

    fn attachment(&mut self, seed: &SeedAttachment) -> io::Result<Attachment> {
        let (mime, bytes) = file(&seed.name).ok_or_else(|| unknown("attachment", &seed.name))?;
        Ok(Attachment {
            id: self.jira.new_id().to_string(),
            name: seed.name.clone(),
            mime: mime.to_owned(),
            author: seed.by.clone(),
            created: seed.at,
            bytes: bytes.to_vec(),
        })
    }

    /// How an issue got to its status: through those before it, evenly spread over its life.
    fn history(&mut self, issue: &Issue, status: &str) -> io::Result<Vec<Change>> {
        let statuses: Vec<Item> = self.jira.list("status").to_vec();
        let reached = statuses
            .iter()
            .position(|item| item.name == status)
            .ok_or_else(|| unknown("status", status))?;
        let author = Some(issue.text("assignee"))
            .filter(|name| !name.is_empty())
            .unwrap_or(&issue.creator)
            .to_owned();
        let life = (issue.updated.millis() - issue.created.millis()) / 1000;
        let steps = statuses.iter().zip(statuses.iter().skip(1)).take(reached);
        let change = |(step, (from, to)): (usize, (&Item, &Item))| Change {
            id: self.jira.new_id().to_string(),
            author: author.clone(),
            at: issue
                .created
                .plus_seconds(life * (step as i64 + 1) / (reached as i64)),
            items: vec![json!({
                "field": "status", "fieldtype": "jira", "fieldId": "status",
                "from": from.id, "fromString": from.name, "to": to.id, "toString": to.name,
            })],
        };
        Ok(steps.enumerate().map(change).collect())
    }
}

fn all(names: &[String], find: impl Fn(&String) -> io::Result<Value>) -> io::Result<Value> {
    names
        .iter()
        .map(find)
        .collect::<io::Result<Vec<_>>>()
        .map(Value::Array)
}

fn find<'a>(
    mut items: impl Iterator<Item = (&'a String, &'a String)>,
    what: &str,
    name: &str,
) -> io::Result<Value> {
    items
        .find(|(_, known)| *known == name)
        .map(|(id, _)| id.clone().into())
        .ok_or_else(|| unknown(what, name))
}
