//! What a client's options mean for its connections, and credentials that are passed beside them.

use std::sync::Arc;

use napi::bindgen_prelude::{Either, Uint8Array};
use zeroize::Zeroize as _;

use crate::config::Config;
use crate::error::Error;
use crate::secret::Secret;
use crate::transport::{Exchange, Http, IdentityOrigin, Trust};
use crate::warning::warn_once;

/// HTTP for a client with these options.
pub(super) fn http(config: &Config) -> Result<Arc<dyn Exchange>, Error> {
    let mut trust = Trust {
        authorities: config.authorities.clone(),
        identity: None,
        node_flags: config.node_flags.clone(),
        loopback: config.loopback && config.mcp_loopback,
        proxy: config.proxy.clone(),
    };
    let anonymous = Arc::new(Http::shared(&trust)?);
    anonymous.check_proxy(&config.base_url)?;
    trust.identity.clone_from(&config.identity);
    match trust.identity {
        None => Ok(anonymous),
        Some(_) => Ok(Arc::new(IdentityOrigin::new(&config.base_url, Arc::new(Http::shared(&trust)?), anonymous)?)),
    }
}

/// Names the options that have another effect than they seem to have.
pub(super) fn warn_of(config: &Config) {
    if !config.loopback && config.base_url.starts_with("http:") {
        warn_once(&format!("allowInsecureHttp: secrets and tokens are sent unencrypted to {}", config.base_url));
    }
    if let Some(mcp_url) = config.mcp_url.as_deref().filter(|url| !config.mcp_loopback && url.starts_with("http:")) {
        warn_once(&format!("allowInsecureHttp: tokens are sent unencrypted to {mcp_url}"));
    }
    if config.fetch.is_some() && (config.identity.is_some() || !config.authorities.is_empty()) {
        warn_once(
            "caCertificates, clientCertificate and clientKey were ignored: a client with the option fetch makes no connections itself",
        );
    }
}

/// A credential that is passed beside the JSON text. What is no UTF-8 cannot be valid: it becomes an empty text, which is refused.
pub(super) fn hidden_secret(given: Either<String, Uint8Array>) -> Secret {
    match given {
        Either::A(text) => Secret::new(text),
        Either::B(bytes) => Secret::new(String::from_utf8(bytes.to_vec()).unwrap_or_else(|error| {
            let mut bytes = error.into_bytes();
            // The check of the keys recognizes a key in DER by this, which begins as one does.
            let is_sequence = bytes.first() == Some(&b'0');
            bytes.zeroize();
            if is_sequence { format!("0{}", char::REPLACEMENT_CHARACTER) } else { String::new() }
        })),
    }
}
