//! Generators of documents and shapes for the property tests of decoding, with duplicate keys, escapes and wrong types.

use proptest::prelude::*;
use proptest::sample::select;

use crate::endpoint::{Field, Object, Shape, Union};

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

/// Any shape.
pub(crate) fn shape() -> BoxedStrategy<&'static Shape> {
    let leaf = prop_oneof![2 => Just(&Shape::Raw), 1 => Just(&Shape::Date)];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            1 => inner.clone().prop_map(|inner| leaked(Shape::List(inner))),
            1 => inner.clone().prop_map(|inner| leaked(Shape::Map(inner))),
            4 => object(inner.clone()).prop_map(|object| leaked(Shape::Object(object))),
            2 => (object(inner.clone()), object(inner.clone()), object(inner), any::<bool>()).prop_map(|(one, other, merged, tagged)| {
                let members = leaked([(TAGS[0], one), (TAGS[1], other)]);
                leaked(Shape::Union(leaked(Union { tag: tagged.then_some("type"), members, merged })))
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
        leaked(Object { name: "Any", fields: leaked(fields) })
    })
}

/// Leaks the value: shapes are `'static`.
fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn quoted(text: &str, escaped: bool) -> String {
    if escaped {
        let units: String = text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
        return format!("\"{units}\"");
    }
    serde_json::to_string(text).unwrap()
}

/// The text of any document. Some keys and strings are written in escapes.
pub(crate) fn document() -> BoxedStrategy<String> {
    let known = NAMES.iter().flat_map(|(wire, js)| [*wire, js]).collect::<Vec<_>>();
    let key = prop_oneof![8 => select(known).prop_map(String::from), 1 => ".{0,3}"];
    let key = (key, prop::bool::weighted(0.1)).prop_map(|(key, escaped)| quoted(&key, escaped));
    let text = prop_oneof![
        select(TAGS.to_vec()).prop_map(String::from),
        select(vec!["2031-02-03T04:05:17.678Z", "2031-02-03T04:05:17+01:00", "2031-02-30T00:00:00Z", "2031-02-03"]).prop_map(String::from),
        ".{0,9}",
    ];
    let text = (text, prop::bool::weighted(0.1)).prop_map(|(text, escaped)| quoted(&text, escaped));
    let leaf = prop_oneof![
        2 => Just("null".to_owned()),
        1 => any::<bool>().prop_map(|value| value.to_string()),
        1 => any::<i64>().prop_map(|value| value.to_string()),
        1 => any::<f32>().prop_filter("JSON has no such number", |value| value.is_finite()).prop_map(|value| format!("{value:e}")),
        1 => select(vec!["1e400", "-0.0", "12345678901234567890123", r#""\ud800""#]).prop_map(String::from),
        4 => text,
    ];
    let space = || select(vec!["", "", " ", "\n\t"]);
    leaf.prop_recursive(7, 96, 8, move |inner| {
        let member =
            (key.clone(), space(), inner.clone()).prop_map(|(key, space, value)| format!("{space}{key}{space}:{space}{value}{space}"));
        prop_oneof![
            1 => (prop::collection::vec(inner, 0..4), space()).prop_map(|(items, space)| format!("[{space}{}]", items.join(","))),
            4 => prop::collection::vec(member, 0..9).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
    .boxed()
}
