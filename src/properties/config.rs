//! Any options of a client are refused with a message, or give URLs that secrets may be sent to.

use url::Url;

use crate::config::{Config, is_framing};
use crate::decode::reference::members;
use crate::error::Error;

/// Checks what becomes of `options`, the JSON text that JavaScript passes.
pub fn check(options: &str) {
    let config = match Config::parse(options) {
        Ok(config) => config,
        Err(Error::Invalid { message }) => return assert!(!message.is_empty()),
        Err(other) => panic!("{options:?} gave {other:?}"),
    };
    let url = Url::parse(&config.base_url).unwrap_or_else(|why| panic!("{:?} is no URL: {why}", config.base_url));
    assert!(!config.base_url.ends_with('/') && !config.base_url.contains(['?', '#']), "{}", config.base_url);
    assert!(url.username().is_empty() && url.password().is_none() && url.has_host(), "{}", config.base_url);
    assert!(url.scheme() == "https" || url.scheme() == "http" && (config.loopback || config.allow_insecure_http), "{}", config.base_url);
    if let Some(mcp_url) = &config.mcp_url {
        let mcp = Url::parse(mcp_url).unwrap_or_else(|why| panic!("{mcp_url:?} is no URL: {why}"));
        let has_credentials = !mcp.username().is_empty() || mcp.password().is_some();
        assert!(!has_credentials && mcp.has_host() && mcp.query().is_none() && mcp.fragment().is_none(), "{mcp_url}");
        assert!(mcp.scheme() == "https" || mcp.scheme() == "http" && (config.mcp_loopback || config.allow_insecure_http), "{mcp_url}");
    }
    let workflow = Url::parse(&format!("https://sub.{}/x", config.workflow_domain));
    let is_name = workflow.is_ok_and(|url| url.path() == "/x" && url.host_str().is_some_and(|host| host.starts_with("sub.")));
    let is_address = Url::parse(&format!("https://{}/", config.workflow_domain)).is_ok_and(|url| url.domain().is_none());
    assert!(is_name || is_address, "{}", config.workflow_domain);
    assert!(config.headers.keys().all(|name| !is_framing(name)));
    assert!(!config.timeout.is_zero() && config.timeout.as_secs() <= 31_536_000 && config.max_retries <= 100, "{options:?}");
    for (name, value) in &config.base_headers() {
        assert!(!value.as_bytes().iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)), "{name} holds a line break");
    }
    let has_token = members(options).is_some_and(|given| given.iter().any(|(name, value)| name == "token" && *value != "null"));
    assert!(!config.project_id.is_empty() || has_token, "{options:?} has no project");
}

/// The options as text.
pub fn check_bytes(data: &[u8]) {
    check(&String::from_utf8_lossy(data));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;
    use serde_json::Value;

    use super::*;

    const NAMES: [&str; 14] = [
        "token",
        "clientId",
        "clientSecret",
        "projectId",
        "projectEnvironment",
        "baseUrl",
        "environment",
        "workflowDomain",
        "headers",
        "timeoutInSeconds",
        "maxRetries",
        "scope",
        "tokenStore",
        "rateLimitToken",
    ];

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            select(vec![
                "p",
                "production",
                "m.pipedream.net",
                "https://api.pipedream.com//",
                "http://localhost:1/a/",
                "http://[::1]",
                "[::1]:80"
            ])
            .prop_map(Value::from),
            "(https?:)?/{0,2}[a-z@:.\\[\\]%]{0,6}[/?#\\\\]?\\PC{0,4}".prop_map(Value::from),
            ".{0,5}".prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            (0..200).prop_map(Value::from),
            prop::collection::vec(("[a-zA-Z -]{1,6}", ".{0,5}").prop_map(|(name, value)| Value::from(vec![name, value])), 0..3)
                .prop_map(Value::from),
            Just(Value::Null),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn any_options(given in prop::collection::vec((select(NAMES.to_vec()), value()), 0..5)) {
            let mut options = serde_json::json!({ "token": "t", "projectId": "p" });
            for (name, value) in given {
                options[name] = value;
            }
            check(&options.to_string());
        }

        #[test]
        fn any_text(text in "[{}\\[\\]\",:a-z0-9]{0,12}") {
            check(&text);
        }
    }
}
