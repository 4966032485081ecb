//! The options of a client and of a call, checked once.
//!
//! An option comes from the arguments, else from its environment variable. An error names where the value came from, what it was and
//! what is allowed; it never shows a secret.

mod call;
mod options;
mod proof;
mod server_url;
mod value;

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::error::Error;
use crate::retry::DEFAULT_RETRIES;
use crate::secret::{Secret, SecretJson};
use crate::transport::ClientIdentity;
use crate::transport::ProxyOption;

use options::{ACCESS_TOKEN, Options};

pub(crate) use call::CallOptions;
pub(crate) use proof::Proof;
pub(crate) use server_url::{is_loopback, printable};
pub(crate) use value::{CredentialSource, LONGEST_TEXT, describe, header, header_name, is_framing};

/// The default URL of the API.
const DEFAULT_BASE_URL: &str = "https://api.pipedream.com";
/// The default URL of the remote MCP server.
const DEFAULT_MCP_URL: &str = "https://remote.mcp.pipedream.net";
/// The default domain of workflows.
const DEFAULT_WORKFLOW_DOMAIN: &str = "m.pipedream.net";
/// The default time limit of one attempt.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// A client's options, checked.
#[derive(Debug)]
pub(crate) struct Config {
    /// The API's URL, without a trailing slash.
    pub base_url: String,
    /// The origin of that URL, without a slash: whom a signed assertion is for.
    pub origin: String,
    /// Whether the API is on this machine.
    pub loopback: bool,
    /// The URL of the MCP server. `None` if only its default is left and the API has no https: the token of such an API has no place on a
    /// server of Pipedream's.
    pub mcp_url: Option<String>,
    /// Whether the MCP server is on this machine, or has no URL.
    pub mcp_loopback: bool,
    /// The project id; empty only if the caller gave a token of their own and no project.
    pub project_id: String,
    /// The value of `x-pd-environment`. With a token of the caller's own there is no default.
    pub environment: Option<&'static str>,
    /// The domain of workflows: only it and its subdomains get the token.
    pub workflow_domain: String,
    /// The caller's headers for every request.
    pub headers: HeaderMap,
    /// The time limit of one attempt, from its first byte sent to its last byte received.
    pub timeout: Duration,
    /// The time limit of a whole call, retries and pauses included. By default there is none.
    pub deadline: Option<Duration>,
    /// How often a call may be retried.
    pub max_retries: u32,
    /// How large a response that is read whole may be, in bytes.
    pub max_response_bytes: usize,
    /// How the client authenticates.
    pub auth: Auth,
    /// Additional certificate authorities, in PEM.
    pub authorities: Vec<String>,
    /// Which proxy is used.
    pub proxy: ProxyOption,
    /// The certificate and key that the API gets if it asks for them.
    pub identity: Option<ClientIdentity>,
    /// Whether secrets may be sent over http to other machines.
    pub allow_insecure_http: bool,
    /// The flags of Node about TLS.
    pub node_flags: Vec<String>,
    /// The value of `x-pd-rate-limit`.
    pub rate_limit_token: Option<HeaderValue>,
    /// The caller's `fetch`, as the number that JavaScript knows it by.
    pub fetch: Option<u32>,
    /// Where tokens are shared with other processes.
    pub store: Option<Store>,
}

/// How a client authenticates.
#[derive(Debug)]
pub(crate) enum Auth {
    /// OAuth client credentials (RFC 6749, section 4.4).
    ClientCredentials {
        /// The client's id.
        client_id: CredentialSource,
        /// What it proves its identity with.
        proof: Proof,
        /// Scopes, separated by spaces; `None` means all.
        scope: Option<String>,
    },
    /// An access token of the caller's own.
    Token(CredentialSource),
}

/// Where tokens are shared with other processes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Store {
    /// In files of this folder; if it is empty, of the user's cache folder.
    Files(String),
    /// In the caller's object, as the number that JavaScript knows it by.
    Callback(u32),
}

