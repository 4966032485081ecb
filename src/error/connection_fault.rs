//! What can be wrong with a connection, by type. JavaScript gets the code of it.

use super::system_fault::SystemFault;
use super::tls_fault::TlsFault;

/// Why an exchange brought no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectionFault {
    /// The host's name was not resolved.
    Dns(DnsFault),
    /// The server refused the connection.
    Refused,
    /// The connection was closed before the answer was complete.
    Reset,
    /// The connection was closed by this side of it.
    Aborted,
    /// The server no longer read what was sent.
    BrokenPipe,
    /// The connection was not open in time, or the server no longer acknowledged what was sent.
    TimedOut,
    /// No route leads to the host.
    HostUnreachable,
    /// No route leads to the network of the host.
    NetworkUnreachable,
    /// This machine's network is down.
    NetworkDown,
    /// No local address or port is free.
    AddressNotAvailable,
    /// The operating system forbids the connection.
    PermissionDenied,
    /// The operating system has no descriptor, thread or memory left.
    Resource(ResourceFault),
    /// No secure connection could be made.
    Tls(TlsFault),
    /// The server did not speak HTTP.
    InvalidResponse,
    /// The answer is larger than it may be.
    BodyTooLarge,
    /// The answer has a content coding that cannot be decoded.
    UnsupportedEncoding,
    /// The compressed data of the answer is cut short or corrupt.
    CorruptBody,
    /// Redirects led in a circle, or there were too many.
    TooManyRedirects,
    /// A redirect would have sent a body, or another method than GET and HEAD, to another origin.
    RedirectRefused,
    /// The caller's own `fetch` failed.
    Fetch,
    /// A proxy did not open a tunnel.
    Proxy(ProxyFault),
    /// A rarer error of the operating system.
    System(SystemFault),
    /// Anything else: neither the system nor the HTTP library has a name for it.
    Other,
}

/// Why a proxy did not open a tunnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyFault {
    /// It wants a user and password, or other ones.
    Authentication,
    /// It does not allow the connection.
    Refused,
    /// It could not reach the host.
    Unreachable,
    /// What it answered is neither HTTP nor SOCKS5.
    InvalidAnswer,
}

/// Why a name was not resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DnsFault {
    /// The resolver has no address for it.
    NotFound,
    /// No name server answered, or they had a failure of their own. They may answer in a moment.
    NoAnswer,
    /// The name servers refused to answer, or gave an answer that is not valid.
    Failed,
    /// There was no answer within the limit of this package.
    TimedOut,
}

/// What the operating system has no more of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceFault {
    /// Threads, or anything else that may be free again in a moment.
    Busy,
    /// Memory.
    Memory,
    /// File descriptors of this process.
    ProcessDescriptors,
    /// File descriptors of the machine.
    SystemDescriptors,
}

impl ConnectionFault {
    /// The code that JavaScript sees: the system's, Node's or OpenSSL's where they have one, else one of this package.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dns(DnsFault::NotFound) => "ENOTFOUND",
            Self::Dns(DnsFault::NoAnswer) => "EAI_AGAIN",
            Self::Dns(DnsFault::Failed) => "EAI_FAIL",
            Self::Dns(DnsFault::TimedOut) | Self::TimedOut => "ETIMEDOUT",
            Self::Refused => "ECONNREFUSED",
            Self::Reset => "ECONNRESET",
            Self::Aborted => "ECONNABORTED",
            Self::BrokenPipe => "EPIPE",
            Self::HostUnreachable => "EHOSTUNREACH",
            Self::NetworkUnreachable => "ENETUNREACH",
            Self::NetworkDown => "ENETDOWN",
            Self::AddressNotAvailable => "EADDRNOTAVAIL",
            Self::PermissionDenied => "EACCES",
            Self::Resource(ResourceFault::Busy) => "EAGAIN",
            Self::Resource(ResourceFault::Memory) => "ENOMEM",
            Self::Resource(ResourceFault::ProcessDescriptors) => "EMFILE",
            Self::Resource(ResourceFault::SystemDescriptors) => "ENFILE",
            Self::Tls(fault) => fault.code(),
            Self::InvalidResponse => "ERR_INVALID_HTTP_RESPONSE",
            Self::BodyTooLarge => "ERR_BODY_TOO_LARGE",
            Self::UnsupportedEncoding => "ERR_UNSUPPORTED_ENCODING",
            Self::CorruptBody => "ERR_CORRUPT_BODY",
            Self::TooManyRedirects => "ERR_TOO_MANY_REDIRECTS",
            Self::RedirectRefused => "ERR_REDIRECT_REFUSED",
            Self::Fetch => "ERR_FETCH",
            Self::Proxy(ProxyFault::Authentication) => "ERR_PROXY_AUTHENTICATION",
            Self::Proxy(ProxyFault::Refused) => "ERR_PROXY_REFUSED",
            Self::Proxy(ProxyFault::Unreachable) => "ERR_PROXY_CONNECT",
            Self::Proxy(ProxyFault::InvalidAnswer) => "ERR_PROXY_ANSWER",
            Self::System(fault) => fault.code(),
            Self::Other => "ERR_CONNECTION",
        }
    }

    /// Whether the same request may succeed a moment later. A bad certificate, an answer that is too large and a bad redirect stay
    /// what they are.
    pub fn is_retryable(self) -> bool {
        match self {
            Self::Tls(_)
            | Self::InvalidResponse
            | Self::BodyTooLarge
            | Self::UnsupportedEncoding
            | Self::TooManyRedirects
            | Self::RedirectRefused => false,
            Self::Proxy(fault) => fault == ProxyFault::Unreachable,
            _ => true,
        }
    }

    /// Whether this is what a request meets on a connection that the server has closed.
    pub fn is_closed_connection(self) -> bool {
        matches!(self, Self::Reset | Self::BrokenPipe | Self::Aborted | Self::System(SystemFault::NetworkReset | SystemFault::NotConnected))
    }
}

