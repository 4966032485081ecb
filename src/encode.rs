//! Convert the fields of a request to what the API reads: wire names in the body, pairs in the query.
//!
//! The values are the JSON text that `JSON.stringify` wrote: numbers have JavaScript's spelling, dates are strings already, and no
//! object has duplicate keys.

mod query;

use crate::endpoint::{Field, QueryField, Shape};
use crate::json::{self, Entry, SyntaxError};
use crate::rename::{Mode, rename};

pub(crate) use query::{append_pairs, encode_component, query_members, query_pairs};

/// A request in two parts: the fields of the query, as index in the operation's list and JSON value, and all other members.
pub(crate) type SplitRequest<'a> = (Vec<(usize, &'a str)>, Vec<Entry<'a>>);

/// Splits a request into the fields of the query and all other members. Of duplicate fields in the query the last counts.
pub(crate) fn split_query<'a>(raw: &'a str, query: &[QueryField]) -> Result<SplitRequest<'a>, SyntaxError> {
    let (mut pairs, mut rest) = (Vec::<(usize, &str)>::new(), Vec::new());
    for entry in json::entries(raw)? {
        let entry = entry?;
        match query.iter().position(|field| field.js == entry.key) {
            Some(index) => {
                pairs.retain(|(at, _)| *at != index);
                pairs.push((index, entry.value));
            }
            None => rest.push(entry),
        }
    }
    Ok((pairs, rest))
}

/// Appends a value to `out` under its wire names. If it is not JSON, `out` is left as it was.
pub(crate) fn write_value(out: &mut String, raw: &str, shape: &Shape) -> Result<(), SyntaxError> {
    rename(out, raw, shape, Mode::Encode)
}

/// Appends a member to the object that `out` ends in, under its wire name.
pub(crate) fn write_member(out: &mut String, entry: &Entry<'_>, fields: &'static [Field]) -> Result<(), SyntaxError> {
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
    write_value(out, entry.value, field.map_or(&Shape::Raw, |field| field.shape))
}

#[cfg(test)]
mod tests;
