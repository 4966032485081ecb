//! A session with the remote MCP server: the headers that name its user and app, and the URL.
//!
//! Each header has a query parameter of the same meaning, for clients that are given a URL and a token and nothing else.
//! (Pipedream's documentation, Connect, MCP.)

use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::Value;
use url::Url;

use super::defaults::RequestDefaults;
use super::headers::{OptionalHeaders, join_own_headers};
use crate::config::{CallOptions, ENVIRONMENT, describe};
use crate::error::Error;
use crate::latin1;
use crate::raw_object::RawObject;

const PROJECT: HeaderName = HeaderName::from_static("x-pd-project-id");
/// What the header of each field is, with its query parameter.
const PARAMETERS: [(HeaderName, &str); 7] = [
    (PROJECT, "projectId"),
    (ENVIRONMENT, "environment"),
    (HeaderName::from_static("x-pd-external-user-id"), "externalUserId"),
    (HeaderName::from_static("x-pd-app-slug"), "app"),
    (HeaderName::from_static("x-pd-account-id"), "accountId"),
    (HeaderName::from_static("x-pd-tool-mode"), "toolMode"),
    (HeaderName::from_static("x-pd-app-discovery"), "appDiscovery"),
];
/// The values of `toolMode`.
const TOOL_MODES: [&str; 3] = ["sub-agent", "tools-only", "full-config"];
/// The environment of a client with a token of its own and no environment. The server requires one.
const DEFAULT_ENVIRONMENT: HeaderValue = HeaderValue::from_static("production");

/// A session as `client.mcp.server()` was given it, checked.
pub(crate) struct Session<'a> {
    /// The URL of the server.
    pub url: &'a str,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// What a client of the MCP server needs besides the token.
pub(crate) struct McpServer {
    /// The URL of the server.
    pub url: String,
    /// The same with the session in its query.
    pub url_with_session: String,
    /// The headers of the session, and an Authorization of the caller's.
    pub headers: HeaderMap,
    /// Whether the client's token is to be added.
    pub authenticate: bool,
}

impl McpServer {
    /// Checks a session and the options of its calls. `given` is the JSON text of `{externalUserId, app, accountId, toolMode,
    /// appDiscovery}`.
    pub(crate) fn new(defaults: &RequestDefaults, given: &str, options: Option<&str>) -> Result<Self, Error> {
        let options = CallOptions::parse(options)?;
        let session = Session::parse(defaults, given)?;
        let (all, authenticate) = session.headers(defaults, Vec::new(), &options);
        let mut url =
            Url::parse(session.url).map_err(|_| Error::Internal { message: "the URL of the MCP server cannot be parsed".into() })?;
        for (name, parameter) in &PARAMETERS {
            if let Some(value) = all.get(name) {
                url.query_pairs_mut().append_pair(parameter, &latin1::decode(value.as_bytes()));
            }
        }
        let is_sent = |name: &HeaderName| *name == header::AUTHORIZATION || is_of_pipedream(name);
        let headers = all.iter().filter(|(name, _)| is_sent(name)).map(|(name, value)| (name.clone(), value.clone())).collect();
        Ok(Self { url: session.url.to_owned(), url_with_session: url.into(), headers, authenticate })
    }
}

