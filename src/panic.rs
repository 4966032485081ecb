//! A panic is a bug of this package. It ends the work that it happened in, never the process.

use std::panic::{AssertUnwindSafe, catch_unwind};

use futures_util::FutureExt as _;

use crate::error::Error;

/// The message for the caller. The message of the panic is not passed on, since it may hold anything.
pub(crate) const MESSAGE: &str = "a bug in pipedream-native ended this call; please report what you called";

/// The outcome of work that panicked.
#[derive(Debug, Clone, Copy)]
pub struct Panicked;

impl From<Panicked> for Error {
    fn from(_: Panicked) -> Self {
        Self::Internal { message: MESSAGE.into() }
    }
}

/// Runs `work` and catches a panic in it.
pub(crate) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Panicked)
}

/// Awaits `work` and catches a panic in it.
pub(crate) async fn catch_async<T>(work: impl Future<Output = T>) -> Result<T, Panicked> {
    AssertUnwindSafe(work).catch_unwind().await.map_err(|_| Panicked)
}

#[cfg(feature = "inject-panics")]
static ARMED: parking_lot::Mutex<Option<String>> = parking_lot::Mutex::new(None);

/// Makes the next [`inject`] with this `place` panic.
#[cfg(feature = "inject-panics")]
pub(crate) fn arm(place: String) {
    *ARMED.lock() = Some(place);
}

/// In the test build: panics if a test has armed `place`.
#[cfg(feature = "inject-panics")]
pub(crate) fn inject(place: &str) {
    let is_armed = ARMED.lock().take_if(|armed| armed == place).is_some();
    assert!(!is_armed, "injected at {place}, with secret-hush in its text");
}

/// Does nothing outside the test build.
#[cfg(not(feature = "inject-panics"))]
pub(crate) fn inject(_place: &str) {}
