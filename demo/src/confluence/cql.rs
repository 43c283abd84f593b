//! An honest part of CQL over pages: what it does not know is an error, never a wrong answer.

use std::cmp::Ordering;

use super::model::Page;
use crate::{
    people::PersonId,
    query::{self, Clause, Expr, Operand, Operator},
    rich,
    time::Moment,
    world::World,
};

const FIELDS: [&str; 15] = [
    "type",
    "space",
    "space.key",
    "title",
    "text",
    "siteSearch",
    "label",
    "creator",
    "contributor",
    "created",
    "lastmodified",
    "id",
    "content",
    "ancestor",
    "parent",
];

/// Pages that match, in order; the error says what was not understood.
pub(super) fn search<'a>(
    world: &'a World,
    cql: &str,
    caller: &PersonId,
) -> Result<Vec<&'a Page>, String> {
    let query = query::parse(cql)?;
    let search = Search { world, caller };
    query
        .filter
        .as_ref()
        .map_or(Ok(()), |expr| search.check(expr))?;
    for (field, _) in &query.order {
        known(field)?;
    }
    let mut found: Vec<&Page> = world
        .confluence
        .live()
        .filter(|page| {
            query
                .filter
                .as_ref()
                .is_none_or(|expr| search.holds(expr, page))
        })
        .collect();
    found.sort_by(|a, b| {
        query.order.iter().fold(Ordering::Equal, |sorted, order| {
            sorted.then_with(|| search.order(order, a, b))
        })
    });
    Ok(found)
}

fn known(field: &str) -> Result<&'static str, String> {
    let found = FIELDS
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(field));
    found.ok_or_else(|| format!("No field exists with name: {field}"))
}

struct Search<'a> {
    world: &'a World,
    caller: &'a PersonId,
}

impl Search<'_> {
    fn check(&self, expr: &Expr) -> Result<(), String> {
        match expr {
            Expr::All(parts) | Expr::Any(parts) => {
                parts.iter().try_for_each(|part| self.check(part))
            }
            Expr::Not(part) => self.check(part),
            Expr::Clause(clause) => {
                let name = known(&clause.field)?;
                let textual = matches!(name, "text" | "siteSearch");
                let matching = matches!(clause.operator, Operator::Matches | Operator::MatchesNot);
                if clause.operator.is_of_history()
                    || textual && !matching
                    || matching && !textual && name != "title"
                {
                    return Err(format!("The operator is not supported by the field {name}"));
                }
                clause
                    .operands
                    .iter()
                    .try_for_each(|operand| self.value(operand).map(drop))
            }
        }
    }

    fn holds(&self, expr: &Expr, page: &Page) -> bool {
        match expr {
            Expr::All(parts) => parts.iter().all(|part| self.holds(part, page)),
            Expr::Any(parts) => parts.iter().any(|part| self.holds(part, page)),
            Expr::Not(part) => !self.holds(part, page),
            Expr::Clause(clause) => self.clause_holds(clause, page),
        }
    }

    fn clause_holds(&self, clause: &Clause, page: &Page) -> bool {
        let terms = self.terms(&clause.field.to_lowercase(), page);
        let wanted: Vec<String> = clause
            .operands
            .iter()
            .filter_map(|operand| self.value(operand).ok())
            .collect();
        let equal = || {
            wanted
                .iter()
                .any(|value| terms.iter().any(|term| term.eq_ignore_ascii_case(value)))
        };
        let matches = || {
            wanted
                .iter()
                .any(|value| terms.iter().any(|term| query::holds(term, value)))
        };
        let compared = |fits: fn(Ordering) -> bool| {
            let (term, value) = (
                terms.first().and_then(|term| Moment::parse(term)),
                wanted.first().and_then(|value| Moment::parse(value)),
            );
            term.zip(value)
                .is_some_and(|(term, value)| fits(term.cmp(&value)))
        };
        match clause.operator {
            Operator::Is | Operator::In => equal(),
            Operator::IsNot | Operator::NotIn => !equal(),
            Operator::Matches => matches(),
            Operator::MatchesNot => !matches(),
            Operator::Less => compared(Ordering::is_lt),
            Operator::LessOrEqual => compared(Ordering::is_le),
            Operator::Greater => compared(Ordering::is_gt),
            Operator::GreaterOrEqual => compared(Ordering::is_ge),
            // Refused before.
            _ => false,
        }
    }

    fn value(&self, operand: &Operand) -> Result<String, String> {
        match operand {
            Operand::Text(text) => Ok(text.clone()),
            Operand::Empty => Err("EMPTY is not supported".to_owned()),
            Operand::Call(name, _) if name.eq_ignore_ascii_case("currentUser") => {
                Ok(self.caller.clone())
            }
            Operand::Call(name, arguments) if name.eq_ignore_ascii_case("now") => {
                Ok(self.now(arguments.first())?.iso())
            }
            Operand::Call(name, _) => Err(format!("Unknown function {name}()")),
        }
    }

    /// `now()`, or `now("-4w")`
    fn now(&self, by: Option<&String>) -> Result<Moment, String> {
        let Some(by) = by else {
            return Ok(self.world.now());
        };
        let sign = if by.starts_with('-') { -1 } else { 1 };
        let seconds = crate::time::period(by.trim_start_matches(['-', '+']))
            .ok_or_else(|| format!("{by} is no period"))?;
        Ok(self.world.now().plus_seconds(sign * seconds))
    }

    fn terms(&self, field: &str, page: &Page) -> Vec<String> {
        let people = |ids: Vec<&PersonId>| {
            ids.into_iter()
                .flat_map(|id| self.world.people.get(id).names())
                .map(str::to_owned)
                .collect()
        };
        let ancestors = || {
            self.world
                .confluence
                .ancestors(page)
                .into_iter()
                .map(|above| above.id.to_string())
        };
        match field {
            "type" => vec!["page".to_owned()],
            "space" | "space.key" => vec![page.space.clone()],
            "title" => vec![page.title.clone()],
            "text" | "sitesearch" => vec![format!("{} {}", page.title, rich::bare(&page.body))],
            "label" => page.labels.clone(),
            "creator" => people(
                page.versions
                    .first()
                    .map(|version| &version.by)
                    .into_iter()
                    .collect(),
            ),
            "contributor" => people(page.versions.iter().map(|version| &version.by).collect()),
            "created" => page
                .versions
                .first()
                .map(|version| version.at.iso())
                .into_iter()
                .collect(),
            "lastmodified" => page
                .versions
                .last()
                .map(|version| version.at.iso())
                .into_iter()
                .collect(),
            "id" | "content" => vec![page.id.to_string()],
            "ancestor" => ancestors().collect(),
            "parent" => page.parent.map(|id| id.to_string()).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn order(&self, (field, descending): &(String, bool), a: &Page, b: &Page) -> Ordering {
        let ordering = self
            .terms(&field.to_lowercase(), a)
            .cmp(&self.terms(&field.to_lowercase(), b));
        if *descending {
            ordering.reverse()
        } else {
            ordering
        }
    }
}
