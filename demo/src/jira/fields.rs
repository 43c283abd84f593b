//! The fields of an issue: one table behind the field list, screens, views, writes and JQL.

use serde_json::{Value, json};

use crate::{
    Flavour,
    json::put,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// What a field holds, and in which form an issue stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A string.
    Text,
    /// An ADF document on Cloud, wiki markup on Data Center.
    Rich,
    /// A number.
    Number,
    /// `2026-11-16`
    Date,
    /// `2026-11-16T10:00:00.000+0000`
    Moment,
    /// A person's id.
    Person,
    /// The id of an entry of the list of the field's own name.
    Choice,
    /// Ids of entries of the list of the field's own name.
    Choices,
    /// The ids of an option and of the option below it.
    Cascade,
    /// A project's key.
    Project,
    /// Ids of the project's components.
    Components,
    /// Ids of the project's versions.
    Versions,
    /// Strings without spaces.
    Labels,
    /// Ids of sprints, as numbers.
    Sprints,
    /// The key of the issue above.
    Parent,
    /// The key of the epic, on Data Center.
    Epic,
    /// Original and remaining estimate in seconds.
    Estimates,
    /// Not stored: made from the issue when it is shown. The text is the schema's type.
    Made(&'static str),
}

/// One field.
#[derive(Debug)]
pub(crate) struct Field {
    /// The id of a system field; the demo's own name of a custom one.
    pub(crate) name: &'static str,
    /// The id on Cloud and on Data Center; `None` where the flavour does not have the field.
    ids: [Option<&'static str>; 2],
    pub(crate) title: &'static str,
    pub(crate) kind: Kind,
    /// The schema's `custom`, of a custom field.
    pub(crate) custom: Option<&'static str>,
    /// Shown in lists that ask for `*navigable`.
    pub(crate) navigable: bool,
    /// Further names in JQL.
    pub(crate) clauses: &'static [&'static str],
}

const fn system(
    name: &'static str,
    title: &'static str,
    kind: Kind,
    clauses: &'static [&'static str],
) -> Field {
    Field {
        name,
        ids: [Some(name), Some(name)],
        title,
        kind,
        custom: None,
        navigable: true,
        clauses,
    }
}

/// A field that only `*all` shows in full lists.
const fn deep(
    name: &'static str,
    title: &'static str,
    kind: Kind,
    clauses: &'static [&'static str],
) -> Field {
    Field {
        navigable: false,
        ..system(name, title, kind, clauses)
    }
}

