//! Turn what the HTTP library and the system say of a failed exchange into an [`Error`].
//!
//! The fault is found by type along the chain of causes. The message names the host, but never a path, a query or a header: they
//! may hold ids and tokens.

use std::io;
use std::sync::Arc;

use http::StatusCode;
use url::Url;

use super::causes::{BoxError, Cause, causes, find};
use super::dial::DialError;
use super::http2_failure::Http2Failure;
use super::limits::{CONNECT_LIMIT, DNS_LIMIT, MAX_HEADERS};
use super::proxy_url::ProxyUrl;
use super::reason::{self, Invalid};
use super::resolver::LookupError;
use super::tls;
use super::tunnel::{self, TunnelRefused};
use crate::error::{ConnectionFault, DnsFault, Error, Progress, ProxyFault};

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

/// An error on the way to a proxy, or of the proxy.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub(crate) struct AtProxy {
    /// The proxy's URL without credentials.
    pub proxy: String,
    /// The option or variable that names the proxy.
    pub named: &'static str,
    /// What happened.
    #[source]
    pub error: BoxError,
}

/// The error of a request to `url` that got no connection.
pub(crate) fn from_connect(error: &Cause, url: &Url) -> Error {
    let host = origin(url);
    let at_proxy = find::<AtProxy>(error);
    if let Some(invalid) = find::<Error>(error) {
        return invalid.clone();
    }
    if let (Some(refused), Some(AtProxy { proxy, named, .. })) = (find::<TunnelRefused>(error), at_proxy) {
        let message = format!("no connection to {host}: the proxy {proxy} {}{}", refused.reason, advice(refused.fault, named));
        return Error::connection(ConnectionFault::Proxy(refused.fault), message, Progress::Unsent);
    }
    let server = at_proxy.map_or_else(|| host.clone(), |at| format!("the proxy {}", at.proxy));
    if let Some(tls) = find::<rustls::Error>(error) {
        return from_tls(tls, &server);
    }
    let fault = connect_fault(error);
    let via = at_proxy.map_or_else(String::new, |at| format!(" through the proxy {}", at.proxy));
    let message = match fault {
        ConnectionFault::Dns(DnsFault::TimedOut) => format!("the name of {server} could not be resolved within {} s", DNS_LIMIT.as_secs()),
        _ if find::<Unresolved>(error).is_some() => format!("the name of {server} could not be resolved: {}", reason::of_fault(fault)),
        ConnectionFault::TimedOut if find::<DialError>(error).is_none_or(DialError::is_silence) => {
            format!("no connection to {host}{via} within {} s", CONNECT_LIMIT.as_secs())
        }
        ConnectionFault::Proxy(ProxyFault::InvalidAnswer) => {
            let named = at_proxy.map_or("proxy", |at| at.named);
            format!(
                "no connection to {host}: {server} answered with something that is not HTTP{}",
                advice(ProxyFault::InvalidAnswer, named)
            )
        }
        _ => match find::<DialError>(error) {
            // The emulator speaks plain HTTP on this machine. Its users forget to start it, or start it on another port.
            Some(dial) if dial.is_refused_here() && at_proxy.is_none() && url.scheme() == "http" => {
                let port = url.port_or_known_default().unwrap_or_default();
                format!("no connection to {host}: {dial} (is the emulator running? npx pipedream-native emulator --port {port})")
            }
            Some(dial) => format!("no connection to {host}{via}: {dial}"),
            None => format!("no connection to {host}{via}: {}", reason::of_error(error, fault)),
        },
    };
    Error::connection(fault, message, Progress::Unsent)
}

/// The error of a plain HTTP request that `proxy` answered with 407.
pub(crate) fn proxy_authentication(proxy: &ProxyUrl, url: &Url) -> Error {
    let (fault, status) = (ProxyFault::Authentication, StatusCode::PROXY_AUTHENTICATION_REQUIRED);
    let message = format!(
        "no connection to {}: the proxy {proxy} answered with status {}{}",
        origin(url),
        tunnel::shown(status),
        advice(fault, proxy.named())
    );
    Error::connection(ConnectionFault::Proxy(fault), message, Progress::Unsent)
}

