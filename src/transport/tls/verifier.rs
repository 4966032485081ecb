//! Decide whether a server's certificate is accepted.
//!
//! webpki decides first, with all trusted authorities. A certificate that it refuses is read again as OpenSSL reads it
//! (`certificate.rs`), and then only an authority that the caller or the environment added counts: no public authority issues such
//! certificates. One that is itself among the added certificates needs no issuer. The host's name and the dates are always checked.

use std::collections::HashSet;
use std::sync::Arc;

use ring::digest::{SHA256, digest};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::alg_id::{ECDSA_P256, ECDSA_SHA256};
use rustls::pki_types::{
    AlgorithmIdentifier, CertificateDer, InvalidSignature, ServerName, SignatureVerificationAlgorithm, TrustAnchor, UnixTime,
};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme};

use super::certificate::{Certificate, Rewritten, is_small_key, stand_in_key};

/// The certificates that are trusted.
#[derive(Debug, Clone)]
pub(super) struct Trusted {
    /// All authorities.
    all: RootCertStore,
    /// Those that the caller or the environment added.
    added: RootCertStore,
    /// The SHA-256 of each added certificate.
    hashes: HashSet<[u8; 32]>,
}

impl Trusted {
    /// Trusts these authorities.
    pub(super) fn new(all: RootCertStore) -> Self {
        Self { all, added: RootCertStore::empty(), hashes: HashSet::new() }
    }

    /// Trusts a certificate and what it issues. Returns `false` if it cannot be read.
    pub(super) fn add(&mut self, certificate: &[u8]) -> bool {
        if self.contains(certificate) {
            return true;
        }
        // A certificate with a key of an unknown kind can be trusted itself, though it cannot verify others.
        if Certificate::parse(certificate).is_none() {
            return false;
        }
        let known = self.added.len();
        _ = self.added.add(CertificateDer::from(certificate));
        self.all.extend(self.added.roots[known..].iter().cloned());
        self.hashes.insert(hash(certificate));
        true
    }

    /// How many authorities there are, and how many of them were added.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.all.len(), self.added.len())
    }

    /// Whether this certificate was added.
    fn contains(&self, certificate: &[u8]) -> bool {
        self.hashes.contains(&hash(certificate))
    }
}

fn hash(certificate: &[u8]) -> [u8; 32] {
    digest(&SHA256, certificate).as_ref().try_into().expect("SHA-256 has 32 bytes")
}

/// Verifies certificates of servers.
#[derive(Debug)]
pub(super) struct Verifier {
    pub trusted: Arc<Trusted>,
    pub algorithms: WebPkiSupportedAlgorithms,
}

impl Verifier {
    fn verify(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let strict = check(leaf, others, host, now, &self.trusted.all, self.algorithms.all);
        let (Err(refused), Some(certificate)) = (&strict, Certificate::parse(leaf)) else { return strict };
        let is_trusted = self.trusted.contains(leaf);
        let name = if let ServerName::DnsName(name) = host { Some(name.as_ref()) } else { None };
        let rewritten = certificate.rewritten(name, is_trusted);
        let der = CertificateDer::from(&rewritten.der[..]);
        let second = if is_trusted {
            let issuer = TrustAnchor {
                subject: certificate.issuer().into(),
                subject_public_key_info: stand_in_key().into(),
                name_constraints: None,
            };
            let roots = RootCertStore { roots: vec![issuer.to_owned()] };
            check(&der, &[], host, now, &roots, &[&Itself(&rewritten)])
        } else {
            let signed = certificate.signed;
            let algorithms: Vec<_> =
                self.algorithms.all.iter().map(|&algorithm| Original { algorithm, rewritten: &rewritten, signed }).collect();
            let algorithms: Vec<&dyn SignatureVerificationAlgorithm> =
                algorithms.iter().map(|one| -> &dyn SignatureVerificationAlgorithm { one }).collect();
            check(&der, others, host, now, &self.trusted.added, &algorithms)
        };
        // webpki's own words about a certificate that it does not read say nothing about the certificate.
        let is_form_refused = matches!(refused, Error::InvalidCertificate(CertificateError::BadEncoding | CertificateError::Other(_)));
        match second {
            Ok(verified) => Ok(verified),
            Err(error) if is_trusted || is_form_refused => Err(error),
            Err(_) => strict,
        }
    }
}

