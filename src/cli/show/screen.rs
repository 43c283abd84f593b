//! What standard output is.

use std::io::{IsTerminal as _, stdout};

use anstream::{AutoStream, ColorChoice};
use anstyle::Style;

/// Where a reply is shown.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cli) struct Screen {
    /// Whether a person looks at it.
    pub(super) is_terminal: bool,
    /// Whether colours are wanted: by `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR` and `TERM`.
    pub(super) colors: bool,
    /// How many letters fit on a line; none where lines have no end.
    pub(super) width: Option<u16>,
}

impl Screen {
    /// Standard output.
    pub(in crate::cli) fn current() -> Self {
        let width = terminal_size::terminal_size_of(stdout());
        Self {
            is_terminal: stdout().is_terminal(),
            colors: AutoStream::choice(&stdout()) != ColorChoice::Never,
            width: width.map(|(width, _)| width.0),
        }
    }

    /// How many letters fit on a line; none where lines have no end.
    pub(in crate::cli) const fn width(&self) -> Option<u16> {
        self.width
    }

    /// The text in a style, where colours are wanted.
    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        if self.colors {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}
