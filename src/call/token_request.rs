//! Send token requests the way calls are sent.
//!
//! They use the connections of the API, so that `prefetch()` and the first call need one TLS handshake.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};
use zeroize::{Zeroize, Zeroizing};

use super::redaction;
use crate::config::{CODINGS, Config};
use crate::deadline::{Turn, within};
use crate::error::Error;
use crate::future::BoxFuture;
use crate::secret::Secret;
use crate::tokens::{TokenEndpoint, TokenResponse};
use crate::transport::{Exchange, Incoming, OutBody, Outgoing};

/// The largest response that is read, in bytes.
const MAX_RESPONSE: usize = 64 * 1024;

/// The token endpoint, reached through an [`Exchange`].
pub(crate) struct TokenRequests {
    exchange: Arc<dyn Exchange>,
    headers: HeaderMap,
}

impl TokenRequests {
    /// Sends the client's own headers along, as the official client does, but never its Authorization header. The secret is
    /// in the body (RFC 6749, section 2.3.1), and to authenticate twice is an error.
    pub(crate) fn new(exchange: Arc<dyn Exchange>, config: &Config) -> Self {
        let mut headers = config.base_headers();
        headers.remove(header::AUTHORIZATION);
        // A token does not compress, and the decoder would leave a copy of it in memory.
        if headers.get(header::ACCEPT_ENCODING) == Some(&CODINGS) {
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Self { exchange, headers }
    }
}

impl TokenEndpoint for TokenRequests {
    fn post(&self, url: &str, body: Zeroizing<Vec<u8>>, limit: Duration) -> BoxFuture<'static, Result<TokenResponse, Error>> {
        let body = OutBody::Bytes(Bytes::from_owner(body));
        let (url, headers) = (url.to_owned(), self.headers.clone());
        let request = Outgoing { method: Method::POST, url, headers, body, may_stream: false, may_repeat: false };
        let exchange = Arc::clone(&self.exchange);
        Box::pin(async move {
            let response = async {
                let mut incoming = exchange.send(request).await?;
                unshare(&mut incoming.head.headers);
                let body = match read(&mut incoming).await {
                    // The status says more than that its body cannot be decoded.
                    Err(error) if !incoming.head.status.is_success() && error.is_undecodable() => Some(Zeroizing::default()),
                    read => read?,
                };
                Ok(TokenResponse { head: incoming.head, truncated: body.is_none(), body: body.unwrap_or_default() })
            };
            let late = || Err(Error::Timeout { limit, label: "the token request".into(), phase: None });
            within(limit, exchange.turn(), response).await.unwrap_or_else(late)
        })
    }

    fn header_secrets(&self) -> Vec<Secret> {
        redaction::secrets_of(&self.headers).collect()
    }

    fn turn(&self) -> Option<Turn> {
        self.exchange.turn()
    }
}

/// Copies the values out of the read buffer of the connection. A value that shares it would keep the token in it alive, since
/// an error keeps the head of the response.
fn unshare(headers: &mut HeaderMap) {
    for value in headers.values_mut() {
        let is_sensitive = value.is_sensitive();
        *value = HeaderValue::from_bytes(value.as_bytes()).expect("the value of a header is valid");
        value.set_sensitive(is_sensitive);
    }
}

/// Reads the body. `None` if it is too large. The body holds a token, so each piece is wiped, unless the HTTP library still
/// shares it. The whole body is read into one buffer of the largest size: one that grows leaves copies behind.
async fn read(incoming: &mut Incoming) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    let mut body = Zeroizing::new(Vec::with_capacity(MAX_RESPONSE));
    while let Some(piece) = incoming.body.next().await? {
        if body.len() + piece.len() > MAX_RESPONSE {
            return Ok(None);
        }
        body.extend_from_slice(&piece);
        if let Ok(mut own) = piece.try_into_mut() {
            own.zeroize();
        }
    }
    Ok(Some(body))
}