impl Config {
    /// The same as [`with_hidden`](Self::with_hidden), for a text that holds the credentials themselves.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn parse(json: &str) -> Result<Self, Error> {
        Self::with_hidden(json, &[])
    }

    /// Checks the options, given as JSON text. The first wrong one is the error. The text holds no credentials: `{"hidden":0}`
    /// stands for the first of the `hidden` ones.
    pub(crate) fn with_hidden(json: &str, hidden: &[Secret]) -> Result<Self, Error> {
        let options = Options::parse(json, hidden)?;
        let given = &options.given;

        let (environment, named) = options.or_env("projectEnvironment", "PIPEDREAM_PROJECT_ENVIRONMENT")?;
        let environment = value::environment(&environment, named)?;
        let auth = auth(&options)?;
        let own_token = matches!(auth, Auth::Token(_));
        let (project_id, named) = options.or_env("projectId", "PIPEDREAM_PROJECT_ID")?;
        let project_id = match value::text(&project_id, named)? {
            Some(id) if !id.trim().is_empty() => id,
            Some(id) if !own_token => return Err(Error::invalid(format!("{named} must be a project id such as \"proj_…\", got {id:?}"))),
            None if !own_token => {
                return Err(Error::invalid("projectId is missing: give the option projectId or set PIPEDREAM_PROJECT_ID"));
            }
            _ => String::new(),
        };
        let (insecure, named) = options.or_env("allowInsecureHttp", "PIPEDREAM_ALLOW_INSECURE_HTTP")?;
        let allow_insecure_http = value::flag(&insecure, named)?;
        let (base_url, loopback) = base_url(&options, allow_insecure_http)?;
        let origin = server_url::origin(&base_url);
        let (mcp_url, mcp_loopback) = mcp_url(&options, &base_url, allow_insecure_http)?;
        let (domain, named) = options.or_env("workflowDomain", "PIPEDREAM_WORKFLOW_DOMAIN")?;
        let workflow_domain = match value::text(&domain, named)? {
            None => DEFAULT_WORKFLOW_DOMAIN.to_owned(),
            Some(domain) => value::domain(&domain, named)?,
        };
        let mut headers = HeaderMap::new();
        for (name, value) in given.pairs("headers")? {
            if let Some((name, value)) = header(&name, &value, "headers")?
                && !is_framing(&name)
            {
                headers.insert(name, value);
            }
        }
        Ok(Self {
            base_url,
            origin,
            loopback,
            mcp_url,
            mcp_loopback,
            project_id,
            environment: environment.or(if own_token { None } else { Some("production") }),
            workflow_domain,
            headers,
            timeout: value::seconds(&given.value("timeoutInSeconds")?, "timeoutInSeconds")?.unwrap_or(DEFAULT_TIMEOUT),
            deadline: value::seconds(&given.value("deadlineInSeconds")?, "deadlineInSeconds")?,
            max_retries: value::count(&given.value("maxRetries")?, "maxRetries")?.unwrap_or(DEFAULT_RETRIES),
            max_response_bytes: value::bytes(&given.value("maxResponseBytes")?, "maxResponseBytes")?.unwrap_or(LONGEST_TEXT),
            auth,
            authorities: value::texts(&given.value("caCertificates")?, "caCertificates")?,
            proxy: value::proxy(&SecretJson(given.value("proxy")?), hidden)?,
            identity: identity(&options)?,
            allow_insecure_http,
            node_flags: value::texts(&given.value("nodeFlags")?, "nodeFlags")?,
            rate_limit_token: value::header_option(&given.value("rateLimitToken")?, "rateLimitToken")?,
            fetch: given.raw("fetch").and_then(|object| object.parse().ok()),
            store: store(&given.value("tokenStore")?)?,
        })
    }

    /// The headers that every request to the API starts with.
    pub(crate) fn base_headers(&self) -> HeaderMap {
        let mut headers = public_defaults(self.fetch.is_some());
        for (name, given) in &self.headers {
            headers.insert(name.clone(), given.clone());
        }
        if let Some(environment) = self.environment {
            headers.insert(ENVIRONMENT, HeaderValue::from_static(environment));
        }
        if let Some(token) = &self.rate_limit_token {
            headers.insert(RATE_LIMIT, token.clone());
        }
        headers
    }
}

/// The content codings that a request asks for if the caller does not set Accept-Encoding. Brotli and zstd are not among them: their
/// decoders would make the addon 363 kB larger, for 7 % fewer bytes.
pub(crate) const CODINGS: HeaderValue = HeaderValue::from_static("gzip, deflate");
/// The headers that a request to any server starts with: none of them is about the API or the caller.
pub(crate) fn public_defaults(custom_fetch: bool) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert(http::header::ACCEPT, HeaderValue::from_static("*/*"));
    headers.insert(http::header::USER_AGENT, HeaderValue::from_static(concat!("pipedream-native/", env!("CARGO_PKG_VERSION"))));
    // A `fetch` of the caller's decodes what it asks for itself.
    if !custom_fetch {
        headers.insert(http::header::ACCEPT_ENCODING, CODINGS);
    }
    headers
}