/// What to do about a proxy that is named by the option or variable `named`.
fn advice(fault: ProxyFault, named: &str) -> String {
    match fault {
        ProxyFault::Authentication => format!("; put its user and password into {named}: http://user:password@host:port"),
        ProxyFault::Refused => format!("; check {named}, and whether the proxy allows this host"),
        ProxyFault::Unreachable => "; the proxy could not reach the host".into(),
        ProxyFault::InvalidAnswer => format!("; check scheme and port in {named}"),
    }
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
        Some(ConnectTimeout::Dns) => return ConnectionFault::Dns(DnsFault::TimedOut),
        Some(ConnectTimeout::Connect) => return ConnectionFault::TimedOut,
        None => {}
    }
    // Only a proxy's answer to CONNECT is read by hyper before the connection is open.
    let hyper = find::<hyper::Error>(error);
    if hyper.is_some_and(hyper::Error::is_parse) {
        return ConnectionFault::Proxy(ProxyFault::InvalidAnswer);
    }
    io_fault(error).unwrap_or(if hyper.is_some() { ConnectionFault::Reset } else { ConnectionFault::Other })
}

/// The error of a request to `url` that had a connection and got as far as `progress`.
pub(crate) fn from_lost(error: &Cause, url: &Url, progress: Progress) -> Error {
    let host = origin(url);
    if let Some(tls) = find::<rustls::Error>(error) {
        return from_tls(tls, &host);
    }
    if let Some(invalid) = reason::of_invalid(error) {
        let message = match invalid {
            Invalid::NotHttp(reason) => format!("{host} answered with something that is not HTTP: {reason}"),
            Invalid::TooLarge => format!("the answer of {host} has more than {MAX_HEADERS} headers, or a head larger than 408 KiB"),
        };
        return Error::connection(ConnectionFault::InvalidResponse, message, progress);
    }
    // When a server closes the connection in the middle of an answer, hyper gives an error of its own, not the system's.
    let fault = io_fault(error).unwrap_or(ConnectionFault::Reset);
    Error::connection(fault, format!("the connection to {host} was lost: {}", reason::of_error(error, fault)), progress)
}

/// The error of a request to `url` that was sent `times` times, and the server has said that it did not process it.
pub(crate) fn from_unprocessed(error: &Cause, url: &Url, times: u32) -> Error {
    let Some(refusal) = find::<Http2Failure>(error).and_then(Http2Failure::refusal) else {
        return from_lost(error, url, Progress::Unsent);
    };
    let times = if times > 1 { format!(", {times} times in a row") } else { String::new() };
    let message = format!("{} did not process the request: it {refusal}{times}", origin(url));
    Error::connection(ConnectionFault::Reset, message, Progress::Unsent)
}

/// Whether the server closes the connection, and says that it has not processed the request.
pub(crate) fn is_closing(error: &Cause) -> bool {
    find::<Http2Failure>(error).is_some_and(Http2Failure::is_closing)
}

fn from_tls(error: &rustls::Error, host: &str) -> Error {
    let (fault, reason) = tls::explain(error);
    Error::connection(ConnectionFault::Tls(fault), format!("no secure connection to {host}: {reason}"), Progress::Unsent)
}

/// Whether the process or the machine had no descriptor left for a connection.
pub(crate) fn is_out_of_descriptors(error: &Cause) -> bool {
    matches!(connect_fault(error), ConnectionFault::Resource(resource) if resource.is_descriptors())
}

/// `https://api.pipedream.com`: without user, path and query.
pub(crate) fn origin(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
}

/// What the first error of the system in the chain that is known means.
fn io_fault(error: &Cause) -> Option<ConnectionFault> {
    causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).find_map(ConnectionFault::from_io)
}