const fn custom(
    name: &'static str,
    ids: [Option<&'static str>; 2],
    title: &'static str,
    kind: Kind,
    custom: &'static str,
) -> Field {
    Field {
        name,
        ids,
        title,
        kind,
        custom: Some(custom),
        navigable: true,
        clauses: &[],
    }
}

pub(crate) const FIELDS: &[Field] = &[
    system("summary", "Summary", Kind::Text, &["summary"]),
    system(
        "issuetype",
        "Issue Type",
        Kind::Choice,
        &["issuetype", "type"],
    ),
    system("project", "Project", Kind::Project, &["project"]),
    system("status", "Status", Kind::Choice, &["status"]),
    system(
        "statuscategorychangedate",
        "Status Category Changed",
        Kind::Made("datetime"),
        &["statusCategoryChangedDate"],
    ),
    system("priority", "Priority", Kind::Choice, &["priority"]),
    system("resolution", "Resolution", Kind::Choice, &["resolution"]),
    system("assignee", "Assignee", Kind::Person, &["assignee"]),
    system("reporter", "Reporter", Kind::Person, &["reporter"]),
    system("creator", "Creator", Kind::Made("user"), &["creator"]),
    system(
        "created",
        "Created",
        Kind::Made("datetime"),
        &["created", "createdDate"],
    ),
    system(
        "updated",
        "Updated",
        Kind::Made("datetime"),
        &["updated", "updatedDate"],
    ),
    system(
        "resolutiondate",
        "Resolved",
        Kind::Made("datetime"),
        &["resolutiondate", "resolved"],
    ),
    system("duedate", "Due date", Kind::Date, &["due", "duedate"]),
    system("labels", "Labels", Kind::Labels, &["labels"]),
    system("components", "Components", Kind::Components, &["component"]),
    system(
        "fixVersions",
        "Fix versions",
        Kind::Versions,
        &["fixVersion"],
    ),
    system(
        "versions",
        "Affects versions",
        Kind::Versions,
        &["affectedVersion"],
    ),
    system("description", "Description", Kind::Rich, &["description"]),
    system("environment", "Environment", Kind::Rich, &["environment"]),
    system("parent", "Parent", Kind::Parent, &["parent"]),
    system("subtasks", "Sub-tasks", Kind::Made("array"), &["subtasks"]),
    system(
        "issuelinks",
        "Linked Issues",
        Kind::Made("array"),
        &["issueLink"],
    ),
    system(
        "timespent",
        "Time Spent",
        Kind::Made("number"),
        &["timespent"],
    ),
    system(
        "timeoriginalestimate",
        "Original estimate",
        Kind::Made("number"),
        &["originalEstimate", "timeoriginalestimate"],
    ),
    system(
        "timeestimate",
        "Remaining Estimate",
        Kind::Made("number"),
        &["remainingEstimate", "timeestimate"],
    ),
    system("votes", "Votes", Kind::Made("votes"), &["votes"]),
    system("watches", "Watchers", Kind::Made("watches"), &["watchers"]),
    deep("timetracking", "Time tracking", Kind::Estimates, &[]),
    deep(
        "comment",
        "Comment",
        Kind::Made("comments-page"),
        &["comment"],
    ),
    deep("worklog", "Log Work", Kind::Made("array"), &[]),
    deep(
        "attachment",
        "Attachment",
        Kind::Made("array"),
        &["attachments"],
    ),
    custom(
        "sprint",
        [Some("customfield_10020"), Some("customfield_10104")],
        "Sprint",
        Kind::Sprints,
        "com.pyxis.greenhopper.jira:gh-sprint",
    ),
    custom(
        "epic_link",
        [None, Some("customfield_10101")],
        "Epic Link",
        Kind::Epic,
        "com.pyxis.greenhopper.jira:gh-epic-link",
    ),
    custom(
        "epic_name",
        [None, Some("customfield_10103")],
        "Epic Name",
        Kind::Text,
        "com.pyxis.greenhopper.jira:gh-epic-label",
    ),
    custom(
        "story_points",
        [Some("customfield_10016"), Some("customfield_10106")],
        "Story Points",
        Kind::Number,
        "com.atlassian.jira.plugin.system.customfieldtypes:float",
    ),
    custom(
        "severity",
        [Some("customfield_10041"), Some("customfield_10201")],
        "Severity",
        Kind::Choice,
        "com.atlassian.jira.plugin.system.customfieldtypes:select",
    ),
    custom(
        "channels",
        [Some("customfield_10042"), Some("customfield_10202")],
        "Sales channels",
        Kind::Choices,
        "com.atlassian.jira.plugin.system.customfieldtypes:multiselect",
    ),
    custom(
        "market",
        [Some("customfield_10043"), Some("customfield_10203")],
        "Market",
        Kind::Cascade,
        "com.atlassian.jira.plugin.system.customfieldtypes:cascadingselect",
    ),
    custom(
        "reviewer",
        [Some("customfield_10044"), Some("customfield_10204")],
        "Reviewer",
        Kind::Person,
        "com.atlassian.jira.plugin.system.customfieldtypes:userpicker",
    ),
    custom(
        "acceptance",
        [Some("customfield_10045"), Some("customfield_10205")],
        "Acceptance criteria",
        Kind::Rich,
        "com.atlassian.jira.plugin.system.customfieldtypes:textarea",
    ),
    custom(
        "customer_ref",
        [Some("customfield_10046"), Some("customfield_10206")],
        "Customer reference",
        Kind::Text,
        "com.atlassian.jira.plugin.system.customfieldtypes:textfield",
    ),
    custom(
        "target_start",
        [Some("customfield_10047"), Some("customfield_10207")],
        "Target start",
        Kind::Date,
        "com.atlassian.jira.plugin.system.customfieldtypes:datepicker",
    ),
    custom(
        "go_live",
        [Some("customfield_10048"), Some("customfield_10208")],
        "Go-live",
        Kind::Moment,
        "com.atlassian.jira.plugin.system.customfieldtypes:datetime",
    ),
];

impl Field {
    /// The field's id, where the flavour has the field.
    pub(crate) fn id(&self, flavour: Flavour) -> Option<&'static str> {
        let [cloud, dc] = self.ids;
        match flavour {
            Flavour::Cloud => cloud,
            Flavour::DataCenter => dc,
        }
    }

    fn number(&self, flavour: Flavour) -> Option<u64> {
        self.id(flavour)?.strip_prefix("customfield_")?.parse().ok()
    }

    /// The field's `schema`.
    pub(crate) fn schema(&self, flavour: Flavour) -> Value {
        let (kind, items) = match self.kind {
            Kind::Text | Kind::Rich => ("string", None),
            Kind::Number => ("number", None),
            Kind::Date => ("date", None),
            Kind::Moment => ("datetime", None),
            Kind::Person => ("user", None),
            Kind::Choice if self.custom.is_some() => ("option", None),
            Kind::Choice => (self.name, None),
            Kind::Choices => ("array", Some("option")),
            Kind::Cascade => ("option-with-child", None),
            Kind::Project => ("project", None),
            Kind::Components => ("array", Some("component")),
            Kind::Versions => ("array", Some("version")),
            Kind::Labels => ("array", Some("string")),
            Kind::Sprints => (
                "array",
                Some(if flavour == Flavour::Cloud {
                    "json"
                } else {
                    "string"
                }),
            ),
            Kind::Parent => ("issuelink", None),
            Kind::Epic => ("any", None),
            Kind::Estimates => ("timetracking", None),
            Kind::Made("array") => (
                "array",
                Some(if self.name == "subtasks" {
                    "issuelinks"
                } else {
                    self.name
                }),
            ),
            Kind::Made(kind) => (kind, None),
        };
        let mut schema = json!({"type": kind});
        if let Some(items) = items {
            put(&mut schema, "items", items);
        }
        match self.custom {
            Some(custom) => {
                put(&mut schema, "custom", custom);
                put(&mut schema, "customId", self.number(flavour));
            }
            None => put(&mut schema, "system", self.name),
        }
        schema
    }

    /// The field's names in JQL.
    pub(crate) fn clause_names(&self, flavour: Flavour) -> Vec<String> {
        let own = self.clauses.iter().map(|name| (*name).to_owned());
        let custom = self
            .number(flavour)
            .map(|number| [format!("cf[{number}]"), self.title.to_owned()]);
        own.chain(custom.into_iter().flatten()).collect()
    }

    fn json(&self, flavour: Flavour) -> Option<Value> {
        let id = self.id(flavour)?;
        let mut shown = json!({
            "id": id,
            "name": self.title,
            "custom": self.custom.is_some(),
            "orderable": !matches!(self.kind, Kind::Made(_)),
            "navigable": self.navigable,
            "searchable": true,
            "clauseNames": self.clause_names(flavour),
            "schema": self.schema(flavour),
        });
        if flavour == Flavour::Cloud {
            put(&mut shown, "key", id);
        }
        Some(shown)
    }
}

/// The field of an id or a demo name.
pub(crate) fn field(flavour: Flavour, id: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.id(flavour) == Some(id))
}

/// The field of the demo's own name.
pub(crate) fn named(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// `GET field`
pub(crate) fn list(world: &mut World, _: &Request) -> Answer {
    let key = json!({
        "id": "issuekey", "name": "Key", "custom": false, "orderable": false, "navigable": true, "searchable": false,
        "clauseNames": ["id", "issue", "issuekey", "key"],
    });
    let rest = FIELDS.iter().filter_map(|field| field.json(world.flavour));
    Ok(Reply::ok(std::iter::once(key).chain(rest).collect()))
}
