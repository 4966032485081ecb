//! Convert values to query pairs.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::json::{self, Kind, StringError, SyntaxError};

/// Values that are nested deeper are refused: reading them recurses on the stack.
const MAX_DEPTH: usize = 100;

/// Why a value cannot be sent in a query.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum QueryError {
    /// It holds half a surrogate pair, which UTF-8 cannot encode.
    LoneSurrogate,
    /// It is not JSON, so it did not come from `JSON.stringify`.
    Syntax(SyntaxError),
    /// It cannot be written as pairs.
    Unsupported(&'static str),
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LoneSurrogate => f.write_str("must be well-formed text, got a string with a lone surrogate"),
            Self::Syntax(error) => write!(f, "could not be read: {error}"),
            Self::Unsupported(reason) => write!(f, "cannot be a query parameter: {reason}"),
        }
    }
}

impl From<SyntaxError> for QueryError {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

impl From<StringError> for QueryError {
    fn from(error: StringError) -> Self {
        match error {
            StringError::Syntax(error) => Self::Syntax(error),
            StringError::LoneSurrogate => Self::LoneSurrogate,
        }
    }
}

/// Appends `pairs` to the query of `url`, before its fragment. The rest of the URL stays as it was given, because normalizing it
/// would break a signature.
pub(crate) fn append_pairs(url: &mut String, pairs: &str) {
    if pairs.is_empty() {
        return;
    }
    let end = url.find('#').unwrap_or(url.len());
    let before = &url[..end];
    let separator = match before.contains('?') {
        false => "?",
        true if before.ends_with(['?', '&']) => "",
        true => "&",
    };
    url.insert_str(end, &format!("{separator}{pairs}"));
}

/// Appends the members of an object to `out` as query pairs. A `null` is left out, or with `nulls` sent as an empty value.
pub(crate) fn query_members(out: &mut String, raw: &str, nulls: bool) -> Result<(), QueryError> {
    for entry in json::entries(raw)? {
        let entry = entry?;
        if nulls || json::kind(entry.value) != Kind::Null {
            pairs(out, &encode_component(&json::string(entry.raw_key)?), entry.value, 0)?;
        }
    }
    Ok(())
}

/// Appends one parameter to `out` as query pairs, as the official client does: `null` is left out, an array repeats the name, an
/// object writes its keys in brackets, and a `null` within either is an empty value.
pub(crate) fn query_pairs(out: &mut String, name: &str, raw: &str) -> Result<(), QueryError> {
    if json::kind(raw) == Kind::Null { Ok(()) } else { pairs(out, &encode_component(name), raw, 0) }
}

fn pairs(out: &mut String, name: &str, raw: &str, depth: usize) -> Result<(), QueryError> {
    check_depth(depth)?;
    match json::kind(raw) {
        Kind::Object => {
            for entry in json::entries(raw)? {
                let entry = entry?;
                let key = json::string(entry.raw_key)?;
                pairs(out, &format!("{name}%5B{}%5D", encode_component(&key)), entry.value, depth + 1)?;
            }
        }
        Kind::Array => {
            for element in json::elements(raw)? {
                let element = element?;
                match json::kind(element) {
                    Kind::Object => pairs(out, name, element, depth + 1)?,
                    _ => pair(out, name, &text(element, depth + 1)?),
                }
            }
        }
        _ => pair(out, name, &text(raw, depth)?),
    }
    Ok(())
}

/// A value as JavaScript's `String()` converts it: a list within a list is its elements joined by commas.
fn text(raw: &str, depth: usize) -> Result<Cow<'_, str>, QueryError> {
    check_depth(depth)?;
    match json::kind(raw) {
        Kind::Null => Ok(Cow::Borrowed("")),
        Kind::String => Ok(json::string(raw)?),
        Kind::Bool | Kind::Number => Ok(Cow::Borrowed(raw.trim_ascii())),
        Kind::Array => {
            let elements: Result<Vec<_>, QueryError> = json::elements(raw)?.map(|element| text(element?, depth + 1)).collect();
            Ok(Cow::Owned(elements?.join(",")))
        }
        Kind::Object => Err(QueryError::Unsupported("a list within a list holds an object")),
    }
}

fn check_depth(depth: usize) -> Result<(), QueryError> {
    if depth > MAX_DEPTH { Err(QueryError::Unsupported("it is nested too deeply")) } else { Ok(()) }
}

fn pair(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(name);
    out.push('=');
    out.push_str(&encode_component(value));
}

/// What `encodeURIComponent` escapes (ECMA-262, section 19.2.6.5): all but letters, digits and `-_.!~*'()`.
const COMPONENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'!').remove(b'~').remove(b'*').remove(b'\'').remove(b'(').remove(b')');

/// `encodeURIComponent`: percent-encodes `text` as UTF-8.
pub(crate) fn encode_component(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, COMPONENT).into()
}
