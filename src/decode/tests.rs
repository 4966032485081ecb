//! Decoding against a plain reference: parse, rename, write.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;
use crate::endpoint::{Field, Object, Union};

static RAW: Shape = Shape::Raw;
static DATE: Shape = Shape::Date;
static LEAF: Object = Object {
    name: "Leaf",
    fields: &[
        Field { wire: "first_name", js: "firstName", shape: &RAW, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &DATE, required: false },
        Field { wire: "same", js: "same", shape: &RAW, required: false },
    ],
};
static LEAF_SHAPE: Shape = Shape::Object(&LEAF);
static LEAVES: Shape = Shape::List(&LEAF_SHAPE);
static LEAF_MAP: Shape = Shape::Map(&LEAF_SHAPE);
static OTHER: Object = Object { name: "Other", fields: &[Field { wire: "first_name", js: "other", shape: &RAW, required: false }] };
static UNION: Shape = Shape::Union(&Union { tag: Some("type"), members: &[("leaf", &LEAF), ("other", &OTHER)], merged: &LEAF });
static TREE: Object = Object {
    name: "Tree",
    fields: &[
        Field { wire: "a_leaf", js: "aLeaf", shape: &LEAF_SHAPE, required: false },
        Field { wire: "the_leaves", js: "theLeaves", shape: &LEAVES, required: false },
        Field { wire: "by_name", js: "byName", shape: &LEAF_MAP, required: false },
        Field { wire: "one_of", js: "oneOf", shape: &UNION, required: false },
        Field { wire: "sub_tree", js: "subTree", shape: &TREE_SHAPE, required: false },
        Field { wire: "must_be", js: "mustBe", shape: &RAW, required: true },
    ],
};
static TREE_SHAPE: Shape = Shape::Object(&TREE);

fn decoded(text: &str) -> Value {
    serde_json::from_str(&decode(text, &TREE_SHAPE).unwrap()).unwrap()
}

/// The same by the book: with values, field by field.
fn reference(value: Value, shape: &Shape) -> Value {
    match (shape, value) {
        (Shape::Object(object), Value::Object(map)) => Value::Object(renamed(map, object.fields)),
        (Shape::Union(union), Value::Object(map)) => {
            let tag = union.tag.and_then(|tag| map.get(tag)).and_then(Value::as_str);
            let member = union.members.iter().find(|(value, _)| Some(*value) == tag);
            let fields = member.map_or(union.merged.fields, |(_, object)| object.fields);
            Value::Object(renamed(map, fields))
        }
        (Shape::Map(shape), Value::Object(map)) => map.into_iter().map(|(key, value)| (key, reference(value, shape))).collect(),
        (Shape::List(shape), Value::Array(list)) => list.into_iter().map(|value| reference(value, shape)).collect(),
        (Shape::Date, Value::String(text)) => crate::dates::millis(text.as_bytes()).map_or(Value::String(text), Value::from),
        (Shape::Date, value @ (Value::Number(_) | Value::Array(_))) => Value::Array(vec![value]),
        (_, value) => value,
    }
}

fn renamed(map: Map<String, Value>, fields: &[Field]) -> Map<String, Value> {
    let mut out = Map::new();
    for (key, value) in map {
        match fields.iter().find(|field| field.wire == key) {
            Some(field) if value.is_null() && !field.required => _ = out.shift_remove(field.js),
            Some(field) => _ = out.insert(field.js.into(), reference(value, field.shape)),
            // A date's new name in the wire's place is unknown; in brackets it is told apart.
            None if fields.iter().any(|field| field.js == key && matches!(field.shape, Shape::Date)) => {
                _ = out.insert(key, Value::Array(vec![value]))
            }
            None => _ = out.insert(key, value),
        }
    }
    out
}

#[test]
fn known_keys_are_renamed_and_the_rest_is_copied() {
    let text = r#"{"a_leaf":{"first_name":"x","new_key":{"first_name":1}},"un_known":[1.50,1e400,12345678901234567890],"must_be":null}"#;
    assert_eq!(
        decode(text, &TREE_SHAPE).unwrap(),
        r#"{"aLeaf":{"firstName":"x","new_key":{"first_name":1}},"un_known":[1.50,1e400,12345678901234567890],"mustBe":null}"#
    );
}

