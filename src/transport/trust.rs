//! What a client trusts, and as whom it presents itself. Clients with the same share their connections.

use super::proxies::ProxyOption;
use super::tls::ClientIdentity;

/// What distinguishes two pools.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Trust {
    /// Further certificate authorities, as PEM text.
    pub authorities: Vec<String>,
    /// The certificate and key of the client, for servers that ask for them.
    pub identity: Option<ClientIdentity>,
    /// The flags of Node about TLS. Those of the first connection apply to the process.
    pub node_flags: Vec<String>,
    /// Whether the server is on this machine. Then the proxies of the environment are not used.
    pub loopback: bool,
    /// Which proxy is used.
    pub proxy: ProxyOption,
}
