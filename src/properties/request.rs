//! Any arguments and options of a call are refused, or give a request to the right place.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde_json::Value;
use serde_json::value::RawValue;
use url::Url;

use super::input;
use crate::config::{Config, is_framing};
use crate::decode::reference::members;
use crate::endpoint::Answer;
use crate::error::Error;
use crate::generated::endpoints::ENDPOINTS;
use crate::request::{CallRequest, Payload, PreparedRequest, RequestDefaults, Upload};

const PROJECT: &str = "proj /?#é";
const WORKFLOWS: &str = "m.pipedream.net";

/// Two APIs: one at the root of its host, one below a path.
static DEFAULTS: LazyLock<[RequestDefaults; 2]> = LazyLock::new(|| {
    ["https://api.pipedream.com", "http://127.0.0.1:8080/a/b"].map(|base| {
        let options = serde_json::json!({ "token": "tok-1", "projectId": PROJECT, "baseUrl": base });
        RequestDefaults::new(&Config::parse(&options.to_string()).expect("the options are valid"))
    })
});

/// Checks the request of a call. `kind` is the name of an operation, `request` or `workflow`; `args` and `options` are the JSON
/// texts that JavaScript passes.
pub fn check(kind: &str, args: &str, options: Option<&str>) {
    let operation = ENDPOINTS.iter().find(|endpoint| endpoint.name == kind);
    for defaults in &*DEFAULTS {
        let call = match (kind, operation) {
            ("request", _) => CallRequest::Custom { args: args.into(), upload: Upload::None },
            ("workflow", _) => CallRequest::Workflow { args: args.into() },
            (_, row) => {
                CallRequest::Operation { operation: row.map_or(u32::MAX, |row| row.number), args: args.into(), upload: Upload::None }
            }
        };
        let shown = || format!("{kind} {args:?} {options:?} at {}", defaults.base_url);
        match call.prepare(defaults, options) {
            Ok(request) => {
                let url = Url::parse(&request.url).unwrap_or_else(|why| panic!("{:?} is not a URL ({why}): {}", request.url, shown()));
                assert!(url.username().is_empty() && url.password().is_none(), "{url}: {}", shown());
                if kind == "workflow" {
                    check_workflow(&url, request.authenticate, &shown);
                } else {
                    check_url(defaults, &url, kind, args, &shown);
                }
                check_content(&request, &shown);
            }
            Err(Error::Invalid { message }) => assert!(!message.is_empty()),
            // Only for arguments that our own JavaScript does not write.
            Err(Error::Internal { message }) => {
                let is_from_us = serde_json::from_str::<Vec<&RawValue>>(args)
                    .is_ok_and(|args| args.first().is_none_or(|ids| ids.get().starts_with('[')));
                assert!(!is_from_us || operation.is_none(), "{message}: {}", shown());
            }
            Err(other) => panic!("{other:?}: {}", shown()),
        }
    }
}

