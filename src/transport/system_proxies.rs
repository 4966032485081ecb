//! The proxies of the system's settings, on Windows and macOS. They count where no variable of the environment names one.
//!
//! | | Windows: "Manual proxy setup" | macOS: "Proxies" of the network |
//! | --- | --- | --- |
//! | read from | the registry, that of the machine if a policy says so | the dynamic store |
//! | proxies | `ProxyServer`: one for all, or `http=a:80;https=b:443` | HTTP, HTTPS, and SOCKS for what has neither |
//! | hosts without one | `ProxyOverride`: patterns with `*`, `<local>` for names without a dot | "Exclude simple hostnames" |
//! | not read | a script (`AutoConfigURL`), automatic detection, `socks=`, which is SOCKS4 | a script, the list of exceptions |
//!
//! What is not read can be said with `HTTPS_PROXY` and `NO_PROXY`. Settings are read once for each pool of connections.

/// What the settings say. Nothing on other systems.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SystemProxies {
    /// The proxy for `http` URLs, as the settings have it.
    pub http: Option<String>,
    /// The proxy for `https` URLs.
    pub https: Option<String>,
    /// Patterns in lower case of hosts without a proxy.
    pub bypass: Vec<String>,
    /// Names without a dot have no proxy.
    pub bypass_simple: bool,
}

impl SystemProxies {
    /// The settings of this system.
    pub(super) fn read() -> Self {
        read()
    }

    /// The values of Windows: `ProxyServer` and `ProxyOverride`.
    #[cfg(any(windows, test))]
    fn windows(server: &str, exceptions: &str) -> Self {
        let mut found = Self::default();
        for entry in server.split([';', ' ']).map(str::trim).filter(|entry| !entry.is_empty()) {
            match entry.split_once('=') {
                None => {
                    found.http.get_or_insert_with(|| entry.to_owned());
                    found.https.get_or_insert_with(|| entry.to_owned());
                }
                Some((scheme, proxy)) if !proxy.is_empty() => match scheme.trim().to_ascii_lowercase().as_str() {
                    "http" => found.http = Some(proxy.trim().to_owned()),
                    "https" => found.https = Some(proxy.trim().to_owned()),
                    _ => {}
                },
                Some(_) => {}
            }
        }
        for entry in exceptions.split([';', ' ', ',']).map(|entry| entry.trim().to_ascii_lowercase()).filter(|entry| !entry.is_empty()) {
            match entry.as_str() {
                "<local>" => found.bypass_simple = true,
                _ => found.bypass.push(entry.split_once("://").map_or(entry.as_str(), |(_, rest)| rest).to_owned()),
            }
        }
        found
    }

    /// The values of macOS: for each kind, host and port if it is enabled.
    #[cfg(any(target_os = "macos", test))]
    fn macos(http: Option<String>, https: Option<String>, socks: Option<String>, bypass_simple: bool) -> Self {
        let socks = socks.map(|proxy| format!("socks5h://{proxy}"));
        Self { http: http.or_else(|| socks.clone()), https: https.or(socks), bypass: Vec::new(), bypass_simple }
    }

    /// Whether `host` is reached without a proxy. It is in lower case, as in a URL.
    pub(super) fn excludes(&self, host: &str, port: Option<u16>) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host);
        let is_simple = !host.contains(['.', ':']);
        let with_port = || port.map(|port| format!("{host}:{port}"));
        self.bypass_simple && is_simple
            || self.bypass.iter().any(|pattern| matches(pattern, host) || with_port().is_some_and(|both| matches(pattern, &both)))
    }
}

/// Whether `pattern`, in which `*` stands for any text, is `text`.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<_> = parts.collect();
    // Without `*` nothing may be left.
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(windows)]
fn read() -> SystemProxies {
    use windows_registry::{CURRENT_USER, LOCAL_MACHINE};
    const SETTINGS: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
    const POLICY: &str = r"Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings";
    let number = |key: &windows_registry::Key, path, name| key.open(path).and_then(|key| key.get_u32(name)).ok();
    let of_machine = number(LOCAL_MACHINE, POLICY, "ProxySettingsPerUser") == Some(0);
    let root = if of_machine { LOCAL_MACHINE } else { CURRENT_USER };
    if number(root, SETTINGS, "ProxyEnable").unwrap_or(0) == 0 {
        return SystemProxies::default();
    }
    let text = |name| root.open(SETTINGS).and_then(|key| key.get_string(name)).unwrap_or_default();
    SystemProxies::windows(&text("ProxyServer"), &text("ProxyOverride"))
}