/// The header with the project's environment.
pub(crate) const ENVIRONMENT: HeaderName = HeaderName::from_static("x-pd-environment");
/// The header with the token of a custom rate limit.
pub(crate) const RATE_LIMIT: HeaderName = HeaderName::from_static("x-pd-rate-limit");

/// How the client authenticates. The first of these counts: the option `token`; the other credentials among the options, with what
/// they lack from the environment; `PIPEDREAM_ACCESS_TOKEN`; the other credentials of the environment.
fn auth(options: &Options<'_>) -> Result<Auth, Error> {
    let token = SecretJson(options.given.value("token")?);
    if !token.0.is_null() {
        return Ok(Auth::Token(value::credential(&token.0, "token", false, options.hidden)?));
    }
    if !options.gives_credentials() && options.env.raw(ACCESS_TOKEN).is_some() {
        let token = SecretJson(options.env.value(ACCESS_TOKEN)?);
        return Ok(Auth::Token(value::credential(&token.0, ACCESS_TOKEN, false, options.hidden)?));
    }
    let (id, id_name) = options.or_env("clientId", "PIPEDREAM_CLIENT_ID")?;
    if id.is_null() {
        return Err(options.missing("clientId", "set PIPEDREAM_CLIENT_ID"));
    }
    Ok(Auth::ClientCredentials {
        client_id: value::credential(&id, id_name, false, &[])?,
        proof: proof::proof(options)?,
        scope: value::scope(&options.given.value("scope")?)?,
    })
}

/// The options `clientCertificate` and `clientKey`, which belong together.
fn identity(options: &Options<'_>) -> Result<Option<ClientIdentity>, Error> {
    let certificate = options.given.value("clientCertificate")?;
    let key = SecretJson(options.given.value("clientKey")?);
    let certificate = value::text(&certificate, "clientCertificate")?;
    match (certificate, value::hidden_text(&key.0, "clientKey", options.hidden)?) {
        (None, None) => Ok(None),
        (Some(certificate), Some(key)) => ClientIdentity::parse(&certificate, &key).map(Some),
        (Some(_), None) => Err(Error::invalid("clientKey is missing: clientCertificate needs the private key that belongs to it")),
        (None, Some(_)) => Err(Error::invalid("clientCertificate is missing: clientKey needs the certificate that belongs to it")),
    }
}

fn base_url(options: &Options<'_>, allow_http: bool) -> Result<(String, bool), Error> {
    let (given, named) = match (options.given.value("baseUrl")?, options.given.value("environment")?) {
        (Value::Null, Value::Null) => options.or_env("baseUrl", "PIPEDREAM_BASE_URL")?,
        (Value::Null, environment) => (environment, "environment"),
        (base_url, _) => (base_url, "baseUrl"),
    };
    let text = value::text(&given, named)?;
    // In version 1 of the official SDK the option had this meaning.
    if named == "environment" && value::environment(&given, named).is_ok_and(|name| name.is_some()) {
        return Err(Error::invalid(format!(
            "environment is the URL of the API, got {}: the project's environment is the option projectEnvironment",
            describe(&given)
        )));
    }
    server_url::base_url(text.as_deref().unwrap_or(DEFAULT_BASE_URL), named, options.given.raw("fetch").is_some(), allow_http)
}

/// The URL of the MCP server, and whether it is on this machine.
fn mcp_url(options: &Options<'_>, base_url: &str, allow_http: bool) -> Result<(Option<String>, bool), Error> {
    let (given, named) = options.or_env("mcpUrl", "PIPEDREAM_MCP_URL")?;
    match value::text(&given, named)? {
        Some(text) => {
            let (url, loopback) = server_url::mcp_url(&text, named, options.given.raw("fetch").is_some(), allow_http)?;
            Ok((Some(url), loopback))
        }
        None if base_url.starts_with("http:") => Ok((None, true)),
        None => Ok((Some(DEFAULT_MCP_URL.to_owned()), false)),
    }
}

fn store(given: &Value) -> Result<Option<Store>, Error> {
    let wrong = || Error::invalid(format!("tokenStore must have get, set and delete, got {}", describe(given)));
    match given {
        Value::Null => Ok(None),
        Value::Number(object) => Ok(Some(Store::Callback(object.as_u64().and_then(|n| n.try_into().ok()).ok_or_else(wrong)?))),
        Value::Object(map) => match map.get("file") {
            Some(Value::String(folder)) => Ok(Some(Store::Files(folder.clone()))),
            Some(Value::Null) => Ok(Some(Store::Files(String::new()))),
            _ => Err(wrong()),
        },
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests;