impl<'a> Session<'a> {
    /// Checks a session, given as JSON text.
    pub(crate) fn parse(defaults: &'a RequestDefaults, given: &str) -> Result<Self, Error> {
        let given = RawObject::parse(given, "the MCP session")?;
        let discovery = flag(&given.value("appDiscovery")?)?;
        let user = header_value(&given.value("externalUserId")?, "externalUserId")?
            .ok_or_else(|| Error::invalid("externalUserId is missing: it must be the id of your user, a non-empty string"))?;
        let app = header_value(&given.value("app")?, "app")?;
        if app.is_none() && !discovery {
            return Err(Error::invalid("app is missing: give the slug of an app such as \"slack\", or appDiscovery: true"));
        }
        let account = header_value(&given.value("accountId")?, "accountId")?;
        let mode = tool_mode(&given.value("toolMode")?)?;
        if defaults.project_id.is_empty() {
            return Err(Error::invalid("projectId is missing: give the client's option projectId or set PIPEDREAM_PROJECT_ID"));
        }
        let project = header_value(&Value::from(defaults.project_id.as_str()), "projectId")?;
        let url = defaults.mcp_url.as_deref().ok_or_else(|| {
            Error::invalid(format!(
                "mcpUrl is missing: the API at {} is not that of Pipedream, and its tokens have no place on the MCP server of \
                 pipedream.net: give the option mcpUrl or set PIPEDREAM_MCP_URL",
                defaults.base_url
            ))
        })?;
        let discovery = discovery.then(|| HeaderValue::from_static("true"));
        let values = [project, None, Some(user), app, account, mode, discovery];
        let headers = PARAMETERS.into_iter().zip(values).filter_map(|((name, _), value)| Some((name, value?))).collect();
        Ok(Self { url, headers })
    }

    /// The headers of a request in the session, and whether to add our token. No header of the caller's replaces one of the session, so
    /// that no request is made for another user.
    pub(crate) fn headers(&self, defaults: &RequestDefaults, own: OptionalHeaders, options: &CallOptions) -> (HeaderMap, bool) {
        let own = own.into_iter().filter(|(name, _)| *name != ENVIRONMENT).collect();
        let (mut headers, authenticate) = join_own_headers(defaults, own, options);
        for (name, _) in &PARAMETERS {
            if *name != ENVIRONMENT {
                headers.remove(name);
            }
        }
        headers.entry(ENVIRONMENT).or_insert(DEFAULT_ENVIRONMENT);
        headers.extend(self.headers.iter().cloned());
        (headers, authenticate)
    }
}

/// The caller's headers of a request to another origin: none that is about the session.
pub(crate) fn without_session(own: OptionalHeaders) -> OptionalHeaders {
    own.into_iter().filter(|(name, _)| !is_of_pipedream(name)).collect()
}

fn is_of_pipedream(name: &HeaderName) -> bool {
    name.as_str().starts_with("x-pd-")
}

/// A text that is sent as a header; `None` for null.
fn header_value(given: &Value, name: &str) -> Result<Option<HeaderValue>, Error> {
    let wrong = |allowed: &str| Error::invalid(format!("{name} must be {allowed}, got {}", describe(given)));
    if given.is_null() {
        return Ok(None);
    }
    let text = given.as_str().filter(|text| !text.trim().is_empty()).ok_or_else(|| wrong("a non-empty string"))?;
    if text.trim_matches([' ', '\t']) != text {
        return Err(wrong("text that does not begin or end with a space, because a header cannot hold it"));
    }
    // A header holds Latin-1. A lossy encoding could send the same bytes for two ids.
    let encoded = latin1::encode(text).and_then(|bytes| HeaderValue::from_bytes(&bytes).ok());
    encoded.map(Some).ok_or_else(|| wrong("text in Latin-1 without line breaks and control characters, because it is sent as a header"))
}

fn tool_mode(given: &Value) -> Result<Option<HeaderValue>, Error> {
    match given {
        Value::Null => Ok(None),
        Value::String(text) if TOOL_MODES.contains(&text.as_str()) => header_value(given, "toolMode"),
        other => Err(Error::invalid(format!("toolMode must be \"sub-agent\", \"tools-only\" or \"full-config\", got {}", describe(other)))),
    }
}

