//! Which proxy is used for which host: that of the option `proxy`, else that of the environment.
//!
//! | target | variables, the first that is not blank counts |
//! | --- | --- |
//! | https | `https_proxy`, `HTTPS_PROXY`, `all_proxy`, `ALL_PROXY` |
//! | http | `http_proxy`, `HTTP_PROXY`, `all_proxy`, `ALL_PROXY` |
//!
//! `no_proxy`, else `NO_PROXY`, lists hosts without one. That is curl's order; Node's for the variables that it reads. In a CGI script
//! (`REQUEST_METHOD` is set) `HTTP_PROXY` is what a client sent as the header `Proxy` (CVE-2016-5385), so it is not read.

use std::sync::Arc;

use http::Uri;

use super::no_proxy::{NoProxy, ip_address};
use super::proxy_url::{ProxyKind, ProxyUrl};
use super::resolver;
use super::system_proxies::SystemProxies;
use crate::error::Error;

/// What an error calls a proxy of the system's settings.
const SETTINGS: &str = "the proxy of the system's settings";

/// The option `proxy` of a client.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub(crate) enum ProxyOption {
    /// Not given: the proxies of the environment.
    #[default]
    Environment,
    /// `false`: no proxy.
    None,
    /// This one for every host but this machine, whatever `NO_PROXY` says.
    Url(ProxyUrl),
}

/// Which proxy is used for which host. The environment is read only once, since Node may change it from another thread at any time.
pub(crate) struct Proxies {
    http: Choice,
    https: Choice,
    no_proxy: NoProxy,
    /// The variable that `no_proxy` is from.
    no_proxy_named: &'static str,
    /// The system's settings, which have hosts without a proxy too.
    settings: SystemProxies,
}

/// The proxy for a scheme, or what is wrong with the variable that names it.
type Choice = Result<Option<Arc<ProxyUrl>>, String>;

/// Why a host is reached without a proxy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Direct {
    /// Neither an option nor a variable names a proxy.
    NotNamed,
    /// The host is this machine.
    Loopback,
    /// This variable lists the host.
    Excluded(&'static str),
    /// The system's settings list the host.
    Settings,
}

impl Proxies {
    /// The proxies of `option`.
    pub(crate) fn new(option: &ProxyOption) -> Self {
        match option {
            ProxyOption::Environment => Self::from_system(),
            ProxyOption::None => Self::none(),
            ProxyOption::Url(url) => {
                let url = Some(Arc::new(url.clone()));
                Self { http: Ok(url.clone()), https: Ok(url), ..Self::none() }
            }
        }
    }

    /// No proxy for any host.
    pub(crate) fn none() -> Self {
        Self {
            http: Ok(None),
            https: Ok(None),
            no_proxy: NoProxy::parse(""),
            no_proxy_named: "NO_PROXY",
            settings: SystemProxies::default(),
        }
    }

