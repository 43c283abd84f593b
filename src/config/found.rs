//! The `.env` that happens to lie in the working directory. An editor starts this server in whatever folder is open, so the
//! file may be part of a repository that somebody else wrote: it may name an account and restrict what is done there, but
//! neither grant anything nor loosen a check.

use std::path::Path;

use cap_std::fs::File;

use super::env_file::{self, Values};
use super::{settings, sources};
use crate::files;

/// The largest file that is looked at, in bytes.
const MAX_FILE: u64 = 64 << 10;

/// What the directory's `.env` sets, and what to tell of it; nothing if there is none. If an account is `named` elsewhere, the
/// file is not read.
pub(super) fn look(directory: &Path, named: Option<&str>) -> (Values, Option<String>) {
    let path = directory.join(".env");
    let shown = path.display();
    let Ok(about) = path.symlink_metadata() else {
        return Default::default();
    };
    let values = match named {
        Some(name) => Err(format!(
            "{name} is set elsewhere, and a file that merely lies in the working directory adds nothing to that; name it with --env-file to use both"
        )),
        None if about.is_symlink() => {
            Err("it is a symbolic link; name the file with --env-file to use it".to_owned())
        }
        None => read(directory),
    };
    match values {
        Ok(values) => {
            let (taken, told) = allowed(values);
            (taken, Some(format!("{shown} is read: {told}.")))
        }
        Err(why) => (Values::new(), Some(format!("{shown} is not read: {why}."))),
    }
}

/// Keeps what such a file may say.
fn allowed(values: Values) -> (Values, String) {
    let list = |names: Vec<&str>| names.join(", ");
    let (taken, other): (Values, Values) = values
        .into_iter()
        .partition(|(name, _)| settings::find(name).is_some_and(|setting| setting.found));
    let mut told = match taken.keys().map(String::as_str).collect::<Vec<_>>() {
        names if names.is_empty() => "it sets nothing".to_owned(),
        names => format!("it sets {}", list(names)),
    };
    let left = other.keys().map(String::as_str);
    let left: Vec<_> = left.filter(|name| settings::find(name).is_some()).collect();
    if !left.is_empty() {
        told.push_str(&format!(
            "; not {}, which only flags, the environment and --env-file may set",
            list(left)
        ));
    }
    (taken, told)
}

fn read(directory: &Path) -> Result<Values, String> {
    let unreadable = |error: std::io::Error| error.to_string();
    let file = files::open_own(directory, ".env").map_err(unreadable)?;
    check_owner(&file)?;
    let bytes = files::read_up_to(file, MAX_FILE).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text")?;
    env_file::parse(&text).map_err(sources::fault)
}

/// Nobody else may have written the file.
#[cfg(unix)]
fn check_owner(file: &File) -> Result<(), String> {
    use cap_std::fs::MetadataExt as _;
    let about = file.metadata().map_err(|error| error.to_string())?;
    if about.uid() != rustix::process::geteuid().as_raw() {
        return Err("it belongs to another user".to_owned());
    }
    if about.mode() & 0o022 != 0 {
        return Err("others may write to it; take that away (chmod go-w .env)".to_owned());
    }
    Ok(())
}

#[cfg(not(unix))]
fn check_owner(_: &File) -> Result<(), String> {
    Ok(())
}
