//! Who is who among those that texts mention by id alone.

use serde_json::Value;

use crate::views::User;
use markup::ReadOptions;

/// The people that an answer shows beside its texts: no request is made to learn more.
#[derive(Debug, Default)]
pub struct People(ReadOptions);

impl People {
    /// Everybody in these values of fields, however deep. The fields' texts are edited where they are stored, and so need not
    /// carry the source of what Markdown cannot say.
    pub fn in_values<'a>(values: impl Iterator<Item = &'a Value>) -> Self {
        let mut people = Self(ReadOptions {
            references: true,
            ..ReadOptions::default()
        });
        values.for_each(|value| people.in_value(value));
        people
    }

    fn in_value(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.in_value(item)),
            Value::Object(members) => {
                let text = |name: &str| members.get(name).and_then(Value::as_str);
                let ids = ["accountId", "name"].map(text);
                self.add(text("displayName"), ids);
                members.values().for_each(|member| self.in_value(member));
            }
            _ => {}
        }
    }

    /// The same for texts that are only ever written anew, as comments are.
    pub fn of_whole_texts(&self) -> Self {
        Self(ReadOptions {
            references: false,
            ..self.0.clone()
        })
    }

    /// How texts are read that mention these people.
    pub const fn options(&self) -> &ReadOptions {
        &self.0
    }

    fn add(&mut self, name: Option<&str>, ids: [Option<&str>; 2]) {
        let Some(name) = name else { return };
        for id in ids.into_iter().flatten() {
            self.0.names.insert(id.to_owned(), name.to_owned());
        }
    }
}

impl<'a> FromIterator<&'a User> for People {
    fn from_iter<T: IntoIterator<Item = &'a User>>(users: T) -> Self {
        let mut people = Self::default();
        for user in users {
            let ids = [&user.account_id, &user.name].map(Option::as_deref);
            people.add(user.display_name.as_deref(), ids);
        }
        people
    }
}