#[test]
fn an_optional_null_is_left_out_wherever_it_stands() {
    for (text, expected) in [
        (r#"{"a_leaf":null}"#, "{}"),
        (r#"{ "a_leaf" : null , "must_be" : 1 }"#, r#"{"mustBe" : 1 }"#),
        (r#"{"must_be":1, "a_leaf":null }"#, r#"{"mustBe":1 }"#),
        (r#"{"must_be":1,"a_leaf":null,"x":2}"#, r#"{"mustBe":1,"x":2}"#),
        (r#"{"a_leaf":null,"by_name":null,"must_be":1,"the_leaves":null,"one_of":null}"#, r#"{"mustBe":1}"#),
        (r#"{"x":"a,","a_leaf":null}"#, r#"{"x":"a,"}"#),
    ] {
        assert_eq!(decode(text, &TREE_SHAPE).unwrap(), expected);
    }
}

#[test]
fn of_doubles_the_last_wins() {
    for (text, expected) in [
        (r#"{"must_be":1,"must_be":2}"#, r#"{"mustBe":2}"#),
        (r#"{"a_leaf":{"first_name":1},"a_leaf":null,"z":1}"#, r#"{"z":1}"#),
        (r#"{"a_leaf":null,"a_leaf":{"first_name":1}}"#, r#"{"aLeaf":{"firstName":1}}"#),
        (r#"{"aLeaf":5,"a_leaf":null}"#, "{}"),
        (r#"{"a_leaf":{"first_name":1},"aLeaf":5}"#, r#"{"aLeaf":5}"#),
        (r#"{"a_leaf":{"same":1,"same":null,"first_name":2},"b":0}"#, r#"{"aLeaf":{"firstName":2},"b":0}"#),
    ] {
        let expected: Value = serde_json::from_str(expected).unwrap();
        assert_eq!(decoded(text), expected, "{text}");
    }
}

#[test]
fn a_key_with_escapes_is_the_same_key() {
    assert_eq!(decoded(r#"{"must\u005fbe":1}"#), serde_json::json!({ "mustBe": 1 }));
    assert_eq!(decode(r#"{"a\ud800":"\udfff"}"#, &TREE_SHAPE).unwrap(), r#"{"a\ud800":"\udfff"}"#);
    assert_eq!(decode(r#"{"__proto__":{"x":1}}"#, &TREE_SHAPE).unwrap(), r#"{"__proto__":{"x":1}}"#);
}

#[test]
fn dates_cross_as_numbers_and_what_is_none_can_be_told_apart() {
    for (given, crossed) in [
        (r#""2031-02-03T04:05:17.678Z""#, "1927857917678"),
        (r#""2031-02-03""#, r#""2031-02-03""#),
        (r#""soon""#, r#""soon""#),
        ("1700000000", "[1700000000]"),
        ("[1]", "[[1]]"),
        ("{\"a\":1}", "{\"a\":1}"),
        ("true", "true"),
    ] {
        let text = format!(r#"{{"a_leaf":{{"created_at":{given}}}}}"#);
        assert_eq!(decode(&text, &TREE_SHAPE).unwrap(), format!(r#"{{"aLeaf":{{"createdAt":{crossed}}}}}"#));
    }
}

#[test]
fn a_union_is_told_by_its_tag_and_an_unknown_tag_renames_what_is_known() {
    let of = |inner: &str| decode(&format!(r#"{{"one_of":{inner}}}"#), &TREE_SHAPE).unwrap();
    assert_eq!(of(r#"{"type":"other","first_name":1}"#), r#"{"oneOf":{"type":"other","other":1}}"#);
    assert_eq!(of(r#"{"first_name":1,"type":"leaf"}"#), r#"{"oneOf":{"firstName":1,"type":"leaf"}}"#);
    assert_eq!(of(r#"{"type":"new","first_name":1}"#), r#"{"oneOf":{"type":"new","firstName":1}}"#);
    assert_eq!(of("[1]"), r#"{"oneOf":[1]}"#);
}

#[test]
fn a_wrong_type_keeps_its_value_under_the_new_key() {
    assert_eq!(
        decode(r#"{"a_leaf":"text","the_leaves":{"first_name":1},"by_name":[{"first_name":1}]}"#, &TREE_SHAPE).unwrap(),
        r#"{"aLeaf":"text","theLeaves":{"first_name":1},"byName":[{"first_name":1}]}"#
    );
}

#[test]
fn depth_is_no_danger() {
    let unknown = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert_eq!(decode(&unknown, &TREE_SHAPE).unwrap(), unknown);
    let deep = |n: usize| format!("{}1{}", r#"{"sub_tree":"#.repeat(n), "}".repeat(n));
    assert_eq!(decode(&deep(100), &TREE_SHAPE).unwrap().matches("subTree").count(), 100);
    assert!(decode(&deep(100_000), &TREE_SHAPE).is_ok());
}

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "01",
        "1.",
        "-",
        "+1",
        "tru",
        "nul",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12\"",
        "1 2",
        "[1}",
        "{\"a\"}",
        "'a'",
        "\u{feff}\u{feff}1",
        "{\"must_be\" 1}",
        "{\"a_leaf\":{\"first_name\":}}",
        "[,1]",
        "{,}",
        "1e",
        "NaN",
        "\"abc",
    ] {
        assert!(decode(text, &TREE_SHAPE).is_err(), "{text:?}");
        assert!(decode(text, &Shape::Raw).is_err(), "{text:?}");
    }
    assert_eq!(decode("\u{feff} {\"must_be\":1} \n", &TREE_SHAPE).unwrap(), " {\"mustBe\":1} \n");
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "a_leaf",
            "the_leaves",
            "by_name",
            "one_of",
            "sub_tree",
            "must_be",
            "first_name",
            "created_at",
            "same",
            "type",
            "firstName",
            "createdAt"
        ])
        .prop_map(String::from),
        "\\PC{0,4}",
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,9}".prop_map(Value::from),
        prop::sample::select(vec!["leaf", "other", "2031-02-03T04:05:17.678Z", "2031-02-03"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..7).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_value_decodes_to_what_the_reference_makes_of_it(value in json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        prop_assert_eq!(decoded(&text), reference(value, &TREE_SHAPE));
    }

    #[test]
    fn what_serde_takes_for_json_is_json_here_and_nothing_else(text in "[\\[\\]{}:,\"\\\\ \\n0-9a-fntruelsE.+\\-]{0,24}") {
        // Numbers of any size are JSON; serde's own are f64, so it is asked for the syntax only.
        let theirs = serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok();
        prop_assert_eq!(decode(&text, &Shape::Raw).is_ok(), theirs, "{:?}", text);
    }
}