/// What webpki checks: the path to an authority, its signatures, dates, purposes and constraints, and the host's name.
fn check(
    leaf: &CertificateDer<'_>,
    others: &[CertificateDer<'_>],
    host: &ServerName<'_>,
    now: UnixTime,
    roots: &RootCertStore,
    algorithms: &[&dyn SignatureVerificationAlgorithm],
) -> Result<ServerCertVerified, Error> {
    let leaf = ParsedCertificate::try_from(leaf)?;
    verify_server_cert_signed_by_trust_anchor(&leaf, roots, others, now, algorithms)?;
    verify_server_name(&leaf, host)?;
    Ok(ServerCertVerified::assertion())
}

/// Verifies the signature of a rewritten certificate over `signed`, the bytes of the original.
#[derive(Debug)]
struct Original<'a> {
    algorithm: &'static dyn SignatureVerificationAlgorithm,
    rewritten: &'a Rewritten,
    signed: &'a [u8],
}

impl SignatureVerificationAlgorithm for Original<'_> {
    fn verify_signature(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let message = if message == self.rewritten.signed { self.signed } else { message };
        self.algorithm.verify_signature(key, message, signature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.algorithm.public_key_alg_id()
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.algorithm.signature_alg_id()
    }
}

/// Accepts a certificate that is trusted itself, whoever signed it, and nothing else.
#[derive(Debug)]
struct Itself<'a>(&'a Rewritten);

impl SignatureVerificationAlgorithm for Itself<'_> {
    fn verify_signature(&self, _: &[u8], message: &[u8], _: &[u8]) -> Result<(), InvalidSignature> {
        if message == self.0.signed { Ok(()) } else { Err(InvalidSignature) }
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        ECDSA_P256
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        ECDSA_SHA256
    }
}

/// What is missing between a certificate and the trusted authorities, as OpenSSL tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the certificate is not accepted")]
pub(crate) enum Refused {
    /// The server's certificate is its own issuer, and is not trusted.
    SelfSigned,
    /// The server sent an authority that is its own issuer, and is not trusted.
    SelfSignedInChain,
    /// The server sent several certificates, and nobody knows the issuer of the last.
    MissingIssuer,
    /// One of the certificates has an RSA key of fewer than 2048 bits, with which ring verifies nothing.
    SmallKey,
}

impl Verifier {
    /// Replaces an error of webpki by one that says more, if the certificates do.
    fn explain(&self, error: Error, leaf: &[u8], others: &[CertificateDer<'_>]) -> Error {
        let Error::InvalidCertificate(refused) = &error else { return error };
        let own = Certificate::parse(leaf);
        let sent: Vec<_> = others.iter().filter_map(|other| Certificate::parse(other)).collect();
        let is_self_issued = own.as_ref().is_some_and(Certificate::is_self_issued);
        let found = match refused {
            CertificateError::BadSignature if self.has_small_key(own.iter().chain(&sent)) => Refused::SmallKey,
            // A trusted authority may have the same name, and not be the issuer.
            CertificateError::BadSignature if is_self_issued => Refused::SelfSigned,
            CertificateError::UnknownIssuer => match () {
                () if is_self_issued => Refused::SelfSigned,
                () if sent.iter().any(Certificate::is_self_issued) => Refused::SelfSignedInChain,
                () if !sent.is_empty() => Refused::MissingIssuer,
                () => return error,
            },
            CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { public_key_algorithm_id: key, .. }
                if self.algorithms.all.iter().any(|algorithm| algorithm.public_key_alg_id().as_ref() == key) =>
            {
                return self.explain(CertificateError::UnknownIssuer.into(), leaf, others);
            }
            _ => return error,
        };
        CertificateError::Other(OtherError(Arc::new(found))).into()
    }

    /// Whether one of the certificates, or an authority that they name, has a key that is too small.
    fn has_small_key<'a>(&self, mut certificates: impl Iterator<Item = &'a Certificate<'a>>) -> bool {
        certificates.any(|certificate| {
            let mut issuers = self.trusted.added.roots.iter().filter(|root| *root.subject == *certificate.issuer());
            certificate.has_small_key() || issuers.any(|root| is_small_key(&root.subject_public_key_info))
        })
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.verify(leaf, others, host, now).map_err(|error| self.explain(error, leaf, others))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, &readable(leaf), signed, &self.algorithms).map_err(|error| self.explain(error, leaf, &[]))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, &readable(leaf), signed, &self.algorithms).map_err(|error| self.explain(error, leaf, &[]))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// A certificate that has been accepted, in a form in which webpki finds the key.
fn readable<'a>(leaf: &'a CertificateDer<'_>) -> CertificateDer<'a> {
    match (ParsedCertificate::try_from(leaf), Certificate::parse(leaf)) {
        (Err(_), Some(certificate)) => CertificateDer::from(certificate.rewritten(None, false).der),
        _ => CertificateDer::from(&leaf[..]),
    }
}
