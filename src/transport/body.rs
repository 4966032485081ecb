//! The bodies of a request and its answer, on their way through the HTTP library.
//!
//! Here it is known whether an exchange waits for the network or for the caller.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::Stream;
use hyper::body::{Body, Frame, SizeHint};
use parking_lot::Mutex;
use url::Url;

use super::connection_limit::{Cause, Place};
use super::connections::Link;
use super::{OutBody, Pieces, Source, fault};
use crate::error::{Error, Progress};
use crate::future::BoxFuture;

/// An exchange that goes on: its place, and its connection once that is known. Both of its bodies hold it.
pub struct Stay {
    link: Mutex<Option<Arc<Link>>>,
    place: Place,
}

impl Stay {
    /// One that has no connection yet.
    pub fn new(place: Place) -> Self {
        Self { link: Mutex::default(), place }
    }

    /// It was given this connection, in the place of another where it had one.
    pub fn on(&self, link: Arc<Link>) {
        let mut own = self.link.lock();
        if own.as_ref().is_some_and(|own| Arc::ptr_eq(own, &link)) {
            return;
        }
        link.work();
        if let Some(other) = own.replace(link) {
            other.rest();
        }
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        if let Some(link) = self.link.get_mut() {
            link.rest();
        }
    }
}

/// A body that can be sent at once.
pub enum Begun {
    /// All of it.
    Whole(Bytes),
    /// Its first piece, and where the others come from; nothing where it is empty.
    Stream(Option<(Bytes, Box<dyn Source>)>),
}

impl Begun {
    /// Waits for what is to be sent first.
    pub async fn of(body: OutBody) -> Result<Self, Error> {
        Ok(match body {
            OutBody::None => Self::Whole(Bytes::new()),
            OutBody::Bytes(bytes) => Self::Whole(bytes),
            OutBody::Stream(mut source) => {
                let first = source.next().await.map_err(|reason| Error::invalid(format!("the body could not be read: {reason}")))?;
                Self::Stream(first.map(|first| (first, source)))
            }
        })
    }

    /// The body, as part of an exchange.
    pub fn sending(self, stay: &Arc<Stay>) -> Sending {
        match self {
            Self::Whole(bytes) => Sending::Whole(bytes),
            Self::Stream(begun) => Sending::Stream { pieces: Box::pin(pieces_of(begun)), stay: Arc::clone(stay) },
        }
    }
}

/// The pieces of a stream of which the first is there.
fn pieces_of(begun: Option<(Bytes, Box<dyn Source>)>) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    let begun = begun.map(|(first, source)| (Some(first), source));
    futures_util::stream::try_unfold(begun, |state| async move {
        let Some((first, mut source)) = state else { return Ok(None) };
        let piece = match first {
            Some(first) => Some(first),
            None => source.next().await.map_err(std::io::Error::other)?,
        };
        Ok(piece.map(|piece| (piece, Some((None, source)))))
    })
}

/// A request body, as the library takes it.
pub enum Sending {
    /// All of it; nothing once it has been taken.
    Whole(Bytes),
    /// Piece by piece.
    Stream {
        /// The pieces.
        pieces: Pin<Box<dyn Stream<Item = Result<Bytes, std::io::Error>> + Send>>,
        /// Parked while there is none.
        stay: Arc<Stay>,
    },
}

impl Body for Sending {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match &mut *self {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Stream { pieces, stay } => {
                let piece = pieces.as_mut().poll_next(context);
                match piece.is_pending() {
                    true => stay.place.park(Cause::Dry),
                    false => stay.place.go_on(Cause::Dry),
                }
                piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Stream { .. } => SizeHint::default(),
        }
    }
}

/// The body of an answer that came over HTTP.
pub struct Receiving {
    body: hyper::body::Incoming,
    asked: Url,
    /// Until all of it has been read.
    stay: Option<Arc<Stay>>,
}

impl Receiving {
    /// The caller has it from now on.
    pub fn new(body: hyper::body::Incoming, asked: Url, stay: Arc<Stay>) -> Self {
        stay.place.park(Cause::Unread);
        Self { body, asked, stay: Some(stay) }
    }
}

impl Pieces for Receiving {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move {
            let Some(stay) = self.stay.clone() else { return Ok(None) };
            let reading = Reading::of(&stay.place);
            let piece = loop {
                match std::future::poll_fn(|context| Pin::new(&mut self.body).poll_frame(context)).await {
                    // Trailers say nothing that is passed on.
                    Some(Ok(frame)) => match frame.into_data() {
                        Ok(piece) => break Ok(Some(piece)),
                        Err(_) => continue,
                    },
                    Some(Err(error)) => break Err(fault::named(&error, &self.asked, Progress::Sent)),
                    None => break Ok(None),
                }
            };
            drop(reading);
            if !matches!(piece, Ok(Some(_))) {
                self.stay = None;
            }
            piece
        })
    }
}

/// While it is there the caller waits for the next piece. One that gives up waiting has the body in its hands again.
struct Reading<'a>(&'a Place);

impl<'a> Reading<'a> {
    fn of(place: &'a Place) -> Self {
        place.go_on(Cause::Unread);
        Self(place)
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.park(Cause::Unread);
    }
}
