//! Write the head of an answer as JSON text. JavaScript parses it only when a caller asks for it.

use crate::head::Head;
use crate::latin1;

/// Status, URL and headers as JSON text.
pub(crate) fn json(head: &Head) -> String {
    let mut json = String::with_capacity(64 + head.url.len() + 48 * head.headers.len());
    json.push_str("{\"status\":");
    json.push_str(head.status.as_str());
    json.push_str(",\"statusText\":");
    quote(&mut json, head.reason.as_deref().or(head.status.canonical_reason()).unwrap_or_default());
    json.push_str(",\"url\":");
    quote(&mut json, &head.url);
    json.push_str(if head.redirected { ",\"redirected\":true,\"headers\":[" } else { ",\"redirected\":false,\"headers\":[" });
    for (index, (name, value)) in head.headers.iter().enumerate() {
        json.push_str(if index == 0 { "[\"" } else { ",[\"" });
        // The name of a header is a token: it needs no escape.
        json.push_str(name.as_str());
        json.push_str("\",");
        match value.to_str() {
            Ok(value) => quote(&mut json, value),
            Err(_) => quote(&mut json, &latin1::decode(value.as_bytes())),
        }
        json.push(']');
    }
    json.push_str("]}");
    json
}

/// Appends `text` to `json` as a JSON string. Few texts in a head need an escape.
fn quote(json: &mut String, text: &str) {
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
        json.push_str(&serde_json::to_string(text).expect("a string is always JSON"));
        return;
    }
    json.push('"');
    json.push_str(text);
    json.push('"');
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::*;

    #[test]
    fn the_json_text_of_a_head_has_its_members_in_this_order() {
        let mut headers = HeaderMap::new();
        headers.append("content-type", HeaderValue::from_static("text/plain"));
        headers.append("x-quoted", HeaderValue::from_static("a\t\"b\" \\c"));
        headers.append("x-latin", HeaderValue::from_bytes(b"caf\xe9").unwrap());
        headers.append("content-type", HeaderValue::from_static("text/html"));
        let head = Head { status: StatusCode::NOT_FOUND, reason: None, url: "https://a.example/?q=\"".into(), redirected: true, headers };
        let expected = r#"{"status":404,"statusText":"Not Found","url":"https://a.example/?q=\"","redirected":true,"headers":[["content-type","text/plain"],["content-type","text/html"],["x-quoted","a\t\"b\" \\c"],["x-latin","café"]]}"#;
        assert_eq!(json(&head), expected);
        assert_eq!(json(&Head::default()), r#"{"status":200,"statusText":"OK","url":"","redirected":false,"headers":[]}"#);
        let unknown = Head { status: StatusCode::from_u16(599).unwrap(), ..Head::default() };
        assert_eq!(json(&unknown), r#"{"status":599,"statusText":"","url":"","redirected":false,"headers":[]}"#);
    }
}
