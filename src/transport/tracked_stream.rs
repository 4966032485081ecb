//! The stream of a connection that counts until it is closed. It can be ended although a request is being sent on it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};

use futures_util::task::AtomicWaker;
use hyper::rt::{Read, ReadBufCursor, Write};

use super::early_answer::{SendState, WriteFault};

/// What a stream and the exchange that uses it share.
#[derive(Default)]
pub(crate) struct StreamState {
    send_state: SendState,
    reader: AtomicWaker,
    /// How often something has arrived.
    arrivals: AtomicU64,
    /// Whether the other side is known to be gone.
    is_dead: AtomicBool,
}

impl StreamState {
    /// How far it has sent what it was given.
    pub(crate) fn send_state(&self) -> &SendState {
        &self.send_state
    }

    /// Ends the connection, although an exchange uses it: its request was answered before it was sent.
    pub(crate) fn abort(&self) {
        self.send_state.abort();
        self.reader.wake();
    }

    /// How often something has arrived so far.
    pub(crate) fn arrivals(&self) -> u64 {
        self.arrivals.load(Ordering::Relaxed)
    }

    /// The other side has not answered for so long that it is taken for dead: reads and writes fail from now on.
    pub(crate) fn declare_dead(&self) {
        self.is_dead.store(true, Ordering::Release);
        self.reader.wake();
    }

    fn check(&self) -> io::Result<()> {
        if self.is_dead.load(Ordering::Acquire) { Err(io::ErrorKind::TimedOut.into()) } else { Ok(()) }
    }
}

/// A stream of bytes in both directions.
pub(crate) trait Io: Read + Write + Send {}

impl<T: Read + Write + Send> Io for T {}

/// A stream, and the permit to have it open.
pub(crate) struct TrackedStream {
    io: Pin<Box<dyn Io>>,
    /// Dropped after `io`, so that the descriptor is free when the next connection is opened.
    _permit: Box<dyn Send>,
    is_proxied: bool,
    is_http2: bool,
    state: Arc<StreamState>,
    write_fault: WriteFault,
}

impl TrackedStream {
    /// A stream that keeps `permit` until it is closed. `is_proxied`: requests must have their absolute URL in the request line.
    /// `is_http2`: both sides have agreed on HTTP/2.
    pub(crate) fn new(io: Pin<Box<dyn Io>>, permit: Box<dyn Send>, is_proxied: bool, is_http2: bool) -> Self {
        Self { io, _permit: permit, is_proxied, is_http2, state: Arc::default(), write_fault: WriteFault::default() }
    }

    /// Whether both sides have agreed on HTTP/2.
    pub(crate) fn is_http2(&self) -> bool {
        self.is_http2
    }

    /// Whether requests must have their absolute URL in the request line.
    pub(crate) fn is_proxied(&self) -> bool {
        self.is_proxied
    }

    /// What it shares with the exchange that uses it.
    pub(crate) fn state(&self) -> &Arc<StreamState> {
        &self.state
    }
}

impl Read for TrackedStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        if self.state.send_state.is_aborted() {
            return Poll::Ready(Ok(()));
        }
        self.state.check()?;
        let this = &mut *self;
        let read = this.write_fault.poll_read(this.io.as_mut(), context, buffer);
        if read.is_pending() {
            self.state.reader.register(context.waker());
            if self.state.send_state.is_aborted() {
                return Poll::Ready(Ok(()));
            }
            self.state.check()?;
        } else {
            self.state.arrivals.fetch_add(1, Ordering::Relaxed);
        }
        read
    }
}

impl TrackedStream {
    /// Writes with `write`, unless the connection is to end or a write has failed.
    fn poll_write_with(
        &mut self,
        context: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut dyn Io>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let send_state = self.state.send_state();
        if send_state.is_aborted() {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        self.state.check()?;
        if self.write_fault.is_set() {
            return Poll::Pending;
        }
        send_state.writing();
        let written = write(self.io.as_mut(), context);
        self.write_fault.after_write(written, context)
    }
}

impl Write for TrackedStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_with(context, |io, context| io.poll_write(context, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.write_fault.is_set() {
            return Poll::Pending;
        }
        let flushed = self.io.as_mut().poll_flush(context);
        if matches!(flushed, Poll::Ready(Ok(()))) {
            self.state.send_state().flushed();
        }
        self.write_fault.after_write(flushed, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.write_fault.is_set() {
            return Poll::Ready(Ok(()));
        }
        self.io.as_mut().poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.poll_write_with(context, |io, context| io.poll_write_vectored(context, bytes))
    }
}
