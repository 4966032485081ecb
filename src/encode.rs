//! A request's fields become what the API reads: wire names in the body, pairs in the query.
//!
//! The values come as the JSON text JavaScript wrote, so numbers are spelled as JavaScript spells them.

use std::borrow::Cow;
use std::fmt;

use crate::endpoint::{Field, QueryField, Shape};
use crate::json::{self, Entry, Fault, Kind};
use crate::rename::{From, Renamer};

/// Why a value cannot stand in a query.
#[derive(Debug, PartialEq, Eq)]
pub enum QueryFault {
    /// A half surrogate pair has no UTF-8.
    LoneSurrogate,
    /// The text is no JSON: it did not come from `JSON.stringify`.
    NotJson(Fault),
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LoneSurrogate => f.write_str("must be well-formed text, got a string with a lone surrogate"),
            Self::NotJson(fault) => write!(f, "could not be read: {fault}"),
        }
    }
}

/// Splits a request into the fields that go to the query, by their place in `query`, and the rest.
#[allow(clippy::type_complexity)] // a name for the pair would say less than the pair
pub fn split<'a>(raw: &'a str, query: &[QueryField]) -> Result<(Vec<(usize, &'a str)>, Vec<Entry<'a>>), Fault> {
    let (mut pairs, mut rest) = (Vec::new(), Vec::new());
    for entry in json::entries(raw)? {
        let entry = entry?;
        match query.iter().position(|field| field.js == entry.key) {
            Some(index) => pairs.push((index, entry.value)),
            None => rest.push(entry),
        }
    }
    Ok((pairs, rest))
}

/// Adds a member to the object that `out` ends in, under its wire name.
pub fn member_into(out: &mut String, entry: &Entry<'_>, fields: &'static [Field]) -> Result<(), Fault> {
    if !out.ends_with('{') {
        out.push(',');
    }
    let field = fields.iter().find(|field| field.js == entry.key);
    match field {
        Some(field) => {
            out.push('"');
            out.push_str(field.wire);
            out.push_str("\":");
        }
        None => {
            out.push_str(entry.raw_key);
            out.push(':');
        }
    }
    let so_far = std::mem::take(out);
    *out = Renamer::new(entry.value, From::Js, so_far).whole(field.map_or(&Shape::Raw, |field| field.shape))?;
    Ok(())
}

/// The members of an object as query pairs, added to `out`.
pub fn query_members(out: &mut String, raw: &str) -> Result<(), QueryFault> {
    for entry in json::entries(raw).map_err(QueryFault::NotJson)? {
        let entry = entry.map_err(QueryFault::NotJson)?;
        query_pairs(out, &entry.key, entry.value)?;
    }
    Ok(())
}

/// One parameter as query pairs, added to `out`: null gives none, an array repeats the name, an object writes
/// its keys in brackets.
pub fn query_pairs(out: &mut String, name: &str, raw: &str) -> Result<(), QueryFault> {
    pairs(out, &component(name), raw, false)
}

fn pairs(out: &mut String, name: &str, raw: &str, in_array: bool) -> Result<(), QueryFault> {
    match json::kind(raw) {
        Kind::Null if in_array => pair(out, name, ""),
        Kind::Null => {}
        Kind::Array => {
            for element in json::elements(raw).map_err(QueryFault::NotJson)? {
                pairs(out, name, element.map_err(QueryFault::NotJson)?, true)?;
            }
        }
        Kind::Object => {
            for entry in json::entries(raw).map_err(QueryFault::NotJson)? {
                let entry = entry.map_err(QueryFault::NotJson)?;
                pairs(out, &format!("{name}%5B{}%5D", component(&entry.key)), entry.value, false)?;
            }
        }
        Kind::String => {
            let text = json::string(raw).map_err(|_| QueryFault::LoneSurrogate)?;
            pair(out, name, &component(&text));
        }
        Kind::Bool | Kind::Number => pair(out, name, &component(raw.trim_ascii())),
    }
    Ok(())
}

fn pair(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(name);
    out.push('=');
    out.push_str(value);
}

/// `encodeURIComponent`: everything but letters, digits and `-_.!~*'()` as UTF-8 bytes with a percent sign.
pub fn component(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if plain(byte) {
            out.push(byte.into());
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)].into());
            out.push(HEX[usize::from(byte & 15)].into());
        }
    }
    Cow::Owned(out)
}
