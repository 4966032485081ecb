//! The boxed future that traits return, so that they can be used as trait objects.

use std::future::Future;
use std::pin::Pin;

/// A future that can be kept in a struct and moved between threads.
pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
