//! How many exchanges may be open at a time: as many as the process has file descriptors to spare.
//!
//! Ten thousand calls at once in a function that may open 1,024 files wait for one another instead of failing with
//! EMFILE, together with everything else the process wants to open.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Open exchanges are counted; each holds its place until its answer has been read.
#[derive(Clone)]
pub struct Slots(Arc<Semaphore>);

/// One place.
pub type Slot = OwnedSemaphorePermit;

impl Default for Slots {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(most(descriptors()))))
    }
}

impl Slots {
    /// A place; waits for one where there is none.
    pub async fn take(&self) -> Slot {
        Arc::clone(&self.0).acquire_owned().await.expect("it is never closed")
    }
}

/// Half of the descriptors are left to the rest of the process.
fn most(descriptors: u64) -> usize {
    usize::try_from(descriptors / 2).unwrap_or(usize::MAX).clamp(64, 16_384)
}

/// How many files the process may have open.
#[cfg(unix)]
fn descriptors() -> u64 {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// Elsewhere sockets are not counted among files.
#[cfg(not(unix))]
fn descriptors() -> u64 {
    u64::MAX
}

#[cfg(test)]
mod tests {
    use super::most;

    #[test]
    fn half_of_the_descriptors_are_ours() {
        assert_eq!(most(1024), 512);
        assert_eq!(most(20), 64);
        assert_eq!(most(u64::MAX), 16_384);
    }
}
