//! What the environment and Node's flags say of TLS: which authorities to trust, and which versions to speak.
//!
//! It is read once per process, at the first connection. A setting that has no effect here is named on stderr.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, Read as _};
use std::path::Path;
#[cfg(all(unix, not(target_os = "macos")))]
use std::path::PathBuf;
use std::sync::Arc;

use parking_lot::Mutex;
use rustls::RootCertStore;
use rustls::version::{TLS12, TLS13};

use super::pem::{self, Block};
use super::verifier::Trusted;
use crate::error::{ConnectionFault, Error, Progress, ResourceFault};
use crate::warning::warn_once;

/// How large a file with certificates may be, and all files of a folder together. Mozilla's authorities take 220 kB.
const MOST_BYTES: u64 = 16 << 20;
/// How many files of a folder are read.
const MOST_FILES: usize = 4096;

/// What applies to all connections of the process.
#[derive(Debug)]
pub(super) struct Settings {
    /// The authorities.
    pub trusted: Trusted,
    /// The versions of TLS.
    pub versions: Vec<&'static rustls::SupportedProtocolVersion>,
}

impl Settings {
    /// The settings of this process. `flags` are Node's own, without those of `NODE_OPTIONS`. If the system lacks a resource to read a
    /// file, that is an error, and the next call tries again.
    pub(super) fn of_process(flags: &[String]) -> Result<Arc<Self>, Error> {
        static READ: Mutex<Option<Arc<Settings>>> = Mutex::new(None);
        let mut read = READ.lock();
        if let Some(settings) = &*read {
            return Ok(Arc::clone(settings));
        }
        let settings = Arc::new(Self::read(|name| std::env::var_os(name).filter(|value| !value.is_empty()), flags)?);
        *read = Some(Arc::clone(&settings));
        Ok(settings)
    }

    fn read(variable: impl Fn(&str) -> Option<OsString>, flags: &[String]) -> Result<Self, Error> {
        let node = Flags::parse(variable("NODE_OPTIONS").as_deref().and_then(|text| text.to_str()).unwrap_or_default(), flags);
        node.warn(variable("NODE_TLS_REJECT_UNAUTHORIZED").is_some_and(|value| value == "0"));
        let mozilla = if node.openssl_ca { Vec::new() } else { webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let mut trusted = Trusted::new(RootCertStore { roots: mozilla });
        let mut last = None;
        for name in ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"] {
            let Some(path) = variable(name).filter(|path| !path.to_string_lossy().trim().is_empty()) else { continue };
            // Many images set both to the same file with all of Mozilla's authorities, which takes a millisecond to parse.
            if last.as_ref() != Some(&path) {
                add_file(&mut trusted, name, Path::new(&path))?;
            }
            last = Some(path);
        }
        let folders = variable("SSL_CERT_DIR").filter(|folders| !folders.to_string_lossy().trim().is_empty());
        for folder in folders.iter().flat_map(std::env::split_paths).filter(|folder| !folder.as_os_str().is_empty()) {
            add_folder(&mut trusted, "SSL_CERT_DIR", &folder)?;
        }
        let asks = node.system_ca.unwrap_or_else(|| variable("NODE_USE_SYSTEM_CA").is_some_and(|value| value == "1"));
        if asks || node.openssl_ca {
            add_system(&mut trusted, variable("SSL_CERT_FILE").is_some(), folders.is_some())?;
        }
        Ok(Self { trusted, versions: node.versions() })
    }
}

/// The flags of Node about TLS.
#[derive(Debug, Default, PartialEq, Eq)]
struct Flags {
    openssl_ca: bool,
    system_ca: Option<bool>,
    min_13: bool,
    max_12: bool,
    /// Those without an effect here.
    ignored: Vec<&'static str>,
}

impl Flags {
    /// Reads `NODE_OPTIONS` and then the flags of the command line, which go before it. Node takes `_` for `-` in their names.
    fn parse(node_options: &str, flags: &[String]) -> Self {
        let mut found = Self::default();
        for flag in node_options.split_ascii_whitespace().chain(flags.iter().map(String::as_str)) {
            let name = flag.trim_matches('"').split('=').next().unwrap_or_default().replace('_', "-");
            match name.as_str() {
                "--use-openssl-ca" => found.openssl_ca = true,
                "--use-bundled-ca" => found.openssl_ca = false,
                "--use-system-ca" => found.system_ca = Some(true),
                "--no-use-system-ca" => found.system_ca = Some(false),
                "--tls-min-v1.3" => found.min_13 = true,
                "--tls-max-v1.2" => found.max_12 = true,
                "--tls-min-v1.0" => found.ignored.push("--tls-min-v1.0"),
                "--tls-min-v1.1" => found.ignored.push("--tls-min-v1.1"),
                "--tls-cipher-list" => found.ignored.push("--tls-cipher-list"),
                "--tls-keylog" => found.ignored.push("--tls-keylog"),
                _ => {}
            }
        }
        found
    }

