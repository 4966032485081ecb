//! The members of an object that crossed from JavaScript, by name.
//!
//! What crosses is written by our own JavaScript, so an object that cannot be read is a defect; what a member holds is
//! the user's, and for the reader of the member to judge.

use serde_json::Value;

use crate::error::Error;
use crate::json::{self, Entry};

/// An object's members.
pub struct RawObject<'a>(Vec<Entry<'a>>);

impl<'a> RawObject<'a> {
    /// Reads the object `raw`; `what` is what errors call it.
    pub fn of(raw: &'a str, what: &str) -> Result<Self, Error> {
        let read = || json::entries(raw)?.collect::<Result<Vec<_>, _>>();
        read().map(Self).map_err(|fault| Error::invalid(format!("{what} could not be read: {fault}")))
    }

    /// The JSON text of the member `name`; `null` counts as absent.
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        let entry = self.0.iter().rev().find(|entry| entry.key == name)?;
        (entry.value != "null").then_some(entry.value)
    }

    /// The member `name` as a value; `Null` when it is absent.
    pub fn value(&self, name: &str) -> Result<Value, Error> {
        let Some(raw) = self.raw(name) else { return Ok(Value::Null) };
        // The only JSON that JavaScript writes and serde does not read holds half a surrogate pair.
        serde_json::from_str(raw).map_err(|_| Error::invalid(format!("{name} must be well-formed text, got one with a lone surrogate")))
    }

    /// The member `name` as pairs of a name and a value, the form in which headers cross.
    pub fn pairs(&self, name: &str) -> Result<Vec<(String, Value)>, Error> {
        let Value::Array(pairs) = self.value(name)? else { return Ok(Vec::new()) };
        let pair = |pair: Value| match pair {
            Value::Array(pair) => match <[Value; 2]>::try_from(pair) {
                Ok([Value::String(name), value]) => Some((name, value)),
                _ => None,
            },
            _ => None,
        };
        let read: Option<Vec<_>> = pairs.into_iter().map(pair).collect();
        read.ok_or_else(|| Error::invalid(format!("{name} must be pairs of a name and a value")))
    }
}
