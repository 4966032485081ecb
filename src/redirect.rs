//! Follow redirects, for HTTP and for the caller's own `fetch` alike.
//!
//! Promise: what belongs to the caller stays at the origin that the call was made to. Another origin gets a bare GET:
//! `accept` and `user-agent`, no other header, no body, also when it leads back to where it came from. A request with
//! a body, or with another method than GET and HEAD, is not sent on to another origin at all. https never becomes http,
//! and a token request is answered where it was sent or not at all.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use url::Url;

use crate::error::{Error, Progress};
use crate::future::BoxFuture;
use crate::transport::{Exchange, Incoming, OutBody, Outgoing, URL_LIMIT, origin};

/// How many redirects of one request are followed.
const MOST: usize = 10;

/// The headers that another origin gets.
const BARE: [header::HeaderName; 2] = [header::ACCEPT, header::USER_AGENT];

/// The headers that describe a body: they go when the body goes (Fetch, section 4.4).
const OF_BODY: [header::HeaderName; 5] =
    [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::CONTENT_LANGUAGE, header::CONTENT_LOCATION];

/// An exchange that follows the redirects of another, which follows none itself.
pub struct Following(Arc<dyn Exchange>);

impl Following {
    /// Follows what `exchange` is answered.
    pub fn new(exchange: Arc<dyn Exchange>) -> Self {
        Self(exchange)
    }
}

impl Exchange for Following {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        let exchange = Arc::clone(&self.0);
        if is_token_request(&request.url) {
            return exchange.send(request);
        }
        Box::pin(async move {
            let mut hop = Hop::of(&request);
            let mut answer = exchange.send(request).await?;
            let mut followed = 0;
            while let Some(target) = hop.target(&answer) {
                if followed == MOST {
                    let host = Url::parse(&hop.url).map(|url| origin(&url)).unwrap_or_default();
                    let message = format!("{host} redirected in a circle, or more than {MOST} times");
                    return Err(Error::connection("ERR_TOO_MANY_REDIRECTS", message, Progress::Sent));
                }
                followed += 1;
                if !hop.turn(answer.head.status, target)? {
                    break;
                }
                // The connection of an answer that nobody reads is free for the next request.
                drop(answer);
                answer = exchange.send(hop.request()).await.map_err(|error| hop.fault(error))?;
                answer.head.redirected = true;
                answer.altered = hop.altered;
            }
            Ok(answer)
        })
    }
}

/// A request as it was sent last, as far as it can be sent on.
struct Hop {
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Again,
    may_stream: bool,
    /// Whether headers or body have been taken away.
    altered: bool,
    /// Whether a request that may have taken effect has become a GET.
    rewritten: bool,
}

/// A body, as far as it can be sent again.
enum Again {
    None,
    Bytes(Bytes),
    Never,
}

impl Hop {
    fn of(request: &Outgoing) -> Self {
        let body = match &request.body {
            OutBody::None => Again::None,
            OutBody::Bytes(bytes) => Again::Bytes(bytes.clone()),
            OutBody::Stream(_) => Again::Never,
        };
        let (method, url, headers) = (request.method.clone(), request.url.clone(), request.headers.clone());
        Self { method, url, headers, body, may_stream: request.may_stream, altered: false, rewritten: false }
    }

    fn request(&self) -> Outgoing {
        let body = match &self.body {
            Again::Bytes(bytes) => OutBody::Bytes(bytes.clone()),
            Again::None | Again::Never => OutBody::None,
        };
        Outgoing { method: self.method.clone(), url: self.url.clone(), headers: self.headers.clone(), body, may_stream: self.may_stream }
    }

    /// Where `answer` leads, if it is a redirect that can be followed: to one http or https URL, and not from https to http.
    fn target(&self, answer: &Incoming) -> Option<Url> {
        if !matches!(answer.head.status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            return None;
        }
        let mut locations = answer.head.headers.get_all(header::LOCATION).iter();
        let location = locations.next()?;
        // With several there is no telling which is meant.
        if locations.any(|other| other != location) {
            return None;
        }
        let mut target = Url::parse(&answer.head.url).ok()?.join(&ascii(location.as_bytes())).ok()?;
        let was_https = Url::parse(&self.url).is_ok_and(|url| url.scheme() == "https");
        let is_allowed = target.scheme() == "https" || (target.scheme() == "http" && !was_https);
        if !is_allowed || target.host_str().is_none_or(str::is_empty) {
            return None;
        }
        // A server may not make this client log in somewhere; and a fragment is not sent.
        target.set_username("").ok()?;
        target.set_password(None).ok()?;
        target.set_fragment(None);
        (target.as_str().len() <= URL_LIMIT).then_some(target)
    }

    /// Becomes the request to `target` that follows an answer with `status`. `false`: it cannot be made, since the body
    /// would have to be sent again.
    fn turn(&mut self, status: StatusCode, target: Url) -> Result<bool, Error> {
        let here = Url::parse(&self.url).map_err(|_| Error::Internal { message: "a URL that was asked cannot be read".into() })?;
        let is_safe = matches!(self.method, Method::GET | Method::HEAD);
        if here.origin() != target.origin() {
            if !is_safe || !matches!(self.body, Again::None) {
                let (from, to, method) = (origin(&here), origin(&target), &self.method);
                let message = format!(
                    "{from} redirected a {method} request to {to}, which was sent nothing: only a GET or HEAD without a body follows a \
                     redirect to another origin"
                );
                return Err(Error::connection("ERR_REDIRECT_REFUSED", message, Progress::Sent));
            }
            let bare = BARE.iter().filter_map(|name| Some((name.clone(), self.headers.get(name)?.clone())));
            self.headers = bare.collect();
            self.altered = true;
        }
        match status.as_u16() {
            303 if !is_safe => self.become_get(),
            301 | 302 if self.method == Method::POST => self.become_get(),
            _ if matches!(self.body, Again::Never) => return Ok(false),
            _ => {}
        }
        self.url = target.into();
        Ok(true)
    }

    fn become_get(&mut self) {
        self.method = Method::GET;
        self.body = Again::None;
        OF_BODY.iter().for_each(|name| _ = self.headers.remove(name));
        self.altered = true;
        self.rewritten = true;
    }

    /// What went wrong on the way to where a redirect led. The request before it may have taken effect, wherever this one got.
    fn fault(&self, error: Error) -> Error {
        match error {
            Error::Connection { code, message, thrown, progress: _ } if self.rewritten => {
                Error::Connection { code, message, thrown, progress: Progress::Sent }
            }
            other => other,
        }
    }
}

/// Whether a request holds the client's secret in its body.
fn is_token_request(url: &str) -> bool {
    url.split(['?', '#']).next().is_some_and(|path| path.ends_with("/oauth/token"))
}

/// A Location as text: bytes that are not ASCII are percent-encoded, as they would be in a URL (Fetch, section 2.2.6).
fn ascii(location: &[u8]) -> String {
    let mut text = String::with_capacity(location.len());
    for &byte in location {
        match byte {
            0x80.. => text.push_str(&format!("%{byte:02X}")),
            _ => text.push(byte.into()),
        }
    }
    text
}

#[cfg(test)]
mod tests;
