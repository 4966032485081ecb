//! Whatever a call is given: it is refused, or becomes a request that goes where it should.

use std::sync::{Arc, LazyLock};

use serde_json::Value;
use serde_json::value::RawValue;
use url::Url;

use crate::call::Client;
use crate::config::{Config, is_framing};
use crate::decode::reference::members;
use crate::endpoint::Answer;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::generated::endpoints::ENDPOINTS;
use crate::request::{Ask, Payload, Prepared, Upload};
use crate::secret::Secret;
use crate::tokens::ClientTokens;
use crate::transport::{Exchange, Incoming, Outgoing};

const PROJECT: &str = "proj /?#é";
const WORKFLOWS: &str = "m.pipedream.net";

/// A way out that nothing may take.
struct Shut;

impl Exchange for Shut {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        panic!("{} was sent", request.url);
    }
}

/// Two servers: one at the root of its host, one below a path.
static CLIENTS: LazyLock<[Client; 2]> = LazyLock::new(|| {
    ["https://api.pipedream.com", "http://127.0.0.1:8080/a/b"].map(|base| {
        let options = serde_json::json!({ "token": "tok-1", "projectId": PROJECT, "baseUrl": base });
        let config = Config::parse(&options.to_string()).expect("the options are good");
        Client::new(config, ClientTokens::from_token(Secret::new("tok-1".into())), Arc::new(Shut))
    })
});

/// `kind` is the name of an operation, `request` or `workflow`; arguments and options are texts as they cross.
pub fn holds(kind: &str, args: &str, options: Option<&str>) {
    let operation = ENDPOINTS.iter().find(|endpoint| endpoint.name == kind);
    for client in &*CLIENTS {
        let ask = match (kind, operation) {
            ("request", _) => Ask::Request { args: args.into(), upload: Upload::None },
            ("workflow", _) => Ask::Workflow { args: args.into() },
            (_, row) => Ask::Operation { operation: row.map_or(u32::MAX, |row| row.number), args: args.into(), upload: Upload::None },
        };
        let shown = || format!("{kind} {args:?} {options:?} at {}", client.config.base_url);
        match ask.prepare(client, options) {
            Ok(call) => {
                let url = Url::parse(&call.url).unwrap_or_else(|why| panic!("{:?} is no URL ({why}): {}", call.url, shown()));
                assert!(url.username().is_empty() && url.password().is_none(), "{url}: {}", shown());
                if kind == "workflow" {
                    check_workflow(&url, call.authenticate, &shown)
                } else {
                    check_place(client, &url, kind, args, &shown)
                }
                check_rest(&call, &shown);
            }
            Err(Error::Invalid { message }) => assert!(!message.is_empty()),
            // Only what our own JavaScript does not write.
            Err(Error::Internal { message }) => {
                let crossed = serde_json::from_str::<Vec<&RawValue>>(args)
                    .is_ok_and(|args| args.first().is_none_or(|ids| ids.get().starts_with('[')));
                assert!(!crossed || operation.is_none(), "{message}: {}", shown());
            }
            Err(other) => panic!("{other:?}: {}", shown()),
        }
    }
}

