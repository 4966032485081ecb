//! What JavaScript supplies: credentials by function, the pieces of a streamed body, a token store.
//!
//! Each belongs to the environment it was made in. When that environment is gone, so is its answer, and
//! `credentials` turns to the next supplier.

use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};

use super::mailbox::{Post, Reply, broadcast};
use super::message::{CallbackKind, Message};
use crate::config::Store;
use crate::deadline::Turn;
use crate::secret::Secret;
use crate::tokens::{BoxFuture, FileStore, Lease, Observer, StoreFault, Supplier, SupplierFault, TokenEvent, TokenStore};
use crate::transport::Source;

/// A function of JavaScript's that gives a credential.
pub struct Supplied {
    post: Weak<Post>,
    kind: CallbackKind,
    target: u32,
}

/// The function behind the option `clientId`.
pub fn client_id(post: &Arc<Post>, target: u32) -> Supplied {
    Supplied { post: Arc::downgrade(post), kind: CallbackKind::ClientId, target }
}

/// The function behind the option `clientSecret`.
pub fn client_secret(post: &Arc<Post>, target: u32) -> Supplied {
    Supplied { post: Arc::downgrade(post), kind: CallbackKind::ClientSecret, target }
}

/// The function behind the options `token` and `tokenProvider`.
pub fn token(post: &Arc<Post>, target: u32) -> Supplied {
    Supplied { post: Arc::downgrade(post), kind: CallbackKind::Token, target }
}

/// Turns of the event loop that `target` answers on; where it has ended there is nothing to wait for.
pub fn turns(post: &Weak<Post>, target: u32) -> Turn {
    let post = post.clone();
    Arc::new(move || {
        let post = post.clone();
        Box::pin(async move {
            if let Some(post) = post.upgrade() {
                _ = post.ask(CallbackKind::Turn, target, None, None).await;
            }
        })
    })
}

impl Supplier for Supplied {
    fn turn(&self) -> Option<Turn> {
        Some(turns(&self.post, self.target))
    }

    fn supply(&self) -> BoxFuture<'static, Result<Vec<Secret>, SupplierFault>> {
        let (post, kind, target) = (self.post.clone(), self.kind, self.target);
        Box::pin(async move {
            let post = post.upgrade().ok_or(SupplierFault::Gone)?;
            let Reply { ok, text, thrown, .. } = post.ask(kind, target, None, None).await.ok_or(SupplierFault::Gone)?;
            let text = zeroize::Zeroizing::new(match (ok, text) {
                (true, text) => text.unwrap_or_default(),
                (false, Some(why)) => return Err(SupplierFault::Failed(why, thrown)),
                (false, None) => return Err(SupplierFault::Gone),
            });
            // Whether these are good credentials is for `credentials` to say.
            secrets(serde_json::from_str(&text).unwrap_or_default())
                .ok_or_else(|| SupplierFault::Failed("it gave something that is not a string".into(), None))
        })
    }
}

/// One string, or several.
fn secrets(given: Value) -> Option<Vec<Secret>> {
    let one = |value| if let Value::String(text) = value { Some(Secret::new(text)) } else { None };
    match given {
        Value::Array(values) => values.into_iter().map(one).collect(),
        value => one(value).map(|secret| vec![secret]),
    }
}

/// A stream of JavaScript's that is sent as a request body.
pub struct Piecewise {
    post: Weak<Post>,
    target: u32,
}

impl Piecewise {
    /// The stream JavaScript knows as `target`.
    pub fn new(post: &Arc<Post>, target: u32) -> Self {
        Self { post: Arc::downgrade(post), target }
    }
}

impl Source for Piecewise {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, String>> {
        Box::pin(async move {
            let gone = || "the worker that sent the body has ended".to_owned();
            let post = self.post.upgrade().ok_or_else(gone)?;
            let reply = post.ask(CallbackKind::Body, self.target, None, None).await.ok_or_else(gone)?;
            if reply.ok { Ok(reply.bytes) } else { Err(reply.text.unwrap_or_else(|| "the body's stream failed".into())) }
        })
    }
}

