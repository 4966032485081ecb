//! The stream of a connection that counts until it is closed.

use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};

/// A stream of bytes in both directions.
pub(crate) trait Io: Read + Write + Send {}

impl<T: Read + Write + Send> Io for T {}

/// A stream, and the permit to have it open.
pub(crate) struct TrackedStream {
    io: Pin<Box<dyn Io>>,
    /// Dropped after `io`, so that the descriptor is free when the next connection is opened.
    _permit: Box<dyn Send>,
    is_proxied: bool,
}

impl TrackedStream {
    /// A stream that keeps `permit` until it is closed. `is_proxied`: requests must have their absolute URL in the request line.
    pub(crate) fn new(io: Pin<Box<dyn Io>>, permit: Box<dyn Send>, is_proxied: bool) -> Self {
        Self { io, _permit: permit, is_proxied }
    }

    /// Whether requests must have their absolute URL in the request line.
    pub(crate) fn is_proxied(&self) -> bool {
        self.is_proxied
    }
}

impl Read for TrackedStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<std::io::Result<()>> {
        self.io.as_mut().poll_read(context, buffer)
    }
}

impl Write for TrackedStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        self.io.as_mut().poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.io.as_mut().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.io.as_mut().poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        self.io.as_mut().poll_write_vectored(context, bytes)
    }
}
