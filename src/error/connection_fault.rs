//! What can be wrong with a connection, by type. JavaScript gets the code of it.

use std::io;

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

/// An error of the operating system that a connection meets rarely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemFault {
    /// The local address is in use.
    AddressInUse,
    /// The machine has no support for this kind of address.
    AddressFamily,
    /// The argument of a system call was refused.
    InvalidArgument,
    /// The host is down.
    HostDown,
    /// The network dropped the connection.
    NetworkReset,
    /// No buffers are left.
    NoBuffers,
    /// The socket is not connected.
    NotConnected,
    /// A firewall or the sandbox forbids it.
    NotPermitted,
    /// Another error of the protocol.
    Protocol,
    /// The protocol is not supported.
    ProtocolUnsupported,
    /// A read or write failed.
    Io,
}

/// Why a name was not resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DnsFault {
    /// The resolver has no address for it.
    NotFound,
    /// The resolver did not answer in time.
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

/// Why no secure connection could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsFault {
    /// The server's certificate has expired.
    CertificateExpired,
    /// No trusted authority issued the server's certificate.
    UnknownIssuer,
    /// The server's certificate is for another host.
    WrongHost,
    /// Something else is wrong with the server's certificate.
    InvalidCertificate,
    /// The handshake failed for another reason.
    Handshake,
}

impl ConnectionFault {
    /// What `error` of the operating system means for a connection, if it is known.
    pub fn from_io(error: &io::Error) -> Option<Self> {
        use io::ErrorKind as Kind;
        Some(match error.kind() {
            _ if SystemFault::from_io(error).is_some() => return SystemFault::from_io(error).map(Self::System),
            Kind::ConnectionRefused => Self::Refused,
            Kind::ConnectionReset | Kind::UnexpectedEof => Self::Reset,
            Kind::ConnectionAborted => Self::Aborted,
            Kind::BrokenPipe => Self::BrokenPipe,
            Kind::TimedOut => Self::TimedOut,
            Kind::HostUnreachable => Self::HostUnreachable,
            Kind::NetworkUnreachable => Self::NetworkUnreachable,
            Kind::NetworkDown => Self::NetworkDown,
            Kind::AddrNotAvailable => Self::AddressNotAvailable,
            Kind::PermissionDenied => Self::PermissionDenied,
            _ => return ResourceFault::from_io(error).map(Self::Resource),
        })
    }

