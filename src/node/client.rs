//! The native half of a client.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use napi::bindgen_prelude::{Either, Uint8Array};
use napi_derive::napi;
use parking_lot::Mutex;
use serde_json::json;

use super::call;
use super::callbacks::JsRequestBody;
use super::catch_panic::{Exception, catch_panic};
use super::client_tokens::client_tokens;
use super::environment::Environment;
use super::failure::{CallFacts, Failure};
use super::fetch::JsFetch;
use super::mailbox::Mailbox;
use super::mcp::McpServer;
use super::message::Message;
use super::observer::trace_of;
use super::options::{hidden_secret, http, warn_of};
use super::pacing_events::pacing;
use super::runtime::runtime;
use super::token_events::stats_json;
use crate::call::Client;
use crate::config::Config;
use crate::error::Error;
use crate::observed::Observed;
use crate::panic::inject;
use crate::phase::{self, CallTrace, Phase};
use crate::redirect::FollowRedirects;
use crate::request::{self, CallRequest, RequestDefaults, Upload};
use crate::secret::Secret;
use crate::transport::{Exchange, Way};

/// A client's checked options, and from its first call on everything else that calls need.
#[napi]
pub struct NativeClient {
    environment: Arc<Environment>,
    /// The checked options, until the first call takes them.
    config: Mutex<Option<Config>>,
    problem: Option<Error>,
    opened: OnceLock<Arc<Client>>,
    closed: AtomicBool,
}

#[napi]
impl NativeClient {
    /// Checks the options, given as JSON text. In it `{"hidden":0}` stands for the first of the `hidden` credentials.
    /// `problem()` returns the error, if there is one.
    #[napi(constructor)]
    pub fn new(mailbox: &Mailbox, options: String, hidden: Vec<Either<String, Uint8Array>>) -> Result<Self, Exception> {
        catch_panic("NativeClient", || {
            let hidden: Vec<Secret> = hidden.into_iter().map(hidden_secret).collect();
            let options = zeroize::Zeroizing::new(options);
            let (config, problem) = match Config::with_hidden(&options, &hidden) {
                Ok(config) => {
                    warn_of(&config);
                    (Some(config), None)
                }
                Err(error) => (None, Some(error)),
            };
            Self {
                environment: Arc::clone(&mailbox.environment),
                config: Mutex::new(config),
                problem,
                opened: OnceLock::new(),
                closed: AtomicBool::new(false),
            }
        })
    }

    /// The first error in the options.
    #[napi]
    pub fn problem(&self) -> Result<Option<Failure>, Exception> {
        catch_panic("problem", || self.problem.clone().map(Failure::from))
    }

    /// How a client without options reaches `url`, as JSON text: `{proxy, because, authorities, added}`, or `{problem}`, a sentence.
    /// `node_flags` are Node's flags about TLS. No request is sent. For `pipedream-native doctor`.
    #[napi]
    pub fn way(url: String, node_flags: Vec<String>) -> Result<String, Exception> {
        catch_panic("NativeClient.way", move || {
            let way = match Way::to(&url, &node_flags) {
                Ok(Way { proxy, because, authorities, added }) => {
                    json!({ "proxy": proxy, "because": because, "authorities": authorities, "added": added })
                }
                Err(error) => json!({ "problem": error.to_string() }),
            };
            way.to_string()
        })
    }

    /// Starts call `id` of an operation. `args` is the JSON text of `[ids, request]`; `body` are the
    /// bytes of a multipart body; `upload` is the id of a stream to send.
    #[napi]
    pub fn call(
        &self,
        id: u32,
        operation: u32,
        args: String,
        options: Option<String>,
        body: Option<Uint8Array>,
        upload: Option<u32>,
    ) -> Result<(), Exception> {
        catch_panic("NativeClient.call", || {
            let upload = self.upload(body, upload);
            self.start(id, CallRequest::Operation { operation, args, upload }, options);
        })
    }

