//! Find out whose 401 it is.
//!
//! The proxy and workflows relay the answers of the service behind them. Their 401 may therefore mean that the user's Slack
//! token was revoked, and not ours. The API documents no difference, so the token is probed with one cheap request that only
//! the API answers. If that is answered with 401 as well, the token was revoked.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode, header};
use parking_lot::Mutex;
use tokio::time::Instant;

use super::authorization::bearer;
use crate::error::Error;
use crate::request::RequestDefaults;
use crate::single_flight::SingleFlight;
use crate::tokens::Token;
use crate::transport::{Exchange, OutBody, Outgoing};

/// How long a token that has passed is not probed again. Otherwise a service that answers every call with 401 would double
/// the traffic.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// How long a probe may delay the answer that caused it. Of a shorter time limit it may take half.
const LIMIT: Duration = Duration::from_secs(5);

/// Probes tokens, and remembers the last one that passed.
pub(crate) struct TokenProbe {
    exchange: Arc<dyn Exchange>,
    url: String,
    headers: HeaderMap,
    /// The generation of the last token that passed, and when.
    passed: Mutex<Option<(u64, Instant)>>,
    /// Calls that need a probe at the same time share one. Its outcome: which token, and whether it was revoked.
    probes: SingleFlight<(u64, Result<bool, Error>)>,
}

impl TokenProbe {
    /// Probes tokens by a request through `exchange`.
    pub(crate) fn new(exchange: Arc<dyn Exchange>, defaults: &RequestDefaults) -> Self {
        let url = if defaults.project_id.is_empty() {
            format!("{}/v1/connect/apps?limit=1", defaults.base_url)
        } else {
            let project = crate::encode::encode_component(&defaults.project_id);
            format!("{}/v1/connect/{project}/projects/info", defaults.base_url)
        };
        let headers = defaults.headers.clone();
        Self { exchange, url, headers, passed: Mutex::default(), probes: SingleFlight::default() }
    }

    /// Whether the API rejects `token` itself. `relayed` are the headers of the 401, `limit` is the time limit of the call.
    pub(crate) async fn is_revoked(&self, token: &Arc<Token>, relayed: &HeaderMap, limit: Duration) -> bool {
        if is_from_api(relayed) {
            return true;
        }
        let passed = *self.passed.lock();
        if passed.is_some_and(|(generation, at)| generation == token.generation() && at.elapsed() < TRUSTED_FOR) {
            return false;
        }
        let Ok(bearer) = bearer(token) else { return false };
        let mut headers = self.headers.clone();
        headers.insert(header::AUTHORIZATION, bearer);
        let url = self.url.clone();
        let response =
            self.exchange.send(Outgoing { method: Method::GET, url, headers, body: OutBody::None, may_stream: false, may_repeat: false });
        let generation = token.generation();
        let probe = async move {
            let is_revoked = response.await.map(|incoming| incoming.head.status == StatusCode::UNAUTHORIZED && !incoming.altered);
            (generation, is_revoked)
        };
        match tokio::time::timeout(LIMIT.min(limit / 2), self.probes.run(probe)).await {
            Ok(Some((probed, Ok(is_revoked)))) if probed == generation => {
                if !is_revoked {
                    *self.passed.lock() = Some((generation, Instant::now()));
                }
                is_revoked
            }
            // The probe failed: the caller gets the relayed 401.
            _ => false,
        }
    }
}

/// Whether the challenge (RFC 6750, section 3) names Pipedream. A service behind the proxy does not send such a challenge.
fn is_from_api(headers: &HeaderMap) -> bool {
    headers.get_all(header::WWW_AUTHENTICATE).iter().any(|challenge| {
        let challenge = String::from_utf8_lossy(challenge.as_bytes()).to_ascii_lowercase();
        challenge.starts_with("bearer") && challenge.contains("realm=\"pipedream\"")
    })
}
