//! An honest part of JQL: what it does not know is an error, never a wrong answer.

mod history;
mod operand;
mod terms;

use std::cmp::Ordering;

use super::{
    fields::{FIELDS, Field, Kind},
    model::Issue,
};
use serde_json::json;

use crate::{
    Flavour,
    people::PersonId,
    query::{self, Clause, Expr, Operator, Query},
    reply::{Answer, Reply},
    request::Request,
    world::World,
};
use operand::Wanted;

/// `GET jql/autocompletedata/suggestions`: the values of a field that has a list of them; like Jira, at most fifteen.
pub(crate) fn suggestions(world: &mut World, request: &Request) -> Answer {
    let asked = request.arg("fieldName").unwrap_or_default();
    let is_called = |field: &&Field| {
        let names = field.clause_names(world.flavour);
        field.id(world.flavour).is_some()
            && names.iter().any(|name| name.eq_ignore_ascii_case(asked))
    };
    let field = FIELDS.iter().find(is_called);
    let values: Vec<&str> = match field.map(|field| field.kind) {
        Some(Kind::Project) => world
            .jira
            .projects
            .iter()
            .map(|project| project.key.as_str())
            .collect(),
        Some(Kind::Choice) => {
            let list = field
                .map(|field| world.jira.list(field.name))
                .unwrap_or_default();
            list.iter().map(|item| item.name.as_str()).collect()
        }
        _ => Vec::new(),
    };
    let shown = values.into_iter().take(15).map(|value| {
        let literal = match value.contains(' ') {
            true => format!("\"{value}\""),
            false => value.to_owned(),
        };
        json!({"value": literal, "displayName": value})
    });
    Ok(Reply::ok(json!({"results": shown.collect::<Vec<_>>()})))
}

/// What a clause is about.
#[derive(Clone, Copy)]
enum Subject {
    Key,
    /// All texts of an issue, comments included.
    Text,
    Comment,
    StatusCategory,
    Field(&'static Field),
}

/// Issues that match, in order; the error is Jira's message.
pub(crate) fn search<'a>(
    world: &'a World,
    jql: &str,
    caller: &PersonId,
) -> Result<Vec<&'a Issue>, String> {
    let query =
        query::parse(jql).map_err(|message| format!("Error in the JQL Query: {message}"))?;
    let search = Search { world, caller };
    search.check(&query)?;
    let matching = |issue: &&Issue| {
        query
            .filter
            .as_ref()
            .is_none_or(|expr| search.holds(expr, issue))
    };
    let mut found: Vec<&Issue> = world.jira.issues.iter().filter(matching).collect();
    found.sort_by(|a, b| search.order(&query, a, b));
    Ok(found)
}

/// What Data Center warns of in place of refusing it: people whom nobody knows.
pub(crate) fn warnings(world: &World, jql: &str, caller: &PersonId) -> Vec<String> {
    let filter = query::parse(jql).ok().and_then(|query| query.filter);
    let search = Search { world, caller };
    let mut clauses = Vec::new();
    if let Some(filter) = filter
        .as_ref()
        .filter(|_| world.flavour == Flavour::DataCenter)
    {
        clauses_of(filter, &mut clauses);
    }
    let people = clauses.into_iter().filter(|clause| {
        let subject = search.subject(&clause.field);
        matches!(subject, Ok(Subject::Field(field)) if operand::is_person(field))
    });
    let unknown = people.flat_map(|clause| {
        let names = clause.operands.iter().filter_map(|operand| match operand {
            query::Operand::Text(name) if world.people.find(name).is_none() => Some(name),
            _ => None,
        });
        names.map(|name| operand::no_value(name, &clause.field))
    });
    unknown.collect()
}

fn clauses_of<'e>(expr: &'e Expr, found: &mut Vec<&'e Clause>) {
    match expr {
        Expr::All(parts) | Expr::Any(parts) => {
            parts.iter().for_each(|part| clauses_of(part, found));
        }
        Expr::Not(part) => clauses_of(part, found),
        Expr::Clause(clause) => found.push(clause),
    }
}

/// Whether a query restricts its results at all: Cloud refuses those that do not.
pub(crate) fn is_bounded(jql: &str) -> bool {
    query::parse(jql).map_or(true, |query| query.filter.is_some())
}

struct Search<'a> {
    world: &'a World,
    caller: &'a PersonId,
}