    fn warn(&self, accepts_all: bool) {
        if accepts_all {
            warn_once(
                "NODE_TLS_REJECT_UNAUTHORIZED=0 was ignored: certificates are always verified. To trust a server's certificate or its \
                 authority, name its file in NODE_EXTRA_CA_CERTS or give it as caCertificates",
            );
        }
        for flag in &self.ignored {
            let why = match *flag {
                "--tls-cipher-list" => "the cipher suites of TLS 1.2 and 1.3 are fixed",
                "--tls-keylog" => "keys of connections are never written",
                _ => "TLS 1.2 is the oldest version that is spoken",
            };
            warn_once(&format!("Node's flag {flag} was ignored: {why}"));
        }
    }

    fn versions(&self) -> Vec<&'static rustls::SupportedProtocolVersion> {
        match (self.min_13, self.max_12) {
            (true, false) => vec![&TLS13],
            (false, true) => vec![&TLS12],
            _ => vec![&TLS13, &TLS12],
        }
    }
}

/// Adds the certificates of the file that the variable `name` names. A file that cannot be used is ignored, as in Node: it must not take
/// a server down.
fn add_file(trusted: &mut Trusted, name: &str, path: &Path) -> Result<(), Error> {
    let text = match read_at_most(path, MOST_BYTES) {
        Ok(text) => text,
        Err(error) => return cannot_read(name, path, &error),
    };
    let (added, wrong) = add_all(trusted, &text);
    if added == 0 && wrong == 0 {
        warn_once(&format!("{name} was ignored: no certificate was found in {}: {}", path.display(), pem::why_none(&text)));
    } else if wrong > 0 {
        warn_once(&format!("{name}: {wrong} of the {} certificates in {} cannot be read and were ignored", added + wrong, path.display()));
    }
    Ok(())
}

/// Adds the certificates of all files of a folder. OpenSSL reads those that are named after a hash, which are links to others there.
fn add_folder(trusted: &mut Trusted, name: &str, folder: &Path) -> Result<(), Error> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return cannot_read(name, folder, &error),
    };
    let (mut left, mut added, mut seen) = (MOST_BYTES, 0, HashSet::new());
    for entry in entries.take(MOST_FILES).flatten() {
        // Debian has each certificate under two names, and most under the hash too.
        if file_id(&entry.path()).is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        match read_at_most(&entry.path(), left) {
            Ok(text) => {
                left -= text.len() as u64;
                added += add_all(trusted, &text).0;
            }
            Err(error) if ResourceFault::from_io(&error).is_some() => return cannot_read(name, folder, &error),
            // A folder may hold anything: a link that leads nowhere, another folder, what only root may read.
            Err(_) => {}
        }
    }
    if added == 0 {
        warn_once(&format!("{name} was ignored: no certificate was found in {}", folder.display()));
    }
    Ok(())
}

/// Adds the authorities of the system. `has_file` and `has_folder`: the variables of OpenSSL name others in their place.
#[cfg(all(unix, not(target_os = "macos")))]
fn add_system(trusted: &mut Trusted, has_file: bool, has_folder: bool) -> Result<(), Error> {
    let name = "the system's file of authorities";
    let file = if has_file { None } else { openssl_probe::probe().cert_file };
    if let Some(file) = &file {
        add_file(trusted, name, file)?;
    }
    // Where there is a file, the folder holds the same certificates, some of them three times.
    let folders: Vec<PathBuf> = match file.is_some() || has_folder {
        true => Vec::new(),
        false => openssl_probe::candidate_cert_dirs().map(Path::to_path_buf).collect(),
    };
    for folder in &folders {
        add_folder(trusted, "the system's folder of authorities", folder)?;
    }
    if file.is_none() && folders.is_empty() && !has_file && !has_folder {
        warn_once("the system's certificate authorities were not found; install the package ca-certificates");
    }
    Ok(())
}

/// Adds the authorities of the system.
#[cfg(not(all(unix, not(target_os = "macos"))))]
#[expect(clippy::unnecessary_wraps, reason = "on other systems files are read")]
fn add_system(trusted: &mut Trusted, _has_file: bool, _has_folder: bool) -> Result<(), Error> {
    let found = rustls_native_certs::load_native_certs();
    let added = found.certs.iter().filter(|certificate| trusted.add(certificate)).count();
    if added == 0 {
        warn_once("the system's certificate authorities were not found");
    }
    Ok(())
}

