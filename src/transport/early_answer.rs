//! An answer that comes before its request is sent completely, such as a 413 to a large upload.
//!
//! A server that answers early may close the connection while the rest of the request is under way. The next write then fails, although
//! the answer has arrived and can be read. The HTTP library gives up at a failed write, so [`WriteFault`] hides the failure from it: writes
//! wait, and the reader finds the answer, or else gets the failure of the write.
//!
//! Once an early answer has been read, the rest of the request is of no use. [`SendState`] then ends the connection, which is never used
//! again, and with it the source of the upload.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBuf, ReadBufCursor};

/// How far a connection has sent what it was given.
#[derive(Default)]
pub(crate) struct SendState {
    /// Whether bytes of the current request have not reached the operating system yet.
    has_unsent: AtomicBool,
    /// Whether the connection ends, because its request was answered before it was sent.
    is_aborted: AtomicBool,
}

impl SendState {
    /// Bytes are about to be written.
    pub(crate) fn writing(&self) {
        self.has_unsent.store(true, Ordering::Relaxed);
    }

    /// All bytes have reached the operating system.
    pub(crate) fn flushed(&self) {
        self.has_unsent.store(false, Ordering::Relaxed);
    }

    /// Whether bytes wait to be sent.
    pub(crate) fn has_unsent(&self) -> bool {
        self.has_unsent.load(Ordering::Relaxed)
    }

    /// Ends the connection at its next read or write.
    pub(crate) fn abort(&self) {
        self.is_aborted.store(true, Ordering::Release);
    }

    /// Whether the connection is to end.
    pub(crate) fn is_aborted(&self) -> bool {
        self.is_aborted.load(Ordering::Acquire)
    }
}

/// The failure of a write, kept until the reader has read what arrived before it.
#[derive(Default)]
pub(crate) struct WriteFault(Option<io::Error>);

impl WriteFault {
    /// Whether a write has failed. No further write may be tried, and each waits.
    pub(crate) fn is_set(&self) -> bool {
        self.0.is_some()
    }

    /// The outcome of a write for the HTTP library. It waits if the other side has closed the connection.
    pub(crate) fn after_write<T>(&mut self, written: Poll<io::Result<T>>, context: &Context<'_>) -> Poll<io::Result<T>> {
        match written {
            Poll::Ready(Err(error)) if is_closed(&error) => {
                self.0 = Some(error);
                // The library reads before it writes. It has to read again to find what arrived in between.
                context.waker().wake_by_ref();
                Poll::Pending
            }
            written => written,
        }
    }

    /// Reads from `io`. After its last byte the reader gets the failure of the write.
    pub(crate) fn poll_read<I: Read + ?Sized>(
        &mut self,
        io: Pin<&mut I>,
        context: &mut Context<'_>,
        mut buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        if self.0.is_none() {
            return io.poll_read(context, buffer);
        }
        let mut bytes = [0; 4096];
        let size = bytes.len().min(buffer.remaining());
        let mut read = ReadBuf::new(&mut bytes[..size]);
        match io.poll_read(context, read.unfilled()) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(())) if !read.filled().is_empty() => {
                buffer.put_slice(read.filled());
                Poll::Ready(Ok(()))
            }
            Poll::Ready(_) => Poll::Ready(Err(self.0.as_ref().map_or(io::ErrorKind::ConnectionReset, io::Error::kind).into())),
        }
    }
}

/// Whether the other side has closed the connection.
fn is_closed(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted)
}
