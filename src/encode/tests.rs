//! Bodies and queries as the recorded vectors and the official client write them.

use super::query::QueryError;
use super::*;
use crate::endpoint::{Object, Union};

static RAW: Shape = Shape::Raw;
static INNER: Object = Object {
    name: "Inner",
    fields: &[
        Field { wire: "from_date", js: "fromDate", shape: &Shape::Date, required: false },
        Field { wire: "kind_of", js: "kindOf", shape: &RAW, required: true },
        Field { wire: "sub_list", js: "subList", shape: &Shape::List(&INNER_SHAPE), required: false },
    ],
};
static INNER_SHAPE: Shape = Shape::Object(&INNER);
static OTHER: Object = Object { name: "Other", fields: &[Field { wire: "other_date", js: "fromDate", shape: &RAW, required: false }] };
static OUTER: Object = Object {
    name: "Outer",
    fields: &[
        Field { wire: "in_ner", js: "inNer", shape: &INNER_SHAPE, required: false },
        Field { wire: "by_name", js: "byName", shape: &Shape::Map(&INNER_SHAPE), required: false },
        Field {
            wire: "one_of",
            js: "oneOf",
            shape: &Shape::Union(&Union { tag: Some("kind_of"), members: &[("inner", &INNER), ("other", &OTHER)], merged: &INNER }),
            required: false,
        },
    ],
};
static OUTER_SHAPE: Shape = Shape::Object(&OUTER);
static QUERY: [QueryField; 2] = [
    QueryField { js: "externalUserId", wire: "external_user_id", allowed: &[], required: false },
    QueryField { js: "app", wire: "app", allowed: &[], required: false },
];

fn encoded(raw: &str) -> String {
    let mut out = String::new();
    write_value(&mut out, raw, &OUTER_SHAPE).unwrap();
    out
}

fn query(raw: &str) -> Result<String, QueryError> {
    let mut out = String::new();
    query_pairs(&mut out, "a b", raw)?;
    Ok(out)
}

