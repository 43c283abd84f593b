//! A file that shall change: what is in it, what shall be, how that is shown, and how it is written.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use diffy::{DiffOptions, PatchFormatter};
use serde_json::Value;
use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// What clients call the address of a server that they reach over HTTP, and what they send to it.
const REMOTE: [&str; 5] = ["url", "httpUrl", "serverUrl", "headers", "http_headers"];

/// What a client is told of the server.
pub(super) struct Entry<'a> {
    /// The member of the file that holds servers by name.
    pub(super) section: &'a str,
    /// The name of this one.
    pub(super) name: &'a str,
    /// How it is started.
    pub(super) fields: Vec<(&'static str, Value)>,
    /// The variables that need not be among those that the client sets.
    pub(super) replaced: BTreeSet<String>,
}

impl Entry<'_> {
    /// What shall stand at this path of members, if that is one of its fields. Whatever else stands there may be a secret.
    pub(super) fn wanted(&self, path: &[String]) -> Option<&Value> {
        let [section, name, field] = path else {
            return None;
        };
        let fields = self.fields.iter();
        let mut wanted = fields.filter(|(own, _)| own == field);
        let (_, wanted) = wanted.next()?;
        (section == self.section && name == self.name).then_some(wanted)
    }

    /// Refuses to make a server that is reached over HTTP into one that is started: a client that finds both may take either.
    ///
    /// # Errors
    /// If an entry that has these members is one.
    pub(super) fn refuse_remote(&self, has: impl Fn(&str) -> bool) -> Result<(), String> {
        match REMOTE.iter().find(|member| has(member)) {
            None => Ok(()),
            Some(member) => Err(format!(
                "{} in it is a remote server ({member}); take that entry out, or give this server another name with --name",
                self.name
            )),
        }
    }
}

/// A file and what it shall hold.
pub(super) struct Change {
    path: PathBuf,
    /// `None` if there is no file yet.
    before: Option<String>,
    after: String,
    /// Both as they may be shown.
    shown: (String, String),
    context: usize,
    /// For its owner alone.
    private: bool,
}

impl Change {
    /// The change of a file by `edit`, where `veil` takes out of a text what nobody shall see.
    ///
    /// # Errors
    /// [`Error::Config`] if the file cannot be read or changed; it stays as it is then.
    pub(super) fn of(
        path: PathBuf,
        edit: impl Fn(&str) -> Result<String, String>,
        veil: impl Fn(&str) -> Result<String, String>,
    ) -> Result<Self> {
        let refused =
            |why: String| Error::Config(format!("{} is left as it is: {why}.", path.display()));
        let before = read(&path).map_err(refused)?;
        let text = before.clone().unwrap_or_default();
        let (mark, text) = match text.strip_prefix('\u{feff}') {
            Some(text) => ("\u{feff}", text),
            None => ("", text.as_str()),
        };
        let edited = edit(text).map_err(refused)?;
        let shown = (
            veil(text).map_err(refused)?,
            veil(&edited).map_err(refused)?,
        );
        Ok(Self {
            after: format!("{mark}{edited}"),
            before,
            shown,
            context: 0,
            private: false,
            path,
        })
    }

    /// It, shown with that many lines around what changes.
    pub(super) const fn with_context(mut self, lines: usize) -> Self {
        self.context = lines;
        self
    }

    /// It, readable for its owner alone.
    pub(super) const fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is anything to write.
    pub(super) fn is_needed(&self) -> bool {
        self.before.as_ref() != Some(&self.after) || self.is_open_to_others()
    }

    /// The lines that change, without what nobody shall see.
    pub(super) fn diff(&self) -> String {
        let name = self.path.display().to_string();
        let old = if self.before.is_some() {
            name.clone()
        } else {
            "/dev/null".to_owned()
        };
        let (before, after) = &self.shown;
        let before = if self.before.is_some() {
            before.as_str()
        } else {
            ""
        };
        let patch = DiffOptions::new()
            .set_context_len(self.context)
            .set_original_filename(old)
            .set_modified_filename(name)
            .create_patch(before, after);
        let lines = PatchFormatter::new().missing_newline_message(false);
        lines.fmt_patch(&patch).to_string()
    }

    /// Writes the file in one step, and gives the copy that was kept of what it was.
    ///
    /// # Errors
    /// [`Error::Config`] if it cannot be written, or was changed by somebody else since it was read.
    pub(super) fn write(&self) -> Result<Option<PathBuf>> {
        let failed = |error: std::io::Error| {
            Error::Config(format!(
                "{} cannot be written: {error}.",
                self.path.display()
            ))
        };
        if read(&self.path).ok() != Some(self.before.clone()) {
            return Err(Error::Config(format!(
                "{} was changed by another program meanwhile and is left as it is; run setup again.",
                self.path.display()
            )));
        }
        // A link stays one: what it leads to is written.
        let path = self
            .path
            .canonicalize()
            .unwrap_or_else(|_| self.path.clone());
        let folder = path.parent().unwrap_or_else(|| Path::new("."));
        self.make(folder).map_err(failed)?;
        let kept = self.keep(&path).map_err(failed)?;
        let mut file = NamedTempFile::new_in(folder).map_err(failed)?;
        file.write_all(self.after.as_bytes()).map_err(failed)?;
        // What is new is for its owner alone, as temporary files are.
        if let (Ok(about), false) = (path.metadata(), self.private) {
            file.as_file()
                .set_permissions(about.permissions())
                .map_err(failed)?;
        }
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&path).map_err(|error| failed(error.error))?;
        Ok(kept)
    }

    fn make(&self, folder: &Path) -> std::io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        if self.private {
            use std::os::unix::fs::DirBuilderExt as _;
            builder.mode(0o700);
        }
        builder.create(folder)
    }

    /// Copies what the file was, for its owner alone, since old entries hold tokens. A copy that is there stays: the first is what
    /// was there before setup. A file of secrets has no copies.
    fn keep(&self, path: &Path) -> std::io::Result<Option<PathBuf>> {
        let (false, Some(before)) = (self.private, &self.before) else {
            return Ok(None);
        };
        let mut copy = NamedTempFile::new_in(path.parent().unwrap_or_else(|| Path::new(".")))?;
        copy.write_all(before.as_bytes())?;
        copy.as_file().sync_all()?;
        let mut number = 1_u32;
        loop {
            let kept = copy_name(path, number);
            copy = match copy.persist_noclobber(&kept) {
                Ok(_) => return Ok(Some(kept)),
                Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => taken.file,
                Err(failed) => return Err(failed.error),
            };
            number += 1;
        }
    }

    #[cfg(unix)]
    fn is_open_to_others(&self) -> bool {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = self.path.metadata().map(|about| about.permissions().mode());
        self.private && mode.is_ok_and(|mode| mode & 0o077 != 0)
    }

    #[cfg(not(unix))]
    fn is_open_to_others(&self) -> bool {
        false
    }
}

/// `….before-mcp-atlassian`, `….before-mcp-atlassian-2` and so on.
fn copy_name(path: &Path, number: u32) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".before-mcp-atlassian");
    if number > 1 {
        name.push(format!("-{number}"));
    }
    path.with_file_name(name)
}

fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err("it is not UTF-8 text".to_owned())
        }
        Err(error) => Err(format!("it cannot be read: {error}")),
    }
}
