//! Unix: the owner, mode and type of a file are checked on its open handle.

use std::fs::{File, Metadata, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Mode, OFlags};

use super::missing::none_if_missing;
use super::path_check::{self, with_path};
use super::unique_name::temporary_name;
use super::user::user;

/// An open folder that has passed the check.
pub(crate) struct Folder {
    handle: OwnedFd,
    path: PathBuf,
}

impl Folder {
    /// Opens and checks the folder. If it is missing, it is created if `create`, otherwise the result is `None`.
    pub(crate) fn open(path: &Path, create: bool) -> io::Result<Option<Self>> {
        let Some(path) = path_check::resolve(path, create)? else { return Ok(None) };
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let opened = rustix::fs::openat(CWD, &path, flags, Mode::empty()).map_err(|error| with_path(&path, &error.into()));
        // Another process may remove the folder at any moment.
        let Some(handle) = none_if_missing(opened)? else { return Ok(None) };
        let file = File::from(handle);
        check_folder(&path, &file.metadata()?)?;
        Ok(Some(Self { handle: file.into(), path }))
    }

    /// The first `limit` bytes of a file. `None` if it does not exist.
    pub(crate) fn read(&self, name: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(file) = none_if_missing(self.open_file(name, OFlags::RDONLY))? else { return Ok(None) };
        let mut value = Vec::new();
        file.take(limit).read_to_end(&mut value)?;
        Ok(Some(value))
    }

    /// Writes a file under a temporary name and renames it, so that a reader finds all of it or nothing.
    pub(crate) fn write(&self, name: &str, value: &[u8]) -> io::Result<()> {
        let temporary = temporary_name(name)?;
        let mut file = self.open_file(&temporary, OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL)?;
        let rename = || rustix::fs::renameat(&self.handle, &temporary, &self.handle, name).map_err(io::Error::from);
        let written = file.write_all(value).and_then(|()| sync(&file)).and_then(|()| rename());
        if written.is_err() {
            // Clean up. If that fails too, a useless file stays behind.
            _ = self.remove(&temporary);
        }
        written.map_err(|error| with_path(&self.path.join(name), &error))
    }

    /// Removes a file, if it exists.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        let removed =
            rustix::fs::unlinkat(&self.handle, name, AtFlags::empty()).map_err(|error| with_path(&self.path.join(name), &error.into()));
        none_if_missing(removed).map(drop)
    }

    /// Opens a file to lock. Its content does not change.
    pub(crate) fn lock_file(&self, name: &str) -> io::Result<File> {
        self.open_file(name, OFlags::RDWR | OFlags::CREATE)
    }

    /// Opens a regular file of this folder that belongs to the user. Never follows a link, and never blocks, as opening a FIFO
    /// would.
    fn open_file(&self, name: &str, flags: OFlags) -> io::Result<File> {
        let path = self.path.join(name);
        let always = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let handle = rustix::fs::openat(&self.handle, name, flags | always, Mode::RUSR | Mode::WUSR).map_err(|error| match error {
            // FreeBSD reports EMLINK.
            rustix::io::Errno::LOOP | rustix::io::Errno::MLINK => untrusted(&path, "is a link"),
            error => with_path(&path, &error.into()),
        })?;
        let file = File::from(handle);
        let found = file.metadata()?;
        check_file(&path, &found)?;
        if found.mode() & 0o600 != 0o600 && flags.contains(OFlags::CREATE) {
            // The umask removed permissions of the owner when the file was created.
            file.set_permissions(Permissions::from_mode(0o600))?;
        }
        Ok(file)
    }
}

/// Waits until the file is on the disk.
#[cfg(not(target_vendor = "apple"))]
fn sync(file: &File) -> io::Result<()> {
    file.sync_all()
}

/// The same on macOS, where `sync_all` also empties the drive's own cache (`F_FULLFSYNC`). That can take longer than the 100 ms that a store
/// has. An entry that a power failure cuts off is noticed, because it is sealed, and costs one token request.
#[cfg(target_vendor = "apple")]
fn sync(file: &File) -> io::Result<()> {
    Ok(rustix::fs::fsync(file)?)
}

fn check_folder(path: &Path, found: &Metadata) -> io::Result<()> {
    let (owner, mode, path) = (found.uid(), found.mode() & 0o7777, path.display());
    if owner != user() {
        return Err(io::Error::other(format!("the folder {path} must belong to user {}, it belongs to user {owner}", user())));
    }
    if mode & 0o077 != 0 {
        return Err(io::Error::other(format!("the folder {path} must have mode 0700, it has {mode:04o}: others can access it")));
    }
    Ok(())
}

fn check_file(path: &Path, found: &Metadata) -> io::Result<()> {
    let (kind, mode) = (found.file_type(), found.mode() & 0o7777);
    if !kind.is_file() {
        let actual = match () {
            () if kind.is_dir() => "is a folder",
            () if kind.is_fifo() => "is a FIFO",
            () => "is a device or a socket",
        };
        return Err(untrusted(path, actual));
    }
    if found.uid() != user() {
        return Err(untrusted(path, &format!("belongs to user {}", found.uid())));
    }
    if mode & 0o077 != 0 {
        return Err(untrusted(path, &format!("has mode {mode:04o}")));
    }
    // A file that another process has replaced since it was opened has no link.
    if found.nlink() > 1 {
        return Err(untrusted(path, &format!("has {} links", found.nlink())));
    }
    Ok(())
}

fn untrusted(path: &Path, actual: &str) -> io::Error {
    let user = user();
    io::Error::other(format!(
        "{} is not trusted: it must be a file of user {user} with mode 0600 and one link, it {actual}",
        path.display()
    ))
}
