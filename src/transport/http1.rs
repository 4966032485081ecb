//! HTTP/1.1 on one connection.

use std::sync::Arc;

use http::header::HOST;
use http::uri::{PathAndQuery, Scheme};
use http::{HeaderValue, Request, Response, Uri};
use hyper::client::conn::http1::{Builder, SendRequest};
use tokio::sync::oneshot;

use super::body::RequestBody;
use super::causes::BoxError;
use super::limits::MAX_HEADERS;
use super::send_error::SendError;
use super::tracked_stream::{StreamState, TrackedStream};

/// Sends requests on one connection, one at a time.
pub(crate) struct Sender {
    requests: SendRequest<RequestBody>,
    is_proxied: bool,
    stream: Arc<StreamState>,
}

impl Sender {
    /// Speaks HTTP on `stream`, and starts the task that reads and writes it.
    pub(crate) async fn start(stream: TrackedStream) -> Result<Self, BoxError> {
        let (is_proxied, state) = (stream.is_proxied(), Arc::clone(stream.state()));
        let (mut sender, connection) = Builder::new().max_headers(MAX_HEADERS).handshake(stream).await?;
        let (lost, reason) = oneshot::channel();
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                // An exchange on the connection gets the error too.
                _ = lost.send(error);
            }
        });
        if let Err(closed) = sender.ready().await {
            return Err(reason.await.unwrap_or(closed).into());
        }
        Ok(Self { requests: sender, is_proxied, stream: state })
    }

    /// Sends `request`, which has an absolute URI, and waits for the head of the answer.
    pub(crate) async fn send(&mut self, mut request: Request<RequestBody>) -> Result<Response<hyper::body::Incoming>, SendError> {
        let uri = request.uri().clone();
        if let Some(host) = host(&uri) {
            request.headers_mut().entry(HOST).or_insert(host);
        }
        if !self.is_proxied {
            *request.uri_mut() = uri.path_and_query().map_or_else(Uri::default, |path| Uri::from(PathAndQuery::clone(path)));
        }
        self.requests.try_send_request(request).await.map_err(|mut failed| match failed.take_message() {
            Some(mut request) => {
                *request.uri_mut() = uri;
                SendError::NotSent(Box::new(request), failed.into_error().into())
            }
            None => SendError::Lost(failed.into_error().into()),
        })
    }

    /// The state of its stream.
    pub(crate) fn stream(&self) -> &Arc<StreamState> {
        &self.stream
    }

    /// Waits until the answer has been read and the connection can be used again, or is closed.
    pub(crate) async fn ready(&mut self) {
        _ = self.requests.ready().await;
    }

    /// Whether it is open and not in use, as far as is known.
    pub(crate) fn is_ready(&self) -> bool {
        self.requests.is_ready()
    }
}

/// The Host header: the host, with the port unless it is the scheme's own.
fn host(uri: &Uri) -> Option<HeaderValue> {
    let host = uri.host()?;
    let own = if uri.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 };
    match uri.port_u16() {
        Some(port) if port != own => HeaderValue::try_from(format!("{host}:{port}")).ok(),
        _ => HeaderValue::from_str(host).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_header_has_the_port_unless_it_is_the_schemes_own() {
        for (uri, expected) in [
            ("https://a.example/x", "a.example"),
            ("https://a.example:443/x", "a.example"),
            ("https://a.example:80/x", "a.example:80"),
            ("http://a.example:80/", "a.example"),
            ("http://[::1]:8080/", "[::1]:8080"),
        ] {
            assert_eq!(host(&uri.parse().unwrap()).unwrap(), expected, "{uri}");
        }
    }
}
