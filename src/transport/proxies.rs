//! Which proxy is used for which host.

use std::net::IpAddr;

use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use super::no_proxy::NoProxy;
use super::resolver;

/// Which proxy is used for which host. The environment is read only once, since Node may change it from another thread at any time.
pub(crate) struct Proxies {
    matcher: Matcher,
    no_proxy: NoProxy,
}

impl Proxies {
    /// The proxies of the environment and of the system's settings.
    pub(crate) fn from_system() -> Self {
        Self { matcher: Matcher::from_system(), no_proxy: NoProxy::from_env() }
    }

    /// No proxy for any host.
    pub(crate) fn none() -> Self {
        Self { matcher: Matcher::builder().build(), no_proxy: NoProxy::none() }
    }

    /// The proxy for `target`, if there is one.
    pub(crate) fn intercept(&self, target: &Uri) -> Option<Intercept> {
        // A proxy for this machine itself would see the token in clear text.
        if is_loopback(target.host()?) || self.no_proxy.matches(&url::Url::parse(&target.to_string()).ok()?) {
            return None;
        }
        self.matcher.intercept(target)
    }

    /// The Proxy-Authorization header of a plain HTTP request. A tunnel sends its own.
    pub(crate) fn authorization(&self, target: &Uri) -> Option<HeaderValue> {
        if target.scheme_str() != Some("http") {
            return None;
        }
        self.intercept(target)?.basic_auth().cloned()
    }
}

fn is_loopback(host: &str) -> bool {
    resolver::is_localhost(host) || ip_address(host).is_some_and(|address| address.is_loopback())
}

/// The host of a URI as an address, if it is one.
pub(crate) fn ip_address(host: &str) -> Option<IpAddr> {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).parse().ok()
}
