//! Give a broken exchange its name.
//!
//! Users search for `ECONNREFUSED`, not for "error sending request": the system's own code is found by type
//! along the chain of causes, and the host is named, but never a path, a query or a header (they may hold ids
//! and tokens).

use std::error::Error as StdError;
use std::io;

use url::Url;

use super::connector::{Late, Unresolved};
use crate::error::{Error, Progress};

/// What the library says of an exchange that failed.
type Fault = dyn StdError + 'static;

/// What `error` means, for a request to `asked` that found no connection.
pub fn unconnected(error: &Fault, asked: &Url) -> Error {
    let host = origin(asked);
    let unsent = |code: Option<&'static str>, message| Error::connection(code, message, Progress::Unsent);
    if let Some(Unresolved(why)) = find(error) {
        // A thread or a file that could not be had says nothing about the name.
        let code = crate::error::system_code(why).unwrap_or("ENOTFOUND");
        return unsent(Some(code), format!("the name of {host} could not be resolved: {}", last_words(error)));
    }
    if find(error) == Some(&Late::Name) {
        let message = format!("the name of {host} could not be resolved within {} s", super::LOOK_UP_LIMIT.as_secs());
        return unsent(Some("ETIMEDOUT"), message);
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return untrusted(tls, &host);
    }
    let code = code_of(error);
    if find(error) == Some(&Late::Connection) || code == Some("ETIMEDOUT") {
        return unsent(Some("ETIMEDOUT"), format!("no connection to {host} within {} s", super::CONNECT_LIMIT.as_secs()));
    }
    unsent(code, format!("no connection to {host}: {}", last_words(error)))
}

/// What `error` means, for a request to `asked` that got as far as `progress`.
pub fn named(error: &Fault, asked: &Url, progress: Progress) -> Error {
    let host = origin(asked);
    if let Some(tls) = find::<rustls::Error>(error) {
        return untrusted(tls, &host);
    }
    if find::<hyper::Error>(error).is_some_and(hyper::Error::is_parse) {
        let message = format!("{host} answered with something that is not HTTP: {}", last_words(error));
        return Error::connection("ERR_INVALID_HTTP_RESPONSE", message, progress);
    }
    // A server that closes a connection in the middle is told by hyper as an error of its own, not the system's.
    let code = code_of(error).unwrap_or("ECONNRESET");
    Error::connection(code, format!("the connection was lost to {host}: {}", last_words(error)), progress)
}

fn untrusted(error: &rustls::Error, host: &str) -> Error {
    Error::connection(tls_code(error), format!("no secure connection to {host}: {error}"), Progress::Unsent)
}

/// Whether the process, or the machine, had no descriptor left.
pub fn is_out_of_descriptors(error: &Fault) -> bool {
    let asked = find::<Unresolved>(error).and_then(|Unresolved(why)| crate::error::system_code(why));
    matches!(asked.or_else(|| code_of(error)), Some("EMFILE" | "ENFILE"))
}

/// What the innermost cause says; the others say where it happened, in words that only the library's authors use.
fn last_words(error: &Fault) -> String {
    let mut words = String::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        words = inner.to_string();
        cause = inner.source();
    }
    if words.is_empty() { "no reason was given".into() } else { words }
}

/// `https://api.pipedream.com`, without user, path and query.
pub fn origin(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
}

fn find<T: StdError + 'static>(error: &Fault) -> Option<&T> {
    causes(error).find_map(|cause| cause.downcast_ref::<T>())
}

/// The system's own name for what went wrong.
fn code_of(error: &Fault) -> Option<&'static str> {
    causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).find_map(system_code)
}

/// An error and its causes, outermost first. An `io::Error` hides what it wraps from `source()`: rustls sits in there, sometimes
/// in two of them, and so does the system's own error of a handshake.
fn causes(error: &Fault) -> impl Iterator<Item = &Fault> {
    std::iter::successors(Some(error), |&cause| match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(hidden) => Some(hidden),
        None => cause.source(),
    })
}

fn system_code(error: &io::Error) -> Option<&'static str> {
    use io::ErrorKind as Kind;
    Some(match error.kind() {
        Kind::ConnectionRefused => "ECONNREFUSED",
        Kind::ConnectionReset | Kind::UnexpectedEof => "ECONNRESET",
        Kind::ConnectionAborted => "ECONNABORTED",
        Kind::BrokenPipe => "EPIPE",
        Kind::TimedOut => "ETIMEDOUT",
        Kind::HostUnreachable => "EHOSTUNREACH",
        Kind::NetworkUnreachable => "ENETUNREACH",
        Kind::NetworkDown => "ENETDOWN",
        Kind::AddrNotAvailable => "EADDRNOTAVAIL",
        Kind::PermissionDenied => "EACCES",
        _ => return crate::error::system_code(error),
    })
}

/// The names Node users know from OpenSSL.
fn tls_code(error: &rustls::Error) -> &'static str {
    use rustls::CertificateError as Bad;
    match error {
        rustls::Error::InvalidCertificate(Bad::Expired | Bad::ExpiredContext { .. }) => "CERT_HAS_EXPIRED",
        rustls::Error::InvalidCertificate(Bad::UnknownIssuer) => "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
        rustls::Error::InvalidCertificate(Bad::NotValidForName | Bad::NotValidForNameContext { .. }) => "ERR_TLS_CERT_ALTNAME_INVALID",
        rustls::Error::InvalidCertificate(_) => "ERR_TLS_CERT_INVALID",
        _ => "ERR_TLS",
    }
}
