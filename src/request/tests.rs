//! The requests of operations, and what is refused.

use std::time::Duration;

use http::Method;

use super::*;
use crate::config::Config;

fn defaults(options: &serde_json::Value) -> RequestDefaults {
    let mut all = serde_json::json!({ "token": "tok-1", "projectId": "proj_1/x", "projectEnvironment": "development" });
    for (name, given) in options.as_object().unwrap() {
        all[name] = given.clone();
    }
    RequestDefaults::new(&Config::parse(&all.to_string()).unwrap())
}

fn operation(name: &str) -> u32 {
    endpoints::ENDPOINTS.iter().find(|endpoint| endpoint.name == name).unwrap().number
}

fn call(name: &str, args: &str) -> CallRequest {
    CallRequest::Operation { operation: operation(name), args: args.into(), upload: Upload::None }
}

fn prepare(name: &str, args: &str, options: Option<&str>) -> Result<PreparedRequest, Error> {
    call(name, args).prepare(&defaults(&serde_json::json!({})), options)
}

fn error(name: &str, args: &str, options: Option<&str>) -> String {
    match prepare(name, args, options).err().expect("the arguments are wrong") {
        Error::Invalid { message } => message,
        other => panic!("{other:?}"),
    }
}

fn body(prepared: &PreparedRequest) -> &str {
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
    assert!(call.idempotent && call.authenticate);
    assert_eq!(call.headers.get("x-pd-environment").unwrap(), "development");
    assert_eq!(call.headers.get("accept").unwrap(), "*/*");
    assert!(!call.headers.contains_key("content-type"));
}