    /// The proxies of the environment and, on macOS and Windows, of the system's settings.
    fn from_system() -> Self {
        let variable = |name: &str| Some(std::env::var_os(name)?.to_string_lossy().into_owned());
        Self::from_variables(variable).or_settings(SystemProxies::read())
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_cgi = variable("REQUEST_METHOD").is_some();
        let first = |names: &[&'static str]| -> Option<(&'static str, String)> {
            let mut set = names.iter().filter_map(|&name| Some((name, variable(name)?)));
            set.find(|(name, value)| !(value.trim().is_empty() || is_cgi && is_header_of_cgi(name)))
        };
        let proxy = |names: &[&'static str]| -> Choice {
            first(names).map(|(name, value)| ProxyUrl::parse(&value, name).map(Arc::new)).transpose()
        };
        let (no_proxy_named, excluded) = first(&["no_proxy", "NO_PROXY"]).unwrap_or(("NO_PROXY", String::new()));
        Self {
            http: proxy(&["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]),
            https: proxy(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]),
            no_proxy: NoProxy::parse(&excluded),
            no_proxy_named,
            settings: SystemProxies::default(),
        }
    }

    /// The same, with the system's settings for a scheme that no variable names a proxy for. The settings' hosts without a proxy are for the
    /// settings' proxies only: `NO_PROXY` is for the others. A proxy that is not valid there is not the program's fault, so it is none.
    fn or_settings(mut self, mut settings: SystemProxies) -> Self {
        let parse = |text: Option<String>| Some(Arc::new(ProxyUrl::parse(&text?, SETTINGS).ok()?));
        for (choice, found) in [(&mut self.http, settings.http.take()), (&mut self.https, settings.https.take())] {
            if matches!(choice, Ok(None)) {
                *choice = Ok(parse(found));
            }
        }
        self.settings = settings;
        self
    }

    /// The proxy for `target`, if there is one.
    ///
    /// # Errors
    ///
    /// The variable that names the proxy has an invalid value.
    pub(crate) fn proxy(&self, target: &Uri) -> Result<Option<&Arc<ProxyUrl>>, Error> {
        Ok(self.way(target)?.ok())
    }

    /// The proxy for `target`, or why there is none.
    ///
    /// # Errors
    ///
    /// The variable that names the proxy has an invalid value.
    pub(crate) fn way(&self, target: &Uri) -> Result<Result<&Arc<ProxyUrl>, Direct>, Error> {
        let is_https = target.scheme_str() == Some("https");
        let choice = if is_https { &self.https } else { &self.http };
        if matches!(choice, Ok(None)) {
            return Ok(Err(Direct::NotNamed));
        }
        let host = target.host().unwrap_or_default();
        let port = target.port_u16().or(Some(if is_https { 443 } else { 80 }));
        // A proxy for this machine itself would see the token in clear text.
        if is_loopback(host) {
            return Ok(Err(Direct::Loopback));
        }
        if self.no_proxy.matches(host, port) {
            return Ok(Err(Direct::Excluded(self.no_proxy_named)));
        }
        let of_settings = choice.as_ref().is_ok_and(|proxy| proxy.as_ref().is_some_and(|proxy| proxy.named() == SETTINGS));
        if of_settings && self.settings.excludes(host, port) {
            return Ok(Err(Direct::Settings));
        }
        choice.as_ref().map(|proxy| proxy.as_ref().ok_or(Direct::NotNamed)).map_err(Error::invalid)
    }

    /// The proxy that is sent the request to `target` itself, as a plain HTTP request: no tunnel is opened.
    pub(crate) fn forwarding(&self, target: &Uri) -> Result<Option<&Arc<ProxyUrl>>, Error> {
        let proxy = self.proxy(target)?;
        let is_forwarded = |proxy: &&Arc<ProxyUrl>| target.scheme_str() == Some("http") && !matches!(proxy.kind(), ProxyKind::Socks { .. });
        Ok(proxy.filter(is_forwarded))
    }
}

/// Whether a CGI server fills the variable from the header `Proxy` of a request (CVE-2016-5385). Windows does not tell `http_proxy` from it.
fn is_header_of_cgi(name: &str) -> bool {
    name == "HTTP_PROXY" || cfg!(windows) && name.eq_ignore_ascii_case("HTTP_PROXY")
}

fn is_loopback(host: &str) -> bool {
    resolver::is_localhost(host) || ip_address(host).is_some_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_names_the_variable_that_decided() {
        let way = |variables: &'static [(&str, &str)], target: &'static str| {
            let proxies =
                Proxies::from_variables(|name| variables.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned()));
            proxies.way(&Uri::from_static(target)).unwrap().map(|proxy| (proxy.named(), proxy.to_string()))
        };
        let target = "https://api.example/";
        assert_eq!(way(&[], target), Err(Direct::NotNamed));
        assert_eq!(way(&[("all_proxy", "http://u:p@a:1")], target), Ok(("all_proxy", "http://a:1".to_owned())));
        assert_eq!(way(&[("HTTPS_PROXY", "http://a:1"), ("NO_PROXY", "*")], target), Err(Direct::Excluded("NO_PROXY")));
        assert_eq!(way(&[("HTTPS_PROXY", "http://a:1"), ("no_proxy", ".example")], target), Err(Direct::Excluded("no_proxy")));
        assert_eq!(way(&[("HTTPS_PROXY", "http://a:1")], "https://localhost/"), Err(Direct::Loopback));
    }

