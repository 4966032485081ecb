//! What each option accepts, and its error message.

use super::*;
use serde_json::json;

fn parse(options: &Value) -> Result<Config, Error> {
    let mut all = json!({ "clientId": "id", "clientSecret": "hush-hush", "projectId": "proj_1" });
    for (name, given) in options.as_object().unwrap() {
        all[name] = given.clone();
    }
    Config::parse(&all.to_string())
}

/// The error message, which must never hold the secret.
fn error(options: &Value) -> String {
    match parse(options).unwrap_err() {
        Error::Invalid { message } => {
            assert!(!message.contains("hush"), "{message}");
            message
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_defaults_are_the_documented_ones() {
    let config = parse(&json!({})).unwrap();
    assert_eq!(config.base_url, "https://api.pipedream.com");
    assert_eq!(config.environment, Some("production"));
    assert_eq!(config.workflow_domain, "m.pipedream.net");
    assert_eq!(config.timeout, Duration::from_secs(60));
    assert_eq!(config.max_retries, 2);
}

#[test]
fn a_missing_option_is_named_with_its_environment_variable() {
    for (name, variable) in
        [("clientId", "PIPEDREAM_CLIENT_ID"), ("clientSecret", "PIPEDREAM_CLIENT_SECRET"), ("projectId", "PIPEDREAM_PROJECT_ID")]
    {
        let message = error(&json!({ name: null }));
        assert!(message.contains(name) && message.contains(variable), "{message}");
    }
}

#[test]
fn the_access_token_of_the_environment_counts_unless_other_credentials_are_given() {
    let env = json!({ "PIPEDREAM_ACCESS_TOKEN": "env-token", "PIPEDREAM_CLIENT_ID": "env-id", "PIPEDREAM_CLIENT_SECRET": "env-secret" });
    let auth = |given: Value| {
        let mut all = json!({ "projectId": "proj_1", "env": env.clone() });
        all.as_object_mut().unwrap().extend(given.as_object().unwrap().clone());
        Config::parse(&all.to_string()).unwrap().auth
    };
    let texts = |source: &CredentialSource| match source {
        CredentialSource::Values(values) => values.iter().map(|value| value.expose().to_owned()).collect(),
        CredentialSource::Callback(number) => vec![number.to_string()],
    };
    let shown = |given: Value| match auth(given) {
        Auth::Token(token) => texts(&token),
        Auth::ClientCredentials { client_id, proof: Proof::Secret(client_secret), .. } => {
            [texts(&client_id), texts(&client_secret)].concat()
        }
        Auth::ClientCredentials { client_id, .. } => texts(&client_id),
    };
    assert_eq!(shown(json!({})), ["env-token"]);
    assert_eq!(shown(json!({ "clientId": null, "clientSecret": null })), ["env-token"]);
    assert_eq!(shown(json!({ "clientId": "id" })), ["id", "env-secret"]);
    assert_eq!(shown(json!({ "clientSecret": { "callback": 4 } })), ["env-id", "4"]);
    assert_eq!(shown(json!({ "token": "t", "clientId": "id" })), ["t"]);
}

#[test]
fn only_the_secret_may_be_a_list() {
    let wrong = |name: &str, value: Value| error(&json!({ name: value }));
    for name in ["clientId", "token"] {
        let message = wrong(name, json!(["a", "b"]));
        assert_eq!(message, format!("{name} must be a non-empty string, a function or a promise, got an array"));
        assert_eq!(wrong(name, json!(7)), format!("{name} must be a non-empty string, a function or a promise, got a number"));
    }
    assert!(wrong("clientSecret", json!(7)).contains("an array of them"));
    assert!(parse(&json!({ "clientSecret": ["a", "b"] })).is_ok());
}

#[test]
fn an_environment_variable_is_used_for_a_missing_option_and_named_if_it_is_wrong() {
    let env = json!({ "PIPEDREAM_CLIENT_ID": "id", "PIPEDREAM_CLIENT_SECRET": "s", "PIPEDREAM_PROJECT_ID": "proj_2",
        "PIPEDREAM_PROJECT_ENVIRONMENT": "development", "PIPEDREAM_BASE_URL": "https://example.com/x/", "PIPEDREAM_WORKFLOW_DOMAIN": "w.example.com" });
    let config = Config::parse(&json!({ "env": env }).to_string()).unwrap();
    assert_eq!((config.project_id.as_str(), config.environment), ("proj_2", Some("development")));
    assert_eq!((config.base_url.as_str(), config.workflow_domain.as_str()), ("https://example.com/x", "w.example.com"));
    assert_eq!(parse(&json!({ "env": { "PIPEDREAM_PROJECT_ID": "proj_2" } })).unwrap().project_id, "proj_1");
    let wrong = error(&json!({ "env": { "PIPEDREAM_PROJECT_ENVIRONMENT": "" } }));
    assert!(wrong.starts_with("PIPEDREAM_PROJECT_ENVIRONMENT must be \"production\" or \"development\", got \"\""), "{wrong}");
}

#[test]
fn the_environment_is_production_or_development() {
    assert_eq!(parse(&json!({ "projectEnvironment": "development" })).unwrap().environment, Some("development"));
    for wrong in [json!("staging"), json!(""), json!(7), json!({})] {
        let message = error(&json!({ "projectEnvironment": wrong }));
        assert!(message.starts_with("projectEnvironment must be \"production\" or \"development\", got "), "{message}");
    }
}

#[test]
fn a_base_url_is_https_or_this_machine() {
    for (given, kept) in [
        ("https://api.example.com/", "https://api.example.com"),
        ("https://example.com/prefix//", "https://example.com/prefix"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:1/", "http://localhost:1"),
        ("http://[::1]:9", "http://[::1]:9"),
    ] {
        assert_eq!(parse(&json!({ "baseUrl": given })).unwrap().base_url, kept);
    }
    for wrong in [
        "",
        "api.pipedream.com",
        "http://example.com",
        "ftp://localhost",
        "https://",
        "https://a/?q",
        "https://a/#f",
        "http://127.0.0.1.example.com",
    ] {
        assert!(error(&json!({ "baseUrl": wrong })).starts_with("baseUrl must be an https URL"), "{wrong}");
    }
    let message = error(&json!({ "baseUrl": "https://me:hush@example.com" }));
    assert!(message.contains("redacted"), "{message}");
    assert_eq!(
        error(&json!({ "environment": "development" })),
        "environment is the URL of the API, got \"development\": the project's environment is the option projectEnvironment"
    );
    assert_eq!(parse(&json!({ "environment": "https://other.example.com" })).unwrap().base_url, "https://other.example.com");
}

#[test]
fn no_error_shows_a_secret() {
    for wrong in [json!("hush\nhush"), json!(["hush-hush", 5]), json!({ "hush": 1 }), json!(12345), json!([])] {
        let message = error(&json!({ "clientSecret": wrong }));
        assert!(message.starts_with("clientSecret must be ") && !message.contains("12345"), "{message}");
    }
    assert!(!format!("{:?}", parse(&json!({})).unwrap()).contains("hush"));
}

#[test]
fn blank_credentials_are_refused() {
    for name in ["clientId", "clientSecret", "projectId"] {
        for blank in ["", "  "] {
            assert!(error(&json!({ name: blank })).starts_with(name));
        }
    }
}

#[test]
fn numbers_have_bounds() {
    assert_eq!(parse(&json!({ "timeoutInSeconds": 0.25 })).unwrap().timeout, Duration::from_millis(250));
    for wrong in [json!(0), json!(-1), json!("60"), json!(1e12), json!(1e-10), json!([])] {
        assert!(error(&json!({ "timeoutInSeconds": wrong })).starts_with("timeoutInSeconds must be a number of seconds above 0"));
    }
    assert_eq!(parse(&json!({ "maxRetries": 0 })).unwrap().max_retries, 0);
    for wrong in [json!(-1), json!(1.5), json!("2"), json!(101)] {
        assert!(error(&json!({ "maxRetries": wrong })).starts_with("maxRetries must be a whole number from 0 to 100"));
    }
}

#[test]
fn a_header_with_a_line_break_is_refused_and_not_shown() {
    for wrong in ["hush\r\nx: y", "a\nb", "a\u{0}b", "snowman ☃"] {
        let message = error(&json!({ "headers": [["x-key", wrong]] }));
        assert!(message.starts_with("headers[\"x-key\"] must be text without line breaks"), "{message}");
    }
    assert!(error(&json!({ "headers": [["bad name", "v"]] })).contains("bad name"));
    let config = parse(&json!({ "headers": [["X-Key", "v"], ["x-n", 5], ["x-none", null], ["x-latin", "é"]] })).unwrap();
    assert_eq!(config.headers.get("x-key").unwrap(), "v");
    assert_eq!(config.headers.get("x-n").unwrap(), "5");
    assert!(!config.headers.contains_key("x-none"));
}

#[test]
fn scopes_may_be_a_list_or_a_string() {
    let scope = |given: Value| match parse(&json!({ "scope": given })).unwrap().auth {
        Auth::ClientCredentials { scope, .. } => scope,
        Auth::Token(_) => unreachable!("credentials were given"),
    };
    assert_eq!(scope(json!(["a", "b"])), Some("a b".into()));
    assert_eq!(scope(json!("  a   b ")), Some("a b".into()));
    assert_eq!(scope(json!("")), None);
    assert!(error(&json!({ "scope": "a\"b" })).starts_with("scope must be"));
}

#[test]
fn a_token_of_the_callers_own_needs_neither_project_nor_environment() {
    let config = Config::parse(&json!({ "token": { "callback": 3 } }).to_string()).unwrap();
    assert_eq!((config.project_id.as_str(), config.environment), ("", None));
    assert!(matches!(config.auth, Auth::Token(CredentialSource::Callback(3))));
}

#[test]
fn a_workflow_domain_is_a_host() {
    assert_eq!(parse(&json!({ "workflowDomain": "Flows.Example.com:8443" })).unwrap().workflow_domain, "flows.example.com:8443");
    for wrong in ["", "https://x", "a/b", "a b", ".x"] {
        assert!(error(&json!({ "workflowDomain": wrong })).starts_with("workflowDomain must be a host name"), "{wrong}");
    }
}

#[test]
fn the_mcp_server_has_a_default_if_the_api_has_https() {
    let of = |options| parse(&options).map(|config| (config.mcp_url, config.mcp_loopback)).unwrap();
    let url = |text: &str| Some(text.to_owned());
    assert_eq!(of(json!({})), (url("https://remote.mcp.pipedream.net"), false));
    assert_eq!(of(json!({ "baseUrl": "https://gateway.example" })), (url("https://remote.mcp.pipedream.net"), false));
    assert_eq!(of(json!({ "baseUrl": "http://localhost:1" })), (None, true));
    assert_eq!(of(json!({ "baseUrl": "http://api.internal", "allowInsecureHttp": true })), (None, true));
    assert_eq!(of(json!({ "mcpUrl": "http://127.0.0.1:1/mcp" })), (url("http://127.0.0.1:1/mcp"), true));
    assert_eq!(of(json!({ "env": { "PIPEDREAM_MCP_URL": "https://mcp.example/v3/" } })), (url("https://mcp.example/v3/"), false));
    let http = json!({ "mcpUrl": "http://mcp.internal", "allowInsecureHttp": true });
    assert_eq!(of(http), (url("http://mcp.internal"), false));
    assert!(error(&json!({ "mcpUrl": "http://mcp.internal" })).starts_with("mcpUrl must be an https URL"));
    assert!(error(&json!({ "env": { "PIPEDREAM_MCP_URL": "x" } })).starts_with("PIPEDREAM_MCP_URL must be"));
}
