//! What a model gets to see: Atlassian's answers, read leniently and written slim.
//!
//! Views take the members they need and pass over the rest, so that a server may say more or less than its document.

pub mod bitbucket;
pub mod confluence;
pub mod jira;
pub mod shapes;
mod user;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

pub use user::{Known, User};

use crate::shortfall;

/// Reads a null as the default, for lists and maps that servers send as null.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads what fits and takes null or anything odd for the default, so that one odd member spoils nothing beside it.
pub fn lenient<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let value = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// [`lenient`] for what has many members, few of which are read.
pub fn lenient_object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    Read::deserialize(deserializer).map(|Read(value)| value.unwrap_or_default())
}

/// Reads text, as [`lenient`] does; numbers are their digits, since ids are text on one server and numbers on another.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) => text,
        number @ Value::Number(_) => number.to_string(),
        _ => String::new(),
    })
}

/// [`text`] for the key or id without which an answer speaks of nothing: an error page in JSON must not pass for an issue.
pub fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Some(text(deserializer)?)
        .filter(|id| !id.is_empty())
        .ok_or_else(|| D::Error::custom("a key or id is empty"))
}

/// Reads the items of a list; a null is none of them. Those that cannot be read are left out, and the reply of the call says so;
/// if none can, it is an error.
pub fn items<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let items = Option::<Vec<Option<Read<T>>>>::deserialize(deserializer)?;
    read_each(items.unwrap_or_default())
}

/// What can be read of the items.
fn read_each<T, E: serde::de::Error>(items: Vec<Option<Read<T>>>) -> Result<Vec<T>, E> {
    let (mut read, mut odd) = (Vec::with_capacity(items.len()), Vec::new());
    for Read(item) in items.into_iter().flatten() {
        match item {
            Ok(item) => read.push(item),
            Err(error) => odd.push(error),
        }
    }
    match (odd.pop(), read.len()) {
        (None, _) => {}
        (Some(error), 0) => return Err(E::custom(error)),
        (Some(_), count) => shortfall::tell(format!(
            "{} of {} items of a list could not be read and are left out",
            odd.len() + 1,
            count + odd.len() + 1
        )),
    }
    Ok(read)
}

/// The items of a list that was read already, as [`items`] reads them; none if not one of several can be read.
pub fn each<'a, T: Deserialize<'a>>(items: impl Iterator<Item = &'a Value>) -> Option<Vec<T>> {
    let items = items.filter(|item| !item.is_null());
    let read = items.map(|item| Some(Read(T::deserialize(item))));
    read_each::<T, serde_json::Error>(read.collect()).ok()
}

/// An answer that is a list, and must be one; else read as [`items`].
#[derive(Debug)]
pub struct Items<T>(pub Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_each(Vec::deserialize(deserializer)?).map(Self)
    }
}

/// Reads the items of a list in which their places say what they are about: none in the place of a null or of anything odd.
pub fn places<'de, D, T>(deserializer: D) -> Result<Vec<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let items = Option::<Vec<Readable<T>>>::deserialize(deserializer)?;
    Ok(items.into_iter().flatten().map(|item| item.0).collect())
}

/// Reads the items of a list that can be read, where the others are of no consequence; what is no list has none.
pub fn readable<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let Readable(items) = Readable::<Vec<Readable<T>>>::deserialize(deserializer)?;
    let readable = items.into_iter().flatten().filter_map(|item| item.0);
    Ok(readable.collect())
}

/// Reads the entries of a map that can be read; a null is no entries.
pub fn entries<'de, D, T, M>(deserializer: D) -> Result<M, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
    M: Default + Extend<(String, T)>,
{
    let entries = Option::<Entries<T, M>>::deserialize(deserializer)?;
    Ok(entries.map(|entries| entries.0).unwrap_or_default())
}

/// A map of those of its entries that can be read.
struct Entries<T, M>(M, PhantomData<T>);

impl<'de, T: DeserializeOwned, M: Default + Extend<(String, T)>> Deserialize<'de>
    for Entries<T, M>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self(M::default(), PhantomData))
    }
}

impl<'de, T: DeserializeOwned, M: Extend<(String, T)>> Visitor<'de> for Entries<T, M> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some((name, Readable(value))) = map.next_entry()? {
            self.0.extend(value.map(|value| (name, value)));
        }
        Ok(self)
    }
}

/// A value as it is read from its own text, so that what is odd in it does not end the reading of what is around it, and no tree of
/// values is built of it. Whoever flattens a member (`serde(flatten)`) has no text to read this from.
struct Read<T>(serde_json::Result<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self(serde_json::from_str(text.get())))
    }
}

/// What could be read of a value; none of a null or of anything odd.
struct Readable<T>(Option<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Readable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Read::deserialize(deserializer).map(|Read(value)| Self(value.ok()))
    }
}
