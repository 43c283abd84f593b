//! One operation in the document we have and in a newer one.

use std::collections::BTreeSet;

use serde_json::Value;

use super::schema::{below, combined, first, kind, narrowed, properties, references, required};
use super::{Change, Kind, Used};
use crate::node::{at, members, text};
use crate::scopes::Scopes;
use crate::spec::{Endpoint, Spec};
use crate::suggest::successor;

/// An operation in the old and the new document, and what was found so far.
pub(super) struct Comparison<'a> {
    old: &'a Spec,
    new: &'a Spec,
    used: &'a Used,
    changes: Vec<Change>,
    /// The references compared already, since schemas may contain themselves.
    seen: BTreeSet<(Vec<&'a str>, Vec<&'a str>)>,
}

impl<'a> Comparison<'a> {
    pub(super) const fn new(old: &'a Spec, new: &'a Spec, used: &'a Used) -> Self {
        Self {
            old,
            new,
            used,
            changes: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    pub(super) fn operation(mut self, endpoint: &Endpoint) -> Vec<Change> {
        let (old, new) = (self.old.node(endpoint), self.new.node(endpoint));
        self.deprecation("operation", old, new);
        self.scopes(old, new);
        self.parameters(endpoint);
        self.body(at(old, "requestBody"), at(new, "requestBody"));
        let answers = (success(self.old, old), success(self.new, new));
        self.content("answer", answers.0, answers.1, false);
        self.changes
    }

    fn note(&mut self, kind: Kind, place: &str) {
        self.changes.push(Change::new(kind, place, None, None));
    }

    fn change(&mut self, kind: Kind, place: &str, before: impl ToString, after: impl ToString) {
        let (before, after) = (Some(before.to_string()), Some(after.to_string()));
        self.changes.push(Change::new(kind, place, before, after));
    }

    fn deprecation(&mut self, place: &str, old: &Value, new: &Value) {
        if at(new, "deprecated") == true && at(old, "deprecated") != true {
            self.note(Kind::Deprecated, place);
        }
    }

    /// A token that was enough may no longer be.
    fn scopes(&mut self, old: &Value, new: &Value) {
        let (old, new) = (Scopes::kept(old), Scopes::stated(new));
        for (place, old, new) in [
            ("operation", old.oauth, new.oauth),
            ("operation, by an API token", old.token, new.token),
        ] {
            if new.iter().any(|scope| !old.contains(scope)) {
                self.change(Kind::Scopes, place, old.join(", "), new.join(", "));
            }
        }
    }

    fn parameters(&mut self, endpoint: &Endpoint) {
        let mut added = self.new.param_nodes(endpoint);
        let mut lost = Vec::new();
        for old in self.old.param_nodes(endpoint) {
            match added.iter().position(|new| is_same(old, new)) {
                Some(at) => self.parameter(old, added.remove(at)),
                None if self.used.says(text(old, "name")) => lost.push(old),
                None => {}
            }
        }
        for old in lost {
            let (name, kin) = (text(old, "name"), |new: &&Value| {
                at(new, "in") == at(old, "in")
            });
            let candidates = added.iter().copied().filter(kin);
            let after = successor(name, candidates.map(|new| text(new, "name")));
            self.lost(&format!("parameter {name}"), name, after);
            added.retain(|new| !kin(new) || Some(text(new, "name")) != after);
        }
        for new in added {
            let place = format!("parameter {}", text(new, "name"));
            self.added(&place, at(new, "required") == true, &[at(new, "schema")]);
        }
    }

    /// What is never sent still means something by being left out.
    fn parameter(&mut self, old: &'a Value, new: &'a Value) {
        let (name, schemas) = (
            text(old, "name"),
            ([at(old, "schema")], [at(new, "schema")]),
        );
        let place = format!("parameter {name}");
        self.requirement(&place, old, new);
        self.default(&place, &schemas.0, &schemas.1);
        if at(old, "in") == "path" || self.used.says(name) {
            self.deprecation(&place, old, new);
            self.schema(&place, &schemas.0, &schemas.1, true);
        }
    }

    fn requirement(&mut self, place: &str, old: &Value, new: &Value) {
        if at(new, "required") == true && at(old, "required") != true {
            self.note(Kind::Required, place);
        }
    }

    fn default(&mut self, place: &str, old: &[&'a Value], new: &[&'a Value]) {
        let default = |spec, schemas| first(&combined(spec, schemas), "default").cloned();
        let (before, after) = (default(self.old, old), default(self.new, new));
        if before != after {
            let written =
                |value: Option<Value>| value.map_or("none".into(), |value| value.to_string());
            self.change(Kind::Default, place, written(before), written(after));
        }
    }

    fn lost(&mut self, place: &str, name: &str, after: Option<&str>) {
        match after {
            Some(after) => self.change(Kind::Renamed, place, name, after),
            None => self.note(Kind::Gone, place),
        }
    }

    fn added(&mut self, place: &str, is_required: bool, schema: &[&'a Value]) {
        let of = kind(&combined(self.new, schema)).to_owned();
        let kind = if is_required {
            Kind::Required
        } else {
            Kind::New
        };
        self.changes.push(Change::new(kind, place, None, Some(of)));
    }

    fn body(&mut self, old: &'a Value, new: &'a Value) {
        let (old, new) = (self.old.resolve(old), self.new.resolve(new));
        self.requirement("body", old, new);
        self.content("body", old, new, true);
    }

    fn content(&mut self, place: &str, old: &'a Value, new: &'a Value, sent: bool) {
        let media = |node| members(node, "content").next();
        match (media(old), media(new)) {
            (Some((old_type, old)), Some((new_type, new))) => {
                if old_type != new_type {
                    self.change(Kind::Retyped, place, old_type, new_type);
                }
                self.schema(place, &[at(old, "schema")], &[at(new, "schema")], sent);
            }
            (Some(_), None) => self.note(Kind::Gone, place),
            (None, _) => {}
        }
    }

    /// Compares what schemas say together; of what is sent, new demands count too.
    fn schema(&mut self, place: &str, old: &[&'a Value], new: &[&'a Value], sent: bool) {
        let (referred, others) = (references(old), references(new));
        let inline = referred.is_empty() || others.is_empty();
        if !inline && !self.seen.insert((referred, others)) {
            return;
        }
        let (old, new) = (combined(self.old, old), combined(self.new, new));
        if kind(&old) != kind(&new) {
            self.change(Kind::Retyped, place, kind(&old), kind(&new));
            return;
        }
        if sent {
            for (before, after) in narrowed(&old, &new) {
                self.change(Kind::Narrowed, place, before, after);
            }
        }
        self.properties(place, &old, &new, sent);
        for (key, suffix) in [("items", "[]"), ("additionalProperties", ".*")] {
            let (old, new) = (below(&old, key), below(&new, key));
            if !old.is_empty() && !new.is_empty() {
                self.schema(&format!("{place}{suffix}"), &old, &new, sent);
            }
        }
    }

    fn properties(&mut self, place: &str, old: &[&'a Value], new: &[&'a Value], sent: bool) {
        let (olds, mut added) = (properties(old), properties(new));
        let (demanded, demands) = (required(old), required(new));
        let mut lost = Vec::new();
        for (name, old) in olds {
            let place = format!("{place}.{name}");
            if sent && demands.contains(name) && !demanded.contains(name) {
                self.note(Kind::Required, &place);
            }
            match added.remove(name) {
                _ if !self.used.says(name) => {}
                Some(new) => self.member(&place, &old, &new, sent),
                None => lost.push((name, place)),
            }
        }
        for (name, place) in lost {
            let after = successor(name, added.keys().copied());
            self.lost(&place, name, after);
            added.retain(|new, _| Some(*new) != after);
        }
        if sent {
            for (name, new) in added {
                self.added(&format!("{place}.{name}"), demands.contains(name), &new);
            }
        }
    }

    fn member(&mut self, place: &str, old: &[&'a Value], new: &[&'a Value], sent: bool) {
        let is_deprecated =
            |schemas: &[&Value]| first(schemas, "deprecated") == Some(&Value::Bool(true));
        if is_deprecated(new) && !is_deprecated(old) {
            self.note(Kind::Deprecated, place);
        }
        self.schema(place, old, new, sent);
    }
}

/// Whether two parameters have the same name in the same place.
fn is_same(old: &Value, new: &Value) -> bool {
    ["in", "name"]
        .iter()
        .all(|key| at(old, key) == at(new, key))
}

/// The first answer that means success.
fn success<'a>(spec: &'a Spec, operation: &'a Value) -> &'a Value {
    let answer = members(operation, "responses").find(|(code, _)| code.starts_with('2'));
    answer.map_or(&Value::Null, |(_, answer)| spec.resolve(answer))
}
