//! Questions to whoever sits at the terminal, or to a program that writes one line an answer.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use console::Term;

use crate::error::{Error, Result};

/// What takes a proposed answer away.
pub(super) const NONE: &str = "-";

/// Where questions are asked: they go to standard error, so that standard output holds the outcome alone.
pub(super) struct Terminal {
    asks: bool,
    hidden: Option<Term>,
}

impl Terminal {
    /// One that asks; else it says things alone, and every answer is the proposed one.
    pub(super) fn new(asks: bool) -> Self {
        let seen = [Term::stderr(), Term::stdout()];
        let mut seen = seen.into_iter().filter(Term::is_term);
        let hidden = seen.next().filter(|_| std::io::stdin().is_terminal());
        Self { asks, hidden }
    }

    /// Whether it asks.
    pub(super) const fn asks(&self) -> bool {
        self.asks
    }

    /// Says something on lines of its own.
    pub(super) fn say(&self, text: &str) {
        // Whoever has gone away cannot be told.
        let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
    }

    /// Asks for one line. Nothing typed is the proposed answer, `-` is none.
    ///
    /// # Errors
    /// If the answers end before this question.
    pub(super) fn line(&self, question: &str, proposed: Option<&str>) -> Result<Option<String>> {
        let proposed = proposed.map(str::to_owned);
        if !self.asks {
            return Ok(proposed);
        }
        let shown = match &proposed {
            Some(proposed) => format!("{question} [{proposed}]: "),
            None => format!("{question}: "),
        };
        self.prompt(&shown);
        Ok(match read(question)?.as_str() {
            "" => proposed,
            NONE => None,
            typed => Some(typed.to_owned()),
        })
    }

    /// Asks for one line that nobody shall see. At a terminal it is not shown; nothing typed is none.
    ///
    /// # Errors
    /// If the answers end before this question.
    pub(super) fn secret(&self, question: &str) -> Result<Option<String>> {
        if !self.asks {
            return Ok(None);
        }
        self.prompt(&format!("{question}: "));
        let typed = match &self.hidden {
            Some(terminal) => terminal
                .read_secure_line()
                .map_err(|error| lost(question, &error))?,
            None => read(question)?,
        };
        let typed = typed.trim();
        Ok((!typed.is_empty()).then(|| typed.to_owned()))
    }

    /// Asks for yes or no.
    ///
    /// # Errors
    /// If the answers end before this question.
    pub(super) fn agrees(&self, question: &str, proposed: bool) -> Result<bool> {
        if !self.asks {
            return Ok(proposed);
        }
        let choice = if proposed { "Y/n" } else { "y/N" };
        loop {
            self.prompt(&format!("{question} [{choice}] "));
            match read(question)?.to_lowercase().as_str() {
                "" => return Ok(proposed),
                "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                _ => self.say("Please answer y or n."),
            }
        }
    }

    fn prompt(&self, text: &str) {
        let mut stream = std::io::stderr();
        let _ = write!(stream, "{text}").and_then(|()| stream.flush());
    }
}

fn read(question: &str) -> Result<String> {
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    match read {
        Ok(0) => Err(Error::Config(format!(
            "Standard input ended at the question \"{question}\"; nothing more was written. To be asked nothing, use --yes with flags or variables."
        ))),
        Ok(_) => Ok(line.trim().to_owned()),
        Err(error) => Err(lost(question, &error)),
    }
}

fn lost(question: &str, error: &std::io::Error) -> Error {
    Error::Config(format!(
        "No answer to \"{question}\" could be read: {error}. To be asked nothing, use --yes with flags or variables."
    ))
}