/// On the host of the API and below its path, with as many segments as the path has pieces.
fn check_place(client: &Client, url: &Url, kind: &str, args: &str, shown: &dyn Fn() -> String) {
    let base = Url::parse(&client.config.base_url).expect("a base URL is one");
    assert_eq!(url.origin(), base.origin(), "{url}: {}", shown());
    assert_eq!(url.fragment(), None, "{url}: {}", shown());
    let below = url.path().strip_prefix(base.path().trim_end_matches('/')).unwrap_or_else(|| panic!("{url} left the API: {}", shown()));
    let found: Vec<&str> = below.split('/').collect();
    assert!(!found.iter().any(|segment| matches!(*segment, "." | "..")), "{url}: {}", shown());
    let Some(endpoint) = ENDPOINTS.iter().find(|endpoint| endpoint.name == kind) else {
        let members = members(args).expect("it was taken");
        let path = members.iter().rfind(|(name, _)| name == "path").and_then(|(_, path)| serde_json::from_str::<String>(path).ok());
        let route = path.as_deref().unwrap_or_default().split('?').next().unwrap_or_default();
        return assert_eq!(found.len(), route.split('/').count(), "{url} has other segments than {route:?}: {}", shown());
    };
    let pieces: Vec<&str> = endpoint.template.split('/').collect();
    assert_eq!(found.len(), pieces.len(), "{url} is not of the form {}: {}", endpoint.template, shown());
    let ids = serde_json::from_str::<(Vec<Value>, Value)>(args).map(|(ids, _)| ids).unwrap_or_default();
    let mut ids = ids.iter();
    for (segment, piece) in found.iter().zip(pieces) {
        match piece {
            "{project_id}" if !endpoint.ids.contains(&"projectId") => assert_eq!(unescaped(segment), PROJECT, "{}", shown()),
            piece if !piece.starts_with('{') => assert_eq!(*segment, piece, "{}", shown()),
            // The proxy's holds the URL it is to ask.
            _ if matches!(endpoint.answer, Answer::Relayed) => assert!(!segment.is_empty()),
            _ => {
                let id = ids.next().and_then(Value::as_str);
                assert!(id.is_none_or(|id| unescaped(segment) == id), "{segment} is not {id:?}: {}", shown());
            }
        }
    }
}

fn unescaped(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%').then(|| u8::from_str_radix(&segment[at + 1..at + 3], 16).expect("an escape"));
        out.push(escape.unwrap_or(bytes[at]));
        at += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).expect("what was escaped was text")
}

/// On the workflow domain; with the token only over https or to this machine.
fn check_workflow(url: &Url, authenticate: bool, shown: &dyn Fn() -> String) {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    assert!(host == WORKFLOWS || host.ends_with(&format!(".{WORKFLOWS}")), "{url}: {}", shown());
    assert!(url.scheme() == "https" || url.scheme() == "http" && !authenticate, "{url}: {}", shown());
}

fn check_rest(call: &Prepared, shown: &dyn Fn() -> String) {
    for (name, value) in &call.headers {
        assert!(!value.as_bytes().iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)), "{name} holds a line break: {}", shown());
        assert!(!is_framing(name), "{name} is the connection's: {}", shown());
    }
    if let Payload::Bytes(body) = &call.body {
        let body = std::str::from_utf8(body).expect("JSON is UTF-8");
        assert!(super::is_json(body), "{body:?} is not JSON: {}", shown());
    }
    assert!(!call.limit.is_zero() && call.limit.as_secs() <= 31_536_000 && call.max_retries <= 100, "{}", shown());
}

/// The kind in the first line, the arguments in the second, then the options, if there are any.
pub fn of_bytes(mut data: &[u8]) {
    let (kind, args) = (super::text_line(&mut data), super::text_line(&mut data));
    let options = String::from_utf8_lossy(data);
    holds(&kind, &args, (!options.is_empty()).then_some(&*options));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::endpoint::{Body, Endpoint, Shape};

    /// A value, and often one that could be taken for something else.
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
            holds(name, &args, options.as_deref());
        }

        #[test]
        fn any_endpoint_that_is_not_described(
            path in "/?(v1|\\.|\\.\\.|%2e|%2E|/|\\?|#|;|é|\\\\|\t| |:|@)*",
            more in object(vec!["query", "body", "headers", "contentType", "path", "method"]),
            options in options(),
        ) {
            let more = more[1..more.len() - 1].to_owned();
            let comma = if more.is_empty() { "" } else { "," };
            holds("request", &format!(r#"{{{more}{comma}"method":"GET","path":{}}}"#, Value::from(path)), options.as_deref());
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
            holds("workflow", &format!(r#"{{{more}{comma}"forExternalUser":{user},"externalUserId":"u","urlOrEndpoint":{}}}"#, Value::from(address)), options.as_deref());
        }

        #[test]
        fn any_text(kind in select(vec!["accounts.list", "accounts.retrieve", "proxy.post", "request", "workflow"]), args in "[{}\\[\\]\",:a-z0-9]{0,12}", options in prop::option::of("[{}\\[\\]\",:a-z]{0,9}")) {
            holds(kind, &args, options.as_deref());
        }
    }
}
