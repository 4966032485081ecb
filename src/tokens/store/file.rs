//! Tokens in files that only their owner can read.
//!
//! An entry is written under a temporary name, synced and renamed, so that a reader finds all of it or nothing. The lock is
//! an operating system lock on a file that is never removed. The system releases it when its process ends, however that
//! happens.

use std::fs::{File, TryLockError};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::folder::Folder;
use super::location::Location;
use super::lock::LockOutcome;
use super::token_store::{StoreError, TokenStore};
use crate::future::BoxFuture;
use crate::thread_pool::{FILES, PoolError};

/// An entry is a few KB. More than this is not read.
const MAX_SIZE: u64 = 64 * 1024;

/// Keeps tokens in a folder.
#[derive(Clone)]
pub(crate) struct FileStore {
    location: Arc<Location>,
}

impl FileStore {
    /// Keeps tokens in `folder`. Default: a folder in the user's cache folder.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        let location = folder.map_or_else(|| Location::cache(|name| std::env::var_os(name)), Location::Named);
        Self { location: Arc::new(location) }
    }

    /// Does `work` in the folder, which is checked each time. If it is missing, it is created if `create`, otherwise the
    /// result is `None`.
    fn in_folder<T: Send + 'static>(
        &self,
        create: bool,
        work: impl Fn(&Folder) -> io::Result<T> + Send + 'static,
    ) -> BoxFuture<'static, Result<Option<T>, StoreError>> {
        let location = Arc::clone(&self.location);
        Self::blocking(move || {
            let attempt = || Folder::open(&location.folder(), create)?.as_ref().map(&work).transpose();
            match attempt() {
                // The folder was removed meanwhile.
                Ok(None) if create => attempt(),
                Err(error) if create && error.kind() == io::ErrorKind::NotFound => attempt(),
                outcome => outcome,
            }
        })
    }

    fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> BoxFuture<'static, Result<T, StoreError>> {
        Box::pin(async move {
            match FILES.run(work).await {
                Ok(done) => done.map_err(|error| StoreError::new(error.to_string())),
                Err(PoolError::NoThread(error, _)) => Err(StoreError::new(format!("no thread could be started for it: {error}"))),
                Err(PoolError::Panicked) => Err(StoreError::new("its operation ended without a result")),
            }
        })
    }
}

fn file_name(key: &str, extension: &str) -> String {
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{plain}.{extension}")
}

impl TokenStore for FileStore {
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreError>> {
        let name = file_name(key, "token");
        let read = self.in_folder(false, move |folder| folder.read(&name, MAX_SIZE));
        Box::pin(async move { Ok(read.await?.flatten()) })
    }

    fn set(&self, key: &str, value: Vec<u8>, _ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreError>> {
        // The lifetime is sealed in the entry itself.
        let name = file_name(key, "token");
        created(self.in_folder(true, move |folder| folder.write(&name, &value)))
    }

    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreError>> {
        let name = file_name(key, "token");
        let removed = self.in_folder(false, move |folder| folder.remove(&name));
        Box::pin(async move { removed.await.map(drop) })
    }

    fn lock(&self, key: &str, _ttl_ms: u64) -> BoxFuture<'static, Result<LockOutcome, StoreError>> {
        let name = file_name(key, "lock");
        created(self.in_folder(true, move |folder| {
            let file = folder.lock_file(&name)?;
            match file.try_lock() {
                Ok(()) => acquired(file),
                Err(TryLockError::WouldBlock) => Ok(LockOutcome::Busy(Some(file.metadata()?.modified()?))),
                Err(TryLockError::Error(error)) => Err(error),
            }
        }))
    }
}

/// The outcome of work in a folder that is created if it is missing.
fn created<T: Send + 'static>(work: BoxFuture<'static, Result<Option<T>, StoreError>>) -> BoxFuture<'static, Result<T, StoreError>> {
    Box::pin(async move { work.await?.ok_or_else(|| StoreError::new("its folder is removed as soon as it is created")) })
}

/// The lock on `file`. A heartbeat sets the file's modification time.
fn acquired(file: File) -> io::Result<LockOutcome> {
    let file = Arc::new(file);
    let touch = |file: &File| file.set_modified(SystemTime::now());
    touch(&file)?;
    let weak = Arc::downgrade(&file);
    let heartbeat = move || -> BoxFuture<'static, ()> {
        let file = weak.clone();
        let touched = FileStore::blocking(move || file.upgrade().map_or(Ok(()), |file| touch(&file)));
        // A failure counts as a missing heartbeat: other processes stop waiting.
        Box::pin(async move { _ = touched.await })
    };
    // Closing the file releases the lock.
    Ok(LockOutcome::acquired(move || drop(file)).with_heartbeat(heartbeat))
}
