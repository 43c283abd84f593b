//! Names of files, and who may read them.

use std::fs::OpenOptions;
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// A client id as a part of a file's name, which it is as it is for ids of Atlassian's.
pub(super) fn in_a_name(client_id: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    match client_id.len() <= 80 && client_id.chars().all(plain) {
        true => client_id.to_owned(),
        false => digest(client_id),
    }
}

pub(super) fn digest(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(unix)]
pub(super) fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

#[cfg(not(unix))]
pub(super) fn private(_: &mut OpenOptions) {}

/// The folder, for this user alone; one that was open to others is closed.
#[cfg(unix)]
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let mode = std::fs::metadata(folder)?.permissions().mode();
    if mode & 0o077 != 0 {
        let closed = std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700));
        if let Err(error) = closed {
            tracing::warn!("{} can be read by others: {error}", folder.display());
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}
