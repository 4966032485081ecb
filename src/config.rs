//! What the client was asked to be: options checked once, so that nothing later has to ask again.
//!
//! An option comes from the arguments, else from its environment variable; each error names where the value
//! came from, what it was and what is allowed. A secret is never repeated.

mod call;
mod value;

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::error::Error;
use crate::raw_object::RawObject;
use crate::retry::DEFAULT_RETRIES;
use crate::secret::{Secret, SecretJson};

pub use call::CallOptions;
pub use value::{described, header, is_framing, is_loopback};

/// Where the API lives when nobody says otherwise.
const DEFAULT_BASE_URL: &str = "https://api.pipedream.com";
/// Where workflows live when nobody says otherwise.
const DEFAULT_WORKFLOW_DOMAIN: &str = "m.pipedream.net";
/// The time one attempt may take when nobody says otherwise.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// The longest text that V8 can hold, in characters, and so the largest answer that can become a value, in bytes: 2^29 − 24.
pub const LONGEST_TEXT: usize = (1 << 29) - 24;

/// A client's options, checked.
#[derive(Debug)]
pub struct Config {
    /// The API's address without a trailing slash.
    pub base_url: String,
    /// Whether that is this machine.
    pub loopback: bool,
    /// Blank only beside a token of the caller's own.
    pub project_id: String,
    /// What `x-pd-environment` says; none beside a token of the caller's own, unless given.
    pub environment: Option<&'static str>,
    /// The only domain, with its subdomains, where a workflow may receive the token.
    pub workflow_domain: String,
    /// The caller's headers for every request.
    pub headers: HeaderMap,
    /// The limit of one attempt, from its first byte out to its last byte in.
    pub timeout: Duration,
    /// How often a call is repeated.
    pub max_retries: u32,
    /// How large an answer that is read whole may be, in bytes.
    pub max_response_bytes: usize,
    /// How a token is come by.
    pub auth: Auth,
    /// Further certificate authorities, PEM.
    pub authorities: Vec<String>,
    /// Sent as `x-pd-rate-limit`.
    pub rate_limit_token: Option<HeaderValue>,
    /// The caller's `fetch`: the number under which JavaScript knows it.
    pub fetch: Option<u32>,
    /// Where tokens are kept beyond the process.
    pub store: Option<Store>,
}

/// How a token is come by.
#[derive(Debug)]
pub enum Auth {
    /// OAuth client credentials (RFC 6749, section 4.4).
    Grant {
        /// The client's id.
        client_id: Given,
        /// Its secret, or several that may be valid at the moment.
        client_secret: Given,
        /// Scopes, separated by spaces; none means all.
        scope: Option<String>,
    },
    /// The caller has one.
    Token(Given),
}

/// A value, or where to ask for it.
#[derive(Debug)]
pub enum Given {
    /// Known from the start.
    Values(Vec<Secret>),
    /// A function in JavaScript: the number under which it is known there.
    Ask(u32),
}

/// Where tokens are kept beyond the process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Store {
    /// In files of this folder; blank: the user's cache folder.
    Files(String),
    /// In an object of the caller's: the number under which JavaScript knows it.
    Ask(u32),
}

/// The options as they cross from JavaScript.
struct Options<'a> {
    given: RawObject<'a>,
    env: RawObject<'a>,
    hidden: &'a [Secret],
}

impl<'a> Options<'a> {
    fn of(json: &'a str, hidden: &'a [Secret]) -> Result<Self, Error> {
        let given = RawObject::of(json, "the client's options")?;
        let env = RawObject::of(given.raw("env").unwrap_or("{}"), "the environment's variables")?;
        Ok(Self { given, env, hidden })
    }

    /// The option `name`, else its environment variable; with the name errors are to show.
    fn or_env<'n>(&self, name: &'n str, variable: &'n str) -> Result<(Value, &'n str), Error> {
        if self.given.raw(name).is_none() && self.env.raw(variable).is_some() {
            return Ok((self.env.value(variable)?, variable));
        }
        Ok((self.given.value(name)?, name))
    }
}

