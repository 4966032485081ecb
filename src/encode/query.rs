//! A value becomes query pairs.

use std::borrow::Cow;
use std::fmt;

use crate::json::{self, Fault, Kind, StringFault};

/// A query that is nested deeper than this is a mistake, and must not exhaust the stack.
const DEEPEST: usize = 100;

/// Why a value cannot stand in a query.
#[derive(Debug, PartialEq, Eq)]
pub enum QueryFault {
    /// A half surrogate pair has no UTF-8.
    LoneSurrogate,
    /// The text is no JSON: it did not come from `JSON.stringify`.
    NotJson(Fault),
    /// There is no way to write it as pairs.
    NoForm(&'static str),
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LoneSurrogate => f.write_str("must be well-formed text, got a string with a lone surrogate"),
            Self::NotJson(fault) => write!(f, "could not be read: {fault}"),
            Self::NoForm(what) => write!(f, "cannot be a query parameter: {what}"),
        }
    }
}

impl From<Fault> for QueryFault {
    fn from(fault: Fault) -> Self {
        Self::NotJson(fault)
    }
}

impl From<StringFault> for QueryFault {
    fn from(fault: StringFault) -> Self {
        match fault {
            StringFault::NotAString(fault) => Self::NotJson(fault),
            StringFault::LoneSurrogate => Self::LoneSurrogate,
        }
    }
}

/// Adds `pairs` to the query of `url`, before its fragment. The URL itself stays as it was given: a signed one would not
/// survive being put in order.
pub fn add_pairs(url: &mut String, pairs: &str) {
    if pairs.is_empty() {
        return;
    }
    let end = url.find('#').unwrap_or(url.len());
    let before = &url[..end];
    let joint = match before.contains('?') {
        false => "?",
        true if before.ends_with(['?', '&']) => "",
        true => "&",
    };
    url.insert_str(end, &format!("{joint}{pairs}"));
}

/// The members of an object as query pairs, added to `out`. A `null` gives none, or an empty value where `nulls` are to be seen.
pub fn query_members(out: &mut String, raw: &str, nulls: bool) -> Result<(), QueryFault> {
    for entry in json::entries(raw)? {
        let entry = entry?;
        if nulls || json::kind(entry.value) != Kind::Null {
            pairs(out, &component(&json::string(entry.raw_key)?), entry.value, 0)?;
        }
    }
    Ok(())
}

/// One parameter as query pairs, added to `out`: `null` gives none, an array repeats the name, an object writes its
/// keys in brackets, and a `null` within either is an empty value.
pub fn query_pairs(out: &mut String, name: &str, raw: &str) -> Result<(), QueryFault> {
    if json::kind(raw) == Kind::Null { Ok(()) } else { pairs(out, &component(name), raw, 0) }
}

fn pairs(out: &mut String, name: &str, raw: &str, depth: usize) -> Result<(), QueryFault> {
    check_depth(depth)?;
    match json::kind(raw) {
        Kind::Object => {
            for entry in json::entries(raw)? {
                let entry = entry?;
                let key = json::string(entry.raw_key)?;
                pairs(out, &format!("{name}%5B{}%5D", component(&key)), entry.value, depth + 1)?;
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

/// A value as JavaScript's `String` has it: a list within a list is its elements with commas.
fn text(raw: &str, depth: usize) -> Result<Cow<'_, str>, QueryFault> {
    check_depth(depth)?;
    match json::kind(raw) {
        Kind::Null => Ok(Cow::Borrowed("")),
        Kind::String => Ok(json::string(raw)?),
        Kind::Bool | Kind::Number => Ok(Cow::Borrowed(raw.trim_ascii())),
        Kind::Array => {
            let elements: Result<Vec<_>, QueryFault> = json::elements(raw)?.map(|element| text(element?, depth + 1)).collect();
            Ok(Cow::Owned(elements?.join(",")))
        }
        Kind::Object => Err(QueryFault::NoForm("a list within a list holds an object")),
    }
}

fn check_depth(depth: usize) -> Result<(), QueryFault> {
    if depth > DEEPEST { Err(QueryFault::NoForm("it is nested too deeply")) } else { Ok(()) }
}

fn pair(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(name);
    out.push('=');
    out.push_str(&component(value));
}

/// `encodeURIComponent`: everything but letters, digits and `-_.!~*'()` as UTF-8 bytes with a percent sign.
pub fn component(text: &str) -> Cow<'_, str> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if plain(byte) {
            out.push(byte.into());
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)].into());
            out.push(HEX[usize::from(byte & 15)].into());
        }
    }
    Cow::Owned(out)
}
