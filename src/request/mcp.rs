//! A session with the remote MCP server: the headers that name its user and app, and the URL.
//!
//! Each header has a query parameter of the same meaning, for clients that are given a URL and a token and nothing else. A value that no
//! header can hold, because it is not Latin-1, is in the query of every URL.
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
    /// Query parameters for what no header can hold.
    query: Vec<(&'static str, String)>,
}

/// What a client of the MCP server needs besides the token.
pub(crate) struct McpServer {
    /// The URL of the server. Its query has what no header can hold.
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
        let mut session_url = session.url.to_owned();
        if !session.query.is_empty() {
            let mut with_query = url.clone();
            session.set_query(&mut with_query);
            session_url = with_query.into();
        }
        for (name, parameter) in &PARAMETERS {
            let of_header = all.get(name).map(|value| latin1::decode(value.as_bytes()));
            let in_query = || session.query.iter().find(|(own, _)| own == parameter).map(|(_, value)| value.clone());
            if let Some(value) = of_header.or_else(in_query) {
                url.query_pairs_mut().append_pair(parameter, &value);
            }
        }
        let is_sent = |name: &HeaderName| *name == header::AUTHORIZATION || is_of_pipedream(name);
        let headers = all.iter().filter(|(name, _)| is_sent(name)).map(|(name, value)| (name.clone(), value.clone())).collect();
        Ok(Self { url: session_url, url_with_session: url.into(), headers, authenticate })
    }
}

impl<'a> Session<'a> {
    /// Checks a session, given as JSON text.
    pub(crate) fn parse(defaults: &'a RequestDefaults, given: &str) -> Result<Self, Error> {
        let given = RawObject::parse(given, "the MCP session")?;
        let discovery = flag(&given.value("appDiscovery")?)?;
        let mut query = Vec::new();
        let mut header_or_query = |name: &'static str| -> Result<Option<Place>, Error> {
            let place = place(&given.value(name)?, name)?;
            if let Some(Place::Query(text)) = &place {
                query.push((name, text.clone()));
            }
            Ok(place)
        };
        let user = header_or_query("externalUserId")?
            .ok_or_else(|| Error::invalid("externalUserId is missing: it must be the id of your user, a non-empty string"))?;
        let app = header_or_query("app")?;
        if app.is_none() && !discovery {
            return Err(Error::invalid("app is missing: give the slug of an app such as \"slack\", or appDiscovery: true"));
        }
        let account = header_or_query("accountId")?;
        let mode = tool_mode(&given.value("toolMode")?)?;
        if defaults.project_id.is_empty() {
            return Err(Error::invalid("projectId is missing: give the client's option projectId or set PIPEDREAM_PROJECT_ID"));
        }
        let project = place(&Value::from(defaults.project_id.as_str()), "projectId")?;
        let url = defaults.mcp_url.as_deref().ok_or_else(|| {
            Error::invalid(format!(
                "mcpUrl is missing: the API at {} is not that of Pipedream, and its tokens have no place on the MCP server of \
                 pipedream.net: give the option mcpUrl or set PIPEDREAM_MCP_URL",
                defaults.base_url
            ))
        })?;
        let discovery = discovery.then(|| HeaderValue::from_static("true"));
        let [project, user, app, account] = [project, Some(user), app, account].map(|place| place.and_then(Place::header));
        let values = [project, None, user, app, account, mode, discovery];
        let headers = PARAMETERS.into_iter().zip(values).filter_map(|((name, _), value)| Some((name, value?))).collect();
        Ok(Self { url, headers, query })
    }

    /// Puts into the query of a request's URL what no header can hold. It replaces what the caller put there.
    pub(crate) fn set_query(&self, url: &mut Url) {
        if self.query.is_empty() {
            return;
        }
        let is_own = |name: &str| self.query.iter().any(|(own, _)| *own == name);
        let others: Vec<(String, String)> =
            url.query_pairs().filter(|(name, _)| !is_own(name)).map(|(n, v)| (n.into(), v.into())).collect();
        url.query_pairs_mut().clear().extend_pairs(others).extend_pairs(&self.query);
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

/// How a text is sent.
enum Place {
    Header(HeaderValue),
    Query(String),
}

impl Place {
    fn header(self) -> Option<HeaderValue> {
        if let Self::Header(value) = self { Some(value) } else { None }
    }
}

/// A text of a session; `None` for null.
fn place(given: &Value, name: &str) -> Result<Option<Place>, Error> {
    let wrong = |allowed: &str| Error::invalid(format!("{name} must be {allowed}, got {}", describe(given)));
    if given.is_null() {
        return Ok(None);
    }
    let text = given.as_str().filter(|text| !text.trim().is_empty()).ok_or_else(|| wrong("a non-empty string"))?;
    if text.trim_matches([' ', '\t']) != text {
        return Err(wrong("text that does not begin or end with a space, because a header cannot hold it"));
    }
    if text.chars().any(char::is_control) {
        return Err(wrong("text without line breaks and control characters"));
    }
    // A header holds Latin-1. A lossy encoding could send the same bytes for two ids.
    let encoded = latin1::encode(text).and_then(|bytes| HeaderValue::from_bytes(&bytes).ok());
    Ok(Some(encoded.map_or_else(|| Place::Query(text.to_owned()), Place::Header)))
}

fn tool_mode(given: &Value) -> Result<Option<HeaderValue>, Error> {
    match given {
        Value::Null => Ok(None),
        Value::String(text) if TOOL_MODES.contains(&text.as_str()) => Ok(place(given, "toolMode")?.and_then(Place::header)),
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
    fn what_no_header_can_hold_is_in_the_query_of_every_url() {
        let client = client();
        let given = r#"{"externalUserId":"用户 1&2","app":"slack"}"#;
        let server = McpServer::new(&client, given, None).unwrap();
        let user = "externalUserId=%E7%94%A8%E6%88%B7+1%262";
        assert_eq!(server.url, format!("https://remote.mcp.pipedream.net/?{user}"));
        let with_session = format!("https://remote.mcp.pipedream.net/?projectId=proj_1&environment=production&{user}&app=slack");
        assert_eq!(server.url_with_session, with_session);
        assert!(!server.headers.contains_key("x-pd-external-user-id"));
        let mut url = Url::parse("https://remote.mcp.pipedream.net/?a=1&externalUserId=other").unwrap();
        Session::parse(&client, given).unwrap().set_query(&mut url);
        assert_eq!(url.query(), Some(format!("a=1&{user}").as_str()));
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
            (&client, r#"{"externalUserId":"用\n","app":"slack"}"#, "externalUserId"),
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
