//! Bodies in each coding, in pieces of any size, whole, cut short and corrupt.

use std::collections::VecDeque;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use futures_util::FutureExt as _;
use http::{HeaderValue, StatusCode};

use super::super::exchange::Incoming;
use super::*;

/// A body in pieces.
struct InPieces(VecDeque<Bytes>);

impl Pieces for InPieces {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(std::future::ready(Ok(self.0.pop_front())))
    }
}

fn head(status: u16, codings: &[&str]) -> Head {
    let mut head = Head { status: StatusCode::from_u16(status).unwrap(), ..Head::default() };
    for coding in codings {
        head.headers.append(header::CONTENT_ENCODING, HeaderValue::from_str(coding).unwrap());
    }
    head
}

fn answer(status: u16, codings: &[&str], body: &[u8], size: usize) -> Incoming {
    let pieces = InPieces(body.chunks(size.max(1)).map(Bytes::copy_from_slice).collect());
    let head = head(status, codings);
    let body = decoded(&head, Box::new(pieces), &Url::parse("https://api.example/v1").unwrap());
    Incoming { head, altered: false, body }
}

async fn read(status: u16, codings: &[&str], body: &[u8], size: usize) -> Result<Vec<u8>, Error> {
    answer(status, codings, body, size).read(1 << 30).await.map(Vec::from)
}

fn gzip(data: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn raw(data: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// Numbers that do not compress well, and text that does.
fn sample() -> Vec<u8> {
    let mut seed = 1_u32;
    let mut data = Vec::new();
    while data.len() < 200_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        data.extend_from_slice(format!("{{\"id\":\"apn_{seed}\",\"healthy\":true}},").as_bytes());
    }
    data
}

#[tokio::test]
async fn each_coding_is_decoded_whatever_the_size_of_the_pieces() {
    let data = sample();
    let members = [gzip(&data[..1000]), gzip(&data[1000..1000]), gzip(&data[1000..])].concat();
    let cases: [(&[&str], Vec<u8>); 12] = [
        (&["gzip"], gzip(&data)),
        (&["X-GZip"], gzip(&data)),
        (&["gzip"], members),
        (&["gzip"], [gzip(&data), vec![0; 512]].concat()),
        (&["deflate"], zlib(&data)),
        (&["DEFLATE"], raw(&data)),
        (&["gzip, deflate"], zlib(&gzip(&data))),
        (&["deflate", "identity", "gzip"], gzip(&raw(&data))),
        (&["gzip,gzip , gzip"], gzip(&gzip(&gzip(&data)))),
        (&["identity"], data.clone()),
        (&["", " , "], data.clone()),
        (&[], data.clone()),
    ];
    for (codings, body) in &cases {
        for size in [1, 2, 7, 1000, usize::MAX] {
            assert!(read(200, codings, body, size).await.unwrap() == data, "{codings:?} in pieces of {size}");
        }
    }
}

#[tokio::test]
async fn a_body_without_bytes_is_empty_in_any_coding() {
    for coding in ["gzip", "deflate", "br", "gzip, deflate"] {
        assert_eq!(read(200, &[coding], b"", 1).await.unwrap(), b"");
        assert_eq!(read(204, &[coding], b"", 1).await.unwrap(), b"");
    }
    for empty in [gzip(b""), zlib(b""), raw(b"")] {
        let coding = if empty[0] == 0x1f { "gzip" } else { "deflate" };
        assert_eq!(read(200, &[coding], &empty, 3).await.unwrap(), b"");
    }
}

fn fault(error: &Error) -> (ConnectionFault, String) {
    match error {
        Error::Connection { fault, message, progress: Progress::Sent, .. } => (*fault, message.clone()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_body_that_is_cut_short_or_corrupt_is_an_error_at_any_place() {
    let data = &sample()[..3000];
    for (coding, body) in [("gzip", gzip(data)), ("deflate", zlib(data)), ("deflate", raw(data)), ("gzip, deflate", zlib(&gzip(data)))] {
        for length in 1..body.len() {
            for size in [length, 13] {
                let error = read(200, &[coding], &body[..length], size).await.expect_err("the body is cut short");
                let (fault, message) = fault(&error);
                assert_eq!(fault, ConnectionFault::CorruptBody, "{coding} with {length} bytes");
                assert_eq!(message, "the answer of https://api.example with status 200 ends before its compressed data does");
            }
        }
    }
    let mut body = gzip(data);
    let checksum = body.len() - 8;
    body[checksum] ^= 1;
    for size in [1, body.len()] {
        let (fault, message) = fault(&read(200, &["gzip"], &body, size).await.expect_err("the checksum is wrong"));
        assert_eq!(fault, ConnectionFault::CorruptBody);
        assert!(message.contains("has compressed data that cannot be decoded"), "{message}");
    }
    for garbage in [&b"{\"id\":\"apn_1\"}"[..], b"\x1f\x8b\x00garbage", b"\x78\x9cgarbage"] {
        for coding in ["gzip", "deflate"] {
            assert_eq!(
                fault(&read(200, &[coding], garbage, 3).await.expect_err("this is no compressed data")).0,
                ConnectionFault::CorruptBody
            );
        }
    }
}

#[tokio::test]
async fn an_unknown_coding_is_an_error_that_names_it() {
    for coding in ["br", "zstd", "compress", "gzip, br", "br, gzip", "gzip;q=1", "\u{e9}"] {
        let error = read(200, &[coding], &gzip(b"data"), 9).await.expect_err("this coding is not known");
        let (fault, message) = fault(&error);
        assert_eq!(fault, ConnectionFault::UnsupportedEncoding);
        assert!(message.contains("has the content coding \""), "{message}");
    }
    let many = [["gzip"; 6].join(",")];
    let error = read(200, &[&many[0]], &gzip(b"data"), 9).await.expect_err("these are too many");
    assert!(error.to_string().contains("has 6 content codings, more than 5"), "{error}");
}

#[test]
fn a_body_that_expands_too_far_ends_at_the_limit_with_little_memory() {
    let bomb = gzip(&gzip(&vec![0; 64 << 20]));
    assert!(bomb.len() < 4096, "{}", bomb.len());
    let mut read = None;
    let used = allocation_counter::measure(|| {
        let mut answer = answer(200, &["gzip, gzip"], &bomb, usize::MAX);
        read = Some(block_on(answer.read_at_most(1 << 20)).unwrap());
    });
    assert!(read.is_some_and(|body| body.is_none()));
    assert!(used.bytes_max < 4 << 20, "{}", used.bytes_max);
}

#[test]
fn no_piece_of_a_stream_is_large() {
    let bomb = gzip(&vec![0; 64 << 20]);
    let mut answer = answer(200, &["gzip"], &bomb, usize::MAX);
    let (mut total, mut pieces) = (0, 0);
    while let Some(piece) = block_on(answer.body.next()).unwrap() {
        assert!(piece.len() <= MAX_PIECE);
        total += piece.len();
        pieces += 1;
    }
    assert_eq!((total, pieces), (64 << 20, 256));
}

/// Polls until it is ready: decoding yields, but waits for nothing.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    loop {
        if let Some(output) = future.as_mut().now_or_never() {
            return output;
        }
    }
}