impl ResourceFault {
    /// Whether a descriptor is what is missing: to close another connection then helps.
    pub fn is_descriptors(self) -> bool {
        matches!(self, Self::ProcessDescriptors | Self::SystemDescriptors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What docs/errors.md has in the column "retried" of the row for `code`.
    fn documented(code: &str) -> Option<&'static str> {
        let cells = |line: &'static str| line.split('|').map(str::trim).collect::<Vec<_>>();
        let mut column = None;
        for line in include_str!("../../docs/errors.md").lines() {
            if line.starts_with("| code |") {
                column = cells(line).iter().position(|&head| head == "retried");
            } else if line.starts_with(&format!("| `{code}` |")) {
                return cells(line).get(column?).copied();
            }
        }
        None
    }

    #[test]
    fn the_page_of_errors_says_what_is_retried() {
        use ConnectionFault as Fault;
        let faults = [
            Fault::Dns(DnsFault::NotFound),
            Fault::Dns(DnsFault::NoAnswer),
            Fault::Dns(DnsFault::Failed),
            Fault::Refused,
            Fault::Reset,
            Fault::Aborted,
            Fault::BrokenPipe,
            Fault::HostUnreachable,
            Fault::NetworkUnreachable,
            Fault::NetworkDown,
            Fault::AddressNotAvailable,
            Fault::PermissionDenied,
            Fault::Resource(ResourceFault::ProcessDescriptors),
            Fault::Resource(ResourceFault::SystemDescriptors),
            Fault::Tls(TlsFault::CertificateExpired),
            Fault::Tls(TlsFault::CertificateNotYetValid),
            Fault::Tls(TlsFault::UnknownIssuer),
            Fault::Tls(TlsFault::MissingIssuer),
            Fault::Tls(TlsFault::SelfSigned),
            Fault::Tls(TlsFault::SelfSignedInChain),
            Fault::Tls(TlsFault::BadSignature),
            Fault::Tls(TlsFault::WrongPurpose),
            Fault::Tls(TlsFault::UnsupportedCertificate),
            Fault::Tls(TlsFault::NotTls),
            Fault::Tls(TlsFault::WrongVersion),
            Fault::Tls(TlsFault::HandshakeRefused),
            Fault::Tls(TlsFault::CertificateRequired),
            Fault::Tls(TlsFault::ClientRefused),
            Fault::Tls(TlsFault::WrongHost),
            Fault::Tls(TlsFault::InvalidCertificate),
            Fault::Tls(TlsFault::Handshake),
            Fault::InvalidResponse,
            Fault::BodyTooLarge,
            Fault::UnsupportedEncoding,
            Fault::CorruptBody,
            Fault::TooManyRedirects,
            Fault::RedirectRefused,
            Fault::Fetch,
            Fault::Proxy(ProxyFault::Authentication),
            Fault::Proxy(ProxyFault::Refused),
            Fault::Proxy(ProxyFault::Unreachable),
            Fault::Proxy(ProxyFault::InvalidAnswer),
            Fault::System(SystemFault::AddressInUse),
            Fault::System(SystemFault::AddressFamily),
            Fault::System(SystemFault::InvalidArgument),
            Fault::System(SystemFault::HostDown),
            Fault::System(SystemFault::NetworkReset),
            Fault::System(SystemFault::NoBuffers),
            Fault::System(SystemFault::NotConnected),
            Fault::System(SystemFault::NotPermitted),
            Fault::System(SystemFault::Protocol),
            Fault::System(SystemFault::ProtocolUnsupported),
            Fault::System(SystemFault::Io),
            Fault::Other,
        ];
        for fault in faults {
            let code = fault.code();
            // With some faults the request may have been sent.
            let may_be_sent = fault.is_closed_connection() || matches!(fault, Fault::Fetch | Fault::CorruptBody | Fault::Other);
            let expected = match (fault.is_retryable(), may_be_sent) {
                (false, _) => "no",
                (true, true) => "if safe",
                (true, false) => "yes",
            };
            assert_eq!(documented(code), Some(expected), "{code}");
        }
    }
}
