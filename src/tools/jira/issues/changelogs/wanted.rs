//! Which changes are asked for: fields by what histories call them.
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::tools::jira::fields;
use crate::tools::names::meaning;
use crate::views::jira::ChangedField;

/// The fields whose changes are asked for; none named are all.
pub(super) struct Wanted {
    pub ids: Vec<String>,
    names: Vec<String>,
}

impl Wanted {
    /// Cloud's histories say a field's id. Data Center's say a name, which for system fields is much like the id.
    pub(super) async fn named(ctx: &Ctx, asked: &[String]) -> Result<Self> {
        let ids = fields::ids(ctx, asked).await?;
        let ids: Vec<String> = ids.into_iter().flat_map(recorded).collect();
        let custom = ids.iter().any(|id| id.starts_with("customfield_"));
        let names = if custom && ctx.deployment(Product::Jira)? == Deployment::DataCenter {
            let known = fields::all(ctx).await?;
            known
                .iter()
                .filter(|field| ids.contains(&field.id))
                .map(|field| meaning(&field.name))
                .collect()
        } else {
            Vec::new()
        };
        Ok(Self {
            names: ids
                .iter()
                .flat_map(|id| spoken(id))
                .map(|name| meaning(&name))
                .chain(names)
                .collect(),
            ids,
        })
    }

    pub(super) fn includes(&self, changed: &ChangedField) -> bool {
        let by_id = || {
            changed
                .field_id
                .as_ref()
                .is_some_and(|id| self.ids.contains(id))
        };
        self.ids.is_empty() || by_id() || self.names.contains(&meaning(&changed.field))
    }
}

/// The fields under which histories keep a change of this one: time tracking is three.
fn recorded(id: String) -> Vec<String> {
    match id.as_str() {
        "timetracking" => ["timeoriginalestimate", "timeestimate", "timespent"]
            .map(str::to_owned)
            .to_vec(),
        _ => vec![id],
    }
}

/// What histories call a field, where that is not much like its id.
pub(super) const SPOKEN: [(&str, &[&str]); 2] = [
    ("issuelinks", &["Link"]),
    ("parent", &["Parent Issue", "IssueParentAssociation"]),
];

/// What histories may call a field.
fn spoken(id: &str) -> Vec<String> {
    let others = SPOKEN.iter().filter(|(known, _)| *known == id);
    let others = others.flat_map(|(_, names)| *names);
    std::iter::once(id.to_owned())
        .chain(others.map(|name| (*name).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known_by_what_the_history_calls_them() {
        for (id, name) in [
            ("fixVersions", "Fix Version"),
            ("issuetype", "Issue Type"),
            ("components", "Component"),
            ("status", "status"),
        ] {
            assert_eq!(meaning(id), meaning(name));
        }
        assert_ne!(meaning("status"), meaning("statusCategory"));
    }
}
