//! A server's certificate as OpenSSL and Node read it, in a form that webpki accepts.
//!
//! webpki refuses some certificates that OpenSSL accepts: those that may sign others (`CA:TRUE`, what `openssl req -x509` makes), those of
//! version 1 (what `openssl x509 -req` makes), and those that name their host as the subject only. They are rewritten for it. The
//! signature is verified over the bytes of the original (`verifier.rs`), and webpki does every other check: dates, purposes, name
//! constraints, critical extensions, the path to a trusted authority.

use rustls::pki_types::alg_id::{ECDSA_P256, ECDSA_SHA256};

use super::der::{BIT_STRING, Element, INTEGER, OCTET_STRING, OID, Reader, SEQUENCE, SET, element};
use super::host_name;

const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
/// `dNSName` of a subject's alternative names (RFC 5280, section 4.2.1.6).
const DNS_NAME: u8 = 0x82;

/// The parts of a certificate (RFC 5280, section 4.1).
pub(super) struct Certificate<'a> {
    /// All that is signed.
    pub signed: &'a [u8],
    serial: Element<'a>,
    issuer: Element<'a>,
    validity: Element<'a>,
    subject: Element<'a>,
    key: Element<'a>,
    extensions: Vec<(&'a [u8], Element<'a>)>,
    algorithm: Element<'a>,
    signature: Element<'a>,
}

/// A certificate that was rewritten.
#[derive(Debug)]
pub(super) struct Rewritten {
    /// All of it.
    pub der: Vec<u8>,
    /// The part that would be signed.
    pub signed: Vec<u8>,
}

impl<'a> Certificate<'a> {
    /// Reads a certificate of version 1 to 3; `None` if it is none.
    pub(super) fn parse(der: &'a [u8]) -> Option<Self> {
        let mut outer = Reader(Reader(der).next_if(SEQUENCE)?.content);
        let signed = outer.next_if(SEQUENCE)?;
        let (algorithm, signature) = (outer.next_if(SEQUENCE)?, outer.next_if(BIT_STRING)?);
        let mut fields = Reader(signed.content);
        _ = fields.next_if(0xa0);
        let serial = fields.next_if(INTEGER)?;
        if fields.next_if(SEQUENCE)?.content != algorithm.content {
            return None;
        }
        let mut sequence = || fields.next_if(SEQUENCE);
        let (issuer, validity, subject, key) = (sequence()?, sequence()?, sequence()?, sequence()?);
        let extensions = match fields.find(|field| field.tag == 0xa3) {
            None => Vec::new(),
            Some(list) => Reader(Reader(list.content).next_if(SEQUENCE)?.content)
                .map(|extension| Some((Reader(extension.content).next_if(OID)?.content, extension)))
                .collect::<Option<_>>()?,
        };
        Some(Self { signed: signed.whole, serial, issuer, validity, subject, key, extensions, algorithm, signature })
    }

