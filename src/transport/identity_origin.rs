//! Show the client's certificate to the API and to nobody else.

use std::sync::Arc;

use url::Url;

use super::exchange::{Announced, Exchange, Incoming, Outgoing};
use crate::deadline::Turn;
use crate::error::Error;
use crate::future::BoxFuture;

/// Sends the requests to one origin with the client's certificate, and all others without: workflows, and where a redirect leads.
pub(crate) struct IdentityOrigin {
    origin: url::Origin,
    identified: Arc<dyn Exchange>,
    anonymous: Arc<dyn Exchange>,
}

impl IdentityOrigin {
    /// `identified` has the certificate, for requests to the origin of `base_url`.
    pub(crate) fn new(base_url: &str, identified: Arc<dyn Exchange>, anonymous: Arc<dyn Exchange>) -> Result<Self, Error> {
        let base = Url::parse(base_url).map_err(|_| Error::Internal { message: "the checked base URL cannot be parsed".into() })?;
        Ok(Self { origin: base.origin(), identified, anonymous })
    }
}

impl Exchange for IdentityOrigin {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        match Url::parse(&request.url) {
            Ok(url) if url.origin() == self.origin => self.identified.send(request),
            _ => self.anonymous.send(request),
        }
    }

    fn expect(&self, url: &str) -> Option<Announced> {
        match Url::parse(url) {
            Ok(parsed) if parsed.origin() == self.origin => self.identified.expect(url),
            _ => self.anonymous.expect(url),
        }
    }

    fn turn(&self) -> Option<Turn> {
        self.identified.turn()
    }
}
