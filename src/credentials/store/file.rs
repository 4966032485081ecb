//! Tokens in files that only their owner can read.
//!
//! An entry is written to a temporary name, synced and renamed: whoever reads finds all of it or nothing. The lock is
//! the operating system's, on a file that stays where it is: it goes with the process that has it, however that ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Lease, StoreFault, TokenStore};
use crate::credentials::BoxFuture;
use crate::workers::{FILES, Unfinished};

/// An entry is a few KB; anything larger is none of ours.
const LARGEST: u64 = 64 * 1024;

/// Keeps tokens in a folder.
#[derive(Clone)]
pub struct FileStore {
    folder: Arc<PathBuf>,
}

impl FileStore {
    /// Keeps them in `folder`; where none is named, in the user's cache folder.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder: Arc::new(folder.unwrap_or_else(default_folder)) }
    }

    fn path(&self, key: &str, ending: &str) -> PathBuf {
        let plain: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
        self.folder.join(format!("{plain}.{ending}"))
    }

    fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> BoxFuture<'static, Result<T, StoreFault>> {
        Box::pin(async move {
            match FILES.run(work).await {
                Ok(done) => done.map_err(|error| StoreFault::new(error.to_string())),
                Err(Unfinished::Refused(error, _)) => Err(StoreFault::new(format!("no thread could be started for it: {error}"))),
                Err(Unfinished::Panicked) => Err(StoreFault::new("it ended without an answer")),
            }
        })
    }
}

fn default_folder() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = set("XDG_CACHE_HOME").or_else(|| set("LOCALAPPDATA")).or_else(|| set("HOME").map(|home| home.join(".cache")));
    cache.unwrap_or_else(std::env::temp_dir).join("pipedream-native")
}

impl TokenStore for FileStore {
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreFault>> {
        let path = self.path(key, "token");
        Self::blocking(move || read(&path))
    }

    fn set(&self, key: &str, value: Vec<u8>, _ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreFault>> {
        // How long it is good for is sealed in the entry itself.
        let (folder, path) = (Arc::clone(&self.folder), self.path(key, "token"));
        Self::blocking(move || write(&folder, &path, &value))
    }

    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreFault>> {
        let path = self.path(key, "token");
        Self::blocking(move || absent_is_fine(fs::remove_file(path)).map(drop))
    }

    fn lock(&self, key: &str, _ttl_ms: u64) -> BoxFuture<'static, Result<Lease, StoreFault>> {
        let (folder, path) = (Arc::clone(&self.folder), self.path(key, "lock"));
        Self::blocking(move || {
            make_folder(&folder)?;
            let file = private(OpenOptions::new().write(true).create(true).truncate(false)).open(path)?;
            match file.try_lock() {
                // Closing the file lets go of the lock.
                Ok(()) => Ok(Lease::held(move || drop(file))),
                Err(TryLockError::WouldBlock) => Ok(Lease::Busy),
                Err(TryLockError::Error(error)) => Err(error),
            }
        })
    }
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let Some(file) = absent_is_fine(File::open(path))? else { return Ok(None) };
    if !is_private(&file)? {
        return Err(io::Error::other("others may read or write its file, so it is not trusted"));
    }
    let mut value = Vec::new();
    file.take(LARGEST).read_to_end(&mut value)?;
    Ok(Some(value))
}

fn write(folder: &Path, path: &Path, value: &[u8]) -> io::Result<()> {
    make_folder(folder)?;
    let mut unique = [0; 8];
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut unique).map_err(|_| io::Error::other("there is no entropy"))?;
    let temporary = path.with_extension(format!("{:016x}.new", u64::from_le_bytes(unique)));
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&temporary)?;
    let written = file.write_all(value).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // Half an entry is of no use to anybody; that it cannot be removed either changes nothing.
        _ = fs::remove_file(&temporary);
    }
    written
}

fn absent_is_fine<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(unix)]
fn is_private(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(file.metadata()?.mode() & 0o077 == 0)
}

/// Elsewhere the user's own folders are private by inheritance.
#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(not(unix))]
fn is_private(_file: &File) -> io::Result<bool> {
    Ok(true)
}
