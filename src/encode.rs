//! A request's fields become what the API reads: wire names in the body, pairs in the query.
//!
//! The values come as the JSON text JavaScript wrote, so numbers are spelled as JavaScript spells them, dates are
//! text already, and no object has two members of one name.

mod query;

use crate::endpoint::{Field, QueryField, Shape};
use crate::json::{self, Entry, Fault};
use crate::rename::{Way, rename};

pub use query::{QueryFault, add_pairs, component, query_members, query_pairs};

/// A request apart: what goes to the query, by its place in the operation's list, and the rest.
pub type Apart<'a> = (Vec<(usize, &'a str)>, Vec<Entry<'a>>);

/// Splits a request into the fields that go to the query and the rest. Of doubles in the query the last counts.
pub fn split<'a>(raw: &'a str, query: &[QueryField]) -> Result<Apart<'a>, Fault> {
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

/// Adds a value to `out` with the wire's names. When it is not JSON, `out` is as it was.
pub fn encode_into(out: &mut String, raw: &str, shape: &Shape) -> Result<(), Fault> {
    rename(out, raw, shape, Way::Encode)
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
    encode_into(out, entry.value, field.map_or(&Shape::Raw, |field| field.shape))
}

#[cfg(test)]
mod tests;
