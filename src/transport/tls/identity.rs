//! The certificate and key that a client shows to a server that asks for them (RFC 8446, section 4.4.2).

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use ring::digest::{Context, SHA256};
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs1KeyDer, PrivatePkcs8KeyDer, PrivateSec1KeyDer};
use rustls::sign::CertifiedKey;
use zeroize::Zeroizing;

use super::certificate::Certificate;
use super::pem::{self, Block};
use crate::error::Error;
use crate::secret::Secret;

/// A certificate with its key.
#[derive(Clone)]
pub(crate) struct ClientIdentity {
    pub(super) certified: Arc<CertifiedKey>,
    /// The SHA-256 of certificates and key, by which identities are compared.
    hash: [u8; 32],
}

impl ClientIdentity {
    /// Reads the options `clientCertificate` (PEM, the client's certificate first) and `clientKey` (PEM). The errors name the option
    /// and never show the key.
    pub(crate) fn parse(certificate: &str, key: &Secret) -> Result<Self, Error> {
        let chain = chain(certificate)?;
        let (label, bytes) = key_of(key.expose())?;
        let mut hashed = Context::new(&SHA256);
        for certificate in &chain {
            hashed.update(certificate);
        }
        hashed.update(&bytes);
        let hash = hashed.finish().as_ref().try_into().expect("SHA-256 has 32 bytes");
        // Borrowed, because rustls does not wipe the bytes of a key that it owns.
        let der: PrivateKeyDer<'_> = match label {
            "RSA PRIVATE KEY" => PrivatePkcs1KeyDer::from(&bytes[..]).into(),
            "EC PRIVATE KEY" => PrivateSec1KeyDer::from(&bytes[..]).into(),
            _ => PrivatePkcs8KeyDer::from(&bytes[..]).into(),
        };
        let key = any_supported_type(&der).map_err(|_| {
            Error::invalid(
                "clientKey must be an RSA key of 2048 to 4096 bits, or a P-256, P-384 or Ed25519 key; it is not shown, as it is secret",
            )
        })?;
        let own = Certificate::parse(&chain[0])
            .ok_or_else(|| Error::invalid("clientCertificate must be an X.509 certificate in PEM, got another"))?;
        if key.public_key().is_some_and(|public| public.as_ref() != own.public_key()) {
            return Err(Error::invalid(
                "clientKey must be the key of the first certificate in clientCertificate, got the key of another certificate",
            ));
        }
        Ok(Self { certified: Arc::new(CertifiedKey::new(chain, key)), hash })
    }
}

fn chain(text: &str) -> Result<Vec<CertificateDer<'static>>, Error> {
    let wrong = |why: &str| Error::invalid(format!("clientCertificate must be PEM certificates: {why}"));
    let blocks = pem::blocks(text.as_bytes()).filter(Block::is_certificate);
    let chain: Option<Vec<_>> = blocks.map(|block| block.certificate().map(CertificateDer::from)).collect();
    match chain {
        None => Err(wrong("one of them is not base64")),
        Some(chain) if chain.is_empty() => Err(wrong(pem::why_none(text.as_bytes()))),
        Some(chain) => Ok(chain),
    }
}

/// The first key in a text, and its label.
fn key_of(text: &str) -> Result<(&str, Zeroizing<Vec<u8>>), Error> {
    let wrong = |why: &str| Error::invalid(format!("clientKey must be a private key in PEM: {why}"));
    let Some(block) = pem::blocks(text.as_bytes()).find(|block| block.label.ends_with("PRIVATE KEY")) else {
        return Err(wrong("no `-----BEGIN PRIVATE KEY-----` and its end were found in it; it is not shown, as it is secret"));
    };
    if block.is_encrypted() {
        return Err(wrong("it is encrypted: decrypt it first, with `openssl pkey -in key.pem -out decrypted.pem`"));
    }
    if !matches!(block.label, "PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY") {
        return Err(wrong("its label must be PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY"));
    }
    Ok((block.label, block.bytes().ok_or_else(|| wrong("it is not base64"))?))
}

impl PartialEq for ClientIdentity {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Eq for ClientIdentity {}

impl Hash for ClientIdentity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

impl fmt::Debug for ClientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
