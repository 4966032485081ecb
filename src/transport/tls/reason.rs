//! Say in plain words why no secure connection was made, with the code that Node has for it.

use rustls::pki_types::UnixTime;
use rustls::{AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible};

use super::verifier::Refused;
use crate::error::TlsFault;

/// How to trust an authority.
const TRUST: &str = "if you trust it, name a file with its certificate in NODE_EXTRA_CA_CERTS or give it as caCertificates";

/// The fault of an error of rustls, and the words for it.
pub(crate) fn explain(error: &Error) -> (TlsFault, String) {
    match error {
        Error::InvalidCertificate(refused) => certificate(refused),
        Error::AlertReceived(alert) => self::alert(*alert),
        Error::PeerIncompatible(difference) => incompatible(difference),
        Error::InvalidMessage(InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion) => {
            (TlsFault::NotTls, "the server does not speak TLS on this port; is it an http server?".into())
        }
        Error::InvalidMessage(_)
        | Error::PeerMisbehaved(_)
        | Error::InappropriateMessage { .. }
        | Error::InappropriateHandshakeMessage { .. } => (TlsFault::Handshake, "the server does not follow the protocol TLS".into()),
        Error::DecryptError | Error::PeerSentOversizedRecord => {
            (TlsFault::Handshake, "what the server sent was changed on the way, or is not TLS".into())
        }
        _ => (TlsFault::Handshake, "the TLS handshake failed".into()),
    }
}

fn certificate(refused: &CertificateError) -> (TlsFault, String) {
    match refused {
        CertificateError::ExpiredContext { not_after, .. } => {
            (TlsFault::CertificateExpired, format!("its certificate, or one of its authorities, expired on {}", day(*not_after)))
        }
        CertificateError::Expired => (TlsFault::CertificateExpired, "its certificate, or one of its authorities, has expired".into()),
        CertificateError::NotValidYetContext { not_before, .. } => (
            TlsFault::CertificateNotYetValid,
            format!(
                "its certificate, or one of its authorities, is not valid before {}; check the clock of this machine",
                day(*not_before)
            ),
        ),
        CertificateError::NotValidYet => {
            (TlsFault::CertificateNotYetValid, "its certificate is not valid yet; check the clock of this machine".into())
        }
        CertificateError::NotValidForNameContext { presented, .. } => {
            // A certificate for hundreds of names would hide what the message says.
            let names: Vec<_> = presented.iter().take(5).map(|name| described(name)).collect();
            let more = if presented.len() > names.len() { " and others" } else { "" };
            let why = match names.is_empty() {
                true => "its certificate names no host".into(),
                false => format!("its certificate is for {}{more}, not for this host", names.join(", ")),
            };
            (TlsFault::WrongHost, why)
        }
        CertificateError::NotValidForName => (TlsFault::WrongHost, "its certificate is for another host".into()),
        CertificateError::UnknownIssuer => {
            (TlsFault::UnknownIssuer, format!("its certificate was issued by an authority that is not trusted; {TRUST}"))
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            (TlsFault::WrongPurpose, "its certificate was not issued for servers".into())
        }
        CertificateError::BadSignature => (TlsFault::BadSignature, "a signature in its certificates is wrong; an authority of the same name may be trusted with another key, one that was replaced".into()),
        CertificateError::UnsupportedSignatureAlgorithmContext { .. } | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            (TlsFault::UnsupportedCertificate, format!("its certificates use {UNSUPPORTED}"))
        }
        CertificateError::Other(other) => match other.0.downcast_ref::<Refused>() {
            Some(Refused::SelfSigned) => {
                (TlsFault::SelfSigned, format!("its certificate is signed by itself, and is not trusted; {TRUST}"))
            }
            Some(Refused::SelfSignedInChain) => {
                (TlsFault::SelfSignedInChain, format!("its certificate was issued by an authority that is not trusted; {TRUST}"))
            }
            Some(Refused::MissingIssuer) => (
                TlsFault::MissingIssuer,
                format!(
                    "its certificate leads to an authority that is not trusted, or the server does not send all certificates between; {TRUST}"
                ),
            ),
            Some(Refused::SmallKey) => (
                TlsFault::UnsupportedCertificate,
                "one of its certificates has an RSA key of fewer than 2048 bits, which is not accepted (docs/tls.md)".into(),
            ),
            None => form(&other.0.to_string()),
        },
        CertificateError::UnhandledCriticalExtension => {
            (TlsFault::UnsupportedCertificate, "its certificate has a critical extension that is not supported (docs/tls.md)".into())
        }
        _ => (TlsFault::InvalidCertificate, "its certificate is not valid".into()),
    }
}

