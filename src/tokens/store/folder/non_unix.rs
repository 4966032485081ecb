//! Where there are no Unix modes: the user's own folders are private by inheritance.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::{none_if_missing, unique};

/// A folder that is there.
pub struct Folder(PathBuf);

/// Whether `path` is there; whose it is, is not asked.
pub fn belongs_to_user(path: &Path) -> Option<bool> {
    path.exists().then_some(true)
}

/// Nothing: the temporary folder is the user's own.
pub fn user_suffix() -> String {
    String::new()
}

impl Folder {
    /// The folder. Where it is missing: `None`, or it is made.
    pub fn open(path: &Path, make: bool) -> io::Result<Option<Self>> {
        if make {
            fs::create_dir_all(path)?;
        }
        Ok(none_if_missing(fs::metadata(path))?.map(|_| Self(path.to_owned())))
    }

    /// The first `limit` bytes of a file; `None` where there is none.
    pub fn read(&self, name: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(file) = none_if_missing(File::open(self.0.join(name)))? else { return Ok(None) };
        let mut value = Vec::new();
        file.take(limit).read_to_end(&mut value)?;
        Ok(Some(value))
    }

    /// Writes a file under a temporary name and renames it: whoever reads finds all of it or nothing.
    pub fn write(&self, name: &str, value: &[u8]) -> io::Result<()> {
        let temporary = self.0.join(format!("{name}.{}.new", unique()?));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        let written = file.write_all(value).and_then(|()| file.sync_all());
        drop(file);
        let written = written.and_then(|()| fs::rename(&temporary, self.0.join(name)));
        if written.is_err() {
            // Half an entry is of no use to anybody; that it cannot be removed either changes nothing.
            _ = fs::remove_file(&temporary);
        }
        written
    }

    /// Removes a file, if it is there.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        none_if_missing(fs::remove_file(self.0.join(name))).map(drop)
    }

    /// A file to lock; what it holds stays as it is.
    pub fn lock_file(&self, name: &str) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(self.0.join(name))
    }
}
