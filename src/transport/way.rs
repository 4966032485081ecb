//! How a server is reached, for people who look for what is wrong: through which proxy and why, and which authorities are trusted.

use http::Uri;

use super::proxies::{Direct, Proxies, ProxyOption};
use super::tls;
use crate::error::Error;

/// How a server is reached.
#[derive(Debug)]
pub(crate) struct Way {
    /// The URL of the proxy without its credentials; none if the server is reached directly.
    pub proxy: Option<String>,
    /// What decided that, as a part of a sentence.
    pub because: String,
    /// How many certificate authorities are trusted.
    pub authorities: usize,
    /// How many of them were added to those that are built in.
    pub added: usize,
}

impl Way {
    /// How a client without the options `proxy` and `caCertificates` reaches `url`. `node_flags` are Node's flags about TLS.
    ///
    /// # Errors
    ///
    /// The URL or the variable that names the proxy is invalid, or the system lacks a resource to read certificates.
    pub(crate) fn to(url: &str, node_flags: &[String]) -> Result<Self, Error> {
        let target: Uri = url.parse().map_err(|error| Error::invalid(format!("the URL is not valid: {error}")))?;
        let proxies = Proxies::new(&ProxyOption::Environment);
        let (proxy, because) = match proxies.way(&target)? {
            Ok(proxy) => (Some(proxy.to_string()), proxy.named().to_owned()),
            Err(Direct::NotNamed) => (None, "no variable names a proxy".to_owned()),
            Err(Direct::Loopback) => (None, "this machine is never reached through a proxy".to_owned()),
            Err(Direct::Excluded(named)) => (None, format!("{named} lists the host")),
            Err(Direct::Settings) => (None, "the system's settings list the host".to_owned()),
        };
        let (authorities, added) = tls::authorities(node_flags)?;
        Ok(Self { proxy, because, authorities, added })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mozillas_authorities_are_counted() {
        let way = Way::to("https://localhost:1/", &[]).unwrap();
        assert_eq!(way.proxy, None);
        assert!(way.authorities > 100 && way.added <= way.authorities, "{way:?}");
    }

    #[test]
    fn an_invalid_url_is_refused() {
        assert!(matches!(Way::to("https://a b/", &[]), Err(Error::Invalid { .. })));
    }
}