impl Drop for Piecewise {
    fn drop(&mut self) {
        if let Some(post) = self.post.upgrade() {
            post.push(Message::Released { target: self.target });
        }
    }
}

/// Tells every environment what happens to tokens; `node:diagnostics_channel` takes it from there.
pub struct Observed;

impl Observer for Observed {
    fn token_event(&self, event: TokenEvent) {
        broadcast(event.name(), &event.json().to_string());
    }
}

/// The store the options name.
pub fn store(post: &Arc<Post>, store: &Store) -> Arc<dyn TokenStore> {
    match store {
        Store::Files(folder) => Arc::new(FileStore::new(if folder.is_empty() { None } else { Some(folder.into()) })),
        Store::Callback(target) => Arc::new(Kept { post: Arc::downgrade(post), target: *target }),
    }
}

/// A store that is an object of JavaScript's. What it is given is sealed already.
struct Kept {
    post: Weak<Post>,
    target: u32,
}

impl Kept {
    fn ask(&self, kind: CallbackKind, text: String) -> BoxFuture<'static, Result<Option<String>, StoreFault>> {
        let (post, target) = (self.post.clone(), self.target);
        Box::pin(async move {
            let gone = || StoreFault::new("the worker the store belongs to has ended");
            let post = post.upgrade().ok_or_else(gone)?;
            let reply = post.ask(kind, target, Some(text), None).await.ok_or_else(gone)?;
            if reply.ok { Ok(reply.text) } else { Err(StoreFault::new(reply.text.unwrap_or_default())) }
        })
    }
}

fn done(asked: BoxFuture<'static, Result<Option<String>, StoreFault>>) -> BoxFuture<'static, Result<(), StoreFault>> {
    Box::pin(async move { asked.await.map(drop) })
}

impl TokenStore for Kept {
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreFault>> {
        let asked = self.ask(CallbackKind::StoreGet, key.into());
        Box::pin(async move { Ok(asked.await?.map(String::into_bytes)) })
    }

    fn set(&self, key: &str, value: Vec<u8>, ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreFault>> {
        let value: Value = String::from_utf8(value).map(Value::String).unwrap_or_default();
        let asked = self.ask(CallbackKind::StoreSet, json!({ "key": key, "value": value, "ttlMs": ttl_ms }).to_string());
        done(asked)
    }

    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreFault>> {
        let asked = self.ask(CallbackKind::StoreDelete, key.into());
        done(asked)
    }

    fn lock(&self, key: &str, ttl_ms: u64) -> BoxFuture<'static, Result<Lease, StoreFault>> {
        let asked = self.ask(CallbackKind::StoreLock, json!({ "key": key, "ttlMs": ttl_ms }).to_string());
        let (post, target, key) = (self.post.clone(), self.target, key.to_owned());
        Box::pin(async move {
            Ok(match asked.await?.as_deref() {
                Some("held") => Lease::held(move || {
                    let Some(post) = post.upgrade() else { return };
                    let Ok(runtime) = super::runtime::runtime() else { return };
                    runtime.spawn(async move { post.ask(CallbackKind::StoreUnlock, target, Some(key), None).await });
                }),
                Some("busy") => Lease::Busy(None),
                _ => Lease::Unsupported,
            })
        })
    }

    /// The answers come through JavaScript's event loop. One that is held up for long is not waited for: then a token that
    /// nobody there waits for, as in a refresh, would be late.
    fn nap(&self, time: Duration) -> BoxFuture<'static, ()> {
        let turn = done(self.ask(CallbackKind::Turn, String::new()));
        Box::pin(async move {
            tokio::time::sleep(time).await;
            _ = tokio::time::timeout(Duration::from_millis(100), turn).await;
        })
    }
}
