//! TLS: who is trusted (`settings`, `verifier`), as whom a client presents itself (`identity`), and what a failure means (`reason`).
//!
//! Trusted are Mozilla's certificate authorities, and those that the environment or the caller adds.

mod certificate;
mod der;
mod host_name;
mod identity;
mod pem;
mod reason;
mod settings;
mod verifier;

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::sign::SingleCertAndKey;

use self::pem::Block;
use self::settings::Settings;
use self::verifier::{Trusted, Verifier};
use super::trust::Trust;
use crate::error::Error;

pub(crate) use identity::ClientIdentity;
pub(super) use reason::explain;

/// The TLS configuration for `trust`.
pub(super) fn config(trust: &Trust) -> Result<rustls::ClientConfig, Error> {
    let settings = Settings::of_process(&trust.node_flags)?;
    let mut trusted = settings.trusted.clone();
    for (index, pem) in trust.authorities.iter().enumerate() {
        add_authorities(&mut trusted, pem).map_err(|why| invalid_authorities(index, why))?;
    }
    let provider = Arc::new(ring::default_provider());
    let algorithms = provider.signature_verification_algorithms;
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&settings.versions)
        .expect("ring speaks TLS 1.2 and 1.3")
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Verifier { trusted: Arc::new(trusted), algorithms }));
    Ok(match &trust.identity {
        None => builder.with_no_client_auth(),
        Some(identity) => builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(Arc::clone(&identity.certified)))),
    })
}

/// How many authorities this process trusts without those of `caCertificates`, and how many of them were added to Mozilla's.
pub(super) fn authorities(node_flags: &[String]) -> Result<(usize, usize), Error> {
    Ok(Settings::of_process(node_flags)?.trusted.counts())
}

/// Adds the certificates of one entry of `caCertificates`.
fn add_authorities(trusted: &mut Trusted, pem: &str) -> Result<(), &'static str> {
    let mut blocks = pem::blocks(pem.as_bytes()).filter(Block::is_certificate).peekable();
    if blocks.peek().is_none() {
        return Err(pem::why_none(pem.as_bytes()));
    }
    for block in blocks {
        if !block.certificate().is_some_and(|certificate| trusted.add(&certificate)) {
            return Err("one of them cannot be read");
        }
    }
    Ok(())
}

fn invalid_authorities(index: usize, why: &str) -> Error {
    Error::invalid(format!("caCertificates[{index}] must be PEM certificates: {why}"))
}
