//! What an answer with a status of success says of itself: some report a failure all the same.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::failure;
use crate::blank::is_blank;

/// The top level of an answer, looked at without keeping what is below it.
pub(super) enum Verdict {
    /// A list, and whether it is one of objects, with something in it.
    List { of_objects: bool },
    /// An object with what it complains of, if it does.
    Object(Complaints),
    /// Null, or an object with no member.
    Nothing,
    /// A text, number or boolean, which no product answers with.
    Scalar,
}

/// What an object complains of.
#[derive(Default)]
pub(super) struct Complaints {
    told: Map<String, Value>,
    /// A part of a bulk request was carried out; its other parts are among the `errors`.
    in_part: bool,
}

impl Complaints {
    /// What went wrong although the status says otherwise, in words. Reading is told by `errorMessages` alone: `errors` beside
    /// a result are a part of it.
    pub(super) fn of_failure(&self, writes: bool) -> Option<String> {
        let counts = |name: &str| {
            let told = self.told.get(name);
            told.is_some_and(|told| !is_blank(told))
        };
        let failed = counts("errorMessages") || (writes && !self.in_part && counts("errors"));
        failed.then(|| failure::words(&Value::Object(self.told.clone())))
    }
}

impl<'de> Deserialize<'de> for Verdict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Top)
    }
}

struct Top;

impl<'de> Visitor<'de> for Top {
    type Value = Verdict;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Verdict, E> {
        Ok(Verdict::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Verdict, E> {
        Ok(Verdict::Scalar)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Verdict, E> {
        Ok(Verdict::Scalar)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Verdict, E> {
        Ok(Verdict::Scalar)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Verdict, E> {
        Ok(Verdict::Scalar)
    }

    fn visit_str<E>(self, _: &str) -> Result<Verdict, E> {
        Ok(Verdict::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Verdict, A::Error> {
        let (mut any, mut all) = (false, true);
        while let Some(item) = items.next_element::<Verdict>()? {
            any = true;
            all &= matches!(item, Verdict::Object(_) | Verdict::Nothing);
        }
        Ok(Verdict::List {
            of_objects: any && all,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Verdict, A::Error> {
        let mut complaints = Complaints::default();
        let mut is_nothing = true;
        while let Some(name) = members.next_key::<String>()? {
            is_nothing = false;
            match name.as_str() {
                "errorMessages" | "errors" => {
                    complaints.told.insert(name, members.next_value()?);
                }
                "issues" => {
                    complaints.in_part = true;
                    members.next_value::<IgnoredAny>()?;
                }
                _ => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(match is_nothing {
            true => Verdict::Nothing,
            false => Verdict::Object(complaints),
        })
    }
}