impl Config {
    /// Checks the options, given as JSON text. The first wrong one is the error.
    pub fn parse(json: &str) -> Result<Self, Error> {
        Self::with_hidden(json, &[])
    }

    /// The same, where the text names credentials by their place among the `hidden`: `{"hidden":0}`.
    pub fn with_hidden(json: &str, hidden: &[Secret]) -> Result<Self, Error> {
        let options = Options::of(json, hidden)?;
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
        let (base_url, loopback) = base_url(&options)?;
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
            loopback,
            project_id,
            environment: environment.or(if own_token { None } else { Some("production") }),
            workflow_domain,
            headers,
            timeout: value::seconds(&given.value("timeoutInSeconds")?, "timeoutInSeconds")?.unwrap_or(DEFAULT_TIMEOUT),
            max_retries: value::count(&given.value("maxRetries")?, "maxRetries")?.unwrap_or(DEFAULT_RETRIES),
            max_response_bytes: value::bytes(&given.value("maxResponseBytes")?, "maxResponseBytes")?.unwrap_or(LONGEST_TEXT),
            auth,
            authorities: value::texts(&given.value("caCertificates")?, "caCertificates")?,
            rate_limit_token: value::header_option(&given.value("rateLimitToken")?, "rateLimitToken")?,
            fetch: given.raw("fetch").and_then(|target| target.parse().ok()),
            store: store(&given.value("tokenStore")?)?,
        })
    }

    /// The header every request to the API starts with.
    pub fn base_headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(8 + self.headers.len());
        headers.insert(http::header::ACCEPT, HeaderValue::from_static("*/*"));
        headers.insert(http::header::USER_AGENT, HeaderValue::from_static(concat!("pipedream-native/", env!("CARGO_PKG_VERSION"))));
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

/// Which of a project's two environments is meant.
pub const ENVIRONMENT: HeaderName = HeaderName::from_static("x-pd-environment");
/// A custom rate limit's token.
pub const RATE_LIMIT: HeaderName = HeaderName::from_static("x-pd-rate-limit");

fn auth(options: &Options<'_>) -> Result<Auth, Error> {
    let token = SecretJson(options.given.value("token")?);
    if !token.0.is_null() {
        return Ok(Auth::Token(value::given(&token.0, "token", false, options.hidden)?));
    }
    let (id, id_name) = options.or_env("clientId", "PIPEDREAM_CLIENT_ID")?;
    let (secret, secret_name) = options.or_env("clientSecret", "PIPEDREAM_CLIENT_SECRET")?;
    let secret = SecretJson(secret);
    for (given, name, variable) in [(&id, "clientId", "PIPEDREAM_CLIENT_ID"), (&secret.0, "clientSecret", "PIPEDREAM_CLIENT_SECRET")] {
        if given.is_null() {
            return Err(Error::invalid(format!("{name} is missing: give the option {name}, set {variable}, or give a token")));
        }
    }
    Ok(Auth::Grant {
        client_id: value::given(&id, id_name, false, &[])?,
        client_secret: value::given(&secret.0, secret_name, true, options.hidden)?,
        scope: value::scope(&options.given.value("scope")?)?,
    })
}

fn base_url(options: &Options<'_>) -> Result<(String, bool), Error> {
    let (given, named) = match (options.given.value("baseUrl")?, options.given.value("environment")?) {
        (Value::Null, Value::Null) => options.or_env("baseUrl", "PIPEDREAM_BASE_URL")?,
        (Value::Null, environment) => (environment, "environment"),
        (base_url, _) => (base_url, "baseUrl"),
    };
    let text = value::text(&given, named)?;
    value::base_url(text.as_deref().unwrap_or(DEFAULT_BASE_URL), named, options.given.raw("fetch").is_some())
}

fn store(given: &Value) -> Result<Option<Store>, Error> {
    let wrong = || Error::invalid(format!("tokenStore must have get, set and delete, got {}", described(given)));
    match given {
        Value::Null => Ok(None),
        Value::Number(target) => Ok(Some(Store::Ask(target.as_u64().and_then(|n| n.try_into().ok()).ok_or_else(wrong)?))),
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