#[test]
fn known_fields_are_sent_under_their_wire_names_at_every_depth() {
    assert_eq!(
        encoded(r#"{"inNer":{"fromDate":"2031-02-03T04:05:06.000Z","subList":[{"kindOf":1},2]},"byName":{"inNer":{"kindOf":1.50}}}"#),
        r#"{"in_ner":{"from_date":"2031-02-03T04:05:06.000Z","sub_list":[{"kind_of":1},2]},"by_name":{"inNer":{"kind_of":1.50}}}"#
    );
}

#[test]
fn unknown_keys_and_nulls_are_sent_as_given() {
    let given = r#"{"unKnown":{"inNer":1},"in_ner":{"fromDate":1},"oneOf":7}"#;
    assert_eq!(encoded(given), given.replace("oneOf", "one_of"));
    assert_eq!(encoded(r#"{"inNer":null}"#), r#"{"in_ner":null}"#);
}

#[test]
fn the_tag_of_a_union_is_read_under_its_javascript_name() {
    assert_eq!(encoded(r#"{"oneOf":{"fromDate":1,"kindOf":"other"}}"#), r#"{"one_of":{"other_date":1,"kindOf":"other"}}"#);
    assert_eq!(encoded(r#"{"oneOf":{"fromDate":1,"kindOf":"new"}}"#), r#"{"one_of":{"from_date":1,"kind_of":"new"}}"#);
}

#[test]
fn text_that_is_not_json_leaves_the_body_as_it_was() {
    let mut out = String::from("{\"a\":");
    assert!(write_value(&mut out, r#"{"inNer":{"fromDate":1},}"#, &OUTER_SHAPE).is_err());
    assert_eq!(out, "{\"a\":");
}

#[test]
fn members_are_added_one_by_one() {
    let mut out = String::from("{");
    for entry in json::entries(r#"{"inNer":{"kindOf":1},"e\u0078tra":[]}"#).unwrap() {
        write_member(&mut out, &entry.unwrap(), OUTER.fields).unwrap();
    }
    assert_eq!(out, r#"{"in_ner":{"kind_of":1},"e\u0078tra":[]"#);
}

#[test]
fn a_request_is_split_by_name_and_the_last_duplicate_counts() {
    let (pairs, rest) = split_query(r#"{"app":"x","body":[1],"externalUserId":"u","\u0061pp":"y"}"#, &QUERY).unwrap();
    assert_eq!(pairs, [(0, "\"u\""), (1, "\"y\"")]);
    assert_eq!(rest.iter().map(|entry| (entry.key.as_ref(), entry.value)).collect::<Vec<_>>(), [("body", "[1]")]);
    assert!(split_query("[]", &QUERY).is_err());
    assert!(split_query("{\"app\":}", &QUERY).is_err());
}

#[test]
fn a_value_becomes_the_pairs_the_official_client_sends() {
    // Each right side was recorded from the official client.
    for (value, pairs) in [
        ("null", ""),
        ("\"\"", "a%20b="),
        ("0", "a%20b=0"),
        ("false", "a%20b=false"),
        ("1e+21", "a%20b=1e%2B21"),
        (r#""!'()*~-_. é&=""#, "a%20b=!'()*~-_.%20%C3%A9%26%3D"),
        ("\"\\ud83d\\ude00\"", "a%20b=%F0%9F%98%80"),
        ("[]", ""),
        ("{}", ""),
        ("[\"x\",null,1]", "a%20b=x&a%20b=&a%20b=1"),
        ("[[]]", "a%20b="),
        ("[[2,[3,null]],{\"e\":1,\"f\":null}]", "a%20b=2%2C3%2C&a%20b%5Be%5D=1&a%20b%5Bf%5D="),
        (r#"{"c":null,"d é":{"x":[true]},"g":{}}"#, "a%20b%5Bc%5D=&a%20b%5Bd%20%C3%A9%5D%5Bx%5D=true"),
    ] {
        assert_eq!(query(value).as_deref(), Ok(pairs), "{value}");
    }
    let mut out = String::from("x=1");
    query_members(&mut out, r#"{"b":null,"c\u0020":[1,2]}"#, false).unwrap();
    assert_eq!(out, "x=1&c%20=1&c%20=2");
}

#[test]
fn a_value_that_a_query_cannot_hold_is_refused() {
    for value in [r#""\ud800""#, r#"["\udc00x"]"#, r#"{"\ud83d":1}"#, r#"[["\ud83d\u0041"]]"#] {
        assert_eq!(query(value), Err(QueryError::LoneSurrogate), "{value}");
    }
    assert_eq!(query_members(&mut String::new(), r#"{"\ud800":1}"#, false), Err(QueryError::LoneSurrogate));
    assert!(matches!(query("[[{}]]"), Err(QueryError::Unsupported(_))));
    assert!(matches!(query(&format!("{}{}", "[".repeat(5_000), "]".repeat(5_000))), Err(QueryError::Unsupported(_))));
    assert!(matches!(query(&format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000))), Err(QueryError::Unsupported(_))));
    assert!(matches!(query("[1,]"), Err(QueryError::Syntax(_))));
    let error = query(r#""\ud800""#).unwrap_err();
    assert_eq!(format!("app {error}"), "app must be well-formed text, got a string with a lone surrogate");
}

#[test]
fn a_component_escapes_what_encode_uri_component_escapes() {
    assert_eq!(encode_component("azAZ09-_.!~*'()"), "azAZ09-_.!~*'()");
    let ascii: String = (0u8..128).map(char::from).filter(|c| !c.is_ascii_alphanumeric() && !"-_.!~*'()".contains(*c)).collect();
    let expected: String = ascii.bytes().map(|byte| format!("%{byte:02X}")).collect();
    assert_eq!(encode_component(&ascii), expected);
    assert_eq!(encode_component("\u{e9}\u{ffff}\u{1f600}"), "%C3%A9%EF%BF%BF%F0%9F%98%80");
}
