//! Where the tokens of a grant are kept: one file a client, which no other user can read, sealed where there is a keyring for the key.
//!
//! All functions block.

mod disk;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use self::disk::{digest, in_a_name, make_folder, private};
use super::keyring::Keys;
use super::python;
use super::tokens::{Tokens, Written};
use crate::auth::sealed::Key;
use crate::config::{OAuth, Provider};
use crate::error::{Error, Result};

/// The form of the file; one that a later version wrote is not touched.
const VERSION: u32 = 1;

/// The file of a grant.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
    name: String,
    client_id: String,
    /// Whether the Python server may have left tokens of this client.
    of_python: bool,
    keys: Arc<dyn Keys>,
}

/// What the file holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    /// For whoever looks into it.
    about: String,
    client_id: String,
    #[serde(flatten)]
    form: Form,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kept", rename_all = "lowercase")]
enum Form {
    /// As they are.
    Plain { tokens: Written },
    /// With the key that the keyring has under the file's name.
    Sealed { sealed: String },
}

const PLAIN: &str = "OAuth 2.0 tokens of mcp-atlassian, as they are: whoever can read this file can use them. There was no keyring to keep a key in.";
const SEALED: &str = "OAuth 2.0 tokens of mcp-atlassian, sealed with a key in the keyring of this system (service mcp-atlassian, user: this file's name).";

/// A file that is there to be written, before what is written in it is known.
#[derive(Debug)]
pub struct Pending {
    file: NamedTempFile,
    key: Option<Key>,
}

impl Store {
    /// The store of a client's tokens.
    pub fn of(client: &OAuth, keys: Arc<dyn Keys>) -> Self {
        let what = match &client.provider {
            Provider::Cloud(_) => "cloud".to_owned(),
            Provider::DataCenter(base) => format!("dc-{}", digest(base.as_str())),
            Provider::Bitbucket(_) => "bitbucket".to_owned(),
        };
        Self {
            folder: client.folder.clone(),
            name: format!("oauth-{}-{what}.v1", in_a_name(&client.client_id)),
            client_id: client.client_id.clone(),
            of_python: matches!(client.provider, Provider::Cloud(_)),
            keys,
        }
    }

    /// The file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    /// The tokens in it, or those that the Python server left, which are then ours; `None` if there are none.
    ///
    /// # Errors
    /// [`Error::Config`] for a file that cannot be read, is of another form, or is sealed with a key that is gone.
    pub fn read(&self) -> Result<Option<Tokens>> {
        match self.kept()? {
            Some(kept) => self.opened(kept.form).map(Some),
            None => self.taken_over(),
        }
    }

    /// Replaces what is in it, in one step: whoever reads it meanwhile gets the former tokens or the new ones.
    ///
    /// # Errors
    /// [`Error::Config`] if it cannot be written.
    pub fn write(&self, tokens: &Tokens) -> Result<()> {
        self.prepare()?.write(self, tokens)
    }

