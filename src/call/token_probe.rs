//! Whose 401 is it?
//!
//! The proxy and workflows pass on what the service behind them said, so a 401 there may mean that the user's
//! Slack token died, not ours. The API marks no difference that is documented, so the token itself is put to
//! the test: one cheap call that only the API answers. A 401 there, too, is the API's own.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode, header};
use parking_lot::Mutex;
use tokio::time::Instant;

use super::{Client, bearer};
use crate::error::Error;
use crate::single_flight::SingleFlight;
use crate::tokens::Token;
use crate::transport::{OutBody, Outgoing};

/// How long a token that passed the test is taken at its word: services that refuse everything must not
/// double the traffic.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// How long the question may hold up the answer that raised it; of a shorter time limit it may take half.
const LIMIT: Duration = Duration::from_secs(5);

/// What is known of tokens that were put to the test.
#[derive(Default)]
pub struct TokenProbe {
    /// The last token that passed, and when.
    passed: Mutex<Option<(u64, Instant)>>,
    /// However many calls raise the question, it is asked once: which token, and whether it is dead.
    asking: SingleFlight<(u64, Result<bool, Error>)>,
}

impl Client {
    /// Whether the API would refuse `token` itself. `headers` are those of the relayed 401 that raised the question.
    pub(super) async fn is_revoked(&self, token: &Arc<Token>, headers: &HeaderMap, limit: Duration) -> bool {
        if names_our_realm(headers) {
            return true;
        }
        let passed = *self.token_probe.passed.lock();
        if passed.is_some_and(|(generation, at)| generation == token.generation() && at.elapsed() < TRUSTED_FOR) {
            return false;
        }
        let Ok(bearer) = bearer(token) else { return false };
        let mut own = self.defaults.headers.clone();
        own.insert(header::AUTHORIZATION, bearer);
        let url = if self.defaults.project_id.is_empty() {
            format!("{}/v1/connect/apps?limit=1", self.defaults.base_url)
        } else {
            let project = crate::encode::encode_component(&self.defaults.project_id);
            format!("{}/v1/connect/{project}/projects/info", self.defaults.base_url)
        };
        let asked = self.exchange.send(Outgoing { method: Method::GET, url, headers: own, body: OutBody::None, may_stream: false });
        let generation = token.generation();
        let ask = async move { (generation, asked.await.map(|answer| answer.status == StatusCode::UNAUTHORIZED && !answer.altered)) };
        match tokio::time::timeout(LIMIT.min(limit / 2), self.token_probe.asking.outcome(ask)).await {
            Ok(Some((asked, Ok(dead)))) if asked == generation => {
                if !dead {
                    *self.token_probe.passed.lock() = Some((generation, Instant::now()));
                }
                dead
            }
            // Nothing was learnt: the caller sees what the proxy said.
            _ => false,
        }
    }
}

/// A challenge that names Pipedream (RFC 6750, section 3) is no upstream's.
fn names_our_realm(headers: &HeaderMap) -> bool {
    headers.get_all(header::WWW_AUTHENTICATE).iter().any(|challenge| {
        let challenge = String::from_utf8_lossy(challenge.as_bytes()).to_ascii_lowercase();
        challenge.starts_with("bearer") && challenge.contains("realm=\"pipedream\"")
    })
}
