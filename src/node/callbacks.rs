//! Functions and streams of JavaScript that Rust calls back: credential providers and request bodies.
//!
//! Each belongs to the environment that it was created in. When that has ended, `tokens` asks the provider of another client.

use std::sync::{Arc, Weak};

use bytes::Bytes;
use zeroize::Zeroizing;

use super::environment::{CallbackReply, Environment};
use super::message::{CallbackKind, Message};
use crate::deadline::Turn;
use crate::future::BoxFuture;
use crate::json;
use crate::secret::Secret;
use crate::tokens::{CredentialProvider, ProviderError};
use crate::transport::Source;

/// Waits for a turn of the event loop that `object` belongs to. Returns at once if its environment has ended.
pub(super) fn event_loop_turn(environment: &Weak<Environment>, object: u32) -> Turn {
    let environment = environment.clone();
    Arc::new(move || {
        let environment = environment.clone();
        Box::pin(async move {
            if let Some(environment) = environment.upgrade() {
                _ = environment.call_back(CallbackKind::Turn, object, None, None).await;
            }
        })
    })
}

/// A JavaScript function that provides a credential.
pub(super) struct JsCredential {
    environment: Weak<Environment>,
    kind: CallbackKind,
    object: u32,
}

impl JsCredential {
    /// The function with the id `object`, which provides a credential of this kind.
    pub(super) fn new(environment: &Arc<Environment>, kind: CallbackKind, object: u32) -> Self {
        Self { environment: Arc::downgrade(environment), kind, object }
    }
}

impl CredentialProvider for JsCredential {
    fn turn(&self) -> Option<Turn> {
        Some(event_loop_turn(&self.environment, self.object))
    }

    fn provide(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>> {
        let (environment, kind, object) = (self.environment.clone(), self.kind, self.object);
        Box::pin(async move {
            let environment = environment.upgrade().ok_or(ProviderError::Gone)?;
            let CallbackReply { ok, text, thrown, .. } =
                environment.call_back(kind, object, None, None).await.ok_or(ProviderError::Gone)?;
            let text = Zeroizing::new(match (ok, text) {
                (true, text) => text.unwrap_or_default(),
                (false, Some(message)) => return Err(ProviderError::Failed(message, thrown)),
                (false, None) => return Err(ProviderError::Gone),
            });
            // `tokens` checks whether the credentials can be used.
            secrets(&text).ok_or_else(|| ProviderError::Failed("it gave something that is not a string".into(), None))
        })
    }
}

/// One string, or several, of a JSON text. serde would leave copies of a string with escapes, such as the line breaks of a key.
fn secrets(text: &str) -> Option<Vec<Secret>> {
    let secret = |raw: &str| Some(Secret::new(json::string(raw).ok()?.into_owned()));
    if text.starts_with('[') { json::elements(text).ok()?.map(|raw| secret(raw.ok()?)).collect() } else { Some(vec![secret(text)?]) }
}

/// A JavaScript stream that is sent as a request body.
pub(super) struct JsRequestBody {
    environment: Weak<Environment>,
    object: u32,
}

impl JsRequestBody {
    /// The stream with the id `object`.
    pub(super) fn new(environment: &Arc<Environment>, object: u32) -> Self {
        Self { environment: Arc::downgrade(environment), object }
    }
}

impl Source for JsRequestBody {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, String>> {
        Box::pin(async move {
            let gone = || "the worker that sent the body has ended".to_owned();
            let environment = self.environment.upgrade().ok_or_else(gone)?;
            let reply = environment.call_back(CallbackKind::Body, self.object, None, None).await.ok_or_else(gone)?;
            if reply.ok { Ok(reply.bytes) } else { Err(reply.text.unwrap_or_else(|| "the body's stream failed".into())) }
        })
    }
}

impl Drop for JsRequestBody {
    fn drop(&mut self) {
        if let Some(environment) = self.environment.upgrade() {
            environment.push(Message::Released { object: self.object });
        }
    }
}
