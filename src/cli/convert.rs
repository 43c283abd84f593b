//! `convert`: rich text from one format to another, for people, scripts and tests.

use std::io::Read as _;
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::error::{Error, Result};
use markup::{Format, MarkupError, ReadOptions, WriteOptions};

#[derive(Debug, Args)]
pub(super) struct Convert {
    /// What the text is: markdown, adf, storage or wiki
    #[arg(long, value_parser = format)]
    from: Format,

    /// What it shall be
    #[arg(long, value_parser = format)]
    to: Format,

    /// Without marks for what Markdown lacks: nicer to read, not to write back
    #[arg(long)]
    plain: bool,

    /// The file to read; standard input if none is given, or for -
    file: Option<PathBuf>,
}

impl Convert {
    pub(super) fn run(&self) -> Result<Outcome> {
        if self.plain && self.to != Format::Markdown {
            return Err(Error::Arguments(
                "--plain is a form of Markdown: use it with --to markdown".into(),
            ));
        }
        let reading = ReadOptions {
            plain: self.plain,
            ..ReadOptions::default()
        };
        let source = self.source()?;
        let converted = markup::convert(
            self.from,
            self.to,
            &source,
            &reading,
            &WriteOptions::default(),
        );
        Ok(converted
            .map_err(|error| Error::Arguments(error.to_string()))?
            .into())
    }

    fn source(&self) -> Result<String> {
        let mut text = String::new();
        let file = self.file.as_ref().filter(|path| path.as_os_str() != "-");
        let read = match file {
            Some(path) => std::fs::read_to_string(path).map(|content| text = content),
            None => std::io::stdin().read_to_string(&mut text).map(drop),
        };
        let place = || {
            file.map_or_else(
                || "standard input".into(),
                |path| path.display().to_string(),
            )
        };
        read.map_err(|error| Error::Config(format!("{} cannot be read: {error}.", place())))?;
        Ok(text)
    }
}

fn format(name: &str) -> Result<Format, MarkupError> {
    name.parse()
}
