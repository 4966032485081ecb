//! The token request, and what an answer is worth (RFC 6749, sections 4.4 and 5).

use std::time::Duration;

use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::GrantAnswer;
use crate::error::TokenFailure;
use crate::secret::Secret;

/// A token lives at most this long here, whatever the endpoint says.
const LONGEST_LIFE: f64 = 86_400.0;
/// A token of which nobody says how long it lives.
const UNKNOWN_LIFE: Duration = Duration::from_secs(300);
/// How much of an error answer is shown.
const SHOWN: usize = 300;

/// The errors a token endpoint may name (RFC 6749, section 5.2).
const CODES: [&str; 6] =
    ["invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"];

/// The body of a token request.
pub fn body(id: &Secret, secret: &Secret, scope: Option<&str>) -> Zeroizing<Vec<u8>> {
    let mut fields = json!({ "grant_type": "client_credentials", "client_id": id.expose(), "client_secret": secret.expose() });
    if let Some(scope) = scope {
        fields["scope"] = scope.into();
    }
    Zeroizing::new(fields.to_string().into_bytes())
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

/// What an answer is worth. `clean` takes the client's secrets out of a text.
pub fn judge(answer: &GrantAnswer, clean: impl Fn(&str) -> String) -> Result<Granted, Refused> {
    let status = answer.status;
    let text = answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body);
    let parsed = if answer.truncated { None } else { serde_json::from_slice::<Map<String, Value>>(text).ok() };
    // A token that comes with a failure, or that cannot be used, is no less a secret.
    let token = parsed.as_ref().and_then(|body| body.get("access_token")?.as_str()).filter(|token| !token.is_empty());
    let token = token.map(|token| Secret::new(token.to_owned()));
    let clean = |text: &str| clean(&without(text, token.as_slice()));
    let refuse = |code: Option<String>, message: String, hope: Hope| Refused {
        failure: Box::new(TokenFailure {
            code,
            message,
            status: Some(status),
            head: Some(clean_head(&answer.head, &clean)),
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
        let raw = |name: &str| parsed.as_ref()?.get(name)?.as_str();
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
        if parsed.as_ref().is_none_or(|body| !body.contains_key("access_token")) {
            // JSON may spell one character in several ways: it is read before it is cleaned.
            let shown = match parsed.map(Value::Object) {
                Some(mut body) => {
                    cleaned(&mut body, &clean);
                    body.to_string()
                }
                None => clean(&String::from_utf8_lossy(text)),
            };
            refused.failure.body = Some(shortened(&shown));
        }
        return Err(refused);
    }
    let Some(mut body) = parsed else {
        let empty = answer.body.trim_ascii().is_empty();
        return Err(broken(if empty { "an empty body" } else { "a body that is not JSON" }));
    };
    let token = match body.remove("access_token") {
        Some(Value::String(token)) if is_sendable(&token) => Secret::new(token),
        Some(Value::String(_)) => return Err(broken("a token that cannot stand in a header")),
        Some(Value::Null) | None => return Err(broken("no access_token")),
        Some(_) => return Err(broken("a token that is not a string")),
    };
    match body.get("token_type") {
        Some(Value::String(kind)) if kind.eq_ignore_ascii_case("bearer") => {}
        Some(Value::Null) | None => {}
        Some(_) => return Err(broken("a token that is not of type Bearer")),
    }
    match life(body.get("expires_in"), token.expose()) {
        Some(life) => Ok(Granted { token, life }),
        None => Err(broken("an expires_in that is not a number of seconds above 0")),
    }
}

/// `text` without `secrets`: an endpoint may repeat what it was sent, as it came, within JSON or within a URL.
pub fn without(text: &str, secrets: &[impl std::borrow::Borrow<Secret>]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().map(std::borrow::Borrow::borrow) {
        let plain = secret.expose();
        let quoted = Zeroizing::new(Value::from(plain).to_string());
        let escaped = &quoted[1..quoted.len() - 1];
        // Some writers of JSON put a backslash before a slash as well.
        let slashes = Zeroizing::new(escaped.replace('/', "\\/"));
        let in_url = Zeroizing::new(crate::encode::component(plain).into_owned());
        for form in [plain, escaped, &slashes, &in_url] {
            if text.contains(form) {
                text = text.replace(form, "[redacted]");
            }
        }
    }
    text
}

/// The head with the values of its headers cleaned. Names and the rest of its JSON are not the endpoint's to choose, and
/// stay, so that it can still be read.
fn clean_head(head: &str, clean: &impl Fn(&str) -> String) -> String {
    let Ok(mut head) = serde_json::from_str::<Value>(head) else { return String::new() };
    if let Some(Value::Array(pairs)) = head.get_mut("headers") {
        pairs.iter_mut().filter_map(|pair| pair.get_mut(1)).for_each(|value| cleaned(value, clean));
    }
    head.to_string()
}

/// Cleans every text within a value, keys included.
fn cleaned(value: &mut Value, clean: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = clean(text),
        Value::Array(list) => list.iter_mut().for_each(|one| cleaned(one, clean)),
        Value::Object(map) => {
            let whole = std::mem::take(map);
            map.extend(whole.into_iter().map(|(key, mut one)| {
                cleaned(&mut one, clean);
                (clean(&key), one)
            }));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
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
