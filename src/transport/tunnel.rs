//! Open a tunnel through a proxy: `CONNECT` (RFC 9110, section 9.3.6) or SOCKS5 (RFC 1928 and 1929).
//!
//! hyper-util has connectors for both, but their errors are private types without the status or the reply of the proxy. So nobody could
//! tell a wrong password from a host that is down.

use std::net::{IpAddr, SocketAddr};

use futures_util::future::{Either, select};
use http::{HeaderValue, Request, StatusCode, Uri, header};
use hyper::client::conn::http1;
use hyper::rt::{Read, Write};
use hyper_rustls::MaybeHttpsStream;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::causes::BoxError;
use super::no_proxy::ip_address;
use super::proxy_url::{ProxyKind, ProxyUrl};
use crate::error::ProxyFault;
use crate::secret::Secret;

/// A proxy did not open a tunnel.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub(crate) struct TunnelRefused {
    /// What kind of refusal it is.
    pub fault: ProxyFault,
    /// The end of a sentence that begins with the proxy: "answered CONNECT with status 403 Forbidden".
    pub reason: String,
}

fn refused(fault: ProxyFault, reason: impl Into<String>) -> BoxError {
    TunnelRefused { fault, reason: reason.into() }.into()
}

/// The connection to a proxy.
pub(crate) type ProxyStream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// Has `proxy` connect `io` to the host of `target`. A plain request to an HTTP proxy needs no tunnel. `addresses` are those of the host,
/// if this machine resolves its name.
pub(crate) async fn open(io: ProxyStream, target: &Uri, proxy: &ProxyUrl, addresses: &[SocketAddr]) -> Result<ProxyStream, BoxError> {
    let is_https = target.scheme_str() == Some("https");
    let host = target.host().unwrap_or_default();
    let port = target.port_u16().unwrap_or(if is_https { 443 } else { 80 });
    match (proxy.kind(), io) {
        (ProxyKind::Socks { .. }, MaybeHttpsStream::Http(io)) => {
            let target = match ip_address(host).or_else(|| preferred(addresses)) {
                Some(address) => SocksTarget::Address(address),
                None => SocksTarget::Name(host),
            };
            let io = socks5(io.into_inner(), target, port, proxy.credentials()).await?;
            Ok(MaybeHttpsStream::Http(TokioIo::new(io)))
        }
        (_, io) if is_https => connect(io, &format!("{host}:{port}"), proxy.basic_auth()).await,
        (_, io) => Ok(io),
    }
}

/// Asks the HTTP proxy at the other end of `io` for a tunnel to `target` (host and port). Returns the same stream.
async fn connect<T>(io: T, target: &str, authorization: Option<HeaderValue>) -> Result<T, BoxError>
where
    T: Read + Write + Send + Unpin + 'static,
{
    let mut request = Request::connect(target).header(header::HOST, target).body(String::new())?;
    if let Some(authorization) = authorization {
        request.headers_mut().insert(header::PROXY_AUTHORIZATION, authorization);
    }
    let (mut sender, connection) = http1::handshake(io).await?;
    let answer = std::pin::pin!(sender.send_request(request));
    let connection = std::pin::pin!(connection.without_shutdown());
    let (response, parts) = match select(answer, connection).await {
        Either::Left((response, connection)) => {
            let status = response?.status();
            if !status.is_success() {
                return Err(status_refused(status));
            }
            (status, connection.await?)
        }
        Either::Right((parts, answer)) => (answer.await?.status(), parts?),
    };
    if !response.is_success() {
        return Err(status_refused(response));
    }
    // In TLS the client speaks first.
    if !parts.read_buf.is_empty() {
        return Err(refused(ProxyFault::InvalidAnswer, "sent more than its answer to CONNECT"));
    }
    Ok(parts.io)
}

fn status_refused(status: StatusCode) -> BoxError {
    let fault = match status.as_u16() {
        407 => ProxyFault::Authentication,
        408 | 425 | 429 | 500 | 502..=504 | 506..=599 => ProxyFault::Unreachable,
        _ => ProxyFault::Refused,
    };
    refused(fault, format!("answered CONNECT with status {}", shown(status)))
}

/// `407 Proxy Authentication Required`
pub(crate) fn shown(status: StatusCode) -> String {
    [status.as_str(), status.canonical_reason().unwrap_or_default()].join(" ").trim_end().to_owned()
}

/// What a SOCKS5 proxy is to connect to.
enum SocksTarget<'a> {
    /// An address.
    Address(IpAddr),
    /// A name, which the proxy resolves.
    Name(&'a str),
}

