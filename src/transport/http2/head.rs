//! The head of a request as HTTP/2 has it: without the headers that are about the connection (RFC 9113, section 8.2.2), and with the
//! host as a part of the URL.

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderName, TE, TRANSFER_ENCODING, UPGRADE};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Method, Request, Uri, Version, request};
use hyper::body::Body as _;

use crate::transport::body::RequestBody;

const ABOUT_CONNECTION: [HeaderName; 6] =
    [CONNECTION, TRANSFER_ENCODING, UPGRADE, TE, HeaderName::from_static("keep-alive"), HeaderName::from_static("proxy-connection")];

/// The head of the request with these parts and this body.
pub(super) fn of_request(parts: &request::Parts, body: &RequestBody) -> Request<()> {
    let mut head = Request::new(());
    *head.method_mut() = parts.method.clone();
    *head.version_mut() = Version::HTTP_2;
    let mut headers = parts.headers.clone();
    *head.uri_mut() = with_host(&parts.uri, headers.remove(HOST));
    for name in &ABOUT_CONNECTION {
        headers.remove(name);
    }
    add_length(&mut headers, &parts.method, body);
    *head.headers_mut() = headers;
    head
}

/// A caller's Host header says what the server is asked for, as with HTTP/1.
fn with_host(uri: &Uri, host: Option<HeaderValue>) -> Uri {
    let authority = host.and_then(|host| Authority::try_from(host.as_bytes()).ok());
    let mut parts = uri.clone().into_parts();
    if authority.is_some() {
        parts.authority = authority;
    }
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

/// The length of the body, if it is known: as with HTTP/1, also 0 where a body is usual.
fn add_length(headers: &mut HeaderMap, method: &Method, body: &RequestBody) {
    let Some(length) = body.size_hint().exact() else { return };
    let is_usual = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::DELETE);
    if length > 0 || is_usual {
        headers.entry(CONTENT_LENGTH).or_insert_with(|| length.into());
    }
}