    fn proxies(variables: &[(&str, &str)]) -> Proxies {
        Proxies::from_variables(|name| variables.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned()))
    }

    fn chosen(proxies: &Proxies, target: &'static str) -> Option<String> {
        proxies.proxy(&Uri::from_static(target)).unwrap().map(ToString::to_string)
    }

    #[test]
    fn lower_case_and_the_scheme_win_and_a_blank_variable_counts_as_unset() {
        const HTTP: &str = "http://api.example/";
        const HTTPS: &str = "https://api.example/";
        for (variables, target, expected) in [
            (&[][..], HTTPS, None),
            (&[("HTTPS_PROXY", "http://a:1")], HTTPS, Some("http://a:1")),
            (&[("HTTPS_PROXY", "http://a:1")], HTTP, None),
            (&[("HTTP_PROXY", "http://a:1")], HTTPS, None),
            (&[("HTTPS_PROXY", "http://a:1"), ("https_proxy", "http://b:1")], HTTPS, Some("http://b:1")),
            (&[("HTTPS_PROXY", "http://a:1"), ("https_proxy", "")], HTTPS, Some("http://a:1")),
            (&[("HTTPS_PROXY", " "), ("https_proxy", "http://b:1")], HTTPS, Some("http://b:1")),
            (&[("HTTPS_PROXY", ""), ("ALL_PROXY", "http://c:1")], HTTPS, Some("http://c:1")),
            (&[("HTTPS_PROXY", "http://a:1"), ("all_proxy", "socks5://c:1")], HTTPS, Some("http://a:1")),
            (&[("ALL_PROXY", "http://c:1"), ("all_proxy", "socks5h://d:1")], HTTP, Some("socks5h://d:1")),
            (&[("HTTP_PROXY", "http://a:1")], HTTP, Some("http://a:1")),
            (&[("HTTP_PROXY", "http://a:1"), ("REQUEST_METHOD", "GET")], HTTP, None),
            (&[("http_proxy", "http://a:1"), ("REQUEST_METHOD", "GET")], HTTP, Some("http://a:1")),
            (&[("HTTPS_PROXY", "http://a:1"), ("REQUEST_METHOD", "GET")], HTTPS, Some("http://a:1")),
            (&[("HTTPS_PROXY", "http://a:1"), ("NO_PROXY", "api.example")], HTTPS, None),
            (&[("HTTPS_PROXY", "http://a:1"), ("NO_PROXY", "api.example"), ("no_proxy", "")], HTTPS, None),
            (&[("HTTPS_PROXY", "http://a:1"), ("NO_PROXY", ""), ("no_proxy", "api.example")], HTTPS, None),
            (&[("HTTPS_PROXY", "http://a:1"), ("NO_PROXY", "api.example"), ("no_proxy", "other")], HTTPS, Some("http://a:1")),
            (&[("HTTPS_PROXY", "http://a:1"), ("NO_PROXY", "api.example:8443")], HTTPS, Some("http://a:1")),
            (&[("HTTPS_PROXY", "http://a:1"), ("NO_PROXY", "api.example:443")], HTTPS, None),
        ] {
            assert_eq!(chosen(&proxies(variables), target).as_deref(), expected, "{variables:?} {target}");
        }
    }

    #[test]
    fn the_settings_of_the_system_count_where_no_variable_does() {
        let with = |variables: &[(&str, &str)]| {
            let settings = SystemProxies {
                http: Some("plain:1".to_owned()),
                https: Some("secure:1".to_owned()),
                bypass: vec!["*.inside".to_owned()],
                bypass_simple: false,
            };
            proxies(variables).or_settings(settings)
        };
        for (variables, target, expected) in [
            (&[][..], "https://api.example/", Some("http://secure:1")),
            (&[], "http://api.example/", Some("http://plain:1")),
            (&[], "https://api.inside/", None),
            (&[], "https://localhost/", None),
            (&[("NO_PROXY", "api.example")], "https://api.example/", None),
            (&[("HTTPS_PROXY", "http://a:1")], "https://api.example/", Some("http://a:1")),
            (&[("HTTPS_PROXY", "http://a:1")], "https://api.inside/", Some("http://a:1")),
            (&[("HTTPS_PROXY", "http://a:1")], "http://api.inside/", None),
        ] {
            assert_eq!(chosen(&with(variables), target).as_deref(), expected, "{variables:?} {target}");
        }
        let wrong = SystemProxies { https: Some("ftp://x".to_owned()), ..SystemProxies::default() };
        assert_eq!(chosen(&proxies(&[]).or_settings(wrong), "https://api.example/"), None);
    }

    #[test]
    fn an_invalid_variable_fails_the_requests_that_it_is_for() {
        let proxies = proxies(&[("HTTPS_PROXY", "ftp://user:hush@a:1"), ("ALL_PROXY", "http://c:1"), ("NO_PROXY", "direct.example")]);
        let Err(Error::Invalid { message }) = proxies.proxy(&Uri::from_static("https://api.example/")) else { panic!("no error") };
        assert!(message.starts_with("HTTPS_PROXY must be") && !message.contains("hush"), "{message}");
        assert_eq!(chosen(&proxies, "http://api.example/").as_deref(), Some("http://c:1"));
        assert_eq!(chosen(&proxies, "https://direct.example/"), None);
        assert_eq!(chosen(&proxies, "https://localhost:8443/"), None);
    }

    #[test]
    fn the_option_is_for_every_host_but_this_machine() {
        let given = Proxies::new(&ProxyOption::Url(ProxyUrl::parse("socks5h://a:1", "proxy").unwrap()));
        assert_eq!(chosen(&given, "https://api.example/").as_deref(), Some("socks5h://a:1"));
        assert_eq!(chosen(&given, "http://api.example/").as_deref(), Some("socks5h://a:1"));
        for here in ["http://localhost:1/", "http://api.localhost/", "http://127.0.0.2/", "https://[::1]/"] {
            assert_eq!(chosen(&given, here), None, "{here}");
        }
        assert_eq!(chosen(&Proxies::new(&ProxyOption::None), "https://api.example/"), None);
        assert!(given.forwarding(&Uri::from_static("http://api.example/")).unwrap().is_none());
        let given = Proxies::new(&ProxyOption::Url(ProxyUrl::parse("http://a:1", "proxy").unwrap()));
        assert!(given.forwarding(&Uri::from_static("http://api.example/")).unwrap().is_some());
        assert!(given.forwarding(&Uri::from_static("https://api.example/")).unwrap().is_none());
    }
}
