//! People in Jira and Confluence.

use serde::{Deserialize, Serialize};

/// A user. Cloud knows them by account id, Data Center by user name and key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct User {
    /// Cloud's id.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub account_id: Option<String>,
    /// Data Center's user name; Jira says `name`, Confluence `username`.
    #[serde(alias = "username")]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub name: Option<String>,
    /// Data Center's user key; Jira says `key`, Confluence `userKey`.
    #[serde(alias = "userKey")]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub key: Option<String>,
    /// The name people see.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub display_name: Option<String>,
    /// Often hidden by the user's settings; Jira says `emailAddress`, Confluence `email`.
    #[serde(alias = "email")]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub email_address: Option<String>,
    /// Whether the account can be used.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub active: Option<bool>,
    /// The zone the user's times are in.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub time_zone: Option<String>,
}

/// A user whom an answer is about; without an id it is about nobody.
#[derive(Debug, Deserialize)]
#[serde(try_from = "User")]
pub struct Known(pub User);

impl TryFrom<User> for Known {
    type Error = &'static str;

    fn try_from(user: User) -> Result<Self, Self::Error> {
        match user.id() {
            "" => Err("a user without an id"),
            _ => Ok(Self(user)),
        }
    }
}

impl User {
    /// What other tools take to mean this user.
    pub fn id(&self) -> &str {
        let ids = [&self.account_id, &self.name, &self.key];
        ids.into_iter().flatten().next().map_or("", String::as_str)
    }

    /// The display name, else the id.
    pub fn label(&self) -> &str {
        self.display_name.as_deref().unwrap_or_else(|| self.id())
    }
}

/// A user is shown as the name people see and the id that other tools take.
impl Serialize for User {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            name: &'a str,
            id: &'a str,
        }
        Shown {
            name: self.label(),
            id: self.id(),
        }
        .serialize(serializer)
    }
}
