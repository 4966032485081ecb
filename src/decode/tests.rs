//! Decoding, case by case; `properties::decode` tests any document with any shape.

use serde_json::Value;

use super::*;
use crate::endpoint::{Answer, Field, Object, Union};

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

#[test]
fn known_keys_are_renamed_and_the_rest_is_copied() {
    let text = r#"{"a_leaf":{"first_name":"x","new_key":{"first_name":1}},"un_known":[1.50,1e400,12345678901234567890],"must_be":null}"#;
    assert_eq!(
        decode(text, &TREE_SHAPE).unwrap(),
        r#"{"aLeaf":{"firstName":"x","new_key":{"first_name":1}},"un_known":[1.50,1e400,12345678901234567890],"mustBe":null}"#
    );
}

#[test]
fn an_optional_null_is_left_out_at_every_place() {
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
fn of_duplicates_the_last_gives_the_value_and_the_first_the_place() {
    for (text, expected) in [
        (r#"{"must_be":1,"must_be":2}"#, r#"{"mustBe":2}"#),
        (r#"{"must_be":1,"must_be":null}"#, r#"{"mustBe":null}"#),
        (r#"{"a_leaf":{"first_name":1},"a_leaf":null,"z":1}"#, r#"{"z":1}"#),
        (r#"{"z":1,"a_leaf":{"first_name":1},"a_leaf":null}"#, r#"{"z":1}"#),
        (r#"{"a_leaf":null,"z":1,"a_leaf":{"first_name":1}}"#, r#"{"aLeaf":{"firstName":1},"z":1}"#),
        (r#"{"a_leaf":1,"a_leaf":null,"z":1,"a_leaf":2}"#, r#"{"aLeaf":2,"z":1}"#),
        (r#"{"aLeaf":5,"a_leaf":null}"#, "{}"),
        (r#"{"a_leaf":null,"aLeaf":null}"#, r#"{"aLeaf":null}"#),
        (r#"{"a_leaf":{"first_name":1},"aLeaf":5}"#, r#"{"aLeaf":5}"#),
        (r#"{"aLeaf":5,"z":0,"a_leaf":{"first_name":1}}"#, r#"{"aLeaf":{"firstName":1},"z":0}"#),
        (r#"{"a_leaf":{"same":1,"same":null,"first_name":2},"b":0}"#, r#"{"aLeaf":{"firstName":2},"b":0}"#),
        (r#"{"a\u005fleaf":1,"a_leaf":null}"#, "{}"),
        (r#"{"one_of":{"type":"leaf","first_name":1,"type":"other"}}"#, r#"{"oneOf":{"type":"other","other":1}}"#),
        (r#"{"one_of":{"type":"leaf","first_name":1,"t\u0079pe":7}}"#, r#"{"oneOf":{"type":7,"firstName":1}}"#),
    ] {
        // Compared as text, because the order of keys must be the same too.
        assert_eq!(decoded(text).to_string(), expected, "{text}");
    }
}

#[test]
fn a_key_with_escapes_is_the_same_key() {
    assert_eq!(decoded(r#"{"must\u005fbe":1}"#), serde_json::json!({ "mustBe": 1 }));
    assert_eq!(decode(r#"{"a\ud800":"\udfff"}"#, &TREE_SHAPE).unwrap(), r#"{"a\ud800":"\udfff"}"#);
    assert_eq!(decode(r#"{"__proto__":{"x":1}}"#, &TREE_SHAPE).unwrap(), r#"{"__proto__":{"x":1}}"#);
}

#[test]
fn dates_become_numbers_and_other_values_stay_different_from_them() {
    for (given, crossed) in [
        (r#""2031-02-03T04:05:17.678Z""#, "192168317.678"),
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
fn an_unknown_key_with_the_javascript_name_of_a_date_is_not_taken_for_a_date() {
    for (text, expected) in [
        (r#"{"createdAt":1700000000}"#, r#"{"createdAt":[1700000000]}"#),
        (r#"{"createdAt":"2031-02-03T04:05:17.678Z"}"#, r#"{"createdAt":["2031-02-03T04:05:17.678Z"]}"#),
        (r#"{"createdAt":null}"#, r#"{"createdAt":[null]}"#),
    ] {
        assert_eq!(decode(text, &LEAF_SHAPE).unwrap(), expected);
        let below = |text: &str| format!(r#"{{"theLeaves":[{text},[{text}]],"byName":{{"x":{text}}},"oneOf":{text}}}"#);
        let raw_list = below(expected).replacen(&format!("[{expected}]"), &format!("[{text}]"), 1);
        assert_eq!(decode(&below(text), &TREE_SHAPE).unwrap(), raw_list);
    }
    // Nothing else changes there: neither names nor nulls.
    let text = r#"{"aLeaf":{"first_name":null,"firstName":1,"created_at":1}}"#;
    assert_eq!(decode(text, &TREE_SHAPE).unwrap(), text);
}

#[test]
fn the_tag_selects_the_member_of_a_union_and_an_unknown_tag_renames_all_known_fields() {
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
fn no_depth_of_known_or_unknown_keys_overflows_the_stack() {
    let unknown = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert_eq!(decode(&unknown, &TREE_SHAPE).unwrap(), unknown);
    let deep = |key: &str| format!("{}1{}", format!(r#"{{"{key}":"#).repeat(100_000), "}".repeat(100_000));
    assert_eq!(decode(&deep("sub_tree"), &TREE_SHAPE).unwrap(), deep("subTree"));
    assert_eq!(decode(&deep("subTree"), &TREE_SHAPE).unwrap(), deep("subTree"));
    assert!(decode(&deep("sub_tree")[..1_000_000], &TREE_SHAPE).is_err());
}

#[test]
fn duplicates_at_every_level_cost_one_more_pass_in_all() {
    // If each level were read twice, 200 levels would never end.
    let deep = format!("{}1{}", r#"{"must_be":0,"sub_tree":"#.repeat(200), r#","must_be":1}"#.repeat(200));
    let expected = format!("{}1{}", r#"{"mustBe":0,"subTree":"#.repeat(200), r#","mustBe":1}"#.repeat(200));
    assert_eq!(decode(&deep, &TREE_SHAPE).unwrap(), expected);
}

#[test]
fn a_document_of_many_megabytes_is_decoded() {
    let leaf = r#"{"first_name":"x\n","created_at":"2031-02-03T04:05:17.678Z","same":null,"more":[1.5e300,{"first_name":"😀"}]}"#;
    let leaf_decoded = r#"{"firstName":"x\n","createdAt":192168317.678,"more":[1.5e300,{"first_name":"😀"}]}"#;
    let size = if cfg!(debug_assertions) { 8 << 20 } else { 64 << 20 };
    let count = size / 2 / leaf.len();
    let of = |leaf: &str, list: &str| format!(r#"{{"{list}":[{}],"long":"{}"}}"#, vec![leaf; count].join(","), "long ".repeat(size / 10));
    assert!(decode(&of(leaf, "the_leaves"), &TREE_SHAPE).unwrap() == of(leaf_decoded, "theLeaves"));
}

#[test]
fn text_that_is_not_json_is_refused() {
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

#[test]
fn the_offset_of_an_error_counts_the_byte_order_mark() {
    assert_eq!(decode("\u{feff}[1,]", &Shape::Raw).unwrap_err().offset, 6);
    assert_eq!(decode("{\"must_be\":1,}", &TREE_SHAPE).unwrap_err().to_string(), "expected a key at byte 13");
}

/// The renamer relies on it: in an object no two fields have a name in common.
#[test]
fn the_names_of_generated_fields_are_unique() {
    fn check(shape: &'static Shape, seen: &mut Vec<*const Shape>) {
        if seen.contains(&std::ptr::from_ref(shape)) {
            return;
        }
        seen.push(shape);
        match shape {
            Shape::Raw | Shape::Date => {}
            Shape::List(inner) | Shape::Map(inner) => check(inner, seen),
            Shape::Object(object) => check_object(object, seen),
            Shape::Union(union) => {
                check_object(union.merged, seen);
                for (_, member) in union.members {
                    check_object(member, seen);
                }
            }
        }
    }
    fn check_object(object: &'static Object, seen: &mut Vec<*const Shape>) {
        for (index, field) in object.fields.iter().enumerate() {
            for other in &object.fields[..index] {
                assert!(![other.wire, other.js].contains(&field.wire), "{}.{}", object.name, field.wire);
                assert!(![other.wire, other.js].contains(&field.js), "{}.{}", object.name, field.js);
            }
            check(field.shape, seen);
        }
    }
    let mut seen = Vec::new();
    for endpoint in crate::generated::endpoints::ENDPOINTS {
        if let Answer::Json(shape) | Answer::Page(shape) = endpoint.answer {
            check(shape, &mut seen);
        }
    }
    assert!(seen.len() > 50);
}
