//! Tokens in files that only their owner can read.
//!
//! An entry is written to a temporary name, synced and renamed: whoever reads finds all of it or nothing. The lock is
//! the operating system's, on a file that stays where it is: it goes with the process that has it, however that ends.

use std::fs::{File, TryLockError};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::folder::Folder;
use super::location::Location;
use super::{LockOutcome, StoreError, TokenStore};
use crate::future::BoxFuture;
use crate::thread_pool::{FILES, PoolError};

/// An entry is a few KB; anything larger is none of ours.
const LARGEST: u64 = 64 * 1024;

/// Keeps tokens in a folder.
#[derive(Clone)]
pub struct FileStore {
    place: Arc<Location>,
}

impl FileStore {
    /// Keeps them in `folder`; where none is named, in the user's cache folder.
    pub fn new(folder: Option<PathBuf>) -> Self {
        let place = folder.map_or_else(|| Location::cache(|name| std::env::var_os(name)), Location::Named);
        Self { place: Arc::new(place) }
    }

    /// Does `work` in the folder, which is checked anew each time. Where it is missing: `None`, or it is made.
    fn within<T: Send + 'static>(
        &self,
        make: bool,
        work: impl Fn(&Folder) -> io::Result<T> + Send + 'static,
    ) -> BoxFuture<'static, Result<Option<T>, StoreError>> {
        let place = Arc::clone(&self.place);
        Self::blocking(move || {
            let once = || Folder::open(&place.folder(), make)?.as_ref().map(&work).transpose();
            match once() {
                // Somebody has removed the folder meanwhile.
                Ok(None) if make => once(),
                Err(error) if make && error.kind() == io::ErrorKind::NotFound => once(),
                outcome => outcome,
            }
        })
    }

    fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> BoxFuture<'static, Result<T, StoreError>> {
        Box::pin(async move {
            match FILES.run(work).await {
                Ok(done) => done.map_err(|error| StoreError::new(error.to_string())),
                Err(PoolError::NoThread(error, _)) => Err(StoreError::new(format!("no thread could be started for it: {error}"))),
                Err(PoolError::Panicked) => Err(StoreError::new("it ended without an answer")),
            }
        })
    }
}

fn file_name(key: &str, ending: &str) -> String {
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{plain}.{ending}")
}

impl TokenStore for FileStore {
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreError>> {
        let name = file_name(key, "token");
        let read = self.within(false, move |folder| folder.read(&name, LARGEST));
        Box::pin(async move { Ok(read.await?.flatten()) })
    }

    fn set(&self, key: &str, value: Vec<u8>, _ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreError>> {
        // How long it is good for is sealed in the entry itself.
        let name = file_name(key, "token");
        done(self.within(true, move |folder| folder.write(&name, &value)))
    }

    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreError>> {
        let name = file_name(key, "token");
        let removed = self.within(false, move |folder| folder.remove(&name));
        Box::pin(async move { removed.await.map(drop) })
    }

    fn lock(&self, key: &str, _ttl_ms: u64) -> BoxFuture<'static, Result<LockOutcome, StoreError>> {
        let name = file_name(key, "lock");
        done(self.within(true, move |folder| {
            let file = folder.lock_file(&name)?;
            match file.try_lock() {
                Ok(()) => held(file),
                Err(TryLockError::WouldBlock) => Ok(LockOutcome::Busy(Some(file.metadata()?.modified()?))),
                Err(TryLockError::Error(error)) => Err(error),
            }
        }))
    }
}

/// Something that was done in a folder which was made where it was missing.
fn done<T: Send + 'static>(asked: BoxFuture<'static, Result<Option<T>, StoreError>>) -> BoxFuture<'static, Result<T, StoreError>> {
    Box::pin(async move { asked.await?.ok_or_else(|| StoreError::new("its folder is removed as soon as it is made")) })
}

/// The lock of `file`. Its holder says that it is alive by the time at which the file was changed last.
fn held(file: File) -> io::Result<LockOutcome> {
    let file = Arc::new(file);
    let beat = |file: &File| file.set_modified(SystemTime::now());
    beat(&file)?;
    let with_heartbeat = Arc::downgrade(&file);
    let beats = move || -> BoxFuture<'static, ()> {
        let file = with_heartbeat.clone();
        let beaten = FileStore::blocking(move || file.upgrade().map_or(Ok(()), |file| beat(&file)));
        // A beat that fails is one that is missing: the others stop waiting.
        Box::pin(async move { _ = beaten.await })
    };
    // Closing the file lets go of the lock.
    Ok(LockOutcome::acquired(move || drop(file)).with_heartbeat(beats))
}
