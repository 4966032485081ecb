//! Find an error of a known type along a chain of causes.

use std::error::Error as StdError;
use std::io;

/// Why a connection could not be opened.
pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// An error of the HTTP library.
pub(super) type Cause = dyn StdError + 'static;

/// The first error of type `T` in the chain.
pub(super) fn find<T: StdError + 'static>(error: &Cause) -> Option<&T> {
    causes(error).find_map(|cause| cause.downcast_ref::<T>())
}

/// An error and its causes, outermost first. `io::Error::source` skips the error that it wraps: rustls's error is in there,
/// sometimes two of them deep, and so is the system's error in a handshake.
pub(super) fn causes(error: &Cause) -> impl Iterator<Item = &Cause> {
    std::iter::successors(Some(error), |&cause| {
        let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        wrapped.map(|wrapped| -> &Cause { wrapped }).or_else(|| cause.source())
    })
}