    /// The code that JavaScript sees: the system's, Node's or OpenSSL's where they have one, else one of this package.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dns(DnsFault::NotFound) => "ENOTFOUND",
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
            Self::Tls(TlsFault::CertificateExpired) => "CERT_HAS_EXPIRED",
            Self::Tls(TlsFault::UnknownIssuer) => "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            Self::Tls(TlsFault::WrongHost) => "ERR_TLS_CERT_ALTNAME_INVALID",
            Self::Tls(TlsFault::InvalidCertificate) => "ERR_TLS_CERT_INVALID",
            Self::Tls(TlsFault::Handshake) => "ERR_TLS",
            Self::InvalidResponse => "ERR_INVALID_HTTP_RESPONSE",
            Self::BodyTooLarge => "ERR_BODY_TOO_LARGE",
            Self::TooManyRedirects => "ERR_TOO_MANY_REDIRECTS",
            Self::RedirectRefused => "ERR_REDIRECT_REFUSED",
            Self::Fetch => "ERR_FETCH",
            Self::Proxy(ProxyFault::Authentication) => "ERR_PROXY_AUTHENTICATION",
            Self::Proxy(ProxyFault::Refused) => "ERR_PROXY_REFUSED",
            Self::Proxy(ProxyFault::Unreachable) => "ERR_PROXY_CONNECT",
            Self::Proxy(ProxyFault::InvalidAnswer) => "ERR_PROXY_ANSWER",
            Self::System(SystemFault::AddressInUse) => "EADDRINUSE",
            Self::System(SystemFault::AddressFamily) => "EAFNOSUPPORT",
            Self::System(SystemFault::InvalidArgument) => "EINVAL",
            Self::System(SystemFault::HostDown) => "EHOSTDOWN",
            Self::System(SystemFault::NetworkReset) => "ENETRESET",
            Self::System(SystemFault::NoBuffers) => "ENOBUFS",
            Self::System(SystemFault::NotConnected) => "ENOTCONN",
            Self::System(SystemFault::NotPermitted) => "EPERM",
            Self::System(SystemFault::Protocol) => "EPROTO",
            Self::System(SystemFault::ProtocolUnsupported) => "EPROTONOSUPPORT",
            Self::System(SystemFault::Io) => "EIO",
            Self::Other => "ERR_CONNECTION",
        }
    }

    /// What is wrong, in plain words: the end of a sentence about the connection.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Dns(DnsFault::NotFound) => "the name has no address",
            Self::Dns(DnsFault::TimedOut) => "the name server did not answer",
            Self::Refused => "the connection was refused, nothing listens there",
            Self::Reset => "the other side reset the connection",
            Self::Aborted => "the system gave up the connection",
            Self::BrokenPipe => "the other side closed the connection while it was written to",
            Self::TimedOut => "the other side did not answer in time",
            Self::HostUnreachable => "there is no route to the host",
            Self::NetworkUnreachable => "there is no route to the network",
            Self::NetworkDown => "the network is down",
            Self::AddressNotAvailable => "no local address or port is free",
            Self::PermissionDenied => "the system does not allow the connection",
            Self::Resource(ResourceFault::Busy) => "the system has no more threads",
            Self::Resource(ResourceFault::Memory) => "there is no more memory",
            Self::Resource(ResourceFault::ProcessDescriptors) => "the process has no file descriptor left",
            Self::Resource(ResourceFault::SystemDescriptors) => "the machine has no file descriptor left",
            Self::Tls(_) => "the TLS handshake failed",
            Self::InvalidResponse => "the response is not valid HTTP",
            Self::BodyTooLarge => "the response is too large",
            Self::TooManyRedirects => "there were too many redirects",
            Self::RedirectRefused => "the redirect was not followed",
            Self::Fetch => "the function fetch failed",
            Self::Proxy(_) => "the proxy opened no tunnel",
            Self::System(SystemFault::AddressInUse) => "the local address is in use",
            Self::System(SystemFault::AddressFamily) => "the machine does not support this kind of address",
            Self::System(SystemFault::InvalidArgument) => "the system does not accept the address",
            Self::System(SystemFault::HostDown) => "the host is down",
            Self::System(SystemFault::NetworkReset) => "the network dropped the connection",
            Self::System(SystemFault::NoBuffers) => "the system has no buffers left",
            Self::System(SystemFault::NotConnected) => "the connection was closed before it was used",
            Self::System(SystemFault::NotPermitted) => "a firewall or a sandbox forbids the connection",
            Self::System(SystemFault::Protocol) => "the network reported a protocol error",
            Self::System(SystemFault::ProtocolUnsupported) => "the machine does not support the protocol",
            Self::System(SystemFault::Io) => "reading or writing failed",
            Self::Other => "the system and the HTTP library gave no known reason",
        }
    }

    /// Whether the same request may succeed a moment later. A bad certificate, an answer that is too large and a bad redirect stay
    /// what they are.
    pub fn is_retryable(self) -> bool {
        match self {
            Self::Tls(_) | Self::InvalidResponse | Self::BodyTooLarge | Self::TooManyRedirects | Self::RedirectRefused => false,
            Self::Proxy(fault) => fault == ProxyFault::Unreachable,
            _ => true,
        }
    }

    /// Whether this is what a request meets on a connection that the server has closed.
    pub fn is_closed_connection(self) -> bool {
        matches!(self, Self::Reset | Self::BrokenPipe | Self::Aborted | Self::System(SystemFault::NetworkReset | SystemFault::NotConnected))
    }
}

