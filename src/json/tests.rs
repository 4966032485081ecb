//! What the scanner accepts and refuses, compared with `serde_json`.

use proptest::prelude::*;
use serde_json::value::RawValue;

use super::*;

/// Whether `text` is one JSON value, for the scanner and for serde. A `RawValue` has its syntax checked only, so numbers of any
/// size and lone surrogates are accepted.
fn accepted(text: &str) -> (bool, bool) {
    let mut scanner = Scanner::new(text);
    scanner.skip_whitespace();
    let ours = scanner.skip_value().and_then(|()| scanner.expect_end()).is_ok();
    (ours, serde_json::from_str::<&RawValue>(text).is_ok())
}

#[test]
fn every_form_of_a_value_is_accepted() {
    for text in [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-0.0e-0",
        "12E+3",
        "1.50",
        "1e400",
        "12345678901234567890123",
        "\"\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\u00e9\\uD83D\\ude00\"",
        "\"\\ud800\"",
        "\"\u{7f}\u{2028}\u{1f600}\"",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        "\t\r\n [1 , [ ] , { \"a\" : { } } ] \n",
        "{\"\":1,\"\":2}",
    ] {
        assert_eq!(accepted(text), (true, true), "{text}");
    }
}

#[test]
fn what_json_parse_refuses_is_refused() {
    for text in [
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "NaN",
        "Infinity",
        "undefined",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1.e5",
        "1e",
        "1e+",
        "0x1",
        "1_000",
        "'a'",
        "\"",
        "\"a",
        "\"\\",
        "\"\\\"",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "\"\n\"",
        "\"\t\"",
        "\"\u{0}\"",
        "\"\u{1f}\"",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[,]",
        "[1 2]",
        "[1}",
        "[}",
        "{",
        "}",
        "{\"a\"",
        "{\"a\"}",
        "{\"a\":",
        "{\"a\":}",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{,\"a\":1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1]",
        "1 2",
        "{} {}",
        "[] ,",
        "\u{feff}1",
        "\u{a0}1",
        "\u{c}1",
        "// x\n1",
        "1/* */",
    ] {
        assert_eq!(accepted(text), (false, false), "{text:?}");
    }
}

#[test]
fn an_error_names_the_byte() {
    let error = entries("{\"a\":1,\"b\":01}").unwrap().find_map(Result::err).unwrap();
    assert_eq!(error.to_string(), "expected a comma or the end at byte 12");
    assert_eq!(elements("{}").err().unwrap().to_string(), "expected an array at byte 0");
    assert_eq!(elements("[1] x").unwrap().last().unwrap().unwrap_err().offset, 4);
}

#[test]
fn a_special_byte_is_found_at_every_offset() {
    for len in 0..40 {
        for special in ["\"", "\\n\"", "\\u0041\""] {
            let text = format!("\"{}é{}{special}", "x".repeat(len), "y".repeat(len / 3));
            assert_eq!(accepted(&text), (true, true), "{text}");
        }
        for control in ["\n", "\u{1f}", "\0"] {
            assert_eq!(accepted(&format!("\"{}{control}\"", "x".repeat(len))), (false, false));
        }
    }
}

#[test]
fn members_are_given_in_order_as_written_with_duplicates() {
    let raw = " { \"a\" : [ 1 ] ,\"\\u0061\":\"}\",\"a\\ud800\":null } ";
    let seen: Vec<_> = entries(raw).unwrap().map(|entry| entry.unwrap()).collect();
    let seen: Vec<_> = seen.iter().map(|entry| (entry.key.as_ref(), entry.raw_key, entry.value)).collect();
    assert_eq!(seen, [("a", "\"a\"", "[ 1 ]"), ("a", "\"\\u0061\"", "\"}\""), ("a\u{fffd}", "\"a\\ud800\"", "null")]);
    let seen: Result<Vec<_>, _> = elements("[1.0, \"a\" ,{\"b\":[]}\n]").unwrap().collect();
    assert_eq!(seen.unwrap(), ["1.0", "\"a\"", "{\"b\":[]}"]);
    assert!(entries("{}").unwrap().next().is_none());
    assert!(elements("[]").unwrap().next().is_none());
}

#[test]
fn the_iterator_ends_after_an_error() {
    let mut members = entries("{\"a\":1,,\"b\":2}").unwrap();
    assert!(members.next().unwrap().is_ok());
    assert!(members.next().unwrap().is_err());
    assert!(members.next().is_none());
}

#[test]
fn escapes_are_removed_and_lone_surrogates_refused() {
    for (raw, text) in [
        ("\"\"", ""),
        (" \"a\u{e9}\" ", "a\u{e9}"),
        ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"),
        ("\"x\\u00E9\\u0000y\"", "x\u{e9}\0y"),
        ("\"\\ud83d\\uDE00\\ud83d\\ude00\"", "\u{1f600}\u{1f600}"),
        ("\"\\u005cu0041\"", "\\u0041"),
    ] {
        assert_eq!(string(raw).unwrap(), text, "{raw}");
    }
    for raw in [
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud83dx\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ude00\\ud83d\"",
        "\"\\ud83d\\ud83d\\ude00\"",
        "\"\\ud83d\\n\"",
    ] {
        assert_eq!(string(raw), Err(StringError::LoneSurrogate), "{raw}");
    }
    for raw in ["1", "\"a", "\"a\" x", ""] {
        assert!(matches!(string(raw), Err(StringError::Syntax(_))), "{raw}");
    }
}

#[test]
fn the_type_of_a_value_is_known_by_its_first_byte() {
    let kinds: Vec<_> = ["null", " true", "-1", "\"n\"", "\n[1]", "{}"].map(|raw| kind(raw).to_string()).into();
    assert_eq!(kinds, ["null", "a boolean", "a number", "a string", "an array", "an object"]);
}

#[test]
fn no_depth_overflows_the_stack() {
    for (begin, end) in [("[", "]"), ("{\"a\":[", "]}"), (" [ { \"\" : ", " } ] ")] {
        let deep = format!("{}1{}", begin.repeat(100_000), end.repeat(100_000));
        let mut scanner = Scanner::new(&deep);
        scanner.skip_whitespace();
        assert!(scanner.skip_value().and_then(|()| scanner.expect_end()).is_ok());
        let mut scanner = Scanner::new(&deep[..deep.len() - end.len()]);
        scanner.skip_whitespace();
        assert!(scanner.skip_value().is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn a_text_of_json_pieces_is_accepted_if_serde_accepts_it(pieces in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"", "\\", "\\u00e9", "\\ud800", "1", "0", "-", ".", "e5", "true", "null", " ", "\n", "é", "{\"a\":", "[1,", "\"b\":2,",
    ]), 0..14)) {
        let text: String = pieces.concat();
        let (ours, serdes) = accepted(&text);
        prop_assert_eq!(ours, serdes, "{:?}", text);
    }

    #[test]
    fn a_damaged_document_is_accepted_if_serde_accepts_it(
        at in any::<prop::sample::Index>(),
        cut in 0usize..3,
        with in prop_oneof![Just(String::new()), "[\\[\\]{}:,\"\\\\ 0-9a-fntrue.+\u{1}\u{e9}-]{0,3}"],
    ) {
        let whole: Vec<char> = r#"{"id":"a\u00e9\n","list":[1,-2.5e+3,{"x":null}],"":{"deep":[[],{},true,false]},"é":"😀"} "#.chars().collect();
        let at = at.index(whole.len());
        let text: String = whole[..at].iter().copied().chain(with.chars()).chain(whole[(at + cut).min(whole.len())..].iter().copied()).collect();
        let (ours, serdes) = accepted(&text);
        prop_assert_eq!(ours, serdes, "{:?}", text);
    }

    #[test]
    fn any_bytes_are_accepted_if_serde_accepts_them(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let text = String::from_utf8_lossy(&bytes);
        let (ours, serdes) = accepted(&text);
        prop_assert_eq!(ours, serdes, "{:?}", text);
    }

    #[test]
    fn any_text_is_restored_from_its_json(text in ".{0,40}") {
        let raw = serde_json::to_string(&text).unwrap();
        prop_assert_eq!(string(&raw).unwrap(), text.as_str());
        let all_escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let raw = format!("\"{all_escaped}\"");
        prop_assert_eq!(string(&raw).unwrap(), text);
    }
}
