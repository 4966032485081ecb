//! The client as JavaScript holds it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use parking_lot::Mutex;
use tokio::runtime::Handle;

use super::ask::{self, Observed};
use super::guard::{Exception, guarded};
use super::mailbox::{Mailbox, Post};
use super::message::{Failure, Message};
use super::runtime::runtime;
use super::{call, fetch};
use crate::client::Client;
use crate::config::{Auth, Config, Given};
use crate::credentials::{Credentials, GrantOptions, Value};
use crate::defect::injected;
use crate::error::Error;
use crate::redirect::Following;
use crate::request::{Ask, Upload};
use crate::secret::Secret;
use crate::transport::{Exchange, Http, Trust};

/// A client's native half: the checked options, and at the first call everything else.
#[napi]
pub struct NativeClient {
    post: Arc<Post>,
    /// The checked options until the first call that finds all it needs takes them.
    config: Mutex<Option<Config>>,
    problem: Option<Error>,
    opened: OnceLock<Arc<Client>>,
    closed: AtomicBool,
}

#[napi]
impl NativeClient {
    /// Checks the options, given as JSON text, in which `{"hidden":0}` stands for the first of the `hidden` credentials.
    /// Whether they are right is what `problem()` tells.
    #[napi(constructor)]
    pub fn new(mailbox: &Mailbox, options: String, hidden: Vec<String>) -> Result<Self, Exception> {
        guarded("NativeClient", || {
            let hidden: Vec<Secret> = hidden.into_iter().map(Secret::new).collect();
            let options = zeroize::Zeroizing::new(options);
            let (config, problem) = match Config::with_hidden(&options, &hidden) {
                Ok(config) => (Some(config), None),
                Err(error) => (None, Some(error)),
            };
            Self {
                post: Arc::clone(&mailbox.post),
                config: Mutex::new(config),
                problem,
                opened: OnceLock::new(),
                closed: AtomicBool::new(false),
            }
        })
    }

    /// What is wrong with the options, if anything is.
    #[napi]
    pub fn problem(&self) -> Result<Option<Failure>, Exception> {
        guarded("problem", || self.problem.clone().map(Failure::from))
    }