/// The URL must be on the host of the API and below its path, with as many segments as documented.
fn check_url(defaults: &RequestDefaults, url: &Url, kind: &str, args: &str, shown: &dyn Fn() -> String) {
    let base = Url::parse(&defaults.base_url).expect("the base URL is valid");
    assert_eq!(url.origin(), base.origin(), "{url}: {}", shown());
    assert_eq!(url.fragment(), None, "{url}: {}", shown());
    let below = url.path().strip_prefix(base.path().trim_end_matches('/')).unwrap_or_else(|| panic!("{url} left the API: {}", shown()));
    let found: Vec<&str> = below.split('/').collect();
    assert!(!found.iter().any(|segment| matches!(*segment, "." | "..")), "{url}: {}", shown());
    let Some(endpoint) = ENDPOINTS.iter().find(|endpoint| endpoint.name == kind) else {
        let members = members(args).expect("the arguments are an object");
        let path = members.iter().rfind(|(name, _)| name == "path").and_then(|(_, path)| serde_json::from_str::<String>(path).ok());
        let route = path.as_deref().unwrap_or_default().split('?').next().unwrap_or_default();
        return assert_eq!(found.len(), route.split('/').count(), "{url} has other segments than {route:?}: {}", shown());
    };
    let template: Vec<&str> = endpoint.template.split('/').collect();
    assert_eq!(found.len(), template.len(), "{url} is not of the form {}: {}", endpoint.template, shown());
    let ids = serde_json::from_str::<(Vec<Value>, Value)>(args).map(|(ids, _)| ids).unwrap_or_default();
    let mut ids = ids.iter();
    for (segment, part) in found.iter().zip(template) {
        match part {
            "{project_id}" if !endpoint.ids.contains(&"projectId") => assert_eq!(percent_decoded(segment), PROJECT, "{}", shown()),
            part if !part.starts_with('{') => assert_eq!(*segment, part, "{}", shown()),
            // That of the proxy holds the other service's URL.
            _ if matches!(endpoint.answer, Answer::Relayed) => assert!(!segment.is_empty()),
            _ => {
                let id = ids.next().and_then(Value::as_str);
                assert!(id.is_none_or(|id| percent_decoded(segment) == id), "{segment} is not {id:?}: {}", shown());
            }
        }
    }
}

fn percent_decoded(segment: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(segment).decode_utf8().expect("ids are text")
}

/// The URL must be on the workflow domain, and with the token on https.
fn check_workflow(url: &Url, authenticate: bool, shown: &dyn Fn() -> String) {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    assert!(host == WORKFLOWS || host.ends_with(&format!(".{WORKFLOWS}")), "{url}: {}", shown());
    assert!(url.scheme() == "https" || url.scheme() == "http" && !authenticate, "{url}: {}", shown());
}

fn check_content(request: &PreparedRequest, shown: &dyn Fn() -> String) {
    for (name, value) in &request.headers {
        assert!(!value.as_bytes().iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)), "{name} holds a line break: {}", shown());
        assert!(!is_framing(name), "{name} is the connection's: {}", shown());
    }
    if let Payload::Bytes(body) = &request.body {
        let body = std::str::from_utf8(body).expect("JSON is UTF-8");
        assert!(input::is_json(body), "{body:?} is not JSON: {}", shown());
    }
    assert!(!request.limit.is_zero() && request.limit.as_secs() <= 31_536_000 && request.max_retries <= 100, "{}", shown());
}

