//! Files on this machine: only below the one folder that the operator allows, whatever paths and symbolic links say.
//!
//! cap-std opens every path step by step below the folder's handle, so a link that leads out of it is an error, even one
//! that is put in place while we look.

mod name;

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

use bytes::Bytes;
use cap_fs_ext::{FollowSymlinks, OpenOptionsFollowExt as _, OpenOptionsSyncExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};

use crate::error::{Error, Result};

/// The largest file that is read: 32 MiB.
pub const MAX_FILE: u64 = 32 << 20;

/// How many files of one name a folder may hold.
const MAX_NAMESAKES: usize = 1000;

/// The allowed folder, `MCP_FILES_ROOT`.
#[derive(Debug, Clone)]
pub struct Root(PathBuf);

/// A folder at or below the root.
#[derive(Debug, Clone)]
pub struct Folder {
    root: Root,
    below: PathBuf,
}

impl Root {
    /// The folder itself; it must exist when it is used.
    pub const fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// A folder to save in; it is made when the first file is saved.
    ///
    /// # Errors
    /// [`Error::Refused`] for a path that is not below the root or holds `..`.
    pub fn folder(&self, path: &str) -> Result<Folder> {
        Ok(Folder {
            below: self.below(path)?,
            root: self.clone(),
        })
    }

    /// A file's name and bytes.
    ///
    /// # Errors
    /// As [`Root::folder`]; [`Error::Arguments`] for what is no readable file of at most [`MAX_FILE`].
    pub async fn read(&self, path: &str) -> Result<(String, Vec<u8>)> {
        let (root, below) = (self.clone(), self.below(path)?);
        let name = below
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let bytes = blocking(move || {
            let file = open(&root.open()?, &below, FollowSymlinks::Yes)?;
            read_up_to(file, MAX_FILE)
        });
        bytes
            .await?
            .map(|bytes| (name, bytes))
            .map_err(|why| unreadable(path, &why))
    }

    /// Makes sure that [`Root::read`] would read the file, by opening it.
    ///
    /// # Errors
    /// As [`Root::read`].
    pub async fn check(&self, path: &str) -> Result<()> {
        let (root, below) = (self.clone(), self.below(path)?);
        let checked = blocking(move || {
            let file = open(&root.open()?, &below, FollowSymlinks::Yes)?;
            within(file.metadata()?.len(), MAX_FILE)
        });
        let checked = checked.await?;
        checked.map_err(|why| unreadable(path, &why))
    }

    fn below(&self, given: &str) -> Result<PathBuf> {
        let path = Path::new(given.trim());
        let path = path.strip_prefix(&self.0).unwrap_or(path);
        let steps = path.components().filter(|step| *step != Component::CurDir);
        let plain = steps
            .clone()
            .all(|step| matches!(step, Component::Normal(_)));
        plain.then(|| steps.collect()).ok_or_else(|| {
            let root = self.0.display();
            Error::Refused(format!("\"{given}\" is not below {root}, the folder this server may use; give a path relative to it, without `..`"))
        })
    }

    fn open(&self) -> io::Result<Dir> {
        Dir::open_ambient_dir(&self.0, ambient_authority())
    }
}

impl Folder {
    /// Saves a new file that only its owner may read, and gives its path. A file that is there already is never changed: the
    /// new one gets a number. The name is made safe for every file system.
    ///
    /// # Errors
    /// [`Error::Arguments`] if the folder or the file cannot be made.
    pub async fn save(&self, name: &str, bytes: Bytes) -> Result<PathBuf> {
        let (folder, name) = (self.clone(), name::safe(name));
        let saved = blocking(move || folder.write(&name, &bytes)).await?;
        let shown = self.root.0.join(&self.below);
        saved.map(|name| shown.join(name)).map_err(|why| {
            Error::Arguments(format!(
                "nothing can be saved in {}: {why}",
                shown.display()
            ))
        })
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<String> {
        let mut dir = self.root.open()?;
        if self.below.file_name().is_some() {
            dir.create_dir_all(&self.below)?;
            dir = dir.open_dir(&self.below)?;
        }
        for number in 0..MAX_NAMESAKES {
            let name = numbered(name, number);
            let mut file = match dir.open_with(&name, &new_and_private()) {
                Err(taken) if taken.kind() == ErrorKind::AlreadyExists => continue,
                opened => opened?,
            };
            // Half a file would pass for a whole one.
            file.write_all(bytes)
                .inspect_err(|_| drop(dir.remove_file(&name)))?;
            return Ok(name);
        }
        Err(io::Error::new(
            ErrorKind::AlreadyExists,
            format!("there are {MAX_NAMESAKES} files called {name}"),
        ))
    }
}

fn new_and_private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

fn unreadable(path: &str, why: &io::Error) -> Error {
    Error::Arguments(format!("\"{path}\" cannot be read: {why}"))
}

/// Opens a regular file. That never waits for the other end of a pipe, and what was opened is what is asked for its kind, so
/// that nothing put in the file's place in between can hold the thread up.
fn open(dir: &Dir, path: &Path, follow: FollowSymlinks) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = dir.open_with(path, options.read(true).nonblock(true).follow(follow))?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(ErrorKind::InvalidInput, "it is no file"))
    }
}

