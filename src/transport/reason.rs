//! Say in plain words why an exchange failed.

use std::io;

use super::causes::{Cause, causes, find};
use super::http2_failure::Http2Failure;
use crate::error::{ConnectionFault, DnsFault, ResourceFault};

/// What is wrong, in plain words. The texts of the libraries name their own steps and types.
pub(super) fn of_error(error: &Cause, fault: ConnectionFault) -> &'static str {
    let is_io = |kinds: &[io::ErrorKind]| {
        causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|error| kinds.contains(&error.kind()))
    };
    let hyper = find::<hyper::Error>(error);
    let failure = find::<Http2Failure>(error);
    match fault {
        ConnectionFault::Reset if matches!(failure, Some(Http2Failure::RequestBody(_))) => "the body of the request could not be read",
        ConnectionFault::Reset if failure.is_some_and(Http2Failure::is_unprocessed) => {
            "the other side did not process the request, and says so"
        }
        ConnectionFault::Reset if matches!(failure, Some(Http2Failure::Protocol(_))) => "the other side cancelled the request",
        ConnectionFault::Reset if hyper.is_some_and(hyper::Error::is_user) => "the body of the request could not be read",
        // hyper's body reader has these kinds for chunks.
        ConnectionFault::Reset if is_io(&[io::ErrorKind::InvalidInput, io::ErrorKind::InvalidData]) => {
            "the body's chunks are not valid HTTP"
        }
        ConnectionFault::Reset if is_io(&[io::ErrorKind::ConnectionReset]) => of_fault(fault),
        ConnectionFault::Reset if hyper.is_some_and(hyper::Error::is_canceled) => "it was closed before the request was sent",
        ConnectionFault::Reset if hyper.is_some() || failure.is_some() => "the other side closed it before the response was complete",
        ConnectionFault::Reset => "the other side closed it",
        _ => of_fault(fault),
    }
}

/// What is wrong with the head of an answer.
pub(super) enum Invalid {
    /// It breaks the rules of HTTP.
    NotHttp(&'static str),
    /// It is too large.
    TooLarge,
}

/// What is wrong with the answer, if it is invalid.
pub(super) fn of_invalid(error: &Cause) -> Option<Invalid> {
    if let Some(failure) = find::<Http2Failure>(error) {
        return match failure {
            Http2Failure::TooManyHeaders => Some(Invalid::TooLarge),
            failure => failure.violation().map(Invalid::NotHttp),
        };
    }
    let parsed = find::<hyper::Error>(error).filter(|error| error.is_parse())?;
    Some(of_head(parsed).map_or(Invalid::TooLarge, Invalid::NotHttp))
}

/// Which part of a response's head is invalid; `None` if the head is too large. hyper has no other name for it than its text, so a new
/// text of hyper's gives the last one.
fn of_head(error: &hyper::Error) -> Option<&'static str> {
    Some(match &*error.to_string() {
        "invalid HTTP version parsed" | "invalid HTTP version parsed (found HTTP2 preface)" => {
            "the response does not begin with HTTP/1.1 or HTTP/1.0"
        }
        "invalid HTTP status-code parsed" => "the status is invalid",
        "invalid HTTP header parsed" => "a header is invalid",
        "invalid content-length parsed" => "the header Content-Length is invalid",
        "unexpected transfer-encoding parsed" => "the header Transfer-Encoding is not allowed here",
        "message head is too large" => return None,
        _ => "the head of the response is invalid",
    })
}

/// What `fault` means, in plain words: the end of a sentence about the connection.
pub(super) fn of_fault(fault: ConnectionFault) -> &'static str {
    match fault {
        ConnectionFault::Dns(DnsFault::NotFound) => "it does not exist or has no address",
        ConnectionFault::Dns(DnsFault::NoAnswer) => "no name server could answer",
        ConnectionFault::Dns(DnsFault::Failed) => "the name servers refused to answer",
        ConnectionFault::Dns(DnsFault::TimedOut) => "the name server did not answer",
        ConnectionFault::Refused => "the connection was refused",
        ConnectionFault::Reset => "the other side reset the connection",
        ConnectionFault::Aborted => "the system gave up the connection",
        ConnectionFault::BrokenPipe => "the other side closed the connection while it was written to",
        ConnectionFault::TimedOut => "the other side did not answer in time",
        ConnectionFault::HostUnreachable => "there is no route to the host",
        ConnectionFault::NetworkUnreachable => "there is no route to the network",
        ConnectionFault::NetworkDown => "the network is down",
        ConnectionFault::AddressNotAvailable => "no local address or port is free",
        ConnectionFault::PermissionDenied => "the system does not allow the connection",
        ConnectionFault::Resource(ResourceFault::Busy) => "the system has no more threads",
        ConnectionFault::Resource(ResourceFault::Memory) => "there is no more memory",
        ConnectionFault::Resource(ResourceFault::ProcessDescriptors) => "the process has no file descriptor left",
        ConnectionFault::Resource(ResourceFault::SystemDescriptors) => "the machine has no file descriptor left",
        ConnectionFault::Tls(_) => "the TLS handshake failed",
        ConnectionFault::InvalidResponse => "the response is not valid HTTP",
        ConnectionFault::UnsupportedEncoding => "the coding of the response is not supported",
        ConnectionFault::CorruptBody => "the compressed body of the response is corrupt",
        ConnectionFault::BodyTooLarge => "the response is too large",
        ConnectionFault::TooManyRedirects => "there were too many redirects",
        ConnectionFault::RedirectRefused => "the redirect was not followed",
        ConnectionFault::Fetch => "the function fetch failed",
        ConnectionFault::Proxy(_) => "the proxy opened no tunnel",
        ConnectionFault::System(fault) => fault.reason(),
        ConnectionFault::Other => "the system and the HTTP library gave no known reason",
    }
}
