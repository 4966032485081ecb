//! Turn what the HTTP library and the system say of a failed exchange into an [`Error`].
//!
//! The fault is found by type along the chain of causes. The message names the host, but never a path, a query or a header: they
//! may hold ids and tokens.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

use url::Url;

use super::dial::DialError;
use super::limits::{CONNECT_LIMIT, DNS_LIMIT, MAX_HEADERS};
use super::resolver::LookupError;
use crate::error::{ConnectionFault, DnsFault, Error, Progress, TlsFault};

/// An error of the HTTP library.
type Cause = dyn StdError + 'static;

/// The resolver's error for a name.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unresolved(pub Arc<LookupError>);

/// A step of opening a connection that took too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it took too long")]
pub(crate) enum ConnectTimeout {
    /// Resolving the name.
    Dns,
    /// All that follows: TCP, a proxy's tunnel, TLS.
    Connect,
}

/// The error of a request to `url` that got no connection.
pub(crate) fn from_connect(error: &Cause, url: &Url) -> Error {
    let host = origin(url);
    if let Some(tls) = find::<rustls::Error>(error) {
        return from_tls(tls, &host);
    }
    let fault = connect_fault(error);
    let message = match fault {
        ConnectionFault::Dns(DnsFault::TimedOut) => format!("the name of {host} could not be resolved within {} s", DNS_LIMIT.as_secs()),
        _ if find::<Unresolved>(error).is_some() => format!("the name of {host} could not be resolved: {}", root_cause(error)),
        ConnectionFault::TimedOut if find::<DialError>(error).is_none_or(DialError::is_silence) => {
            format!("no connection to {host} within {} s", CONNECT_LIMIT.as_secs())
        }
        _ => format!("no connection to {host}: {}", root_cause(error)),
    };
    Error::connection(fault, message, Progress::Unsent)
}

fn connect_fault(error: &Cause) -> ConnectionFault {
    if let Some(Unresolved(why)) = find(error) {
        return match &**why {
            LookupError::NotFound => ConnectionFault::Dns(DnsFault::NotFound),
            LookupError::NoAnswer => ConnectionFault::Dns(DnsFault::NoAnswer),
            LookupError::Failed => ConnectionFault::Dns(DnsFault::Failed),
            // That a thread or a descriptor was missing says nothing about the name.
            LookupError::System(error) => ConnectionFault::from_io(error).unwrap_or(ConnectionFault::Dns(DnsFault::NoAnswer)),
        };
    }
    if let Some(dial) = find::<DialError>(error) {
        return dial.fault();
    }
    match find(error) {
        Some(ConnectTimeout::Dns) => ConnectionFault::Dns(DnsFault::TimedOut),
        Some(ConnectTimeout::Connect) => ConnectionFault::TimedOut,
        None => io_fault(error).unwrap_or(ConnectionFault::Other),
    }
}

/// The error of a request to `url` that had a connection and got as far as `progress`.
pub(crate) fn from_hyper(error: &Cause, url: &Url, progress: Progress) -> Error {
    let host = origin(url);
    if let Some(tls) = find::<rustls::Error>(error) {
        return from_tls(tls, &host);
    }
    if find::<hyper::Error>(error).is_some_and(hyper::Error::is_parse) {
        // The library tells a client only in its text which limit was reached.
        let message = match root_cause(error) {
            reason if reason.contains("too large") => {
                format!("the answer of {host} has more than {MAX_HEADERS} headers, or a head larger than 408 KiB")
            }
            reason => format!("{host} answered with something that is not HTTP: {reason}"),
        };
        return Error::connection(ConnectionFault::InvalidResponse, message, progress);
    }
    // When a server closes the connection in the middle of an answer, hyper gives an error of its own, not the system's.
    let fault = io_fault(error).unwrap_or(ConnectionFault::Reset);
    Error::connection(fault, format!("the connection was lost to {host}: {}", root_cause(error)), progress)
}

fn from_tls(error: &rustls::Error, host: &str) -> Error {
    use rustls::CertificateError as Certificate;
    let fault = match error {
        rustls::Error::InvalidCertificate(Certificate::Expired | Certificate::ExpiredContext { .. }) => TlsFault::CertificateExpired,
        rustls::Error::InvalidCertificate(Certificate::UnknownIssuer) => TlsFault::UnknownIssuer,
        rustls::Error::InvalidCertificate(Certificate::NotValidForName | Certificate::NotValidForNameContext { .. }) => TlsFault::WrongHost,
        rustls::Error::InvalidCertificate(_) => TlsFault::InvalidCertificate,
        _ => TlsFault::Handshake,
    };
    Error::connection(ConnectionFault::Tls(fault), format!("no secure connection to {host}: {error}"), Progress::Unsent)
}

/// Whether the process or the machine had no descriptor left for a connection.
pub(crate) fn is_out_of_descriptors(error: &Cause) -> bool {
    matches!(connect_fault(error), ConnectionFault::Resource(resource) if resource.is_descriptors())
}

/// The text of the innermost cause. The outer ones name the library's own steps.
fn root_cause(error: &Cause) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = inner.to_string();
        cause = inner.source();
    }
    if text.is_empty() { "no reason was given".into() } else { text }
}

/// `https://api.pipedream.com`: without user, path and query.
pub(crate) fn origin(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
}

fn find<T: StdError + 'static>(error: &Cause) -> Option<&T> {
    causes(error).find_map(|cause| cause.downcast_ref::<T>())
}

/// What the first error of the system in the chain that is known means.
fn io_fault(error: &Cause) -> Option<ConnectionFault> {
    causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).find_map(ConnectionFault::from_io)
}

/// An error and its causes, outermost first. `io::Error::source` skips the error that it wraps: rustls's error is in there,
/// sometimes two of them deep, and so is the system's error in a handshake.
fn causes(error: &Cause) -> impl Iterator<Item = &Cause> {
    std::iter::successors(Some(error), |&cause| {
        let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        wrapped.map(|wrapped| -> &Cause { wrapped }).or_else(|| cause.source())
    })
}
