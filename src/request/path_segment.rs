//! A segment of a URL's path that holds an id.
//!
//! `accounts.delete("..")` must not become `DELETE /v1/connect/{project}/`, so the ids `""`, `.` and `..` are refused, and all
//! characters with a meaning in a URL are percent-encoded. Ids are put into paths only through this type.

use crate::config::describe;
use crate::encode;
use crate::error::Error;
use crate::json;

/// One path segment, percent-encoded (RFC 3986, section 3.3).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PathSegment(String);

impl PathSegment {
    /// The segment for a JSON value, which must be a string. `name` is the argument's name in error messages.
    pub(crate) fn from_json(raw: &str, name: &str) -> Result<Self, Error> {
        if json::kind(raw) != json::Kind::String {
            let shown = serde_json::from_str(raw).map_or_else(|_| "something else".into(), |value| describe(&value));
            return Err(Error::invalid(format!("{name} must be a non-empty string, got {shown}")));
        }
        match json::string(raw) {
            Ok(text) => Self::new(&text, name),
            Err(_) => Err(Error::invalid(format!("{name} must be well-formed text, got a string with a lone surrogate: {raw}"))),
        }
    }

    /// The segment for an id. `name` is the argument's name in error messages.
    pub(crate) fn new(text: &str, name: &str) -> Result<Self, Error> {
        match text {
            "" => Err(Error::invalid(format!("{name} must be a non-empty string, got \"\""))),
            "." | ".." => Err(Error::invalid(format!("{name} must not be \".\" or \"..\", which would change the path, got {text:?}"))),
            text => Ok(Self(encode::encode_component(text).into_owned())),
        }
    }

    /// The percent-encoded text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn error(raw: &str) -> String {
        match PathSegment::from_json(raw, "accountId").unwrap_err() {
            Error::Invalid { message } => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_dot_segment_is_refused_by_name() {
        assert_eq!(error(r#""""#), r#"accountId must be a non-empty string, got """#);
        assert!(error(r#"".""#).starts_with("accountId must not be \".\" or \"..\""));
        assert!(error(r#""..""#).ends_with("got \"..\""));
        assert!(error(r#""\u002e.""#).ends_with("got \"..\""));
    }

    #[test]
    fn a_value_other_than_a_string_is_refused_by_name() {
        assert_eq!(error("null"), "accountId must be a non-empty string, got nothing");
        assert_eq!(error("5"), "accountId must be a non-empty string, got 5");
        assert_eq!(error("{\"a\":1}"), "accountId must be a non-empty string, got an object");
    }

    #[test]
    fn a_lone_surrogate_is_refused() {
        assert!(error(r#""a\ud800""#).contains("lone surrogate"));
    }

    proptest! {
        #[test]
        fn any_other_string_is_exactly_one_segment(id in "\\PC*") {
            prop_assume!(!matches!(id.as_str(), "" | "." | ".."));
            let segment = PathSegment::new(&id, "id").unwrap();
            let url = url::Url::parse(&format!("https://h/a/{}/z", segment.as_str())).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments.len(), 3);
            let decoded = percent_encoding::percent_decode_str(segments[1]).decode_utf8().unwrap();
            prop_assert_eq!(decoded, id);
        }
    }
}