    /// Starts call `id` of any endpoint. `args` is the JSON text of `{method, path, query, body}`.
    #[napi]
    pub fn request(
        &self,
        id: u32,
        args: String,
        options: Option<String>,
        body: Option<Uint8Array>,
        upload: Option<u32>,
    ) -> Result<(), Exception> {
        catch_panic("NativeClient.request", || {
            let upload = self.upload(body, upload);
            self.start(id, CallRequest::Custom { args, upload }, options);
        })
    }

    /// Starts call `id` of `client.fetch()`. `args` is the JSON text of `{method, url, redirect, mode, contentType, headers,
    /// mcp}`.
    #[napi]
    pub fn fetch(
        &self,
        id: u32,
        args: String,
        options: Option<String>,
        body: Option<Uint8Array>,
        upload: Option<u32>,
    ) -> Result<(), Exception> {
        catch_panic("NativeClient.fetch", || {
            let upload = self.upload(body, upload);
            self.start(id, CallRequest::Fetch { args, upload }, options);
        })
    }

    /// What a client of the MCP server needs for a session. `session` is the JSON text of `{externalUserId, app, accountId, toolMode,
    /// appDiscovery}`; `options` are those of its calls.
    #[napi]
    pub fn mcp_server(&self, session: String, options: Option<String>) -> Result<McpServer, Exception> {
        catch_panic("NativeClient.mcpServer", move || {
            // The client is not opened for this. Once it is, its options are in `opened`.
            let unopened = self.config.lock().as_ref().map(RequestDefaults::new);
            let server = |defaults: &RequestDefaults| request::McpServer::new(defaults, &session, options.as_deref());
            McpServer::from(match unopened {
                Some(defaults) => server(&defaults),
                None => self.opened().and_then(|client| server(&client.defaults)),
            })
        })
    }

    /// Starts call `id` of a workflow. `args` is the JSON text of `{urlOrEndpoint, externalUserId, method, body, headers, authType}`.
    #[napi]
    pub fn invoke(&self, id: u32, args: String, options: Option<String>) -> Result<(), Exception> {
        catch_panic("NativeClient.invoke", || self.start(id, CallRequest::Workflow { args }, options))
    }

    /// Call `id`, which is started next, is observed: it tells the time of its phases. `withRequests`: it also asks before each request
    /// that it sends, with a callback of the kind `request`, and tells when that has ended.
    #[napi]
    pub fn observe(&self, id: u32, with_requests: bool) -> Result<(), Exception> {
        catch_panic("NativeClient.observe", || self.environment.observe(id, with_requests))
    }

    /// Drops a call, and with it its connection. No message follows. Returns what is known of it.
    #[napi]
    pub fn cancel(&self, id: u32) -> Result<Option<CallFacts>, Exception> {
        catch_panic("NativeClient.cancel", || self.environment.cancel(id))
    }

    /// Reads the next piece of a stream: one `chunk` message.
    #[napi]
    pub fn read(&self, id: u32, stream: u32) -> Result<(), Exception> {
        catch_panic("NativeClient.read", || {
            let environment = Arc::clone(&self.environment);
            let open = environment.stream(stream);
            let trace = open.as_ref().map_or_else(CallTrace::start, |open| Arc::clone(&open.trace));
            self.environment.spawn((id, trace), false, Box::pin(call::read(environment, id, stream, open)));
        })
    }

    /// Closes a stream.
    #[napi]
    pub fn close_stream(&self, stream: u32) -> Result<(), Exception> {
        catch_panic("NativeClient.closeStream", || self.environment.close_stream(stream))
    }

    /// The current token, if it can be sent. Takes no lock and fetches nothing.
    #[napi]
    pub fn live_token(&self) -> Result<Option<String>, Exception> {
        catch_panic("NativeClient.liveToken", || {
            let client = self.opened.get().filter(|_| !self.closed.load(Ordering::Relaxed))?;
            client.tokens.live().map(|token| token.secret().expose().to_owned())
        })
    }

    /// Gets a token: one `done` message with it. `force`: a new one.
    #[napi]
    pub fn token(&self, id: u32, force: bool) -> Result<(), Exception> {
        catch_panic("NativeClient.token", || {
            let client = self.client();
            self.environment.spawn(
                (id, trace_of(&self.environment, id).0),
                false,
                Box::pin(async move {
                    inject("token");
                    phase::mark(Phase::Token);
                    let token = match client {
                        Err(error) => Err(error),
                        Ok(client) if force => client.tokens.refresh().await,
                        Ok(client) => client.tokens.token().await,
                    };
                    Message::text_result(id, token.map(|token| Some(token.secret().expose().to_owned())))
                }),
            );
        })
    }

