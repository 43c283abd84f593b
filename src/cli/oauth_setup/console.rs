//! Asking and telling, at a terminal or without one. All of it is on standard error, since standard output is for the result.

use std::io::{BufRead as _, IsTerminal as _, Write};
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret as _, SecretString};
use tokio::task::{JoinHandle, spawn_blocking};
use url::Url;

use crate::error::{Error, Result};

/// Whoever answers. Calls block.
pub trait Input: Send {
    /// The next line without its end; `None` if there will be no more.
    fn line(&mut self) -> Option<String>;

    /// A line that nobody shall see.
    fn secret(&mut self) -> Option<String> {
        self.line()
    }
}

/// Where the wizard asks and tells.
pub struct Console {
    input: Arc<Mutex<dyn Input>>,
    output: Box<dyn Write + Send>,
    browser: Option<fn(&Url)>,
    /// A line that somebody stopped waiting for; it is the next one's.
    coming: Option<JoinHandle<Option<String>>>,
}

impl Console {
    /// Standard input and standard error; a browser is opened only for somebody who sits at a terminal.
    pub fn here() -> Self {
        let attended = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        Self::of(
            Here { attended },
            std::io::stderr(),
            attended.then_some(open as fn(&Url)),
        )
    }

    /// Another one.
    pub fn of(
        input: impl Input + 'static,
        output: impl Write + Send + 'static,
        browser: Option<fn(&Url)>,
    ) -> Self {
        Self {
            input: Arc::new(Mutex::new(input)),
            output: Box::new(output),
            browser,
            coming: None,
        }
    }

    /// Tells.
    pub(super) fn say(&mut self, text: &str) {
        // Whoever closed it does not want to be told.
        let _ = writeln!(self.output, "{text}");
        let _ = self.output.flush();
    }

    /// Asks for a text; an empty answer is what is `usual`.
    pub(super) async fn ask(&mut self, what: &str, usual: Option<&str>) -> Result<String> {
        let shown = usual.map_or_else(String::new, |usual| format!(" [{usual}]"));
        self.prompt(&format!("{what}{shown}: "));
        let given = self.line().await.unwrap_or_default();
        answered(what, given.trim(), usual)
    }

    /// Asks for a secret, which is never shown, neither the one that is set nor the one that is typed.
    pub(super) async fn ask_secret(
        &mut self,
        what: &str,
        usual: Option<&SecretString>,
    ) -> Result<SecretString> {
        let shown = usual.map_or("", |_| " [as it is set]");
        self.prompt(&format!("{what}{shown}: "));
        let input = Arc::clone(&self.input);
        let given = spawn_blocking(move || lock(&input).secret()).await;
        let given = given.ok().flatten().unwrap_or_default();
        let usual = usual.map(|usual| usual.expose_secret());
        answered(what, given.trim(), usual).map(SecretString::from)
    }

    /// The next line; `None` if there will be no more. Whoever stops waiting loses nothing.
    pub(super) async fn line(&mut self) -> Option<String> {
        let input = &self.input;
        let coming = self.coming.get_or_insert_with(|| {
            let input = Arc::clone(input);
            spawn_blocking(move || lock(&input).line())
        });
        let line = coming.await.ok().flatten();
        self.coming = None;
        line
    }

    /// Opens a browser, if somebody is there to see it. Whether that works is not known; the address was told.
    pub(super) fn browse(&self, address: &Url) {
        if let Some(browser) = self.browser {
            browser(address);
        }
    }

    fn prompt(&mut self, text: &str) {
        let _ = write!(self.output, "{text}");
        let _ = self.output.flush();
    }
}

fn answered(what: &str, given: &str, usual: Option<&str>) -> Result<String> {
    match (given, usual) {
        ("", Some(usual)) => Ok(usual.to_owned()),
        ("", None) => Err(Error::Config(format!(
            "{what} is needed and was not given."
        ))),
        (given, _) => Ok(given.to_owned()),
    }
}

/// Standard input.
struct Here {
    attended: bool,
}

impl Input for Here {
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(0) | Err(_) => None,
            Ok(_) => Some(line.trim_end_matches(['\r', '\n']).to_owned()),
        }
    }

    fn secret(&mut self) -> Option<String> {
        match self.attended {
            true => rpassword::read_password().ok(),
            false => self.line(),
        }
    }
}

fn open(address: &Url) {
    // The address was told: whoever has no browser here opens it elsewhere.
    let _ = open::that_detached(address.as_str());
}

fn lock(input: &Arc<Mutex<dyn Input>>) -> std::sync::MutexGuard<'_, dyn Input + 'static> {
    input.lock().unwrap_or_else(PoisonError::into_inner)
}