fn flag(given: &Value) -> Result<bool, Error> {
    match given {
        Value::Null => Ok(false),
        Value::Bool(flag) => Ok(*flag),
        other => Err(Error::invalid(format!("appDiscovery must be true or false, got {}", describe(other)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn defaults(options: &str) -> RequestDefaults {
        RequestDefaults::new(&Config::parse(options).unwrap())
    }

    fn client() -> RequestDefaults {
        defaults(r#"{"token":"t","projectId":"proj_1","headers":[["x-pd-app-slug","github"],["x-own","1"]]}"#)
    }

    fn names(headers: &HeaderMap) -> Vec<(&str, &str)> {
        let mut all: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn a_session_is_sent_in_headers_or_in_the_query() {
        let server = McpServer::new(&client(), r#"{"externalUserId":"a b","app":"slack","toolMode":"tools-only"}"#, None).unwrap();
        assert_eq!(server.url, "https://remote.mcp.pipedream.net");
        assert_eq!(
            server.url_with_session,
            "https://remote.mcp.pipedream.net/?projectId=proj_1&environment=production&externalUserId=a+b&app=slack&toolMode=tools-only"
        );
        assert_eq!(
            names(&server.headers),
            [
                ("x-pd-app-slug", "slack"),
                ("x-pd-environment", "production"),
                ("x-pd-external-user-id", "a b"),
                ("x-pd-project-id", "proj_1"),
                ("x-pd-tool-mode", "tools-only"),
            ]
        );
        assert!(server.authenticate);
    }

    #[test]
    fn no_header_of_the_caller_replaces_one_of_the_session() {
        let client = client();
        let session = Session::parse(&client, r#"{"externalUserId":"u","appDiscovery":true}"#).unwrap();
        let own = ["x-pd-external-user-id", "x-pd-account-id", "x-pd-environment"].map(|name| {
            let name = HeaderName::from_static(name);
            (name, Some(HeaderValue::from_static("other")))
        });
        let options = CallOptions::parse(Some(r#"{"projectEnvironment":"development"}"#)).unwrap();
        let (headers, _) = session.headers(&client, own.into(), &options);
        assert_eq!(
            names(&headers).into_iter().filter(|(name, _)| name.starts_with("x-")).collect::<Vec<_>>(),
            [
                ("x-own", "1"),
                ("x-pd-app-discovery", "true"),
                ("x-pd-environment", "development"),
                ("x-pd-external-user-id", "u"),
                ("x-pd-project-id", "proj_1"),
            ]
        );
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let local = defaults(r#"{"token":"t","projectId":"p","baseUrl":"http://localhost:1"}"#);
        let nameless = defaults(r#"{"token":"t"}"#);
        let client = client();
        for (defaults, given, name) in [
            (&client, r"{}", "externalUserId"),
            (&client, r#"{"externalUserId":"u"}"#, "app"),
            (&client, r#"{"externalUserId":"u","appDiscovery":false}"#, "app"),
            (&client, r#"{"externalUserId":" ","app":"slack"}"#, "externalUserId"),
            (&client, r#"{"externalUserId":"u ","app":"slack"}"#, "externalUserId"),
            (&client, r#"{"externalUserId":7,"app":"slack"}"#, "externalUserId"),
            (&client, r#"{"externalUserId":"用","app":"slack"}"#, "externalUserId"),
            (&client, r#"{"externalUserId":"u","app":["slack"]}"#, "app"),
            (&client, r#"{"externalUserId":"u","app":"a\nb"}"#, "app"),
            (&client, r#"{"externalUserId":"u","app":"slack","accountId":""}"#, "accountId"),
            (&client, r#"{"externalUserId":"u","app":"slack","toolMode":"Tools-Only"}"#, "toolMode"),
            (&client, r#"{"externalUserId":"u","appDiscovery":"true"}"#, "appDiscovery"),
            (&local, r#"{"externalUserId":"u","app":"slack"}"#, "mcpUrl"),
            (&nameless, r#"{"externalUserId":"u","app":"slack"}"#, "projectId"),
        ] {
            let Err(Error::Invalid { message }) = McpServer::new(defaults, given, None) else { panic!("{given}") };
            assert!(message.starts_with(name), "{given}: {message}");
        }
    }
}
