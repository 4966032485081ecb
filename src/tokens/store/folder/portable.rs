//! Platforms without Unix modes: the user's own folders are private by inheritance.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::missing::none_if_missing;
use super::unique_name::temporary_name;

/// A folder that exists.
pub struct Folder(PathBuf);

/// `Some(true)` if `path` exists. Its owner is not checked.
pub fn belongs_to_user(path: &Path) -> Option<bool> {
    path.exists().then_some(true)
}

/// Empty: each user has a temporary folder of their own.
pub fn user_suffix() -> String {
    String::new()
}

impl Folder {
    /// Opens the folder. If it is missing, it is created if `create`, otherwise the result is `None`.
    pub fn open(path: &Path, create: bool) -> io::Result<Option<Self>> {
        if create {
            fs::create_dir_all(path)?;
        }
        Ok(none_if_missing(fs::metadata(path))?.map(|_| Self(path.to_owned())))
    }

    /// The first `limit` bytes of a file. `None` if it does not exist.
    pub fn read(&self, name: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(file) = none_if_missing(File::open(self.0.join(name)))? else { return Ok(None) };
        let mut value = Vec::new();
        file.take(limit).read_to_end(&mut value)?;
        Ok(Some(value))
    }

    /// Writes a file under a temporary name and renames it, so that a reader finds all of it or nothing.
    pub fn write(&self, name: &str, value: &[u8]) -> io::Result<()> {
        let temporary = self.0.join(temporary_name(name)?);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        let written = file.write_all(value).and_then(|()| file.sync_all());
        drop(file);
        let written = written.and_then(|()| fs::rename(&temporary, self.0.join(name)));
        if written.is_err() {
            // Clean up. If that fails too, a useless file stays behind.
            _ = fs::remove_file(&temporary);
        }
        written
    }

    /// Removes a file, if it exists.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        none_if_missing(fs::remove_file(self.0.join(name))).map(drop)
    }

    /// Opens a file to lock. Its content does not change.
    pub fn lock_file(&self, name: &str) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(self.0.join(name))
    }
}
