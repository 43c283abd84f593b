//! What fields were: `WAS` and `CHANGED`, with their predicates.

use serde_json::Value;

use super::{Search, Subject, operand::Wanted};
use crate::{
    jira::{
        fields::{self, Field},
        model::{Change, Issue},
    },
    query::{Clause, Operand, Operator},
    time::Moment,
};

/// The fields whose history Jira searches.
const SEARCHED: [&str; 6] = [
    "assignee",
    "fixVersions",
    "priority",
    "reporter",
    "resolution",
    "status",
];

/// What a field was for a while. An empty value has no names.
struct Span {
    names: Vec<String>,
    by: String,
    from: i64,
    until: i64,
}

/// The times that the predicates allow, in milliseconds.
struct Window {
    from: i64,
    until: i64,
}

impl Search<'_> {
    /// Refuses what history searches do not know.
    pub(super) fn check_history(&self, subject: Subject, clause: &Clause) -> Result<(), String> {
        let Some(field) = searched(subject) else {
            return Err(format!(
                "History searches do not support the '{}' field.",
                clause.field
            ));
        };
        self.window(clause)?;
        for name in ["from", "to"] {
            self.named(field, clause, name)?;
        }
        self.wanted(subject, clause).map(drop)
    }

    pub(super) fn history_holds(&self, subject: Subject, clause: &Clause, issue: &Issue) -> bool {
        let (Some(field), Ok(window)) = (searched(subject), self.window(clause)) else {
            return false;
        };
        match clause.operator {
            Operator::Changed => self.changed(field, clause, issue, &window),
            Operator::WasNot | Operator::WasNotIn => !self.was(field, clause, issue, &window),
            _ => self.was(field, clause, issue, &window),
        }
    }

    fn was(&self, field: &'static Field, clause: &Clause, issue: &Issue, window: &Window) -> bool {
        let wanted = self
            .wanted(Subject::Field(field), clause)
            .unwrap_or_default();
        self.spans(field, issue).iter().any(|span| {
            span.from <= window.until
                && span.until >= window.from
                && self.is_by(clause, &span.by)
                && wanted.iter().any(|wanted| self.is(&span.names, wanted))
        })
    }

    fn changed(
        &self,
        field: &'static Field,
        clause: &Clause,
        issue: &Issue,
        window: &Window,
    ) -> bool {
        let (Ok(from), Ok(to)) = (
            self.named(field, clause, "from"),
            self.named(field, clause, "to"),
        ) else {
            return false;
        };
        let fits = |wanted: &Option<Vec<Wanted>>, names: &[String]| {
            wanted
                .as_ref()
                .is_none_or(|wanted| wanted.iter().any(|wanted| self.is(names, wanted)))
        };
        self.items(field, issue).any(|(change, item)| {
            let at = change.at.millis();
            (window.from..=window.until).contains(&at)
                && self.is_by(clause, &change.author)
                && fits(&from, &names(item, "from"))
                && fits(&to, &names(item, "to"))
        })
    }

    /// The values that a field had, one after the other.
    fn spans(&self, field: &'static Field, issue: &Issue) -> Vec<Span> {
        let items: Vec<_> = self.items(field, issue).collect();
        let first = items.first().map_or_else(
            || self.terms(Subject::Field(field), issue),
            |(_, item)| names(item, "from"),
        );
        let start = (first, issue.creator.clone(), issue.created.millis());
        let later = items
            .iter()
            .map(|(change, item)| (names(item, "to"), change.author.clone(), change.at.millis()));
        let values: Vec<_> = std::iter::once(start).chain(later).collect();
        let ends = values
            .iter()
            .skip(1)
            .map(|(_, _, at)| *at)
            .chain([i64::MAX]);
        let spans = values.iter().cloned().zip(ends);
        spans
            .map(|((names, by, from), until)| Span {
                names,
                by,
                from,
                until,
            })
            .collect()
    }

    fn items<'i>(
        &self,
        field: &'static Field,
        issue: &'i Issue,
    ) -> impl Iterator<Item = (&'i Change, &'i Value)> {
        let id = field.id(self.world.flavour);
        let all = issue
            .history
            .iter()
            .flat_map(|change| change.items.iter().map(move |item| (change, item)));
        all.filter(move |(_, item)| item.get("fieldId").and_then(Value::as_str) == id)
    }

    /// Whether a value of these names is the one that is wanted; a person goes by any of theirs.
    fn is(&self, names: &[String], wanted: &Wanted) -> bool {
        let any = |text: &str| names.iter().any(|name| name.eq_ignore_ascii_case(text));
        match wanted {
            Wanted::Empty => names.is_empty(),
            Wanted::Text(text) => {
                let person = self.world.people.find(text);
                any(text) || person.is_some_and(|person| person.names().into_iter().any(any))
            }
            Wanted::Moment(_) => false,
        }
    }

    fn is_by(&self, clause: &Clause, author: &str) -> bool {
        predicate(clause, "by").is_none_or(|by| {
            by.iter().any(|operand| match operand {
                Operand::Text(name) => self
                    .world
                    .people
                    .find(name)
                    .is_some_and(|person| person.id == author),
                Operand::Call(..) => author == self.caller,
                Operand::Empty => false,
            })
        })
    }

    /// The values of `FROM` or `TO`; none if the clause does not have it.
    fn named(
        &self,
        field: &'static Field,
        clause: &Clause,
        name: &str,
    ) -> Result<Option<Vec<Wanted>>, String> {
        let Some(operands) = predicate(clause, name) else {
            return Ok(None);
        };
        let wanted = operands
            .iter()
            .map(|operand| self.operand(Subject::Field(field), &clause.field, operand));
        Ok(Some(wanted.collect::<Result<Vec<_>, _>>()?.concat()))
    }

    fn window(&self, clause: &Clause) -> Result<Window, String> {
        let mut window = Window {
            from: i64::MIN,
            until: i64::MAX,
        };
        for (name, operands) in &clause.predicates {
            let moments = || {
                operands
                    .iter()
                    .map(|operand| self.time(operand))
                    .collect::<Result<Vec<Moment>, String>>()
            };
            let (from, until) = match name.as_str() {
                "after" => (moments()?.first().map(|at| at.millis() + 1), None),
                "before" => (None, moments()?.first().map(|at| at.millis() - 1)),
                "on" => {
                    let day = moments()?.first().copied();
                    (
                        day.map(|day| day.start_of_day().millis()),
                        day.map(|day| day.next_day().millis() - 1),
                    )
                }
                "during" => {
                    let moments = moments()?;
                    (
                        moments.first().map(|at| at.millis()),
                        moments.get(1).map(|at| at.millis()),
                    )
                }
                _ => continue,
            };
            window.from = window.from.max(from.unwrap_or(i64::MIN));
            window.until = window.until.min(until.unwrap_or(i64::MAX));
        }
        Ok(window)
    }

    fn time(&self, operand: &Operand) -> Result<Moment, String> {
        let dated = fields::named("created")
            .map(Subject::Field)
            .unwrap_or(Subject::Key);
        match self.operand(dated, "created", operand)?.first() {
            Some(Wanted::Moment(moment)) => Ok(*moment),
            _ => Err("A date is expected.".to_owned()),
        }
    }
}

fn searched(subject: Subject) -> Option<&'static Field> {
    match subject {
        Subject::Field(field) if SEARCHED.contains(&field.name) => Some(field),
        _ => None,
    }
}

fn predicate<'c>(clause: &'c Clause, name: &str) -> Option<&'c [Operand]> {
    let found = clause.predicates.iter().find(|(known, _)| known == name);
    found.map(|(_, operands)| operands.as_slice())
}

/// The id and the texts of one end of a change.
fn names(item: &Value, end: &str) -> Vec<String> {
    let text = |name: &str| {
        item.get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let texts = text(&format!("{end}String"))
        .into_iter()
        .flat_map(|text| text.split(", "));
    text(end)
        .into_iter()
        .chain(texts)
        .map(str::to_owned)
        .collect()
}
