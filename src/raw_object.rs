//! A JSON object from JavaScript whose values are read by name.
//!
//! Our own JavaScript writes the object, so an object that is not JSON is a defect. The values are the user's, and whoever reads one
//! checks it.

use serde_json::Value;

use crate::error::Error;
use crate::json::{self, Entry};

/// The members of a JSON object, with their values as JSON text.
pub(crate) struct RawObject<'a>(Vec<Entry<'a>>);

impl<'a> RawObject<'a> {
    /// Reads the object `raw`. `label` is its name in error messages.
    pub(crate) fn parse(raw: &'a str, label: &str) -> Result<Self, Error> {
        let entries = json::entries(raw).and_then(Iterator::collect);
        entries.map(Self).map_err(|error| Error::invalid(format!("{label} could not be read: {error}")))
    }

    /// The JSON text of the member `name`, the last of duplicates; `None` if it is missing or `null`.
    pub(crate) fn raw(&self, name: &str) -> Option<&'a str> {
        let entry = self.0.iter().rev().find(|entry| entry.key == name)?;
        (entry.value != "null").then_some(entry.value)
    }

    /// The value of the member `name`; `Null` if it is missing.
    pub(crate) fn value(&self, name: &str) -> Result<Value, Error> {
        let Some(raw) = self.raw(name) else { return Ok(Value::Null) };
        // serde reads all that `JSON.stringify` writes, except half a surrogate pair.
        serde_json::from_str(raw).map_err(|_| Error::invalid(format!("{name} must be well-formed text, got one with a lone surrogate")))
    }

    /// The member `name` as pairs of a name and a value, the form in which JavaScript passes headers. Empty if it is not an array.
    pub(crate) fn pairs(&self, name: &str) -> Result<Vec<(String, Value)>, Error> {
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
