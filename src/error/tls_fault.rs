//! Why a TLS handshake fails.

/// Why no secure connection could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsFault {
    /// The server's certificate has expired.
    CertificateExpired,
    /// The server's certificate is not valid yet.
    CertificateNotYetValid,
    /// No trusted authority issued the server's certificate, which came alone.
    UnknownIssuer,
    /// The server's certificates lead to no trusted authority.
    MissingIssuer,
    /// The server's certificate is signed by itself, and is not trusted.
    SelfSigned,
    /// The server sent an authority that is not trusted.
    SelfSignedInChain,
    /// A signature in the server's certificates is wrong.
    BadSignature,
    /// The server's certificate was issued for another purpose.
    WrongPurpose,
    /// The server's certificates use an algorithm that is not supported.
    UnsupportedCertificate,
    /// The server's certificate is for another host.
    WrongHost,
    /// Something else is wrong with the server's certificate.
    InvalidCertificate,
    /// The server did not speak TLS.
    NotTls,
    /// The server speaks other versions of TLS only.
    WrongVersion,
    /// The server refused what this side offers.
    HandshakeRefused,
    /// The server asks for a client's certificate.
    CertificateRequired,
    /// The server does not accept the client's certificate.
    ClientRefused,
    /// The handshake failed for another reason.
    Handshake,
}

impl TlsFault {
    /// The code that JavaScript sees: that of Node or OpenSSL where they have one.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::CertificateExpired => "CERT_HAS_EXPIRED",
            Self::CertificateNotYetValid => "CERT_NOT_YET_VALID",
            Self::MissingIssuer => "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
            Self::SelfSigned => "DEPTH_ZERO_SELF_SIGNED_CERT",
            Self::SelfSignedInChain => "SELF_SIGNED_CERT_IN_CHAIN",
            Self::BadSignature => "CERT_SIGNATURE_FAILURE",
            Self::WrongPurpose => "INVALID_PURPOSE",
            Self::UnsupportedCertificate => "ERR_TLS_CERT_UNSUPPORTED",
            Self::NotTls => "ERR_SSL_WRONG_VERSION_NUMBER",
            Self::WrongVersion => "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
            Self::HandshakeRefused => "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
            Self::CertificateRequired => "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
            Self::ClientRefused => "ERR_TLS_CLIENT_CERT_REFUSED",
            Self::UnknownIssuer => "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            Self::WrongHost => "ERR_TLS_CERT_ALTNAME_INVALID",
            Self::InvalidCertificate => "ERR_TLS_CERT_INVALID",
            Self::Handshake => "ERR_TLS",
        }
    }
}
