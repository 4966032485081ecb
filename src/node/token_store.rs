//! The option `tokenStore`: files, or an object of the caller.

use std::sync::{Arc, Weak};
use std::time::Duration;

use serde_json::{Value, json};

use super::environment::Environment;
use super::message::CallbackKind;
use super::runtime::runtime;
use crate::config::Store;
use crate::future::BoxFuture;
use crate::tokens::{FileStore, LockOutcome, StoreError, TokenStore};

/// The longest wait for a turn of the store's event loop. A refresh in the background would be late if it waited longer.
const MAX_TURN: Duration = Duration::from_millis(100);

/// The store that the options name.
pub(crate) fn token_store(environment: &Arc<Environment>, store: &Store) -> Arc<dyn TokenStore> {
    match store {
        Store::Files(folder) => Arc::new(FileStore::new(if folder.is_empty() { None } else { Some(folder.into()) })),
        Store::Callback(object) => Arc::new(JsTokenStore { environment: Arc::downgrade(environment), object: *object }),
    }
}

/// A store that is a JavaScript object. The values that it gets are sealed.
struct JsTokenStore {
    environment: Weak<Environment>,
    object: u32,
}

impl JsTokenStore {
    fn call_back(&self, kind: CallbackKind, text: String) -> BoxFuture<'static, Result<Option<String>, StoreError>> {
        let (environment, object) = (self.environment.clone(), self.object);
        Box::pin(async move {
            let gone = || StoreError::new("the worker that the store belongs to has ended");
            let environment = environment.upgrade().ok_or_else(gone)?;
            let reply = environment.call_back(kind, object, Some(text), None).await.ok_or_else(gone)?;
            if reply.ok { Ok(reply.text) } else { Err(StoreError::new(reply.text.unwrap_or_default())) }
        })
    }

    fn call_back_void(&self, kind: CallbackKind, text: String) -> BoxFuture<'static, Result<(), StoreError>> {
        let reply = self.call_back(kind, text);
        Box::pin(async move { reply.await.map(drop) })
    }
}

impl TokenStore for JsTokenStore {
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreError>> {
        let value = self.call_back(CallbackKind::StoreGet, key.into());
        Box::pin(async move { Ok(value.await?.map(String::into_bytes)) })
    }

    fn set(&self, key: &str, value: Vec<u8>, ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreError>> {
        let value: Value = String::from_utf8(value).map(Value::String).unwrap_or_default();
        self.call_back_void(CallbackKind::StoreSet, json!({ "key": key, "value": value, "ttlMs": ttl_ms }).to_string())
    }

    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreError>> {
        self.call_back_void(CallbackKind::StoreDelete, key.into())
    }

    fn lock(&self, key: &str, ttl_ms: u64) -> BoxFuture<'static, Result<LockOutcome, StoreError>> {
        let outcome = self.call_back(CallbackKind::StoreLock, json!({ "key": key, "ttlMs": ttl_ms }).to_string());
        let (environment, object, key) = (self.environment.clone(), self.object, key.to_owned());
        Box::pin(async move {
            Ok(match outcome.await?.as_deref() {
                Some("held") => LockOutcome::acquired(move || {
                    let Some(environment) = environment.upgrade() else { return };
                    let Ok(runtime) = runtime() else { return };
                    runtime.handle().spawn(async move { environment.call_back(CallbackKind::StoreUnlock, object, Some(key), None).await });
                }),
                Some("busy") => LockOutcome::Busy(None),
                _ => LockOutcome::Unsupported,
            })
        })
    }

    /// The store answers through JavaScript's event loop, so a tick includes a turn of it.
    fn tick(&self, time: Duration) -> BoxFuture<'static, ()> {
        let turn = self.call_back_void(CallbackKind::Turn, String::new());
        Box::pin(async move {
            tokio::time::sleep(time).await;
            _ = tokio::time::timeout(MAX_TURN, turn).await;
        })
    }
}
