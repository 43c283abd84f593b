//! Jira's field list.

use serde::{Deserialize, Serialize};

/// Kinds of custom field whose value is the key of an issue above, as text.
const ISSUE_KINDS: [&str; 2] = ["gh-epic-link", "jpo-custom-field-parent"];

/// Kinds of custom field that hold text, a number, or an object of Assets, whose key looks as an issue's does.
const PLAIN_KINDS: [&str; 10] = [
    "textfield",
    "textarea",
    "url",
    "readonlyfield",
    "labels",
    "gh-epic-label",
    "gh-epic-color",
    "gh-lexo-rank",
    "gh-sprint",
    "cmdb-object-cftype",
];

/// How the kinds of Assets begin on Data Center.
const ASSETS: &str = "rlabs-customfield-";

/// Types of values that are something else than an issue.
const PLAIN_TYPES: [&str; 23] = [
    "attachment",
    "comments-page",
    "component",
    "date",
    "datetime",
    "group",
    "issuetype",
    "number",
    "option",
    "option-with-child",
    "option2",
    "priority",
    "progress",
    "project",
    "resolution",
    "securitylevel",
    "status",
    "statusCategory",
    "timetracking",
    "user",
    "version",
    "votes",
    "watches",
];

/// The types whose values have a name or value that says all.
const OWN_KINDS: [&str; 10] = [
    "priority",
    "status",
    "resolution",
    "issuetype",
    "version",
    "component",
    "securitylevel",
    "group",
    "option",
    "option-with-child",
];

/// How the kinds of custom field begin that come with Jira.
const OWN_CUSTOM: &str = "com.atlassian.jira.plugin.system.customfieldtypes:";

/// A system or custom field (`GET /rest/api/3/field`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// `summary`, `customfield_10016`.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// The name people see.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
    /// What JQL calls it.
    #[serde(deserialize_with = "crate::views::readable")]
    #[serde(default)]
    pub clause_names: Vec<String>,
    /// What its values are.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub schema: Option<FieldSchema>,
}

/// What the values of a field are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FieldSchema {
    /// `string`, `user`, `option`, `array`, `datetime` …
    #[serde(rename = "type")]
    #[serde(deserialize_with = "crate::views::text")]
    pub kind: String,
    /// What the items of an array are.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub items: Option<String>,
    /// The system field it is.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub system: Option<String>,
    /// The kind of custom field, such as `com.pyxis.greenhopper.jira:gh-epic-link`.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub custom: Option<String>,
}

impl FieldSchema {
    /// Whether its text is formatted: ADF on Cloud, wiki markup on Data Center.
    pub fn is_rich_text(&self) -> bool {
        let system = matches!(self.system.as_deref(), Some("description" | "environment"));
        system || self.custom_kind() == Some("textarea")
    }

    /// Whether its values are of one of Jira's own kinds, of which the name says all. Fields of apps may say that they hold
    /// options and hold more.
    pub fn is_of_own_kind(&self) -> bool {
        let by_jira = |custom: &str| custom.starts_with(OWN_CUSTOM);
        let kind = self.items.as_deref().unwrap_or(&self.kind);
        OWN_KINDS.contains(&kind) && self.custom.as_deref().is_none_or(by_jira)
    }

    /// Whether it is a custom field whose value is the key of another issue.
    pub fn holds_an_issue(&self) -> bool {
        self.custom_kind()
            .is_some_and(|kind| ISSUE_KINDS.contains(&kind))
    }

    /// Whether its values may refer to issues: all may that are not known to be something else.
    pub fn may_hold_issues(&self) -> bool {
        let items = self.items.as_deref().unwrap_or_default();
        let kind = match self.kind.as_str() {
            "array" => items,
            kind => kind,
        };
        let is_text = match self.custom_kind() {
            Some(custom) => PLAIN_KINDS.contains(&custom) || custom.starts_with(ASSETS),
            None => kind == "string",
        };
        !is_text && !PLAIN_TYPES.contains(&kind)
    }

    /// Whether it holds sprints: Jira shows a list and takes one.
    pub fn is_sprint(&self) -> bool {
        self.custom_kind() == Some("gh-sprint")
    }

    /// Whether it holds a team, which Jira takes by id alone.
    pub fn is_team(&self) -> bool {
        let kind = self.custom_kind();
        self.kind == "team" || matches!(kind, Some("atlassian-team" | "rm-teams-custom-field-team"))
    }

    /// The last part of the kind of custom field: `gh-epic-link`, `textarea`.
    pub fn custom_kind(&self) -> Option<&str> {
        self.custom
            .as_deref()
            .and_then(|custom| custom.rsplit(':').next())
    }
}

/// What JQL's editor suggests for a field (`GET …/jql/autocompletedata/suggestions`).
#[derive(Debug, Default, Deserialize)]
pub struct Suggestions {
    /// The suggestions.
    pub results: Vec<Suggestion>,
}

/// One suggestion.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Suggestion {
    /// What is written into the query.
    pub value: String,
    /// What people see, with what fits the question in bold.
    pub display_name: String,
}

impl Suggestion {
    /// What people see, as text.
    pub fn shown(&self) -> String {
        let text = self.display_name.replace("<b>", "").replace("</b>", "");
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }
}

/// A field is shown as what other tools and JQL take for it, and what its values are.
impl Serialize for Field {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            id: &'a str,
            name: &'a str,
            #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
            kind: Option<String>,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            jql: &'a [String],
        }
        let schema = self
            .schema
            .as_ref()
            .filter(|schema| !schema.kind.is_empty());
        let kind = schema.map(|schema| match &schema.items {
            Some(items) => format!("list of {items}"),
            None => schema.kind.clone(),
        });
        Shown {
            id: &self.id,
            name: &self.name,
            kind,
            jql: &self.clause_names,
        }
        .serialize(serializer)
    }
}
