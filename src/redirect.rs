//! Follow redirects, for HTTP and for the caller's own `fetch`.
//!
//! Guarantee: no other origin than that of the call gets data of the caller. After a redirect to another origin, requests are a GET or
//! HEAD with no body and no headers but `accept`, `accept-encoding` and `user-agent`, even if a later redirect leads back. A request with a body, or with
//! another method, does not follow a redirect to another origin. No redirect leads from https to http. A token request follows none.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use url::Url;

use crate::deadline::Turn;
use crate::error::{ConnectionFault, Error, Progress};
use crate::future::BoxFuture;
use crate::transport::{Announced, Exchange, Incoming, OutBody, Outgoing, URL_LIMIT, origin};

/// How many redirects of one request are followed.
const MAX_REDIRECTS: usize = 10;

/// The headers that are sent to another origin.
const CROSS_ORIGIN_HEADERS: [header::HeaderName; 3] = [header::ACCEPT, header::ACCEPT_ENCODING, header::USER_AGENT];

/// The headers that describe a body. They are removed with it (Fetch, section 4.4).
const BODY_HEADERS: [header::HeaderName; 5] =
    [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::CONTENT_LANGUAGE, header::CONTENT_LOCATION];

/// An exchange that follows the redirects of another exchange, which follows none itself.
pub(crate) struct FollowRedirects(Arc<dyn Exchange>);

impl FollowRedirects {
    /// Follows the redirects of `exchange`.
    pub(crate) fn new(exchange: Arc<dyn Exchange>) -> Self {
        Self(exchange)
    }
}

impl Exchange for FollowRedirects {
    fn expect(&self, url: &str) -> Option<Announced> {
        self.0.expect(url)
    }

    fn turn(&self) -> Option<Turn> {
        self.0.turn()
    }

    fn send_without_redirects(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        self.0.send(request)
    }

    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        let exchange = Arc::clone(&self.0);
        if is_token_request(&request.url) {
            return exchange.send(request);
        }
        Box::pin(async move {
            let mut last = LastRequest::new(&request);
            let mut answer = exchange.send(request).await?;
            let mut followed = 0;
            while let Some(target) = last.target(&answer) {
                if followed == MAX_REDIRECTS {
                    let host = Url::parse(&last.url).map(|url| origin(&url)).unwrap_or_default();
                    let message = format!("{host} redirected in a circle, or more than {MAX_REDIRECTS} times");
                    return Err(Error::connection(ConnectionFault::TooManyRedirects, message, Progress::Sent));
                }
                followed += 1;
                if !last.redirect_to(target, answer.head.status)? {
                    break;
                }
                // Dropping the answer frees its connection for the next request.
                drop(answer);
                answer = exchange.send(last.request()).await.map_err(|error| last.redirected_error(error))?;
                answer.head.redirected = true;
                answer.altered = last.is_altered;
            }
            Ok(answer)
        })
    }
}

/// `answer`, or an error if it is a redirect: for a call that must not be redirected.
pub(crate) fn refuse(answer: Incoming) -> Result<Incoming, Error> {
    if !is_redirect(answer.head.status) {
        return Ok(answer);
    }
    let from = Url::parse(&answer.head.url).map(|url| origin(&url)).unwrap_or_default();
    let message = format!("{from} answered {} with a redirect, and the call has redirect: \"error\"", answer.head.status.as_u16());
    Err(Error::connection(ConnectionFault::RedirectRefused, message, Progress::Sent))
}

/// Whether a status redirects (Fetch, section 2.2.3).
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The request that was sent last, to be sent again to where a redirect leads.
struct LastRequest {
    method: Method,
    url: String,
    headers: HeaderMap,
    body: ReplayBody,
    may_stream: bool,
    may_repeat: bool,
    /// Whether headers or the body have been removed.
    is_altered: bool,
    /// Whether a request that may have taken effect has become a GET.
    is_rewritten: bool,
}

/// A body that may have to be sent again.
enum ReplayBody {
    None,
    Bytes(Bytes),
    /// A stream, which can be sent only once.
    Consumed,
}

impl LastRequest {
    fn new(request: &Outgoing) -> Self {
        let body = match &request.body {
            OutBody::None => ReplayBody::None,
            OutBody::Bytes(bytes) => ReplayBody::Bytes(bytes.clone()),
            OutBody::Stream(_) => ReplayBody::Consumed,
        };
        let (method, url, headers) = (request.method.clone(), request.url.clone(), request.headers.clone());
        let (may_stream, may_repeat) = (request.may_stream, request.may_repeat);
        Self { method, url, headers, body, may_stream, may_repeat, is_altered: false, is_rewritten: false }
    }

