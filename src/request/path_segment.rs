//! A piece of a path that stays where it is put.
//!
//! `accounts.delete("..")` must not become `DELETE /v1/connect/{project}/`: an id is never empty, `.` or `..`,
//! and every character with a meaning in a URL is escaped. Nothing else is joined into a path.

use std::fmt;

use crate::config::described;
use crate::encode;
use crate::error::Error;
use crate::json;

/// One path segment, percent-encoded.
#[derive(Debug, PartialEq, Eq)]
pub struct Segment(String);

impl Segment {
    /// The segment for a JSON value that must be an id. `name` is what error messages call it.
    pub fn from_json(raw: &str, name: &str) -> Result<Self, Error> {
        if json::kind(raw) != json::Kind::String {
            let shown = serde_json::from_str(raw).map_or_else(|_| "something else".into(), |value| described(&value));
            return Err(Error::invalid(format!("{name} must be a non-empty string, got {shown}")));
        }
        match json::string(raw) {
            Ok(text) => Self::new(&text, name),
            Err(_) => Err(Error::invalid(format!("{name} must be well-formed text, got a string with a lone surrogate: {raw}"))),
        }
    }

    /// The segment for an id.
    pub fn new(text: &str, name: &str) -> Result<Self, Error> {
        match text {
            "" => Err(Error::invalid(format!("{name} must be a non-empty string, got \"\""))),
            "." | ".." => Err(Error::invalid(format!("{name} must not be \".\" or \"..\", which would change the path, got {text:?}"))),
            text => Ok(Self(encode::component(text).into_owned())),
        }
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn error(raw: &str) -> String {
        match Segment::from_json(raw, "accountId").unwrap_err() {
            Error::Invalid { message } => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_id_that_climbs_is_refused_by_name() {
        assert_eq!(error(r#""""#), r#"accountId must be a non-empty string, got """#);
        assert!(error(r#"".""#).starts_with("accountId must not be \".\" or \"..\""));
        assert!(error(r#""..""#).ends_with("got \"..\""));
        assert!(error(r#""\u002e.""#).ends_with("got \"..\""));
    }

    #[test]
    fn what_is_no_string_is_refused_by_name() {
        assert_eq!(error("null"), "accountId must be a non-empty string, got nothing");
        assert_eq!(error("5"), "accountId must be a non-empty string, got 5");
        assert_eq!(error("{\"a\":1}"), "accountId must be a non-empty string, got an object");
    }

    #[test]
    fn a_lone_surrogate_cannot_be_sent() {
        assert!(error(r#""a\ud800""#).contains("lone surrogate"));
    }

    proptest! {
        #[test]
        fn any_other_string_is_exactly_one_segment(id in "\\PC*") {
            prop_assume!(!matches!(id.as_str(), "" | "." | ".."));
            let segment = Segment::new(&id, "id").unwrap().to_string();
            let url = url::Url::parse(&format!("https://h/a/{segment}/z")).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments.len(), 3);
            let bytes = segments[1].as_bytes();
            let mut back = Vec::new();
            let mut at = 0;
            while at < bytes.len() {
                if bytes[at] == b'%' {
                    back.push(u8::from_str_radix(&segments[1][at + 1..at + 3], 16).unwrap());
                    at += 3;
                } else {
                    back.push(bytes[at]);
                    at += 1;
                }
            }
            prop_assert_eq!(back, id.as_bytes());
        }
    }
}
