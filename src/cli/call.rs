//! `call`: one tool, once.

use clap::Args;
use indicatif::ProgressBar;
use serde_json::{Map, Value};

use super::Outcome;
use super::show::{self, Form, Screen};
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::registry::{self, Accompaniment};

#[derive(Debug, Args)]
pub(super) struct Call {
    /// The tool's name, as `tools` lists it
    tool: String,

    /// Its arguments, each as name=value
    #[arg(value_name = "NAME=VALUE", value_parser = pair)]
    arguments: Vec<(String, String)>,

    /// Its arguments as one JSON object
    #[arg(long, value_name = "OBJECT", conflicts_with = "arguments")]
    json: Option<String>,

    /// How to show the result; by default as it reads best at a terminal, and as compact JSON elsewhere
    #[arg(long, value_enum, value_name = "FORM")]
    output: Option<Form>,
}

impl Call {
    pub(super) async fn run(self, caller: &Caller) -> Result<Outcome> {
        let arguments = self
            .json
            .as_deref()
            .map_or_else(|| object(self.arguments), parse)?;
        let bar = ProgressBar::no_length();
        let with = Accompaniment {
            progress: shown_by(bar.clone()),
            ..Accompaniment::default()
        };
        let reply = registry::call(caller, &self.tool, arguments, with).await;
        bar.finish_and_clear();
        let screen = Screen::current();
        let form = |payload: &str| show::shown(payload, self.output, &screen);
        let plain = |text: &str| show::plain(text, &screen);
        let reply = reply?;
        // As a program that reports it would have done.
        let code = u8::from(reply.is_failure());
        Ok(Outcome {
            code,
            ..reply.printed_as(form, plain).into()
        })
    }
}

/// Progress on a bar, which is drawn only where standard error is a terminal.
fn shown_by(bar: ProgressBar) -> Progress {
    Progress::to(move |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as name=value")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Values stay text: what a number, list or object is given as text is read as such where one is wanted.
fn object(arguments: Vec<(String, String)>) -> Result<Map<String, Value>> {
    let mut object = Map::new();
    for (name, value) in arguments {
        if object.insert(name.clone(), value.into()).is_some() {
            return Err(Error::Config(format!("`{name}` is given twice.")));
        }
    }
    Ok(object)
}

fn parse(text: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(text)
        .map_err(|error| Error::Config(format!("--json must be a JSON object: {error}.")))
}