    fn request(&self) -> Outgoing {
        let body = match &self.body {
            ReplayBody::Bytes(bytes) => OutBody::Bytes(bytes.clone()),
            ReplayBody::None | ReplayBody::Consumed => OutBody::None,
        };
        let (method, url, headers) = (self.method.clone(), self.url.clone(), self.headers.clone());
        Outgoing { method, url, headers, body, may_stream: self.may_stream, may_repeat: self.may_repeat }
    }

    /// Where `answer` leads, if it is a redirect that is followed: to one http or https URL, and not from https to http.
    fn target(&self, answer: &Incoming) -> Option<Url> {
        if !is_redirect(answer.head.status) {
            return None;
        }
        let mut locations = answer.head.headers.get_all(header::LOCATION).iter();
        let location = locations.next()?;
        // With different locations it is not known which is meant.
        if locations.any(|other| other != location) {
            return None;
        }
        let mut target = Url::parse(&answer.head.url).ok()?.join(&percent_encoded(location.as_bytes())).ok()?;
        let was_https = Url::parse(&self.url).is_ok_and(|url| url.scheme() == "https");
        let is_allowed = target.scheme() == "https" || (target.scheme() == "http" && !was_https);
        if !is_allowed || target.host_str().is_none_or(str::is_empty) {
            return None;
        }
        // A server may not choose the credentials of a request, and a fragment is not sent.
        target.set_username("").ok()?;
        target.set_password(None).ok()?;
        target.set_fragment(None);
        (target.as_str().len() <= URL_LIMIT).then_some(target)
    }

    /// Becomes the request to `target` after an answer with `status`. Returns `false` if the redirect cannot be followed, because the
    /// body would have to be sent again and is a stream.
    fn redirect_to(&mut self, target: Url, status: StatusCode) -> Result<bool, Error> {
        let current =
            Url::parse(&self.url).map_err(|_| Error::Internal { message: "the URL of a sent request cannot be parsed".into() })?;
        let is_safe = matches!(self.method, Method::GET | Method::HEAD);
        if current.origin() != target.origin() {
            if !is_safe || !matches!(self.body, ReplayBody::None) {
                let (from, to, method) = (origin(&current), origin(&target), &self.method);
                let message = format!(
                    "{from} redirected a {method} request to {to}, which was sent nothing: only a GET or HEAD without a body follows a \
                     redirect to another origin"
                );
                return Err(Error::connection(ConnectionFault::RedirectRefused, message, Progress::Sent));
            }
            let kept = CROSS_ORIGIN_HEADERS.iter().filter_map(|name| Some((name.clone(), self.headers.get(name)?.clone())));
            self.headers = kept.collect();
            self.is_altered = true;
        }
        match status.as_u16() {
            303 if !is_safe => self.become_get(),
            301 | 302 if self.method == Method::POST => self.become_get(),
            _ if matches!(self.body, ReplayBody::Consumed) => return Ok(false),
            _ => {}
        }
        self.url = target.into();
        Ok(true)
    }

    fn become_get(&mut self) {
        self.method = Method::GET;
        self.body = ReplayBody::None;
        for name in &BODY_HEADERS {
            self.headers.remove(name);
        }
        self.is_altered = true;
        self.is_rewritten = true;
    }

    /// The error of a request that followed a redirect. The request before it may have taken effect, however far this one got.
    fn redirected_error(&self, error: Error) -> Error {
        match error {
            Error::Connection { fault, message, thrown, progress: _ } if self.is_rewritten => {
                Error::Connection { fault, message, thrown, progress: Progress::Sent }
            }
            other => other,
        }
    }
}

/// Whether the body of a request holds the client's secret.
fn is_token_request(url: &str) -> bool {
    url.split(['?', '#']).next().is_some_and(|path| path.ends_with("/oauth/token"))
}

/// A Location with the bytes percent-encoded that are not ASCII, as in a URL (Fetch, section 2.2.6).
fn percent_encoded(location: &[u8]) -> String {
    percent_encoding::percent_encode(location, &percent_encoding::AsciiSet::EMPTY).to_string()
}

#[cfg(test)]
mod tests;