#[cfg(target_os = "macos")]
fn read() -> SystemProxies {
    use system_configuration::core_foundation::base::CFType;
    use system_configuration::core_foundation::dictionary::CFDictionary;
    use system_configuration::core_foundation::number::CFNumber;
    use system_configuration::core_foundation::string::CFString;
    use system_configuration::dynamic_store::SCDynamicStoreBuilder;

    let store = SCDynamicStoreBuilder::new("pipedream-native").build();
    let Some(settings) = store.and_then(|store| store.get_proxies()) else { return SystemProxies::default() };
    let number = |settings: &CFDictionary<CFString, CFType>, name: &str| {
        settings.find(CFString::new(name)).and_then(|value| value.downcast::<CFNumber>()).and_then(|number| number.to_i32())
    };
    // The names are those of SCSchemaDefinitions.h: HTTPEnable, HTTPProxy, HTTPPort.
    let proxy = |kind: &str| {
        if number(&settings, &format!("{kind}Enable")) != Some(1) {
            return None;
        }
        let host = settings.find(CFString::new(&format!("{kind}Proxy"))).and_then(|value| value.downcast::<CFString>())?.to_string();
        Some(number(&settings, &format!("{kind}Port")).map_or(host.clone(), |port| format!("{host}:{port}")))
    };
    let bypass_simple = number(&settings, "ExcludeSimpleHostnames") == Some(1);
    SystemProxies::macos(proxy("HTTP"), proxy("HTTPS"), proxy("SOCKS"), bypass_simple)
}

#[cfg(not(any(windows, target_os = "macos")))]
fn read() -> SystemProxies {
    SystemProxies::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(http: Option<&str>, https: Option<&str>) -> SystemProxies {
        SystemProxies { http: http.map(str::to_owned), https: https.map(str::to_owned), ..SystemProxies::default() }
    }

    #[test]
    fn windows_has_one_proxy_for_all_or_one_for_each_scheme() {
        for (server, http, https) in [
            ("proxy.example:3128", Some("proxy.example:3128"), Some("proxy.example:3128")),
            ("http=a:80;https=b:443;ftp=c:21", Some("a:80"), Some("b:443")),
            ("https=b:443 http=a:80", Some("a:80"), Some("b:443")),
            ("HTTP=http://a:80", Some("http://a:80"), None),
            ("socks=s:1080", None, None),
            ("https=;http=", None, None),
            ("", None, None),
        ] {
            assert_eq!(SystemProxies::windows(server, ""), proxies(http, https), "{server:?}");
        }
    }

    #[test]
    fn windows_lists_hosts_without_a_proxy_by_patterns() {
        let settings = SystemProxies::windows("p:1", "*.Example.com; 10.*;https://api.other;host:8443;*mid*dle*;<local>");
        for (host, port, excluded) in [
            ("api.example.com", 443, true),
            ("example.com", 443, false),
            ("api.example.com.", 443, true),
            ("10.1.2.3", 443, true),
            ("110.1.2.3", 443, false),
            ("api.other", 443, true),
            ("host.example", 443, false),
            ("intranet", 443, true),
            ("[::1]", 443, false),
            ("a.mid.b.dle.c", 443, true),
            ("a.dle.b.mid.c", 443, false),
        ] {
            assert_eq!(settings.excludes(host, Some(port)), excluded, "{host}");
        }
        let settings = SystemProxies::windows("p:1", "host:8443");
        assert!(settings.excludes("host", Some(8443)) && !settings.excludes("host", Some(443)) && !settings.excludes("host", None));
        assert!(!SystemProxies::default().excludes("intranet", Some(443)));
    }

    #[test]
    fn a_socks_proxy_of_macos_is_for_what_has_no_other() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(SystemProxies::macos(text("a:80"), None, text("s:1080"), false), proxies(Some("a:80"), Some("socks5h://s:1080")));
        assert_eq!(SystemProxies::macos(None, None, None, false), proxies(None, None));
        assert!(SystemProxies::macos(None, None, None, true).excludes("intranet", None));
    }

    #[cfg(not(any(windows, target_os = "macos")))]
    #[test]
    fn other_systems_have_no_such_settings() {
        assert_eq!(SystemProxies::read(), SystemProxies::default());
    }
}
