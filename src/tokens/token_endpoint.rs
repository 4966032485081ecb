//! The token endpoint: what is sent to it, and what its response means (RFC 6749, sections 4.4 and 5).

use std::cell::LazyCell;
use std::time::Duration;

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::scopes::Scopes;
use crate::deadline::Turn;
use crate::error::{Error, TokenFailure};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::private_key::ASSERTION_TYPE_JSON;
use crate::redact::{self, Redactor};
use crate::secret::{Secret, SecretJson, quoted};

/// The longest lifetime of a token in seconds, whatever the endpoint says.
const MAX_LIFETIME: f64 = 86_400.0;
/// The lifetime of a token if neither the endpoint nor the token names one.
const DEFAULT_LIFETIME: Duration = Duration::from_secs(300);
/// How many characters of an error response are shown.
const MAX_SHOWN: usize = 300;

/// The error codes of a token endpoint (RFC 6749, section 5.2).
const CODES: [&str; 6] =
    ["invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"];

/// Authentication schemes other than Bearer: IANA's registries of HTTP authentication schemes and of OAuth access token
/// types, and the schemes of AWS, Hawk, NTLM and HTTP signatures, which are not registered.
const OTHER_SCHEMES: [&str; 22] = [
    "AWS4-HMAC-SHA256",
    "Basic",
    "Concealed",
    "Digest",
    "DPoP",
    "GNAP",
    "Hawk",
    "HOBA",
    "HMAC",
    "Kerberos",
    "mac",
    "Mutual",
    "N_A",
    "Negotiate",
    "NTLM",
    "OAuth",
    "PoP",
    "PrivateToken",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
    "Signature",
    "vapid",
];

/// Sends token requests.
pub(crate) trait TokenEndpoint: Send + Sync {
    /// Posts the JSON `body` and reads the response, all within `limit`.
    fn post(&self, url: &str, body: Zeroizing<Vec<u8>>, limit: Duration) -> BoxFuture<'static, Result<TokenResponse, Error>>;
    /// The credentials among the headers that are sent along. Clients share a token, but not each other's headers, so an
    /// error must not show them.
    fn header_secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
    /// A turn of the event loop that the response comes through, if it comes through one.
    fn turn(&self) -> Option<Turn> {
        None
    }
}

/// A response of the token endpoint.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenResponse {
    /// Its head.
    pub head: Head,
    /// The body.
    pub body: Zeroizing<Vec<u8>>,
    /// Whether the body had more than 64 KiB. Then `body` is empty.
    pub truncated: bool,
}

/// A token as the endpoint issued it.
#[derive(Debug)]
pub(crate) struct IssuedToken {
    /// The token.
    pub token: Secret,
    /// How long it lives, counted from the start of its request.
    pub lifetime: Duration,
}

/// Why a response brought no token.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The error for the caller.
    pub failure: Box<TokenFailure>,
    /// Whether another request may help.
    pub advice: RetryAdvice,
}

/// Whether another token request may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryAdvice {
    /// After a short pause: the endpoint was busy or failed.
    Now,
    /// With the next refresh: what answered is not the endpoint, or is out of order.
    Later,
    /// At once, with another secret.
    NextSecret,
    /// Not with these credentials and scopes.
    Never,
}