/// Opens a regular file that the directory itself holds, not by a link.
///
/// # Errors
/// For what is not there, is no regular file, or may not be read.
pub(crate) fn open_own(directory: &Path, name: &str) -> io::Result<File> {
    let dir = Dir::open_ambient_dir(directory, ambient_authority())?;
    open(&dir, Path::new(name), FollowSymlinks::No)
}

/// All of a file.
///
/// # Errors
/// For a file of more than `max` bytes, and when reading fails.
pub(crate) fn read_up_to(file: File, max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(max + 1).read_to_end(&mut bytes)?;
    within(bytes.len() as u64, max).map(|()| bytes)
}

/// Refuses a size above `max` bytes.
fn within(size: u64, max: u64) -> io::Result<()> {
    if size > max {
        return Err(io::Error::new(
            ErrorKind::InvalidInput,
            format!("it is larger than {} KiB", max >> 10),
        ));
    }
    Ok(())
}

/// `log.txt`, `log-1.txt`, `log-2.txt`, …
fn numbered(name: &str, number: usize) -> String {
    match (number, name.rsplit_once('.')) {
        (0, _) => name.to_owned(),
        (_, Some((stem, extension))) => format!("{stem}-{number}.{extension}"),
        (_, None) => format!("{name}-{number}"),
    }
}

/// Runs what waits for a disk where it holds nobody else up.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_is_overwritten_and_only_the_owner_reads() {
        let home = tempfile::tempdir().unwrap();
        let folder = Root::new(home.path().to_owned()).folder("a/b").unwrap();
        let first = folder
            .save("log.txt", Bytes::from_static(b"1"))
            .await
            .unwrap();
        let second = folder
            .save("log.txt", Bytes::from_static(b"2"))
            .await
            .unwrap();
        assert_eq!(
            (first, &second),
            (
                home.path().join("a/b/log.txt"),
                &home.path().join("a/b/log-1.txt")
            )
        );
        assert_eq!(
            std::fs::read(home.path().join("a/b/log.txt")).unwrap(),
            b"1"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(
                std::fs::metadata(&second).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    /// A pipe that nobody writes to and a device that never ends; under their own name, and through a link in the folder.
    #[cfg(unix)]
    #[tokio::test]
    async fn only_regular_files_are_read_and_nothing_is_waited_for() {
        let home = tempfile::tempdir().unwrap();
        rustix::fs::mkfifoat(
            rustix::fs::CWD,
            home.path().join("pipe"),
            rustix::fs::Mode::RWXU,
        )
        .unwrap();
        std::os::unix::fs::symlink("pipe", home.path().join("link")).unwrap();
        std::fs::create_dir(home.path().join("folder")).unwrap();
        let root = Root::new(home.path().to_owned());
        for path in ["pipe", "link", "folder"] {
            let why = root.read(path).await.unwrap_err().to_string();
            assert!(why.contains("no file"), "{path}: {why}");
        }
        let devices = Root::new("/dev".into());
        assert!(devices.read("zero").await.is_err());
    }

    #[tokio::test]
    async fn no_path_and_no_link_leads_out() {
        let (home, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(other.path().join("secret"), "s").unwrap();
        std::fs::write(home.path().join("mine"), "m").unwrap();
        let root = Root::new(home.path().to_owned());
        let inside = home.path().join("mine");
        for path in ["mine", "./mine", inside.to_str().unwrap()] {
            assert_eq!(
                root.read(path).await.unwrap(),
                ("mine".to_owned(), b"m".to_vec()),
                "{path}"
            );
        }
        let absolute = other.path().join("secret");
        for path in [
            "../x",
            "a/../../x",
            "/etc/passwd",
            absolute.to_str().unwrap(),
        ] {
            assert!(
                matches!(root.read(path).await, Err(Error::Refused(_))),
                "{path}"
            );
            assert!(root.folder(path).is_err(), "{path}");
        }
        assert!(root.read("").await.is_err());
        assert!(root.read("none").await.is_err());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(other.path(), home.path().join("out")).unwrap();
            std::os::unix::fs::symlink(&absolute, home.path().join("link")).unwrap();
            assert!(root.read("out/secret").await.is_err() && root.read("link").await.is_err());
            assert!(
                root.folder("out")
                    .unwrap()
                    .save("x", Bytes::new())
                    .await
                    .is_err()
            );
            assert_eq!(std::fs::read_dir(other.path()).unwrap().count(), 1);
            let beside = root
                .folder(".")
                .unwrap()
                .save("link", Bytes::new())
                .await
                .unwrap();
            assert!(beside.ends_with("link-1"), "{}", beside.display());
        }
    }
}
