//! Decode the content codings of an answer (RFC 9110, section 8.4): gzip and deflate, whether or not the request asked for them.
//!
//! A body is decoded piece by piece, and a piece has a limited size, so a small body that expands to gigabytes takes little memory: the
//! reader stops at its own limit. An answer with another coding is an error that names the coding.

mod layers;
#[cfg(test)]
mod tests;

use std::io::{self, Read};
use std::sync::mpsc::{Sender, channel};

use bytes::Bytes;
use http::{HeaderMap, header};
use url::Url;

use self::layers::{Coding, Input, Layer};
use super::exchange::Pieces;
use super::fault;
use crate::error::{ConnectionFault, Error, Progress};
use crate::future::BoxFuture;
use crate::head::Head;

/// How many codings an answer may have. curl and undici allow as many.
const MAX_CODINGS: usize = 5;
/// How large a decoded piece may be. After each one that is as large, other calls have their turn on the thread.
const MAX_PIECE: usize = 256 << 10;
/// How large a decoded piece is at first for each byte of its input. A page of JSON expands by a factor of 6.
const EXPECTED_RATIO: usize = 8;
const MIN_PIECE: usize = 1 << 10;

/// `body` without the content codings that `head` names. `url` is for messages.
pub(crate) fn decoded(head: &Head, body: Box<dyn Pieces>, url: &Url) -> Box<dyn Pieces> {
    if !head.headers.contains_key(header::CONTENT_ENCODING) {
        return body;
    }
    let state = match codings(&head.headers) {
        Ok(codings) if codings.is_empty() => return body,
        Ok(codings) => State::Start(codings),
        Err(reason) => State::Unsupported(reason),
    };
    let label = format!("the answer of {} with status {}", fault::origin(url), head.status.as_u16());
    Box::new(DecodedBody { body, state, label, unyielded: 0 })
}

/// The codings of an answer, in the order in which they were applied, or why they cannot be decoded.
fn codings(headers: &HeaderMap) -> Result<Vec<Coding>, String> {
    let mut codings = Vec::new();
    for value in headers.get_all(header::CONTENT_ENCODING) {
        for name in value.as_bytes().split(|&byte| byte == b',').map(<[u8]>::trim_ascii) {
            match &*name.to_ascii_lowercase() {
                b"" | b"identity" => {}
                b"gzip" | b"x-gzip" => codings.push(Coding::Gzip),
                b"deflate" => codings.push(Coding::Deflate),
                _ => {
                    let name: String = String::from_utf8_lossy(name).chars().take(40).collect();
                    return Err(format!("has the content coding {name:?}, which cannot be decoded: only gzip and deflate can"));
                }
            }
        }
    }
    if codings.len() > MAX_CODINGS {
        return Err(format!("has {} content codings, more than {MAX_CODINGS}", codings.len()));
    }
    Ok(codings)
}

/// A body that is decoded while it is read.
struct DecodedBody {
    body: Box<dyn Pieces>,
    state: State,
    /// Names the origin and the status, for messages.
    label: String,
    /// How many bytes were decoded since the thread last did something else.
    unyielded: usize,
}

enum State {
    /// No byte has come. A body without any is empty, whatever coding it has: HEAD, 204 and 304 have none.
    Start(Vec<Coding>),
    /// The same, but the coding is not known.
    Unsupported(String),
    Decoding {
        layer: Layer,
        /// Where pieces of the body go. `None` after its end.
        input: Option<Sender<Bytes>>,
        /// The size of the last piece of input.
        received: usize,
    },
    /// What was decoded before the fault has been given already.
    Corrupt(io::Error),
    /// All has been decoded. What follows is read, so that the connection can be used again, but not decoded.
    Decoded,
}

/// Why decoding stopped.
enum Stop {
    /// The piece is as large as it may be.
    Full,
    NeedsInput,
    End,
    Failed(io::Error),
}

impl DecodedBody {
    async fn next_piece(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            if let State::Decoding { layer, received, .. } = &mut self.state {
                if self.unyielded >= MAX_PIECE {
                    self.unyielded = 0;
                    tokio::task::yield_now().await;
                }
                let (piece, stop) = decode(layer, *received);
                match stop {
                    Stop::Full | Stop::NeedsInput => {}
                    Stop::End => self.state = State::Decoded,
                    Stop::Failed(error) => self.state = State::Corrupt(error),
                }
                if !piece.is_empty() {
                    self.unyielded += piece.len();
                    return Ok(Some(piece.into()));
                }
            }
            if let State::Corrupt(error) = &self.state {
                let reason = corruption(error);
                return Err(self.failed(ConnectionFault::CorruptBody, &reason));
            }
            let piece = self.body.next().await?.filter(|piece| !piece.is_empty());
            self.state = match (std::mem::replace(&mut self.state, State::Decoded), piece) {
                (State::Start(codings), Some(piece)) => {
                    let (sender, pieces) = channel();
                    let received = piece.len();
                    _ = sender.send(piece);
                    State::Decoding { layer: layers::layers(Input::new(pieces), &codings), input: Some(sender), received }
                }
                (State::Unsupported(reason), Some(_)) => {
                    return Err(self.failed(ConnectionFault::UnsupportedEncoding, &reason));
                }
                (State::Decoding { layer, input: Some(input), .. }, Some(piece)) => {
                    let received = piece.len();
                    _ = input.send(piece);
                    State::Decoding { layer, input: Some(input), received }
                }
                (State::Decoding { layer, .. }, None) => State::Decoding { layer, input: None, received: 0 },
                (_, None) => return Ok(None),
                (state, Some(_)) => state,
            };
        }
    }

    fn failed(&mut self, fault: ConnectionFault, reason: &str) -> Error {
        self.state = State::Decoded;
        Error::connection(fault, format!("{} {reason}", self.label), Progress::Sent)
    }
}

impl Pieces for DecodedBody {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(self.next_piece())
    }
}

/// Decodes until there is no more input, or the piece is as large as it may be.
fn decode(layer: &mut Layer, received: usize) -> (Vec<u8>, Stop) {
    let mut piece = Vec::new();
    let mut filled = 0;
    let stop = loop {
        if filled == piece.len() {
            if filled >= MAX_PIECE {
                break Stop::Full;
            }
            let size = if filled == 0 { received.saturating_mul(EXPECTED_RATIO) } else { filled * 2 };
            piece.resize(size.clamp(MIN_PIECE, MAX_PIECE), 0);
        }
        match layer.read(&mut piece[filled..]) {
            Ok(0) => break Stop::End,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break Stop::NeedsInput,
            Err(error) => break Stop::Failed(error),
        }
    };
    piece.truncate(filled);
    (piece, stop)
}

/// What is wrong with a body that cannot be decoded.
fn corruption(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "ends before its compressed data does".into(),
        _ => format!("has compressed data that cannot be decoded: {error}"),
    }
}
