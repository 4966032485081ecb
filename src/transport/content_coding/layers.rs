//! The decoders of the codings of one body, one reading from the other.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::mpsc::{Receiver, TryRecvError};

use bytes::Bytes;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

/// A coding that can be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// RFC 1952.
    Gzip,
    /// RFC 1950, or RFC 1951 alone, which some servers send.
    Deflate,
}

/// A decoder. It fails with `WouldBlock` if it needs more input.
pub(super) type Layer = Box<dyn Read + Send>;
type Source = Box<dyn BufRead + Send>;

/// The first byte of each gzip member (RFC 1952, section 2.3.1).
const GZIP_MAGIC: u8 = 0x1f;

/// Decodes `codings`, of which the last was applied last.
pub(super) fn layers(input: Input, codings: &[Coding]) -> Layer {
    let mut codings = codings.iter().rev();
    let first = codings.next().expect("a body without codings is not decoded");
    codings.fold(layer(*first, Box::new(input)), |inner, coding| layer(*coding, Box::new(BufReader::new(inner))))
}

fn layer(coding: Coding, source: Source) -> Layer {
    match coding {
        Coding::Gzip => Box::new(Gzip { decoder: GzDecoder::new(source), is_done: false }),
        Coding::Deflate => Box::new(Deflate::Start { source: Some(source), first: Vec::new() }),
    }
}

/// The pieces of a body that have come so far. The end of the channel is the end of the body.
pub(super) struct Input {
    piece: Bytes,
    pieces: Receiver<Bytes>,
}

impl Input {
    /// The body whose pieces come through `pieces`.
    pub(super) fn new(pieces: Receiver<Bytes>) -> Self {
        Self { piece: Bytes::new(), pieces }
    }
}

impl BufRead for Input {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.piece.is_empty() {
            match self.pieces.try_recv() {
                Ok(piece) => self.piece = piece,
                Err(TryRecvError::Empty) => return Err(io::ErrorKind::WouldBlock.into()),
                Err(TryRecvError::Disconnected) => return Ok(&[]),
            }
        }
        Ok(&self.piece)
    }

    fn consume(&mut self, count: usize) {
        _ = self.piece.split_to(count);
    }
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, into)
    }
}

/// gzip with all its members. What follows the last one is ignored, as gzip itself and zlib's readers do: some servers pad with zeros.
struct Gzip {
    decoder: GzDecoder<Source>,
    is_done: bool,
}

impl Read for Gzip {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while !self.is_done {
            let count = self.decoder.read(into)?;
            if count > 0 {
                return Ok(count);
            }
            match self.decoder.get_mut().fill_buf()?.first() {
                Some(&GZIP_MAGIC) => {
                    let source = self.decoder.reset(Box::new(io::empty()));
                    self.decoder.reset(source);
                }
                _ => self.is_done = true,
            }
        }
        Ok(0)
    }
}

/// deflate, in zlib's format or without it. The first two bytes tell which.
enum Deflate {
    Start { source: Option<Source>, first: Vec<u8> },
    Decoding(Layer),
}

impl Read for Deflate {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if let Self::Start { source: waiting, first } = self
            && let Some(source) = waiting
        {
            while first.len() < 2 {
                let Some(&byte) = source.fill_buf()?.first() else { break };
                first.push(byte);
                source.consume(1);
            }
            let is_zlib = is_zlib(first);
            let start = Cursor::new(std::mem::take(first));
            let whole = start.chain(waiting.take().expect("it was there a moment ago"));
            *self = Self::Decoding(if is_zlib { Box::new(ZlibDecoder::new(whole)) } else { Box::new(DeflateDecoder::new(whole)) });
        }
        match self {
            Self::Decoding(layer) => layer.read(into),
            Self::Start { .. } => Ok(0),
        }
    }
}

/// Whether a stream that begins like this has zlib's header (RFC 1950, section 2.2): method 8, and a multiple of 31.
fn is_zlib(first: &[u8]) -> bool {
    matches!(first, &[method, flags] if method & 0x0f == 8 && u16::from_be_bytes([method, flags]).is_multiple_of(31))
}

fn read_buffered(source: &mut impl BufRead, into: &mut [u8]) -> io::Result<usize> {
    let count = source.fill_buf()?.read(into)?;
    source.consume(count);
    Ok(count)
}