    /// Starts call `id` of an operation. `args` is the JSON text of `[ids, request]`; `body` the bytes of a
    /// hand-made body; `upload` the number of a stream to send.
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
        guarded("NativeClient.call", || {
            let upload = self.upload(body, upload);
            self.start(id, Ask::Operation { operation, args, upload }, options);
        })
    }

    /// Starts call `id` of an endpoint that is not described. `args` is the JSON text of `{method, path, query, body}`.
    #[napi]
    pub fn request(
        &self,
        id: u32,
        args: String,
        options: Option<String>,
        body: Option<Uint8Array>,
        upload: Option<u32>,
    ) -> Result<(), Exception> {
        guarded("NativeClient.request", || {
            let upload = self.upload(body, upload);
            self.start(id, Ask::Request { args, upload }, options);
        })
    }

    /// Starts call `id` of a workflow. `args` is the JSON text of `{urlOrEndpoint, externalUserId, method, body, headers, authType}`.
    #[napi]
    pub fn invoke(&self, id: u32, args: String, options: Option<String>) -> Result<(), Exception> {
        guarded("NativeClient.invoke", || self.start(id, Ask::Workflow { args }, options))
    }

    /// Drops a call, and with it its connection. It sends no message any more.
    #[napi]
    pub fn cancel(&self, id: u32) -> Result<(), Exception> {
        guarded("NativeClient.cancel", || self.post.cancel(id))
    }

    /// Asks for the next piece of a stream: one `chunk` message.
    #[napi]
    pub fn read(&self, id: u32, stream: u32) -> Result<(), Exception> {
        guarded("NativeClient.read", || {
            let post = Arc::clone(&self.post);
            self.post.spawn(id, Box::pin(call::read(post, id, stream)));
        })
    }

    /// Lets go of a stream.
    #[napi]
    pub fn close_stream(&self, stream: u32) -> Result<(), Exception> {
        guarded("NativeClient.closeStream", || self.post.close_stream(stream))
    }

    /// The current token, if it can be used; takes no lock and asks nobody.
    #[napi]
    pub fn live_token(&self) -> Result<Option<String>, Exception> {
        guarded("NativeClient.liveToken", || {
            let client = self.opened.get().filter(|_| !self.closed.load(Ordering::Relaxed))?;
            client.credentials.live().map(|token| token.secret().expose().to_owned())
        })
    }

    /// Gets a token: one `done` message with it. `force` asks for a new one.
    #[napi]
    pub fn token(&self, id: u32, force: bool) -> Result<(), Exception> {
        guarded("NativeClient.token", || {
            let client = self.client();
            self.post.spawn(
                id,
                Box::pin(async move {
                    injected("token");
                    let token = match client {
                        Err(error) => Err(error),
                        Ok(client) if force => client.credentials.refresh().await,
                        Ok(client) => client.credentials.token().await,
                    };
                    Message::told(id, token.map(|token| Some(token.secret().expose().to_owned())))
                }),
            );
        })
    }

    /// Forgets the token; the next call gets a new one.
    #[napi]
    pub fn invalidate_token(&self) -> Result<(), Exception> {
        guarded("NativeClient.invalidateToken", || {
            if let Ok(client) = self.client() {
                client.credentials.invalidate();
            }
        })
    }

    /// Fetches a token ahead of the first call: one `done` message without a value, or a `failed` one.
    #[napi]
    pub fn prefetch(&self, id: u32) -> Result<(), Exception> {
        guarded("NativeClient.prefetch", || {
            let client = self.client();
            self.post.spawn(
                id,
                Box::pin(async move {
                    injected("prefetch");
                    let outcome = match client {
                        Ok(client) => client.credentials.token().await.map(|_| None),
                        Err(error) => Err(error),
                    };
                    Message::told(id, outcome)
                }),
            );
        })
    }

    /// What is known of the tokens so far, as JSON text.
    #[napi]
    pub fn token_stats(&self) -> Result<Option<String>, Exception> {
        guarded("NativeClient.tokenStats", || {
            let client = self.opened().ok()?;
            Some(client.credentials.stats().json().to_string())
        })
    }

    /// No call starts any more. Calls that are on their way end as they would.
    #[napi]
    pub fn close(&self) -> Result<(), Exception> {
        guarded("NativeClient.close", || self.closed.store(true, Ordering::Relaxed))
    }

    fn upload(&self, body: Option<Uint8Array>, upload: Option<u32>) -> Upload {
        match (body, upload) {
            (Some(bytes), _) => Upload::Bytes(bytes.to_vec().into()),
            (None, Some(target)) => Upload::Stream(Box::new(ask::Piecewise::new(&self.post, target))),
            (None, None) => Upload::None,
        }
    }

    fn start(&self, id: u32, ask: Ask, options: Option<String>) {
        let post = Arc::clone(&self.post);
        match self.client() {
            Ok(client) => self.post.spawn(id, Box::pin(call::run(client, post, id, ask, options))),
            Err(error) => post.push(Message::failed(id, error)),
        }
    }

    /// What a call is made with, unless none may start any more.
    fn client(&self) -> Result<Arc<Client>, Error> {
        if self.closed.load(Ordering::Relaxed) { Err(Error::Closed) } else { self.opened() }
    }

    /// The client, made by the first call that finds all it needs: what the system has not got now it may have later.
    fn opened(&self) -> Result<Arc<Client>, Error> {
        if let Some(client) = self.opened.get() {
            return Ok(Arc::clone(client));
        }
        let mut given = self.config.lock();
        if let Some(client) = self.opened.get() {
            return Ok(Arc::clone(client));
        }
        let config = given.as_ref().ok_or(Error::Closed)?;
        let exchange: Arc<dyn Exchange> = match config.fetch {
            Some(target) => Arc::new(fetch::Fetch::new(&self.post, target)),
            None => Arc::new(Http::shared(&Trust { authorities: config.authorities.clone(), loopback: config.loopback })?),
        };
        let credentials = self.credentials(config, Arc::clone(&exchange), runtime()?);
        let config = given.take().ok_or(Error::Closed)?;
        Ok(Arc::clone(self.opened.get_or_init(|| Arc::new(Client::new(config, credentials, Arc::new(Following::new(exchange)))))))
    }

    fn credentials(&self, config: &Config, exchange: Arc<dyn Exchange>, runtime: Handle) -> Credentials {
        match &config.auth {
            Auth::Token(Given::Values(values)) => Credentials::from_token(values[0].clone()),
            Auth::Token(Given::Ask(target)) => Credentials::from_token_supplier(Arc::new(ask::token(&self.post, *target))),
            Auth::Grant { client_id, client_secret, scope } => Credentials::from_grant(GrantOptions {
                token_url: format!("{}/v1/oauth/token", config.base_url),
                client_id: self.value(client_id, ask::client_id),
                client_secret: self.value(client_secret, ask::client_secret),
                scope: scope.clone(),
                endpoint: Arc::new(crate::client::TokenRequests::new(exchange, config)),
                store: config.store.as_ref().map(|store| ask::store(&self.post, store)),
                observer: Arc::new(Observed),
                runtime,
            }),
        }
    }

    fn value(&self, given: &Given, asked: fn(&Arc<Post>, u32) -> ask::Supplied) -> Value {
        match given {
            Given::Values(values) => Value::Fixed(values.clone()),
            Given::Ask(target) => Value::Supplied(Arc::new(asked(&self.post, *target))),
        }
    }
}