const UNSUPPORTED: &str = "an algorithm or a key that this package does not support (docs/tls.md)";

/// What webpki finds wrong with the form of a certificate. Its text is the name of a variant.
fn form(variant: &str) -> (TlsFault, String) {
    let (fault, words) = match variant {
        "MaximumPathDepthExceeded" => (
            TlsFault::UnsupportedCertificate,
            "there are more than six certificates between its own and that of its authority (docs/tls.md)",
        ),
        "UnsupportedCertVersion" => {
            (TlsFault::UnsupportedCertificate, "one of its authorities has a certificate that is not of version 3 (docs/tls.md)")
        }
        "UnsupportedCriticalExtension" => {
            (TlsFault::UnsupportedCertificate, "its certificate has a critical extension that is not supported (docs/tls.md)")
        }
        "NameConstraintViolation" => (TlsFault::InvalidCertificate, "one of its authorities may not issue certificates for this name"),
        "PathLenConstraintViolated" => (
            TlsFault::InvalidCertificate,
            "there are more certificates between its own and that of its authority than the authority allows",
        ),
        "EndEntityUsedAsCa" => (TlsFault::InvalidCertificate, "it was issued by a certificate that is not an authority"),
        _ => (TlsFault::InvalidCertificate, "its certificate is not valid"),
    };
    (fault, words.into())
}

fn alert(alert: AlertDescription) -> (TlsFault, String) {
    match alert {
        AlertDescription::HandshakeFailure | AlertDescription::InsufficientSecurity => (
            TlsFault::HandshakeRefused,
            "the server refused the connection: it has no cipher suite or key exchange in common with this package (docs/tls.md), or it \
             asks for a client's certificate (options clientCertificate and clientKey)"
                .into(),
        ),
        AlertDescription::ProtocolVersion => {
            (TlsFault::WrongVersion, "the server speaks neither TLS 1.2 nor TLS 1.3 with this client (docs/tls.md)".into())
        }
        AlertDescription::CertificateRequired | AlertDescription::NoCertificate => (
            TlsFault::CertificateRequired,
            "the server asks for a client's certificate: give the options clientCertificate and clientKey".into(),
        ),
        AlertDescription::UnknownCA
        | AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::AccessDenied => {
            (TlsFault::ClientRefused, "the server does not accept the client's certificate (clientCertificate)".into())
        }
        AlertDescription::UnrecognisedName => (TlsFault::Handshake, "the server does not know this host name".into()),
        AlertDescription::InternalError => (TlsFault::Handshake, "the server had an internal error in the TLS handshake".into()),
        other => (TlsFault::Handshake, format!("the server ended the TLS handshake with alert {}", u8::from(other))),
    }
}

fn incompatible(difference: &PeerIncompatible) -> (TlsFault, String) {
    match difference {
        PeerIncompatible::ServerDoesNotSupportTls12Or13
        | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
        | PeerIncompatible::Tls12NotOffered
        | PeerIncompatible::Tls12NotOfferedOrEnabled => {
            (TlsFault::WrongVersion, "the server speaks neither TLS 1.2 nor TLS 1.3 with this client (docs/tls.md)".into())
        }
        _ => (TlsFault::Handshake, "the server uses a part of TLS that this package does not support (docs/tls.md)".into()),
    }
}

/// A name in a certificate, without the words of the library: `DnsName("a.example")` becomes `a.example`. The server chose it, so
/// only what can be in the name of a host is kept.
fn described(name: &str) -> String {
    let name = name.split_once('(').map_or(name, |(_, name)| name);
    name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.:*".contains(*c)).take(253).collect()
}

/// `2026-01-31`.
fn day(time: UnixTime) -> String {
    let date = httpdate::HttpDate::from(std::time::UNIX_EPOCH + std::time::Duration::from_secs(time.as_secs())).to_string();
    date.get(5..16).unwrap_or(&date).to_owned()
}
