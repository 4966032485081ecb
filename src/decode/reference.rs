//! Decoding against a plain reference: the rule applied to the parsed document, member by member.

use std::borrow::Cow;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use super::decode;
use crate::dates;
use crate::endpoint::{Field, Object, Shape, Union};

/// A document as it is written, doubles and odd spellings included.
#[derive(Debug, Clone)]
enum Doc {
    Leaf(String),
    List(Vec<Doc>),
    Object(Vec<(String, Doc)>),
}

impl Doc {
    fn write(&self, out: &mut String, space: &str) {
        match self {
            Self::Leaf(raw) => out.push_str(raw),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { space } else { "," });
                    item.write(out, space);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    *out += &format!("{space}{key}{space}:{space}");
                    value.write(out, space);
                    out.push_str(space);
                }
                out.push('}');
            }
        }
    }

    /// The value as it is, by the rules of V8: the first of doubles gives the place, the last the value.
    fn plain(&self) -> Value {
        match self {
            Self::Leaf(raw) => serde_json::from_str(raw).unwrap(),
            Self::List(items) => items.iter().map(Self::plain).collect(),
            Self::Object(members) => members.iter().map(|(key, value)| (unquoted(key), value.plain())).collect(),
        }
    }

    /// The value as `decode` promises it.
    fn decoded(&self, shape: &Shape) -> Value {
        match (shape, self) {
            (Shape::List(shape), Self::List(items)) => items.iter().map(|item| item.decoded(shape)).collect(),
            (Shape::Map(shape), Self::Object(members)) => {
                members.iter().map(|(key, value)| (unquoted(key), value.decoded(shape))).collect()
            }
            (Shape::Object(object), Self::Object(members)) => decoded_members(members, object.fields),
            (Shape::Union(union), Self::Object(members)) => {
                let tag = members.iter().rfind(|(key, _)| Some(unquoted(key).as_str()) == union.tag).map(|(_, value)| value.plain());
                let member = union.members.iter().find(|(name, _)| tag.as_ref().and_then(Value::as_str) == Some(name));
                decoded_members(members, member.map_or(union.merged, |(_, object)| object).fields)
            }
            (Shape::Date, _) => match self.plain() {
                Value::String(text) => {
                    let escaped = matches!(self, Self::Leaf(raw) if raw.contains('\\'));
                    dates::millis(text.as_bytes()).filter(|_| !escaped).map_or(Value::String(text), crossed)
                }
                value @ (Value::Number(_) | Value::Array(_)) => Value::Array(vec![value]),
                value => value,
            },
            _ => self.plain(),
        }
    }

    /// The value below an unknown key that is called like a field in JavaScript.
    fn guarded(&self, shape: &Shape) -> Value {
        match (shape, self) {
            (Shape::List(shape), Self::List(items)) => items.iter().map(|item| item.guarded(shape)).collect(),
            (Shape::Map(shape), Self::Object(members)) => {
                members.iter().map(|(key, value)| (unquoted(key), value.guarded(shape))).collect()
            }
            (Shape::Object(object) | Shape::Union(Union { merged: object, .. }), Self::Object(members)) => members
                .iter()
                .map(|(key, value)| {
                    let key = unquoted(key);
                    let field = object.fields.iter().find(|field| field.js == key);
                    (key, field.map_or_else(|| value.plain(), |field| value.guarded(field.shape)))
                })
                .collect(),
            (Shape::Date, _) => Value::Array(vec![self.plain()]),
            _ => self.plain(),
        }
    }
}

fn decoded_members(members: &[(String, Doc)], fields: &[Field]) -> Value {
    let mut out = Map::new();
    // `null` in the map can be a value or stand for nothing: what is to be left out is noted apart.
    let mut left_out = Vec::new();
    for (key, value) in members {
        let key = unquoted(key);
        let (name, value, absent) = match fields.iter().find(|field| field.wire == key) {
            Some(field) => (field.js.to_owned(), value.decoded(field.shape), !field.required && value.plain().is_null()),
            None => {
                let spelled = fields.iter().find(|field| field.js == key);
                (key, spelled.map_or_else(|| value.plain(), |field| value.guarded(field.shape)), false)
            }
        };
        left_out.retain(|other| *other != name);
        if absent {
            left_out.push(name.clone());
        }
        out.insert(name, value);
    }
    out.retain(|name, _| !left_out.contains(name));
    Value::Object(out)
}

fn unquoted(key: &str) -> String {
    serde_json::from_str(key).unwrap()
}

const NAMES: [(&str, &str); 8] = [
    ("id", "id"),
    ("first_name", "firstName"),
    ("created_at", "createdAt"),
    ("a", "b"),
    ("type", "type"),
    ("__lv", "lv"),
    ("kind_of_a_long_name", "kindOfALongName"),
    ("readOnly", "readOnly"),
];
const TAGS: [&str; 3] = ["leaf", "data_store", "é"];

