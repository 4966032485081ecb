//! What was sent stands in no error.
//!
//! A server may echo its request, and a caller's own `fetch` may put it into what it throws. Taken out are the tokens the
//! call was sent with, the client's secrets, and the credentials the caller gave: see [`secrets_of`].

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;

use super::Client;
use super::answer::apart;
use crate::error::{Answered, Error};
use crate::json;
use crate::redact::{self, MARK, Redactor};
use crate::request::{Payload, PreparedRequest};
use crate::secret::Secret;
use crate::tokens::{BoxFuture, Token};
use crate::transport::Pieces;

/// Headers whose values are credentials, by themselves or behind the proxy's prefix.
const CREDENTIALS: [&str; 6] = ["authorization", "proxy-authorization", "cookie", "x-api-key", "x-auth-token", "x-pd-rate-limit"];

impl Client {
    /// What must not be shown of `call`, which was sent with the tokens `sent`.
    pub(super) fn hidden(&self, call: &PreparedRequest, sent: &[Arc<Token>]) -> Vec<Secret> {
        let mut hidden = self.credentials.secrets();
        hidden.extend(sent.iter().map(|token| token.secret().clone()));
        hidden.extend(secrets_of(&call.headers));
        if is_token_request(call)
            && let Payload::Bytes(body) = &call.body
        {
            hidden.extend(secrets_in(body));
        }
        hidden
    }
}

/// The credentials among the caller's headers, without their scheme; cookies also one by one, as who got them may show them.
pub fn secrets_of(headers: &HeaderMap) -> impl Iterator<Item = Secret> {
    let is_credential = |name: &str| CREDENTIALS.contains(&name.strip_prefix("x-pd-proxy-").unwrap_or(name));
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

/// `error` without `hidden`.
pub async fn error(error: Error, hidden: Vec<Secret>, call: &PreparedRequest) -> Error {
    let is_token = is_token_request(call);
    let size = match &error {
        Error::Status(answered) | Error::Unreadable { answered, .. } => answered.body.len(),
        _ => 0,
    };
    let work = move || {
        let error = Redactor::new(&hidden).error(error);
        if is_token { without_token(error) } else { error }
    };
    apart(size, work).await
}

/// An answer with a token in it that is no good answer is not shown: nobody has the token yet.
fn without_token(error: Error) -> Error {
    let hushed = |answered: Arc<Answered>| match redact::names_a_token(&answered.body) {
        true => Arc::new(Answered { body: MARK.into(), ..(*answered).clone() }),
        false => answered,
    };
    match error {
        Error::Status(answered) => Error::Status(hushed(answered)),
        Error::Unreadable { answered, message } => Error::Unreadable { answered: hushed(answered), message },
        other => other,
    }
}

/// A stream whose failure shows nothing of `hidden`.
pub fn stream(pieces: Box<dyn Pieces>, hidden: Vec<Secret>) -> Box<dyn Pieces> {
    Box::new(Hushed { pieces, hidden })
}

struct Hushed {
    pieces: Box<dyn Pieces>,
    hidden: Vec<Secret>,
}

impl Pieces for Hushed {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move { self.pieces.next().await.map_err(|error| Redactor::new(&self.hidden).error(error)) })
    }
}
