//! What the tests use: a scripted endpoint, clocks, recorded events and credential providers.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::{HeaderValue, StatusCode, header};
use parking_lot::Mutex;
use tokio::time::Instant;
use zeroize::Zeroizing;

use crate::error::{ConnectionFault, Error, Progress, TokenFailure};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::secret::Secret;
use crate::tokens::clock::{Clock, Timestamp};
use crate::tokens::registry::Registry;
use crate::tokens::{
    ClientAuth, ClientCredentialsOptions, ClientTokens, Credential, CredentialProvider, Observer, ProviderError, Scopes, Token,
    TokenEndpoint, TokenEvent, TokenResponse,
};

/// Both clocks follow tokio's, which tests pause and advance. Each can also be moved alone.
pub(crate) struct Clocks {
    start: Instant,
    wall_ms: AtomicU64,
    boot_ms: AtomicU64,
}

impl Clocks {
    fn new() -> Arc<Self> {
        Arc::new(Self { start: Instant::now(), wall_ms: 1_700_000_000_000.into(), boot_ms: 100_000_000.into() })
    }

    pub(crate) fn move_wall(&self, seconds: i64) {
        self.wall_ms.fetch_add((seconds * 1000).cast_unsigned(), Ordering::Relaxed);
    }

    pub(crate) fn move_boot(&self, seconds: i64) {
        self.boot_ms.fetch_add((seconds * 1000).cast_unsigned(), Ordering::Relaxed);
    }
}

impl Clock for Clocks {
    fn now(&self) -> Timestamp {
        let at = |base: &AtomicU64| Duration::from_millis(base.load(Ordering::Relaxed)) + self.start.elapsed();
        Timestamp { wall: at(&self.wall_ms), boot: at(&self.boot_ms) }
    }
}

/// How the endpoint answers a request.
#[derive(Clone)]
pub(crate) enum Response {
    /// A new token with this lifetime in seconds.
    Token(u64),
    /// This token, even if it was issued before.
    SameToken(&'static str, u64),
    /// This status, body and Retry-After header.
    Status(u16, &'static str, Option<&'static str>),
    /// No connection.
    Down,
    /// No answer.
    Hangs,
}

/// A request that the endpoint received.
#[derive(Clone)]
pub(crate) struct Request {
    pub at: Instant,
    pub body: serde_json::Value,
}

pub(crate) struct Endpoint {
    pub script: Mutex<VecDeque<Response>>,
    /// The response after the end of the script.
    pub fallback: Mutex<Response>,
    /// How long a response takes.
    pub latency_ms: AtomicU64,
    pub requests: Mutex<Vec<Request>>,
    /// Whether every request is refused with an error that shows its assertion.
    pub echo: Mutex<bool>,
    issued: AtomicU64,
    date: Mutex<Option<String>>,
}

impl Endpoint {
    pub(crate) fn set_date(&self, date: Option<String>) {
        *self.date.lock() = date;
    }

    pub(crate) fn count(&self) -> usize {
        self.requests.lock().len()
    }
}

/// The endpoint as the manager uses it.
struct EndpointHandle(Arc<Endpoint>);

impl TokenEndpoint for EndpointHandle {
    fn post(&self, _url: &str, body: Zeroizing<Vec<u8>>, limit: Duration) -> BoxFuture<'static, Result<TokenResponse, Error>> {
        let endpoint = Arc::clone(&self.0);
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let echoed =
            endpoint.echo.lock().then(|| format!(r#"{{"error":"invalid_client","error_description":{}}}"#, body["client_assertion"]));
        endpoint.requests.lock().push(Request { at: Instant::now(), body });
        let response = endpoint.script.lock().pop_front().unwrap_or_else(|| endpoint.fallback.lock().clone());
        let takes = Duration::from_millis(endpoint.latency_ms.load(Ordering::Relaxed));
        Box::pin(async move {
            let answer = async {
                tokio::time::sleep(takes).await;
                let date = endpoint.date.lock().clone();
                let answer = |status, body: String, retry_after: Option<&str>| {
                    let headers = [(header::RETRY_AFTER, retry_after), (header::DATE, date.as_deref())].into_iter();
                    let headers = headers.filter_map(|(name, value)| Some((name, HeaderValue::from_str(value?).unwrap())));
                    let head = Head { status: StatusCode::from_u16(status).unwrap(), headers: headers.collect(), ..Head::default() };
                    TokenResponse { head, body: Zeroizing::new(body.into_bytes()), truncated: false }
                };
                let token = |token: String, life| answer(200, format!(r#"{{"access_token":"{token}","expires_in":{life}}}"#), None);
                if let Some(body) = echoed {
                    return Ok(answer(401, body, None));
                }
                match response {
                    Response::Token(life) => Ok(token(format!("token-{}", endpoint.issued.fetch_add(1, Ordering::Relaxed) + 1), life)),
                    Response::SameToken(text, life) => Ok(token(text.to_owned(), life)),
                    Response::Status(status, body, retry_after) => Ok(answer(status, body.to_owned(), retry_after)),
                    Response::Down => Err(Error::connection(ConnectionFault::Refused, "no connection".into(), Progress::Unsent)),
                    Response::Hangs => std::future::pending().await,
                }
            };
            let late = |_| Err(Error::Timeout { limit, label: "the token request".into(), phase: None });
            tokio::time::timeout(limit, answer).await.unwrap_or_else(late)
        })
    }
}

/// The events of a process.
#[derive(Default)]
pub(crate) struct EventLog(pub Mutex<Vec<TokenEvent>>);

impl EventLog {
    /// The variants of the events, in order.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let name = |event: &TokenEvent| match event {
            TokenEvent::Fetched { .. } => "Fetched",
            TokenEvent::RefreshFailed { .. } => "RefreshFailed",
            TokenEvent::Invalidated { .. } => "Invalidated",
            TokenEvent::StoreIgnored { .. } => "StoreIgnored",
            TokenEvent::ClockSkew { .. } => "ClockSkew",
        };
        self.0.lock().iter().map(name).collect()
    }
}

struct EventRecorder(Arc<EventLog>);

impl Observer for EventRecorder {
    fn token_event(&self, event: TokenEvent) {
        self.0.0.lock().push(event);
    }
}

/// Everything that a test has to itself, like a process: clocks, events and a registry.
pub(crate) struct Process {
    pub clocks: Arc<Clocks>,
    pub endpoint: Arc<Endpoint>,
    pub events: Arc<EventLog>,
    pub registry: &'static Registry,
}

impl Process {
    pub(crate) fn new() -> Self {
        Self::beside(&Arc::new(Endpoint {
            script: Mutex::default(),
            fallback: Mutex::new(Response::Token(3600)),
            latency_ms: 0.into(),
            requests: Mutex::default(),
            echo: Mutex::default(),
            issued: 0.into(),
            date: Mutex::default(),
        }))
    }