    /// The name of whoever issued it.
    pub(super) fn issuer(&self) -> &'a [u8] {
        self.issuer.content
    }

    /// The public key, as `SubjectPublicKeyInfo`.
    pub(super) fn public_key(&self) -> &'a [u8] {
        self.key.whole
    }

    /// Whether its key is an RSA key that is too small to be verified with.
    pub(super) fn has_small_key(&self) -> bool {
        is_small_key(self.key.content)
    }

    /// Whether it names itself as its issuer.
    pub(super) fn is_self_issued(&self) -> bool {
        self.issuer.content == self.subject.content
    }

    /// The names under which it is valid for a host: the alternative names of its subject, and only without one the common names.
    fn host_names(&self) -> Vec<&'a str> {
        let alternative: Vec<_> = self.alternative_names().filter(|name| name.tag == DNS_NAME).collect();
        if !alternative.is_empty() {
            return alternative.into_iter().filter_map(text).collect();
        }
        let sets = Reader(self.subject.content).take_while(|set| set.tag == SET).flat_map(|set| Reader(set.content));
        let attributes = sets.filter_map(|attribute| {
            let mut pair = Reader(attribute.content);
            Some((pair.next_if(OID)?.content, pair.next()?))
        });
        attributes.filter(|(oid, _)| *oid == COMMON_NAME).filter_map(|(_, name)| text(name)).collect()
    }

    /// The alternative names of its subject.
    fn alternative_names(&self) -> impl Iterator<Item = Element<'a>> {
        let extension = self.extensions.iter().find(|(oid, _)| *oid == SUBJECT_ALT_NAME);
        let value = extension.and_then(|(_, extension)| Reader(extension.content).find(|field| field.tag == OCTET_STRING));
        Reader(value.and_then(|value| Reader(value.content).next_if(SEQUENCE)).map_or(&[][..], |names| names.content))
    }

    /// The certificate as webpki accepts it, for the host `host` if it has a name. With `is_trusted` its signature is replaced by one
    /// with the algorithm [`ECDSA_SHA256`], which stands for a certificate that is trusted itself.
    pub(super) fn rewritten(&self, host: Option<&str>, is_trusted: bool) -> Rewritten {
        let algorithm = if is_trusted { element(SEQUENCE, ECDSA_SHA256.as_ref()) } else { self.algorithm.whole.to_vec() };
        let signature = if is_trusted { element(BIT_STRING, &[0, 0]) } else { self.signature.whole.to_vec() };
        let others = self.extensions.iter().filter(|(oid, _)| ![SUBJECT_ALT_NAME, BASIC_CONSTRAINTS].contains(oid));
        let mut extensions: Vec<u8> = others.flat_map(|(_, extension)| extension.whole).copied().collect();
        extensions.extend(self.rewritten_names(host));
        let extensions = if extensions.is_empty() { Vec::new() } else { element(0xa3, &element(SEQUENCE, &extensions)) };
        let version_3 = element(0xa0, &element(INTEGER, &[2]));
        let fields =
            [self.serial.whole, &algorithm, self.issuer.whole, self.validity.whole, self.subject.whole, self.key.whole, &extensions];
        let signed = element(SEQUENCE, &[version_3, fields.concat()].concat());
        let der = element(SEQUENCE, &[&signed[..], &algorithm, &signature].concat());
        Rewritten { der, signed }
    }

    /// The extension with the alternative names of the subject, `host` among them if the certificate is valid for it. So webpki compares
    /// it with the name constraints of the authorities. Wildcards that webpki does not know are left out.
    fn rewritten_names(&self, host: Option<&str>) -> Vec<u8> {
        let is_known = |name: &Element| name.tag != DNS_NAME || text(*name).is_some_and(|name| !name[1.min(name.len())..].contains('*'));
        let mut names: Vec<u8> = self.alternative_names().filter(is_known).flat_map(|name| name.whole).copied().collect();
        if let Some(host) = host.filter(|host| self.host_names().iter().any(|name| host_name::matches(name, host))) {
            names.extend(element(DNS_NAME, host.as_bytes()));
        }
        if names.is_empty() {
            return Vec::new();
        }
        element(SEQUENCE, &[element(OID, SUBJECT_ALT_NAME), element(OCTET_STRING, &element(SEQUENCE, &names))].concat())
    }
}

/// Whether the content of a `SubjectPublicKeyInfo` is an RSA key of fewer than 2048 bits. One of 2048 bits takes 290 bytes.
pub(super) fn is_small_key(key: &[u8]) -> bool {
    const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
    let algorithm = Reader(key).next_if(SEQUENCE).and_then(|algorithm| Reader(algorithm.content).next_if(OID));
    algorithm.is_some_and(|oid| oid.content == RSA) && key.len() < 285
}

/// The text of a name: those types of strings that hold ASCII as it is.
fn text(name: Element<'_>) -> Option<&str> {
    let is_ascii_string = matches!(name.tag, DNS_NAME | 0x0c | 0x13 | 0x14 | 0x16);
    std::str::from_utf8(name.content).ok().filter(|text| is_ascii_string && text.is_ascii())
}

/// The `SubjectPublicKeyInfo` of an authority that stands for a certificate which is trusted itself. It is no key: see
/// [`Certificate::rewritten`].
pub(super) fn stand_in_key() -> Vec<u8> {
    [element(SEQUENCE, ECDSA_P256.as_ref()), element(BIT_STRING, &[0, 4])].concat()
}