/// Adds the certificates in a PEM text. Returns how many there are, and how many others cannot be read.
fn add_all(trusted: &mut Trusted, text: &[u8]) -> (usize, usize) {
    let (mut added, mut wrong) = (0, 0);
    for block in pem::blocks(text).filter(Block::is_certificate) {
        match block.certificate().is_some_and(|certificate| trusted.add(&certificate)) {
            true => added += 1,
            false => wrong += 1,
        }
    }
    (added, wrong)
}

/// Reads a file of at most `limit` bytes. To open a pipe would wait until somebody writes into it, so only files are opened.
fn read_at_most(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let found = std::fs::metadata(path)?;
    if !found.is_file() {
        return Err(io::Error::other(if found.is_dir() { "it is a folder" } else { "it is not a regular file" }));
    }
    let mut text = Vec::new();
    std::fs::File::open(path)?.take(limit + 1).read_to_end(&mut text)?;
    if text.len() as u64 > limit {
        return Err(io::Error::other(format!("it has more than {} MB", MOST_BYTES >> 20)));
    }
    Ok(text)
}

/// What two names of the same file have in common.
#[cfg(unix)]
fn file_id(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn file_id(_: &Path) -> Option<(u64, u64)> {
    None
}

fn cannot_read(name: &str, path: &Path, error: &io::Error) -> Result<(), Error> {
    match ResourceFault::from_io(error) {
        // It can be read as soon as a descriptor is free.
        Some(resource) => {
            let message = format!("{name} could not be read: {error}");
            Err(Error::connection(ConnectionFault::Resource(resource), message, Progress::Unsent))
        }
        None => {
            warn_once(&format!("{name} was ignored: {} cannot be read: {error}", path.display()));
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(node_options: &str, flags: &[&str]) -> Flags {
        Flags::parse(node_options, &flags.iter().map(|&flag| flag.to_owned()).collect::<Vec<_>>())
    }

    /// How many authorities are trusted in all, and how many were added.
    fn authorities(variables: &[(&str, &str)], flags: &[&str]) -> (usize, usize) {
        let flags: Vec<_> = flags.iter().map(|&flag| flag.to_owned()).collect();
        let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        Settings::read(variable, &flags).unwrap().trusted.counts()
    }

    #[test]
    fn the_system_is_trusted_if_node_is_told_to() {
        let mozilla = webpki_roots::TLS_SERVER_ROOTS.len();
        assert_eq!(authorities(&[], &[]), (mozilla, 0));
        assert_eq!(authorities(&[("NODE_USE_SYSTEM_CA", "0")], &["--use-bundled-ca"]), (mozilla, 0));
        let (all, added) = authorities(&[("NODE_USE_SYSTEM_CA", "1")], &[]);
        assert_eq!(all, mozilla + added);
        // The authorities of OpenSSL are trusted in place of those that are built in.
        assert_eq!(authorities(&[], &["--use-openssl-ca"]), (added, added));
        assert_eq!(authorities(&[("NODE_OPTIONS", "--use-system-ca")], &[]), (all, added));
        assert_eq!(authorities(&[("NODE_USE_SYSTEM_CA", "1")], &["--no-use-system-ca"]), (mozilla, 0));
        #[cfg(all(unix, not(target_os = "macos")))]
        assert_eq!(added > 0, openssl_probe::probe().cert_file.is_some() || openssl_probe::candidate_cert_dirs().next().is_some());
    }

    #[test]
    fn flags_are_read_as_node_reads_them() {
        assert_eq!(parse("--max-old-space-size=4096 --enable-source-maps", &[]), Flags::default());
        assert_eq!(parse("--use-system-ca", &[]).system_ca, Some(true));
        assert_eq!(parse("--use_system_ca", &["--no-use-system-ca"]).system_ca, Some(false));
        assert!(parse("", &["--use-openssl-ca"]).openssl_ca);
        assert!(!parse("--use-openssl-ca", &["--use-bundled-ca"]).openssl_ca);
        assert_eq!(parse("\"--tls-cipher-list=A:B\" --tls-min-v1.0", &[]).ignored, ["--tls-cipher-list", "--tls-min-v1.0"]);
        assert_eq!(parse("--tls-min-v1.3", &[]).versions(), [&TLS13]);
        assert_eq!(parse("--tls-max-v1.2", &[]).versions(), [&TLS12]);
        assert_eq!(parse("--tls-max-v1.3 --tls-min-v1.2", &[]).versions(), [&TLS13, &TLS12]);
    }
}
