//! What each kind of call looks like before it leaves: nothing is sent here.

use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::future::BoxFuture;
use crate::secret::Secret;
use crate::tokens::ClientTokens;
use crate::transport::{Exchange, Incoming, Outgoing};

/// A way out that nothing may take.
struct Shut;

impl Exchange for Shut {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        panic!("{} was sent", request.url);
    }
}

fn client(options: serde_json::Value) -> Client {
    let mut all = serde_json::json!({ "token": "tok-1", "projectId": "proj_1/x", "projectEnvironment": "development" });
    for (name, given) in options.as_object().unwrap() {
        all[name] = given.clone();
    }
    let config = Config::parse(&all.to_string()).unwrap();
    Client::new(config, ClientTokens::from_token(Secret::new("tok-1".into())), Arc::new(Shut))
}

fn operation(name: &str) -> u32 {
    endpoints::ENDPOINTS.iter().find(|endpoint| endpoint.name == name).unwrap().number
}

fn prepare(name: &str, args: &str, options: Option<&str>) -> Result<Prepared, Error> {
    let ask = Ask::Operation { operation: operation(name), args: args.into(), upload: Upload::None };
    ask.prepare(&client(serde_json::json!({})), options)
}

fn error(name: &str, args: &str, options: Option<&str>) -> String {
    match prepare(name, args, options).err().expect("the arguments are wrong") {
        Error::Invalid { message } => message,
        other => panic!("{other:?}"),
    }
}

fn body(prepared: &Prepared) -> &str {
    match &prepared.body {
        Payload::Bytes(bytes) => std::str::from_utf8(bytes).unwrap(),
        Payload::None | Payload::Stream(_) => "",
    }
}

