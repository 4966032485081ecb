//! What JavaScript supplies: credentials by function, the pieces of a streamed body.
//!
//! Each belongs to the environment it was made in. When that environment is gone, so is its answer, and
//! `credentials` turns to the next supplier.

use std::sync::{Arc, Weak};

use bytes::Bytes;

use super::mailbox::{Post, Reply, broadcast};
use super::message::AskKind;
use crate::credentials::{BoxFuture, Observer, Supplier, SupplierFault, TokenEvent};
use crate::secret::Secret;
use crate::transport::Source;

/// A function of JavaScript's that gives a credential.
pub struct Supplied {
    post: Weak<Post>,
    kind: AskKind,
    target: u32,
}

/// The function behind the option `clientId`.
pub fn client_id(post: &Arc<Post>, target: u32) -> Supplied {
    Supplied { post: Arc::downgrade(post), kind: AskKind::ClientId, target }
}

/// The function behind the option `clientSecret`.
pub fn client_secret(post: &Arc<Post>, target: u32) -> Supplied {
    Supplied { post: Arc::downgrade(post), kind: AskKind::ClientSecret, target }
}

/// The function behind the options `token` and `tokenProvider`.
pub fn token(post: &Arc<Post>, target: u32) -> Supplied {
    Supplied { post: Arc::downgrade(post), kind: AskKind::Token, target }
}

impl Supplier for Supplied {
    fn supply(&self) -> BoxFuture<'static, Result<Vec<Secret>, SupplierFault>> {
        let (post, kind, target) = (self.post.clone(), self.kind, self.target);
        Box::pin(async move {
            let post = post.upgrade().ok_or(SupplierFault::Gone)?;
            let Reply { ok, text, .. } = post.ask(kind, target, None, None).await.ok_or(SupplierFault::Gone)?;
            let text = zeroize::Zeroizing::new(match (ok, text) {
                (true, text) => text.unwrap_or_default(),
                (false, Some(why)) => return Err(SupplierFault::Failed(why)),
                (false, None) => return Err(SupplierFault::Gone),
            });
            // Whether these are good credentials is for `credentials` to say.
            serde_json::from_str::<OneOrMore>(&text)
                .map(OneOrMore::into_secrets)
                .map_err(|_| SupplierFault::Failed("it gave something that is not a string".into()))
        })
    }
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn into_secrets(self) -> Vec<Secret> {
        match self {
            Self::One(value) => vec![Secret::new(value)],
            Self::More(values) => values.into_iter().map(Secret::new).collect(),
        }
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
            let reply = post.ask(AskKind::Body, self.target, None, None).await.ok_or_else(gone)?;
            if reply.ok { Ok(reply.bytes) } else { Err(reply.text.unwrap_or_else(|| "the body's stream failed".into())) }
        })
    }
}

/// Tells every environment what happens to tokens; `node:diagnostics_channel` takes it from there.
pub struct Observed;

impl Observer for Observed {
    fn token_event(&self, event: TokenEvent) {
        let text = serde_json::to_string(&event).expect("an event is plain data");
        broadcast(event.name(), &text);
    }
}