impl SystemFault {
    /// What `error` of the operating system is, if it is one of these.
    #[cfg(unix)]
    pub fn from_io(error: &io::Error) -> Option<Self> {
        use rustix::io::Errno;
        Some(match Errno::from_io_error(error)? {
            Errno::ADDRINUSE => Self::AddressInUse,
            Errno::AFNOSUPPORT | Errno::PFNOSUPPORT => Self::AddressFamily,
            Errno::INVAL => Self::InvalidArgument,
            Errno::HOSTDOWN => Self::HostDown,
            Errno::NETRESET => Self::NetworkReset,
            Errno::NOBUFS => Self::NoBuffers,
            Errno::NOTCONN => Self::NotConnected,
            Errno::PERM => Self::NotPermitted,
            Errno::PROTO | Errno::NOPROTOOPT => Self::Protocol,
            Errno::PROTONOSUPPORT | Errno::PROTOTYPE | Errno::OPNOTSUPP => Self::ProtocolUnsupported,
            Errno::IO => Self::Io,
            _ => return None,
        })
    }

    /// The same by the kind of error.
    #[cfg(not(unix))]
    pub fn from_io(error: &io::Error) -> Option<Self> {
        error.raw_os_error()?;
        Some(match error.kind() {
            io::ErrorKind::AddrInUse => Self::AddressInUse,
            io::ErrorKind::NotConnected => Self::NotConnected,
            io::ErrorKind::InvalidInput => Self::InvalidArgument,
            io::ErrorKind::Unsupported => Self::ProtocolUnsupported,
            _ => return None,
        })
    }
}

impl ResourceFault {
    /// Which resource `error` of the operating system is about, if it is about one. Opening a file, a socket or a thread can all
    /// meet it.
    pub fn from_io(error: &io::Error) -> Option<Self> {
        match error.kind() {
            io::ErrorKind::WouldBlock => Some(Self::Busy),
            io::ErrorKind::OutOfMemory => Some(Self::Memory),
            _ => match error.raw_os_error()? {
                23 if cfg!(unix) => Some(Self::SystemDescriptors),
                24 if cfg!(unix) => Some(Self::ProcessDescriptors),
                _ => None,
            },
        }
    }

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
            Fault::Tls(TlsFault::UnknownIssuer),
            Fault::Tls(TlsFault::WrongHost),
            Fault::Tls(TlsFault::InvalidCertificate),
            Fault::Tls(TlsFault::Handshake),
            Fault::InvalidResponse,
            Fault::BodyTooLarge,
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
            let may_be_sent = fault.is_closed_connection() || matches!(fault, Fault::Fetch | Fault::Other);
            let expected = match (fault.is_retryable(), may_be_sent) {
                (false, _) => "no",
                (true, true) => "if safe",
                (true, false) => "yes",
            };
            assert_eq!(documented(code), Some(expected), "{code}");
        }
    }
    #[cfg(target_os = "linux")]
    #[test]
    fn errors_of_the_system_have_its_codes() {
        for (number, code) in [
            (1, "EPERM"),
            (5, "EIO"),
            (11, "EAGAIN"),
            (12, "ENOMEM"),
            (13, "EACCES"),
            (22, "EINVAL"),
            (23, "ENFILE"),
            (24, "EMFILE"),
            (32, "EPIPE"),
            (71, "EPROTO"),
            (93, "EPROTONOSUPPORT"),
            (97, "EAFNOSUPPORT"),
            (98, "EADDRINUSE"),
            (99, "EADDRNOTAVAIL"),
            (100, "ENETDOWN"),
            (101, "ENETUNREACH"),
            (102, "ENETRESET"),
            (103, "ECONNABORTED"),
            (104, "ECONNRESET"),
            (105, "ENOBUFS"),
            (107, "ENOTCONN"),
            (110, "ETIMEDOUT"),
            (111, "ECONNREFUSED"),
            (112, "EHOSTDOWN"),
            (113, "EHOSTUNREACH"),
        ] {
            let fault = ConnectionFault::from_io(&io::Error::from_raw_os_error(number));
            assert_eq!(fault.map(ConnectionFault::code), Some(code), "{number}");
        }
    }
}