#[test]
fn an_operation_becomes_its_documented_request() {
    let call = prepare("accounts.retrieve", r#"[["apn é/1"],{"includeCredentials":true}]"#, None).unwrap();
    assert_eq!(call.url, "https://api.pipedream.com/v1/connect/proj_1%2Fx/accounts/apn%20%C3%A9%2F1?include_credentials=true");
    assert_eq!(call.method, Method::GET);
    assert!(call.repeat && call.authenticate);
    assert_eq!(call.headers.get("x-pd-environment").unwrap(), "development");
    assert_eq!(call.headers.get("accept").unwrap(), "*/*");
    assert!(!call.headers.contains_key("content-type"));
}

#[test]
fn a_body_has_its_wire_names_and_the_query_its_own_fields() {
    let args = r#"[[],{"externalUserId":"u 1","appSlug":"slack","cfmapJson":"{}","connectToken":"ctok","unknownKey":{"a_b":null}}]"#;
    let call = prepare("accounts.create", args, None).unwrap();
    assert!(call.url.ends_with("/accounts?external_user_id=u%201"), "{}", call.url);
    assert_eq!(body(&call), r#"{"app_slug":"slack","cfmap_json":"{}","connect_token":"ctok","unknownKey":{"a_b":null}}"#);
    assert_eq!(call.headers.get("content-type").unwrap(), "application/json");
    assert!(!call.repeat);
}

#[test]
fn constants_are_sent_whatever_the_caller_says() {
    let args = r#"[[],{"clientId":"i","clientSecret":"s","grant_type":"password"}]"#;
    let call = prepare("oauthTokens.create", args, None).unwrap();
    assert_eq!(body(&call), r#"{"client_id":"i","client_secret":"s","grant_type":"client_credentials"}"#);
    assert!(!call.authenticate);
}

#[test]
fn an_id_that_is_none_is_named_as_in_javascript() {
    for (id, shown) in [("\"\"", "\"\""), ("null", "nothing"), ("5", "5"), ("\"..\"", "\"..\"")] {
        let message = error("accounts.retrieve", &format!("[[{id}],null]"), None);
        assert!(message.starts_with("accountId must") && message.ends_with(&format!("got {shown}")), "{message}");
    }
    assert!(error("accounts.retrieve", "[[],null]", None).starts_with("accountId must be a non-empty string"));
}

#[test]
fn what_a_body_needs_is_asked_for_by_name() {
    assert_eq!(
        error("accounts.create", r#"[[],{"cfmapJson":"{}","connectToken":"c"}]"#, None),
        "appSlug is missing: accounts.create needs it"
    );
    assert!(error("accounts.list", r#"[[],[1]]"#, None).contains("must be an object"));
}

#[test]
fn a_value_the_api_does_not_know_is_refused_with_those_it_knows() {
    let message = error("apps.list", r#"[[],{"sortDirection":"up"}]"#, None);
    assert_eq!(message, r#"sortDirection must be one of "asc", "desc", got "up""#);
}

#[test]
fn query_params_replace_in_place_and_follow_in_order() {
    let options = r#"{"queryParams":{"app":"x y","extra":[1,2],"after":null}}"#;
    let call = prepare("accounts.list", r#"[[],{"app":"a","limit":3}]"#, Some(options)).unwrap();
    let query = call.url.split('?').nth(1).unwrap();
    assert_eq!(query, "limit=3&app=x%20y&extra=1&extra=2");
}

#[test]
fn headers_rank_client_then_environment_then_call() {
    let client = client(serde_json::json!({ "headers": [["x-a", "client"], ["x-b", "client"], ["x-pd-environment", "client"]] }));
    let options = r#"{"headers":[["X-A","call"],["x-b",null],["accept","text/plain"]],"projectEnvironment":"production"}"#;
    let ask = Ask::Operation { operation: operation("accounts.list"), args: "[[],null]".into(), upload: Upload::None };
    let call = ask.prepare(&client, Some(options)).unwrap();
    assert_eq!(call.headers.get("x-a").unwrap(), "call");
    assert!(!call.headers.contains_key("x-b"));
    assert_eq!(call.headers.get("x-pd-environment").unwrap(), "production");
    assert_eq!(call.headers.get("accept").unwrap(), "text/plain");
}

#[test]
fn an_authorization_of_the_callers_own_makes_the_token_needless() {
    for own in [r#"{"headers":[["Authorization","Basic x"]]}"#, r#"{"headers":[["authorization",null]]}"#] {
        assert!(!prepare("accounts.list", "[[],null]", Some(own)).unwrap().authenticate);
    }
}

#[test]
fn a_calls_options_are_checked_by_name() {
    assert!(error("accounts.list", "[[],null]", Some(r#"{"timeoutInSeconds":0}"#)).starts_with("timeoutInSeconds must"));
    assert!(error("accounts.list", "[[],null]", Some(r#"{"maxRetries":-1}"#)).starts_with("maxRetries must"));
    assert!(error("accounts.list", "[[],null]", Some(r#"{"queryParams":[]}"#)).starts_with("queryParams must"));
    assert!(error("accounts.list", "[[],null]", Some(r#"{"projectEnvironment":"x"}"#)).starts_with("projectEnvironment must"));
    let call = prepare("accounts.list", "[[],null]", Some(r#"{"timeoutInSeconds":1.5,"maxRetries":0}"#)).unwrap();
    assert_eq!((call.limit, call.max_retries), (Duration::from_millis(1500), 0));
}

#[test]
fn beside_a_token_of_the_callers_own_a_path_may_go_without_a_project() {
    let config = Config::parse(r#"{"token":"t"}"#).unwrap();
    let client = Client::new(config, ClientTokens::from_token(Secret::new("t".into())), Arc::new(Shut));
    let url = |name: &str| {
        let ask = Ask::Operation { operation: operation(name), args: "[[],null]".into(), upload: Upload::None };
        ask.prepare(&client, None).unwrap().url
    };
    assert_eq!(url("accounts.list"), "https://api.pipedream.com/v1/connect/accounts");
    assert_eq!(url("apps.list"), "https://api.pipedream.com/v1/connect/apps");
}
