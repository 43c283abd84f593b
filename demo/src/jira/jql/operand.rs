//! What a clause compares with: texts, moments, functions.

use super::{Kind, Search, Subject, is_date};
use crate::{
    Flavour,
    jira::fields::Field,
    query::{self, Clause, Operand},
    time::{Moment, period},
};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wanted {
    Empty,
    Text(String),
    Moment(Moment),
}

impl Wanted {
    /// Whether one of the texts holds the phrase in quotes, or every word; `*` ends a prefix.
    pub(super) fn is_in(&self, texts: &[String]) -> bool {
        let Self::Text(wanted) = self else {
            return false;
        };
        texts.iter().any(|text| query::holds(text, wanted))
    }
}

/// Whether a field holds a person.
pub(super) fn is_person(field: &Field) -> bool {
    field.kind == Kind::Person || field.name == "creator"
}

/// Jira's words for a name that none of its lists holds.
pub(super) fn no_value(name: &str, field: &str) -> String {
    format!("The value '{name}' does not exist for the field '{field}'.")
}

impl Search<'_> {
    /// The clause's operands, or Jira's message about the one that does not exist.
    pub(super) fn wanted(&self, subject: Subject, clause: &Clause) -> Result<Vec<Wanted>, String> {
        let wanted = clause
            .operands
            .iter()
            .map(|operand| self.operand(subject, &clause.field, operand));
        Ok(wanted.collect::<Result<Vec<_>, _>>()?.concat())
    }

    pub(super) fn operand(
        &self,
        subject: Subject,
        name: &str,
        operand: &Operand,
    ) -> Result<Vec<Wanted>, String> {
        match operand {
            Operand::Empty => Ok(vec![Wanted::Empty]),
            Operand::Call(function, arguments) => self.function(subject, function, arguments),
            Operand::Text(text) => match subject {
                Subject::Field(field) if is_date(field) => self
                    .moment_of(name, text)
                    .map(|moment| vec![Wanted::Moment(moment)]),
                // How JQL calls having no resolution.
                Subject::Field(field)
                    if field.name == "resolution" && text.eq_ignore_ascii_case("Unresolved") =>
                {
                    Ok(vec![Wanted::Empty])
                }
                Subject::Field(field) => self
                    .existing(field, name, text)
                    .map(|()| vec![Wanted::Text(text.clone())]),
                Subject::Key if self.world.jira.issue(text).is_none() => Err(format!(
                    "An issue with key '{text}' does not exist for field '{name}'."
                )),
                _ => Ok(vec![Wanted::Text(text.clone())]),
            },
        }
    }

    /// Jira refuses names that none of its lists holds.
    fn existing(&self, field: &Field, name: &str, text: &str) -> Result<(), String> {
        let jira = &self.world.jira;
        let named = |known: &str| known.eq_ignore_ascii_case(text);
        let known = match field.kind {
            Kind::Project => jira
                .projects
                .iter()
                .any(|project| named(&project.key) || named(&project.name) || named(&project.id)),
            Kind::Choice => jira.item(field.name, text).is_some(),
            Kind::Parent | Kind::Epic => jira.issue(text).is_some(),
            Kind::Sprints => jira
                .sprints
                .iter()
                .any(|sprint| named(&sprint.name) || sprint.id.to_string() == text),
            Kind::Components => jira
                .projects
                .iter()
                .flat_map(|project| &project.components)
                .any(|entry| named(&entry.name) || named(&entry.id)),
            Kind::Versions => jira
                .projects
                .iter()
                .flat_map(|project| &project.versions)
                .any(|entry| named(&entry.name) || named(&entry.id)),
            // Data Center only warns of them.
            _ if is_person(field) => {
                self.world.flavour == Flavour::DataCenter || self.world.people.find(text).is_some()
            }
            _ => true,
        };
        if known {
            Ok(())
        } else {
            Err(no_value(text, name))
        }
    }

    /// An absolute date, or one relative to now: `-7d`, `2h`.
    fn moment_of(&self, name: &str, text: &str) -> Result<Moment, String> {
        let relative = || {
            let (sign, amount) = text
                .strip_prefix('-')
                .map_or((1, text), |amount| (-1, amount));
            period(amount).map(|seconds| self.world.now().plus_seconds(sign * seconds))
        };
        Moment::parse(text).or_else(relative).ok_or_else(|| {
            format!("Date value '{text}' for field '{name}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.")
        })
    }

    fn function(
        &self,
        subject: Subject,
        name: &str,
        arguments: &[String],
    ) -> Result<Vec<Wanted>, String> {
        let now = self.world.now();
        let sprints = |state: &str| {
            let ids = self
                .world
                .jira
                .sprints
                .iter()
                .filter(|sprint| sprint.state == state)
                .map(|sprint| sprint.id.to_string());
            ids.map(Wanted::Text).collect::<Vec<_>>()
        };
        let versions = |released: bool| {
            let all = self
                .world
                .jira
                .projects
                .iter()
                .flat_map(|project| &project.versions);
            all.filter(|version| version.released == released)
                .map(|version| Wanted::Text(version.id.clone()))
                .collect::<Vec<_>>()
        };
        let moved = |moment: Moment| match arguments.first() {
            None => Ok(vec![Wanted::Moment(moment)]),
            Some(by) => {
                let (sign, amount) = by
                    .strip_prefix('-')
                    .map_or((1, by.as_str()), |amount| (-1, amount));
                let seconds = period(amount).ok_or_else(|| {
                    format!("The argument '{by}' of the function '{name}()' is no period.")
                })?;
                Ok(vec![Wanted::Moment(moment.plus_seconds(sign * seconds))])
            }
        };
        let dated = matches!(subject, Subject::Field(field) if is_date(field));
        match name.to_lowercase().as_str() {
            "currentuser" => Ok(vec![Wanted::Text(self.caller.clone())]),
            "opensprints" => Ok(sprints("active")),
            "futuresprints" => Ok(sprints("future")),
            "closedsprints" => Ok(sprints("closed")),
            "releasedversions" => Ok(versions(true)),
            "unreleasedversions" => Ok(versions(false)),
            "now" if dated => moved(now),
            "startofday" if dated => moved(now.start_of_day()),
            "endofday" if dated => moved(now.next_day().plus_seconds(-1)),
            _ => Err(format!(
                "Unable to find JQL function '{name}({})'.",
                arguments.join(", ")
            )),
        }
    }
}
