//! What all exchanges on a connection share, and how many there are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::transport::tracked_stream::StreamState;

/// What all senders of a connection share.
pub(super) struct Shared {
    /// The bytes of the connection.
    pub(super) stream: Arc<StreamState>,
    /// How many streams of HTTP/2 are open.
    pub(super) streams: AtomicUsize,
}

impl Shared {
    /// No stream is open.
    pub(super) fn new(stream: &Arc<StreamState>) -> Self {
        Self { stream: Arc::clone(stream), streams: AtomicUsize::new(0) }
    }
}

/// A stream that is open until this is dropped.
pub(super) struct OpenStream(Arc<Shared>);

impl OpenStream {
    /// One more stream is open.
    pub(super) fn new(shared: &Arc<Shared>) -> Self {
        shared.streams.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(shared))
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.streams.fetch_sub(1, Ordering::Relaxed);
    }
}
