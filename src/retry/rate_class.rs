//! Which calls share a rate limit of the API: pure functions.
//!
//! The API documents these limits: creating Connect tokens per external user, and per project its accounts, listing tools, running tools
//! and the proxy. Of other operations nothing is known, so each is a class of its own.

use http::Method;

use crate::json;

/// Calls that share a rate limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RateClass {
    /// Equal for calls of the same class.
    pub key: String,
    /// The class for events. It holds no ids of users.
    pub label: String,
}

impl RateClass {
    /// The class of a request to `url`. `template` is its documented path, `limit_token` the token of a custom rate limit, which counts by
    /// itself, and `body` the JSON that is sent.
    ///
    /// `None` for the proxy, although its limit is documented: it relays the answers of the app, and nothing tells a 429 of the API from one
    /// of the app, which must not hold back calls to another app.
    pub(crate) fn of(method: &Method, url: &str, template: &str, limit_token: Option<&[u8]>, body: Option<&[u8]>) -> Option<Self> {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let (origin, rest) = path.split_once("/v1/connect/").unwrap_or((path, ""));
        let mut segments = rest.split('/');
        let (project, resource, id) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default(), segments.next());
        let (get, post, delete) = (method == Method::GET, method == Method::POST, method == Method::DELETE);
        let (label, user) = match resource {
            "proxy" => return None,
            "tokens" if post && id.is_none() => match external_user(body) {
                Some(user) => ("creating Connect tokens".to_owned(), user),
                None => (own(method, template), String::new()),
            },
            "accounts" if get || delete => ("accounts".to_owned(), String::new()),
            "components" | "actions" | "triggers" if get => ("listing tools".to_owned(), String::new()),
            "components" | "actions" | "triggers" if post && id.is_some() => ("running tools".to_owned(), String::new()),
            _ => (own(method, template), String::new()),
        };
        let limit_token = limit_token.map(String::from_utf8_lossy).unwrap_or_default();
        // A line break can stand in none of the parts.
        Some(Self { key: [origin, project, &label, &user, &limit_token].join("\n"), label })
    }
}

fn own(method: &Method, template: &str) -> String {
    format!("{method} {}", template.split(['?', '#']).next().unwrap_or_default())
}

/// The external user of a request for a Connect token, as JSON text.
fn external_user(body: Option<&[u8]>) -> Option<String> {
    let body = str::from_utf8(body?).ok()?;
    let mut fields = json::entries(body).ok()?.flatten();
    Some(fields.find(|field| field.key == "external_user_id")?.value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(method: &Method, path: &str) -> Option<RateClass> {
        RateClass::of(method, &format!("https://api.pipedream.com{path}"), path, None, None)
    }

    fn is_same(one: (&Method, &str), other: (&Method, &str)) -> bool {
        class(one.0, one.1).unwrap().key == class(other.0, other.1).unwrap().key
    }

    const GET: &Method = &Method::GET;
    const POST: &Method = &Method::POST;
    const DELETE: &Method = &Method::DELETE;

    #[test]
    fn calls_share_a_class_if_the_api_counts_them_together() {
        let accounts = (GET, "/v1/connect/proj_1/accounts?limit=2");
        assert!(is_same(accounts, (DELETE, "/v1/connect/proj_1/accounts/apn_1")));
        assert!(is_same((GET, "/v1/connect/proj_1/actions"), (GET, "/v1/connect/proj_1/triggers/x")));
        assert!(is_same((POST, "/v1/connect/proj_1/actions/run"), (POST, "/v1/connect/proj_1/components/configure")));
        for other in [
            (POST, "/v1/connect/proj_1/accounts"),
            (GET, "/v1/connect/proj_2/accounts"),
            (GET, "/v1/connect/proj_1/actions"),
            (GET, "/v1/connect/proj_1/users"),
        ] {
            assert!(!is_same(accounts, other), "{other:?}");
        }
        assert!(!is_same((GET, "/v1/connect/proj_1/actions"), (POST, "/v1/connect/proj_1/actions/run")));
        assert!(!is_same((GET, "/v1/connect/proj_1/users"), (GET, "/v1/connect/proj_1/deployed-triggers")));
    }

    #[test]
    fn connect_tokens_are_counted_for_each_user() {
        let tokens = |body: &str| {
            let path = "/v1/connect/proj_1/tokens";
            RateClass::of(POST, path, path, None, Some(body.as_bytes())).unwrap()
        };
        let first = tokens(r#"{"external_user_id":"user-1"}"#);
        assert_eq!(first, tokens(r#"{"webhook_uri":"https://a.b", "external_user_id":"user-1"}"#));
        assert_ne!(first, tokens(r#"{"external_user_id":"user-2"}"#));
        assert_ne!(first, tokens("{}"));
        assert!(!first.label.contains("user-1"));
    }

    #[test]
    fn another_server_and_a_custom_rate_limit_are_counted_by_themselves() {
        let path = "/v1/connect/proj_1/accounts";
        let of = |host: &str, token: Option<&[u8]>| RateClass::of(GET, &format!("{host}{path}"), path, token, None).unwrap().key;
        assert_ne!(of("https://a", None), of("https://b", None));
        assert_ne!(of("https://a", None), of("https://a", Some(b"token")));
    }

    #[test]
    fn the_proxy_has_no_class_because_its_answers_are_those_of_the_apps() {
        assert_eq!(class(GET, "/v1/connect/proj_1/proxy/aHR0cHM6Ly9h"), None);
        assert_eq!(class(POST, "/v1/connect/proj_1/proxy/aHR0cHM6Ly9h?account_id=apn_1"), None);
    }
}
