//! A panic is a defect of ours. It ends what it happened in, never the process.

use std::panic::{AssertUnwindSafe, catch_unwind};

use futures_util::FutureExt as _;

use crate::error::Error;

/// What the caller is told. The text of a panic may hold anything, so it is not passed on.
pub const WORDS: &str = "a defect in pipedream-native ended this call; please report what you called";

/// What is left of work that panicked.
#[derive(Debug, Clone, Copy)]
pub struct Defect;

impl From<Defect> for Error {
    fn from(_: Defect) -> Self {
        Self::Internal { message: WORDS.into() }
    }
}

/// Does `work`; a panic in it is a [`Defect`].
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Defect> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Defect)
}

/// The same for work that waits.
pub async fn caught_in<T>(work: impl Future<Output = T>) -> Result<T, Defect> {
    AssertUnwindSafe(work).catch_unwind().await.map_err(|_| Defect)
}

#[cfg(feature = "inject-panics")]
static ARMED: parking_lot::Mutex<Option<String>> = parking_lot::Mutex::new(None);

/// The next time `place` is reached it panics, once.
#[cfg(feature = "inject-panics")]
pub fn arm(place: String) {
    *ARMED.lock() = Some(place);
}

/// In the test build: panics if a test has asked for it at `place`.
#[cfg(feature = "inject-panics")]
pub fn injected(place: &str) {
    let hit = ARMED.lock().take_if(|armed| armed == place).is_some();
    assert!(!hit, "injected at {place}, with secret-hush in its text");
}

/// Nothing, but for the test build.
#[cfg(not(feature = "inject-panics"))]
pub fn injected(_place: &str) {}
