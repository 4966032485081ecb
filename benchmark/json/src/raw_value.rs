//! The renaming of `pipedream_native::decode`, written with serde_json's `RawValue`. It gives the same output for a document
//! without white space, duplicate keys or unknown keys that are spelled like a field in JavaScript, which is less than
//! `decode` handles.

use std::borrow::Cow;
use std::fmt;

use pipedream_native::dates;
use pipedream_native::endpoint::{Field, Shape};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Renames the keys of `text` by `shape`.
pub fn decode(text: &str, shape: &Shape) -> serde_json::Result<String> {
    let mut out = String::with_capacity(text.len());
    rename(&mut out, text, shape)?;
    Ok(out)
}

fn rename(out: &mut String, text: &str, shape: &Shape) -> serde_json::Result<()> {
    match (shape, text.as_bytes()[0]) {
        (Shape::Object(object), b'{') => rename_members(out, &serde_json::from_str(text)?, object.fields),
        (Shape::Union(union), b'{') => {
            let members: Members<'_> = serde_json::from_str(text)?;
            let tag = members.0.iter().find(|(key, _)| Some(&*key.0) == union.tag);
            let tag = tag.and_then(|(_, value)| serde_json::from_str::<Cow<'_, str>>(value.get()).ok());
            let member = union.members.iter().find(|(value, _)| tag.as_deref() == Some(*value));
            rename_members(out, &members, member.map_or(union.merged, |(_, object)| object).fields)
        }
        (Shape::Map(inner), b'{') => {
            let members: Members<'_> = serde_json::from_str(text)?;
            write_list(out, '{', '}', members.0, |out, (key, value)| {
                write_key(out, &key.0)?;
                rename(out, value.get(), inner)
            })
        }
        (Shape::List(inner), b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            write_list(out, '[', ']', items, |out, item| rename(out, item.get(), inner))
        }
        (Shape::Date, b'"') => {
            match dates::parse_millis(&text.as_bytes()[1..text.len() - 1]) {
                Some(millis) => dates::write_seconds(out, millis),
                None => out.push_str(text),
            }
            Ok(())
        }
        _ => {
            out.push_str(text);
            Ok(())
        }
    }
}

fn rename_members(out: &mut String, members: &Members<'_>, fields: &[Field]) -> serde_json::Result<()> {
    // Fields mostly come in the documented order: the search for one begins behind the last.
    let mut next = 0;
    let known = members.0.iter().map(|(key, value)| {
        let index = (next..fields.len()).chain(0..next).find(|&index| fields[index].wire == key.0);
        next = index.map_or(next, |index| index + 1);
        (key, value.get(), index.map(|index| &fields[index]))
    });
    let kept = known.filter(|(_, value, field)| field.is_none_or(|field| field.required || *value != "null"));
    write_list(out, '{', '}', kept, |out, (key, value, field)| {
        write_key(out, field.map_or(&*key.0, |field| field.js))?;
        rename(out, value, field.map_or(&Shape::Raw, |field| field.shape))
    })
}

fn write_key(out: &mut String, key: &str) -> serde_json::Result<()> {
    if key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        out.extend(["\"", key, "\":"]);
    } else {
        out.extend([serde_json::to_string(key)?.as_str(), ":"]);
    }
    Ok(())
}

fn write_list<T>(
    out: &mut String,
    open: char,
    close: char,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut String, T) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    out.push(open);
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item)?;
    }
    out.push(close);
    Ok(())
}

#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

struct Members<'a>(Vec<(Key<'a>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}