fn shape() -> BoxedStrategy<&'static Shape> {
    let leaf = prop_oneof![2 => Just(&Shape::Raw), 1 => Just(&Shape::Date)];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            1 => inner.clone().prop_map(|inner| kept(Shape::List(inner))),
            1 => inner.clone().prop_map(|inner| kept(Shape::Map(inner))),
            4 => object(inner.clone()).prop_map(|object| kept(Shape::Object(object))),
            2 => (object(inner.clone()), object(inner.clone()), object(inner), any::<bool>()).prop_map(|(one, other, merged, tagged)| {
                let members = kept([(TAGS[0], one), (TAGS[1], other)]);
                kept(Shape::Union(kept(Union { tag: tagged.then_some("type"), members, merged })))
            }),
        ]
    })
    .boxed()
}

fn object(inner: BoxedStrategy<&'static Shape>) -> impl Strategy<Value = &'static Object> {
    let names = prop::sample::subsequence(NAMES.to_vec(), 0..=NAMES.len()).prop_shuffle();
    let rest = prop::collection::vec((inner, any::<bool>()), NAMES.len());
    (names, rest).prop_map(|(names, rest)| {
        let field = |((wire, js), (shape, required)): (_, _)| Field { wire, js, shape, required };
        let fields: Vec<Field> = names.into_iter().zip(rest).map(field).collect();
        kept(Object { name: "Any", fields: kept(fields) })
    })
}

/// Shapes are tables of the program; a test's may live as long.
fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn quoted(text: Cow<'_, str>, escaped: bool) -> String {
    if escaped {
        let units: String = text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
        return format!("\"{units}\"");
    }
    serde_json::to_string(&text).unwrap()
}

fn doc() -> impl Strategy<Value = Doc> {
    let known = NAMES.iter().flat_map(|(wire, js)| [*wire, js]).collect::<Vec<_>>();
    let key = prop_oneof![8 => select(known).prop_map(String::from), 1 => ".{0,3}"];
    let key = (key, prop::bool::weighted(0.1)).prop_map(|(key, escaped)| quoted(key.into(), escaped));
    let text = prop_oneof![
        select(TAGS.to_vec()).prop_map(String::from),
        select(vec!["2031-02-03T04:05:17.678Z", "2031-02-03T04:05:17+01:00", "2031-02-30T00:00:00Z", "2031-02-03"]).prop_map(String::from),
        ".{0,9}",
    ];
    let text = (text, prop::bool::weighted(0.1)).prop_map(|(text, escaped)| quoted(text.into(), escaped));
    let leaf = prop_oneof![
        2 => Just("null".to_owned()),
        1 => any::<bool>().prop_map(|value| value.to_string()),
        1 => any::<i64>().prop_map(|value| value.to_string()),
        1 => any::<f32>().prop_filter("JSON has no such number", |value| value.is_finite()).prop_map(|value| format!("{value:e}")),
        4 => text,
    ];
    leaf.prop_map(Doc::Leaf).prop_recursive(7, 96, 8, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Doc::List),
            4 => prop::collection::vec((key.clone(), inner), 0..9).prop_map(Doc::Object),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_document_of_any_shape_decodes_to_what_the_reference_makes_of_it(
        doc in doc(),
        shape in shape(),
        space in select(vec!["", "", " ", "\n\t"]),
    ) {
        let mut text = String::new();
        doc.write(&mut text, space);
        let out = decode(&text, shape).unwrap();
        let value: Value = serde_json::from_str(&out).unwrap();
        // As text, since the order of keys counts too.
        prop_assert_eq!(value.to_string(), doc.decoded(shape).to_string(), "{} became {}", text, out);
    }

    #[test]
    fn a_cut_document_is_refused_whatever_its_shape(doc in doc(), shape in shape(), at in any::<prop::sample::Index>()) {
        let mut text = String::new();
        doc.write(&mut text, "");
        if !text.starts_with(['{', '[', '"']) {
            // What is left of a number is a number.
            return Ok(());
        }
        let at = at.index(text.len());
        let cut = String::from_utf8_lossy(&text.as_bytes()[..at]);
        prop_assert!(decode(&cut, shape).is_err());
        let and_more = text.clone() + &text[..1];
        prop_assert!(decode(&and_more, shape).is_err());
    }
}

/// A date as it crosses: seconds since 2025.
fn crossed(millis: i64) -> Value {
    let since = millis - 1_735_689_600_000;
    if since % 1000 == 0 { Value::from(since / 1000) } else { Value::from(since as f64 / 1000.0) }
}
