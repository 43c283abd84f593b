//! An honest part of CQL: what it does not know is an error, never a wrong answer.

use std::cmp::Ordering;

use super::{
    lucene,
    model::{Comment, Page, Space},
};
use crate::{
    Flavour,
    people::{Person, PersonId},
    query::{self, Clause, Expr, Operand, Operator},
    rich,
    time::Moment,
    world::World,
};

/// What a search finds.
#[derive(Clone, Copy)]
pub(super) enum Found<'a> {
    /// A page, a blog post or a folder.
    Content(&'a Page),
    Comment(&'a Page, &'a Comment),
    Space(&'a Space),
    User(&'a Person),
}

/// What is matched by its words.
const TEXTUAL: [&str; 4] = ["text", "siteSearch", "title", "user.fullname"];

const FIELDS: [&str; 19] = [
    "user",
    "user.fullname",
    "user.accountid",
    "user.userkey",
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

/// What matches, in order; the error says what was not understood. Cloud looks for people elsewhere ([`users`]).
pub(super) fn search<'a>(
    world: &'a World,
    cql: &str,
    caller: &PersonId,
) -> Result<Vec<Found<'a>>, String> {
    let confluence = &world.confluence;
    let contents = confluence.live().map(Found::Content);
    let comments = confluence
        .comments()
        .map(|(page, comment)| Found::Comment(page, comment));
    let spaces = confluence.spaces.iter().map(Found::Space);
    let people = world.people.all().map(Found::User);
    let people = people.filter(|_| world.flavour == Flavour::DataCenter);
    let all = contents.chain(comments).chain(spaces).chain(people);
    let search = Search { world, caller };
    let foreign = |field: &str| {
        let wrong = world.flavour == Flavour::Cloud && is_of_users(field);
        wrong.then(|| format!("User-specific fields are not supported here: {field}"))
    };
    search.found(cql, all.collect(), foreign)
}

/// Cloud's people who match.
pub(super) fn users<'a>(
    world: &'a World,
    cql: &str,
    caller: &PersonId,
) -> Result<Vec<Found<'a>>, String> {
    let search = Search { world, caller };
    let foreign = |field: &str| {
        let wrong = !is_of_users(field) && !field.eq_ignore_ascii_case("type");
        wrong.then(|| format!("Only user-specific fields are supported here: {field}"))
    };
    search.found(cql, world.people.all().map(Found::User).collect(), foreign)
}

fn is_of_users(field: &str) -> bool {
    field
        .split('.')
        .next()
        .is_some_and(|field| field.eq_ignore_ascii_case("user"))
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
    fn found<'a>(
        &self,
        cql: &str,
        mut all: Vec<Found<'a>>,
        foreign: impl Fn(&str) -> Option<String>,
    ) -> Result<Vec<Found<'a>>, String> {
        let query = query::parse_cql(cql)?;
        let filter = query.filter.as_ref();
        filter.map_or(Ok(()), |expr| self.check(expr, &foreign))?;
        for (field, _) in &query.order {
            known(field)?;
        }
        all.retain(|found| filter.is_none_or(|expr| self.holds(expr, *found)));
        all.sort_by(|a, b| {
            let orders = query.order.iter();
            orders.fold(Ordering::Equal, |sorted, order| {
                sorted.then_with(|| self.order(order, *a, *b))
            })
        });
        Ok(all)
    }

    fn check(&self, expr: &Expr, foreign: &impl Fn(&str) -> Option<String>) -> Result<(), String> {
        match expr {
            Expr::All(parts) | Expr::Any(parts) => {
                parts.iter().try_for_each(|part| self.check(part, foreign))
            }
            Expr::Not(part) => self.check(part, foreign),
            Expr::Clause(clause) => {
                let name = known(&clause.field)?;
                if let Some(refusal) = foreign(name) {
                    return Err(refusal);
                }
                let only_textual = matches!(name, "text" | "siteSearch" | "user.fullname");
                let matching = matches!(clause.operator, Operator::Matches | Operator::MatchesNot);
                if clause.operator.is_of_history()
                    || only_textual && !matching
                    || matching && !TEXTUAL.contains(&name)
                {
                    return Err(format!("The operator is not supported by the field {name}"));
                }
                clause.operands.iter().try_for_each(|operand| {
                    let value = self.value(operand)?;
                    if matching {
                        lucene::check(&value)?;
                    }
                    Ok(())
                })
            }
        }
    }

    fn holds(&self, expr: &Expr, found: Found<'_>) -> bool {
        match expr {
            Expr::All(parts) => parts.iter().all(|part| self.holds(part, found)),
            Expr::Any(parts) => parts.iter().any(|part| self.holds(part, found)),
            Expr::Not(part) => !self.holds(part, found),
            Expr::Clause(clause) => self.clause_holds(clause, found),
        }
    }

    fn clause_holds(&self, clause: &Clause, found: Found<'_>) -> bool {
        let terms = self.terms(&clause.field.to_lowercase(), found);
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
                .any(|value| terms.iter().any(|term| lucene::holds(term, value)))
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

    fn terms(&self, field: &str, found: Found<'_>) -> Vec<String> {
        match found {
            Found::Content(page) => self.of_content(field, page),
            Found::Comment(page, comment) => self.of_comment(field, page, comment),
            Found::Space(space) => of_space(field, space),
            Found::User(person) => of_user(field, person),
        }
    }

    fn of_comment(&self, field: &str, page: &Page, comment: &Comment) -> Vec<String> {
        let by = || {
            self.world
                .people
                .get(&comment.by)
                .names()
                .map(str::to_owned)
                .to_vec()
        };
        match field {
            "type" => vec!["comment".to_owned()],
            "space" | "space.key" => vec![page.space.clone()],
            "title" => vec![format!("Re: {}", page.title)],
            "text" | "sitesearch" => vec![rich::bare(&comment.body)],
            "creator" | "contributor" => by(),
            "created" | "lastmodified" => vec![comment.at.iso()],
            "id" | "content" => vec![comment.id.to_string()],
            _ => Vec::new(),
        }
    }

    fn of_content(&self, field: &str, page: &Page) -> Vec<String> {
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
            "type" => vec![page.kind.name().to_owned()],
            "space" | "space.key" => vec![page.space.clone()],
            "title" => vec![page.title.clone()],
            "text" | "sitesearch" => vec![format!("{} {}", page.title, page.words())],
            "label" => super::labels::names(page, self.caller),
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

    fn order(&self, (field, descending): &(String, bool), a: Found<'_>, b: Found<'_>) -> Ordering {
        let field = field.to_lowercase();
        let ordering = self.terms(&field, a).cmp(&self.terms(&field, b));
        if *descending {
            ordering.reverse()
        } else {
            ordering
        }
    }
}

fn of_space(field: &str, space: &Space) -> Vec<String> {
    match field {
        "type" => vec!["space".to_owned()],
        "space" | "space.key" => vec![space.key.clone()],
        "title" | "text" | "sitesearch" => vec![space.name.clone()],
        _ => Vec::new(),
    }
}

fn of_user(field: &str, person: &Person) -> Vec<String> {
    match field {
        "type" => vec!["user".to_owned()],
        "user" => vec![
            person.id.clone(),
            person.account_id.clone(),
            person.key.clone(),
        ],
        "user.accountid" => vec![person.account_id.clone()],
        "user.userkey" => vec![person.key.clone()],
        "user.fullname" | "title" | "sitesearch" => vec![person.display_name.clone()],
        _ => Vec::new(),
    }
}
