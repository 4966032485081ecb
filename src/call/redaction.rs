//! Remove secrets from errors.
//!
//! A server may echo its request, and a caller's own `fetch` may put it into the error that it throws. The tokens of the call,
//! the client's secrets and the credentials in the caller's headers are redacted.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;

use super::offload::offload;
use crate::error::{Answered, Error};
use crate::future::BoxFuture;
use crate::json;
use crate::redact::{self, PLACEHOLDER, Redactor};
use crate::request::{Payload, PreparedRequest};
use crate::secret::Secret;
use crate::tokens::{ClientTokens, Token};
use crate::transport::Pieces;

/// Headers whose values are credentials, with or without the prefix of the proxy.
const CREDENTIAL_HEADERS: [&str; 6] = ["authorization", "proxy-authorization", "cookie", "x-api-key", "x-auth-token", "x-pd-rate-limit"];

/// What an error of `call` must not show. `sent` are the tokens that were sent.
pub(crate) fn secrets(tokens: &ClientTokens, call: &PreparedRequest, sent: &[Arc<Token>]) -> Vec<Secret> {
    let mut secrets = tokens.secrets();
    secrets.extend(sent.iter().map(|token| token.secret().clone()));
    secrets.extend(secrets_of(&call.headers));
    if is_token_request(call)
        && let Payload::Bytes(body) = &call.body
    {
        secrets.extend(secrets_in(body));
    }
    secrets
}

/// The credentials among the headers, without their scheme. Cookies also one by one, since a server may show a single one.
pub(crate) fn secrets_of(headers: &HeaderMap) -> impl Iterator<Item = Secret> {
    let is_credential = |name: &str| CREDENTIAL_HEADERS.contains(&name.strip_prefix("x-pd-proxy-").unwrap_or(name));
    let credentials = headers.iter().filter(move |(name, _)| is_credential(name.as_str()));
    let texts = credentials.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    texts.flat_map(|(name, value)| {
        let has_scheme = name.ends_with("authorization");
        let whole = value.split_once(' ').filter(|_| has_scheme).map_or(value, |(_, secret)| secret);
        let cookies = if name.ends_with("cookie") { value } else { "" };
        let cookies = cookies.split(';').filter_map(|cookie| Some(cookie.split_once('=')?.1));
        std::iter::once(whole).chain(cookies).map(|secret| Secret::new(secret.trim().to_owned()))
    })
}

/// The secret in the body of a token request (RFC 6749, section 2.3.1, RFC 7521, section 4.2).
fn secrets_in(body: &[u8]) -> Vec<Secret> {
    let fields = str::from_utf8(body).ok().and_then(|body| json::entries(body).ok()).into_iter().flatten().flatten();
    let secret = fields.filter(|field| matches!(&*field.key, "client_secret" | "client_assertion"));
    secret.filter_map(|field| Some(Secret::new(json::string(field.value).ok()?.into_owned()))).collect()
}

fn is_token_request(call: &PreparedRequest) -> bool {
    call.template.ends_with("/oauth/token")
}

/// `error` without `secrets`.
pub(crate) async fn redact_error(error: Error, secrets: Vec<Secret>, call: &PreparedRequest) -> Error {
    let is_token = is_token_request(call);
    let size = match &error {
        Error::Status(answered) | Error::Unreadable { answered, .. } => answered.body.len(),
        _ => 0,
    };
    let work = move || {
        let error = Redactor::new(&secrets).error(error);
        if is_token { without_token(error) } else { error }
    };
    offload(size, work).await
}

/// Hides the body of an error if it seems to hold a token that was issued just now.
fn without_token(error: Error) -> Error {
    let without_body = |answered: Arc<Answered>| match redact::may_contain_token(&answered.body) {
        true => Arc::new(Answered { body: PLACEHOLDER.into(), ..(*answered).clone() }),
        false => answered,
    };
    match error {
        Error::Status(answered) => Error::Status(without_body(answered)),
        Error::Unreadable { answered, message } => Error::Unreadable { answered: without_body(answered), message },
        other => other,
    }
}

/// A stream whose errors are redacted.
pub(crate) fn redact_stream(pieces: Box<dyn Pieces>, secrets: Vec<Secret>) -> Box<dyn Pieces> {
    Box::new(RedactedStream { pieces, secrets })
}

struct RedactedStream {
    pieces: Box<dyn Pieces>,
    secrets: Vec<Secret>,
}

impl Pieces for RedactedStream {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move { self.pieces.next().await.map_err(|error| Redactor::new(&self.secrets).error(error)) })
    }
}