#[test]
fn fields_are_sent_in_the_body_or_the_query_under_their_wire_names() {
    let args = r#"[[],{"externalUserId":"u 1","appSlug":"slack","cfmapJson":"{}","connectToken":"ctok","unknownKey":{"a_b":null}}]"#;
    let call = prepare("accounts.create", args, None).unwrap();
    assert!(call.url.ends_with("/accounts?external_user_id=u%201"), "{}", call.url);
    assert_eq!(body(&call), r#"{"app_slug":"slack","cfmap_json":"{}","connect_token":"ctok","unknownKey":{"a_b":null}}"#);
    assert_eq!(call.headers.get("content-type").unwrap(), "application/json");
    assert!(!call.idempotent);
}

#[test]
fn the_caller_cannot_change_constants() {
    let args = r#"[[],{"clientId":"i","clientSecret":"s","grant_type":"password"}]"#;
    let call = prepare("oauthTokens.create", args, None).unwrap();
    assert_eq!(body(&call), r#"{"client_id":"i","client_secret":"s","grant_type":"client_credentials"}"#);
    assert!(!call.authenticate);
}

#[test]
fn a_token_request_has_a_secret_or_an_assertion_which_is_sent_once() {
    const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let call =
        prepare("oauthTokens.create", r#"[[],{"clientId":"i","clientAssertion":"a.b.c","clientAssertionType":null}]"#, None).unwrap();
    let wanted =
        format!(r#"{{"client_id":"i","client_assertion":"a.b.c","client_assertion_type":"{TYPE}","grant_type":"client_credentials"}}"#);
    assert_eq!(body(&call), wanted);
    assert!(!call.idempotent && call.max_retries == 0);
    let call = prepare("oauthTokens.create", r#"[[],{"clientId":"i","client_assertion":"a","clientAssertionType":"x"}]"#, None).unwrap();
    assert!(body(&call).contains(r#""client_assertion_type":"x""#));
    let error = |args: &str| prepare("oauthTokens.create", args, None).err().unwrap().to_string();
    let both = "clientSecret and clientAssertion are both given: oauthTokens.create needs one of them";
    assert_eq!(error(r#"[[],{"clientId":"i","clientSecret":"s","clientAssertion":"a"}]"#), both);
    assert_eq!(error(r#"[[],{"clientId":"i"}]"#), "clientSecret is missing: oauthTokens.create needs it, or a clientAssertion");
    assert!(prepare("oauthTokens.create", r#"[[],{"clientId":"i","clientSecret":"s","clientAssertion":null}]"#, None).unwrap().idempotent);
}

#[test]
fn a_wrong_id_is_refused_with_its_javascript_name() {
    for (id, shown) in [("\"\"", "\"\""), ("null", "nothing"), ("5", "5"), ("\"..\"", "\"..\"")] {
        let message = error("accounts.retrieve", &format!("[[{id}],null]"), None);
        assert!(message.starts_with("accountId must") && message.ends_with(&format!("got {shown}")), "{message}");
    }
    assert!(error("accounts.retrieve", "[[],null]", None).starts_with("accountId must be a non-empty string"));
}

#[test]
fn a_missing_field_is_named() {
    assert_eq!(
        error("accounts.create", r#"[[],{"cfmapJson":"{}","connectToken":"c"}]"#, None),
        "appSlug is missing: accounts.create needs it"
    );
    assert!(error("accounts.list", r"[[],[1]]", None).contains("must be an object"));
}

#[test]
fn a_value_that_the_api_does_not_allow_is_refused() {
    let message = error("apps.list", r#"[[],{"sortDirection":"up"}]"#, None);
    assert_eq!(message, r#"sortDirection must be one of "asc", "desc", got "up""#);
}

#[test]
fn query_params_replace_those_of_the_operation_or_follow_in_order() {
    let options = r#"{"queryParams":{"app":"x y","extra":[1,2],"after":null}}"#;
    let call = prepare("accounts.list", r#"[[],{"app":"a","limit":3}]"#, Some(options)).unwrap();
    let query = call.url.split('?').nth(1).unwrap();
    assert_eq!(query, "limit=3&app=x%20y&extra=1&extra=2");
}

#[test]
fn headers_of_the_call_replace_those_of_the_client() {
    let defaults = defaults(&serde_json::json!({ "headers": [["x-a", "client"], ["x-b", "client"], ["x-pd-environment", "client"]] }));
    let options = r#"{"headers":[["X-A","call"],["x-b",null],["accept","text/plain"]],"projectEnvironment":"production"}"#;
    let call = call("accounts.list", "[[],null]").prepare(&defaults, Some(options)).unwrap();
    assert_eq!(call.headers.get("x-a").unwrap(), "call");
    assert!(!call.headers.contains_key("x-b"));
    assert_eq!(call.headers.get("x-pd-environment").unwrap(), "production");
    assert_eq!(call.headers.get("accept").unwrap(), "text/plain");
}

#[test]
fn the_token_is_not_added_if_the_caller_sets_or_removes_authorization() {
    for own in [r#"{"headers":[["Authorization","Basic x"]]}"#, r#"{"headers":[["authorization",null]]}"#] {
        assert!(!prepare("accounts.list", "[[],null]", Some(own)).unwrap().authenticate);
    }
}

#[test]
fn the_options_of_a_call_are_checked() {
    assert!(error("accounts.list", "[[],null]", Some(r#"{"timeoutInSeconds":0}"#)).starts_with("timeoutInSeconds must"));
    assert!(error("accounts.list", "[[],null]", Some(r#"{"maxRetries":-1}"#)).starts_with("maxRetries must"));
    assert!(error("accounts.list", "[[],null]", Some(r#"{"queryParams":[]}"#)).starts_with("queryParams must"));
    assert!(error("accounts.list", "[[],null]", Some(r#"{"projectEnvironment":"x"}"#)).starts_with("projectEnvironment must"));
    let call = prepare("accounts.list", "[[],null]", Some(r#"{"timeoutInSeconds":1.5,"maxRetries":0}"#)).unwrap();
    assert_eq!((call.limit, call.max_retries), (Duration::from_millis(1500), 0));
}

#[test]
fn with_a_token_of_the_callers_own_the_project_may_be_missing() {
    let defaults = RequestDefaults::new(&Config::parse(r#"{"token":"t"}"#).unwrap());
    let url = |name: &str| call(name, "[[],null]").prepare(&defaults, None).unwrap().url;
    assert_eq!(url("accounts.list"), "https://api.pipedream.com/v1/connect/accounts");
    assert_eq!(url("apps.list"), "https://api.pipedream.com/v1/connect/apps");
}
