//! The scanner takes and refuses what serde takes and refuses, and finds the same parts.

use serde_json::Value;
use serde_json::value::RawValue;

use super::is_json;
use crate::decode::reference::members;
use crate::json::{self, Kind, Scanner, StringFault};

/// Whatever `text` is.
pub fn holds(text: &str) {
    let mut scan = Scanner::new(text);
    scan.space();
    let is_value = scan.value().and_then(|()| scan.end()).is_ok();
    assert_eq!(is_value, is_json(text), "{text:?}");

    let elements = json::elements(text).and_then(Iterator::collect::<Result<Vec<_>, _>>).ok();
    let expected = serde_json::from_str::<Vec<&RawValue>>(text).ok();
    assert_eq!(elements, expected.map(|list| list.into_iter().map(RawValue::get).collect()), "{text:?}");

    let entries = json::entries(text).and_then(Iterator::collect::<Result<Vec<_>, _>>).ok();
    let expected = members(text);
    assert_eq!(entries.is_some(), expected.is_some(), "{text:?}");
    for (entry, (key, value)) in entries.iter().flatten().zip(expected.iter().flatten()) {
        // What holds half a surrogate pair is no text for serde, and no field's name for us.
        assert!(entry.key == *key || entry.key.contains('\u{fffd}') && entry.raw_key.contains('\\'), "{text:?}: {:?} {key:?}", entry.key);
        assert_eq!(entry.value, *value, "{text:?}");
    }

    match (json::string(text), serde_json::from_str::<String>(text)) {
        (Ok(found), expected) => assert_eq!(found, expected.expect("serde takes it")),
        (Err(StringFault::LoneSurrogate), expected) => assert!(expected.is_err() && is_value, "{text:?}"),
        (Err(StringFault::NotAString(_)), expected) => assert!(expected.is_err(), "{text:?}"),
    }

    if let Ok(value) = serde_json::from_str::<Value>(text) {
        let expected = match value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::String,
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        };
        assert_eq!(json::kind(text), expected, "{text:?}");
    }
}

/// The text.
pub fn of_bytes(data: &[u8]) {
    holds(&String::from_utf8_lossy(data));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decode::documents::document;

    proptest! {
        #[test]
        fn any_document_changed_anywhere(text in document(), at in any::<prop::sample::Index>(), change in "[\\[\\]{}\",:\\\\ 0-9eE.+-u\u{0}-\u{ff}]{0,3}") {
            holds(&text);
            let at = at.index(text.chars().count() + 1);
            let (before, after) = (text.chars().take(at), text.chars().skip(at));
            holds(&before.clone().chain(change.chars()).chain(after.clone()).collect::<String>());
            holds(&before.clone().chain(change.chars()).chain(after.skip(1)).collect::<String>());
            holds(&before.collect::<String>());
        }

        #[test]
        fn any_text_of_jsons_own_letters(text in "[\\[\\]{}\",: 0-9eE.+tfnalsru\\\\-]{0,12}") {
            holds(&text);
        }
    }
}
