//! The certificate authorities that are trusted: Mozilla's, and those that the environment or the caller adds.
//!
//! `NODE_EXTRA_CA_CERTS` is what Node users set behind a TLS-inspecting proxy, `SSL_CERT_FILE` what other programs read. Both name
//! PEM files, which are read at the first call of each pool.

use std::io::Write as _;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::error::{ConnectionFault, Error, Progress, ResourceFault};

/// A TLS configuration that trusts Mozilla's roots, those of the environment and `authorities` (PEM texts).
pub(crate) fn config(authorities: &[String]) -> Result<rustls::ClientConfig, Error> {
    let mut roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let mut last = None;
    for variable in ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"] {
        let Some(path) = std::env::var_os(variable).filter(|path| !path.to_string_lossy().trim().is_empty()) else { continue };
        // Many images set both to the same file with all of Mozilla's roots, which takes a millisecond to parse.
        if last.as_ref() == Some(&path) {
            continue;
        }
        match std::fs::read(&path) {
            Ok(pem) => _ = roots.add_parsable_certificates(certificates(&pem).flatten()),
            Err(error) => match ResourceFault::from_io(&error) {
                // The file can be read as soon as a descriptor is free: the next call tries again.
                Some(resource) => {
                    let message = format!("{variable} could not be read: {error}");
                    return Err(Error::connection(ConnectionFault::Resource(resource), message, Progress::Unsent));
                }
                // Node, too, warns and goes on: a missing file must not take a server down. A closed stderr is no
                // reason to fail either.
                None => _ = writeln!(std::io::stderr(), "pipedream-native: {variable} was ignored: {error}"),
            },
        }
        last = Some(path);
    }
    for (index, pem) in authorities.iter().enumerate() {
        let invalid = |why: String| Error::invalid(format!("caCertificates[{index}] must be PEM certificates: {why}"));
        let mut found = 0;
        for certificate in certificates(pem.as_bytes()) {
            let certificate = certificate.map_err(|e| invalid(e.to_string()))?;
            roots.add(certificate).map_err(|e| invalid(e.to_string()))?;
            found += 1;
        }
        if found == 0 {
            return Err(invalid("no certificate was found in it".into()));
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring speaks TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth())
}

fn certificates(pem: &[u8]) -> impl Iterator<Item = Result<CertificateDer<'static>, rustls::pki_types::pem::Error>> {
    CertificateDer::pem_slice_iter(pem)
}