/// In lines: the kind and the arguments; then the options, if there are any.
pub fn check_bytes(mut data: &[u8]) {
    let (kind, args) = (input::text_line(&mut data), input::text_line(&mut data));
    let options = String::from_utf8_lossy(data);
    check(&kind, &args, (!options.is_empty()).then_some(&*options));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::endpoint::{Body, Endpoint, Shape};

    /// A JSON value, often one with a meaning in URLs or headers.
    fn value() -> BoxedStrategy<String> {
        let texts = [
            ".",
            "..",
            "%2e%2E",
            "",
            "/",
            "a/../b",
            "//evil.com",
            "\\",
            "a\r\nb: c",
            "é",
            "#",
            "?",
            "&=",
            "https://eo1.m.pipedream.net/a?b#c",
        ];
        let leaf = prop_oneof![
            3 => select(texts.to_vec()).prop_map(|text| Value::from(text).to_string()),
            3 => ".{0,9}".prop_map(|text| Value::from(text).to_string()),
            1 => select(vec!["null", "true", "0", "-1e400", "\"\\ud800\"", "\"\\u002e.\"", "asc\""]).prop_map(String::from),
        ];
        leaf.prop_recursive(3, 9, 3, |inner| {
            let member = (".{0,4}", inner.clone()).prop_map(|(name, value)| format!("{}:{value}", Value::from(name)));
            prop_oneof![
                prop::collection::vec(inner, 0..3).prop_map(|items| format!("[{}]", items.join(","))),
                prop::collection::vec(member, 0..3).prop_map(|members| format!("{{{}}}", members.join(","))),
            ]
        })
        .boxed()
    }

    fn object(names: Vec<&'static str>) -> BoxedStrategy<String> {
        let name = prop_oneof![4 => select(names).prop_map(String::from), 1 => ".{0,4}"];
        let member = (name, value()).prop_map(|(name, value)| format!("{}:{value}", Value::from(name)));
        prop::collection::vec(member, 0..6).prop_map(|members| format!("{{{}}}", members.join(","))).boxed()
    }

    fn options() -> impl Strategy<Value = Option<String>> {
        let headers = prop::collection::vec(("[a-zA-Z-]{1,9}", value()).prop_map(|(name, value)| format!("[\"{name}\",{value}]")), 0..3);
        let params = object(vec!["app", "a b"]);
        let own =
            (headers, params).prop_map(|(headers, params)| format!(r#"{{"headers":[{}],"queryParams":{params}}}"#, headers.join(",")));
        let any = object(vec!["timeoutInSeconds", "maxRetries", "headers", "queryParams", "projectEnvironment", "rateLimitToken"]);
        prop::option::of(prop_oneof![own, any])
    }

    fn names_of(endpoint: &'static Endpoint) -> Vec<&'static str> {
        let query = endpoint.query.iter().map(|field| field.js);
        let body = match endpoint.body {
            Body::Json { shape: Shape::Object(object), .. } => object.fields,
            _ => &[],
        };
        query.chain(body.iter().map(|field| field.js)).chain(["url", "externalUserId", "accountId", "params", "body"]).collect()
    }

    fn operation() -> impl Strategy<Value = (&'static str, String)> {
        select(ENDPOINTS.iter().collect::<Vec<_>>()).prop_flat_map(|endpoint| {
            let ids = prop::collection::vec(value(), 0..4);
            (ids, object(names_of(endpoint))).prop_map(|(ids, request)| (endpoint.name, format!("[[{}],{request}]", ids.join(","))))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn any_arguments_of_any_operation((name, args) in operation(), options in options()) {
            check(name, &args, options.as_deref());
        }

        #[test]
        fn any_endpoint_that_is_not_described(
            path in "/?(v1|\\.|\\.\\.|%2e|%2E|/|\\?|#|;|é|\\\\|\t| |:|@)*",
            more in object(vec!["query", "body", "headers", "contentType", "path", "method"]),
            options in options(),
        ) {
            let more = more[1..more.len() - 1].to_owned();
            let comma = if more.is_empty() { "" } else { "," };
            check("request", &format!(r#"{{{more}{comma}"method":"GET","path":{}}}"#, Value::from(path)), options.as_deref());
        }

        #[test]
        fn any_workflow(
            address in "(https?|ftp)?(://)?(me:it@)?(eo1|evil|.com)?\\.?(m\\.pipedream\\.net)?(\\.|/|#|\\?|@|:|\\\\|\t|%2e|é|evil.com){0,3}",
            more in object(vec!["method", "body", "headers", "authType", "externalUserId"]),
            user in any::<bool>(),
            options in options(),
        ) {
            let more = more[1..more.len() - 1].to_owned();
            let comma = if more.is_empty() { "" } else { "," };
            check("workflow", &format!(r#"{{{more}{comma}"forExternalUser":{user},"externalUserId":"u","urlOrEndpoint":{}}}"#, Value::from(address)), options.as_deref());
        }

        #[test]
        fn any_text(kind in select(vec!["accounts.list", "accounts.retrieve", "proxy.post", "request", "workflow"]), args in "[{}\\[\\]\",:a-z0-9]{0,12}", options in prop::option::of("[{}\\[\\]\",:a-z]{0,9}")) {
            check(kind, &args, options.as_deref());
        }
    }
}
