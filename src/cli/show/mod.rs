//! How `call` shows a reply: to programs as it is, to people so that they can read it.

mod list;
mod markdown;
mod pretty;
mod screen;
mod value;

use clap::ValueEnum;
use serde_json::Value;

use self::list::List;
pub(super) use self::screen::Screen;

/// The forms that a reply can be shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// As models get it: compact, complete
    Json,
    /// Indented, complete
    Pretty,
    /// Headings, lists and texts
    Markdown,
    /// A row for each item
    Table,
}

/// A reply's payload in the form that was asked for; without one, as it is for a program, and as it reads best for people.
pub(super) fn shown(payload: &str, form: Option<Form>, screen: &Screen) -> String {
    let form = form.or((!screen.is_terminal).then_some(Form::Json));
    if form == Some(Form::Json) {
        return payload.to_owned();
    }
    let value = match serde_json::from_str(payload) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) => value::printable(value),
        _ => return value::without_controls(payload),
    };
    match form.unwrap_or_else(|| natural(&value)) {
        Form::Json | Form::Pretty => pretty::render(&value, screen),
        Form::Markdown => markdown::render(&value, screen),
        Form::Table => list::render(&value, screen),
    }
}

/// A text that goes along with a payload: for people without what a terminal would obey.
pub(super) fn plain(text: &str, screen: &Screen) -> String {
    match screen.is_terminal {
        true => value::without_controls(text),
        false => text.to_owned(),
    }
}

/// Lists read best as tables, what holds a text (an issue, a page, a comment) as Markdown.
fn natural(value: &Value) -> Form {
    if List::of(value).is_some() {
        Form::Table
    } else if value::texts(value).next().is_some() {
        Form::Markdown
    } else {
        Form::Pretty
    }
}
