//! The token request, and what an answer is worth (RFC 6749, sections 4.4 and 5).

use std::cell::LazyCell;
use std::time::Duration;

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::GrantAnswer;
use crate::error::TokenFailure;
use crate::redact::{self, Redactor};
use crate::secret::{Secret, SecretJson, quoted};

/// A token lives at most this long here, whatever the endpoint says.
const LONGEST_LIFE: f64 = 86_400.0;
/// A token of which nobody says how long it lives.
const UNKNOWN_LIFE: Duration = Duration::from_secs(300);
/// How much of an error answer is shown.
const SHOWN: usize = 300;

/// The errors a token endpoint may name (RFC 6749, section 5.2).
const CODES: [&str; 6] =
    ["invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"];

/// Ways to authenticate that a bearer token is no part of: IANA's registries of HTTP authentication schemes and of OAuth
/// access token types without Bearer, and those of AWS, Hawk, NTLM and HTTP signatures, which never got there.
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

/// The body of a token request.
pub fn body(id: &Secret, secret: &Secret, scope: Option<&str>) -> Zeroizing<Vec<u8>> {
    let (id, secret, scope) = (quoted(id.expose()), quoted(secret.expose()), scope.map(quoted));
    let scope = scope.as_ref().map_or(["", ""], |scope| [",\"scope\":", scope]);
    // One piece of the right size: a buffer that grows leaves copies behind.
    let parts = ["{\"client_id\":", &id, ",\"client_secret\":", &secret, ",\"grant_type\":\"client_credentials\"", scope[0], scope[1], "}"];
    Zeroizing::new(parts.concat().into_bytes())
}

/// A token as the endpoint gave it.
#[derive(Debug)]
pub struct Granted {
    /// The token.
    pub token: Secret,
    /// How long it lives from the start of its request.
    pub life: Duration,
}

/// Why an answer gives no token.
#[derive(Debug)]
pub struct Refused {
    /// What the caller is told.
    pub failure: Box<TokenFailure>,
    /// What may help.
    pub hope: Hope,
}

/// What may help after a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hope {
    /// Asking again: the endpoint was busy or broken.
    AskAgain,
    /// Asking later: what answered is not the endpoint, or not in order.
    AskLater,
    /// Another secret.
    OtherSecret,
    /// Nothing but other credentials or scopes.
    None,
}

