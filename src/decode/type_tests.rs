//! Every type of the generated tables: with all its fields, with the required ones only, with nulls, unknown fields, unknown union
//! members and wrong types.

#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::decode;
use crate::encode::write_value;
use crate::endpoint::{Answer, Body, Field, Object, Shape};
use crate::generated::endpoints::ENDPOINTS;

const INSTANT: &str = "2031-02-03T04:05:17.678Z";
/// The same as `decode` writes it.
const SECONDS_SINCE_2025: f64 = 192_168_317.678;

/// Which names a sample has.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Wire,
    Js,
}

/// The types below `shape`, by name; a member of a union comes with its tag.
fn collect(shape: &'static Shape, types: &mut BTreeMap<String, (&'static Object, Value)>) {
    let mut add = |name: String, object: &'static Object, tag: Value| {
        if types.insert(name, (object, tag)).is_none() {
            object.fields.iter().for_each(|field| collect(field.shape, types));
        }
    };
    match shape {
        Shape::Raw | Shape::Date => {}
        Shape::List(inner) | Shape::Map(inner) => collect(inner, types),
        Shape::Object(object) => add(object.name.into(), object, json!({})),
        Shape::Union(union) => {
            add(format!("{} (merged)", union.merged.name), union.merged, json!({}));
            for (value, member) in union.members {
                let tag = union.tag.expect("a union with members has a tag");
                add(member.name.into(), member, json!({ tag: value }));
            }
        }
    }
}

fn answered() -> BTreeMap<String, (&'static Object, Value)> {
    let mut types = BTreeMap::new();
    for endpoint in ENDPOINTS {
        if let Answer::Json(shape) | Answer::Page(shape) = endpoint.answer {
            collect(shape, &mut types);
        }
    }
    types
}

/// A value of `shape`, with the fields that `pick` selects.
fn sample(shape: &Shape, side: Side, pick: fn(&Field) -> bool) -> Value {
    match shape {
        Shape::Raw => json!({ "raw_value": [1, null, "x_y"] }),
        Shape::Date if side == Side::Wire => json!(INSTANT),
        Shape::Date => json!(SECONDS_SINCE_2025),
        Shape::List(inner) => json!([sample(inner, side, pick), sample(inner, side, pick)]),
        Shape::Map(inner) => json!({ "some_key": sample(inner, side, pick) }),
        Shape::Object(object) => members(object, &json!({}), side, pick),
        // Without a tag the fields of all members are known.
        Shape::Union(union) => members(union.merged, &json!({}), side, pick),
    }
}

fn members(object: &Object, tag: &Value, side: Side, pick: fn(&Field) -> bool) -> Value {
    let fields = object.fields.iter().filter(|field| pick(field));
    let fields = fields.map(|field| {
        let name = if side == Side::Wire { field.wire } else { field.js };
        (name.to_owned(), tag.get(field.wire).cloned().unwrap_or_else(|| sample(field.shape, side, pick)))
    });
    fields.collect::<Map<String, Value>>().into()
}

fn decoded(object: &'static Object, wire: &Value) -> Value {
    let text = wire.to_string();
    serde_json::from_str(&decode(&text, &Shape::Object(object)).unwrap()).unwrap()
}

#[test]
fn every_type_is_renamed_with_all_its_fields_and_with_the_required_ones_alone() {
    let types = answered();
    assert!(types.len() > 60, "{}", types.len());
    for (name, (object, tag)) in &types {
        let picks: [fn(&Field) -> bool; 3] = [|_| true, |field| field.required, |field| !field.required];
        for pick in picks {
            assert_eq!(decoded(object, &members(object, tag, Side::Wire, pick)), members(object, tag, Side::Js, pick), "{name}");
        }
    }
}

#[test]
fn in_every_type_an_optional_null_is_left_out_and_a_required_one_stays() {
    for (name, (object, _)) in &answered() {
        let nulls: Map<_, _> = object.fields.iter().map(|field| (field.wire.to_owned(), Value::Null)).collect();
        let required = object.fields.iter().filter(|field| field.required);
        let kept: Map<_, _> = required.map(|field| (field.js.to_owned(), Value::Null)).collect();
        assert_eq!(decoded(object, &nulls.into()), Value::Object(kept), "{name}");
    }
}

#[test]
fn in_every_type_unknown_members_stay_as_they_are() {
    for (name, (object, tag)) in &answered() {
        let unknown = json!({ "un_known": { "id_x": INSTANT, "created_at": null }, "AlsoNew": [null] });
        let (mut wire, mut js) = (members(object, tag, Side::Wire, |_| true), members(object, tag, Side::Js, |_| true));
        for value in [&mut wire, &mut js] {
            value.as_object_mut().unwrap().extend(unknown.as_object().unwrap().clone());
        }
        assert_eq!(decoded(object, &wire), js, "{name}");
    }
}

#[test]
fn in_every_type_a_value_of_another_kind_is_kept_under_the_new_name() {
    for (name, (object, _)) in &answered() {
        for other in [json!("un_known"), json!(true), json!("2031-02-30")] {
            let of = |name: fn(&Field) -> &'static str| -> Value {
                object.fields.iter().map(|field| (name(field).to_owned(), other.clone())).collect::<Map<_, _>>().into()
            };
            assert_eq!(decoded(object, &of(|field| field.wire)), of(|field| field.js), "{name}");
        }
    }
}

#[test]
fn the_tag_selects_every_member_of_a_union_and_an_unknown_one_all_fields() {
    fn check(shape: &'static Shape, seen: &mut Vec<&'static str>) {
        match shape {
            Shape::Raw | Shape::Date => {}
            Shape::List(inner) | Shape::Map(inner) => check(inner, seen),
            Shape::Object(object) => object.fields.iter().for_each(|field| check(field.shape, seen)),
            Shape::Union(union) => {
                union.merged.fields.iter().for_each(|field| check(field.shape, seen));
                let Some(tag) = union.tag else { return };
                let through = |wire: &Value| -> Value { serde_json::from_str(&decode(&wire.to_string(), shape).unwrap()).unwrap() };
                for (value, member) in union.members {
                    let tag = json!({ tag: value });
                    let wire = members(member, &tag, Side::Wire, |_| true);
                    assert_eq!(through(&wire), members(member, &tag, Side::Js, |_| true), "{}", member.name);
                    seen.push(member.name);
                }
                let new = json!({ tag: "new_member" });
                let wire = members(union.merged, &new, Side::Wire, |_| true);
                assert_eq!(through(&wire), members(union.merged, &new, Side::Js, |_| true), "{}", union.merged.name);
            }
        }
    }
    let mut seen = Vec::new();
    for endpoint in ENDPOINTS {
        if let Answer::Json(shape) | Answer::Page(shape) = endpoint.answer {
            check(shape, &mut seen);
        }
    }
    assert!(seen.len() > 10, "{seen:?}");
}

#[test]
fn every_body_is_sent_under_its_wire_names() {
    let mut bodies = 0;
    for endpoint in ENDPOINTS {
        let Body::Json { shape: shape @ Shape::Object(object), .. } = endpoint.body else { continue };
        // `JSON.stringify` has written dates as text.
        let js =
            members(object, &json!({}), Side::Js, |_| true).to_string().replace(&SECONDS_SINCE_2025.to_string(), &format!("{INSTANT:?}"));
        let mut out = String::new();
        write_value(&mut out, &js, shape).unwrap();
        assert_eq!(out, members(object, &json!({}), Side::Wire, |_| true).to_string(), "{}", endpoint.name);
        bodies += 1;
    }
    assert!(bodies > 10, "{bodies}");
}
