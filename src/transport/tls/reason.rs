//! Say in plain words why no secure connection was made, with the code that Node has for it.

use rustls::pki_types::UnixTime;
use rustls::{AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible};

use super::verifier::Untrusted;
use crate::error::TlsFault;

/// How to trust an authority.
const TRUST: &str = "if you trust it, name a file with its certificate in NODE_EXTRA_CA_CERTS or give it as caCertificates";

/// The fault of an error of rustls, and the words for it.
pub(crate) fn reason(error: &Error) -> (TlsFault, String) {
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
    use CertificateError as Refused;
    match refused {
        Refused::ExpiredContext { not_after, .. } => {
            (TlsFault::CertificateExpired, format!("its certificate, or one of its authorities, expired on {}", day(*not_after)))
        }
        Refused::Expired => (TlsFault::CertificateExpired, "its certificate, or one of its authorities, has expired".into()),
        Refused::NotValidYetContext { not_before, .. } => (
            TlsFault::CertificateNotYetValid,
            format!(
                "its certificate, or one of its authorities, is not valid before {}; check the clock of this machine",
                day(*not_before)
            ),
        ),
        Refused::NotValidYet => {
            (TlsFault::CertificateNotYetValid, "its certificate is not valid yet; check the clock of this machine".into())
        }
        Refused::NotValidForNameContext { presented, .. } => {
            // A certificate for hundreds of names would hide what the message says.
            let names: Vec<_> = presented.iter().take(5).map(|name| described(name)).collect();
            let more = if presented.len() > names.len() { " and others" } else { "" };
            let names = if names.is_empty() { "no name or address".into() } else { names.join(", ") };
            (TlsFault::WrongHost, format!("its certificate is for {names}{more}, not for this host"))
        }
        Refused::NotValidForName => (TlsFault::WrongHost, "its certificate is for another host".into()),
        Refused::UnknownIssuer => {
            (TlsFault::UnknownIssuer, format!("its certificate was issued by an authority that is not trusted; {TRUST}"))
        }
        Refused::InvalidPurpose | Refused::InvalidPurposeContext { .. } => {
            (TlsFault::WrongPurpose, "its certificate was not issued for servers".into())
        }
        Refused::BadSignature => (TlsFault::BadSignature, "a signature in its certificates is wrong".into()),
        Refused::UnsupportedSignatureAlgorithmContext { .. } | Refused::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            (TlsFault::UnsupportedCertificate, format!("its certificates use {UNSUPPORTED}"))
        }
        Refused::Other(other) => match other.0.downcast_ref::<Untrusted>() {
            Some(Untrusted::SelfSigned) => {
                (TlsFault::SelfSigned, format!("its certificate is signed by itself, and is not trusted; {TRUST}"))
            }
            Some(Untrusted::SelfSignedInChain) => {
                (TlsFault::SelfSignedInChain, format!("its certificate was issued by an authority that is not trusted; {TRUST}"))
            }
            Some(Untrusted::MissingIssuer) => (
                TlsFault::MissingIssuer,
                format!(
                    "its certificate leads to an authority that is not trusted, or the server does not send all certificates between; {TRUST}"
                ),
            ),
            None => (TlsFault::InvalidCertificate, described_form(&other.0.to_string()).into()),
        },
        Refused::UnhandledCriticalExtension => {
            (TlsFault::InvalidCertificate, "its certificate has a critical extension that is not supported (docs/tls.md)".into())
        }
        _ => (TlsFault::InvalidCertificate, "its certificate is not valid".into()),
    }
}

const UNSUPPORTED: &str = "an algorithm or a key that this package does not support (docs/tls.md)";

/// The words for what webpki finds wrong with the form of a certificate, which has the name of its variant as text.
fn described_form(variant: &str) -> &'static str {
    match variant {
        "MaximumPathDepthExceeded" => "there are more than six certificates between it and its authority (docs/tls.md)",
        "NameConstraintViolation" => "one of its authorities may not issue certificates for this name",
        "PathLenConstraintViolated" => "there are more certificates between it and its authority than the authority allows",
        "EndEntityUsedAsCa" => "it was issued by a certificate that is not an authority",
        "UnsupportedCertVersion" => "one of its authorities has a certificate that is not of version 3 (docs/tls.md)",
        "UnsupportedCriticalExtension" => "its certificate has a critical extension that is not supported (docs/tls.md)",
        _ => "its certificate is not valid",
    }
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