    /// Drops the current token. The next call gets a new one.
    #[napi]
    pub fn invalidate_token(&self) -> Result<(), Exception> {
        catch_panic("NativeClient.invalidateToken", || {
            if let Ok(client) = self.client() {
                client.tokens.invalidate();
            }
        })
    }

    /// Fetches a token ahead of the first call: one `done` message without a value, or a `failed` one.
    #[napi]
    pub fn prefetch(&self, id: u32) -> Result<(), Exception> {
        catch_panic("NativeClient.prefetch", || {
            let client = self.client();
            self.environment.spawn(
                (id, trace_of(&self.environment, id).0),
                false,
                Box::pin(async move {
                    inject("prefetch");
                    phase::mark(Phase::Token);
                    let outcome = match client {
                        Ok(client) => client.tokens.token().await.map(|_| None),
                        Err(error) => Err(error),
                    };
                    Message::text_result(id, outcome)
                }),
            );
        })
    }

    /// The statistics of the tokens as JSON text.
    #[napi]
    pub fn token_stats(&self) -> Result<Option<String>, Exception> {
        catch_panic("NativeClient.tokenStats", || {
            let client = self.opened().ok()?;
            Some(stats_json(&client.tokens.stats()).to_string())
        })
    }

    /// Prevents further calls. Calls that run are not affected.
    #[napi]
    pub fn close(&self) -> Result<(), Exception> {
        catch_panic("NativeClient.close", || self.closed.store(true, Ordering::Relaxed))
    }

    fn upload(&self, body: Option<Uint8Array>, upload: Option<u32>) -> Upload {
        match (body, upload) {
            (Some(bytes), _) => Upload::Bytes(bytes.to_vec().into()),
            (None, Some(object)) => Upload::Stream(Box::new(JsRequestBody::new(&self.environment, object))),
            (None, None) => Upload::None,
        }
    }

    fn start(&self, id: u32, request: CallRequest, options: Option<String>) {
        match self.client() {
            Ok(client) => {
                let environment = Arc::clone(&self.environment);
                let is_small = request.is_small(options.as_deref());
                let (trace, is_observed) = trace_of(&environment, id);
                let run = call::run(client, environment, (id, Arc::clone(&trace)), request, options);
                // JavaScript is asked before each request of an observed call, so its thread must not be the one that drives it.
                self.environment.spawn((id, trace), is_small && !is_observed, Box::pin(run));
            }
            Err(error) => self.environment.push(Message::failed(id, error)),
        }
    }

    /// The opened client, unless it is closed.
    fn client(&self) -> Result<Arc<Client>, Error> {
        if self.closed.load(Ordering::Relaxed) { Err(Error::Closed) } else { self.opened() }
    }

    /// Opens the client at its first call. If the system lacks a resource for that now, a later call tries again.
    fn opened(&self) -> Result<Arc<Client>, Error> {
        if let Some(client) = self.opened.get() {
            return Ok(Arc::clone(client));
        }
        let mut unopened = self.config.lock();
        if let Some(client) = self.opened.get() {
            return Ok(Arc::clone(client));
        }
        let config = unopened.as_ref().ok_or(Error::Closed)?;
        let exchange: Arc<dyn Exchange> = match config.fetch {
            Some(object) => Arc::new(JsFetch::new(&self.environment, object)),
            None => http(config)?,
        };
        let tokens = client_tokens(&self.environment, config, Arc::clone(&exchange), runtime()?.handle().clone());
        let config = unopened.take().ok_or(Error::Closed)?;
        Ok(Arc::clone(self.opened.get_or_init(|| {
            let exchange = Arc::new(FollowRedirects::new(Arc::new(Observed::new(exchange))));
            Arc::new(Client::new(&config, tokens, exchange, pacing(config.fetch.is_some())))
        })))
    }
}
