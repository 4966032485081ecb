//! The scanner accepts the same texts as `serde_json`, and finds the same parts in them.

use serde_json::Value;
use serde_json::value::RawValue;

use super::input::is_json;
use crate::decode::reference::members;
use crate::json::{self, Kind, Scanner, StringError};

/// Compares what the scanner and `serde_json` make of `text`.
pub fn check(text: &str) {
    let mut scanner = Scanner::new(text);
    scanner.skip_whitespace();
    let is_value = scanner.skip_value().and_then(|()| scanner.expect_end()).is_ok();
    assert_eq!(is_value, is_json(text), "{text:?}");

    let elements = json::elements(text).and_then(Iterator::collect::<Result<Vec<_>, _>>).ok();
    let expected = serde_json::from_str::<Vec<&RawValue>>(text).ok();
    assert_eq!(elements, expected.map(|list| list.into_iter().map(RawValue::get).collect()), "{text:?}");

    let entries = json::entries(text).and_then(Iterator::collect::<Result<Vec<_>, _>>).ok();
    let expected = members(text);
    assert_eq!(entries.is_some(), expected.is_some(), "{text:?}");
    for (entry, (key, value)) in entries.iter().flatten().zip(expected.iter().flatten()) {
        // A key with half a surrogate pair is not text for serde, and never a field's name for us.
        assert!(entry.key == *key || entry.key.contains('\u{fffd}') && entry.raw_key.contains('\\'), "{text:?}: {:?} {key:?}", entry.key);
        assert_eq!(entry.value, *value, "{text:?}");
    }

    match (json::string(text), serde_json::from_str::<String>(text)) {
        (Ok(found), expected) => assert_eq!(found, expected.expect("serde accepts it")),
        (Err(StringError::LoneSurrogate), expected) => assert!(expected.is_err() && is_value, "{text:?}"),
        (Err(StringError::Syntax(_)), expected) => assert!(expected.is_err(), "{text:?}"),
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

/// The text, as UTF-8.
pub fn check_bytes(data: &[u8]) {
    check(&String::from_utf8_lossy(data));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decode::documents::document;

    proptest! {
        #[test]
        fn any_document_changed_anywhere(text in document(), at in any::<prop::sample::Index>(), change in "[\\[\\]{}\",:\\\\ 0-9eE.+-u\u{0}-\u{ff}]{0,3}") {
            check(&text);
            let at = at.index(text.chars().count() + 1);
            let (before, after) = (text.chars().take(at), text.chars().skip(at));
            check(&before.clone().chain(change.chars()).chain(after.clone()).collect::<String>());
            check(&before.clone().chain(change.chars()).chain(after.skip(1)).collect::<String>());
            check(&before.collect::<String>());
        }

        #[test]
        fn any_text_of_the_characters_of_json(text in "[\\[\\]{}\",: 0-9eE.+tfnalsru\\\\-]{0,12}") {
            check(&text);
        }
    }
}