impl Search<'_> {
    fn subject(&self, name: &str) -> Result<Subject, String> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        if ["key", "issuekey", "issue", "id"].into_iter().any(is) {
            return Ok(Subject::Key);
        }
        match () {
            () if is("text") => return Ok(Subject::Text),
            () if is("comment") => return Ok(Subject::Comment),
            () if is("statusCategory") => return Ok(Subject::StatusCategory),
            () => {}
        }
        // Cloud keeps the clause name of the field that it has folded into the parent.
        let name = if self.world.flavour == Flavour::Cloud && is("Epic Link") {
            "parent"
        } else {
            name
        };
        let known = |field: &&Field| {
            field
                .id(self.world.flavour)
                .is_some_and(|id| id.eq_ignore_ascii_case(name) && field.custom.is_some())
                || (field.id(self.world.flavour).is_some()
                    && field
                        .clause_names(self.world.flavour)
                        .iter()
                        .any(|clause| clause.eq_ignore_ascii_case(name)))
        };
        let found = FIELDS.iter().find(known).map(Subject::Field);
        found.ok_or_else(|| {
            format!("Field '{name}' does not exist or you do not have permission to view it.")
        })
    }

    /// Refuses what the evaluation below could not answer rightly.
    fn check(&self, query: &Query) -> Result<(), String> {
        for (field, _) in &query.order {
            self.subject(field)?;
        }
        query
            .filter
            .as_ref()
            .map_or(Ok(()), |expr| self.check_expr(expr))
    }

    fn check_expr(&self, expr: &Expr) -> Result<(), String> {
        match expr {
            Expr::All(parts) | Expr::Any(parts) => {
                parts.iter().try_for_each(|part| self.check_expr(part))
            }
            Expr::Not(part) => self.check_expr(part),
            Expr::Clause(clause) => self.check_clause(clause),
        }
    }

    fn check_clause(&self, clause: &Clause) -> Result<(), String> {
        let subject = self.subject(&clause.field)?;
        if clause.operator.is_of_history() {
            return self.check_history(subject, clause);
        }
        if matches!(subject, Subject::Field(field) if !terms::is_known(field)) {
            return Err(format!(
                "The demo does not search the field '{}'.",
                clause.field
            ));
        }
        let textual = matches!(subject, Subject::Text | Subject::Comment)
            || matches!(subject, Subject::Field(field) if matches!(field.kind, Kind::Text | Kind::Rich));
        let emptiness = clause.operands == [query::Operand::Empty];
        let fits = match clause.operator {
            Operator::Matches | Operator::MatchesNot => textual,
            Operator::Is | Operator::IsNot => !textual || emptiness,
            Operator::In | Operator::NotIn => !textual,
            _ => self.is_ordered(subject),
        };
        if !fits {
            return Err(format!(
                "The operator '{}' is not supported by the '{}' field.",
                symbol(clause.operator),
                clause.field
            ));
        }
        self.wanted(subject, clause).map(drop)
    }

    fn is_ordered(&self, subject: Subject) -> bool {
        matches!(subject, Subject::Key)
            || matches!(subject, Subject::Field(field) if is_date(field) || field.kind == Kind::Number || field.name == "priority")
    }

    fn holds(&self, expr: &Expr, issue: &Issue) -> bool {
        match expr {
            Expr::All(parts) => parts.iter().all(|part| self.holds(part, issue)),
            Expr::Any(parts) => parts.iter().any(|part| self.holds(part, issue)),
            Expr::Not(part) => !self.holds(part, issue),
            Expr::Clause(clause) => self.clause_holds(clause, issue),
        }
    }

    fn clause_holds(&self, clause: &Clause, issue: &Issue) -> bool {
        let Ok(subject) = self.subject(&clause.field) else {
            return false;
        };
        if clause.operator.is_of_history() {
            return self.history_holds(subject, clause, issue);
        }
        let Ok(wanted) = self.wanted(subject, clause) else {
            return false;
        };
        let terms = self.terms(subject, issue);
        let equals = |wanted: &Wanted| match wanted {
            Wanted::Empty => terms.is_empty(),
            Wanted::Text(text) => terms.iter().any(|term| term.eq_ignore_ascii_case(text)),
            Wanted::Moment(moment) => self.moment(subject, issue) == Some(*moment),
        };
        let any = wanted.iter().any(equals);
        // As in Jira, `!=` and `NOT IN` leave out issues whose field is empty.
        let none = !any && (!terms.is_empty() || wanted.contains(&Wanted::Empty));
        let compares = |fits: fn(Ordering) -> bool| {
            wanted
                .first()
                .and_then(|wanted| self.compare(subject, issue, wanted))
                .is_some_and(fits)
        };
        match clause.operator {
            Operator::Is | Operator::In => any,
            Operator::IsNot | Operator::NotIn => none,
            Operator::Matches => wanted.iter().any(|wanted| wanted.is_in(&terms)),
            Operator::MatchesNot => {
                !terms.is_empty() && !wanted.iter().any(|wanted| wanted.is_in(&terms))
            }
            Operator::Less => compares(Ordering::is_lt),
            Operator::LessOrEqual => compares(Ordering::is_le),
            Operator::Greater => compares(Ordering::is_gt),
            Operator::GreaterOrEqual => compares(Ordering::is_ge),
            // Held against the history before.
            _ => false,
        }
    }

    fn compare(&self, subject: Subject, issue: &Issue, wanted: &Wanted) -> Option<Ordering> {
        if let Wanted::Moment(moment) = wanted {
            return Some(self.moment(subject, issue)?.cmp(moment));
        }
        let Wanted::Text(text) = wanted else {
            return None;
        };
        match subject {
            Subject::Key => {
                let other = self.world.jira.issue(text)?;
                (other.project == issue.project).then(|| issue.number().cmp(&other.number()))
            }
            Subject::Field(field) if field.kind == Kind::Number => issue
                .fields
                .get(field.name)?
                .as_f64()?
                .partial_cmp(&text.parse().ok()?),
            // The list of priorities starts with the highest.
            Subject::Field(field) if field.name == "priority" => {
                let rank =
                    |name: &str| {
                        self.world.jira.list("priority").iter().position(|item| {
                            item.id == name || item.name.eq_ignore_ascii_case(name)
                        })
                    };
                Some(rank(text)?.cmp(&rank(issue.text("priority"))?))
            }
            _ => None,
        }
    }

    fn order(&self, query: &Query, a: &Issue, b: &Issue) -> Ordering {
        let by_field = query.order.iter().map(|(name, descending)| {
            let Ok(subject) = self.subject(name) else {
                return Ordering::Equal;
            };
            let ordering = self
                .rank(subject, a)
                .partial_cmp(&self.rank(subject, b))
                .unwrap_or(Ordering::Equal);
            if *descending {
                ordering.reverse()
            } else {
                ordering
            }
        });
        let first = by_field.fold(Ordering::Equal, Ordering::then);
        // Without an order of its own a search lists the newest first.
        first
            .then_with(|| b.created.cmp(&a.created))
            .then_with(|| b.number().cmp(&a.number()))
    }

    /// Where an issue stands by a field: empty values last.
    fn rank(&self, subject: Subject, issue: &Issue) -> (bool, f64, String) {
        if let Subject::Key = subject {
            return (false, issue.number() as f64, issue.project.clone());
        }
        if let Some(moment) = self.moment(subject, issue) {
            return (false, moment.millis() as f64, String::new());
        }
        let name = self.terms(subject, issue).pop();
        let number = match subject {
            Subject::Field(field) if field.kind == Kind::Number => issue
                .fields
                .get(field.name)
                .and_then(|number| number.as_f64()),
            // Descending order starts with the highest priority.
            Subject::Field(field) if field.name == "priority" => {
                issue.text("priority").parse::<f64>().ok().map(|id| -id)
            }
            _ => None,
        };
        (
            name.is_none(),
            number.unwrap_or_default(),
            name.unwrap_or_default(),
        )
    }
}

fn is_date(field: &Field) -> bool {
    matches!(
        field.kind,
        Kind::Date | Kind::Moment | Kind::Made("datetime")
    )
}

fn symbol(operator: Operator) -> &'static str {
    match operator {
        Operator::Is => "=",
        Operator::IsNot => "!=",
        Operator::In => "in",
        Operator::NotIn => "not in",
        Operator::Matches => "~",
        Operator::MatchesNot => "!~",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        Operator::Was => "was",
        Operator::WasNot => "was not",
        Operator::WasIn => "was in",
        Operator::WasNotIn => "was not in",
        Operator::Changed => "changed",
    }
}