    /// Another process with the same endpoint.
    pub(crate) fn beside(endpoint: &Arc<Endpoint>) -> Self {
        Self { clocks: Clocks::new(), endpoint: Arc::clone(endpoint), events: Arc::default(), registry: Box::leak(Box::default()) }
    }

    pub(crate) fn scripted(responses: impl IntoIterator<Item = Response>) -> Self {
        let process = Self::new();
        process.endpoint.script.lock().extend(responses);
        process
    }

    pub(crate) fn client(&self) -> ClientTokens {
        self.client_with(|_| {})
    }

    pub(crate) fn client_with(&self, change: impl FnOnce(&mut ClientCredentialsOptions)) -> ClientTokens {
        let mut options = ClientCredentialsOptions {
            token_url: "https://api.test/v1/oauth/token".into(),
            client_id: fixed(&["client-1"]),
            auth: ClientAuth::Secret,
            client_secret: fixed(&["secret-1"]),
            scopes: Scopes::default(),
            endpoint: Arc::new(EndpointHandle(Arc::clone(&self.endpoint))),
            store: None,
            observer: Arc::new(EventRecorder(Arc::clone(&self.events))),
            runtime: tokio::runtime::Handle::current(),
        };
        change(&mut options);
        ClientTokens::in_registry(options, self.registry, Arc::<Clocks>::clone(&self.clocks))
    }
}

pub(crate) fn fixed(values: &[&str]) -> Credential {
    Credential::Fixed(values.iter().map(|&value| Secret::new(value.into())).collect())
}

/// A provider that returns what a test has set.
#[derive(Clone)]
pub(crate) struct ChangingProvider(pub Arc<Mutex<Result<Vec<&'static str>, ProviderError>>>);

impl ChangingProvider {
    pub(crate) fn new(secrets: &[&'static str]) -> Self {
        Self(Arc::new(Mutex::new(Ok(secrets.to_vec()))))
    }

    pub(crate) fn value(&self) -> Credential {
        Credential::Provider(Arc::new(self.clone()))
    }
}

impl CredentialProvider for ChangingProvider {
    fn provide(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>> {
        let now = self.0.lock().clone();
        Box::pin(async move { now.map(|values| values.into_iter().map(|value| Secret::new(value.into())).collect()) })
    }
}

/// Lets every task run until it waits for time to pass.
pub(crate) async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

/// Advances time: most of it at once, and the last half second in steps, so that pauses can follow one another.
pub(crate) async fn advance(seconds: f64) {
    const STEP: Duration = Duration::from_millis(10);
    settle().await;
    let time = Duration::from_secs_f64(seconds);
    let steps = time.min(Duration::from_millis(500)).subsec_millis() / 10;
    tokio::time::advance(time.saturating_sub(STEP * steps)).await;
    for _ in 0..steps {
        settle().await;
        tokio::time::advance(STEP).await;
    }
    settle().await;
}

pub(crate) fn text(token: &Token) -> String {
    token.secret().expose().to_owned()
}

/// The token that a call would carry.
pub(crate) async fn token_text(client: &ClientTokens) -> String {
    text(&client.token().await.unwrap())
}

pub(crate) async fn failure(client: &ClientTokens) -> Arc<TokenFailure> {
    match client.token().await {
        Err(Error::Token(failure)) => failure,
        other => panic!("not a token failure: {other:?}"),
    }
}
