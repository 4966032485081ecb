//! The stream of a tracked connection. It gives end-of-file once the connection is to be closed.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};

use super::connections::OpenConnection;
use super::early_answer::WriteFault;

/// A stream of bytes in both directions.
pub(crate) trait Io: Read + Write + Send {}

impl<T: Read + Write + Send> Io for T {}

/// The stream of a connection that counts until it is dropped.
pub(crate) struct TrackedStream {
    io: Pin<Box<dyn Io>>,
    /// Dropped after `io`, so that the descriptor is free when a waiter is notified.
    connection: OpenConnection,
    is_proxied: bool,
    write_fault: WriteFault,
}

impl TrackedStream {
    /// The stream of `connection`. `is_proxied`: requests must have their absolute URL in the request line.
    pub(crate) fn new(io: Pin<Box<dyn Io>>, connection: OpenConnection, is_proxied: bool) -> Self {
        Self { io, connection, is_proxied, write_fault: WriteFault::default() }
    }
}

impl Connection for TrackedStream {
    fn connected(&self) -> Connected {
        Connected::new().proxy(self.is_proxied).extra(Arc::clone(self.connection.info()))
    }
}

impl Read for TrackedStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<std::io::Result<()>> {
        if self.connection.info().is_closed() {
            return Poll::Ready(Ok(()));
        }
        let this = &mut *self;
        let read = this.write_fault.poll_read(this.io.as_mut(), context, buffer);
        if read.is_pending() {
            self.connection.info().register_reader(context.waker());
            if self.connection.info().is_closed() {
                return Poll::Ready(Ok(()));
            }
        }
        read
    }
}

impl TrackedStream {
    /// Writes with `write`, unless the connection is to end or a write has failed.
    fn poll_write_with(
        &mut self,
        context: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut dyn Io>, &mut Context<'_>) -> Poll<std::io::Result<usize>>,
    ) -> Poll<std::io::Result<usize>> {
        let send_state = self.connection.info().send_state();
        if send_state.is_aborted() {
            return Poll::Ready(Err(std::io::ErrorKind::BrokenPipe.into()));
        }
        if self.write_fault.is_set() {
            return Poll::Pending;
        }
        send_state.writing();
        let written = write(self.io.as_mut(), context);
        self.write_fault.after_write(written, context)
    }
}

impl Write for TrackedStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        self.poll_write_with(context, |io, context| io.poll_write(context, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        if self.write_fault.is_set() {
            return Poll::Pending;
        }
        let flushed = self.io.as_mut().poll_flush(context);
        if matches!(flushed, Poll::Ready(Ok(()))) {
            self.connection.info().send_state().flushed();
        }
        self.write_fault.after_write(flushed, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        if self.write_fault.is_set() {
            return Poll::Ready(Ok(()));
        }
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
        self.poll_write_with(context, |io, context| io.poll_write_vectored(context, bytes))
    }
}