/// What an answer is worth. `redactor` gives what knows the client's secrets: it holds copies of them, and is made only
/// where something is to be shown.
pub fn judge(answer: &GrantAnswer, redactor: impl FnOnce() -> Redactor) -> Result<Granted, Refused> {
    let redactor = LazyCell::new(redactor);
    let status = answer.head.status.as_u16();
    let text = answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body);
    let parsed = if answer.truncated { None } else { serde_json::from_slice::<Map<String, Value>>(text).ok() };
    let parsed = parsed.map(|body| SecretJson(Value::Object(body)));
    // A token that comes with a failure, or that cannot be used, is no less a secret.
    let own = LazyCell::new(|| {
        let token = parsed.as_ref().and_then(|body| body.0.get("access_token")?.as_str());
        Redactor::new(&token.map(|token| Secret::new(token.to_owned())))
    });
    let clean = |text: &str| own.text(&redactor.text(text)).into_owned();
    let refuse = |code: Option<String>, message: String, hope: Hope| Refused {
        failure: Box::new(TokenFailure {
            code,
            message,
            head: Some(own.head(redactor.head(answer.head.clone()))),
            ..TokenFailure::default()
        }),
        hope,
    };
    let broken =
        |why: &str| refuse(Some("ERR_TOKEN_ANSWER".into()), format!("the token endpoint answered {status} with {why}"), Hope::AskLater);
    if answer.truncated {
        return Err(broken("more than 64 KiB"));
    }
    if !(200..300).contains(&status) {
        let raw = |name: &str| parsed.as_ref()?.0.get(name)?.as_str();
        let word = |name: &str| raw(name).map(|text| shortened(&clean(text)));
        let code = match raw("error") {
            Some(code) if CODES.contains(&code) => Some(code.to_owned()),
            // Whatever else it says may be anything.
            _ => word("error").filter(|code| !code.contains(char::is_whitespace)),
        };
        let code = code.or_else(|| matches!(status, 401).then(|| "invalid_client".into()));
        let says = word("error_description").map(|text| format!(": {text}")).unwrap_or_default();
        let named = code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default();
        let hope = match (status, code.as_deref()) {
            (408 | 425 | 429 | 500..=599, _) => Hope::AskAgain,
            (_, Some("invalid_client")) => Hope::OtherSecret,
            (400..=499, _) => Hope::None,
            // A redirect is not followed: the secret goes only where it was meant to go.
            _ => Hope::AskLater,
        };
        let mut refused = refuse(code, format!("the token endpoint answered {status}{named}{says}"), hope);
        // An error answer may be shown; one with a token in it is none.
        let shown = String::from_utf8_lossy(text);
        if !redact::may_contain_token(&shown) {
            let shown = redactor.body(&shown);
            refused.failure.body = Some(shortened(&shown));
        }
        return Err(refused);
    }
    let Some(SecretJson(body)) = &parsed else {
        let empty = answer.body.trim_ascii().is_empty();
        return Err(broken(if empty { "an empty body" } else { "a body that is not JSON" }));
    };
    let token = match body.get("access_token") {
        // The copy that stays in the answer is wiped with it.
        Some(Value::String(token)) if is_sendable(token) => Secret::new(token.clone()),
        Some(Value::String(_)) => return Err(broken("a token that cannot stand in a header")),
        Some(Value::Null) | None => return Err(broken("no access_token")),
        Some(_) => return Err(broken("a token that is not a string")),
    };
    if let Some(scheme) = body.get("token_type").and_then(other_scheme) {
        return Err(broken(&format!("a token of type {scheme}, which is not of type Bearer and cannot be sent as one")));
    }
    match life(body.get("expires_in"), token.expose()) {
        Some(life) => Ok(Granted { token, life }),
        None => Err(broken("an expires_in that is not a number of seconds above 0")),
    }
}

/// The scheme that a `token_type` names, if it is known to be another than Bearer (RFC 6749, section 7.1, forbids to use
/// such a token). Whatever else stands there says nothing: the official client never looks.
fn other_scheme(token_type: &Value) -> Option<&'static str> {
    let named = |kind: &str| OTHER_SCHEMES.into_iter().find(|scheme| scheme.eq_ignore_ascii_case(kind.trim()));
    match token_type {
        Value::String(kind) => named(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find_map(named),
        _ => None,
    }
}

/// One to 16 KiB of visible ASCII: what a header can carry and a server will take.
fn is_sendable(token: &str) -> bool {
    !token.is_empty() && token.len() <= 16 * 1024 && token.bytes().all(|byte| byte.is_ascii_graphic())
}

fn life(expires_in: Option<&Value>, token: &str) -> Option<Duration> {
    let seconds = match expires_in {
        None | Some(Value::Null) => return Some(of_jwt(token).unwrap_or(UNKNOWN_LIFE)),
        Some(Value::Number(number)) => number.as_f64()?,
        Some(Value::String(text)) => text.trim().parse().ok()?,
        Some(_) => return None,
    };
    within_bounds(seconds)
}

/// The life a JWT says of itself: `exp` − `iat` (RFC 7519, section 4.1).
fn of_jwt(token: &str) -> Option<Duration> {
    use base64::Engine as _;
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    within_bounds(claims["exp"].as_f64()? - claims["iat"].as_f64()?)
}

/// A life that has a nanosecond at least.
fn within_bounds(seconds: f64) -> Option<Duration> {
    let life = (seconds > 0.0 && seconds.is_finite()).then(|| Duration::from_secs_f64(seconds.min(LONGEST_LIFE)));
    life.filter(|life| !life.is_zero())
}

fn shortened(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().count() > SHOWN { format!("{}…", text.chars().take(SHOWN).collect::<String>()) } else { text }
}