/// What a token request proves the identity of the client with.
pub(crate) enum Proof<'a> {
    /// The client's secret (RFC 6749, section 2.3.1).
    Secret(&'a Secret),
    /// An assertion that the client's private key has signed (RFC 7523, section 2.2).
    Assertion(&'a Secret),
}

/// The JSON body of a token request.
pub(crate) fn request_body(id: &Secret, proof: &Proof<'_>, scopes: &Scopes) -> Zeroizing<Vec<u8>> {
    let (names, proof) = match proof {
        Proof::Secret(secret) => ([",\"client_secret\":", "", ""], quoted(secret.expose())),
        Proof::Assertion(assertion) => {
            ([",\"client_assertion_type\":", ASSERTION_TYPE_JSON, ",\"client_assertion\":"], quoted(assertion.expose()))
        }
    };
    let (id, scope) = (quoted(id.expose()), scopes.requested().map(quoted));
    let scope = scope.as_ref().map_or(["", ""], |scope| [",\"scope\":", scope]);
    // Allocated once in the right size: a buffer that grows leaves copies of the secret behind.
    let [type_name, assertion_type, name] = names;
    let grant = ",\"grant_type\":\"client_credentials\"";
    let parts = ["{\"client_id\":", &id, type_name, assertion_type, name, &proof, grant, scope[0], scope[1], "}"];
    Zeroizing::new(parts.concat().into_bytes())
}

/// The token of a response, or why there is none. `redactor` makes the redactor for the client's secrets. It is called
/// only if a text of the response is shown, since a redactor holds copies of them.
pub(crate) fn parse_response(response: &TokenResponse, redactor: impl FnOnce() -> Redactor) -> Result<IssuedToken, Refusal> {
    let redactor = LazyCell::new(redactor);
    let status = response.head.status.as_u16();
    let text = response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body);
    let parsed = if response.truncated { None } else { serde_json::from_slice::<Map<String, Value>>(text).ok() };
    let parsed = parsed.map(|body| SecretJson(Value::Object(body)));
    // A token in an error response, or one that cannot be used, is a secret as well.
    let token_redactor = LazyCell::new(|| {
        let token = parsed.as_ref().and_then(|body| body.0.get("access_token")?.as_str());
        Redactor::new(&token.map(|token| Secret::new(token.to_owned())))
    });
    let redacted = |text: &str| token_redactor.text(&redactor.text(text)).into_owned();
    let refuse = |code: Option<String>, message: String, advice: RetryAdvice| Refusal {
        failure: Box::new(TokenFailure {
            code,
            message,
            head: Some(token_redactor.head(redactor.head(response.head.clone()))),
            ..TokenFailure::default()
        }),
        advice,
    };
    let invalid = |reason: &str| {
        refuse(Some("ERR_TOKEN_ANSWER".into()), format!("the token endpoint answered {status} with {reason}"), RetryAdvice::Later)
    };
    if response.truncated {
        return Err(invalid("more than 64 KiB"));
    }
    if !(200..300).contains(&status) {
        let raw = |name: &str| parsed.as_ref()?.0.get(name)?.as_str();
        let shown = |name: &str| raw(name).map(|text| shortened(&redacted(text)));
        let code = match raw("error") {
            Some(code) if CODES.contains(&code) => Some(code.to_owned()),
            // Any other code may be any text.
            _ => shown("error").filter(|code| !code.contains(char::is_whitespace)),
        };
        let code = code.or_else(|| matches!(status, 401).then(|| "invalid_client".into()));
        let description = shown("error_description").map(|text| format!(": {text}")).unwrap_or_default();
        let label = code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default();
        let advice = match (status, code.as_deref()) {
            (408 | 425 | 429 | 500..=599, _) => RetryAdvice::Now,
            (_, Some("invalid_client")) => RetryAdvice::NextSecret,
            (400..=499, _) => RetryAdvice::Never,
            // A redirect is not followed: the secret goes only to the configured URL.
            _ => RetryAdvice::Later,
        };
        let mut refusal = refuse(code, format!("the token endpoint answered {status}{label}{description}"), advice);
        // An error response may be shown unless it holds a token.
        let body = String::from_utf8_lossy(text);
        if !redact::may_contain_token(&body) {
            refusal.failure.body = Some(shortened(&redactor.body(&body)));
        }
        return Err(refusal);
    }
    let Some(SecretJson(body)) = &parsed else {
        let empty = response.body.trim_ascii().is_empty();
        return Err(invalid(if empty { "an empty body" } else { "a body that is not JSON" }));
    };
    let token = match body.get("access_token") {
        // The copy in `parsed` is wiped with it.
        Some(Value::String(token)) if is_sendable(token) => Secret::new(token.clone()),
        Some(Value::String(_)) => return Err(invalid("a token that cannot stand in a header")),
        Some(Value::Null) | None => return Err(invalid("no access_token")),
        Some(_) => return Err(invalid("a token that is not a string")),
    };
    if let Some(scheme) = body.get("token_type").and_then(other_scheme) {
        return Err(invalid(&format!("a token of type {scheme}, which is not of type Bearer and cannot be sent as one")));
    }
    match lifetime(body.get("expires_in"), token.expose()) {
        Some(lifetime) => Ok(IssuedToken { token, lifetime }),
        None => Err(invalid("an expires_in that is not a number of seconds above 0")),
    }
}

/// The scheme of a `token_type` if it is known to be another than Bearer. Such a token must not be used (RFC 6749,
/// section 7.1). Any other value is ignored, as the official client ignores the member.
fn other_scheme(token_type: &Value) -> Option<&'static str> {
    let find = |kind: &str| OTHER_SCHEMES.into_iter().find(|scheme| scheme.eq_ignore_ascii_case(kind.trim()));
    match token_type {
        Value::String(kind) => find(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find_map(find),
        _ => None,
    }
}

/// One character to 16 KiB of visible ASCII: what fits in a header and what servers accept.
fn is_sendable(token: &str) -> bool {
    !token.is_empty() && token.len() <= 16 * 1024 && token.bytes().all(|byte| byte.is_ascii_graphic())
}

fn lifetime(expires_in: Option<&Value>, token: &str) -> Option<Duration> {
    let seconds = match expires_in {
        None | Some(Value::Null) => return Some(jwt_lifetime(token).unwrap_or(DEFAULT_LIFETIME)),
        Some(Value::Number(number)) => number.as_f64()?,
        Some(Value::String(text)) => text.trim().parse().ok()?,
        Some(_) => return None,
    };
    bounded(seconds)
}

/// The lifetime in the claims of a JWT: `exp` − `iat` (RFC 7519, section 4.1).
fn jwt_lifetime(token: &str) -> Option<Duration> {
    use base64::Engine as _;
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    bounded(claims["exp"].as_f64()? - claims["iat"].as_f64()?)
}

/// A lifetime of one nanosecond to [`MAX_LIFETIME`].
fn bounded(seconds: f64) -> Option<Duration> {
    let lifetime = (seconds > 0.0 && seconds.is_finite()).then(|| Duration::from_secs_f64(seconds.min(MAX_LIFETIME)));
    lifetime.filter(|lifetime| !lifetime.is_zero())
}

fn shortened(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().count() > MAX_SHOWN { format!("{}…", text.chars().take(MAX_SHOWN).collect::<String>()) } else { text }
}