/// Asks the SOCKS5 proxy at the other end of `io` for a tunnel.
async fn socks5<T: AsyncRead + AsyncWrite + Unpin>(
    mut io: T,
    target: SocksTarget<'_>,
    port: u16,
    credentials: Option<(&Secret, &Secret)>,
) -> Result<T, BoxError> {
    const NO_AUTHENTICATION: u8 = 0;
    const USER_AND_PASSWORD: u8 = 2;
    const NONE_ACCEPTABLE: u8 = 0xff;
    let methods: &[u8] = if credentials.is_some() { &[5, 2, NO_AUTHENTICATION, USER_AND_PASSWORD] } else { &[5, 1, NO_AUTHENTICATION] };
    io.write_all(methods).await?;
    let mut answer = [0; 2];
    io.read_exact(&mut answer).await?;
    match (answer, credentials) {
        ([5, NO_AUTHENTICATION], _) => {}
        ([5, USER_AND_PASSWORD], Some((user, password))) => authenticate(&mut io, user, password).await?,
        ([5, NONE_ACCEPTABLE], None) => return Err(refused(ProxyFault::Authentication, "does not let anybody in without a password")),
        ([5, NONE_ACCEPTABLE], Some(_)) => {
            return Err(refused(ProxyFault::Authentication, "accepts neither a user with a password nor a connection without them"));
        }
        _ => return Err(not_socks5()),
    }
    let mut request = vec![5, 1, 0];
    match target {
        SocksTarget::Address(IpAddr::V4(address)) => {
            request.push(1);
            request.extend(address.octets());
        }
        SocksTarget::Address(IpAddr::V6(address)) => {
            request.push(4);
            request.extend(address.octets());
        }
        SocksTarget::Name(name) => {
            let length =
                u8::try_from(name.len()).map_err(|_| refused(ProxyFault::Refused, "cannot be sent a name of more than 255 bytes"))?;
            request.extend([3, length]);
            request.extend(name.as_bytes());
        }
    }
    request.extend(port.to_be_bytes());
    io.write_all(&request).await?;
    let mut reply = [0; 4];
    io.read_exact(&mut reply).await?;
    let [5, status, _, kind] = reply else { return Err(not_socks5()) };
    if status != 0 {
        return Err(reply_refused(status));
    }
    // The address that the proxy connects from, which nobody needs.
    let length = match kind {
        1 => 4,
        4 => 16,
        3 => usize::from(io.read_u8().await?),
        _ => return Err(not_socks5()),
    };
    io.read_exact(&mut vec![0; length + size_of::<u16>()]).await?;
    Ok(io)
}

/// RFC 1929.
async fn authenticate<T: AsyncRead + AsyncWrite + Unpin>(io: &mut T, user: &Secret, password: &Secret) -> Result<(), BoxError> {
    let mut request = zeroize::Zeroizing::new(Vec::with_capacity(513));
    request.push(1);
    for text in [user.expose(), password.expose()] {
        request.push(u8::try_from(text.len()).map_err(|_| not_socks5())?);
        request.extend(text.as_bytes());
    }
    io.write_all(&request).await?;
    let mut answer = [0; 2];
    io.read_exact(&mut answer).await?;
    // The second byte says it. Some proxies put 5 into the first one.
    if answer[1] == 0 { Ok(()) } else { Err(refused(ProxyFault::Authentication, "does not accept the user and password")) }
}

/// RFC 1928, section 6.
fn reply_refused(reply: u8) -> BoxError {
    let (fault, reason) = match reply {
        1 => (ProxyFault::Unreachable, "failed"),
        2 => (ProxyFault::Refused, "does not allow the connection"),
        3 => (ProxyFault::Unreachable, "has no route to the network of the host"),
        4 => (ProxyFault::Unreachable, "cannot reach the host"),
        5 => (ProxyFault::Unreachable, "was refused the connection by the host"),
        6 => (ProxyFault::Unreachable, "did not reach the host: the packets' time to live ended"),
        7 => (ProxyFault::Refused, "does not support CONNECT"),
        8 => (ProxyFault::Refused, "does not support this kind of address"),
        _ => (ProxyFault::Unreachable, "gave no known reason"),
    };
    refused(fault, format!("{reason} (SOCKS5 reply {reply})"))
}

fn not_socks5() -> BoxError {
    refused(ProxyFault::InvalidAnswer, "answered with something that is not SOCKS5")
}

/// The address that a SOCKS5 proxy is given of those that a name has. A proxy may have no IPv6.
fn preferred(addresses: &[SocketAddr]) -> Option<IpAddr> {
    addresses.iter().find(|address| address.is_ipv4()).or(addresses.first()).map(SocketAddr::ip)
}
