//! Give a broken exchange its name.
//!
//! Users search for `ECONNREFUSED`, not for "error sending request": the system's own code is found by type
//! along the chain of causes, and the host is named, but never a path, a query or a header (they may hold ids
//! and tokens).

use std::error::Error as _;
use std::io;

use crate::error::{Error, Progress};

/// What `error` means, for a request to `asked` that got as far as `progress` if it found a connection.
pub fn named(error: &reqwest::Error, asked: &reqwest::Url, progress: Progress) -> Error {
    let host = origin(asked);
    let progress = if error.is_connect() { Progress::Unsent } else { progress };
    if error.is_dns() {
        let message = format!("the name of {host} could not be resolved: {}", last_words(error));
        return Error::connection("ENOTFOUND", message, Progress::Unsent);
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        let message = format!("no secure connection to {host}: {tls}");
        return Error::connection(tls_code(tls), message, Progress::Unsent);
    }
    if error.is_connect() && error.is_timeout() {
        let message = format!("no connection to {host} within {} s", super::CONNECT_LIMIT.as_secs());
        return Error::connection("ETIMEDOUT", message, Progress::Unsent);
    }
    if find::<hyper::Error>(error).is_some_and(hyper::Error::is_parse) {
        let message = format!("{host} answered with something that is not HTTP: {}", last_words(error));
        return Error::connection("ERR_INVALID_HTTP_RESPONSE", message, progress);
    }
    let code = find::<io::Error>(error).and_then(system_code);
    let what = if error.is_connect() { "no connection to" } else { "the connection was lost to" };
    let message = format!("{what} {host}: {}", last_words(error));
    // A server that closes a connection in the middle is told by hyper as an error of its own, not the system's.
    Error::connection(code.or((progress != Progress::Unsent).then_some("ECONNRESET")), message, progress)
}

/// The causes of an error in one line, innermost last; reqwest's own line is left out, since it holds the URL.
pub fn in_words(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut source = error.source();
    while let Some(cause) = source {
        words.push(cause.to_string());
        source = cause.source();
    }
    words.join(": ")
}

fn last_words(error: &reqwest::Error) -> String {
    in_words(error).rsplit(": ").next().filter(|words| !words.is_empty()).unwrap_or("no reason was given").to_owned()
}

/// `https://api.pipedream.com`, without user, path and query.
pub fn origin(url: &reqwest::Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
}

fn find<T: std::error::Error + 'static>(error: &reqwest::Error) -> Option<&T> {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(found) = cause.downcast_ref::<T>() {
            return Some(found);
        }
        // An io::Error hides what it wraps from `source()`: rustls sits in there, sometimes in two of them.
        let hidden = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        source = match hidden {
            Some(hidden) => Some(hidden),
            None => cause.source(),
        };
    }
    None
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
        _ => return too_many(error),
    })
}

/// The process, or the machine, has no file descriptor left.
fn too_many(error: &io::Error) -> Option<&'static str> {
    match error.raw_os_error()? {
        23 if cfg!(unix) => Some("ENFILE"),
        24 if cfg!(unix) => Some("EMFILE"),
        _ => None,
    }
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
