//! A plain implementation of decoding on the parsed document, which the property tests compare `decode` with.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::decode;
use crate::dates;
use crate::endpoint::{Field, Shape, Union};

/// Deeper documents are not compared: the reference recurses on the stack.
const DEEPEST: usize = 100;

/// Panics if `decode` does not do with `text` what the reference does.
pub(crate) fn check(text: &str, shape: &Shape) {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let out = match (decode(text, shape), serde_json::from_str::<&RawValue>(json)) {
        (Ok(out), Ok(_)) => out,
        (Err(error), Err(_)) => return assert!(error.offset <= text.len(), "{error} of {text:?}"),
        (Ok(_), Err(why)) => panic!("{text:?} is not JSON ({why}), but was accepted"),
        (Err(error), Ok(_)) => panic!("{text:?} is JSON, but was refused: {error}"),
    };
    let Some(doc) = Doc::read(json, 0) else { return };
    let value = Doc::read(&out, 0).unwrap_or_else(|| panic!("{text:?} became {out:?}")).plain();
    // Compared as text, because the order of keys must be the same too.
    assert_eq!(value.to_string(), doc.decoded(shape).to_string(), "{text:?} became {out:?}");
}

/// A document with its duplicate keys and the text of its leaves.
#[derive(Debug)]
enum Doc<'a> {
    Leaf(&'a str),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl<'a> Doc<'a> {
    /// `None` if the text is not JSON, or too deep.
    fn read(text: &'a str, depth: usize) -> Option<Self> {
        if depth > DEEPEST {
            return None;
        }
        let text = text.trim_ascii();
        Some(match text.as_bytes().first()? {
            b'{' => {
                Self::Object(members(text)?.into_iter().map(|(key, raw)| Some((key, Self::read(raw, depth + 1)?))).collect::<Option<_>>()?)
            }
            b'[' => {
                let items = serde_json::from_str::<Vec<&RawValue>>(text).ok()?;
                Self::List(items.into_iter().map(|raw| Self::read(raw.get(), depth + 1)).collect::<Option<_>>()?)
            }
            _ => Self::Leaf(text),
        })
    }

    /// The value that V8 reads: of duplicate keys the first gives the place, the last the value.
    fn plain(&self) -> Value {
        match self {
            // serde has no value for a number out of range or for half a surrogate pair: a text takes its place.
            Self::Leaf(raw) => serde_json::from_str(raw).unwrap_or_else(|_| Value::String(format!("as it is written: {raw}"))),
            Self::List(items) => items.iter().map(Self::plain).collect(),
            Self::Object(members) => members.iter().map(|(key, value)| (key.clone(), value.plain())).collect(),
        }
    }

    /// The value that `decode` must give.
    fn decoded(&self, shape: &Shape) -> Value {
        match (shape, self) {
            (Shape::List(shape), Self::List(items)) => items.iter().map(|item| item.decoded(shape)).collect(),
            (Shape::Map(shape), Self::Object(members)) => members.iter().map(|(key, value)| (key.clone(), value.decoded(shape))).collect(),
            (Shape::Object(object), Self::Object(members)) => decoded_members(members, object.fields),
            (Shape::Union(union), Self::Object(members)) => {
                let tag = members.iter().rfind(|(key, _)| Some(key.as_str()) == union.tag).map(|(_, value)| value.plain());
                let member = union.members.iter().find(|(name, _)| tag.as_ref().and_then(Value::as_str) == Some(name));
                decoded_members(members, member.map_or(union.merged, |(_, object)| object).fields)
            }
            (Shape::Date, Self::List(_)) => Value::Array(vec![self.plain()]),
            (Shape::Date, Self::Leaf(raw)) => match raw.as_bytes() {
                [b'"', text @ .., b'"'] => dates::parse_millis(text).map_or_else(|| self.plain(), seconds_since_2025),
                [b'-' | b'0'..=b'9', ..] => Value::Array(vec![self.plain()]),
                _ => self.plain(),
            },
            _ => self.plain(),
        }
    }

    /// The value of an unknown key that is spelled like a field in JavaScript.
    fn with_dates_in_brackets(&self, shape: &Shape) -> Value {
        match (shape, self) {
            (Shape::List(shape), Self::List(items)) => items.iter().map(|item| item.with_dates_in_brackets(shape)).collect(),
            (Shape::Map(shape), Self::Object(members)) => {
                members.iter().map(|(key, value)| (key.clone(), value.with_dates_in_brackets(shape))).collect()
            }
            (Shape::Object(object) | Shape::Union(Union { merged: object, .. }), Self::Object(members)) => members
                .iter()
                .map(|(key, value)| {
                    let field = object.fields.iter().find(|field| field.js == key.as_str());
                    (key.clone(), field.map_or_else(|| value.plain(), |field| value.with_dates_in_brackets(field.shape)))
                })
                .collect(),
            (Shape::Date, _) => Value::Array(vec![self.plain()]),
            _ => self.plain(),
        }
    }
}

fn decoded_members(members: &[(String, Doc<'_>)], fields: &[Field]) -> Value {
    let mut out = Map::new();
    // A `null` in the map may be a value, so the fields that are left out are kept apart.
    let mut omitted = Vec::new();
    for (key, value) in members {
        let (name, value, absent) = match fields.iter().find(|field| field.wire == key.as_str()) {
            Some(field) => (field.js.to_owned(), value.decoded(field.shape), !field.required && value.plain().is_null()),
            None => {
                let spelled = fields.iter().find(|field| field.js == key.as_str());
                (key.clone(), spelled.map_or_else(|| value.plain(), |field| value.with_dates_in_brackets(field.shape)), false)
            }
        };
        omitted.retain(|other| *other != name);
        if absent {
            omitted.push(name.clone());
        }
        out.insert(name, value);
    }
    out.retain(|name, _| !omitted.contains(name));
    Value::Object(out)
}

/// A date as `decode` writes it.
fn seconds_since_2025(millis: i64) -> Value {
    let since = millis - 1_735_689_600_000;
    if since % 1000 == 0 { Value::from(since / 1000) } else { Value::from(since as f64 / 1000.0) }
}

/// The members of the object `text` as serde reads them, duplicates included; `None` if it is not an object.
pub(crate) fn members(text: &str) -> Option<Vec<(String, &str)>> {
    // Checked first: serde accepts control characters in a key that it reads as bytes.
    serde_json::from_str::<&RawValue>(text).and_then(|_| serde_json::from_str::<Members<'_>>(text)).ok().map(|members| members.0)
}

struct Members<'a>(Vec<(String, &'a str)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    members.push((key, map.next_value::<&RawValue>()?.get()));
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Reader)
    }
}

/// A key that is read as bytes: serde refuses half a surrogate pair in a string.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_bytes<E>(self, key: &[u8]) -> Result<Key, E> {
                // A key that is not UTF-8 must stay different from every other key.
                Ok(Key(String::from_utf8(key.to_vec()).unwrap_or_else(|_| format!("\u{fffd}{key:?}"))))
            }
        }
        from.deserialize_bytes(Reader)
    }
}
