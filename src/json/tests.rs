//! The scanner against what `JSON.parse` takes and refuses.

use proptest::prelude::*;
use serde_json::value::RawValue;

use super::*;

/// Whether the whole of `text` is one value here, and for serde, which is asked for the syntax only: numbers of any
/// size and lone surrogates are JSON.
fn judged(text: &str) -> (bool, bool) {
    let mut scan = Scanner::new(text);
    scan.space();
    let here = scan.value().and_then(|()| scan.end()).is_ok();
    (here, serde_json::from_str::<&RawValue>(text).is_ok())
}

#[test]
fn every_form_of_a_value_is_passed() {
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
        assert_eq!(judged(text), (true, true), "{text}");
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
        assert_eq!(judged(text), (false, false), "{text:?}");
    }
}

#[test]
fn a_fault_names_the_byte() {
    let fault = entries("{\"a\":1,\"b\":01}").unwrap().find_map(Result::err).unwrap();
    assert_eq!(fault.to_string(), "a comma or an end was to follow at byte 12");
    assert_eq!(elements("{}").err().unwrap().to_string(), "an array was to begin at byte 0");
    assert_eq!(elements("[1] x").unwrap().last().unwrap().unwrap_err().at, 4);
}

#[test]
fn a_run_of_plain_bytes_ends_at_every_place_where_it_must() {
    for len in 0..40 {
        for special in ["\"", "\\n\"", "\\u0041\""] {
            let text = format!("\"{}é{}{special}", "x".repeat(len), "y".repeat(len / 3));
            assert_eq!(judged(&text), (true, true), "{text}");
        }
        for control in ["\n", "\u{1f}", "\0"] {
            assert_eq!(judged(&format!("\"{}{control}\"", "x".repeat(len))), (false, false));
        }
    }
}

#[test]
fn members_come_in_order_with_doubles_and_as_they_are_written() {
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
fn after_a_fault_there_is_nothing_more() {
    let mut members = entries("{\"a\":1,,\"b\":2}").unwrap();
    assert!(members.next().unwrap().is_ok());
    assert!(members.next().unwrap().is_err());
    assert!(members.next().is_none());
}

#[test]
fn a_string_stands_for_its_text_unless_it_has_none_in_utf_8() {
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
        assert_eq!(string(raw), Err(StringFault::LoneSurrogate), "{raw}");
    }
    for raw in ["1", "\"a", "\"a\" x", ""] {
        assert!(matches!(string(raw), Err(StringFault::NotAString(_))), "{raw}");
    }
}

#[test]
fn a_value_is_known_by_its_first_byte() {
    let kinds: Vec<_> = ["null", " true", "-1", "\"n\"", "\n[1]", "{}"].map(|raw| kind(raw).to_string()).into();
    assert_eq!(kinds, ["null", "a boolean", "a number", "a string", "an array", "an object"]);
}

#[test]
fn no_depth_overflows_the_stack() {
    for (begin, end) in [("[", "]"), ("{\"a\":[", "]}"), (" [ { \"\" : ", " } ] ")] {
        let deep = format!("{}1{}", begin.repeat(100_000), end.repeat(100_000));
        let mut scan = Scanner::new(&deep);
        scan.space();
        assert!(scan.value().and_then(|()| scan.end()).is_ok());
        let mut scan = Scanner::new(&deep[..deep.len() - end.len()]);
        scan.space();
        assert!(scan.value().is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn a_text_of_json_pieces_is_judged_as_serde_judges_it(pieces in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"", "\\", "\\u00e9", "\\ud800", "1", "0", "-", ".", "e5", "true", "null", " ", "\n", "é", "{\"a\":", "[1,", "\"b\":2,",
    ]), 0..14)) {
        let text: String = pieces.concat();
        let (here, there) = judged(&text);
        prop_assert_eq!(here, there, "{:?}", text);
    }

    #[test]
    fn a_damaged_document_is_judged_as_serde_judges_it(
        at in any::<prop::sample::Index>(),
        cut in 0usize..3,
        with in prop_oneof![Just(String::new()), "[\\[\\]{}:,\"\\\\ 0-9a-fntrue.+\u{1}\u{e9}-]{0,3}"],
    ) {
        let whole: Vec<char> = r#"{"id":"a\u00e9\n","list":[1,-2.5e+3,{"x":null}],"":{"deep":[[],{},true,false]},"é":"😀"} "#.chars().collect();
        let at = at.index(whole.len());
        let text: String = whole[..at].iter().copied().chain(with.chars()).chain(whole[(at + cut).min(whole.len())..].iter().copied()).collect();
        let (here, there) = judged(&text);
        prop_assert_eq!(here, there, "{:?}", text);
    }

    #[test]
    fn any_bytes_are_judged_as_serde_judges_them(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let text = String::from_utf8_lossy(&bytes);
        let (here, there) = judged(&text);
        prop_assert_eq!(here, there, "{:?}", text);
    }

    #[test]
    fn any_text_comes_back_from_its_json(text in ".{0,40}") {
        let raw = serde_json::to_string(&text).unwrap();
        prop_assert_eq!(string(&raw).unwrap(), text.as_str());
        let all_escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let raw = format!("\"{all_escaped}\"");
        prop_assert_eq!(string(&raw).unwrap(), text);
    }
}