    /// Makes sure that tokens can be written, before a server gives new ones for the last time.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn prepare(&self) -> Result<Pending> {
        make_folder(&self.folder).map_err(|error| self.unwritable(&error))?;
        let file = tempfile::Builder::new()
            .prefix(&format!(".{}.", self.name))
            .tempfile_in(&self.folder)
            .map_err(|error| self.unwritable(&error))?;
        let key = self.key()?;
        Ok(Pending { file, key })
    }

    /// Keeps other processes from renewing these tokens for as long as the result lives; `None` while another one does so.
    ///
    /// # Errors
    /// [`Error::Config`] if the lock file cannot be made.
    pub fn try_lock(&self) -> Result<Option<File>> {
        make_folder(&self.folder).map_err(|error| self.unwritable(&error))?;
        let path = self.folder.join(format!("{}.lock", self.name));
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        private(&mut options);
        let file = options
            .open(&path)
            .map_err(|error| self.unwritable(&error))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(self.unwritable(&error)),
        }
    }

    fn kept(&self) -> Result<Option<Kept>> {
        let path = self.path();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.unreadable(&error.to_string())),
        };
        // What serde says of it may quote it.
        let kept: Option<Kept> = serde_json::from_str(&text).ok();
        match kept {
            Some(kept) if kept.version == VERSION && kept.client_id == self.client_id => {
                Ok(Some(kept))
            }
            _ => Err(self.unreadable("it is not as this version writes it")),
        }
    }

    fn opened(&self, form: Form) -> Result<Tokens> {
        let sealed = match form {
            Form::Plain { tokens } => return Ok(tokens.into()),
            Form::Sealed { sealed } => sealed,
        };
        let key = self.keys.get(&self.name).map_err(|why| {
            self.unreadable(&format!(
                "it is sealed, and the key is not to be had: {why}"
            ))
        })?;
        let text = key.open(&self.name, &sealed);
        let written: Option<Written> = text.and_then(|text| serde_json::from_slice(&text).ok());
        written
            .map(Tokens::from)
            .ok_or_else(|| self.unreadable("it was sealed with another key"))
    }

    fn taken_over(&self) -> Result<Option<Tokens>> {
        if !self.of_python {
            return Ok(None);
        }
        let Some(tokens) = python::read(&self.folder, &self.client_id) else {
            return Ok(None);
        };
        self.write(&tokens)?;
        python::warn(&self.folder, &self.client_id);
        Ok(Some(tokens))
    }

    /// The key to seal with: the one that the file is sealed with, else a new one if the keyring keeps it. A file that was sealed is
    /// never written as it is.
    fn key(&self) -> Result<Option<Key>> {
        let present = self.keys.get(&self.name);
        let sealed = matches!(
            self.kept(),
            Ok(Some(Kept {
                form: Form::Sealed { .. },
                ..
            }))
        );
        match present {
            Ok(key) => Ok(Some(key)),
            Err(why) if sealed => Err(self.unreadable(&format!(
                "it is sealed, and the key is not to be had: {why}"
            ))),
            Err(_) => {
                let key = Key::random();
                let kept = self.keys.put(&self.name, &key);
                Ok(kept.is_ok().then_some(key))
            }
        }
    }

    fn unwritable(&self, error: &std::io::Error) -> Error {
        Error::Config(format!(
            "{}: OAuth tokens cannot be kept there ({error}). Make the folder writable for this user; in a container, mount a volume there.",
            self.path().display()
        ))
    }

    fn unreadable(&self, why: &str) -> Error {
        Error::Config(format!(
            "{}: the OAuth tokens in it cannot be read: {why}. Put that right, or run mcp-atlassian --oauth-setup again after deleting the file.",
            self.path().display()
        ))
    }
}

impl Pending {
    /// Writes the tokens, to the disk itself, and puts the file into its place.
    ///
    /// # Errors
    /// [`Error::Config`] if it cannot be written.
    pub fn write(mut self, store: &Store, tokens: &Tokens) -> Result<()> {
        let (about, form) = match &self.key {
            None => {
                let tokens = Written::from(tokens);
                (PLAIN, Form::Plain { tokens })
            }
            Some(key) => {
                let text = serde_json::to_vec(&Written::from(tokens)).unwrap_or_default();
                let sealed = key.seal(&store.name, &text).unwrap_or_default();
                (SEALED, Form::Sealed { sealed })
            }
        };
        let kept = Kept {
            version: VERSION,
            about: about.to_owned(),
            client_id: store.client_id.clone(),
            form,
        };
        let text = serde_json::to_vec_pretty(&kept)
            .map_err(|error| Error::Internal(format!("tokens cannot be written: {error}")))?;
        let written = self.file.write_all(&text);
        written
            .and_then(|()| self.file.as_file().sync_all())
            .and_then(|()| Ok(self.file.persist(store.path())?))
            .map_err(|error| store.unwritable(&error))?;
        Ok(())
    }
}
