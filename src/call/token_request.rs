//! The token request on the wire: what `credentials` asks for, sent the way everything else is sent.
//!
//! It shares the API's connections: `prefetch()` and the first call use one TLS handshake.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};
use zeroize::{Zeroize, Zeroizing};

use super::redaction;
use crate::config::Config;
use crate::deadline::{Turn, within};
use crate::error::Error;
use crate::future::BoxFuture;
use crate::secret::Secret;
use crate::tokens::{TokenEndpoint, TokenResponse};
use crate::transport::{Exchange, Incoming, OutBody, Outgoing};

/// A token answer larger than this is refused unread.
const LARGEST_ANSWER: usize = 64 * 1024;

/// The token endpoint, reached through an [`Exchange`].
pub struct TokenRequests {
    exchange: Arc<dyn Exchange>,
    headers: HeaderMap,
}

impl TokenRequests {
    /// Sends the client's own headers along, as the official client does, but never its Authorization: the
    /// endpoint takes the secret in the body (RFC 6749, section 2.3.1), and two methods at once are an error.
    pub fn new(exchange: Arc<dyn Exchange>, config: &Config) -> Self {
        let mut headers = config.base_headers();
        headers.remove(header::AUTHORIZATION);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Self { exchange, headers }
    }
}

impl TokenEndpoint for TokenRequests {
    fn post(&self, url: &str, body: Zeroizing<Vec<u8>>, limit: Duration) -> BoxFuture<'static, Result<TokenResponse, Error>> {
        let body = OutBody::Bytes(Bytes::from_owner(body));
        let request = Outgoing { method: Method::POST, url: url.to_owned(), headers: self.headers.clone(), body, may_stream: false };
        let exchange = Arc::clone(&self.exchange);
        Box::pin(async move {
            let sent = async {
                let mut incoming = exchange.send(request).await?;
                let body = read(&mut incoming).await?;
                Ok(TokenResponse { head: incoming.head, truncated: body.is_none(), body: body.unwrap_or_default() })
            };
            let late = || Err(Error::Timeout { limit, what: "the token request".into() });
            within(limit, exchange.turn(), sent).await.unwrap_or_else(late)
        })
    }

    fn hidden(&self) -> Vec<Secret> {
        redaction::secrets_of(&self.headers).collect()
    }

    fn turn(&self) -> Option<Turn> {
        self.exchange.turn()
    }
}

/// Reads the body; `None` where it is too large. It holds a token: each piece is wiped, unless the HTTP library has its share
/// in it, and what is read lies in one place, which does not grow and leave copies behind.
async fn read(incoming: &mut Incoming) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    let mut body = Zeroizing::new(Vec::with_capacity(LARGEST_ANSWER));
    while let Some(piece) = incoming.body.next().await? {
        if body.len() + piece.len() > LARGEST_ANSWER {
            return Ok(None);
        }
        body.extend_from_slice(&piece);
        if let Ok(mut own) = piece.try_into_mut() {
            own.zeroize();
        }
    }
    Ok(Some(body))
}
