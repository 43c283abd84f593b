//! The shapes of replies that are JSON: what their output schemas are made of. Replies are written from views that leave out what says
//! nothing, so every member may be missing, and others may stand beside those that are told here, such as custom fields.

pub mod bitbucket;
pub mod composite;
pub mod confluence;
pub mod jira;

/// Objects by the names and types of their members; `"name" as` before a name says how it is spelt where that is no name of Rust.
macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident { $($($spelt:literal as)? $member:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(schemars::JsonSchema)]
        #[allow(missing_docs, reason = "the names of members say what they are, as replies have no more than that")]
        pub struct $name { $($(#[schemars(rename = $spelt)])? pub $member: $type),* }
    )*};
}
use shapes;

shapes! {
    /// How to go on: what to repeat the call with.
    Next { start_at: i64, start: i64, limit: i64, page_token: String, issue_ids_or_keys: String }
    /// Somebody.
    Person { name: String, id: String }
    /// Somebody as tools find them.
    User { name: String, id: String, email: String, active: bool, time_zone: String, locale: String }
    /// Tools that do a task.
    Tools { tools: Vec<Tool>, note: String }
    /// One of them.
    Tool { name: String, about: String, requires: Vec<String>, access: String, relevance: f64 }
}

/// A part of a list: `items` under their name, and what is said of all.
macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident { $items:ident: $type:ty $(, $member:ident: $more:ty)* $(,)? })*) => {
        $crate::views::shapes::shapes! {$(
            $(#[$doc])*
            $name {
                total: i64, shown: i64, $items: $type, $($member: $more,)*
                next: $crate::views::shapes::Next, left_out: String, note: String
            }
        )*}
    };
}
use pages;
